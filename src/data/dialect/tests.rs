use super::*;

fn found(text: &str) -> Dialect {
    sniff(text, &ReadOptions::default(), Guess::given("utf-8".into()))
}

#[test]
fn each_separator_is_found() {
    for separator in [",", ";", "\t", "|"] {
        let text = "name,city,age\nAnn,Bern,30\nBob,Genf,41\n".replace(',', separator);
        let dialect = found(&text);
        assert_eq!(dialect.separator.value.to_string(), separator);
        assert_eq!((dialect.header_rows.value, dialect.preamble.value), (1, 0));
    }
}

#[test]
fn commas_inside_semicolon_fields_do_not_mislead() {
    assert_eq!(found("a;b;note\n1,5;2,5;x, y\n2,5;3,5;z\n").separator.value, ';');
    assert_eq!(found("a,note\n1,\"x; y; z\"\n2,\"x; y\"\n").separator.value, ',');
}

#[test]
fn one_column_is_read_with_commas() {
    assert_eq!(found("value\n1\n2\n").separator.value, ',');
}

/// A table of numbers with decimal commas only.
fn german(separator: &str, columns: usize, header: Option<&str>) -> String {
    let cell = |row: usize, c: usize| format!("{},{}", row * 7 + c, (row * 31 + c) % 90 + 10);
    let line = |row: usize| (0..columns).map(|c| cell(row, c)).collect::<Vec<_>>().join(separator);
    let names = header.map(|name| vec![name; columns].join(separator));
    names.into_iter().chain((0..40).map(line)).collect::<Vec<_>>().join("\n")
}

#[test]
fn decimal_commas_are_no_separators() {
    for separator in [";", "\t", "|"] {
        for header in [Some("Umsatz"), Some("\"Umsatz\""), None] {
            for columns in 2..5 {
                let text = german(separator, columns, header);
                assert_eq!(found(&text).separator.value.to_string(), separator, "{text}");
            }
        }
    }
    // One column under one name; without a name it could as well be two columns.
    let dialect = found(&german(";", 1, Some("Umsatz")));
    assert!(dialect.separator.reason.contains("one column"), "{dialect:?}");
}

#[test]
fn a_line_that_names_the_separator_is_obeyed() {
    let dialect = found("sep=;\na,b;c\n1,5;2\n2,5;3\n");
    assert_eq!(
        (dialect.separator.value, dialect.preamble.value, dialect.header_rows.value),
        (';', 1, 1)
    );
}

#[test]
fn backslashes_and_comments_are_found() {
    let dialect = found(
        "\"\\\"Hacksaw\\\" Jim; Duggan\";1987\n# no year is known\n\"Bret \\\"Hit; Man\\\"\";1984\n\"x\";1\n",
    );
    assert!(dialect.backslash);
    assert_eq!((dialect.separator.value, dialect.comment), (';', Some('#')));
    assert_eq!(found("#id,name\n1,a\n2,b\n").comment, None);
    assert!(!found("a,b\n\"say \"\"hi\"\"\",2\n").backslash);
}

#[test]
fn titles_above_the_header_are_no_part_of_the_table() {
    let text = "Sales of the year\nprinted by hand\n\nid,name,city\n1,a,b\n2,c,d\n3,e,f\n";
    assert_eq!(found(text).preamble.value, 2);
    // A short record is a short record, not a title.
    assert_eq!(found("id,name,age\n1,John\n2,Julie,26,x\n").preamble.value, 0);
}

#[test]
fn what_is_given_is_not_guessed() {
    let options =
        ReadOptions { separator: Some(';'), header: Some(true), ..ReadOptions::default() };
    let dialect = sniff("1,2\n3,4\n", &options, Guess::given(String::new()));
    assert_eq!((dialect.separator.value, dialect.header_rows.value), (';', 1));
}

#[test]
fn confidence_is_a_share_of_the_evidence() {
    let clean = found("id,city\n1,Bern\n2,Bern\n3,Chur\n4,Chur\n");
    for told in clean.told() {
        assert_eq!(told.confidence, 1.0, "{told:?}");
        assert!(told.reason.ends_with('.'), "{told:?}");
    }
    // One record of five is short; the titles above are narrow.
    let ragged = found("a,b,c\n1,2,3\n1,2,3\n1,2\n1,2,3\n");
    assert!((ragged.separator.confidence - 0.8).abs() < 1e-12, "{ragged:?}");
    assert!((ragged.preamble.confidence - 0.8).abs() < 1e-12, "{ragged:?}");
    let marked = found("a,b\n\"x\",2\n5\" pipe,3\n");
    assert_eq!(marked.quote.confidence, 0.5);
    // Semicolons cut as well as commas.
    let doubtful = found("a,b;c\n1,2;3\n4,5;6\n");
    assert!(doubtful.separator.confidence < 0.8, "{doubtful:?}");
    let one = found("a note\nx\ny, z\nw\n");
    assert_eq!(one.separator.confidence, 0.75);
}

#[test]
fn quotation_marks_and_titles_may_be_given() {
    let text = "'Zahlen'\n'a;b';c\n'1;2';3\n";
    let options = ReadOptions { quote: Some('\''), skip: Some(1), ..ReadOptions::default() };
    let dialect = sniff(text, &options, Guess::given(String::new()));
    assert_eq!((dialect.quote.value, dialect.preamble.value), ('\'', 1));
    assert!(dialect.quote.is_given() && dialect.preamble.is_given());
    assert_eq!(dialect.separator.value, ';');
    let options = ReadOptions { quote: Some(ReadOptions::NO_QUOTE), ..ReadOptions::default() };
    let dialect = sniff("a,b\n5\",6\"\n\"7,8\n", &options, Guess::given(String::new()));
    assert_eq!((dialect.separator.value, dialect.separator.confidence), (',', 1.0));
}

#[test]
fn titles_padded_with_separators_are_no_part_of_the_table() {
    let above = |text: &str| (found(text).preamble.value, found(text).header_rows.value);
    let rows = "1,a,b,5\n2,c,d,6\n3,e,f,7\n";
    assert_eq!(
        above(&format!("Sales,,,\nas of,2024-03-01,,\n,,,\nid,name,city,n\n{rows}")),
        (2, 1)
    );
    assert_eq!(above(&format!("Sales,,,\nid,name,city,n\n{rows}")), (1, 1));
    assert_eq!(found(&format!("Sales,,,\nid,name,city,n\n{rows}")).preamble.confidence, 1.0);
    // Names over several records, names with gaps, and data with gaps are part of it.
    assert_eq!(
        above("region,sales,,cost,\n,north,south,north,south\n1,2,3,4,5\n2,3,4,5,6\n"),
        (0, 2)
    );
    assert_eq!(above(&format!("id,,,\n{rows}")).0, 0);
    assert_eq!(above(&format!("id,name,city,n\n9,,,\n{rows}")), (0, 1));
    assert_eq!(above("id,note\n1,\n2,x\n3,y\n"), (0, 1));
}

#[test]
fn sentences_with_commas_are_one_column() {
    let text = (0..20)
        .fold("Kommentar\n".to_owned(), |text, at| text + &format!("Das ist gut, aber {at}\n"));
    let dialect = found(&text);
    assert!(dialect.separator.reason.contains("one column"), "{dialect:?}");
    assert_eq!((dialect.preamble.value, dialect.header_rows.value), (0, 1));
    // A title over a table written with blanks after its commas stays one.
    assert_eq!(found("Sales\nid, name, age\n1, a, 30\n2, b, 31\n3, c, 32\n").preamble.value, 1);
}
