use super::*;

fn decided(cells: &[&str], table: Option<Order>) -> Option<(Order, bool)> {
    let mut evidence = Evidence::default();
    for cell in cells {
        evidence.add(cell);
    }
    evidence.decide(None, table).map(|d| (d.order, d.guessed))
}

#[test]
fn a_number_above_twelve_decides() {
    assert_eq!(decided(&["01/02/2024", "13/02/2024"], None), Some((Order::Day, false)));
    assert_eq!(decided(&["01-02-2024", "02-13-2024"], None), Some((Order::Month, false)));
    assert_eq!(decided(&["98-02-13", "97-12-31"], None), Some((Order::Year, false)));
    let table = Some(Order::Month);
    assert_eq!(decided(&["13/02/2024"], table), Some((Order::Day, false)));
}

#[test]
fn certain_dates_in_the_same_column_decide() {
    let cells = ["2024-03-08", "2024-03-09", "03/10/2024", "2024-03-11"];
    assert_eq!(decided(&cells, None), Some((Order::Month, false)));
    let cells = ["8 March 2024", "9 April 2024", "10/03/2024"];
    assert_eq!(decided(&cells, None), Some((Order::Day, false)));
    // Both orders lie outside: nothing to go by.
    assert_eq!(decided(&["2020-03-08", "03/10/2024"], None), None);
}

#[test]
fn monthly_figures_begin_with_the_day() {
    assert_eq!(decided(&["01/01/13", "01/02/13"], None), Some((Order::Day, false)));
    assert_eq!(decided(&["01/01/13", "02/01/13"], None), Some((Order::Month, false)));
}

#[test]
fn points_begin_with_the_day_slashes_and_dashes_ask() {
    assert_eq!(decided(&["05.06.2024"], None), Some((Order::Day, false)));
    assert_eq!(decided(&["05/06/2024"], None), Some((Order::Month, true)));
    assert_eq!(decided(&["05-06-2024"], None), Some((Order::Day, true)));
    let table = Some(Order::Day);
    assert_eq!(decided(&["05/06/2024"], table), Some((Order::Day, false)));
    assert_eq!(decided(&["05/05/2024"], None), Some((Order::Day, false)));
}
