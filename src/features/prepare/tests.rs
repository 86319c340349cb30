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
fn what_is_left_out_is_not_said_to_be_filled_or_encoded() {
    let text = "v,word,few\n1,x,z\n2,x,\n3,x,\n4,x,\n";
    let p = prepared(text, &Recipe::default()).unwrap();
    let said: Vec<&str> = p.notices.iter().map(|n| n.text.as_str()).collect();
    assert!(said.contains(&"word, few: left out (constant)."), "{said:?}");
    assert!(!said.iter().any(|s| s.contains("filled:") || s.contains("encoded")), "{said:?}");
    // Mostly blank all the same, and that may mean something.
    let blank: Vec<&&str> = said.iter().filter(|s| s.starts_with("few: 75 %")).collect();
    assert!(blank.len() == 1 && blank[0].contains("are missing"), "{said:?}");
    let few = p.advice.iter().find(|a| a.columns == ["few"]).unwrap();
    let next = prepared(text, &few.offers[0].change.apply(&Recipe::default())).unwrap();
    assert_eq!(names(&next), ["v", "few (missing)"]);
    assert!(!next.notices.iter().any(|n| n.text.contains("encoded")), "{:?}", next.notices);
}

#[test]
fn months_have_no_weekday_and_the_ledger_says_so() {
    let text = "month,v\n2024-01-01,1\n2024-02-01,5\n2024-03-01,2\n2024-04-01,9\n";
    let p = prepared(text, &Recipe::default()).unwrap();
    assert_eq!(names(&p), ["month (days)", "month (month)", "v"]);
    assert!(p.ledger[0].text.contains("no weekday"), "{}", p.ledger[0].text);
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
    assert_eq!(**p.matrix.rows(), [RowId(1), RowId(3), RowId(4)]);
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

mod laws {
    use super::*;
    use crate::features::{ColumnRecipe, Transform};
    use proptest::prelude::*;

    fn cell() -> impl Strategy<Value = String> {
        prop_oneof![
            6 => (-1000..1000_i32).prop_map(|v| (f64::from(v) / 8.0).to_string()),
            1 => Just(String::new()),
            1 => Just("inf".to_owned()),
            1 => Just("-1e300".to_owned()),
            2 => proptest::sample::select(vec!["a", "b", "c", "yes", "no"]).prop_map(str::to_owned),
        ]
    }

    fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
        let number = (-400..400_i32).prop_map(|v| (f64::from(v) / 8.0).to_string());
        let row = (number, cell(), cell(), proptest::sample::select(vec!["p", "q", "r", ""]));
        let row = row.prop_map(|(a, b, c, d)| vec![a, b, c, d.to_owned()]);
        prop::collection::vec(row, 2..30)
    }

    fn recipe() -> impl Strategy<Value = Recipe> {
        let scale = [Scale::Standard, Scale::Robust, Scale::MinMax, Scale::None];
        let categories = [Categories::OneHot, Categories::Ordinal, Categories::Frequency];
        let impute = [Impute::Mean, Impute::Median, Impute::MostFrequent, Impute::DropRow];
        let bend = [None, Some(Transform::Log1p), Some(Transform::YeoJohnson)];
        let select = |n: usize| 0..n;
        (select(4), select(3), select(4), select(3), any::<bool>(), any::<bool>()).prop_map(
            move |(s, c, i, t, indicators, coded)| {
                let mut recipe = Recipe {
                    scale: scale[s],
                    categories: categories[c],
                    impute: impute[i],
                    indicators,
                    ..Recipe::default()
                };
                let own = ColumnRecipe { transform: bend[t], ..ColumnRecipe::default() };
                recipe.overrides.insert("n".into(), own);
                if coded {
                    let codes = Some(categories[c]);
                    let own = ColumnRecipe { categories: codes, ..ColumnRecipe::default() };
                    recipe.overrides.insert("b".into(), own);
                }
                recipe
            },
        )
    }

    fn read(rows: &[Vec<String>]) -> Table {
        let text = rows.iter().fold("n,b,c,d\n".to_owned(), |text, r| text + &r.join(",") + "\n");
        let options = ReadOptions { header: Some(true), ..ReadOptions::default() };
        read_bytes("t.csv", text.as_bytes(), &options, &Progress::new()).unwrap()
    }

    proptest! {
        #[test]
        fn features_are_finite_or_there_is_an_error(rows in rows(), recipe in recipe()) {
            let table = read(&rows);
            if let Ok(p) = prepare(&table, &recipe, &Progress::new()) {
                prop_assert!(p.matrix.values().iter().all(|v| v.is_finite()));
                prop_assert_eq!(p.ledger.len(), table.columns().len());
                let names: std::collections::BTreeSet<&str> = super::names(&p).into_iter().collect();
                prop_assert_eq!(names.len(), p.matrix.features().len());
                let named: Vec<&String> = p.ledger.iter().flat_map(|l| &l.features).collect();
                let there: Vec<&String> = p.matrix.features().iter().map(|f| &f.name).collect();
                prop_assert_eq!(named, there);
            }
        }

        #[test]
        fn the_order_of_rows_does_not_matter(rows in rows(), recipe in recipe()) {
            let mut back = rows.clone();
            back.reverse();
            let of = |rows: &[Vec<String>]| prepare(&read(rows), &recipe, &Progress::new());
            match (of(&rows), of(&back)) {
                (Ok(a), Ok(b)) => {
                    prop_assert_eq!(super::names(&a), super::names(&b));
                    for (x, y) in a.matrix.values().rows().into_iter().zip(b.matrix.values().rows().into_iter().rev()) {
                        for (x, y) in x.iter().zip(y) {
                            prop_assert!((x - y).abs() <= 1e-5 * (1.0 + x.abs()), "{} and {}", x, y);
                        }
                    }
                }
                (a, b) => prop_assert_eq!(a.is_ok(), b.is_ok()),
            }
        }
    }
}
