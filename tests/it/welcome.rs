//! A newcomer: the start page, the hints, the palette, and the way from an empty start to a report by keys alone.

use super::support::{folder, sample, text};
use super::window::settle;
use dimlens::project::{Action, ColorChoice};
use dimlens::ui::{App, Ask, Hint, Purpose, Tab};
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::path::Path;
use std::time::{Duration, Instant};

/// An empty start of somebody whose likings are in `state`; the small sample stands for the large one.
fn empty_start(state: &Path) -> Harness<'static, App> {
    let state = state.to_owned();
    let mut harness =
        Harness::builder().with_size([1280.0, 800.0]).with_max_steps(40).build_eframe(move |cc| {
            let penguins = dimlens::data::sample::find("penguins").unwrap();
            let app = App::new(&cc.egui_ctx, Action::OpenSample(penguins));
            let mut app = app.keeping_in(&state, &cc.egui_ctx);
            app.welcome(true);
            app
        });
    settle(&mut harness);
    harness
}

fn key(harness: &mut Harness<'static, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(3);
}

fn write(harness: &mut Harness<'static, App>, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    harness.run_steps(3);
}

fn until(harness: &mut Harness<'static, App>, done: impl Fn(&Harness<'static, App>) -> bool) {
    let start = Instant::now();
    while !done(harness) {
        harness.step();
        assert!(start.elapsed() < Duration::from_mins(2), "it never comes");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Finds a command by these words, and takes the first.
fn command(harness: &mut Harness<'static, App>, words: &str) {
    key(harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    harness.get_by_label("Find a command");
    write(harness, words);
    key(harness, Modifiers::NONE, Key::Enter);
    assert!(harness.state().view().palette.is_none(), "nothing was done for {words}");
}

#[test]
fn the_start_page_comes_with_the_maps_behind_it_and_stays_away_where_it_is_not_wanted() {
    let state = folder();
    let mut harness = empty_start(state.path());
    harness.get_by_label("PCA map of 344 rows");
    harness.get_by_label_contains("Or drop a file");
    harness.get_by_label("digits").click();
    harness.run_steps(3);
    settle(&mut harness);
    harness.get_by_label("PCA map of 1,797 rows");
    assert!(harness.query_by_label_contains("Or drop a file").is_none());
    command(&mut harness, "start page");
    harness.get_by_label("Show this page at the start").click();
    harness.run_steps(3);
    key(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label_contains("Or drop a file").is_none());
    drop(harness);
    let again = empty_start(state.path());
    assert!(again.query_by_label_contains("Or drop a file").is_none());
}

#[test]
fn a_recent_file_is_one_press_away() {
    let state = folder();
    let mut harness = empty_start(state.path());
    harness.state_mut().apply(Action::Open(sample("digits")));
    settle(&mut harness);
    drop(harness);
    let mut again = empty_start(state.path());
    again.get_by_label("digits.csv").click();
    again.run_steps(3);
    settle(&mut again);
    again.get_by_label("PCA map of 1,797 rows");
}

#[test]
fn hints_go_away_for_good() {
    let state = folder();
    let mut harness = empty_start(state.path());
    key(&mut harness, Modifiers::NONE, Key::Escape);
    for place in 1..=Hint::ALL.len() {
        harness.get_by_label(&format!("{place} of 3"));
        harness.get_by_label(if place == 3 { "Done" } else { "Next hint" }).click();
        harness.run_steps(3);
    }
    let told = |harness: &Harness<'static, App>| harness.state().view().hints.next();
    assert!(harness.query_by_label("Done").is_none() && told(&harness).is_none());
    drop(harness);
    assert_eq!(told(&empty_start(state.path())), None);
}

#[test]
fn the_palette_finds_commands_panels_and_columns_and_refuses_what_cannot_be() {
    let state = folder();
    let mut harness = empty_start(state.path());
    key(&mut harness, Modifiers::NONE, Key::Escape);
    command(&mut harness, "panel loadings");
    assert_eq!(harness.state().view().tab, Tab::Loadings);
    command(&mut harness, "colour island");
    let color = harness.state().project().choices().color_by.clone();
    assert_eq!(color, ColorChoice::Column("island".to_owned()));
    command(&mut harness, "undo");
    assert_ne!(harness.state().project().choices().color_by, color);
    // Nothing is selected, so nothing can be selected less.
    key(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    write(&mut harness, "select nothing");
    key(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(harness.state().view().palette.is_some());
    key(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.state().view().palette.is_none());
}

#[test]
fn from_an_empty_start_to_a_report_by_keys_alone() {
    let (state, home) = (folder(), folder());
    let report = home.path().join("report.html");
    let mut harness = empty_start(state.path());
    key(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    write(&mut harness, text(&sample("penguins")));
    key(&mut harness, Modifiers::NONE, Key::Enter);
    settle(&mut harness);
    harness.get_by_label("PCA map of 344 rows");
    command(&mut harness, "export report");
    // The system's own dialog is a test of the real window's; without one the path is typed.
    harness.state_mut().ask(Ask::Type(Purpose::ExportReport));
    until(&mut harness, |harness| harness.query_by_label_contains("Path of the report").is_some());
    write(&mut harness, text(&report));
    key(&mut harness, Modifiers::NONE, Key::Enter);
    until(&mut harness, |_| report.exists());
    let page = std::fs::read_to_string(&report).unwrap();
    assert!(page.contains("penguins.csv") && page.contains("<svg"));
}
