//! How the file was read: what was found, why, and what it would be otherwise.

use super::{Panel, theme};
use crate::data::{ColumnKind, Dialect, Guess, ReadOptions, Sheet, Table, Writing};
use crate::project::{Action, Opened};
use crate::words::one_line;
use eframe::egui::{ComboBox, Grid, RichText, ScrollArea, Ui};

/// Rows of the preview.
const ROWS: usize = 30;
/// Columns of the preview.
const COLUMNS: usize = 40;
/// Characters of a cell.
const CELL: usize = 28;

const SEPARATORS: [(char, &str); 4] =
    [(',', "comma"), (';', "semicolon"), ('\t', "tab"), ('|', "bar |")];
const ENCODINGS: [&str; 12] = [
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "iso-8859-2",
    "iso-8859-7",
    "shift_jis",
    "euc-kr",
    "gb18030",
];

/// Guesses with their reasons at the left, the first rows at the right.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    if let Some((source, tried)) = panel.project.refused() {
        let (name, tried) = (source.name(), tried.clone());
        refused(ui, panel, &name, tried);
        return;
    }
    let Some(opened) = panel.project.opened().cloned() else {
        ui.label(theme::note(ui, "It is shown when a file is open."));
        return;
    };
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(400.0);
            ScrollArea::vertical().id_salt("guesses").show(ui, |ui| guesses(ui, panel, &opened));
        });
        ui.separator();
        preview(ui, &opened.table, &opened.profiles.iter().map(|p| p.kind).collect::<Vec<_>>());
    });
}

/// A file that could not be read as it was tried.
fn refused(ui: &mut Ui, panel: &mut Panel, name: &str, tried: ReadOptions) {
    let mut options = panel.view.retry.take().unwrap_or(tried);
    ui.label(format!("{name} could not be read as it was tried. Read it otherwise:"));
    Grid::new("retry").num_columns(2).min_col_width(92.0).show(ui, |ui| {
        settings(ui, &mut options, None);
    });
    ui.horizontal(|ui| {
        if ui.button("Try again").clicked() {
            panel.ask(Action::Retry(options));
        } else if ui.button("Leave it").clicked() {
            panel.ask(Action::Cancel(None));
        } else {
            panel.view.retry = Some(options);
        }
    });
}

fn guesses(ui: &mut Ui, panel: &mut Panel, opened: &Opened) {
    let mut choices = panel.project.choices().clone();
    Grid::new("guesses").num_columns(2).min_col_width(92.0).show(ui, |ui| {
        let origin = opened.table.origin();
        ui.label("Format");
        ui.label(origin.title());
        ui.end_row();
        match &origin.writing {
            Writing::Text(dialect) => settings(ui, &mut choices.read, Some(dialect)),
            Writing::Sheet(sheet) => sheet_settings(ui, &mut choices.read, sheet),
            Writing::Typed => {
                reason(ui, Some("The file itself says what its columns are: nothing was guessed."));
            }
        }
    });
    if choices != *panel.project.choices() {
        panel.ask(Action::Choose(choices));
    }
}

fn settings(ui: &mut Ui, options: &mut ReadOptions, found: Option<&Dialect>) {
    let separator = |mark: char| {
        let known = SEPARATORS.iter().find(|(known, _)| *known == mark);
        known.map_or_else(|| mark.to_string(), |(_, name)| (*name).to_owned())
    };
    let choices: Vec<(Option<char>, String)> =
        SEPARATORS.iter().map(|(mark, name)| (Some(*mark), (*name).to_owned())).collect();
    let automatic = found.map(|d| separator(d.separator.value));
    choice(ui, "Separator", &mut options.separator, &choices, automatic);
    reason(ui, found.map(|d| d.separator.reason.as_str()));

    let choices: Vec<(Option<String>, String)> =
        ENCODINGS.iter().map(|name| (Some((*name).to_owned()), (*name).to_owned())).collect();
    choice(
        ui,
        "Encoding",
        &mut options.encoding,
        &choices,
        found.map(|d| d.encoding.value.clone()),
    );
    reason(ui, found.map(|d| d.encoding.reason.as_str()));

    let automatic = found.map(|d| if d.header_rows.value > 0 { "names" } else { "data" });
    first_record(ui, options, automatic, found.map(|d| d.header_rows.reason.as_str()));
}

fn sheet_settings(ui: &mut Ui, options: &mut ReadOptions, found: &Sheet) {
    let choices: Vec<(Option<String>, String)> =
        found.sheets.iter().map(|name| (Some(name.clone()), name.clone())).collect();
    choice(ui, "Sheet", &mut options.sheet, &choices, Some(found.sheet.clone()));
    let names = if found.header_rows > 0 { "names" } else { "data" };
    first_record(ui, options, Some(names), Some(&found.header_reason));
}

fn first_record(ui: &mut Ui, options: &mut ReadOptions, found: Option<&str>, why: Option<&str>) {
    let choices = [(Some(true), "names".to_owned()), (Some(false), "data".to_owned())];
    choice(ui, "First record", &mut options.header, &choices, found.map(str::to_owned));
    reason(ui, why);
}

fn choice<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    value: &mut Option<T>,
    options: &[(Option<T>, String)],
    found: Option<String>,
) {
    let label = ui.label(name);
    let automatic = found.map_or_else(|| "found by itself".to_owned(), |f| format!("{f} (found)"));
    let shown = match value {
        None => automatic.clone(),
        Some(_) => options
            .iter()
            .find(|(option, _)| option == value)
            .map_or_else(|| "as given".to_owned(), |(_, text)| text.clone()),
    };
    ComboBox::from_id_salt(name)
        .selected_text(shown)
        .width(180.0)
        .show_ui(ui, |ui| {
            ui.selectable_value(value, None, automatic);
            for (option, text) in options {
                ui.selectable_value(value, option.clone(), text);
            }
        })
        .response
        .labelled_by(label.id);
    ui.end_row();
}

fn reason(ui: &mut Ui, reason: Option<&str>) {
    let Some(reason) = reason.filter(|reason| *reason != Guess::<char>::GIVEN) else { return };
    ui.label("");
    ui.add(eframe::egui::Label::new(theme::note(ui, reason)).wrap());
    ui.end_row();
}

/// The first rows, as understood.
fn preview(ui: &mut Ui, table: &Table, kinds: &[ColumnKind]) {
    let columns = &table.columns()[..table.columns().len().min(COLUMNS)];
    let rows = table.rows().len().min(ROWS);
    ScrollArea::both().id_salt("preview").auto_shrink([false, false]).show(ui, |ui| {
        Grid::new("first rows").striped(true).spacing([16.0, 2.0]).show(ui, |ui| {
            ui.label(theme::note(ui, "row"));
            for column in columns {
                ui.label(RichText::new(one_line(&column.name, CELL)).strong());
            }
            ui.end_row();
            ui.label("");
            for kind in kinds.iter().take(columns.len()) {
                ui.label(theme::note(ui, format!("{kind:?}").to_lowercase()));
            }
            ui.end_row();
            for at in 0..rows {
                ui.label(theme::note(ui, table.rows()[at].to_string()));
                for column in columns {
                    let text = column.text(at);
                    if text.is_empty() {
                        ui.label(theme::note(ui, "missing"));
                    } else {
                        ui.label(one_line(&text, CELL));
                    }
                }
                ui.end_row();
            }
        });
    });
}
