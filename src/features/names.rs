//! Features have different names, whatever columns and levels are called.

use super::Feature;
use std::collections::BTreeSet;

/// Numbers names that were taken before, and returns what became of them: "a=y is now a=y (2)".
pub(super) fn unique(features: &mut [Feature]) -> Vec<String> {
    let given: BTreeSet<String> = features.iter().map(|f| f.name.clone()).collect();
    let mut taken = BTreeSet::new();
    let mut renamed = Vec::new();
    for feature in features {
        if !taken.insert(feature.name.clone()) {
            let free = (2..).map(|k| format!("{} ({k})", feature.name));
            let mut free = free.filter(|name| !given.contains(name) && !taken.contains(name));
            if let Some(name) = free.next() {
                renamed.push(format!("{} of {} is now {name}", feature.name, feature.column));
                taken.insert(name.clone());
                feature.name = name;
            }
        }
    }
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_the_next_free_number() {
        let mut features: Vec<Feature> =
            ["a=y", "b", "a=y", "a=y (2)", "a=y"].map(Feature::amount).to_vec();
        let renamed = unique(&mut features);
        let names: Vec<&str> = features.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names, ["a=y", "b", "a=y (3)", "a=y (2)", "a=y (4)"]);
        assert_eq!(renamed.len(), 2);
        assert!(unique(&mut features).is_empty());
    }
}
