use super::*;
use crate::data::{Table, read_bytes};
use crate::progress::Progress;

const PRINTED: &str = "\
name          city        amount  since
------------  ----------  ------  ----------
Ann Lee       Bern          12,5  2024-01-03
Bob \"B\" Ray   Chur           7,0  2024-02-11
Cy            New York     110,5  2023-12-31
Di                           3,5  2024-05-05
Ed            Genf                2024-06-06
";

fn read(text: &str, options: &ReadOptions) -> Table {
    read_bytes("f.txt", text.as_bytes(), options, &Progress::new()).unwrap()
}

fn column(table: &Table, at: usize) -> Vec<String> {
    (0..table.rows().len()).map(|row| table.columns()[at].text(row)).collect()
}

#[test]
fn printed_tables_are_read_cell_by_cell() {
    let table = read(PRINTED, &ReadOptions::default());
    let names: Vec<&str> = table.columns().iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["name", "city", "amount", "since"]);
    assert_eq!(column(&table, 0), ["Ann Lee", "Bob \"B\" Ray", "Cy", "Di", "Ed"]);
    assert_eq!(column(&table, 1), ["Bern", "Chur", "New York", "", "Genf"]);
    assert_eq!(column(&table, 2), ["12.5", "7", "110.5", "3.5", ""]);
    assert_eq!(column(&table, 3)[4], "2024-06-06");
    let dialect = table.dialect().unwrap();
    assert_eq!(dialect.separator.value, ReadOptions::BLANKS);
    assert!(dialect.told().iter().any(|t| t.name == "separator" && t.value == "blanks"));
    assert_eq!(serde_json::to_value(dialect).unwrap()["separator"], "blanks");
    let said = |words: &str| table.notices().iter().any(|n| n.text.contains(words));
    assert!(said("2 lines have fewer fields than 4") && said("line 6"), "{:?}", table.notices());
    assert!(said("Rules were passed over: 1 line, the first is line 2"));
}

#[test]
fn right_aligned_numbers_and_a_column_without_a_name_are_read() {
    let line = |row: i32| format!("{row:>2}  {:>4}  {:>6}", row + 20, row * 1000);
    let lines: Vec<String> = (0..20).map(line).collect();
    let text = format!("     age  income\n{}\n", lines.join("\n"));
    let table = read(&text, &ReadOptions::default());
    assert_eq!(table.columns().len(), 3);
    assert_eq!(table.columns()[1].name, "age");
    assert_eq!((column(&table, 1)[3].as_str(), column(&table, 2)[19].as_str()), ("23", "19000"));
}

#[test]
fn a_title_stays_above_and_ragged_edges_are_said() {
    let table = read(&format!("Sales of the year\n\n{PRINTED}"), &ReadOptions::default());
    assert_eq!((table.columns()[0].name.as_str(), table.rows().len()), ("name", 5));
    // Not aligned: where a cell is missing nobody can tell, and the record is said to be short.
    let line = |row: usize| format!("{}  x{row}  {row}", "y".repeat(row % 9 + 1));
    let lines: Vec<String> = (0..30).map(line).collect();
    let text = format!("a  b  c\n{}\nz  1\n", lines.join("\n"));
    let table = read(&text, &ReadOptions::default());
    assert_eq!((table.columns().len(), table.rows().len()), (3, 31));
    let short = |n: &Notice| n.text.contains("32");
    assert!(table.notices().iter().any(short), "{:?}", table.notices());
}

#[test]
fn marks_and_sentences_are_not_taken_for_it() {
    let usual = ReadOptions::default();
    for (text, mark) in [
        ("a,  b,  c\n1,  2,  3\n4,  5,  6\nx,  y,  z\n", ','),
        ("a    ;b\n1    ;2\nx    ;y z\n", ';'),
        ("| a   | b   |\n| 1   | 2   |\n| 3   | 4   |\n", '|'),
        ("a\tb  c\n1\t2  3\n4\t5  6\n", '\t'),
    ] {
        assert_eq!(read(text, &usual).dialect().unwrap().separator.value, mark, "{text}");
    }
    let text = "comment\n".to_owned() + &"It was good.  I come again.\n".repeat(12);
    assert_eq!(read(&text, &usual).columns().len(), 1);
}

#[test]
fn it_can_be_given() {
    let given = ReadOptions { separator: Some(ReadOptions::BLANKS), ..ReadOptions::default() };
    let table = read("a  b\n1,2  3\t\n", &given);
    assert_eq!(table.columns().len(), 2);
    assert!(table.dialect().unwrap().separator.is_given());
    let quoted = ReadOptions { quote: Some('"'), ..given };
    let table = read("a  b\n\"x  y\"  3\n\"z\"  4\n", &quoted);
    assert_eq!(
        (column(&table, 0), table.columns().len()),
        (vec!["x  y".to_owned(), "z".into()], 2)
    );
}
