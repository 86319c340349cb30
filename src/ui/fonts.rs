//! Inter for all text, so that the window and the exported figures look alike; behind it egui's own fonts, and for names in
//! letters that none of them has, such as Hebrew, Arabic or Chinese, fonts of the system, once a table needs them.
//!
//! Limit: egui joins Arabic letters, but lays out words from left to right whatever their script.

use crate::data::{Table, Values};
use crate::project::{Job, Poll, Project};
use crate::report::{SystemFace, faces_for};
use eframe::egui::{Context, FontData, FontDefinitions, FontFamily};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The family of headings.
pub(super) const SEMIBOLD: &str = "semibold";
/// Letters that are looked at in a table, at most: where there are more, all scripts have been seen.
const MOST: usize = 20_000_000;

/// Installs the fonts, egui's own behind them for letters that Inter lacks.
pub(super) fn install(ctx: &Context) {
    ctx.set_fonts(definitions(Vec::new()));
}

fn definitions(more: Vec<SystemFace>) -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in [
        ("inter", &include_bytes!("../../assets/fonts/Inter-Regular.otf")[..]),
        (SEMIBOLD, &include_bytes!("../../assets/fonts/Inter-SemiBold.otf")[..]),
    ] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let mut rest = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for face in more {
        let data = FontData::from_blob(face.data, face.index);
        fonts.font_data.insert(face.name.clone(), Arc::new(data));
        rest.push(face.name);
    }
    let with = |first: &str| std::iter::once(first.to_owned()).chain(rest.clone()).collect();
    fonts.families.insert(FontFamily::Proportional, with("inter"));
    fonts.families.insert(FontFamily::Name(SEMIBOLD.into()), with(SEMIBOLD));
    fonts
}

/// Which table's letters are there.
#[derive(Default)]
pub(super) struct Scripts {
    table: u64,
    job: Option<Job<Vec<SystemFace>>>,
}

impl Scripts {
    /// Looks once through each table that is opened, beside the window.
    pub(super) fn follow(&mut self, project: &Project, ctx: &Context) {
        if self.table != project.table_number() {
            self.table = project.table_number();
            self.job = project.opened().map(|opened| {
                let (table, waker) = (Arc::clone(&opened.table), ctx.clone());
                let wake = move || waker.request_repaint();
                Job::spawn("fonts", wake, move |_| faces_for(&letters(&table)))
            });
        }
        match self.job.as_ref().map(Job::poll) {
            Some(Poll::Running) | None => return,
            Some(Poll::Done(faces)) if !faces.is_empty() => ctx.set_fonts(definitions(faces)),
            // Without them there are boxes, as before.
            Some(Poll::Done(_) | Poll::Panicked(_)) => {}
        }
        self.job = None;
    }
}

/// Letters beyond those of Latin, Greek and Cyrillic in the names and words of a table.
fn letters(table: &Table) -> BTreeSet<char> {
    let mut found = BTreeSet::new();
    let mut left = MOST;
    let mut look = |text: &str| {
        left = left.saturating_sub(text.len());
        if !text.is_ascii() {
            found.extend(text.chars().filter(|c| *c > '\u{52f}'));
        }
        left > 0
    };
    for column in table.columns() {
        let Values::Text(levels) = &column.values else {
            look(&column.name);
            continue;
        };
        if !(look(&column.name) && levels.names().iter().all(|name| look(name))) {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_of_the_system_stand_behind_all_others() {
        let faces = faces_for(&['\u{5d0}', 'a', '\u{10fffd}'].into());
        assert!(faces.len() <= 1, "one has the letter, nobody the private one");
        let names: Vec<String> = faces.iter().map(|face| face.name.clone()).collect();
        let (plain, more) = (definitions(Vec::new()), definitions(faces));
        for family in [FontFamily::Proportional, FontFamily::Name(SEMIBOLD.into())] {
            let wanted = [plain.families[&family].clone(), names.clone()].concat();
            assert_eq!(more.families[&family], wanted);
        }
    }
}
