//! The command palette: everything that can be done, found by its words.

use super::details::TAB_GROUPS;
use super::key_presses::taken;
use super::{Ask, Command, Panel, Tab, theme};
use crate::data::sample::{SAMPLES, Sample};
use crate::narrative::mathematics::Topic;
use crate::project::{Action, ColorChoice};
use eframe::egui::{
    Align, Align2, Area, Button, Frame, Id, Key, Modal, Order, ScrollArea, TextEdit, Ui, vec2,
};

/// What is typed, and which of the lines found is marked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Palette {
    /// Words of the command.
    pub text: String,
    /// The line that Enter takes.
    at: usize,
}

/// What a line does.
#[derive(Debug, Clone, PartialEq)]
enum Deed {
    Command(Command),
    Tab(Tab),
    Sample(Sample),
    Color(String),
    Explain(Topic),
}

/// A line.
struct Entry {
    text: String,
    about: String,
    keys: String,
    possible: bool,
    deed: Deed,
}

const WIDTH: f32 = 520.0;
const HIGH: f32 = 340.0;

/// The palette, while it is open.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(mut palette) = panel.view.palette.take() else { return };
    let entries = entries(ui, panel);
    let mut chosen = None;
    let area = Area::new(Id::unique("palette"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_TOP, vec2(0.0, 60.0));
    let modal = Modal::new(Id::unique("palette modal")).area(area).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        let steps = taken(ui, |key, modifiers| {
            modifiers.is_none() && matches!(key, Key::ArrowDown | Key::ArrowUp | Key::Enter)
        });
        let edit = TextEdit::singleline(&mut palette.text)
            .hint_text("What do you want to do?")
            .desired_width(f32::INFINITY);
        let edit = ui.add(edit);
        edit.widget_info(|| {
            let mut info = eframe::egui::WidgetInfo::text_edit(
                true,
                &palette.text,
                &palette.text,
                "What do you want to do?",
            );
            info.label = Some("Find a command".to_owned());
            info
        });
        if !edit.has_focus() {
            edit.request_focus();
        }
        if edit.changed() {
            palette.at = 0;
        }
        let found = found(&entries, &palette.text);
        let last = found.len().saturating_sub(1);
        let mut moved = edit.changed();
        for (key, _) in steps {
            match key {
                Key::ArrowDown => palette.at = (palette.at + 1).min(last),
                Key::ArrowUp => palette.at = palette.at.saturating_sub(1),
                _ => chosen = found.get(palette.at).filter(|entry| entry.possible).copied(),
            }
            moved = true;
        }
        palette.at = palette.at.min(last);
        ui.add_space(theme::STEP);
        ScrollArea::vertical().max_height(HIGH).auto_shrink([false, true]).show(ui, |ui| {
            if found.is_empty() {
                ui.label(theme::note(ui, "Nothing has these words."));
            }
            for (at, &entry) in found.iter().enumerate() {
                let marked = at == palette.at;
                let button = Button::selectable(marked, entry.text.as_str())
                    .right_text(theme::note(ui, entry.keys.as_str()))
                    .truncate()
                    .min_size(vec2(ui.available_width(), 0.0));
                let response = ui.add_enabled(entry.possible, button);
                if marked && moved {
                    response.scroll_to_me(Some(Align::Center));
                }
                if response.on_hover_text(&entry.about).clicked() {
                    chosen = Some(entry);
                }
            }
        });
        Frame::new().show(ui, |ui| {
            ui.set_width(WIDTH);
            let about = found.get(palette.at).map_or("", |entry| &entry.about);
            ui.label(theme::note(ui, about));
        });
    });
    match chosen {
        Some(entry) => carry_out(panel, &entry.deed),
        None if modal.should_close() => {}
        None => panel.view.palette = Some(palette),
    }
}

fn carry_out(panel: &mut Panel, deed: &Deed) {
    match deed {
        Deed::Command(command) => panel.asks.push(Ask::Command(*command)),
        Deed::Tab(tab) => panel.view.tab = *tab,
        Deed::Sample(sample) => panel.ask(Action::OpenSample(*sample)),
        Deed::Explain(topic) => panel.view.drawer.open(*topic),
        Deed::Color(column) => {
            let choice = ColorChoice::Column(column.clone());
            panel.ask(Action::Choose(panel.project.choices().colored_by(choice)));
        }
    }
}

/// All there is: commands, panels, samples, columns to colour by.
fn entries(ui: &Ui, panel: &Panel) -> Vec<Entry> {
    let plain = |text: String, about: String, deed: Deed| Entry {
        text,
        about,
        keys: String::new(),
        possible: true,
        deed,
    };
    let commands = Command::ALL.into_iter().filter(|command| *command != Command::Palette);
    let commands = commands.map(|command| {
        let (text, about) = command.words();
        let keys = command.shortcut().map(|keys| ui.ctx().format_shortcut(&keys));
        Entry {
            keys: keys.unwrap_or_default(),
            possible: command.is_possible(panel),
            ..plain(text.to_owned(), about.to_owned(), Deed::Command(command))
        }
    });
    let tabs = TAB_GROUPS.iter().flat_map(|(group, tabs)| {
        tabs.iter().map(move |tab| {
            let about = format!("Show the panel below the maps, under \u{201c}{group}\u{201d}.");
            plain(format!("Panel: {}", tab.title()), about, Deed::Tab(*tab))
        })
    });
    let samples = SAMPLES.into_iter().map(|sample| {
        plain(
            format!("Open sample: {}", sample.name),
            sample.promise.to_owned(),
            Deed::Sample(sample),
        )
    });
    let columns = panel.project.opened().map_or(&[][..], |opened| opened.table.columns());
    let colors = columns.iter().map(|column| {
        let about = format!("Colour both maps by the column {}.", column.name);
        plain(format!("Colour by {}", column.name), about, Deed::Color(column.name.clone()))
    });
    let topics = Topic::ALL.into_iter().map(|topic| {
        let text = format!("Explain: {}", topic.title());
        plain(text, topic.question().to_owned(), Deed::Explain(topic))
    });
    commands.chain(tabs).chain(topics).chain(samples).chain(colors).collect()
}

/// Those that have all words that were typed, best first: as the beginning of the text, of a word, anywhere.
fn found<'a>(entries: &'a [Entry], text: &str) -> Vec<&'a Entry> {
    let typed = text.to_lowercase().replace('-', "");
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut found: Vec<(u8, &Entry)> =
        entries.iter().filter_map(|entry| Some((rank(&entry.text, &words)?, entry))).collect();
    // What cannot be done now stands below what can.
    found.sort_by_key(|(rank, entry)| (!entry.possible, *rank));
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// How far down a text stands; none where it lacks a word. Who types "tsne" means t-SNE.
fn rank(text: &str, words: &[&str]) -> Option<u8> {
    let text = text.to_lowercase().replace('-', "");
    let of_word = |word: &&str| {
        if text.starts_with(*word) {
            return Some(0);
        }
        let begins = |part: &str| part.starts_with(*word);
        if text.split(|sign: char| !sign.is_alphanumeric()).any(begins) {
            return Some(1);
        }
        text.contains(*word).then_some(2)
    };
    words.iter().map(of_word).try_fold(0, |most, rank| Some(most.max(rank?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_any_order_find_the_line_and_beginnings_come_first() {
        assert_eq!(rank("Export figure\u{2026}", &["fig", "exp"]), Some(1));
        assert_eq!(rank("Export figure\u{2026}", &["export"]), Some(0));
        assert_eq!(rank("Run t-SNE", &["tsne"]), Some(1));
        assert_eq!(rank("Colour by tenure", &["enu"]), Some(2));
        assert_eq!(rank("Colour by tenure", &["colour", "age"]), None);
        assert_eq!(rank("anything", &[]), Some(0));
    }
}
