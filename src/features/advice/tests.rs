//! Each rule with a table that calls for it and one that does not.

use super::*;
use crate::data::{Notice, ReadOptions, Table, read_bytes};
use crate::features::{Prepared, RecipeChange, Transform, prepare};

/// A table of `rows` rows; each column a name and what stands in row i.
fn table(rows: usize, columns: &[(&str, &dyn Fn(usize) -> String)]) -> Table {
    let line = |cells: Vec<String>| cells.join(",") + "\n";
    let mut text = line(columns.iter().map(|(name, _)| (*name).to_owned()).collect());
    for row in 0..rows {
        text += &line(columns.iter().map(|(_, cell)| cell(row)).collect());
    }
    let options = ReadOptions { header: Some(true), ..ReadOptions::default() };
    read_bytes("t.csv", text.as_bytes(), &options, &Progress::new()).unwrap()
}

fn with(table: &Table, recipe: &Recipe) -> Prepared {
    prepare(table, recipe, &Progress::new()).unwrap()
}

fn of(table: &Table, kind: AdviceKind) -> Vec<Advice> {
    let all = with(table, &Recipe::default()).advice;
    all.into_iter().filter(|one| one.kind == kind).collect()
}

/// Some number for a row, of no pattern that a rule looks for.
fn noise(row: usize, salt: usize) -> f64 {
    ((row * 7919 + salt * 104_729 + row * row * 31) % 1009) as f64 / 7.0
}

fn some(row: usize) -> String {
    noise(row, 5).to_string()
}

/// Following an advice ends it.
fn is_answered(table: &Table, one: &Advice) -> bool {
    one.offers.iter().all(|offer| {
        let next = with(table, &offer.change.apply(&Recipe::default()));
        !next.advice.iter().any(|a| a.kind == one.kind && a.columns == one.columns)
    })
}

#[test]
fn an_ordinary_table_gets_no_advice() {
    let t = table(90, &[("a", &some), ("b", &|i| noise(i, 2).to_string())]);
    let p = with(&t, &Recipe::default());
    assert!(p.advice.is_empty() && p.notices.is_empty(), "{:?} {:?}", p.advice, p.notices);
}

#[test]
fn nearly_constant_is_98_percent() {
    let rare = |every: usize| {
        move |i: usize| if i.is_multiple_of(every) { "7".to_owned() } else { "3".to_owned() }
    };
    let one_of_100 = rare(100);
    let t = table(200, &[("a", &some), ("flat", &one_of_100)]);
    let found = of(&t, AdviceKind::NearConstant);
    assert_eq!(found[0].columns, ["flat"]);
    assert!(
        found[0].text.contains("99 % of the known cells are 3") || found[0].text.contains("99.0 %"),
        "{}",
        found[0].text
    );
    assert!(is_answered(&t, &found[0]));
    let one_of_20 = rare(20);
    assert!(
        of(&table(200, &[("a", &some), ("b", &one_of_20)]), AdviceKind::NearConstant).is_empty()
    );
    // Constant is said elsewhere.
    let flat = |_| "3".to_owned();
    assert!(of(&table(200, &[("a", &some), ("b", &flat)]), AdviceKind::NearConstant).is_empty());
    let word = |i: usize| if i == 7 { "rare" } else { "usual" }.to_owned();
    let words = of(&table(200, &[("a", &some), ("w", &word)]), AdviceKind::NearConstant);
    assert!(words[0].text.contains("\u{201c}usual\u{201d}"), "{}", words[0].text);
}

#[test]
fn columns_that_say_the_same_are_grouped() {
    let t = table(
        80,
        &[
            ("a", &some),
            ("b", &|i| (noise(i, 5) * -2.0 + noise(i, 9) / 100.0).to_string()),
            ("c", &|i| (noise(i, 5) * 9.0).to_string()),
            ("d", &|i| noise(i, 3).to_string()),
        ],
    );
    let found = of(&t, AdviceKind::Correlated);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].columns, ["a", "b", "c"]);
    let wanted =
        RecipeChange::Role { columns: vec!["b".into(), "c".into()], to: Some(Role::Ignored) };
    assert_eq!(found[0].offers[0].change, wanted);
    assert!(is_answered(&t, &found[0]));
    let loose = |i: usize| (noise(i, 5) + noise(i, 9) / 3.0).to_string();
    assert!(of(&table(80, &[("a", &some), ("b", &loose)]), AdviceKind::Correlated).is_empty());
}

#[test]
fn a_correlation_is_never_rounded_to_one() {
    let t = table(80, &[("a", &some), ("b", &|i| (noise(i, 5) - noise(i, 9) / 1e4).to_string())]);
    let text = &of(&t, AdviceKind::Correlated)[0].text;
    assert!(text.contains("correlation 0.9999"), "{text}");
    let t = table(80, &[("a", &some), ("b", &|i| (-noise(i, 5)).to_string())]);
    let text = &of(&t, AdviceKind::Correlated)[0].text;
    assert!(text.contains("correlation \u{2212}1)"), "{text}");
}

#[test]
fn sums_are_found_and_named_as_a_person_would() {
    let part = |salt: usize| move |i: usize| (noise(i, salt).round() / 10.0).to_string();
    let cell = |salt: usize, i: usize| noise(i, salt).round() / 10.0;
    let total = |i: usize| format!("{:.1}", cell(1, i) + cell(2, i) + cell(3, i));
    let (a, b, c) = (part(1), part(2), part(3));
    for place in 0..4 {
        let mut columns: Vec<(&str, &dyn Fn(usize) -> String)> =
            vec![("a", &a), ("b", &b), ("c", &c), ("z", &some)];
        columns.insert(place, ("total", &total));
        let t = table(120, &columns);
        let found = of(&t, AdviceKind::Sum);
        assert_eq!(found.len(), 1, "total in place {place}");
        assert!(found[0].text.starts_with("total is a + b + c in every row"), "{}", found[0].text);
        assert!(is_answered(&t, &found[0]));
    }
    let wrong =
        |i: usize| format!("{:.1}", cell(1, i) + cell(2, i) + if i == 77 { 0.1 } else { 0.0 });
    assert!(of(&table(120, &[("a", &a), ("b", &b), ("t", &wrong)]), AdviceKind::Sum).is_empty());
    let net = |i: usize| format!("{:.1}", 2.0 * cell(1, i) - cell(2, i) + 5.0);
    let t = table(120, &[("a", &a), ("b", &b), ("net", &net)]);
    assert_eq!(
        of(&t, AdviceKind::Sum)[0].text,
        "net is 2 a \u{2212} b + 5 in every row: what it says counts twice."
    );
    // A fraction of another is no sum.
    let mixed = |i: usize| (0.37 * cell(1, i) + 0.5 * cell(2, i)).to_string();
    assert!(of(&table(120, &[("a", &a), ("b", &b), ("m", &mixed)]), AdviceKind::Sum).is_empty());
}

#[test]
fn rows_that_repeat_are_counted_over_the_features_only() {
    let word = |i: usize| ["x", "y", ""][i % 3].to_owned();
    let again = |i: usize| if i % 40 == 39 { 0.5 } else { noise(i, 1) }.to_string();
    let id = |i: usize| i.to_string();
    let t = table(120, &[("id", &id), ("a", &again), ("w", &word)]);
    let found = of(&t, AdviceKind::DuplicateRows);
    // Rows 40, 80, 120 hold 0.5, beside y for row 80 and nothing or x for the others.
    let words: Vec<String> = [39, 79, 119].iter().map(|&i| word(i)).collect();
    assert_eq!(words, ["x", "y", ""]);
    assert!(found.is_empty());
    let t = table(120, &[("id", &id), ("a", &again)]);
    let found = of(&t, AdviceKind::DuplicateRows);
    assert_eq!(found[0].measure, 2.0);
    assert_eq!(found[0].rows, [RowId(80), RowId(120)]);
    assert!(
        found[0].text.contains("2 of 120 rows repeat")
            && found[0].text.contains("row 80 is row 40 again")
    );
}

#[test]
fn missing_beyond_40_percent() {
    let known = |limit: usize| move |i: usize| if i % 10 < limit { some(i) } else { String::new() };
    let (half, most) = (known(5), known(6));
    let t = table(90, &[("a", &some), ("half", &half), ("most", &most)]);
    let found = of(&t, AdviceKind::MostlyMissing);
    assert_eq!(found.iter().map(|a| a.columns[0].as_str()).collect::<Vec<_>>(), ["half"]);
    assert!(found[0].text.contains("50 %"));
    assert!(matches!(found[0].offers[1].change, RecipeChange::Indicator { to: Some(true), .. }));
}

#[test]
fn an_extreme_value_is_named_with_its_row() {
    let wild = |i: usize| if i == 41 { "90000.5".to_owned() } else { some(i) };
    let t = table(90, &[("a", &wild), ("b", &|i| noise(i, 2).to_string())]);
    let found = of(&t, AdviceKind::Outlier);
    assert_eq!(found[0].rows, [RowId(42)]);
    assert!(found[0].text.contains("row 42: 90,000.5 lies"), "{}", found[0].text);
    assert!(of(&table(90, &[("a", &some)]), AdviceKind::Outlier).is_empty());
    // Where half of the cells are equal there is no robust spread to count in.
    let zeros = |i: usize| if i.is_multiple_of(3) { "900000".to_owned() } else { "0".to_owned() };
    assert!(of(&table(90, &[("a", &zeros), ("b", &some)]), AdviceKind::Outlier).is_empty());
}

#[test]
fn a_number_that_may_mean_not_known_is_offered_as_such() {
    let age = |i: usize| if i % 20 == 3 { 999 } else { 20 + (i * 7) % 50 }.to_string();
    let t = table(90, &[("age", &age), ("b", &some)]);
    let found = of(&t, AdviceKind::Sentinel);
    assert!(found[0].text.contains("999 stands in 5 cells"), "{}", found[0].text);
    assert!(is_answered(&t, &found[0]));
    let next = with(&t, &found[0].offers[0].change.apply(&Recipe::default()));
    let line = &next.ledger[0];
    assert!(
        line.text.starts_with("Took 999 as not known in 5 cells; filled 5 of 90 cells"),
        "{}",
        line.text
    );
    assert!(of(&table(90, &[("b", &some)]), AdviceKind::Sentinel).is_empty());
}

#[test]
fn a_long_tail_is_asked_about_and_bending_ends_it() {
    let tail = |i: usize| format!("{:.4}", (noise(i, 1) / 18.0).exp());
    let t = table(200, &[("pay", &tail), ("b", &some)]);
    let found = of(&t, AdviceKind::Skewed);
    assert!(found[0].measure > 2.0);
    assert!(
        found[0].text.contains("by log(1 + x)") && found[0].text.contains("by Yeo-Johnson"),
        "{}",
        found[0].text
    );
    assert!(is_answered(&t, &found[0]));
    let bent = with(&t, &found[0].offers[0].change.apply(&Recipe::default()));
    assert!(bent.matrix.features()[0].bend.is_some());
    assert!(bent.ledger[0].text.starts_with("Bent by "), "{}", bent.ledger[0].text);
    // Few different numbers are not worth a bend.
    let few =
        |i: usize| if i.is_multiple_of(30) { "40" } else { ["1", "2", "3"][i % 3] }.to_owned();
    assert!(of(&table(200, &[("few", &few), ("b", &some)]), AdviceKind::Skewed).is_empty());
}

#[test]
fn a_bend_that_cannot_be_is_refused_with_a_warning_and_the_column_stays() {
    let t = table(50, &[("a", &|i| (noise(i, 1) - 60.0).to_string()), ("b", &some)]);
    let change = RecipeChange::Transform { columns: vec!["a".into()], to: Some(Transform::Log1p) };
    let p = with(&t, &change.apply(&Recipe::default()));
    assert!(p.matrix.features()[0].bend.is_none());
    assert!(
        p.ledger[0].text.contains("Not bent: it takes numbers above \u{2212}1"),
        "{}",
        p.ledger[0].text
    );
    assert!(p.notices.iter().any(|n| n.text.starts_with("Not bent: a")));
}

#[test]
fn unique_whole_numbers_without_a_telling_name_are_asked_about() {
    let number = |i: usize| (10_000 + i * 37).to_string();
    let t = table(60, &[("number", &number), ("b", &some)]);
    let found = of(&t, AdviceKind::Identifier);
    assert_eq!(found[0].columns, ["number"]);
    assert!(is_answered(&t, &found[0]));
    assert!(
        of(&table(20, &[("number", &number), ("b", &some)]), AdviceKind::Identifier).is_empty()
    );
}

#[test]
fn codes_are_asked_about_and_become_categories() {
    let code = |i: usize| (1 + i % 3).to_string();
    let t = table(60, &[("region", &code), ("b", &some)]);
    let found = of(&t, AdviceKind::Codes);
    let p = with(&t, &found[0].offers[0].change.apply(&Recipe::default()));
    let names: Vec<&str> = p.matrix.features().iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["region=1", "region=2", "region=3", "b"]);
    assert!(is_answered(&t, &found[0]));
    let year = |i: usize| (2019 + i % 3).to_string();
    assert!(of(&table(60, &[("since", &year), ("b", &some)]), AdviceKind::Codes).is_empty());
    // The way back stands in the ledger.
    let back = p.ledger[0].offers.iter().find(|o| o.label.contains("amount")).unwrap();
    let coded = found[0].offers[0].change.apply(&Recipe::default());
    assert_eq!(back.change.apply(&coded), Recipe::default());
}

#[test]
fn two_outcomes_may_be_the_answer() {
    let status = |i: usize| ["good", "bad"][i % 2].to_owned();
    let t = table(60, &[("status", &status), ("b", &some)]);
    let found = of(&t, AdviceKind::Answer);
    assert!(is_answered(&t, &found[0]));
    let sex = |i: usize| ["male", "female"][i % 2].to_owned();
    assert!(of(&table(60, &[("sex", &sex), ("b", &some)]), AdviceKind::Answer).is_empty());
}

#[test]
fn one_unscaled_column_that_dominates() {
    let large = |i: usize| (noise(i, 4) * 1000.0).to_string();
    let t = table(60, &[("large", &large), ("b", &some)]);
    let raw = Recipe { scale: Scale::None, ..Recipe::default() };
    let found: Vec<Advice> =
        with(&t, &raw).advice.into_iter().filter(|a| a.kind == AdviceKind::Dominates).collect();
    assert!(found[0].text.contains("large alone has 100 %"), "{}", found[0].text);
    assert_eq!(found[0].offers[0].change.apply(&raw), Recipe::default());
    assert!(of(&t, AdviceKind::Dominates).is_empty());
}

#[test]
fn many_columns_of_one_kind_are_one_notice() {
    let code = |i: usize| (1 + i % 3).to_string();
    let names: Vec<String> = (0..30).map(|k| format!("q{k}")).collect();
    let columns: Vec<(&str, &dyn Fn(usize) -> String)> =
        names.iter().map(|name| (name.as_str(), &code as &dyn Fn(usize) -> String)).collect();
    let p = with(&table(60, &columns), &Recipe::default());
    assert_eq!(p.advice.iter().filter(|a| a.kind == AdviceKind::Codes).count(), 30);
    let said: Vec<&Notice> = p.notices.iter().filter(|n| n.text.contains("codes")).collect();
    assert!(said.len() == 1 && said[0].text.contains("and 22 more"), "{said:?}");
}

#[test]
fn the_order_of_rows_changes_no_advice() {
    let tail = |i: usize| format!("{:.4}", (noise(i, 1) / 18.0).exp());
    let back = |i: usize| 199 - i;
    let one = table(200, &[("pay", &tail), ("a", &some), ("code", &|i| (i % 4).to_string())]);
    let other = table(
        200,
        &[
            ("pay", &|i| tail(back(i))),
            ("a", &|i| some(back(i))),
            ("code", &|i| (back(i) % 4).to_string()),
        ],
    );
    let told = |t: &Table| -> Vec<(AdviceKind, Vec<String>, String)> {
        let all = with(t, &Recipe::default()).advice;
        all.into_iter().map(|a| (a.kind, a.columns, format!("{:.9}", a.measure))).collect()
    };
    assert_eq!(told(&one), told(&other));
    assert!(told(&one).len() >= 2);
}

#[test]
fn outliers_are_judged_as_the_map_sees_them() {
    let tail = |i: usize| (noise(i, 3) / 16.0).exp().to_string();
    let t = table(400, &[("a", &some), ("tail", &tail)]);
    let found = of(&t, AdviceKind::Outlier);
    assert_eq!(found[0].columns, ["tail"]);
    let log = RecipeChange::Transform { columns: vec!["tail".into()], to: Some(Transform::Log1p) };
    let bent = with(&t, &log.apply(&Recipe::default()));
    assert!(!bent.advice.iter().any(|a| a.kind == AdviceKind::Outlier), "{:?}", bent.advice);
}
