//! What is counted while records go by, and the judgement at the end.

use crate::data::{DataError, Notice};
use crate::words::{count_of, format_count};
use csv::ByteRecord;

/// Ragged records beyond this many, and beyond [`SHARE`], are refused.
const FEW: usize = 5;
/// See [`FEW`].
const SHARE: f64 = 0.1;
/// Lines of ragged records that are listed.
const LISTED: usize = 12;

/// Records by what is wrong with them.
#[derive(Debug, Default)]
pub(in crate::data) struct Tally {
    /// Fields of the table.
    pub width: usize,
    /// Records that hold at least one cell.
    pub count: usize,
    /// Records that hold none.
    pub blank: usize,
    /// Line and number of fields of the first records that were too short or too long.
    ragged: Vec<(u64, usize)>,
    ragged_count: usize,
}

impl Tally {
    /// Counts a record that is not blank; `line` is asked where it is out of shape.
    pub fn add(&mut self, record: &ByteRecord, line: impl FnOnce() -> u64) {
        self.count += 1;
        // Empty fields beyond the last are the mark of a separator at the end of lines.
        let beyond = || record.iter().skip(self.width).any(|cell| !cell.trim_ascii().is_empty());
        if record.len() < self.width || (record.len() > self.width && beyond()) {
            self.ragged_count += 1;
            if self.ragged.len() < LISTED {
                self.ragged.push((line(), record.len()));
            }
        }
    }

    /// Says what was skipped, padded or cut.
    ///
    /// # Errors
    /// [`DataError::Ragged`] where that would be too much.
    pub fn settle(&self, file: &str, notices: &mut Vec<Notice>) -> Result<(), DataError> {
        let share = self.ragged_count as f64 / self.count.max(1) as f64;
        if self.ragged_count > FEW && share > SHARE {
            let (line, found) = self.ragged[0];
            let shown: Vec<String> =
                self.ragged.iter().take(3).map(|(l, f)| format!("line {l} has {f}")).collect();
            return Err(DataError::Ragged {
                file: file.to_owned(),
                line,
                field: found.min(self.width) + 1,
                count: self.ragged_count,
                rows: self.count,
                expected: self.width,
                shown: shown.join(", "),
            });
        }
        if self.blank > 0 {
            let records = if self.blank == 1 { "record was" } else { "records were" };
            notices.push(Notice::info(format!("{} blank {records} skipped.", self.blank)));
        }
        if self.ragged_count > 0 {
            let lines: Vec<String> = self.ragged.iter().map(|(line, _)| line.to_string()).collect();
            let more = if self.ragged_count > lines.len() { " and more" } else { "" };
            notices.push(Notice::warning(format!(
                "{} of {} had fewer or more than {} and {} padded or cut: line {}{more}.",
                format_count(self.ragged_count),
                count_of(self.count, "record", "records"),
                count_of(self.width, "field", "fields"),
                if self.ragged_count == 1 { "was" } else { "were" },
                lines.join(", ")
            )));
        }
        Ok(())
    }
}
