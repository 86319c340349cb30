use super::*;
use crate::data::{ReadOptions, Table, read_bytes};
use crate::progress::Progress;

fn columns() -> Vec<Written> {
    let odd = [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\tx",
        "<script>alert(1)</script>",
        "",
        "\u{202e}x \u{1f600}, \"y\"",
    ];
    let column = |name: &str, cells| Written { name: name.to_owned(), cells };
    let mut numbers: Vec<f64> = (0..odd.len()).map(|i| i as f64 / 3.0 - 1.0).collect();
    numbers[3] = f64::NAN;
    vec![
        column("row", WrittenCells::Whole((1..=odd.len() as u32).collect())),
        column("x", WrittenCells::Numbers(numbers)),
        column(
            "since",
            WrittenCells::Dates(vec![0.0, 19_000.0, f64::NAN, 1.0, 2.0, 3.0, 4.0, 5.0]),
        ),
        column("at", WrittenCells::Dates(vec![0.5, 19_000.25, f64::NAN, 1.0, 2.0, 3.0, 4.0, 5.0])),
        column("../../etc", WrittenCells::Words(odd.map(str::to_owned).to_vec())),
    ]
}

fn read(format: TableFormat, bytes: &[u8]) -> Table {
    let name = format!("t.{}", format.ending());
    read_bytes(&name, bytes, &ReadOptions::default(), &Progress::new()).unwrap()
}

#[test]
fn what_is_written_is_read_back_equal_in_every_format() {
    let columns = columns();
    for format in TableFormat::ALL {
        let bytes = table(&columns, format, false, &Progress::new()).unwrap();
        assert_eq!(
            bytes,
            table(&columns, format, false, &Progress::new()).unwrap(),
            "the same again"
        );
        let found = read(format, &bytes);
        assert_eq!(found.rows().len(), 8);
        let names: Vec<&str> = found.columns().iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["row", "x", "since", "at", "../../etc"], "{format:?}");
        let Values::Numbers(x) = &found.columns()[1].values else { panic!("{format:?}") };
        let WrittenCells::Numbers(given) = &columns[1].cells else { panic!() };
        for (a, b) in x.iter().zip(given) {
            assert!(a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()), "{format:?} {a} {b}");
        }
        let dates = |at: usize| (0..3).map(|row| found.columns()[at].text(row)).collect::<Vec<_>>();
        assert_eq!(dates(2), ["1970-01-01", "2022-01-08", ""], "{format:?}");
        assert_eq!(dates(3), ["1970-01-01T12:00:00", "2022-01-08T06:00:00", ""], "{format:?}");
        let WrittenCells::Words(words) = &columns[4].cells else { panic!() };
        let text: Vec<String> = (0..8).map(|row| found.columns()[4].text(row)).collect();
        // Reading trims what stands around words.
        assert!(text.iter().zip(words).all(|(a, b)| a == b.trim()), "{format:?} {text:?}");
    }
}

#[test]
fn text_that_would_run_is_made_harmless_where_asked_and_only_text() {
    let columns = columns();
    assert!(has_formulas(&columns) && !has_formulas(&columns[..4]));
    let csv = String::from_utf8(table(&columns, TableFormat::Csv, true, &Progress::new()).unwrap())
        .unwrap();
    for harmless in ["'=1+1", "'+1", "'-1", "'@x", "'\tx"] {
        assert!(csv.contains(&format!(",{harmless}\n")), "{csv}");
    }
    assert!(csv.contains("1,-1,"), "a number stays a number: {csv}");
    assert!(csv.contains(",<script>alert(1)</script>\n"), "no formula");
}

#[test]
fn formulas_are_told_by_their_first_letter_wide_or_not() {
    for text in ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"] {
        assert!(is_formula(text), "{text:?}");
        assert_eq!(harmless(text), format!("'{text}"));
    }
    for text in ["", "a=1", "1-2", "'=1", "\u{2013}1"] {
        assert!(!is_formula(text), "{text:?}");
        assert_eq!(harmless(text), text);
    }
}

#[test]
fn what_excel_cannot_hold_is_refused_before_it_is_written() {
    assert!(TableFormat::Excel.check(1_048_576, 3).unwrap_err().contains("1,048,575 rows"));
    assert!(
        TableFormat::Excel.check(5, 16_385).is_err() && TableFormat::Csv.check(1 << 30, 9).is_ok()
    );
    let long =
        Written { name: "note".into(), cells: WrittenCells::Words(vec!["x".repeat(32_768)]) };
    let said = table(&[long], TableFormat::Excel, false, &Progress::new()).unwrap_err().to_string();
    assert!(said.contains("\u{201c}note\u{201d}, row 2"), "{said}");
    let early = Written { name: "born".into(), cells: WrittenCells::Dates(vec![-30_000.0]) };
    let bytes = table(&[early], TableFormat::Excel, false, &Progress::new()).unwrap();
    assert_eq!(read(TableFormat::Excel, &bytes).columns()[0].text(0), "1887-11-12");
}

#[test]
fn pseudonyms_are_the_same_for_the_same_name_in_every_part_of_the_table() {
    let words = |list: &[&str]| WrittenCells::Words(list.iter().map(|w| (*w).to_owned()).collect());
    let all = words(&["b", "a", "", "b"]);
    let stand_ins =
        |some: &[&str]| pseudonyms(&all, Written { name: "id".into(), cells: words(some) }).cells;
    assert_eq!(
        stand_ins(&["b", "a", "", "b"]),
        words(&["customer-000001", "customer-000002", "", "customer-000001"])
    );
    assert_eq!(stand_ins(&["a"]), words(&["customer-000002"]));
}
