//! Decisions about columns on the command line and in files, through the built program.

use super::support::{dimlens, failure, folder, json, run, sample, text};
use serde_json::{Value, json as value};
use std::path::Path;

const SHOP: &str = "id,plan,spend,region,paid\n1,basic,10,1,5\n2,pro,20,2,\n3,max,30,3,7\n4,basic,-1,1,9\n\
                    5,pro,50,2,5\n6,max,900,3,4\n7,basic,70,1,\n8,pro,-1,2,6\n";

fn shop(folder: &Path) -> String {
    let path = folder.join("shop.csv");
    std::fs::write(&path, SHOP).unwrap();
    text(&path).to_owned()
}

fn names(args: &[&str]) -> Vec<String> {
    let out = folder();
    let out = out.path().join("c.csv");
    let found = json(&[args, &["--json", "-o", text(&out)]].concat());
    serde_json::from_value(found["feature_names"].clone()).unwrap()
}

fn usage(args: &[&str]) -> String {
    let output = dimlens(args).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_saved_recipe_gives_the_same_matrix_and_flags_beside_it_win() {
    let folder = folder();
    let shop = shop(folder.path());
    let recipe = folder.path().join("r.json");
    let saved = text(&recipe);
    let decisions = [
        "--set",
        "spend:missing=-1",
        "--set",
        "spend:transform=yeo-johnson",
        "--indicators",
        "--set",
        "region:categories=one-hot",
        "--categories",
        "frequency",
        "--role",
        "id=ignored",
        "--set",
        "paid:scale=robust",
    ];
    let first = names(&[&["embed", &shop, "--save-recipe", saved][..], &decisions].concat());
    let wanted = [
        "plan (share)",
        "spend",
        "spend (missing)",
        "region=1",
        "region=2",
        "region=3",
        "paid",
        "paid (missing)",
    ];
    // Every plan but one has the same share of rows: it still differs.
    assert_eq!(first, wanted);
    assert_eq!(names(&["embed", &shop, "--recipe", saved]), first);
    let out = folder.path().join("c.csv");
    let found = json(&["embed", &shop, "--recipe", saved, "--json", "-o", text(&out)]);
    assert!(found["settings"]["bends"]["spend"]["lambda"].is_f64(), "{}", found["settings"]);
    let written: Value = serde_json::from_str(&std::fs::read_to_string(&recipe).unwrap()).unwrap();
    assert_eq!(
        written["overrides"]["spend"],
        value!({"transform": "yeo-johnson", "missing": [-1.0]})
    );
    let with = |extra: &[&str]| names(&[&["embed", &shop, "--recipe", saved], extra].concat());
    assert!(with(&["--categories", "one-hot"]).contains(&"plan=basic".to_owned()));
    assert_eq!(with(&["--set", "region:categories=default"])[3], "region");
    assert_eq!(with(&["--columns", "paid,id"]), ["id", "paid", "paid (missing)"]);
    // The table is never written over.
    assert!(failure(&["info", &shop, "--save-recipe", &shop]).contains("Choose another name"));
}

#[test]
fn a_recipe_that_does_not_fit_is_an_error_that_names_what() {
    let folder = folder();
    let shop = shop(folder.path());
    let recipe = folder.path().join("r.json");
    let with = |json: &str| {
        std::fs::write(&recipe, json).unwrap();
        failure(&["info", &shop, "--recipe", text(&recipe)])
    };
    let gone = with(r#"{"overrides": {"spendings": {"scale": "robust"}}}"#);
    assert!(gone.contains("spendings") && gone.contains("spend, region"), "{gone}");
    let key = with(r#"{"scaling": "robust"}"#);
    assert!(key.contains("r.json") && key.contains("scaling"), "{key}");
    assert!(with("{").contains("this is no recipe"));
    assert!(failure(&["info", &shop, "--recipe", "nowhere.json"]).contains("nowhere.json"));
    assert!(failure(&["info", &shop, "--set", "spnd:scale=none"]).contains("spnd"));
}

#[test]
fn options_that_contradict_each_other_are_wrong_usage() {
    let folder = folder();
    let shop = shop(folder.path());
    let with = |extra: &[&str]| usage(&[&["info", &shop], extra].concat());
    let both = with(&["--label", "plan", "--exclude", "spend,plan"]);
    assert!(
        both.contains("plan") && both.contains("--label") && both.contains("--exclude"),
        "{both}"
    );
    assert!(with(&["--columns", "plan", "--id", "plan"]).contains("--columns"));
    assert!(with(&["--role", "plan=label", "--exclude", "plan"]).contains("--role"));
    assert!(with(&["--set", "paid:scale=none", "--set", "paid:scale=robust"]).contains("twice"));
    assert!(with(&["--set", "paid:scale=big"]).contains("min-max"));
    // Saying the same twice is none.
    run(&["info", &shop, "--label", "plan", "--role", "plan=label", "--quiet"]);
}

#[test]
fn info_tells_what_becomes_of_each_column_and_what_to_look_at() {
    let info = json(&["info", text(&sample("wa_churn")), "--json"]);
    let columns = info["columns"].as_array().unwrap();
    let ledger = |name: &str| &columns.iter().find(|c| c["name"] == name).unwrap()["ledger"];
    let charges = ledger("total_charges");
    assert_eq!(charges["cells"], 11);
    assert_eq!(charges["features"], value!(["total_charges"]));
    let sentence =
        "Filled 11 of 7,043 cells with the mean 2,283.3; standardised (mean 2,283.3, sd 2,265).";
    assert_eq!(charges["text"], sentence);
    let drop = &charges["offers"].as_array().unwrap()[1];
    assert_eq!(
        drop["change"],
        value!({"set": "impute", "columns": ["total_charges"], "to": "drop-row"})
    );
    assert_eq!(ledger("churn")["offers"][0]["label"], "Make it a feature");
    let advice = info["advice"].as_array().unwrap();
    let duplicates = advice.iter().find(|a| a["kind"] == "duplicate-rows").unwrap();
    assert_eq!(duplicates["measure"], 40.0);
    let words = run(&["info", text(&sample("wa_churn")), "--quiet"]);
    assert!(words.contains(sentence));
    // What cannot be prepared has a reason instead.
    let info =
        json(&["info", text(&sample("wa_churn")), "--json", "--columns", "churn", "--rows", "1"]);
    assert!(info["columns"][0]["ledger"].is_null());
    assert!(info["notices"].to_string().contains("Only one row"));
}

#[test]
fn the_settings_hold_everything_that_was_chosen() {
    let folder = folder();
    let out = folder.path().join("c.csv");
    let path = sample("digits");
    let found = json(&[
        "embed",
        text(&path),
        "--rows",
        "200",
        "--separator",
        ",",
        "--components",
        "3",
        "--json",
        "-o",
        text(&out),
    ]);
    let settings = &found["settings"];
    assert_eq!((&settings["rows"], &settings["components"]), (&value!(200), &value!(3)));
    assert_eq!(settings["read"]["separator"], ",");
    assert_eq!(settings["recipe"]["scale"], "standard");
}

#[test]
fn a_kept_column_never_takes_a_name_that_is_taken() {
    let folder = folder();
    let path = folder.path().join("t.csv");
    std::fs::write(&path, "x,y,v\n1,2,3\n2,9,4\n7,5,1\n").unwrap();
    let output = dimlens(&["embed", text(&path), "--keep", "x,v,v"]).output().unwrap();
    let csv = String::from_utf8(output.stdout).unwrap();
    assert_eq!(csv.lines().next(), Some("row,x,y,x (2),v,v (2)"));
    assert!(String::from_utf8(output.stderr).unwrap().contains("x is x (2)"));
}

#[test]
fn no_file_is_written_twice_and_no_recipe_over_another() {
    let folder = super::support::folder();
    let (shop, both) = (folder.path().join("s.csv"), folder.path().join("z.svg"));
    std::fs::write(&shop, "a,b\n1,2\n2,5\n3,1\n").unwrap();
    let (shop, both) = (shop.to_str().unwrap(), both.to_str().unwrap());
    for args in [
        ["embed", shop, "-o", both, "--save-recipe", both],
        ["plot", shop, "-o", both, "--save-recipe", both],
        ["embed", shop, "-o", both, "--recipe", both],
        ["info", shop, "--recipe", both, "--save-recipe", both],
    ] {
        let output = super::support::dimlens(&args).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.contains("same file") && said.lines().count() == 1, "{said}");
        assert!(!std::path::Path::new(both).exists(), "{args:?} wrote");
    }
}

#[test]
fn what_cannot_be_met_is_said() {
    let folder = super::support::folder();
    let shop = folder.path().join("s.csv");
    std::fs::write(&shop, "a,b\n1,2\n2,5\n3,1\n").unwrap();
    let shop = shop.to_str().unwrap();
    let said = super::support::failure(&["embed", shop, "--skip", "100"]);
    assert!(said.contains("100 records were to be skipped"), "{said}");
    let found = super::support::json(&["embed", shop, "--components", "99", "--json"]);
    assert!(found["notices"].to_string().contains("99 components were asked for"), "{found}");
    let said = super::support::failure(&["info", &format!("{shop}/")]);
    assert_eq!(said.matches("os error").count(), 1, "{said}");
}
