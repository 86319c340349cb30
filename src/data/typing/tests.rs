use super::*;
use crate::data::{NoticeKind, ReadOptions};

type Given<'a> = (&'a str, &'a [&'a str]);

fn read(columns: &[Given]) -> (Vec<Column>, Vec<Notice>) {
    read_as(columns, &ReadOptions::default())
}

fn read_as(columns: &[Given], options: &ReadOptions) -> (Vec<Column>, Vec<Notice>) {
    let names = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
    let cells =
        |at: usize| columns[at].1.iter().map(|cell| missing::known(Some(cell))).collect::<Vec<_>>();
    let mut notices = Vec::new();
    let read = typed(
        names,
        columns.iter().map(|_| Ready::Open).collect(),
        &cells,
        &Wishes::new(options),
        &mut notices,
    );
    (read.columns, notices)
}

fn one(cells: &[&str]) -> (Values, Vec<Notice>) {
    let (mut columns, notices) = read(&[("x", cells)]);
    (columns.remove(0).values, notices)
}

fn numbers(cells: &[&str]) -> Option<Vec<f64>> {
    match one(cells).0 {
        Values::Numbers(numbers) => Some(numbers),
        _ => None,
    }
}

fn dates(values: &Values) -> Vec<String> {
    let Values::Dates(days) = values else { panic!("no dates: {values:?}") };
    days.iter().map(|d| if d.is_nan() { String::new() } else { iso(*d) }).collect()
}

fn said(notices: &[Notice], kind: NoticeKind, words: &str) -> bool {
    notices.iter().any(|n| n.kind == kind && n.text.contains(words))
}

#[test]
fn missing_marks_do_not_make_text() {
    let read = numbers(&["1", "NA", "-2.5", "", "1e3", "?", "None"]).unwrap();
    assert_eq!(read.iter().filter(|v| v.is_nan()).count(), 4);
    assert_eq!((read[0], read[2], read[4]), (1.0, -2.5, 1000.0));
}

#[test]
fn none_is_a_level_among_words() {
    let Values::Text(levels) = one(&["gold", "None", "gold"]).0 else { panic!() };
    assert_eq!(levels.names(), ["None", "gold"]);
    let Values::Text(levels) = one(&["NONE"]).0 else { panic!() };
    assert_eq!(levels.names(), ["NONE"]);
}

#[test]
fn codes_stay_text() {
    assert!(numbers(&["00123", "04567"]).is_none());
    assert!(numbers(&["9007199254740993", "1"]).is_none());
    assert!(numbers(&["0", "0.5", "-0.25"]).is_some());
    assert!(numbers(&["01", "002", "00003"]).is_none());
    assert!(numbers(&["+41 79 123 45 67", "+41 44 123 45 67"]).is_none());
    assert!(numbers(&["+41791234567", "+41441234567"]).is_none());
    assert!(numbers(&["9.007.199.254.740.993", "1.500.000"]).is_none());
    assert!(said(&one(&["8001", "01234"]).1, NoticeKind::Info, "leading zeros"));
}

#[test]
fn infinity_is_a_number_and_is_kept() {
    assert_eq!(numbers(&["1", "inf"]).unwrap()[1], f64::INFINITY);
    assert_eq!(numbers(&["1,5", "inf"]).unwrap()[1], f64::INFINITY);
}

#[test]
fn one_word_among_numbers_is_said() {
    let mut cells = vec!["1"; 30];
    cells[6] = "12 EUR";
    let (columns, notices) = read(&[("price", &cells)]);
    assert!(matches!(columns[0].values, Values::Text(_)));
    assert!(said(&notices, NoticeKind::Warning, "row 7"));
    let mut cells = vec!["2024-03-08"; 30];
    cells[6] = "2024-02-30";
    let (values, notices) = one(&cells);
    assert!(matches!(values, Values::Text(_)));
    assert!(said(&notices, NoticeKind::Warning, "1 of 30 cells are not dates"));
    assert!(said(&notices, NoticeKind::Warning, "row 7"));
    let (values, notices) = one(&["12", "closed", "14", "closed", "17"]);
    assert!(matches!(values, Values::Text(_)));
    assert!(said(&notices, NoticeKind::Question, "closed\u{201d} in 2 of 5 cells of x"));
}

#[test]
fn decimal_commas_beside_decimal_points() {
    // 28_decimal_separators.csv
    let commas = ["1,1", "0,25", "1,53e4", "+1,53e4", "-1,53e4"];
    let points = ["1.1", "0.25", "1.53e4", "+1.53e4", "-1.53e4"];
    let (columns, notices) = read(&[("commas", &commas), ("periods", &points)]);
    assert_eq!(columns[0].values, columns[1].values);
    assert_eq!(columns[0].values, Values::Numbers(vec![1.1, 0.25, 15300.0, 15300.0, -15300.0]));
    assert_eq!(columns[0].reading.as_deref(), Some("decimal comma"));
    assert_eq!(columns[1].reading, None);
    assert!(said(&notices, NoticeKind::Info, "decimal comma: commas."));
}

#[test]
fn thousands_in_the_awkward_files() {
    // 27_multi_column.csv, 37_test_locale.csv, 42_FY09_EDU_Recipients_by_State.csv
    let money = ["100,000.00", "300,000.20", "300,000,000.40", "50", "9999999999.20"];
    assert_eq!(numbers(&money).unwrap(), [1e5, 300_000.2, 300_000_000.4, 50.0, 9_999_999_999.2]);
    assert_eq!(numbers(&["200.000.000"]).unwrap(), [2e8]);
    let (values, notices) = one(&["6,718", "776", "26,822", "2,061", "34,942"]);
    assert_eq!(values, Values::Numbers(vec![6718.0, 776.0, 26822.0, 2061.0, 34942.0]));
    assert!(notices.iter().all(|n| n.kind == NoticeKind::Info), "{notices:?}");
}

#[test]
fn an_italian_thousands_point_is_read_where_the_table_writes_decimal_commas() {
    // 09_issue-825.csv
    let points = ["23.824", "17.518"];
    let (columns, notices) = read(&[("a", &points)]);
    assert_eq!(columns[0].values, Values::Numbers(vec![23.824, 17.518]));
    assert!(said(&notices, NoticeKind::Question, "is 23.824, could be 23824"));
    let (columns, _) = read(&[("a", &points), ("b", &["1,5", "2"])]);
    assert_eq!(columns[0].values, Values::Numbers(vec![23824.0, 17518.0]));
    let (columns, notices) = read(&[("a", &points), ("b", &["1.5", "2"])]);
    assert_eq!(columns[0].values, Values::Numbers(vec![23.824, 17.518]));
    assert_eq!(notices, []);
    let (values, _) = one(&["23.824", "in restauro"]);
    assert!(matches!(values, Values::Text(_)));
}

#[test]
fn units_are_read_and_said() {
    let (columns, notices) = read(&[
        ("price", &["$ 1,200.50", "$3.10", "$ -"]),
        ("fee", &["12,50 EUR", "3,00 EUR", "\u{20ac}7"]),
        ("rate", &["12.5 %", "3%", "0"]),
        ("loss", &["(1,234)", "5", "1,234,567"]),
    ]);
    let expected = [
        vec![1200.5, 3.1, 0.0],
        vec![12.5, 3.0, 7.0],
        vec![12.5, 3.0, 0.0],
        vec![-1234.0, 5.0, 1_234_567.0],
    ];
    for (column, expected) in columns.iter().zip(expected) {
        assert_eq!(column.values, Values::Numbers(expected), "{}", column.name);
    }
    for words in ["price ($), fee (EUR)", "12.5 % is 12.5: rate", "negative number: loss"] {
        assert!(said(&notices, NoticeKind::Info, words), "{words} not in {notices:?}");
    }
    assert!(numbers(&["$5", "\u{20ac}5"]).is_none());
    assert!(numbers(&["5 %", "6 %", "0.07"]).is_none());
}

#[test]
fn hotel_statistics() {
    // 02_table-with-accents.csv: monthly figures, decimal commas.
    let (columns, notices) = read(&[
        ("Date", &["01-01-13", "01-02-13", "01-12-14"]),
        ("Occupancy rate", &["0,611553068", "0,559014092", "1"]),
    ]);
    assert_eq!(dates(&columns[0].values), ["2013-01-01", "2013-02-01", "2014-12-01"]);
    assert_eq!(columns[1].values, Values::Numbers(vec![0.611_553_068, 0.559_014_092, 1.0]));
    assert!(said(&notices, NoticeKind::Info, "1969 to 2068: Date"));
    assert!(notices.iter().all(|n| n.kind == NoticeKind::Info), "{notices:?}");
}

#[test]
fn italian_funding() {
    // 29_comma_decimal_null.csv
    let (columns, notices) = read(&[
        ("FINANZ_STATO_FSC", &["80000000,00", "", "424428,00"]),
        ("OC_DATA_INIZIO_PROGETTO", &["20060502", "", "20150928"]),
        ("PROGRAMMATO", &["1.50", "300.00", ""]),
        ("lotto", &["20060502", "20150928", "20150929"]),
    ]);
    let Values::Numbers(money) = &columns[0].values else { panic!() };
    assert_eq!((money[0], money[2]), (8e7, 424_428.0));
    assert_eq!(dates(&columns[1].values), ["2006-05-02", "", "2015-09-28"]);
    let Values::Numbers(points) = &columns[2].values else { panic!() };
    assert_eq!((points[0], points[1]), (1.5, 300.0));
    assert!(matches!(columns[3].values, Values::Numbers(_)));
    assert!(said(&notices, NoticeKind::Question, "lotto"));
}

#[test]
fn dates_written_in_two_ways() {
    // 31_mixed_dates.csv
    let cells = ["2024-03-08", "2024-03-09", "03/10/2024", "2024-03-11", "2024-03-12"];
    let (values, notices) = one(&cells);
    assert_eq!(dates(&values)[2], "2024-03-10");
    assert!(said(&notices, NoticeKind::Info, "written in several ways: x"));
    let (values, notices) = one(&["2020-01-01", "03/10/2024"]);
    assert!(matches!(values, Values::Text(_)));
    assert!(said(&notices, NoticeKind::Question, "stay text: x"));
}

#[test]
fn day_and_month_are_decided_over_column_and_table() {
    let (values, notices) = one(&["5/19/2006 0:00:00", "4/1/2012 0:00:00", "unknown"]);
    assert_eq!(dates(&values), ["2006-05-19", "2012-04-01", ""]);
    assert!(said(&notices, NoticeKind::Info, "has the month first"));
    let (values, notices) = one(&["05/06/2024", "07/08/2024"]);
    assert_eq!(dates(&values), ["2024-05-06", "2024-07-08"]);
    assert!(said(&notices, NoticeKind::Question, "day or the month"));
    let (columns, notices) =
        read(&[("a", &["05/06/2024", "07/08/2024"]), ("b", &["31/12/2024", "01/02/2024"])]);
    assert_eq!(dates(&columns[0].values), ["2024-06-05", "2024-08-07"]);
    assert!(!notices.iter().any(|n| n.kind == NoticeKind::Question));
}

#[test]
fn a_given_decimal_mark_decides_where_both_readings_are_possible() {
    let comma = ReadOptions { decimal: Some(','), ..ReadOptions::default() };
    let point = ReadOptions { decimal: Some('.'), ..ReadOptions::default() };
    let number = |cells: &[&str], options: &ReadOptions| {
        let (columns, notices) = read_as(&[("x", cells), ("y", &["1.5", "2.25"])], options);
        let Values::Numbers(values) = &columns[0].values else { panic!("{columns:?}") };
        (values.clone(), notices)
    };
    let plain = ["23.824", "17.518"];
    assert_eq!(number(&plain, &comma).0, [23_824.0, 17_518.0]);
    let (values, notices) = number(&plain, &point);
    assert_eq!((values, notices), (vec![23.824, 17.518], vec![]));
    let marked = ["$1,234", "$5,678"];
    assert_eq!(number(&marked, &point).0, [1234.0, 5678.0]);
    assert_eq!(number(&marked, &comma).0, [1.234, 5.678]);
    // y has points that no comma explains: read as it is, and said.
    let (_, notices) = number(&marked, &comma);
    assert!(
        said(
            &notices,
            NoticeKind::Warning,
            "decimal points against the given comma, because not all numbers can have one: y."
        ),
        "{notices:?}"
    );
    let (values, notices) = number(&["1,5", "2"], &point);
    assert_eq!(values, [1.5, 2.0]);
    assert!(
        said(
            &notices,
            NoticeKind::Warning,
            "decimal commas against the given point, because not all numbers can have one: x."
        ),
        "{notices:?}"
    );
}

#[test]
fn a_given_order_of_dates_decides_where_both_are_possible() {
    let day = |first| ReadOptions { day_first: Some(first), ..ReadOptions::default() };
    let open: Given = ("a", &["05/06/2024", "07/08/2024"]);
    let certain: Given = ("b", &["31/12/2024", "01/02/2024"]);
    let (columns, notices) = read_as(&[open, certain], &day(false));
    assert_eq!(dates(&columns[0].values), ["2024-05-06", "2024-07-08"]);
    assert_eq!(dates(&columns[1].values), ["2024-12-31", "2024-02-01"]);
    let words = "month first: b (with the day first, because not all can be read otherwise)";
    assert!(said(&notices, NoticeKind::Warning, words), "{notices:?}");
    let (columns, notices) = read_as(&[open], &day(true));
    assert_eq!(dates(&columns[0].values), ["2024-06-05", "2024-08-07"]);
    assert!(notices.iter().all(|n| n.kind == NoticeKind::Info), "{notices:?}");
    // Points mean day first, unless the user says otherwise.
    let (columns, _) = read_as(&[("a", &["05.06.2024", "07.08.2024"])], &day(false));
    assert_eq!(dates(&columns[0].values), ["2024-05-06", "2024-07-08"]);
}

#[test]
fn given_words_and_numbers_are_missing_in_every_column() {
    let missing = ["-999", "x", "99"].map(str::to_owned).to_vec();
    let options = ReadOptions { missing, ..ReadOptions::default() };
    let (columns, notices) = read_as(
        &[
            ("n", &["1", "-999.0", "X", "99"]),
            ("money", &["1,5 EUR", "99,0 EUR", "x", "2,5 EUR"]),
            ("word", &["x", "-999", "a", "99 "]),
            ("day", &["2024-03-08", "99", "2024-03-09", "x"]),
        ],
        &options,
    );
    let missing = |column: &Column| (0..4).filter(|&at| column.text(at).is_empty()).count();
    assert_eq!(columns.iter().map(missing).collect::<Vec<_>>(), [3, 2, 3, 2]);
    assert!(matches!(columns[3].values, Values::Dates(_)));
    let words = "Taken as missing, as given: 3 cells of n, 2 cells of money, 3 cells of word, 2 cells of day.";
    assert!(said(&notices, NoticeKind::Info, words), "{notices:?}");
}

#[test]
fn units_months_times_and_unix_times_are_read_and_said() {
    let (columns, notices) = read(&[
        ("weight", &["12 kg", "3.5 kg", "1,200 kg", "unknown"]),
        ("length", &["1,5km", "2km", "", "12,25km"]),
        ("month", &["2024-03", "2024-12", "", "2023-01"]),
        ("billed", &["03/2024", "12/2024", "1/2023", ""]),
        ("signed", &["Mar 2024", "December 2023", "", ""]),
        ("opens", &["14:30", "9:15", "", "0:00"]),
        ("created_at", &["1709889000", "1709975400", "", "1709889000"]),
        ("phone", &["1709889000", "1709975400", "", "1709889000"]),
        ("season", &["2010-11", "2011-12", "", "2009-10"]),
        ("year", &["2019", "2020", "2021", "2022"]),
    ]);
    let texts = |at: usize| (0..4).map(|row| columns[at].text(row)).collect::<Vec<_>>();
    assert_eq!(texts(0), ["12", "3.5", "1200", ""]);
    assert_eq!(columns[0].reading.as_deref(), Some("thousands marks, kg"));
    assert_eq!(texts(1), ["1.5", "2", "", "12.25"]);
    assert_eq!(texts(2), ["2024-03-01", "2024-12-01", "", "2023-01-01"]);
    assert_eq!(texts(3), ["2024-03-01", "2024-12-01", "2023-01-01", ""]);
    assert_eq!(texts(4), ["2024-03-01", "2023-12-01", "", ""]);
    assert_eq!(texts(5), ["14.5", "9.25", "", "0"]);
    assert_eq!(texts(6)[0], "2024-03-08T09:10:00");
    assert_eq!(texts(7)[0], "1709889000");
    assert_eq!(texts(8)[0], "2010-11");
    assert_eq!(texts(9), ["2019", "2020", "2021", "2022"]);
    for words in [
        "Units were left out: weight (kg), length (km).",
        "Months stand for their first day: month, billed, signed.",
        "so that 14:30 is 14.5: opens.",
        "in UTC: created_at (seconds).",
    ] {
        assert!(said(&notices, NoticeKind::Info, words), "{words} not in {notices:?}");
    }
    // One cell with another unit, and the column is words.
    assert!(matches!(one(&["12 kg", "3 km"]).0, Values::Text(_)));
    assert!(matches!(one(&["14:30", "soon"]).0, Values::Text(_)));
}

#[test]
fn spellings_of_yes_are_united_and_words_are_not() {
    let Values::Text(levels) = one(&["yes", "Yes", "yes", "NO", "no", "no"]).0 else { panic!() };
    assert_eq!(levels.names(), ["no", "yes"]);
    let Values::Text(levels) = one(&["yes", "Yes", "maybe", "no"]).0 else { panic!() };
    assert_eq!(levels.names().len(), 4);
}

#[test]
fn numbers_that_may_mean_missing_are_asked_about_and_kept() {
    let cells: Vec<String> =
        (0..50).map(|i| if i % 10 == 0 { "999".to_owned() } else { i.to_string() }).collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let (values, notices) = one(&cells);
    assert!(matches!(values, Values::Numbers(v) if v[10] == 999.0));
    assert!(said(&notices, NoticeKind::Question, "999 in x (5 times)"));
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let mut cells = vec!["1,234"; 2000];
    cells[1999] = "0,5";
    let (mut forward, _) = one(&cells);
    cells.reverse();
    let (backward, _) = one(&cells);
    if let Values::Numbers(values) = &mut forward {
        values.reverse();
    }
    assert_eq!(forward, backward);
    assert!(matches!(forward, Values::Numbers(v) if v[0] == 0.5 && v[1] == 1.234));
}

#[test]
fn empty_columns_and_tables_are_read() {
    assert!(matches!(one(&["", "NA"]).0, Values::Numbers(v) if v.len() == 2));
    assert!(matches!(one(&[]).0, Values::Numbers(v) if v.is_empty()));
    assert_eq!(read(&[]).0, []);
}

#[test]
fn a_header_of_shares_is_no_record_of_numbers() {
    assert_eq!((number("1,5"), number("1.234,5"), number("90 %")), (Some(1.5), Some(1234.5), None));
    assert_eq!((number("(2)"), number("$5"), number("2024-03-08")), (None, None, None));
}

#[test]
fn numbers_in_ways_that_do_not_go_together_are_said() {
    for cells in [
        ["EUR 10.00", "USD 11.00", "EUR 12.00", "USD 13.00"],
        ["1,234.50", "1.234,50", "1,234.50", "1.234,50"],
        ["01/25/2024", "25/02/2024", "03/25/2024", "25/04/2024"],
    ] {
        let (values, notices) = one(&cells);
        assert!(matches!(values, Values::Text(_)), "{cells:?}");
        assert!(said(&notices, NoticeKind::Warning, "do not go together"), "{notices:?}");
    }
}
