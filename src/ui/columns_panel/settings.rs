//! What is decided for single columns otherwise than for all: filling, scaling, encoding, bending.

use crate::features::{
    Categories, ColumnRecipe, Impute, MissingCode, Recipe, RecipeChange, Scale, Transform,
};
use eframe::egui::containers::menu::{MenuConfig, SubMenuButton};
use eframe::egui::{Key, PopupCloseBehavior, TextEdit, Ui};

/// A menu with every decision for these columns. Returns what was decided, and closes the menu.
pub(super) fn menu(ui: &mut Ui, names: &[String], recipe: &Recipe) -> Option<RecipeChange> {
    let mut change = None;
    let columns = || names.to_vec();
    ui.menu_button("Role", |ui| {
        let now = names.first().and_then(|name| recipe.roles.get(name).copied());
        let all = names.iter().all(|name| recipe.roles.get(name).copied() == now);
        change = super::row::roles(ui, names, now.filter(|_| all));
    });
    let own = |name: &String| recipe.overrides.get(name).cloned().unwrap_or_default();
    let mut pick = |chosen: Option<RecipeChange>| change = chosen.or(change.take());
    pick(part(
        ui,
        "Scale by",
        &[
            (Scale::Standard, "standardise"),
            (Scale::Robust, "robust"),
            (Scale::MinMax, "0 to 1"),
            (Scale::None, "as it is"),
        ],
        |to| names.iter().all(|name| own(name).scale == to),
        |to| RecipeChange::Scale { columns: columns(), to },
    ));
    pick(part(
        ui,
        "Fill missing cells with",
        &[
            (Impute::Mean, "mean"),
            (Impute::Median, "median"),
            (Impute::MostFrequent, "most frequent"),
            (Impute::DropRow, "leave the row out"),
        ],
        |to| names.iter().all(|name| own(name).impute == to),
        |to| RecipeChange::Impute { columns: columns(), to },
    ));
    pick(part(
        ui,
        "Tell which cells were missing",
        &[(true, "in a 0/1 column"), (false, "no")],
        |to| names.iter().all(|name| own(name).indicator == to),
        |to| RecipeChange::Indicator { columns: columns(), to },
    ));
    pick(part(
        ui,
        "Turn words into numbers by",
        &[
            (Categories::OneHot, "one column a level"),
            (Categories::Ordinal, "count levels in order"),
            (Categories::Frequency, "share of each level"),
            (Categories::Ignore, "leave out"),
        ],
        |to| names.iter().all(|name| own(name).categories == to),
        |to| RecipeChange::Categories { columns: columns(), to },
    ));
    pick(part(
        ui,
        "Bend a long tail",
        &[(Transform::Log1p, "by log(1 + x)"), (Transform::YeoJohnson, "by Yeo-Johnson")],
        |to| names.iter().all(|name| own(name).transform == to),
        |to| RecipeChange::Transform { columns: columns(), to },
    ));
    pick(not_known(ui, names, recipe.overrides.get(&names.first().cloned().unwrap_or_default())));
    if change.is_some() {
        ui.close();
    }
    change
}

/// Values that mean "not known", typed with commas.
fn not_known(ui: &mut Ui, names: &[String], own: Option<&ColumnRecipe>) -> Option<RecipeChange> {
    let mut chosen = None;
    let menu = SubMenuButton::new("Take as not known")
        .config(MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside));
    menu.ui(ui, |ui| {
        let id = ui.scope_id().with("not known");
        let now = || {
            let codes = own.map_or(&[][..], |own| &own.missing);
            codes.iter().map(MissingCode::as_typed).collect::<Vec<_>>().join(", ")
        };
        let mut text = ui.data(|data| data.get_temp(id)).unwrap_or_else(now);
        let label = ui.label("Numbers, words, dates as year-month-day; commas between");
        let field = ui.add(TextEdit::singleline(&mut text).hint_text("999, none, 1900-01-01"));
        let entered = field.labelled_by(label.id).lost_focus()
            && ui.input(|input| input.key_pressed(Key::Enter));
        if ui.button("Take them").clicked() || entered {
            let to = text.split(',').filter_map(MissingCode::typed).collect();
            chosen = Some(RecipeChange::Missing { columns: names.to_vec(), to });
            ui.data_mut(|data| data.remove::<String>(id));
        } else {
            ui.data_mut(|data| data.insert_temp(id, text));
        }
    });
    chosen
}

/// One kind of decision; `holds` says what holds for all of the columns.
fn part<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    options: &[(T, &str)],
    holds: impl Fn(Option<T>) -> bool,
    change: impl Fn(Option<T>) -> RecipeChange,
) -> Option<RecipeChange> {
    let mut chosen = None;
    ui.menu_button(name, |ui| {
        if ui.selectable_label(holds(None), "as for all columns").clicked() {
            chosen = Some(change(None));
        }
        ui.separator();
        for (option, text) in options {
            if ui.selectable_label(holds(Some(*option)), *text).clicked() {
                chosen = Some(change(Some(*option)));
            }
        }
    });
    chosen
}

/// What is decided for a column otherwise than for all, in few words; empty where nothing is.
pub(super) fn words(recipe: &Recipe, name: &str) -> String {
    let Some(ColumnRecipe { impute, scale, categories, indicator, transform, missing }) =
        recipe.overrides.get(name)
    else {
        return String::new();
    };
    let mut said: Vec<&str> = Vec::new();
    said.extend(impute.map(|_| "filled its own way"));
    said.extend(scale.map(|_| "scaled its own way"));
    said.extend(categories.map(|_| "encoded its own way"));
    said.extend(indicator.map(|_| "indicator set"));
    said.extend(transform.map(|_| "bent"));
    said.extend((!missing.is_empty()).then_some("codes taken as missing"));
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_decided_singly_is_said() {
        let recipe = RecipeChange::Scale { columns: vec!["a".into()], to: Some(Scale::None) }
            .apply(&Recipe::default());
        assert_eq!(words(&recipe, "a"), "scaled its own way");
        assert_eq!(words(&recipe, "b"), "");
    }
}
