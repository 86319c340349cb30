//! Components are named after the columns that make them up.

use crate::features::Feature;
use ndarray::ArrayView1;
use std::ops::Range;

/// Columns in a name.
const MOST: usize = 2;

/// The features of one column of the table, which stand side by side: one, or one for each level.
pub fn groups(features: &[Feature]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, feature) in features.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if features[group.start].column == feature.column => group.end = at + 1,
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// "PC1: `total_charges` +, contract (Two year +)": the two columns with the largest part in the component,
/// fewer where they have less than an average part; of a column with several features the largest.
///
/// `coefficients` is the component, or its loadings; `number` counts from 1.
pub fn component_name(
    number: usize,
    coefficients: ArrayView1<'_, f64>,
    features: &[Feature],
) -> String {
    let groups = groups(features);
    let total: f64 = coefficients.iter().map(|v| v * v).sum();
    let part = |group: &Range<usize>| -> f64 {
        group.clone().filter_map(|j| coefficients.get(j)).map(|v| v * v).sum()
    };
    let mut ranked: Vec<(f64, &Range<usize>)> = groups.iter().map(|g| (part(g), g)).collect();
    // Stable: equal parts stay in the order of the table.
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let average = total / groups.len().max(1) as f64;
    let words: Vec<String> = ranked
        .iter()
        .take(MOST)
        .filter(|(part, _)| *part > 0.0 && *part >= average * (1.0 - 1e-9))
        .map(|(_, group)| {
            let size = |j: &usize| coefficients.get(*j).map_or(0.0, |v| v.abs());
            // `max_by` keeps the last of equals; reversed, that is the first.
            let largest = (*group).clone().rev().max_by(|a, b| size(a).total_cmp(&size(b)));
            let at = largest.unwrap_or(group.start);
            let sign =
                if coefficients.get(at).is_some_and(|v| *v < 0.0) { '\u{2212}' } else { '+' };
            let feature = &features[at];
            match &feature.level {
                Some(level) if group.len() > 1 => format!("{} ({level} {sign})", feature.column),
                _ => format!("{} {sign}", feature.name),
            }
        })
        .collect();
    format!("PC{number}: {}", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    fn feature(column: &str, level: Option<&str>) -> Feature {
        let name = level.map_or(column.to_owned(), |level| format!("{column}={level}"));
        let level = level.map(str::to_owned);
        Feature { name, column: column.to_owned(), level, ..Feature::amount("") }
    }

    #[test]
    fn levels_count_together_and_the_largest_is_named() {
        let features = [
            feature("tenure", None),
            feature("contract", Some("Monthly")),
            feature("contract", Some("Two year")),
            feature("paperless", Some("yes")),
        ];
        assert_eq!(groups(&features), [0..1, 1..3, 3..4]);
        let name = component_name(1, array![0.6, 0.5, -0.6, 0.1].view(), &features);
        assert_eq!(name, "PC1: contract (Two year \u{2212}), tenure +");
        let name = component_name(2, array![0.1, 0.0, 0.0, -0.9].view(), &features);
        assert_eq!(name, "PC2: paperless=yes \u{2212}");
    }

    #[test]
    fn equal_parts_are_named_in_the_order_of_the_table() {
        let features = ["a", "b", "c"].map(|name| feature(name, None));
        assert_eq!(component_name(3, array![1.0, 1.0, 1.0].view(), &features), "PC3: a +, b +");
    }
}
