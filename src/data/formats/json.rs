//! JSON: one object a line, an array of objects, or objects one after the other.
//!
//! A key is a column, in the order in which keys first appear; `{"a": {"b": 1}}` is the column `a.b`; an array
//! is a cell of JSON text. A record that cannot be read is an error with its line: whoever skips it does not know
//! what he lost.

use super::super::{DataError, Format, Notice, Origin};
use super::draft::Draft;
use super::frame::list;
use super::mixed::{self, Cell};
use crate::progress::Progress;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::collections::HashMap;
use std::fmt;

/// Records between two looks at whether to stop.
const BEAT: usize = 4096;
/// From here on f64 does not hold every whole number.
const EXACT: u64 = 1 << 53;

/// Whether text is JSON that may hold a table: its first two marks are those of an object, or of an array of
/// objects.
pub(in crate::data) fn is_json(text: &str) -> bool {
    let mut marks = text.chars().filter(|mark| !mark.is_whitespace());
    matches!(
        (marks.next(), marks.next()),
        (Some('{'), Some('"' | '}')) | (Some('['), Some('{' | ']'))
    )
}

/// Reads all records.
pub(super) fn read(
    file: &str,
    text: &str,
    notices: &mut Vec<Notice>,
    progress: &Progress,
) -> Result<Draft, DataError> {
    let mut records = Records::new(progress);
    let (mut done, mut first) = (0, true);
    for (at, line) in text.split('\n').enumerate() {
        if !line.trim().is_empty()
            && let Err(error) = records.take(line)
        {
            progress.check()?;
            if first && error.is_eof() {
                // The first record, or the array of all, goes on beyond its line.
                records = Records::new(progress);
                whole(file, text, &mut records)?;
                break;
            }
            return Err(wrong(file, at, &error));
        }
        first &= line.trim().is_empty();
        done += line.len() + 1;
        if at % BEAT == 0 {
            progress.step(done as u64, text.len() as u64)?;
        }
    }
    records.say(notices);
    let array = text.trim_start().starts_with('[');
    records.draft(file, if array { Format::JsonArray } else { Format::Json })
}

fn whole(file: &str, text: &str, records: &mut Records) -> Result<(), DataError> {
    let taken = records.take(text);
    records.progress.check()?;
    taken.map_err(|error| wrong(file, 0, &error))
}

/// `above` lines stand before the text in which the error was found.
fn wrong(file: &str, above: usize, error: &serde_json::Error) -> DataError {
    let message = error.to_string();
    DataError::Json {
        file: file.to_owned(),
        line: above + error.line(),
        column: error.column(),
        message: message.split(" at line ").next().unwrap_or_default().to_owned(),
    }
}

/// The columns so far.
struct Records<'a> {
    names: Vec<String>,
    columns: Vec<Vec<Cell>>,
    index: HashMap<String, usize>,
    rows: usize,
    repeated: Vec<usize>,
    rounded: Vec<usize>,
    arrays: Vec<usize>,
    nested: bool,
    progress: &'a Progress,
}

impl<'a> Records<'a> {
    fn new(progress: &'a Progress) -> Self {
        Self {
            names: Vec::new(),
            columns: Vec::new(),
            index: HashMap::new(),
            rows: 0,
            repeated: Vec::new(),
            rounded: Vec::new(),
            arrays: Vec::new(),
            nested: false,
            progress,
        }
    }

    /// Takes in all records of a text.
    fn take(&mut self, text: &str) -> serde_json::Result<()> {
        let mut reader = serde_json::Deserializer::from_str(text);
        loop {
            Top(self).deserialize(&mut reader)?;
            if reader.end().is_ok() {
                return Ok(());
            }
        }
    }

    fn column(&mut self, name: String) -> usize {
        if let Some(&at) = self.index.get(&name) {
            return at;
        }
        self.index.insert(name.clone(), self.names.len());
        self.names.push(name);
        self.columns.push(Vec::new());
        self.names.len() - 1
    }

    fn put(&mut self, at: usize, cell: Cell) {
        let column = &mut self.columns[at];
        if column.len() > self.rows {
            remember(&mut self.repeated, at);
            return;
        }
        column.resize(self.rows, Cell::Missing);
        column.push(cell);
    }

    fn say(&self, notices: &mut Vec<Notice>) {
        let names = |which: &[usize]| {
            list(&which.iter().map(|&at| self.names[at].clone()).collect::<Vec<_>>())
        };
        if self.nested {
            notices
                .push(Notice::info("Objects inside records became one column a field, as in a.b."));
        }
        if !self.arrays.is_empty() {
            notices.push(Notice::info(format!("Arrays stay text: {}.", names(&self.arrays))));
        }
        if !self.repeated.is_empty() {
            notices.push(Notice::warning(format!(
                "Keys that are repeated in one record count once, the first time: {}.",
                names(&self.repeated)
            )));
        }
        if !self.rounded.is_empty() {
            notices.push(Notice::warning(format!(
                "Whole numbers of 20 digits and more were rounded to 16: {}.",
                names(&self.rounded)
            )));
        }
    }

    fn draft(mut self, file: &str, format: Format) -> Result<Draft, DataError> {
        if self.rows == 0 {
            return Err(DataError::Empty { file: file.to_owned() });
        }
        let rows = self.rows;
        let columns = std::mem::take(&mut self.columns).into_iter().map(|mut cells| {
            cells.resize(rows, Cell::Missing);
            mixed::column(&cells)
        });
        let columns = self.names.into_iter().zip(columns).collect();
        Ok(Draft { columns, rows, origin: Origin::typed(format) })
    }
}

fn remember(list: &mut Vec<usize>, at: usize) {
    if !list.contains(&at) {
        list.push(at);
    }
}

/// A record, or an array of records.
struct Top<'b, 'a>(&'b mut Records<'a>);

impl<'de> DeserializeSeed<'de> for Top<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object for each row, such as {\"age\": 31}")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        fields(self.0, "", map)?;
        self.0.rows += 1;
        if self.0.rows.is_multiple_of(BEAT) {
            self.0.progress.check().map_err(A::Error::custom)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Top(&mut *self.0))?.is_some() {}
        Ok(())
    }
}

fn fields<'de, A: MapAccess<'de>>(
    records: &mut Records,
    prefix: &str,
    mut map: A,
) -> Result<(), A::Error> {
    while let Some(key) = map.next_key::<String>()? {
        let name = if prefix.is_empty() { key } else { format!("{prefix}.{key}") };
        map.next_value_seed(Field { records: &mut *records, name })?;
    }
    Ok(())
}

/// One value of a record.
struct Field<'b, 'a> {
    records: &'b mut Records<'a>,
    name: String,
}

impl Field<'_, '_> {
    fn put(self, cell: Cell) {
        let at = self.records.column(self.name);
        self.records.put(at, cell);
    }

    fn whole(self, exact: bool, value: f64, text: &str) {
        // A code rather than an amount; typing says so.
        self.put(if exact { Cell::Number(value) } else { Cell::text(text) });
    }
}

impl<'de> DeserializeSeed<'de> for Field<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Field<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.put(Cell::Missing);
        Ok(())
    }

    fn visit_bool<E>(self, yes: bool) -> Result<(), E> {
        self.put(Cell::Bool(yes));
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.whole(value.unsigned_abs() < EXACT, value as f64, &value.to_string());
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.whole(value < EXACT, value as f64, &value.to_string());
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        // Whole numbers beyond 64 bits come as f64; so do 1e30 and the like, which lose nothing.
        let rounded = (u64::MAX as f64..1e24).contains(&value.abs());
        let Field { records, name } = self;
        let at = records.column(name);
        records.put(at, Cell::Number(value));
        if rounded {
            remember(&mut records.rounded, at);
        }
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.put(Cell::text(text));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut array = Vec::new();
        while let Some(value) = seq.next_element::<serde_json::Value>()? {
            array.push(value);
        }
        let text = serde_json::Value::Array(array).to_string();
        let Field { records, name } = self;
        let at = records.column(name);
        records.put(at, Cell::text(&text));
        remember(&mut records.arrays, at);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.records.nested = true;
        fields(self.records, &self.name, map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ReadOptions, Table, read_bytes};

    fn read(text: &str) -> Result<Table, DataError> {
        read_bytes("t.json", text.as_bytes(), &ReadOptions::default(), &Progress::new())
    }

    fn cells(table: &Table, name: &str) -> Vec<String> {
        let column = table.column(name).unwrap();
        (0..table.rows().len()).map(|at| column.text(at)).collect()
    }

    #[test]
    fn lines_arrays_and_objects_in_a_row_are_the_same_table() {
        let lines =
            "{\"a\": 1, \"b\": {\"c\": \"x\"}}\n\n{\"b\": {\"c\": \"y\"}, \"d\": [1, 2]}\r\n";
        let array =
            "[{\"a\": 1,\n \"b\": {\"c\": \"x\"}},\n{\"b\": {\"c\": \"y\"}, \"d\": [1, 2]}]";
        let pretty = "{\n\"a\": 1,\n\"b\": {\"c\": \"x\"}}\n{\"b\": {\"c\": \"y\"}, \"d\": [1, 2]}";
        for text in [lines, array, pretty] {
            let table = read(text).unwrap();
            let names: Vec<&str> = table.columns().iter().map(|c| c.name.as_str()).collect();
            assert_eq!(names, ["a", "b.c", "d"]);
            assert_eq!(cells(&table, "a"), ["1", ""]);
            assert_eq!(cells(&table, "b.c"), ["x", "y"]);
            assert_eq!(cells(&table, "d"), ["", "[1,2]"]);
        }
    }

    #[test]
    fn a_bad_record_is_named_with_its_line() {
        let error = |text| read(text).unwrap_err().to_string();
        assert!(error("{\"a\": 1}\n{\"a\": }\n").starts_with("t.json, line 2, column 7: "));
        assert!(error("{\"a\": 1}\n{\"a\": 2").starts_with("t.json, line 2, column "));
        assert!(error("[{\"a\": 1},\n{\"a\": 2}").starts_with("t.json, line 2, column "));
        assert!(error("{\"a\": 1}\n7\n").contains("an object for each row"));
    }

    #[test]
    fn digits_are_kept_or_their_loss_is_said() {
        let table =
            read("{\"a\": 0.30000000000000004, \"id\": 9007199254740993}\n{\"id\": 1}").unwrap();
        assert_eq!(cells(&table, "a")[0], "0.30000000000000004");
        assert_eq!(cells(&table, "id"), ["9007199254740993", "1"]);
        let table = read("{\"a\": 123456789012345678901}\n{\"a\": 1e300}").unwrap();
        assert!(table.notices().iter().any(|n| n.text.contains("rounded to 16: a")));
    }

    #[test]
    fn a_repeated_key_is_said() {
        let table = read("{\"a\": 1, \"a\": 2}\n{\"a\": 3}").unwrap();
        assert_eq!(cells(&table, "a"), ["1", "3"]);
        assert!(table.notices()[0].text.contains("repeated in one record"));
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "{\"a\":".repeat(100_000);
        assert!(read(&deep).unwrap_err().to_string().contains("recursion"));
        assert!(read(&format!("{{\"a\":{}", "[".repeat(100_000))).is_err());
    }

    #[test]
    fn text_that_only_looks_like_json_is_text() {
        assert!(!is_json("{a},{b}\n1,2\n") && !is_json("[id],[name]\n") && !is_json(""));
        assert!(is_json(" [ {") && is_json("{\n\"a\"") && is_json("{}"));
    }
}
