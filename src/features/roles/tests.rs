use super::Role::{Feature, Identifier, Ignored, Label};
use super::*;
use crate::data::{ReadOptions, read_bytes};
use crate::progress::Progress;

fn roles_of(text: &str, recipe: &Recipe) -> Result<Vec<Role>, FeatureError> {
    let options = ReadOptions { header: Some(true), ..ReadOptions::default() };
    let table = read_bytes("t", text.as_bytes(), &options, &Progress::new()).unwrap();
    Ok(roles(&table, recipe)?.into_iter().map(|r| r.role).collect())
}

#[test]
fn defaults_set_labels_and_identifiers_aside() {
    let text = "CustomerID,name,Is_Churned,plan,spend,paid,void\n\
                1,Ann,0,a,1.5,10,\n2,Bob,1,b,2.5,20,\n3,Cy,0,a,3.5,30,\n";
    assert_eq!(
        roles_of(text, &Recipe::default()).unwrap(),
        [Identifier, Identifier, Label, Feature, Feature, Feature, Ignored]
    );
}

#[test]
fn a_label_with_many_levels_is_a_feature() {
    let text: String =
        (0..60).fold("target,b".to_owned(), |text, i| text + &format!("\n{}.5,{}", i, i % 7));
    assert_eq!(roles_of(&text, &Recipe::default()).unwrap(), [Role::Feature; 2]);
}

#[test]
fn the_user_outweighs_every_guess() {
    let text = "id,churn,a,b\n1,0,5,6\n2,1,6,7\n";
    let mut recipe = Recipe { columns: Some(vec!["a".into()]), ..Recipe::default() };
    recipe.roles.insert("churn".into(), Role::Feature);
    assert_eq!(roles_of(text, &recipe).unwrap(), [Identifier, Feature, Feature, Ignored]);
    recipe.roles.insert("chrun".into(), Role::Label);
    assert!(roles_of(text, &recipe).unwrap_err().to_string().contains("chrun"));
}

#[test]
fn prose_takes_no_part() {
    let text: String = (0..200).fold("comment,v".to_owned(), |text, i| {
        text + &format!("\nword {},{}", if i < 40 { 0 } else { i }, i % 9)
    });
    assert_eq!(roles_of(&text, &Recipe::default()).unwrap()[0], Role::Ignored);
}

#[test]
fn a_first_column_that_only_counts_the_rows_is_no_feature() {
    let counted = |name: &str, from: usize| {
        let text = (0..9)
            .fold(format!("{name},v"), |text, i| text + &format!("\n{},{}.5", from + i, i % 3));
        roles_of(&text, &Recipe::default()).unwrap()[0]
    };
    for name in ["Unnamed: 0", "", "...1", "X", "rownames"] {
        assert_eq!((counted(name, 0), counted(name, 1)), (Identifier, Identifier), "{name}");
        assert_eq!(counted(name, 2), Feature, "{name} does not count the rows");
    }
    // A name says that the numbers mean something.
    assert_eq!(counted("visits", 1), Feature);
    let second = "v,Unnamed: 0\n1.5,1\n2.5,2\n9.5,3\n";
    assert_eq!(roles_of(second, &Recipe::default()).unwrap(), [Feature, Feature]);
}

#[test]
fn a_code_that_means_not_known_does_not_make_numbers_different() {
    let text = "customer_no,v\n1,5\n2,6\n999,7\n999,7\n";
    assert_eq!(roles_of(text, &Recipe::default()).unwrap()[0], Feature);
    let mut recipe = Recipe::default();
    recipe.overrides.entry("customer_no".into()).or_default().missing = vec![999.0.into()];
    assert_eq!(roles_of(text, &recipe).unwrap()[0], Identifier);
}

#[test]
fn a_recipe_that_names_a_missing_column_is_an_error_wherever_it_does() {
    let mut recipe = Recipe::default();
    recipe.overrides.entry("spnd".into()).or_default().scale = Some(super::super::Scale::None);
    let error = roles_of("spend,v\n1,2\n3,4\n", &recipe).unwrap_err().to_string();
    assert!(error.contains("spnd") && error.contains("spend, v"), "{error}");
}
