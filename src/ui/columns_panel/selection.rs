//! Which columns are selected. The rule is that of every list: a click selects one, Ctrl adds or removes one,
//! Shift selects all from the last one that was clicked without Shift.

use std::collections::BTreeSet;

/// The selected columns, by name: sorting and filtering leave them selected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    names: BTreeSet<String>,
    anchor: Option<String>,
}

impl Selection {
    /// The selected names.
    pub fn names(&self) -> &BTreeSet<String> {
        &self.names
    }

    /// Whether a column is selected.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Selects one column and no other.
    pub fn only(&mut self, name: &str) {
        self.names = BTreeSet::from([name.to_owned()]);
        self.anchor = Some(name.to_owned());
    }

    /// Adds a column or removes it.
    pub fn toggle(&mut self, name: &str) {
        if !self.names.remove(name) {
            self.names.insert(name.to_owned());
        }
        self.anchor = Some(name.to_owned());
    }

    /// Selects all columns from the anchor to this one in the listed order, and no other.
    pub fn extend(&mut self, name: &str, listed: &[&str]) {
        let place = |wanted: &str| listed.iter().position(|name| *name == wanted);
        let from = self.anchor.as_deref().and_then(place);
        let (Some(from), Some(to)) = (from, place(name)) else {
            self.only(name);
            return;
        };
        let run = &listed[from.min(to)..=from.max(to)];
        self.names = run.iter().map(|&name| name.to_owned()).collect();
    }

    /// Selects all that are listed.
    pub fn all(&mut self, listed: &[&str]) {
        self.names = listed.iter().map(|&name| name.to_owned()).collect();
    }

    /// Selects nothing.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Forgets columns that are no longer there.
    pub fn keep(&mut self, is_there: impl Fn(&str) -> bool) {
        self.names.retain(|name| is_there(name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTED: [&str; 4] = ["d", "a", "c", "b"];

    fn names(selection: &Selection) -> Vec<&str> {
        selection.names().iter().map(String::as_str).collect()
    }

    #[test]
    fn shift_selects_from_the_anchor_both_ways() {
        let mut s = Selection::default();
        s.only("a");
        s.extend("b", &LISTED);
        assert_eq!(names(&s), ["a", "b", "c"]);
        s.extend("d", &LISTED);
        assert_eq!(names(&s), ["a", "d"]);
    }

    #[test]
    fn an_anchor_that_is_filtered_away_is_no_anchor() {
        let mut s = Selection::default();
        s.only("a");
        s.extend("c", &["d", "c", "b"]);
        assert_eq!(names(&s), ["c"]);
    }

    #[test]
    fn ctrl_adds_and_removes() {
        let mut s = Selection::default();
        s.toggle("a");
        s.toggle("b");
        s.toggle("a");
        assert_eq!(names(&s), ["b"]);
        s.all(&LISTED);
        s.keep(|name| name != "d");
        assert_eq!(names(&s), ["a", "b", "c"]);
        s.clear();
        assert!(names(&s).is_empty());
    }
}
