use super::expression::{Compare, Expression, Rule, Test};
use super::value::Span;
use super::*;
use crate::data::{ReadOptions, Values, read_bytes};
use crate::progress::Progress;
use proptest::prelude::*;
use std::cmp::Ordering;

/// Customers, with names that need care.
fn table() -> Table {
    let text = "tenure;contract;contract type;not;since;Income (k$)\n\
                1;Two year;a;yes;2024-03-08;10.5\n\
                50;Two year;B (b);no;2024-03-31;-3\n\
                50;Monthly;a;yes;2024-04-01;\n\
                ;monthly plan;rock and roll;no;;20\n\
                72;;it's;;2023-12-31;1e20\n";
    let text = text.replace(";2024-04-01", ";2024-04-01 10:30:00");
    read_bytes("t.csv", text.as_bytes(), &ReadOptions::default(), &Progress::new()).unwrap()
}

fn rows(text: &str) -> Vec<usize> {
    let table = table();
    let filter = Filter::parse(text, &table).unwrap_or_else(|error| panic!("{text}: {error}"));
    let rows = filter.rows(&table);
    rows.iter().enumerate().filter(|(_, row)| **row).map(|(at, _)| at + 1).collect()
}

/// Where the text is wrong, and why.
fn wrong(text: &str) -> (String, String) {
    let error = Filter::parse(text, &table()).expect_err(text);
    (text[error.at.clone()].to_owned(), error.to_string())
}

#[test]
fn the_table_is_typed_as_these_tests_expect() {
    let table = table();
    let kinds = ["tenure", "contract", "since", "Income (k$)"].map(|name| {
        match table.column(name).unwrap().values {
            Values::Numbers(_) => 'n',
            Values::Dates(_) => 'd',
            Values::Text(_) => 't',
        }
    });
    assert_eq!(kinds, ['n', 't', 'd', 'n']);
}

#[test]
fn tests_are_joined_and_turned_round() {
    assert_eq!(rows("contract = Two year and tenure > 40"), [2]);
    assert_eq!(rows("tenure > 40"), [2, 3, 5]);
    assert_eq!(rows("tenure>=50 OR contract = monthly plan"), [2, 3, 4, 5]);
    assert_eq!(rows("not (tenure = 50 or contract is missing)"), [1, 4]);
    // `and` binds more closely.
    assert_eq!(rows("tenure = 1 or tenure = 50 and contract = Monthly"), [1, 3]);
    assert_eq!(rows("(tenure = 1 or tenure = 50) and contract = Monthly"), [3]);
    assert_eq!(rows("not not tenure = 1"), [1]);
}

#[test]
fn a_missing_cell_equals_nothing() {
    assert_eq!(rows("tenure is missing"), [4]);
    assert_eq!(rows("contract IS NOT missing"), [1, 2, 3, 4]);
    assert_eq!(rows("tenure != 50"), [1, 4, 5]);
    assert_eq!(rows("not tenure = 50"), [1, 4, 5]);
    assert_eq!(rows("tenure < 1000"), [1, 2, 3, 5]);
    assert_eq!(rows("contract != Two year"), [3, 4, 5]);
    assert_eq!(rows("contract contains o"), [1, 2, 3, 4]);
    assert_eq!(rows("not contract contains year"), [3, 4, 5]);
}

#[test]
fn the_longest_name_is_meant_and_case_does_not_matter() {
    assert_eq!(rows("contract type = A"), [1, 3]);
    assert_eq!(rows("CONTRACT = two YEAR"), [1, 2]);
    assert_eq!(rows("income (K$) > 0"), [1, 4, 5]);
    assert_eq!(rows("\"contract type\" = \"rock and roll\""), [4]);
    assert_eq!(rows("contract type = B (b) and tenure = 50"), [2]);
    assert_eq!(rows("(contract type = B (b))"), [2]);
    assert_eq!(rows("contract type = it's or contract type = 'it''s'"), [5]);
    // A column that is called like a word of the language stands in quotation marks.
    assert_eq!(rows("\"not\" = yes and not \u{201c}not\u{201d} = no"), [1, 3]);
    assert_eq!(rows("contract contains \"MON\""), [3, 4]);
}

#[test]
fn dates_are_compared_as_days_months_and_years() {
    assert_eq!(rows("since = 2024-03-08"), [1]);
    assert_eq!(rows("since = 2024-03"), [1, 2]);
    assert_eq!(rows("since <= 2024-03-31"), [1, 2, 5]);
    assert_eq!(rows("since > 2024-03"), [3]);
    assert_eq!(rows("since < 2024"), [5]);
    assert_eq!(rows("since >= 31 March 2024"), [2, 3]);
    assert_eq!(rows("since = 2024-04-01T10:30"), [3]);
    assert_eq!(rows("since = 2024-04-01"), [3]);
    assert_eq!(rows("since > 2024-04-01T10:29:59"), [3]);
    assert_eq!(rows("since contains 2024-03"), [1, 2]);
    assert_eq!(rows("since != 2024"), [4, 5]);
}

#[test]
fn cells_hold_parts_as_they_are_shown() {
    assert_eq!(rows("income (k$) contains -3"), [2]);
    assert_eq!(rows("income (k$) contains 0000"), [5]);
    assert_eq!(rows("tenure \u{2265} 72"), [5]);
    assert!(rows("tenure > inf or tenure < -inf").is_empty());
    assert_eq!(rows("tenure <= inf and tenure > -inf"), [1, 2, 3, 5]);
    assert_eq!(rows("income (k$) = \u{2212}3"), [2]);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    for (text, place, message) in [
        ("tenure > ", "", "after `tenure >` a number is expected; the column tenure holds numbers"),
        (
            "tenure > four and contract = x",
            "four",
            "after `tenure >` a number is expected and not \u{201c}four\u{201d}; the column tenure holds numbers",
        ),
        (
            "tenure > 1,000",
            "1,000",
            "after `tenure >` a number is expected and not \u{201c}1,000\u{201d}; the column tenure holds numbers. \
             Write it with a point and without marks between thousands",
        ),
        ("tenur > 4", "tenur", "there is no column \u{201c}tenur\u{201d}; the nearest is tenure"),
        (
            "contract typ = a",
            "contract typ",
            "there is no column \u{201c}contract typ\u{201d}; the nearest is contract type",
        ),
        (
            "colour = red",
            "colour",
            "there is no column \u{201c}colour\u{201d}; there are tenure, contract, contract type, not, since, Income (k$)",
        ),
        (
            "contract = Two yer",
            "Two yer",
            "no cell of contract is \u{201c}Two yer\u{201d}; the nearest is \"Two year\"",
        ),
        (
            "contract > Two year",
            ">",
            "the column contract holds words, which are not above or below each other: after `contract` one of =, !=, \
             contains, `is missing` or `is not missing` is expected",
        ),
        (
            "since < 03/04/2024",
            "03/04/2024",
            "after `since <` a date such as 2024-03-08, 2024-03 or 2024 is expected and not \u{201c}03/04/2024\u{201d}; \
             the column since holds dates",
        ),
        (
            "tenure 5",
            "5",
            "after `tenure` one of =, !=, <, <=, >, >=, contains, `is missing` or `is not missing` is expected and not \
             \u{201c}5\u{201d}",
        ),
        ("tenure > 4 and", "", "after `tenure > 4 and` the name of a column is expected"),
        ("", "", "the name of a column is expected"),
        ("tenure is", "", "after `tenure is` `missing` or `not missing` is expected"),
        (
            "tenure is not 5",
            "5",
            "after `tenure is not` `missing` is expected and not \u{201c}5\u{201d}",
        ),
        ("(tenure = 5", "(", "this parenthesis is not closed"),
        ("tenure = 5)", ")", "there is no parenthesis that this one closes"),
        ("contract = \"Two", "\"Two", "this quotation mark is not closed"),
        (
            "contract = \"Two year\" tenure",
            "tenure",
            "after `contract = \"Two year\"` `and`, `or` or the end is expected and not \u{201c}tenure\u{201d}",
        ),
    ] {
        assert_eq!(wrong(text), (place.to_owned(), message.to_owned()), "{text}");
    }
    let deep = format!("{}tenure = 1", "not ".repeat(100_000));
    assert!(Filter::parse(&deep, &table()).unwrap_err().message.contains("more than 64"));
    let long = vec!["tenure = 1"; 20_000].join(" or ");
    assert_eq!(rows(&long), [1]);
}

#[test]
fn another_table_lacks_the_column_in_all_rows() {
    let filter = Filter::parse("tenure != 50 and contract is missing", &table()).unwrap();
    let text = b"contract,v\n5,1\n6,2\n";
    let other = read_bytes("o.csv", text, &ReadOptions::default(), &Progress::new()).unwrap();
    assert_eq!(filter.rows(&other), [false, false]);
    let filter = Filter::parse("tenure != 50", &table()).unwrap();
    assert_eq!(filter.rows(&other), [true, true]);
}

fn test() -> impl Strategy<Value = Expression> {
    let table = table();
    let words = |column: &str| {
        let Values::Text(levels) = &table.column(column).unwrap().values else { panic!() };
        let name = column.to_owned();
        (any::<bool>(), proptest::sample::select(levels.names().to_vec()))
            .prop_map(move |(equal, word)| (name.clone(), Rule::Word(equal, word)))
    };
    let compare = || proptest::sample::select(Compare::ALL.map(|(compare, _)| compare).to_vec());
    let number = prop_oneof![
        any::<f64>().prop_filter("a number", |v| !v.is_nan()),
        proptest::sample::select(vec![1.0, 50.0, 72.0, -3.0, 10.5, 1e20]),
    ];
    let numbers = (compare(), number, any::<bool>()).prop_map(|(compare, value, first)| {
        let name = if first { "tenure" } else { "Income (k$)" };
        (name.to_owned(), Rule::Number(compare, value))
    });
    let dates = ["2024-03-08", "2024-03-31", "2024-04-01T10:30:00", "2024-03", "2024", "2023"];
    let dates =
        (compare(), proptest::sample::select(dates.to_vec())).prop_map(|(compare, date)| {
            ("since".to_owned(), Rule::Date(compare, Span::new(date).unwrap()))
        });
    let names: Vec<String> = table.columns().iter().map(|column| column.name.clone()).collect();
    let any_column = proptest::sample::select(names);
    let missing = (any_column.clone(), any::<bool>())
        .prop_map(|(name, wanted)| (name, Rule::Missing(wanted)));
    let contains = (any_column, "[a-zA-Z0-9 \"'.-]{1,3}")
        .prop_map(|(name, text)| (name, Rule::Contains(text)));
    prop_oneof![
        numbers,
        dates,
        missing,
        contains,
        words("contract"),
        words("contract type"),
        words("not")
    ]
    .prop_map(|(column, rule)| Expression::Test(Test { column, rule }))
}

fn expression() -> impl Strategy<Value = Expression> {
    test().prop_recursive(5, 32, 4, |inner| {
        let parts = proptest::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            parts.clone().prop_map(Expression::All),
            parts.prop_map(Expression::Any),
            inner.prop_map(|part| Expression::Not(Box::new(part))),
        ]
    })
}

/// One row, by the cells' texts.
fn holds(expression: &Expression, table: &Table, at: usize) -> bool {
    match expression {
        Expression::All(parts) => parts.iter().all(|part| holds(part, table, at)),
        Expression::Any(parts) => parts.iter().any(|part| holds(part, table, at)),
        Expression::Not(part) => !holds(part, table, at),
        Expression::Test(test) => {
            let cell = table.column(&test.column).unwrap().text(at);
            let sized = |compare: &Compare, sizes: Option<Ordering>| match compare {
                Compare::Equal => sizes == Some(Ordering::Equal),
                Compare::NotEqual => sizes != Some(Ordering::Equal),
                Compare::Less => sizes == Some(Ordering::Less),
                Compare::LessEqual => sizes.is_some_and(Ordering::is_le),
                Compare::Greater => sizes == Some(Ordering::Greater),
                Compare::GreaterEqual => sizes.is_some_and(Ordering::is_ge),
            };
            match &test.rule {
                Rule::Missing(wanted) => cell.is_empty() == *wanted,
                Rule::Number(compare, value) => {
                    sized(compare, cell.parse().ok().and_then(|cell: f64| cell.partial_cmp(value)))
                }
                // A day is in a month whose digits it begins with.
                Rule::Date(compare, span) => {
                    let start = cell.get(..span.text.len().min(cell.len())).unwrap_or_default();
                    sized(compare, (!cell.is_empty()).then(|| start.cmp(&span.text)))
                }
                Rule::Word(wanted, word) => (cell == *word) == *wanted,
                Rule::Contains(text) => cell.to_lowercase().contains(&text.to_lowercase()),
            }
        }
    }
}

proptest! {
    #[test]
    fn a_printed_filter_is_read_again(expression in expression()) {
        let filter = Filter { expression };
        let text = filter.to_string();
        prop_assert_eq!(Filter::parse(&text, &table()).map_err(|e| format!("{text}: {e}")), Ok(filter));
    }

    #[test]
    fn the_rows_are_those_that_a_plain_look_finds(expression in expression()) {
        let table = table();
        let plain: Vec<bool> =
            (0..table.rows().len()).map(|at| holds(&expression, &table, at)).collect();
        prop_assert_eq!(Filter { expression }.rows(&table), plain);
    }

    #[test]
    fn no_text_is_too_much(text in "([a-z \"'()=<>!\u{201c}\u{e9}]|tenure|contract|and|or|not|is|missing|contains|5){0,20}") {
        match Filter::parse(&text, &table()) {
            Ok(filter) => prop_assert_eq!(filter.rows(&table()).len(), 5),
            // The place is one of the text.
            Err(error) => prop_assert!(text.get(error.at).is_some()),
        }
    }
}
