//! Segments: customers that the user named.
//!
//! They may overlap. Where a customer is in several, the later one is drawn, and the column says so.

use crate::data::RowId;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;

/// Named rows of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// The user's name for them.
    pub name: String,
    /// Colour and shape on the maps, by number.
    pub style: usize,
    /// The rows, ascending.
    #[serde(serialize_with = "runs", deserialize_with = "rows")]
    pub rows: Arc<[RowId]>,
}

impl Segment {
    /// Whether a row is in it.
    pub fn contains(&self, row: RowId) -> bool {
        self.rows.binary_search(&row).is_ok()
    }

    /// How many of its rows are not among these, which ascend.
    pub fn absent(&self, rows: &[RowId]) -> usize {
        let mut among = rows.iter().peekable();
        let there = |row: &&RowId| {
            while among.next_if(|other| other < row).is_some() {}
            among.peek() == Some(row)
        };
        self.rows.len() - self.rows.iter().filter(there).count()
    }
}

/// A new segment beside others: its name made unlike theirs, its style the first that is free.
pub fn new_segment(others: &[Segment], name: &str, rows: Arc<[RowId]>) -> Segment {
    // One of so many is free.
    let free = |style: &usize| others.iter().all(|segment| segment.style != *style);
    let style = (0..=others.len()).find(free).unwrap_or(0);
    Segment { name: free_name(others, name), style, rows }
}

/// The name, with a number behind it where another segment has it; "Segment 1" where it is empty.
pub fn free_name(others: &[Segment], name: &str) -> String {
    let name = name.trim();
    let taken = |name: &str| others.iter().any(|segment| segment.name == name);
    let base = if name.is_empty() { "Segment" } else { name };
    if !name.is_empty() && !taken(name) {
        return name.to_owned();
    }
    let first = if name.is_empty() { 1 } else { 2 };
    let mut names = (first..=first + others.len()).map(|k| format!("{base} {k}"));
    names.find(|name| !taken(name)).unwrap_or_default()
}

/// Puts the rows of the segment at `from` into the one at `into`, and drops it.
pub fn merge_segments(segments: &mut Vec<Segment>, into: usize, from: usize) {
    if into == from || into.max(from) >= segments.len() {
        return;
    }
    let mut rows = segments[into].rows.to_vec();
    rows.extend_from_slice(&segments[from].rows);
    rows.sort_unstable();
    rows.dedup();
    segments[into].rows = rows.into();
    segments.remove(from);
}

/// For each of these rows, which ascend, the segment that is drawn: the last that has it.
pub fn segment_codes(segments: &[Segment], rows: &[RowId]) -> Vec<Option<u32>> {
    let mut codes = vec![None; rows.len()];
    for (at, segment) in segments.iter().enumerate() {
        let mut members = segment.rows.iter().peekable();
        for (code, row) in codes.iter_mut().zip(rows) {
            while members.next_if(|member| *member < row).is_some() {}
            if members.peek() == Some(&row) {
                *code = Some(at as u32);
            }
        }
    }
    codes
}

/// Rows as runs of neighbours, [first, last]: a segment of a sorted table is short.
fn runs<S: Serializer>(rows: &Arc<[RowId]>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(
        rows.chunk_by(|a, b| a.0.checked_add(1) == Some(b.0))
            .map(|run| [run[0].0, run[run.len() - 1].0]),
    )
}

fn rows<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<[RowId]>, D::Error> {
    /// More rows than a table here can have: a damaged file must not ask for more memory than that.
    const MOST: u64 = 50_000_000;
    let runs = Vec::<[u32; 2]>::deserialize(from)?;
    let mut total = 0;
    let mut after = None;
    for [first, last] in &runs {
        if first > last || after.is_some_and(|after| *first <= after) {
            return Err(serde::de::Error::custom("the runs of a segment do not ascend"));
        }
        after = Some(*last);
        total += u64::from(last - first) + 1;
    }
    if total > MOST {
        return Err(serde::de::Error::custom("a segment has more rows than any table here"));
    }
    Ok(runs.into_iter().flat_map(|[first, last]| (first..=last).map(RowId)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: &[u32]) -> Arc<[RowId]> {
        numbers.iter().map(|number| RowId(*number)).collect()
    }

    #[test]
    fn names_and_styles_are_their_own() {
        let mut all = Vec::new();
        for name in ["", " loyal ", "loyal", ""] {
            let segment = new_segment(&all, name, ids(&[1]));
            all.push(segment);
        }
        let names: Vec<&str> = all.iter().map(|s| &*s.name).collect();
        assert_eq!(names, ["Segment 1", "loyal", "loyal 2", "Segment 2"]);
        all.remove(1);
        assert_eq!(new_segment(&all, "x", ids(&[])).style, 1, "the free one");
    }

    #[test]
    fn the_later_segment_is_drawn_and_merging_keeps_each_row_once() {
        let mut all =
            vec![new_segment(&[], "a", ids(&[1, 2, 3])), new_segment(&[], "b", ids(&[3, 9]))];
        let codes = segment_codes(&all, &ids(&[1, 3, 4, 9]));
        assert_eq!(codes, [Some(0), Some(1), None, Some(1)]);
        assert_eq!([all[0].absent(&ids(&[1, 3, 4])), all[1].absent(&ids(&[4]))], [1, 2]);
        merge_segments(&mut all, 0, 1);
        assert_eq!((all.len(), &*all[0].rows), (1, &*ids(&[1, 2, 3, 9])));
        merge_segments(&mut all, 0, 5);
        assert_eq!(all.len(), 1);
    }

    #[test]
    fn a_segment_is_written_in_runs_and_read_back() {
        let segment = new_segment(&[], "a", ids(&[1, 2, 3, 7, 9, 10]));
        let text = serde_json::to_string(&segment).unwrap();
        assert!(text.contains("[[1,3],[7,7],[9,10]]"), "{text}");
        assert_eq!(serde_json::from_str::<Segment>(&text).unwrap(), segment);
        for bad in ["[[3,1]]", "[[1,4],[4,5]]", "[[1,4294967295]]"] {
            let text = format!(r#"{{"name":"a","style":0,"rows":{bad}}}"#);
            assert!(serde_json::from_str::<Segment>(&text).is_err(), "{bad}");
        }
    }
}
