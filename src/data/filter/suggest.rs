//! What may have been meant by a name that is not there.

/// Names that are looked through; more would be felt while typing.
const MOST: usize = 5_000;

/// The name that is nearest to `text`, where it is near: at most a third of its letters are others, or one begins with
/// the other.
pub(super) fn nearest<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = plain(text);
    if wanted.is_empty() {
        return None;
    }
    let most = (wanted.len() / 3).max(1);
    let near = |name: &'a str| {
        let letters = plain(name);
        let (short, long) =
            if letters.len() < wanted.len() { (&letters, &wanted) } else { (&wanted, &letters) };
        let is_start = short.len() >= 2 && long.starts_with(short);
        let away = if long.len() - short.len() > most && !is_start {
            usize::MAX
        } else {
            distance(&wanted, &letters)
        };
        (away <= most || is_start).then_some((away, name))
    };
    names.take(MOST).filter_map(near).min_by_key(|(away, _)| *away).map(|(_, name)| name)
}

/// Letters and digits in one case.
fn plain(text: &str) -> Vec<char> {
    text.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// How many letters are to be put in, taken out or replaced (Levenshtein).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found_and_no_far_one() {
        let names = ["tenure", "contract", "Total Charges", "Monthly Charges"];
        let near = |text| nearest(text, names.iter().copied());
        assert_eq!(near("tenur"), Some("tenure"));
        assert_eq!(near("Contarct"), Some("contract"));
        assert_eq!(near("TotalCharges"), Some("Total Charges"));
        assert_eq!(near("month"), Some("Monthly Charges"));
        assert_eq!(near("colour"), None);
        assert_eq!(near("="), None);
        let (a, b): (Vec<char>, Vec<char>) =
            ("kitten".chars().collect(), "sitting".chars().collect());
        assert_eq!(distance(&a, &b), 3);
    }
}
