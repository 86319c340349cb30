//! Pairs of words that mean yes and no.

/// Yes and no, in lower case.
const PAIRS: [(&str, &str); 18] = [
    ("yes", "no"),
    ("y", "n"),
    ("true", "false"),
    ("t", "f"),
    ("on", "off"),
    ("ja", "nein"),
    ("ja", "nee"),
    ("ja", "nej"),
    ("j", "n"),
    ("oui", "non"),
    ("o", "n"),
    ("si", "no"),
    ("s\u{ed}", "no"),
    ("s\u{ec}", "no"),
    ("sim", "n\u{e3}o"),
    ("wahr", "falsch"),
    ("vrai", "faux"),
    ("vero", "falso"),
];

/// Which of the levels means yes, where the levels are a yes and a no (case aside) and nothing else.
pub(in crate::data) fn yes(levels: &[String]) -> Option<usize> {
    let [first, second] = levels else { return None };
    match affirmed(&[first, second])?[..] {
        [true, false] => Some(0),
        [false, true] => Some(1),
        _ => None,
    }
}

/// For each spelling whether it means yes, where together they are one of the pairs, both sides present.
pub(super) fn affirmed(spellings: &[&str]) -> Option<Vec<bool>> {
    let lower: Vec<String> = spellings.iter().map(|s| s.to_lowercase()).collect();
    PAIRS.iter().find_map(|(yes, no)| {
        let fits = lower.iter().all(|s| s == yes || s == no)
            && lower.iter().any(|s| s == yes)
            && lower.iter().any(|s| s == no);
        fits.then(|| lower.iter().map(|s| s == yes).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(a: &str, b: &str) -> Option<usize> {
        yes(&[a.to_owned(), b.to_owned()])
    }

    #[test]
    fn yes_is_found_on_either_side_and_in_any_case() {
        assert_eq!((found("no", "yes"), found("Yes", "no")), (Some(1), Some(0)));
        assert_eq!((found("ja", "nein"), found("FALSE", "TRUE")), (Some(0), Some(1)));
        assert_eq!((found("N", "Y"), found("no", "s\u{ed}")), (Some(1), Some(1)));
    }

    #[test]
    fn other_pairs_are_words() {
        assert_eq!((found("f", "m"), found("yes", "nein"), found("no", "No")), (None, None, None));
        assert_eq!(yes(&["yes".to_owned()]), None);
    }
}
