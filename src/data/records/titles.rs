//! Records above the table, which are no part of it: said, so that nothing is left out in silence.

use super::super::Notice;
use crate::words::{one_line, shortened};
use csv::ByteRecord;

/// Titles that are shown.
const SHOWN: usize = 5;
/// Letters of a title that are shown.
const LETTERS: usize = 60;

/// What stands above the header.
#[derive(Debug, Default)]
pub(in super::super) struct Titles(Vec<String>);

impl Titles {
    /// One more record above the header. A line that names the separator is no title.
    pub fn add(&mut self, record: &ByteRecord) {
        let cells: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
        let filled: Vec<&str> = cells.iter().map(|c| c.trim()).filter(|c| !c.is_empty()).collect();
        let title = filled.join(" ");
        if !(self.0.is_empty() && title.starts_with("sep=")) {
            self.0.push(one_line(&title, LETTERS));
        }
    }

    /// Says what was left out.
    pub fn say(&self, notices: &mut Vec<Notice>) {
        if !self.0.is_empty() {
            notices.push(Notice::info(format!(
                "Lines above the table are no part of it: {}.",
                shortened(&self.0, SHOWN)
            )));
        }
    }
}
