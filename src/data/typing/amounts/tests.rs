use super::*;
use proptest::prelude::*;

fn read(text: &str, mark: Mark) -> Option<f64> {
    Amount::new(text)?.read(mark)
}

#[test]
fn each_way_of_writing() {
    use Mark::{Comma, Point};
    for (text, mark, value) in [
        ("1,5", Comma, 1.5),
        ("1,234.50", Point, 1234.5),
        ("1.234,50", Comma, 1234.5),
        ("1 234", Point, 1234.0),
        ("1'234.5", Point, 1234.5),
        ("1\u{2019}234,5", Comma, 1234.5),
        ("12\u{a0}345\u{a0}678,9", Comma, 12_345_678.9),
        ("1\u{202f}234", Comma, 1234.0),
        ("1,23,45,678.9", Point, 12_345_678.9),
        ("200.000.000", Comma, 2e8),
        ("$ 1,200.50", Point, 1200.5),
        ("12,50 EUR", Comma, 12.5),
        ("12,50\u{20ac}", Comma, 12.5),
        ("\u{20ac}3", Point, 3.0),
        ("usd 7", Point, 7.0),
        ("-$5", Point, -5.0),
        ("$-5", Point, -5.0),
        ("12.5 %", Point, 12.5),
        ("(1,234)", Point, -1234.0),
        ("($1,234.5)", Point, -1234.5),
        ("$ (12)", Point, -12.0),
        ("(12)%", Point, -12.0),
        ("1.234,50-", Comma, -1234.5),
        ("\u{2212}3,5", Comma, -3.5),
        ("+3", Point, 3.0),
        ("CHF 12.-", Point, 12.0),
        ("1,53e4", Comma, 15300.0),
        ("-1,53E-4", Comma, -1.53e-4),
        (",5", Comma, 0.5),
        ("$ -", Point, 0.0),
        ("0,611553068", Comma, 0.611_553_068),
    ] {
        assert_eq!(read(text, mark), Some(value), "{text}");
    }
}

#[test]
fn what_is_no_amount() {
    for text in [
        "",
        "-",
        "$",
        "%",
        "()",
        "1,23",
        "12,34,56",
        "1234,567",
        "0,123",
        "1, 234",
        "1 23",
        "1'23",
        "1,234 567",
        "1.2.3",
        "+41 791 234 567",
        "+41 79 123 45 67",
        "12 apples",
        "1/2",
        "2024-03-08",
        "--5",
        "(5",
        "5,",
        "1,234e5",
        "e5",
        "5e",
        "5%%",
        "$5 EUR",
        "\u{20ac}",
        "10:30",
    ] {
        assert_eq!(read(text, Mark::Point), None, "{text}");
    }
}

#[test]
fn units_are_recognised_by_any_spelling() {
    for text in ["$5", "5 USD", "US$ 5", "-$5", "usd 5"] {
        assert_eq!(Amount::new(text).unwrap().unit, Unit::Currency("$"), "{text}");
    }
    assert_eq!(Amount::new("5 \u{20ac}").unwrap().unit, Unit::Currency("EUR"));
    assert_eq!(Amount::new("5 %").unwrap().unit, Unit::Percent);
    assert_eq!(Amount::new("(5)").unwrap().unit, Unit::Bare);
}

/// Writes a number of hundredths with these marks.
fn written(hundredths: i64, decimal: char, group: &str) -> String {
    let whole = (hundredths.abs() / 100).to_string();
    let first = whole.len() % 3;
    let mut parts: Vec<&str> = whole.as_bytes()[first..].chunks(3).map(ascii).collect();
    if first > 0 {
        parts.insert(0, &whole[..first]);
    }
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}{decimal}{:02}", parts.join(group), hundredths.abs() % 100)
}

fn ascii(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

proptest! {
    #[test]
    fn a_number_written_in_any_locale_reads_back_equal(
        hundredths in -1_000_000_000_000_i64..1_000_000_000_000,
        style in prop::sample::select(vec![
            ('.', ""), ('.', ","), ('.', " "), ('.', "'"), ('.', "\u{2019}"), ('.', "\u{a0}"),
            (',', ""), (',', "."), (',', " "), (',', "'"), (',', "\u{202f}"), (',', "\u{2009}"),
        ]),
        (before, after) in prop::sample::select(vec![
            ("", ""), ("$ ", ""), ("", " \u{20ac}"), ("CHF ", ""), ("", "%"), ("", " kr"),
        ]),
    ) {
        let text = format!("{before}{}{after}", written(hundredths, style.0, style.1));
        let mark = if style.0 == '.' { Mark::Point } else { Mark::Comma };
        let expected: f64 = written(hundredths, '.', "").parse().unwrap();
        prop_assert_eq!(read(&text, mark), Some(expected), "{}", text);
        // The other mark never gives a second meaning to two digits behind a mark.
        let other = if style.0 == '.' { Mark::Comma } else { Mark::Point };
        prop_assert_eq!(read(&text, other), None, "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[-+(]?[0-9.,' $%eE()\u{20ac}a-z\u{2013}-]{0,14}") {
        for mark in [Mark::Point, Mark::Comma] {
            prop_assert!(read(&text, mark).is_none_or(|value| !value.is_nan()));
        }
    }
}

#[test]
fn dashes_in_place_of_cents_are_no_signs() {
    let value = |text| Amount::new(text).unwrap();
    for text in
        ["5.-", "5.--", "5,--", "5.\u{2014}", "CHF 5.--", "Fr. 5.--", "5,-- \u{20ac}", "5,\u{2013}"]
    {
        let amount = value(text);
        let read = amount.read(Mark::Point);
        assert_eq!((read, amount.minus_behind), (Some(5.0), false), "{text}");
    }
    assert_eq!(value("4'250.--").read(Mark::Point), Some(4250.0));
    assert_eq!(value("-5.--").read(Mark::Point), Some(-5.0));
    let behind = value("3.50-");
    assert_eq!((behind.read(Mark::Point), behind.minus_behind), (Some(-3.5), true));
}
