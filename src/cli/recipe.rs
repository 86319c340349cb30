//! The recipe that the arguments make: a file, then what is given besides it, which wins.

use super::args::DataArgs;
use super::{Usage, output};
use crate::features::{
    Categories, Impute, MissingCode, Recipe, RecipeChange, Role, Scale, Transform,
};
use anyhow::Context;
use clap::ValueEnum;
use std::collections::BTreeMap;
use std::path::Path;

/// `--set COLUMN:WHAT=HOW`
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Setting {
    column: String,
    what: &'static str,
    change: RecipeChange,
}

/// `--role COLUMN=ROLE`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RoleSetting(String, Role);

impl DataArgs {
    /// Refuses an `output` that is also a recipe's file, and a recipe written over the one that is read.
    ///
    /// # Errors
    /// [`Usage`], before any work.
    pub fn check_files(&self, output: Option<&Path>) -> anyhow::Result<()> {
        let (read, saved) = (self.recipe.as_deref(), self.save_recipe.as_deref());
        for (a, one, b, other) in [
            ("--output", output, "--save-recipe", saved),
            ("--output", output, "--recipe", read),
            ("--save-recipe", saved, "--recipe", read),
        ] {
            if let (Some(one), Some(other)) = (one, other)
                && output::is_same(one, other)
            {
                return Err(Usage::new(format!(
                    "{}: {a} and {b} name the same file, which would be overwritten. Choose another name for one of them.",
                    one.display()
                )));
            }
        }
        Ok(())
    }

    /// The decisions about columns.
    ///
    /// # Errors
    /// A recipe that cannot be read, or options that contradict each other.
    pub fn recipe(&self) -> anyhow::Result<Recipe> {
        if let Some(path) = &self.save_recipe {
            output::refuse_overwriting(&self.file, path)?;
        }
        let mut recipe = match &self.recipe {
            None => Recipe::default(),
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("{}: the recipe cannot be read", path.display()))?;
                serde_json::from_str(&text)
                    .with_context(|| format!("{}: this is no recipe", path.display()))?
            }
        };
        recipe.impute = self.impute.unwrap_or(recipe.impute);
        recipe.scale = self.scale.unwrap_or(recipe.scale);
        recipe.categories = self.categories.unwrap_or(recipe.categories);
        recipe.indicators |= self.indicators;
        if let Some(names) = &self.columns {
            recipe.roles.retain(|name, role| *role != Role::Feature && !names.0.contains(name));
            recipe.columns = Some(names.0.clone());
        }
        recipe.roles.extend(self.roles()?);
        let mut set: BTreeMap<(&str, &str), &RecipeChange> = BTreeMap::new();
        for setting in &self.set {
            let before = set.insert((&setting.column, setting.what), &setting.change);
            if before.is_some_and(|before| *before != setting.change) {
                return Err(Usage::new(format!(
                    "--set gives {} of {} twice, differently",
                    setting.what, setting.column
                )));
            }
            recipe = setting.change.apply(&recipe);
        }
        Ok(recipe)
    }

    /// The roles that are given, each column one.
    fn roles(&self) -> anyhow::Result<BTreeMap<String, Role>> {
        let listed = |names: &[String], option: &'static str, role: Role| {
            names.iter().map(move |name| (name.clone(), option, role)).collect::<Vec<_>>()
        };
        let mut given = listed(&self.id, "--id", Role::Identifier);
        given.extend(listed(&self.label, "--label", Role::Label));
        given.extend(listed(&self.exclude.0, "--exclude", Role::Ignored));
        given.extend(self.role.iter().map(|r| (r.0.clone(), "--role", r.1)));
        let columns = self.columns.as_ref().map_or(&[][..], |names| &names.0);
        let mut seen: BTreeMap<String, (&str, Role)> = listed(columns, "--columns", Role::Feature)
            .into_iter()
            .map(|(name, option, role)| (name, (option, role)))
            .collect();
        let mut roles = BTreeMap::new();
        for (name, option, role) in given {
            if let Some((other, before)) = seen.insert(name.clone(), (option, role))
                && before != role
            {
                return Err(Usage::new(format!(
                    "the column {name} is named in {other} and in {option}: it cannot be both"
                )));
            }
            roles.insert(name, role);
        }
        Ok(roles)
    }

    /// Writes the recipe where that was asked for.
    pub fn save(&self, recipe: &Recipe) -> anyhow::Result<()> {
        let Some(path) = &self.save_recipe else { return Ok(()) };
        let mut text = serde_json::to_vec_pretty(recipe).context("the recipe cannot be written")?;
        text.push(b'\n');
        output::write(Some(path), &text)
    }
}

/// `COLUMN=ROLE`
pub(super) fn role(text: &str) -> Result<RoleSetting, String> {
    let (column, role) = text.rsplit_once('=').ok_or("it is COLUMN=ROLE")?;
    let roles = names_of::<Role>();
    let known = Role::from_str(role, true).map_err(|_| format!("{role} is none of {roles}"))?;
    Ok(RoleSetting(column.to_owned(), known))
}

/// `COLUMN:WHAT=HOW`; the column's name may hold both marks.
pub(super) fn setting(text: &str) -> Result<Setting, String> {
    const WHAT: [&str; 6] = ["impute", "scale", "categories", "indicator", "transform", "missing"];
    let shape = || format!("it is COLUMN:WHAT=HOW, where WHAT is {}", WHAT.join(", "));
    let mut places = text.char_indices().rev().filter(|(_, c)| *c == ':').map(|(at, _)| at);
    let split = |at: usize| {
        let (what, how) = text[at + 1..].split_once('=')?;
        let what = *WHAT.iter().find(|w| **w == what)?;
        Some((text[..at].to_owned(), what, how))
    };
    let (column, what, how) = places.find_map(split).ok_or_else(shape)?;
    let columns = vec![column.clone()];
    let change = match what {
        "impute" => RecipeChange::Impute { columns, to: one::<Impute>(how)? },
        "scale" => RecipeChange::Scale { columns, to: one::<Scale>(how)? },
        "categories" => RecipeChange::Categories { columns, to: one::<Categories>(how)? },
        "transform" => RecipeChange::Transform { columns, to: one::<Transform>(how)? },
        "indicator" => {
            let to = match how {
                "yes" => Some(true),
                "no" => Some(false),
                DEFAULT => None,
                _ => return Err(format!("indicator is yes, no or {DEFAULT}")),
            };
            RecipeChange::Indicator { columns, to }
        }
        _ => {
            let codes = how.split(',').filter(|part| *part != DEFAULT);
            RecipeChange::Missing { columns, to: codes.filter_map(MissingCode::typed).collect() }
        }
    };
    Ok(Setting { column, what, change })
}

/// What takes a decision for one column back.
const DEFAULT: &str = "default";

fn one<T: ValueEnum>(how: &str) -> Result<Option<T>, String> {
    if how == DEFAULT {
        return Ok(None);
    }
    T::from_str(how, true)
        .map(Some)
        .map_err(|_| format!("{how} is none of {}, {DEFAULT}", names_of::<T>()))
}

/// The names of all values, between commas.
fn names_of<T: ValueEnum>() -> String {
    let values = T::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    values.map(|value| value.get_name().to_owned()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_names_column_and_what_whatever_marks_the_column_holds() {
        let s = setting("a:b=c:scale=robust").unwrap();
        assert_eq!((s.column.as_str(), s.what), ("a:b=c", "scale"));
        let missing = setting("age:missing=-1,999").unwrap().change;
        let wanted = RecipeChange::Missing {
            columns: vec!["age".into()],
            to: vec![MissingCode::Number(-1.0), 999.0.into()],
        };
        assert_eq!(missing, wanted);
        let missing = setting("since:missing=1900-01-01,none").unwrap().change;
        let to = ["1900-01-01", "none"].map(|text| MissingCode::Text(text.into())).to_vec();
        assert_eq!(missing, RecipeChange::Missing { columns: vec!["since".into()], to });
        assert_eq!(
            setting("a:transform=default").unwrap().change,
            RecipeChange::Transform { columns: vec!["a".into()], to: None }
        );
        for wrong in ["a", "a=b", "a:scale", "a:shape=round", "a:scale=big"] {
            assert!(setting(wrong).is_err(), "{wrong}");
        }
        assert!(setting("a:scale=big").unwrap_err().contains("min-max"));
    }

    #[test]
    fn a_role_is_given_by_name() {
        assert_eq!(role("a=b=label"), Ok(RoleSetting("a=b".into(), Role::Label)));
        assert!(role("a=boss").is_err() && role("a").is_err());
    }
}
