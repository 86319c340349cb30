use super::*;

fn decided(cells: &[&str], table: Option<Mark>) -> Option<Notation> {
    let mut evidence = Evidence::default();
    for cell in cells {
        evidence.add(cell);
    }
    evidence.decide(None, table)
}

fn mark(cells: &[&str], table: Option<Mark>) -> (Mark, Ground) {
    let notation = decided(cells, table).unwrap();
    (notation.mark, notation.ground)
}

#[test]
fn one_certain_cell_decides_for_the_column() {
    assert_eq!(mark(&["1,234", "1,5"], None), (Mark::Comma, Ground::Cells));
    assert_eq!(mark(&["1,234", "1,234.5"], Some(Mark::Comma)), (Mark::Point, Ground::Cells));
    assert_eq!(mark(&["1.234", "200.000.000"], None), (Mark::Comma, Ground::Cells));
    assert_eq!(mark(&["1,234", "0,123"], None), (Mark::Comma, Ground::Cells));
}

#[test]
fn without_one_the_table_decides_and_then_custom() {
    assert_eq!(mark(&["23.824"], None), (Mark::Point, Ground::Custom));
    assert_eq!(mark(&["23.824"], Some(Mark::Comma)), (Mark::Comma, Ground::Context));
    assert_eq!(mark(&["23,824"], None), (Mark::Point, Ground::Custom));
    assert_eq!(mark(&["23,824"], Some(Mark::Comma)), (Mark::Comma, Ground::Context));
}

#[test]
fn large_numbers_marked_beside_small_ones_are_thousands() {
    let cells = ["6,718", "776", "26,822", "2,061"];
    assert_eq!(mark(&cells, None), (Mark::Point, Ground::Context));
    // 5678 has no mark: perhaps 6,718 is six and a bit.
    let cells = ["6,718", "5678", "26,822", "2,061"];
    assert_eq!(mark(&cells, None), (Mark::Point, Ground::Custom));
}

#[test]
fn money_has_no_three_decimals_and_percent_few_thousands() {
    assert_eq!(mark(&["\u{20ac} 1.234"], None), (Mark::Comma, Ground::Context));
    assert_eq!(mark(&["$1,234"], None), (Mark::Point, Ground::Context));
    assert_eq!(mark(&["12,345 %"], None), (Mark::Comma, Ground::Context));
}

#[test]
fn two_currencies_or_percent_beside_bare_numbers_do_not_mix() {
    let euros = decided(&["5 EUR", "\u{20ac} 6", "7"], None).unwrap();
    assert_eq!((euros.value("\u{20ac}8"), euros.value("8")), (Some(8.0), Some(8.0)));
    assert_eq!(euros.value("$8"), None);
    let percent = decided(&["5 %", "6 %", "0"], None).unwrap();
    assert_eq!((percent.value("7%"), percent.value("0")), (Some(7.0), Some(0.0)));
    assert_eq!(percent.value("0.5"), None);
}

#[test]
fn network_addresses_are_no_numbers() {
    assert_eq!(decided(&["192.168.100.101", "192.168.100.102"], None), None);
    assert!(decided(&["200.000.000", "1.500"], None).is_some());
}
