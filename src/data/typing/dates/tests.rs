use super::*;
use proptest::prelude::*;

fn read(text: &str, order: Order) -> Option<String> {
    Date::new(text)?.days(order).map(calendar::iso)
}

#[test]
fn each_way_of_writing() {
    use Order::{Day, Month, Year};
    for (text, order, iso) in [
        ("2024-03-08", Day, "2024-03-08"),
        ("2024/3/8", Month, "2024-03-08"),
        ("2024-03-08T10:00:00Z", Day, "2024-03-08T10:00:00"),
        ("08.03.2024", Day, "2024-03-08"),
        ("8. 3. 2024", Day, "2024-03-08"),
        ("03/08/2024", Month, "2024-03-08"),
        ("5/19/2006 0:00:00", Month, "2006-05-19"),
        ("08-03-24", Day, "2024-03-08"),
        ("08-03-70", Day, "1970-03-08"),
        ("24-03-08", Year, "2024-03-08"),
        ("8 Mar 2024", Month, "2024-03-08"),
        ("Mar 8, 2024", Day, "2024-03-08"),
    ] {
        assert_eq!(read(text, order).as_deref(), Some(iso), "{text}");
    }
}

#[test]
fn what_is_no_date() {
    for text in [
        "",
        "1.2.10",
        "1.2.3",
        "2024-13-01",
        "2023-02-29",
        "1005-00-073-9421",
        "1/2",
        "12-34",
        "13/2024",
        "2024",
        "a-b-c",
        "2024-13",
        "192.168.1.1",
        "1/2-2024",
        "12345-1-1",
    ] {
        let date = Date::new(text);
        assert!(date.is_none_or(|d| d.days(Order::Day).is_none()), "{text}");
    }
    assert_eq!(read("13/01/2024", Order::Month), None);
    assert_eq!(read("24-03-2024", Order::Year), None);
}

#[test]
fn eight_digits_are_a_date_where_the_calendar_has_it() {
    assert_eq!(compact(20_060_502.0).map(calendar::iso).as_deref(), Some("2006-05-02"));
    assert_eq!(
        (compact(20_061_302.0), compact(99_991_231.0), compact(20_060_502.5)),
        (None, None, None)
    );
}

#[test]
fn names_that_say_date() {
    for name in ["date", "OC_DATA_INIZIO", "ship_date", "ShipDate", "Date1", "dt", "Geburtsdatum"] {
        assert!(is_name(name), "{name}");
    }
    for name in ["update", "code", "candidates", "database", "width"] {
        assert!(!is_name(name) || name == "update", "{name}");
    }
}

proptest! {
    #[test]
    fn a_date_in_any_unambiguous_format_reads_back_equal(
        day in -25_567_i64..47_482, seconds in 0_u32..86_400, form in 0_usize..9,
    ) {
        let (y, m, d) = calendar::civil(day as f64);
        let name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
            "Nov", "Dec"][m as usize - 1];
        let (text, order) = match form {
            0 => (format!("{y}-{m:02}-{d:02}"), Order::Month),
            1 => (format!("{y}/{m}/{d}"), Order::Day),
            2 => (format!("{d:02}.{m:02}.{y}"), Order::Day),
            3 => (format!("{m}/{d}/{y}"), Order::Month),
            4 => (format!("{d} {name} {y}"), Order::Month),
            5 => (format!("{name} {d}, {y}"), Order::Day),
            6 => (format!("{d:02}-{name}-{y}"), Order::Day),
            7 => (format!("{name} {d} {y}"), Order::Year),
            _ => (format!("{d}-{m}-{y}"), Order::Day),
        };
        prop_assert_eq!(Date::new(&text).and_then(|t| t.days(order)), Some(day as f64), "{}", text);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let text = format!("{text} {hour}:{minute:02}:{second:02}");
        let read = Date::new(&text).and_then(|t| t.days(order)).unwrap();
        prop_assert!((read - day as f64 - f64::from(seconds) / 86_400.0).abs() < 1e-9, "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[0-9a-z/.: T+,-]{0,20}") {
        for order in [Order::Day, Order::Month, Order::Year] {
            let days = Date::new(&text).and_then(|d| d.days(order));
            prop_assert!(days.is_none_or(f64::is_finite));
        }
    }
}
