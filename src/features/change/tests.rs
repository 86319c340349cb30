use super::*;
use proptest::prelude::*;
use proptest::sample::select;

fn name() -> impl Strategy<Value = String> {
    select(vec!["a", "b", "c d", "\u{e9}=1"]).prop_map(str::to_owned)
}

fn role() -> impl Strategy<Value = Role> {
    select(vec![Role::Feature, Role::Label, Role::Identifier, Role::Ignored])
}

fn impute() -> impl Strategy<Value = Impute> {
    select(vec![Impute::Mean, Impute::Median, Impute::MostFrequent, Impute::DropRow])
}

fn scale() -> impl Strategy<Value = Scale> {
    select(vec![Scale::Standard, Scale::Robust, Scale::MinMax, Scale::None])
}

fn categories() -> impl Strategy<Value = Categories> {
    use Categories::{Frequency, Ignore, OneHot, Ordinal};
    select(vec![OneHot, Ordinal, Frequency, Ignore])
}

fn change() -> impl Strategy<Value = RecipeChange> {
    use RecipeChange as C;
    let names = || prop::collection::vec(name(), 1..3);
    let bend = || select(vec![Transform::Log1p, Transform::YeoJohnson]);
    prop_oneof![
        (names(), prop::option::of(role())).prop_map(|(columns, to)| C::Role { columns, to }),
        (names(), prop::option::of(impute())).prop_map(|(columns, to)| C::Impute { columns, to }),
        (names(), prop::option::of(scale())).prop_map(|(columns, to)| C::Scale { columns, to }),
        (names(), prop::option::of(categories()))
            .prop_map(|(columns, to)| C::Categories { columns, to }),
        (names(), prop::option::of(any::<bool>()))
            .prop_map(|(columns, to)| C::Indicator { columns, to }),
        (names(), prop::option::of(bend())).prop_map(|(columns, to)| C::Transform { columns, to }),
        (names(), prop::collection::vec(-1e6..1e6_f64, 0..3)).prop_map(|(columns, to)| {
            C::Missing { columns, to: to.into_iter().map(Into::into).collect() }
        }),
        scale().prop_map(|to| C::ScaleAll { to }),
    ]
}

fn recipe() -> impl Strategy<Value = Recipe> {
    prop::collection::vec(change(), 0..12)
        .prop_map(|changes| changes.iter().fold(Recipe::default(), |r, change| change.apply(&r)))
}

proptest! {
    #[test]
    fn a_recipe_travels_as_json(recipe in recipe()) {
        let text = serde_json::to_string(&recipe).unwrap();
        prop_assert_eq!(serde_json::from_str::<Recipe>(&text).unwrap(), recipe);
    }

    #[test]
    fn a_change_travels_as_json(change in change()) {
        let text = serde_json::to_string(&change).unwrap();
        prop_assert_eq!(serde_json::from_str::<RecipeChange>(&text).unwrap(), change);
    }

    #[test]
    fn twice_is_as_once(recipe in recipe(), change in change()) {
        let once = change.apply(&recipe);
        prop_assert_eq!(change.apply(&once), once);
    }

    #[test]
    fn taking_every_single_decision_back_leaves_the_default(recipe in recipe()) {
        let columns: Vec<String> = recipe.names().cloned().collect();
        let back = [
            RecipeChange::Role { columns: columns.clone(), to: None },
            RecipeChange::Impute { columns: columns.clone(), to: None },
            RecipeChange::Scale { columns: columns.clone(), to: None },
            RecipeChange::Categories { columns: columns.clone(), to: None },
            RecipeChange::Indicator { columns: columns.clone(), to: None },
            RecipeChange::Transform { columns: columns.clone(), to: None },
            RecipeChange::Missing { columns, to: Vec::new() },
            RecipeChange::ScaleAll { to: Scale::Standard },
        ];
        let plain = back.iter().fold(recipe, |recipe, change| change.apply(&recipe));
        prop_assert_eq!(plain, Recipe::default());
    }
}

#[test]
fn numbers_that_no_recipe_can_hold_are_left_out() {
    let change = RecipeChange::Missing {
        columns: vec!["a".into()],
        to: [f64::NAN, 9.0, 9.0].map(Into::into).to_vec(),
    };
    let recipe = change.apply(&Recipe::default());
    assert_eq!(recipe.overrides["a"].missing, [MissingCode::Number(9.0)]);
    // Equal to itself: results are keyed by recipes.
    assert_eq!(recipe, recipe.clone());
}
