//! Totals and notes below the table: asked about, never left out in silence.

use super::{DataError, Dialect, Notice, records, typing};
use crate::words::{one_line, shortened};
use csv::StringRecord;
use std::collections::VecDeque;

/// Records at the end that are looked at.
pub(super) const LOOK: usize = 12;
/// Records that may stand below the table, at most.
const MOST: usize = 5;
/// Fields of a table from which a record with only the first filled is taken for a note.
const WIDE: usize = 3;
/// Letters of a record that are shown.
const LETTERS: usize = 60;
/// How totals begin, in lower case.
const TOTALS: [&str; 26] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub-total",
    "sum",
    "overall",
    "all",
    "summe",
    "gesamt",
    "gesamtsumme",
    "insgesamt",
    "zwischensumme",
    "total g\u{e9}n\u{e9}ral",
    "somme",
    "ensemble",
    "totale",
    "somma",
    "complessivo",
    "total general",
    "suma",
    "totaal",
    "celkem",
    "razem",
    "\u{438}\u{442}\u{43e}\u{433}\u{43e}",
    "\u{5408}\u{8a08}",
];

/// Asks about the last records where they look like totals or notes. `tail` are the last of `rows`.
pub(super) fn ask(tail: &[StringRecord], rows: usize, notices: &mut Vec<Notice>) {
    let below = tail.iter().rev().take_while(|record| is_below(record, tail)).count();
    // A table of nothing but such records is written so.
    if below == 0 || below > MOST || below + 2 > tail.len() {
        return;
    }
    let shown: Vec<String> = tail[tail.len() - below..]
        .iter()
        .map(|record| {
            let filled: Vec<&str> = filled(record).collect();
            format!("\u{201c}{}\u{201d}", one_line(&filled.join(" "), LETTERS))
        })
        .collect();
    let (are, were) = if below == 1 {
        (format!("Is the last row, {rows},"), "It was")
    } else {
        (format!("Are the last {below} rows, from {} on,", rows + 1 - below), "They were")
    };
    notices.push(Notice::question(format!(
        "{are} a total or a note below the table and no row of it? {were} kept: {}. Leave out what is below with \
         --skip-end {below}.",
        shortened(&shown, MOST)
    )));
}

/// A total has a number behind its word, and the word stands in no other of these rows; a note is alone in its row.
fn is_below(record: &StringRecord, tail: &[StringRecord]) -> bool {
    let first = record.get(0).unwrap_or_default().trim();
    let word = first.trim_end_matches([':', '.']).to_lowercase();
    let is_total = TOTALS.contains(&word.as_str())
        || ["total ", "grand total ", "sum of ", "gesamt ", "summe "]
            .iter()
            .any(|t| word.starts_with(t));
    let number = || filled(record).skip(1).any(|cell| typing::number(cell).is_some());
    let again = tail.iter().filter(|r| r.get(0).is_some_and(|cell| cell.trim() == first)).count();
    let alone = || {
        record.len() >= WIDE
            && !first.is_empty()
            && filled(record).count() == 1
            && typing::number(first).is_none()
            && !typing::is_date(first)
    };
    let few_alone = || {
        let alone = |r: &&StringRecord| filled(r).count() <= 1;
        tail.iter().filter(alone).count() <= MOST.min(tail.len() / 2)
    };
    (is_total && number() && again == 1) || (alone() && few_alone())
}

fn filled(record: &StringRecord) -> impl Iterator<Item = &str> {
    record.iter().map(str::trim).filter(|cell| !cell.is_empty())
}

/// The text without its last `count` filled records, which are said.
///
/// # Errors
/// [`DataError::AllSkipped`] where there are no more than those.
pub(super) fn without<'a>(
    file: &str,
    text: &'a str,
    dialect: &Dialect,
    count: usize,
    notices: &mut Vec<Notice>,
) -> Result<&'a str, DataError> {
    if count == 0 {
        return Ok(text);
    }
    let mut reader = dialect.reader(text);
    let mut record = csv::ByteRecord::new();
    let mut last: VecDeque<usize> = VecDeque::new();
    let mut all = 0;
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        if !records::is_blank(&record) {
            all += 1;
            last.push_back(record.position().map_or(0, csv::Position::byte) as usize);
            if last.len() > count {
                last.pop_front();
            }
        }
    }
    let Some(&start) = last.front().filter(|_| all > count) else {
        return Err(DataError::AllSkipped { file: file.to_owned(), skip: count, records: all });
    };
    let (table, below) = text.split_at(start);
    let lines: Vec<String> = below
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| one_line(line, LETTERS))
        .collect();
    said(&lines, notices);
    Ok(table)
}

/// Says what was left out below the table.
pub(super) fn said(lines: &[String], notices: &mut Vec<Notice>) {
    notices.push(Notice::info(format!(
        "Rows below the table were left out, as given: {}.",
        shortened(lines, MOST)
    )));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ReadOptions, Table, read_bytes};
    use crate::progress::Progress;

    const ROWS: &str = "city;n;v\nBern;1;2,5\nChur;2;3,5\nGenf;3;4,5\n";

    fn read(below: &str, skip_end: Option<usize>) -> Result<Table, DataError> {
        let text = format!("{ROWS}{below}");
        let options = ReadOptions { skip_end, ..ReadOptions::default() };
        read_bytes("f.csv", text.as_bytes(), &options, &Progress::new())
    }

    fn asked(below: &str) -> Option<String> {
        let table = read(below, None).unwrap();
        assert!(table.rows().len() > 3 || below.is_empty(), "nothing is left out in silence");
        let question = |n: &&Notice| n.text.contains("below the table");
        table.notices().iter().find(question).map(|n| n.text.clone())
    }

    #[test]
    fn totals_and_notes_are_asked_about() {
        for below in ["Total;6;10,5\n", "SUMME:;;10,5", "Grand total;6;\n\n", "End of report;;\n"] {
            let said = asked(below).unwrap();
            assert!(said.contains("--skip-end 1"), "{said}");
        }
        let said = asked("Total;6;10,5\nSource: the office\n").unwrap();
        assert!(said.contains("--skip-end 2") && said.contains("Source: the office"), "{said}");
    }

    #[test]
    fn rows_like_others_are_not() {
        for below in [
            "",
            "Zug;4;5,5\n",
            "Total;;\n2;3;4\n",
            "All;x;y\n",
            "2024;;\n",
            "Total;x;\nTotal;4;\nTotal;5;\n",
        ] {
            assert_eq!(asked(below), None, "{below}");
        }
    }

    #[test]
    fn what_is_below_can_be_left_out() {
        let table = read("Total;6;10,5\n\nEnd of report\n", Some(2)).unwrap();
        assert_eq!((table.rows().len(), table.columns()[2].text(2)), (3, "4.5".to_owned()));
        let said = table.notices().iter().any(|n| n.text.contains("Total;6;10,5, End of report"));
        assert!(said, "{:?}", table.notices());
        assert!(read("", Some(4)).unwrap_err().to_string().contains("no more than 4"));
    }
}
