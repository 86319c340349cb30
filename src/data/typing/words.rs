//! Columns of words.

use super::remarks::Remark;
use super::{Typed, Values, booleans};
use crate::data::Levels;

/// A column of words.
pub(super) fn words(name: &str, cells: &[Option<&str>]) -> Typed {
    united(name, Levels::new(cells))
}

/// A column of words. Spellings of one yes or no that differ in case are one level, the commonest.
pub(super) fn united(name: &str, levels: Levels) -> Typed {
    let spellings: Vec<&str> = levels.names().iter().map(String::as_str).collect();
    if !(3..=6).contains(&spellings.len()) {
        return Typed::new(Values::Text(levels), None);
    }
    let Some(is_yes) = booleans::affirmed(&spellings) else {
        return Typed::new(Values::Text(levels), None);
    };
    let counts = levels.counts();
    let commonest = |side: bool| {
        (0..counts.len())
            .rev()
            .filter(|&at| is_yes[at] == side)
            .max_by_key(|&at| counts[at])
            .map_or("", |at| spellings[at])
    };
    let (yes, no) = (commonest(true), commonest(false));
    let united: Vec<Option<&str>> = levels
        .codes()
        .map(|code| code.map(|code| if is_yes[code as usize] { yes } else { no }))
        .collect();
    let remark = Remark::info("Spellings that differ in case only were united: ", name, ".");
    Typed::new(Values::Text(Levels::new(&united)), Some(remark))
}
