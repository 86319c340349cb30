use super::*;
use crate::data::{ReadOptions, read_bytes};
use crate::features::scale::standard_deviation;
use crate::features::{Categories, Scale};

fn table(text: &str) -> Table {
    read_bytes("t.csv", text.as_bytes(), &ReadOptions::default(), &Progress::new()).unwrap()
}

fn prepared(text: &str, recipe: &Recipe) -> Result<Prepared, FeatureError> {
    prepare(&table(text), recipe, &Progress::new())
}

fn names(prepared: &Prepared) -> Vec<&str> {
    prepared.matrix.features().iter().map(|f| f.name.as_str()).collect()
}

const SHOP: &str = "id,plan,club,spend,visits,flat,churn\n\
                    1,basic,yes,10,1,5,no\n2,pro,no,20,,5,yes\n3,max,yes,30,3,5,no\n4,basic,no,40,4,5,no\n";

#[test]
fn defaults_give_the_documented_matrix() {
    let p = prepared(SHOP, &Recipe::default()).unwrap();
    assert_eq!(names(&p), ["plan=basic", "plan=max", "plan=pro", "club=yes", "spend", "visits"]);
    // Three level columns together have the variance of one standardised column.
    let variance = |at: usize| standard_deviation(&p.matrix.values().column(at).to_vec()).powi(2);
    assert!(((0..3).map(variance).sum::<f64>() - 1.0).abs() < 1e-12);
    assert!((variance(3) - 1.0).abs() < 1e-12 && (variance(4) - 1.0).abs() < 1e-12);
    // The missing visit was filled with the mean of 1, 3, 4, and so lies at the centre.
    assert!(p.matrix.values()[[1, 5]].abs() < 1e-12);
}

#[test]
fn each_decision_is_said() {
    let p = prepared(SHOP, &Recipe::default()).unwrap();
    let said: String = p.notices.iter().map(|n| n.text.as_str()).collect::<Vec<_>>().join("\n");
    for word in [
        "id: set aside as identifier",
        "churn: set aside as label",
        "visits (1 cell, the mean 2.66667)",
        "flat",
    ] {
        assert!(said.contains(word), "{word} is not in\n{said}");
    }
}

#[test]
fn min_max_leaves_level_columns_alone() {
    let recipe = Recipe { scale: Scale::MinMax, ..Recipe::default() };
    let p = prepared(SHOP, &recipe).unwrap();
    assert!(p.matrix.values().iter().all(|v| (0.0..=1.0).contains(v)));
    assert!(p.matrix.values().column(0).iter().all(|v| *v == 0.0 || *v == 1.0));
}

#[test]
fn unscaled_constant_columns_stay_and_dominance_is_said() {
    let recipe = Recipe { scale: Scale::None, ..Recipe::default() };
    let p = prepared(SHOP, &recipe).unwrap();
    assert!(names(&p).contains(&"flat"));
    assert!(p.notices.iter().any(|n| n.text.contains("spend alone has")));
}

#[test]
fn dropped_rows_keep_the_names_of_the_others() {
    let recipe = Recipe { impute: Impute::DropRow, ..Recipe::default() };
    let p = prepared(SHOP, &recipe).unwrap();
    assert_eq!(p.matrix.rows(), [RowId(1), RowId(3), RowId(4)]);
    // The level "pro" lost its only row.
    assert!(!names(&p).contains(&"plan=pro"));
}

#[test]
fn ignored_words_leave_numbers() {
    let recipe = Recipe { categories: Categories::Ignore, ..Recipe::default() };
    assert_eq!(names(&prepared(SHOP, &recipe).unwrap()), ["spend", "visits"]);
}

#[test]
fn nothing_to_draw_is_an_error_with_reasons() {
    let error = |text: &str| prepared(text, &Recipe::default()).unwrap_err().to_string();
    assert!(error("a,b\n").contains("no rows"));
    assert!(error("a,b\n1,x\n").contains("one row"));
    assert!(error("name,v\nAnn,NaN\nBob,NaN\n").contains("v (every cell is missing)"));
    assert!(error("name,v\nAnn,inf\nBob,-inf\n").contains("v (no finite number)"));
    assert!(error("a,b\n1,2\n1,2\n").contains("a (constant)"));
}

#[test]
fn numbers_beyond_f64_are_refused_by_row() {
    let error = prepared("a,b\n-1.7e308,1\n1.7e308,2\n0,3\n", &Recipe::default()).unwrap_err();
    assert!(error.to_string().contains("row 1"), "{error}");
}

#[test]
fn a_date_is_an_age_a_month_and_a_weekday_of_one_weight() {
    let text = "joined,v\n2024-03-08,1\n2024-02-05,2\n2023-12-31,4\n";
    let p = prepared(text, &Recipe::default()).unwrap();
    let parts = ["joined (days)", "joined (month)", "joined (weekday)", "v"];
    assert_eq!(names(&p), parts);
    assert!(p.matrix.features()[..3].iter().all(|f| f.column == "joined" && f.level.is_none()));
    let variance = |at: usize| standard_deviation(&p.matrix.values().column(at).to_vec()).powi(2);
    assert!(((0..3).map(variance).sum::<f64>() - 1.0).abs() < 1e-12);
    let raw = prepared(text, &Recipe { scale: Scale::None, ..Recipe::default() }).unwrap();
    assert_eq!(raw.matrix.values().column(0).to_vec(), [0.0, 32.0, 68.0]);
    assert_eq!(raw.matrix.values().column(2).to_vec(), [5.0, 1.0, 7.0]);
    assert!(p.notices.iter().any(|n| n.text.contains("joined (days, month, weekday)")));
}
