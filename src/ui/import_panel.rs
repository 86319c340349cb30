//! How the file was read: what was found, how sure that is and why, and what it would be otherwise; beside it the
//! first rows as understood.

mod guess;
mod preview;
mod rows;

use super::{Panel, theme};
use crate::data::{ColumnKind, Dialect, NoticeKind, ReadOptions, Sheet, Writing};
use crate::project::{Action, Opened};
use crate::words::{capitalised, shortened};
use eframe::egui::{Label, ScrollArea, TextEdit, Ui};
use guess::Found;

const SEPARATORS: [(char, &str); 5] = [
    (',', "comma ,"),
    (';', "semicolon ;"),
    ('\t', "tab"),
    ('|', "bar |"),
    (ReadOptions::BLANKS, "blanks, two or more"),
];
const QUOTES: [(char, &str); 3] =
    [('"', "double \""), ('\'', "single '"), (ReadOptions::NO_QUOTE, "none")];
const DECIMALS: [(char, &str); 2] = [('.', "point ."), (',', "comma ,")];
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
/// Records above the header, and below the table, that can be chosen.
const ABOVE: usize = 12;

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
    let wide = (ui.available_width() * 0.58).clamp(430.0, 720.0);
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(wide);
            ScrollArea::vertical().id_salt("guesses").auto_shrink([false, false]).show(ui, |ui| {
                guesses(ui, panel, &opened);
                said(ui, &opened);
            });
        });
        ui.separator();
        ui.vertical(|ui| preview::show(ui, &opened));
    });
}

/// A file that could not be read as it was tried.
fn refused(ui: &mut Ui, panel: &mut Panel, name: &str, tried: ReadOptions) {
    let mut options = panel.view.retry.take().unwrap_or(tried);
    // The buttons stand above: below, a low panel would hide them.
    let (mut again, mut leave) = (false, false);
    ui.horizontal(|ui| {
        again = ui.button("Try again").clicked();
        leave = ui.button("Leave it").clicked();
        ui.label(format!("{name} could not be read as it was tried. Read it otherwise:"));
    });
    ScrollArea::vertical().id_salt("refused").auto_shrink([false, false]).show(ui, |ui| {
        // Else it stands above the maps.
        if let (Some(why), None) = (&panel.view.refusal, &panel.view.message) {
            ui.add(Label::new(theme::alarm(ui, capitalised(why))).wrap().selectable(true));
        }
        text(ui, &mut options, None, None);
        missing_words(ui, &mut options, &mut panel.view.missing_words);
        rows::show(ui, &mut options, false);
    });
    if again {
        panel.ask(Action::Retry(options));
    } else if leave {
        panel.ask(Action::Cancel(None));
    } else {
        panel.view.retry = Some(options);
    }
}

fn guesses(ui: &mut Ui, panel: &mut Panel, opened: &Opened) {
    let mut choices = panel.project.choices().clone();
    let origin = opened.table.origin();
    guess::fact(ui, "Format", &origin.title());
    match &origin.writing {
        Writing::Text(dialect) => {
            text(ui, &mut choices.read, Some(dialect), Some(opened));
            missing_words(ui, &mut choices.read, &mut panel.view.missing_words);
        }
        Writing::Sheet(sheet) => {
            sheet_of(ui, &mut choices.read, sheet);
            missing_words(ui, &mut choices.read, &mut panel.view.missing_words);
        }
        Writing::Typed => {
            guess::fact(ui, "Columns", "The file itself says what they are: nothing was guessed.");
        }
    }
    rows::show(ui, &mut choices.read, true);
    if choices != *panel.project.choices() {
        panel.ask(Action::Choose(choices));
    }
}

/// All that is decided about a text.
fn text(ui: &mut Ui, options: &mut ReadOptions, found: Option<&Dialect>, opened: Option<&Opened>) {
    let encodings = ENCODINGS.map(|name| (name.to_owned(), name.to_owned()));
    let encoding = found.map(|d| Found::of(d.encoding.value.clone(), &d.encoding));
    guess::choice(ui, "Encoding", &mut options.encoding, &encodings, encoding);

    let marks = |list: &[(char, &str)]| -> Vec<(char, String)> {
        list.iter().map(|(mark, name)| (*mark, (*name).to_owned())).collect()
    };
    let named = |list: &[(char, &'static str)], mark: char| {
        let known = list.iter().find(|(known, _)| *known == mark);
        known.map_or_else(|| mark.to_string(), |(_, name)| (*name).to_owned())
    };
    let separator = found.map(|d| Found::of(named(&SEPARATORS, d.separator.value), &d.separator));
    guess::choice(ui, "Separator", &mut options.separator, &marks(&SEPARATORS), separator);

    let quote = found.map(|d| {
        let backslash = if d.backslash { ", escaped by \\" } else { "" };
        Found::of(format!("{}{backslash}", named(&QUOTES, d.quote.value)), &d.quote)
    });
    guess::choice(ui, "Quotation mark", &mut options.quote, &marks(&QUOTES), quote);

    let above: Vec<(usize, String)> = (0..=ABOVE).map(|n| (n, records(n))).collect();
    let preamble = found.map(|d| Found::of(records(d.preamble.value), &d.preamble));
    guess::choice(ui, "Rows above", &mut options.skip, &above, preamble);
    below(ui, options);

    let header = found.map(|d| {
        let what = match d.header_rows.value {
            0 => "data".to_owned(),
            1 => "names".to_owned(),
            more => format!("names, {more} records"),
        };
        Found::of(what, &d.header_rows)
    });
    first_record(ui, options, header);

    let decimal = found.map(|d| Found::of(named(&DECIMALS, d.decimal.value), &d.decimal));
    guess::choice(ui, "Decimal mark", &mut options.decimal, &marks(&DECIMALS), decimal);

    let orders = [(true, "day first, 31/12".to_owned()), (false, "month first, 12/31".to_owned())];
    guess::choice(ui, "Dates", &mut options.day_first, &orders, opened.map(dates));
}

fn sheet_of(ui: &mut Ui, options: &mut ReadOptions, found: &Sheet) {
    let sheets: Vec<(String, String)> =
        found.sheets.iter().map(|name| (name.clone(), name.clone())).collect();
    let why = match found.sheets.len() {
        1 => "It is the only one.".to_owned(),
        more => format!("The first of {more} sheets that holds a table, unless you chose it."),
    };
    let one = Found { value: found.sheet.clone(), confidence: None, reason: why };
    guess::choice(ui, "Sheet", &mut options.sheet, &sheets, Some(one));
    let above: Vec<(usize, String)> = (0..=ABOVE).map(|n| (n, records(n))).collect();
    let preamble =
        Found { value: records(found.preamble), confidence: None, reason: String::new() };
    guess::choice(ui, "Rows above", &mut options.skip, &above, Some(preamble));
    below(ui, options);
    let names = if found.header_rows > 0 { "names" } else { "data" };
    let reason = found.header_reason.clone();
    first_record(ui, options, Some(Found { value: names.to_owned(), confidence: None, reason }));
}

/// Records below the table: nothing is left out unless the user says so.
fn below(ui: &mut Ui, options: &mut ReadOptions) {
    let below: Vec<(usize, String)> = (1..=ABOVE).map(|n| (n, records(n))).collect();
    let reason = "Totals and notes at the end are asked about, and left out here.".to_owned();
    let kept = Found { value: records(0), confidence: None, reason };
    guess::choice(ui, "Rows below", &mut options.skip_end, &below, Some(kept));
}

fn first_record(ui: &mut Ui, options: &mut ReadOptions, found: Option<Found>) {
    let choices = [(true, "names".to_owned()), (false, "data".to_owned())];
    guess::choice(ui, "First record", &mut options.header, &choices, found);
}

fn records(count: usize) -> String {
    match count {
        0 => "none".to_owned(),
        1 => "1 record".to_owned(),
        more => format!("{more} records"),
    }
}

/// How the columns of dates were read, each by itself.
fn dates(opened: &Opened) -> Found {
    let columns: Vec<(&str, Option<&str>)> = opened
        .table
        .columns()
        .iter()
        .zip(opened.profiles.iter())
        .filter(|(_, profile)| profile.kind == ColumnKind::Date)
        .map(|(column, _)| (column.name.as_str(), column.reading.as_deref()))
        .collect();
    let said: Vec<String> = columns
        .iter()
        .map(|(name, reading)| format!("{name}: {}", reading.unwrap_or("year first")))
        .collect();
    let value = match said.len() {
        0 => "no dates".to_owned(),
        _ => "each column".to_owned(),
    };
    let reason = if said.is_empty() { String::new() } else { format!("{}.", shortened(&said, 4)) };
    Found { value, confidence: None, reason }
}

/// Words that mean missing besides the usual ones.
fn missing_words(ui: &mut Ui, options: &mut ReadOptions, draft: &mut Option<String>) {
    let now = options.missing.join(", ");
    let mut text = draft.take().unwrap_or_else(|| now.clone());
    let note =
        "Besides empty cells and the usual NA, null, - and so on. Words or numbers, with commas.";
    guess::line(ui, "Also missing", None, note, |ui| {
        let edit = TextEdit::singleline(&mut text).hint_text("none").desired_width(166.0);
        ui.add(edit)
    })
    .lost_focus()
    .then(|| {
        options.missing =
            text.split(',').map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    });
    // What is typed stays a draft until the field is left: one decision, one step of undo.
    if text != now && options.missing.join(", ") == now {
        *draft = Some(text);
    }
}

/// What reading had to mend, with its lines.
fn said(ui: &mut Ui, opened: &Opened) {
    let mut notices = opened.table.notices().to_vec();
    if notices.is_empty() {
        return;
    }
    notices.sort_by_key(|notice| match notice.kind {
        NoticeKind::Warning => 0,
        NoticeKind::Question => 1,
        NoticeKind::Info => 2,
    });
    ui.add_space(theme::STEP);
    ui.separator();
    ui.label(theme::heading("Said while reading"));
    super::notices::list(ui, &notices);
}
