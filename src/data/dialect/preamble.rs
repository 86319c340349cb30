//! Titles, dates and notes above the header.

use super::super::{Guess, header};
use super::RECORDS;
use csv::StringRecord;

/// Records above the header, at most.
const MOST: usize = 30;
/// Fields of a table from which a record with most of them empty is taken for a title. In a table of two
/// columns one empty field is nothing strange.
const WIDE: usize = 3;

/// Leading records that are narrower than the table, by their `widths` or, as spreadsheets pad titles with
/// separators, by their `extents`: fields up to the last filled one. `above` of them are known already;
/// `records` gives the records from a place on.
pub(super) fn find(
    widths: &[usize],
    extents: &[usize],
    above: usize,
    width: usize,
    records: impl Fn(usize) -> Vec<StringRecord>,
) -> Guess<usize> {
    let padded = padded(widths, extents, above, width, records);
    let lengths = if padded > above { extents } else { widths };
    let found = if padded > above { padded } else { above + narrow(widths, above, width) };
    let looked = widths.len().min(found + RECORDS);
    let right = (0..looked)
        .filter(|&at| if at < found { lengths[at] < width } else { widths[at] >= width })
        .count();
    let reason = match found {
        0 => "The first record is like those below it.".to_owned(),
        1 => format!("The first record is narrower than the {width} fields below it."),
        _ => format!("The first records are narrower than the {width} fields below them."),
    };
    Guess::new(found, right as f64 / looked.max(1) as f64, reason)
}

/// How many of the leading records, after those `above`, are narrow and stand over ones that are not.
fn narrow(lengths: &[usize], above: usize, width: usize) -> usize {
    let rest = &lengths[above..];
    let narrow = rest.iter().take_while(|w| **w < width && (**w == 1 || **w * 2 <= width)).count();
    let like_the_rest = rest.iter().skip(narrow).take(4).filter(|w| **w == width).count();
    let enough = like_the_rest >= 3.min(rest.len() - narrow) && like_the_rest >= 2;
    if narrow <= MOST && enough { narrow } else { 0 }
}

/// The records above the first full one, where that one holds a name in every field: a record of data with
/// gaps above others, and names over several records, are no titles.
fn padded(
    widths: &[usize],
    extents: &[usize],
    above: usize,
    width: usize,
    records: impl Fn(usize) -> Vec<StringRecord>,
) -> usize {
    let rest = &extents[above..];
    let titles = rest.iter().take_while(|e| **e < width && (**e == 1 || **e * 2 <= width)).count();
    let found = above + titles;
    // Unpadded ones are told by their widths.
    let any = widths[above..found].contains(&width);
    if width < WIDE || titles > MOST || !any {
        return above;
    }
    let below = records(found);
    let full = below.first().is_some_and(|first| {
        first.len() == width && first.iter().all(|cell| !cell.trim().is_empty())
    });
    let data = widths[found..].iter().take(4).filter(|w| **w == width).count();
    if full && data >= 2 && header::find(&below, None).value > 0 { found } else { above }
}
