//! Decisions about columns, in a few words.

use super::{LETTERS, note, word};
use crate::features::{ColumnRecipe, Recipe, Role};
use crate::words::one_line;
use serde::Serialize;
use std::collections::BTreeMap;

/// Names what is decided otherwise about columns.
pub(super) fn named(names: &mut Vec<String>, before: &Recipe, after: &Recipe) {
    roles(names, before, after);
    overrides(names, before, after);
    note(names, before.columns != after.columns, "use other columns as features");
    for (changed, what, how) in [
        (before.impute != after.impute, "fill missing cells", word(&after.impute)),
        (before.scale != after.scale, "scale columns", word(&after.scale)),
        (before.categories != after.categories, "columns of words", word(&after.categories)),
    ] {
        note(names, changed, format!("{what}: {how}"));
    }
    let yes_no = |on: bool| if on { "on" } else { "off" };
    for (changed, what, on) in [
        (
            before.one_hot_weight != after.one_hot_weight,
            "one column of words weighs as one",
            after.one_hot_weight,
        ),
        (before.indicators != after.indicators, "columns that tell filled cells", after.indicators),
    ] {
        note(names, changed, format!("{what}: {}", yes_no(on)));
    }
}

fn roles(names: &mut Vec<String>, before: &Recipe, after: &Recipe) {
    // In this order, so that the name of a decision about several columns is always the same.
    for role in
        [Some(Role::Feature), Some(Role::Label), Some(Role::Identifier), Some(Role::Ignored), None]
    {
        let all = before.roles.keys().chain(after.roles.keys());
        let mut columns: Vec<&str> = all
            .filter(|name| {
                after.roles.get(*name).copied() == role
                    && before.roles.get(*name) != after.roles.get(*name)
            })
            .map(String::as_str)
            .collect();
        columns.sort_unstable();
        columns.dedup();
        if columns.is_empty() {
            continue;
        }
        let what = of_columns(&columns);
        names.push(match role {
            Some(Role::Ignored) => format!("ignore {what}"),
            Some(Role::Feature) => format!("use {what} as a feature"),
            Some(Role::Label) => format!("use {what} as a label"),
            Some(Role::Identifier) => format!("use {what} as an identifier"),
            None => format!("role of {what} as guessed"),
        });
    }
}

fn of_columns(columns: &[&str]) -> String {
    match columns {
        [one] => format!("column {}", one_line(one, LETTERS)),
        many => format!("{} columns", many.len()),
    }
}

fn overrides(names: &mut Vec<String>, before: &Recipe, after: &Recipe) {
    let none = ColumnRecipe::default();
    // What was decided, and for which columns.
    let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut all: Vec<&String> = before.overrides.keys().chain(after.overrides.keys()).collect();
    all.sort_unstable();
    all.dedup();
    for name in all {
        let of = |recipe: &'_ Recipe| recipe.overrides.get(name).unwrap_or(&none).clone();
        let (then, now) = (of(before), of(after));
        for (changed, what) in [
            (then.impute != now.impute, how("fill", now.impute.as_ref())),
            (then.scale != now.scale, how("scale", now.scale.as_ref())),
            (then.categories != now.categories, how("words", now.categories.as_ref())),
            (then.indicator != now.indicator, how("tell filled cells", now.indicator.as_ref())),
            (then.transform != now.transform, how("bend", now.transform.as_ref())),
            (then.missing != now.missing, "what means missing".to_owned()),
        ] {
            if changed {
                found.entry(what).or_default().push(name);
            }
        }
    }
    names.extend(
        found.into_iter().map(|(what, columns)| format!("{}: {what}", of_columns(&columns))),
    );
}

fn how(what: &str, value: Option<&impl Serialize>) -> String {
    value.map_or_else(|| format!("{what} as usual"), |value| format!("{what} {}", word(value)))
}
