//! Column names that are unique and not blank, whatever the header says.

use super::Notice;
use crate::words::shortened;
use std::collections::{BTreeMap, BTreeSet};

/// New names that are listed.
const SHOWN: usize = 20;

/// Gives blank names their place (`column_3`) and repeated ones a number (`age_2`), and says so.
pub(super) fn unique(header: &[String], notices: &mut Vec<Notice>) -> Vec<String> {
    let given: BTreeSet<&str> = header.iter().map(String::as_str).collect();
    let mut taken = BTreeSet::new();
    let mut renamed = Vec::new();
    let mut blank = 0;
    let mut names = Vec::with_capacity(header.len());
    // Where the search for a free number goes on: from the start each time it would take forever on a header
    // of ten thousand equal names.
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    for (place, name) in header.iter().enumerate() {
        let wanted = if name.is_empty() { format!("column_{}", place + 1) } else { name.clone() };
        let is_free = !taken.contains(&wanted) && (!name.is_empty() || !given.contains(&*wanted));
        let chosen = if is_free {
            wanted
        } else {
            let number = next.entry(wanted.clone()).or_insert(2);
            loop {
                let numbered = format!("{wanted}_{number}");
                *number += 1;
                if !taken.contains(&numbered) && !given.contains(numbered.as_str()) {
                    break numbered;
                }
            }
        };
        if name.is_empty() {
            blank += 1;
        } else if chosen != *name {
            renamed.push(format!("{name} is now {chosen}"));
        }
        taken.insert(chosen.clone());
        names.push(chosen);
    }
    if blank > 0 {
        notices.push(Notice::info(format!(
            "{blank} {} no name and {} named by place.",
            if blank == 1 { "column has" } else { "columns have" },
            if blank == 1 { "is" } else { "are" },
        )));
    }
    if !renamed.is_empty() {
        notices.push(Notice::warning(format!(
            "Repeated column names were numbered: {}.",
            shortened(&renamed, SHOWN)
        )));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(header: &[&str]) -> Vec<String> {
        let header: Vec<String> = header.iter().map(|&n| n.to_owned()).collect();
        unique(&header, &mut Vec::new())
    }

    #[test]
    fn repeated_names_never_collide_with_given_ones() {
        assert_eq!(named(&["a", "a", "a_2", "a"]), ["a", "a_3", "a_2", "a_4"]);
    }

    #[test]
    fn many_equal_names_take_no_time() {
        let names = unique(&vec!["a".to_owned(); 50_000], &mut Vec::new());
        assert_eq!((names[1].as_str(), names[49_999].as_str()), ("a_2", "a_50000"));
    }

    #[test]
    fn blank_names_say_their_place() {
        assert_eq!(named(&["id", "", "age"]), ["id", "column_2", "age"]);
    }
}
