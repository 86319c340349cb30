//! All rows, or a random sample of them.

use super::guess;
use crate::data::{ReadOptions, RowSample};
use crate::words::format_count;
use eframe::egui::{ComboBox, Ui};

/// Sizes that are offered.
const SIZES: [usize; 4] = [1000, 10_000, 100_000, 1_000_000];
/// The seed of the command line's default: both draw the same rows.
const SEED: u64 = 42;

/// The control; `read` says whether the file could be read as it was tried.
pub(super) fn show(ui: &mut Ui, options: &mut ReadOptions, read: bool) {
    let words = |sample: Option<RowSample>| match sample {
        None => "all".to_owned(),
        Some(sample) => format!("random {}", format_count(sample.rows)),
    };
    let mut choices: Vec<Option<RowSample>> =
        SIZES.iter().map(|&rows| Some(RowSample { rows, seed: SEED })).collect();
    // One that came with the command line is kept.
    if options.sample.is_some() && !choices.contains(&options.sample) {
        choices.push(options.sample);
    }
    let note = match (options.sample, read) {
        (Some(sample), _) => format!("A sample without replacement, seed {}.", sample.seed),
        (None, true) => String::new(),
        (None, false) => {
            "A sample of a large file is drawn in one pass, in little memory.".to_owned()
        }
    };
    guess::line(ui, "Rows", None, &note, |ui| {
        ComboBox::from_id_salt("Rows")
            .selected_text(words(options.sample))
            .width(174.0)
            .show_ui(ui, |ui| {
                for choice in std::iter::once(None).chain(choices) {
                    ui.selectable_value(&mut options.sample, choice, words(choice));
                }
            })
            .response
    });
}
