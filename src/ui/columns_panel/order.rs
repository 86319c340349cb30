//! Which columns are listed, and in which order.

use crate::data::{ColumnProfile, Table};
use crate::features::{ColumnRole, Role};
use std::cmp::Reverse;

/// What the list of columns is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// As in the file.
    #[default]
    File,
    /// By name, letter case aside.
    Name,
    /// Numbers, dates, words.
    Type,
    /// Features first.
    Role,
    /// Those with the most missing cells first.
    Missing,
    /// Those with the most different values first.
    Distinct,
}

impl Sort {
    /// All, with their words.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::File, "file order"),
        (Self::Name, "name"),
        (Self::Type, "type"),
        (Self::Role, "role"),
        (Self::Missing, "missing cells"),
        (Self::Distinct, "different values"),
    ];

    /// What it is called.
    pub fn words(self) -> &'static str {
        Self::ALL.iter().find(|(sort, _)| *sort == self).map_or("", |(_, words)| words)
    }
}

/// Positions of the columns whose name holds `filter`, sorted; ties stay in the order of the file.
pub(super) fn listed(
    table: &Table,
    profiles: &[ColumnProfile],
    roles: &[ColumnRole],
    filter: &str,
    sort: Sort,
    reversed: bool,
) -> Vec<usize> {
    let wanted = filter.trim().to_lowercase();
    let name = |at: usize| table.columns()[at].name.to_lowercase();
    let mut order: Vec<usize> =
        (0..table.columns().len()).filter(|&at| name(at).contains(&wanted)).collect();
    let role = |at: usize| match roles.get(at).map(|r| r.role) {
        Some(Role::Feature) => 0,
        Some(Role::Label) => 1,
        Some(Role::Identifier) => 2,
        Some(Role::Ignored) | None => 3,
    };
    match sort {
        Sort::File => {}
        Sort::Name => order.sort_by_cached_key(|&at| name(at)),
        Sort::Type => order.sort_by_key(|&at| profiles[at].kind as u8),
        Sort::Role => order.sort_by_key(|&at| role(at)),
        Sort::Missing => order.sort_by_key(|&at| Reverse(profiles[at].missing)),
        Sort::Distinct => order.sort_by_key(|&at| Reverse(profiles[at].distinct)),
    }
    if reversed {
        order.reverse();
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ReadOptions, read_bytes};
    use crate::features::{Recipe, roles};
    use crate::progress::Progress;

    fn order(filter: &str, sort: Sort, reversed: bool) -> Vec<String> {
        let text = "Zoo,id,amount,churn\nx,1,1.5,a\ny,2,,b\nx,3,,a\n";
        let table =
            read_bytes("t", text.as_bytes(), &ReadOptions::default(), &Progress::new()).unwrap();
        let profiles: Vec<_> =
            table.columns().iter().map(|column| ColumnProfile::new(column)).collect();
        let roles = roles(&table, &Recipe::default()).unwrap();
        let order = listed(&table, &profiles, &roles, filter, sort, reversed);
        order.into_iter().map(|at| table.columns()[at].name.clone()).collect()
    }

    #[test]
    fn columns_are_sorted_by_what_is_asked_and_ties_stay_as_in_the_file() {
        let by = |sort| order("", sort, false);
        assert_eq!(by(Sort::File), ["Zoo", "id", "amount", "churn"]);
        assert_eq!(by(Sort::Name), ["amount", "churn", "id", "Zoo"]);
        assert_eq!(by(Sort::Type), ["id", "amount", "Zoo", "churn"]);
        assert_eq!(by(Sort::Role), ["Zoo", "amount", "churn", "id"]);
        assert_eq!(by(Sort::Missing), ["amount", "Zoo", "id", "churn"]);
        assert_eq!(by(Sort::Distinct), ["id", "Zoo", "churn", "amount"]);
        assert_eq!(order("", Sort::File, true), ["churn", "amount", "id", "Zoo"]);
    }

    #[test]
    fn the_filter_looks_into_names_letter_case_aside() {
        assert_eq!(order(" O", Sort::File, false), ["Zoo", "amount"]);
        assert!(order("none", Sort::Name, true).is_empty());
    }
}
