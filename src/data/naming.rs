//! Column names that are unique and not blank, whatever the header says.

use super::Notice;
use std::collections::BTreeSet;

/// Gives blank names their place (`column_3`) and repeated ones a number (`age_2`), and says so.
pub(super) fn unique(header: &[String], notices: &mut Vec<Notice>) -> Vec<String> {
    let given: BTreeSet<&str> = header.iter().map(String::as_str).collect();
    let mut taken = BTreeSet::new();
    let mut renamed = Vec::new();
    let mut blank = 0;
    let mut names = Vec::with_capacity(header.len());
    for (place, name) in header.iter().enumerate() {
        let wanted = if name.is_empty() { format!("column_{}", place + 1) } else { name.clone() };
        let free = |n: &str, taken: &BTreeSet<String>| !taken.contains(n);
        let chosen = if free(&wanted, &taken) && (!name.is_empty() || !given.contains(&*wanted)) {
            wanted.clone()
        } else {
            (2..=header.len() * 2 + 2)
                .map(|k| format!("{wanted}_{k}"))
                .find(|n| free(n, &taken) && !given.contains(n.as_str()))
                .unwrap_or(wanted)
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
            renamed.join(", ")
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
    fn blank_names_say_their_place() {
        assert_eq!(named(&["id", "", "age"]), ["id", "column_2", "age"]);
    }
}
