use super::super::{Guess, ReadOptions, dialect};
use super::*;

struct Checked {
    header: Vec<String>,
    /// Cells between commas, records between semicolons.
    data: String,
    count: usize,
    notices: String,
}

fn checked(text: &str) -> Result<Checked, DataError> {
    let dialect = dialect::sniff(text, &ReadOptions::default(), Guess::given("utf-8".into()));
    let mut notices = Vec::new();
    let records = check("f.csv", text, &dialect, false, &mut notices, &Progress::new())?;
    let mut data = String::new();
    for part in &records.parts {
        records.walk(part.text, |column, cell| {
            data.push_str(cell.trim());
            data.push(if column + 1 == records.width() { ';' } else { ',' });
        });
    }
    Ok(Checked {
        data,
        count: records.count,
        notices: notices.iter().map(|n| n.text.as_str()).collect::<Vec<_>>().join("\n"),
        header: records.header,
    })
}

#[test]
fn a_clean_table_is_passed_on_as_it_is() {
    let found = checked("id,name\n1,\"a \"\"b\"\"\"\n2,c\n").unwrap();
    assert!(found.notices.is_empty());
    assert_eq!(found.data, "1,a \"b\";2,c;");
}

#[test]
fn blank_records_are_counted_and_skipped() {
    let found = checked("id,name\n1,a\n,\n\n2,b\n,\n").unwrap();
    assert_eq!((found.count, found.data.as_str()), (2, "1,a;2,b;"));
    assert!(found.notices.contains("2 blank records"));
}

#[test]
fn few_ragged_records_are_padded_or_cut_and_said() {
    let found = checked("id,name,age\n1101,John\n1102,Julie,26,Potatoes\n").unwrap();
    assert_eq!(found.data, "1101,John,;1102,Julie,26;");
    assert!(found.notices.contains("2 of 2 records") && found.notices.contains("line 2, 3"));
}

#[test]
fn many_ragged_records_are_refused_with_three_of_them() {
    let mut text = "a,b,c\n".to_owned();
    for i in 0..20 {
        text += if i % 2 == 0 { "1,2,3\n" } else { "1,2\n" };
    }
    let error = checked(&text).err().unwrap().to_string();
    assert!(error.starts_with("f.csv, line 3, field 3"), "{error}");
    assert!(error.contains("line 3 has 2, line 5 has 2, line 7 has 2"), "{error}");
}

#[test]
fn trailing_separators_are_no_fields() {
    let found = checked("a,b\n1,2,\n3,4,\n").unwrap();
    assert_eq!(found.data, "1,2;3,4;");
    assert!(found.notices.is_empty());
}

#[test]
fn carriage_returns_end_records() {
    let found = checked("a,b,c\r1,2,3\r\"Once upon\ra time\",5,6\r").unwrap();
    assert_eq!((found.count, found.header.len()), (2, 3));
    assert!(found.data.contains("Once upon\ra time,5,6;"));
}

#[test]
fn a_mark_inside_a_field_is_a_letter() {
    let found = checked("size,n\n5\" pipe,1\n7\" pipe,2\n").unwrap();
    assert_eq!(found.data, "5\" pipe,1;7\" pipe,2;");
}

#[test]
fn a_mark_that_nothing_closes_is_refused_with_its_line() {
    let error = checked("foo,bar,baz\n1,2,3\n1,\"I forgot to close this,3\n4,5,6\n").err().unwrap();
    assert!(error.to_string().starts_with("f.csv, line 3"), "{error}");
}

#[test]
fn titles_comments_and_several_header_records_are_understood() {
    let found = checked("Report\n\nid,name,n\n1,a,2\n# half time\n2,b,3\n3,c,4\n").unwrap();
    assert_eq!((found.count, found.header), (3, vec!["id".into(), "name".into(), "n".into()]));
    let found =
        checked("region,sales,,cost,\n,north,south,north,south\n1,2,3,4,5\n2,3,4,5,6\n").unwrap();
    assert_eq!(found.header[1..3], ["sales north", "south"]);
}

#[test]
fn names_lose_their_line_breaks() {
    let found = checked("a;\"Codice dell'unit\u{e0} \n(valida)\"\n1;2\n3;4\n").unwrap();
    assert_eq!(found.header[1], "Codice dell'unit\u{e0} (valida)");
}

#[test]
fn lines_are_counted_whatever_ends_them() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["a,b", "1,2", "", "\"x,3\",4", "5"].join(end) + end;
        let found = checked(&text).unwrap();
        assert!(found.notices.contains("line 5."), "{end:?}: {}", found.notices);
    }
}

#[test]
fn records_that_begin_with_a_hash_are_records() {
    let text = "# export\ntag,b\nnone,0\n#b,1\nnone,2\n#c,3\n";
    let found = checked(text).unwrap();
    assert_eq!(found.data, "none,0;#b,1;none,2;#c,3;");
    let found = checked("a,b\n1,2\n# half time\n3,4\n5,6\n").unwrap();
    assert_eq!(found.data, "1,2;3,4;5,6;");
    assert!(
        found.notices.contains("1 line begins with #, the first is line 3"),
        "{}",
        found.notices
    );
}

#[test]
fn titles_above_the_table_are_said() {
    let rows = "id,name,age\n1,a,30\n2,b,31\n3,c,32\n";
    let said = checked(&format!("Report,,\nBy me,,\n{rows}")).unwrap().notices;
    assert_eq!(said, "Lines above the table are no part of it: Report, By me.");
    let long = checked(&format!("{}\n\n{rows}", "x".repeat(500))).unwrap().notices;
    assert!(long.len() < 150 && long.contains("xxx\u{2026}."), "{long}");
    // A line that names the separator is no title.
    assert_eq!(checked(&format!("sep=,\n{rows}")).unwrap().notices, "");
}
