//! From a filter to a named segment and back without a pointer: Tab, Enter, letters.

use super::support::{sample, text};
use super::window::opened;
use dimlens::ui::{App, Tab};
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// More controls than any window has.
const CONTROLS: usize = 400;

fn key(harness: &mut Harness<'static, App>, key: Key, modifiers: Modifiers) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(2);
}

fn write(harness: &mut Harness<'static, App>, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    harness.run_steps(6);
}

/// Goes on with Tab until that control has the focus.
fn reach(harness: &mut Harness<'static, App>, label: &str) {
    for _ in 0..CONTROLS {
        let mut named = harness.query_all_by_label(label);
        if named.any(|node| node.accesskit_node().is_focused()) {
            return;
        }
        drop(named);
        key(harness, Key::Tab, Modifiers::NONE);
    }
    panic!("no key leads to {label}");
}

#[test]
fn customers_are_filtered_selected_named_and_given_back_by_keys_alone() {
    let mut harness = opened(text(&sample("penguins")));
    reach(&mut harness, "Customers panels");
    key(&mut harness, Key::Enter, Modifiers::NONE);
    reach(&mut harness, "Rows");
    key(&mut harness, Key::Enter, Modifiers::NONE);
    assert_eq!(harness.state().view().tab, Tab::Rows);
    reach(&mut harness, "Filter rows");
    write(&mut harness, "body_mass_g > 5500");
    reach(&mut harness, "Select these rows");
    key(&mut harness, Key::Enter, Modifiers::NONE);
    let selected = harness.state().view().selection.rows().len();
    assert!(selected > 20 && selected < 100, "{selected}");
    harness.get_by_label_contains(&format!("{selected} rows selected"));
    reach(&mut harness, "Selection");
    key(&mut harness, Key::Enter, Modifiers::NONE);
    assert_eq!(harness.state().view().tab, Tab::Selection);
    reach(&mut harness, "Name of the segment");
    write(&mut harness, "heavy");
    reach(&mut harness, "Name segment");
    key(&mut harness, Key::Enter, Modifiers::NONE);
    let named = |harness: &Harness<'static, App>| {
        let segments = &harness.state().project().choices().segments;
        segments.iter().map(|s| (s.name.clone(), s.rows.len())).collect::<Vec<_>>()
    };
    assert_eq!(named(&harness), [("heavy".to_owned(), selected)]);
    key(&mut harness, Key::Z, Modifiers::COMMAND);
    assert!(named(&harness).is_empty());
    key(&mut harness, Key::Z, Modifiers::COMMAND | Modifiers::SHIFT);
    assert_eq!(named(&harness).len(), 1);
    key(&mut harness, Key::Escape, Modifiers::NONE);
    key(&mut harness, Key::I, Modifiers::COMMAND);
    assert_eq!(harness.state().view().selection.rows().len(), 344, "all but none");
}
