//! Whether the first records hold column names.

use super::typing;
use csv::StringRecord;

/// Header records, at most.
const MOST: usize = 3;

/// How many records hold names, and why.
pub(super) struct Header {
    /// 0 where columns are named by their place.
    pub rows: usize,
    /// As a sentence.
    pub reason: String,
}

/// Looks at the first records of the table, blank ones and those above it left out.
pub(super) fn find(records: &[StringRecord], given: Option<bool>) -> Header {
    let header = |rows, reason: &str| Header { rows, reason: reason.to_owned() };
    match given {
        Some(true) => return header(1, "Given."),
        Some(false) => return header(0, "Given: columns are named by their place."),
        None => {}
    }
    let Some((first, rest)) = records.split_first() else {
        return header(1, "There is no record.");
    };
    let cells: Vec<&str> = filled(first).collect();
    let numbers: Vec<f64> = cells.iter().filter_map(|c| typing::number(c)).collect();
    // Years name columns of anything but years.
    let years = first.iter().enumerate().all(|(at, cell)| {
        typing::number(cell.trim()).is_none_or(|v| is_year(v) && share(rest, at, is_year) < 0.9)
    });
    if numbers.is_empty() {
        let rows = 1 + more_rows(first, rest);
        return match rows {
            1 => header(1, "The first record is text throughout."),
            _ => header(rows, "The first records are text over columns of numbers, with gaps."),
        };
    }
    if years && numbers.len() < cells.len() {
        return header(1, "The first record is text and years.");
    }
    if numbers.len() * 2 >= cells.len() {
        return header(0, "The first record is mostly numbers: columns are named by their place.");
    }
    // A number in the first record over a column of numbers: that record is data.
    let over_numbers = first
        .iter()
        .enumerate()
        .any(|(at, cell)| typing::number(cell.trim()).is_some() && share(rest, at, |_| true) > 0.9);
    if over_numbers {
        return header(0, "The first record holds numbers like those below it.");
    }
    header(1, "The first record is mostly text.")
}

/// Names over several records: the first has gaps (one name over several columns), the next are text, and the
/// columns below are numbers.
fn more_rows(first: &StringRecord, rest: &[StringRecord]) -> usize {
    if filled(first).count() == first.len() || first.len() < 3 {
        return 0;
    }
    let below = rest
        .iter()
        .take(MOST - 1)
        .take_while(|r| filled(r).count() > 0 && filled(r).all(|c| typing::number(c).is_none()))
        .count();
    let Some(data) = rest.get(below..).filter(|data| data.len() >= 2) else { return 0 };
    let numeric = (0..first.len()).filter(|&at| share(data, at, |_| true) > 0.9).count();
    if numeric * 2 >= first.len() { below } else { 0 }
}

fn filled(record: &StringRecord) -> impl Iterator<Item = &str> {
    record.iter().map(str::trim).filter(|cell| !cell.is_empty())
}

fn is_year(value: f64) -> bool {
    (1900.0..=2100.0).contains(&value) && value.fract() == 0.0
}

/// The share of filled cells of a column that are such numbers; 0 where none is filled.
fn share(records: &[StringRecord], at: usize, such: impl Fn(f64) -> bool) -> f64 {
    let cells: Vec<&str> =
        records.iter().filter_map(|r| r.get(at)).map(str::trim).filter(|c| !c.is_empty()).collect();
    let numbers = cells.iter().filter(|c| typing::number(c).is_some_and(&such)).count();
    if cells.is_empty() { 0.0 } else { numbers as f64 / cells.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> usize {
        let records: Vec<StringRecord> = text
            .lines()
            .map(|line| StringRecord::from(line.split(',').collect::<Vec<_>>()))
            .collect();
        find(&records, None).rows
    }

    #[test]
    fn a_table_of_numbers_has_no_header() {
        assert_eq!(rows("1,2\n3,4"), 0);
        assert_eq!(rows("ann,bern,zug,1.5\nbob,genf,zug,2.5\ncy,chur,zug,3"), 0);
    }

    #[test]
    fn years_may_be_names() {
        assert_eq!(rows("country,2019,2020\nFrance,1,2"), 1);
        assert_eq!(rows("Hacksaw,1987\nBret,1984\nMacho,1985"), 0);
    }

    #[test]
    fn text_over_anything_is_a_header() {
        assert_eq!(rows("a,b\nx,y\nz,w"), 1);
        assert_eq!(rows("museum,visits\nA,closed\nB,3"), 1);
    }

    #[test]
    fn names_over_several_records_are_joined() {
        assert_eq!(rows("region,sales,,cost,\n,north,south,north,south\n1,2,3,4,5\n2,3,4,5,6"), 2);
        // A first row of words in a table with a gap in its header is data.
        assert_eq!(rows("id,,name\nx,y,z\nu,v,w\n"), 1);
    }
}
