use super::*;

fn words(cells: &[Option<&str>], categories: Categories) -> Encoded {
    let all: Vec<usize> = (0..cells.len()).collect();
    Words::of_text(&Levels::new(cells), &all).encoded(categories)
}

fn plain(encoded: &Encoded) -> Vec<(Meaning, Vec<f64>)> {
    encoded.columns.iter().map(|(m, cells)| (m.clone(), cells.values().into_owned())).collect()
}

fn level(name: &str) -> Meaning {
    Meaning::Level(name.to_owned())
}

#[test]
fn each_way_of_filling() {
    let values = [1.0, f64::NAN, 2.0, 2.0, 7.0, f64::INFINITY];
    let filled = |impute| plain(&numbers(values.to_vec(), impute))[0].1[1];
    assert_eq!(filled(Impute::Mean), 3.0);
    assert_eq!(filled(Impute::Median), 2.0);
    assert_eq!(filled(Impute::MostFrequent), 2.0);
    let mean = numbers(values.to_vec(), Impute::Mean);
    assert_eq!(plain(&mean)[0].1[5], 3.0);
    assert_eq!(mean.filled, Some(Filling { cells: 2, with: "the mean 3".to_owned() }));
}

#[test]
fn two_levels_are_one_column() {
    let encoded = words(&[Some("yes"), Some("no"), None, Some("no")], Categories::OneHot);
    assert_eq!(plain(&encoded), [(level("yes"), vec![1.0, 0.0, 0.0, 0.0])]);
    assert!(encoded.filled.unwrap().with.contains("no"));
    assert_eq!(encoded.coding, Some(Coding::Asked("yes".to_owned())));
}

#[test]
fn two_levels_ask_for_yes_in_any_language() {
    let encoded = words(&[Some("ja"), Some("nein")], Categories::OneHot);
    assert_eq!(plain(&encoded), [(level("ja"), vec![1.0, 0.0])]);
}

#[test]
fn dates_are_ages_months_and_weekdays() {
    // Friday 8 March 2024, Monday 5 February 2024, missing.
    let encoded = dates(&[19_790.0, 19_758.0, f64::NAN], Impute::Mean);
    let parts = ["days", "month", "weekday"];
    let calendar =
        |parts: &[&'static str], firsts| Some(Coding::Calendar { parts: parts.to_vec(), firsts });
    assert_eq!(encoded.coding, calendar(&parts, false));
    let columns = plain(&encoded);
    let columns: Vec<&[f64]> = columns.iter().map(|(_, v)| v.as_slice()).collect();
    assert_eq!(columns, [[0.0, 32.0, 16.0], [3.0, 2.0, 2.5], [5.0, 1.0, 3.0]]);
    let filled = encoded.filled.unwrap();
    assert!(filled.cells == 1 && filled.with.contains("the mean 3 of weekday"), "{}", filled.with);
    // A Friday and the next one, in one month.
    let near = dates(&[19_790.0, 19_797.0], Impute::Mean);
    assert_eq!(near.coding, calendar(&["days"], false));
    // 1 January, 1 February and 1 March 2024: a Monday, a Thursday, a Friday, and months only.
    let months = dates(&[19_723.0, f64::NAN, 19_754.0, 19_783.0], Impute::Mean);
    assert_eq!(months.coding, calendar(&["days", "month"], true));
}

#[test]
fn rare_levels_become_other_and_every_row_has_one_level() {
    let names: Vec<String> = (0..25).map(|i| format!("l{i:02}")).collect();
    // Level i occurs 30 - i times: the last five are the rarest.
    let cells: Vec<Option<&str>> =
        (0..25).flat_map(|i| vec![Some(names[i].as_str()); 30 - i]).collect();
    let encoded = words(&cells, Categories::OneHot);
    assert_eq!(encoded.columns.len(), 21);
    assert_eq!(encoded.coding, Some(Coding::OneHot { others: 5 }));
    assert_eq!(encoded.columns[20].0, level(OTHER));
    assert_eq!(encoded.columns[20].1.values().iter().sum::<f64>(), (6..=10).sum::<usize>() as f64);
    for row in 0..cells.len() {
        assert_eq!(encoded.columns.iter().map(|(_, v)| v.get(row)).sum::<f64>(), 1.0);
    }
}

#[test]
fn a_level_called_other_keeps_its_name() {
    let names: Vec<String> = (0..25).map(|i| format!("l{i}")).collect();
    let mut cells: Vec<Option<&str>> = names.iter().map(|name| Some(name.as_str())).collect();
    cells.extend([Some(OTHER); 3]);
    let encoded = words(&cells, Categories::OneHot);
    let named = |wanted| encoded.columns.iter().filter(|(m, _)| *m == level(wanted)).count();
    assert_eq!((named(OTHER), named("other levels")), (1, 1));
}

#[test]
fn ordinal_counts_sorted_levels() {
    let encoded = words(&[Some("c"), Some("a"), Some("b")], Categories::Ordinal);
    assert_eq!(plain(&encoded), [(Meaning::Whole, vec![2.0, 0.0, 1.0])]);
}

#[test]
fn frequency_is_the_share_of_cells_once_they_are_filled() {
    let cells = [Some("a"), Some("b"), None, Some("a"), Some("c")];
    let encoded = words(&cells, Categories::Frequency);
    assert_eq!(plain(&encoded), [(Meaning::Part("share"), vec![0.6, 0.2, 0.6, 0.6, 0.2])]);
}

#[test]
fn two_levels_stay_0_and_1_under_frequency() {
    // Equal shares would be a constant column.
    let encoded = words(&[Some("x"), Some("y"), Some("y"), Some("x")], Categories::Frequency);
    assert_eq!(plain(&encoded), [(level("y"), vec![0.0, 1.0, 1.0, 0.0])]);
    assert_eq!(encoded.coding, Some(Coding::Asked("y".to_owned())));
}

#[test]
fn numbers_as_words_keep_the_order_of_numbers() {
    let values = [10.0, 2.0, f64::NAN, 10.0, -1.0];
    let coded = Words::of_numbers(&values, |v| v.to_string());
    let encoded = coded.encoded(Categories::Ordinal);
    assert_eq!(*encoded.columns[0].1.values(), [2.0, 1.0, 2.0, 2.0, 0.0]);
    let levels: Vec<Meaning> =
        coded.encoded(Categories::OneHot).columns.into_iter().map(|(m, _)| m).collect();
    assert_eq!(levels, [level("-1"), level("2"), level("10")]);
}
