use super::*;
use crate::data::{ReadOptions, Table, read_bytes};
use crate::features::{Categories, Impute, MissingCode, Prepared, RecipeChange, Scale, prepare};
use crate::progress::Progress;

const SHOP: &str = "id,plan,club,spend,visits,flat,churn,joined\n\
                    1,basic,yes,10,1,5,no,2024-01-05\n2,pro,no,20,,5,yes,2024-02-06\n\
                    3,max,yes,30,3,5,no,2024-03-09\n4,basic,,40,4,5,no,2024-03-11\n";

fn table(text: &str) -> Table {
    let options = ReadOptions { header: Some(true), ..ReadOptions::default() };
    read_bytes("t.csv", text.as_bytes(), &options, &Progress::new()).unwrap()
}

fn prepared(recipe: &Recipe) -> Prepared {
    prepare(&table(SHOP), recipe, &Progress::new()).unwrap()
}

fn texts(prepared: &Prepared) -> Vec<&str> {
    prepared.ledger.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn each_column_has_one_line_that_says_it_all() {
    let p = prepared(&Recipe::default());
    assert_eq!(
        texts(&p),
        [
            "Set aside as identifier: unique whole numbers under an identifier's name.",
            "Encoded as a 0/1 column for each of its 3 levels; each standardised and divided by \u{221a}3, so that together they weigh as one column.",
            "Filled 1 of 4 cells with the most frequent level \u{201c}yes\u{201d}; encoded as 0 and 1: 1 is \u{201c}yes\u{201d}; standardised (mean 0.75, sd 0.5).",
            "Standardised (mean 25, sd 12.9099).",
            "Filled 1 of 4 cells with the mean 2.66667; standardised (mean 2.66667, sd 1.24722).",
            "Left out: constant.",
            "Set aside as label: its name says that it is an answer, not a clue.",
            "Became days before the newest date, month (1 to 12), weekday (1 is Monday); each standardised and divided by \u{221a}3, so that together they weigh as one column.",
        ]
    );
    let cells: Vec<usize> = p.ledger.iter().map(|line| line.cells).collect();
    assert_eq!(cells, [0, 0, 1, 0, 1, 0, 0, 0]);
}

#[test]
fn the_lines_name_every_feature_once() {
    for indicators in [false, true] {
        let p = prepared(&Recipe { indicators, ..Recipe::default() });
        let named: Vec<&String> = p.ledger.iter().flat_map(|line| &line.features).collect();
        let there: Vec<&String> = p.matrix.features().iter().map(|f| &f.name).collect();
        assert_eq!(named, there);
        assert_eq!(there.iter().any(|n| *n == "visits (missing)"), indicators);
    }
}

#[test]
fn other_scales_are_said_with_their_numbers() {
    let with = |scale| {
        let p = prepared(&Recipe { scale, ..Recipe::default() });
        p.ledger[3].text.clone()
    };
    assert_eq!(with(Scale::MinMax), "Brought from 10 to 40 down to 0 to 1.");
    assert_eq!(with(Scale::None), "Kept as it is, not scaled.");
    assert_eq!(
        with(Scale::Robust),
        "Centred on the median 25 and divided by the interquartile range 15."
    );
}

/// Every offer can be taken, changes something, and is then no longer offered as such.
#[test]
fn every_offer_does_something_and_what_it_says() {
    let mut recipes = vec![Recipe::default()];
    for scale in [Scale::Robust, Scale::MinMax, Scale::None] {
        recipes.push(Recipe { scale, ..Recipe::default() });
    }
    for categories in [Categories::Ordinal, Categories::Frequency, Categories::Ignore] {
        recipes.push(Recipe { categories, indicators: true, ..Recipe::default() });
    }
    recipes.push(Recipe { impute: Impute::DropRow, ..Recipe::default() });
    let mut taken = 0;
    for recipe in recipes {
        let before = prepared(&recipe);
        for line in &before.ledger {
            for offer in &line.offers {
                let next = offer.change.apply(&recipe);
                assert_ne!(next, recipe, "{}: {}", line.column, offer.label);
                let after = prepared(&next);
                let place = after.ledger.iter().position(|l| l.column == line.column).unwrap();
                assert_ne!(after.ledger[place], *line, "{}: {}", line.column, offer.label);
                assert!(
                    !after.ledger[place].offers.contains(offer),
                    "{}: {}",
                    line.column,
                    offer.label
                );
                taken += 1;
            }
        }
    }
    assert!(taken > 100, "{taken}");
}

#[test]
fn a_guess_can_be_turned_round_and_back() {
    let p = prepared(&Recipe::default());
    let feature = &p.ledger[0].offers[0];
    assert_eq!(feature.label, "Make it a feature");
    let chosen = feature.change.apply(&Recipe::default());
    let p = prepared(&chosen);
    assert_eq!(p.ledger[0].role, Role::Feature);
    let ignored = RecipeChange::Role { columns: vec!["id".into()], to: Some(Role::Ignored) };
    let p = prepared(&ignored.apply(&chosen));
    let back = p.ledger[0].offers.iter().find(|o| o.label == "Back to the guess").unwrap();
    assert_eq!(back.change.apply(&chosen), Recipe::default());
}

#[test]
fn rows_left_out_are_said_where_they_were_missing() {
    let p = prepared(&Recipe { impute: Impute::DropRow, ..Recipe::default() });
    assert!(
        p.ledger[4].text.starts_with("Left out 1 row where it is missing"),
        "{}",
        p.ledger[4].text
    );
    assert_eq!(p.matrix.rows().len(), 2);
    // One column may be filled while the rows of another are left out.
    let mut recipe = Recipe { impute: Impute::DropRow, ..Recipe::default() };
    recipe.overrides.entry("visits".into()).or_default().impute = Some(Impute::Median);
    let p = prepared(&recipe);
    assert_eq!(p.matrix.rows().len(), 3);
    assert!(p.ledger[4].text.contains("with the median 2"), "{}", p.ledger[4].text);
}

#[test]
fn a_code_that_no_cell_can_mean_is_refused_aloud() {
    let codes = ["none", "7"].iter().filter_map(|text| MissingCode::typed(text)).collect();
    let change = RecipeChange::Missing { columns: vec!["visits".into()], to: codes };
    let p = prepared(&change.apply(&Recipe::default()));
    let text = &p.ledger[4].text;
    assert!(text.contains("id not take none as not known: it holds numbers only"), "{text}");
    assert!(text.contains("ook 7 as not known in"), "{text}");
    assert!(p.notices.iter().any(|n| n.text.contains("none of visits")), "{:?}", p.notices);
}

#[test]
fn a_date_and_a_word_that_mean_not_known_are_missing_and_said() {
    let t = table(
        "since,plan,v\n1900-01-01,none,1\n2024-01-02,gold,2\n2024-02-03,free,4\n2024-03-04,gold,5\n",
    );
    let mut recipe = Recipe::default();
    for (column, code) in [("since", "1900-01-01"), ("plan", "None")] {
        let to = MissingCode::typed(code).into_iter().collect();
        recipe = RecipeChange::Missing { columns: vec![column.into()], to }.apply(&recipe);
    }
    let p = prepare(&t, &recipe, &Progress::new()).unwrap();
    let features: Vec<&str> = p.matrix.features().iter().map(|f| f.name.as_str()).collect();
    assert!(!features.contains(&"plan=none"), "{features:?}");
    assert!(
        p.ledger[0].text.contains("ook 1900-01-01 as not known in 1 cell"),
        "{}",
        p.ledger[0].text
    );
    assert!(p.ledger[1].text.contains("ook None as not known in 1 cell"), "{}", p.ledger[1].text);
    assert!(p.notices.iter().any(|n| n.text.contains("since (1), plan (1)")), "{:?}", p.notices);
}

#[test]
fn a_column_of_one_number_and_gaps_keeps_its_indicator() {
    let t = table("a,b\n1,5\n2,\n4,5\n8,\n");
    let recipe = Recipe { indicators: true, ..Recipe::default() };
    let p = prepare(&t, &recipe, &Progress::new()).unwrap();
    assert_eq!(p.ledger[1].features, ["b (missing)"]);
    assert!(p.ledger[1].text.contains("only that 0/1 column stays"), "{}", p.ledger[1].text);
}

#[test]
fn features_of_one_name_are_told_apart() {
    let t = table("a,a=y,v\nx,1,2\ny,2,3\nz,4,9\ny,9,1\n");
    let p = prepare(&t, &Recipe::default(), &Progress::new()).unwrap();
    let names: Vec<&str> = p.matrix.features().iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["a=x", "a=y", "a=z", "a=y (2)", "v"]);
    assert_eq!(p.ledger[1].features, ["a=y (2)"]);
    assert!(p.notices.iter().any(|n| n.text.contains("a=y (2)")));
}
