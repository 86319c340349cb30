//! Customers enclosed on one map are selected on all; they are told apart, named, narrowed down to.

use super::support::{folder, sample, text};
use super::window::{opened, press, settle, undo, until_saved};
use dimlens::data::RowId;
use dimlens::methods::Method;
use dimlens::project::{Action, Choices, ColorChoice};
use dimlens::ui::{App, Ask, Purpose, Tab, Tool};
use eframe::egui::{Event, Key, Modifiers, PointerButton, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

const PCA: &str = "PCA map of 344 rows";
const TSNE: &str = "t-SNE map of 344 rows";

fn penguins() -> Harness<'static, App> {
    opened(text(&sample("penguins")))
}

fn selected(harness: &Harness<'static, App>) -> Vec<RowId> {
    harness.state().view().selection.rows().to_vec()
}

fn key(harness: &mut Harness<'static, App>, key: Key, modifiers: Modifiers) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(3);
}

/// Drags over a part of a picture: the corners as shares of it.
fn drag(
    harness: &mut Harness<'static, App>,
    picture: &str,
    corners: &[(f32, f32)],
    modifiers: Modifiers,
) {
    let rect: Rect = harness.get_by_label(picture).rect();
    let at = |(x, y): (f32, f32)| rect.lerp_inside(vec2(x, y));
    let button = PointerButton::Primary;
    let (first, last) = (at(corners[0]), at(corners[corners.len() - 1]));
    harness.event_modifiers(Event::PointerMoved(first), modifiers);
    harness.step();
    let down = Event::PointerButton { pos: first, button, pressed: true, modifiers };
    harness.event_modifiers(down, modifiers);
    harness.step();
    for corner in corners {
        harness.event_modifiers(Event::PointerMoved(at(*corner)), modifiers);
        harness.step();
    }
    let up = Event::PointerButton { pos: last, button, pressed: false, modifiers };
    harness.event_modifiers(up, modifiers);
    harness.step();
    harness.event_modifiers(Event::PointerMoved(last), Modifiers::NONE);
    harness.run_steps(4);
}

/// Round the left half of a map.
const LEFT: [(f32, f32); 5] =
    [(0.005, 0.005), (0.5, 0.005), (0.5, 0.995), (0.25, 0.99), (0.005, 0.995)];

#[test]
fn an_outline_on_one_map_selects_on_the_other_and_tells_what_sets_them_apart() {
    let mut harness = penguins();
    key(&mut harness, Key::L, Modifiers::NONE);
    assert_eq!(harness.state().view().tool, Tool::Lasso);
    drag(&mut harness, PCA, &LEFT, Modifiers::NONE);
    let rows = selected(&harness);
    assert!(rows.len() > 50 && rows.len() < 300, "{}", rows.len());
    // They are those of the left half of the plane, by its own numbers.
    let map = harness.state().project().map(Method::Pca).unwrap().embedding.clone();
    let x = |row: &RowId| map.point(*row).unwrap()[0];
    let most = rows.iter().map(x).fold(f64::MIN, f64::max);
    let others = map.rows().iter().filter(|row| rows.binary_search(row).is_err());
    assert!(others.map(x).all(|x| x > most - 1e-9), "the left half, and no one else");
    assert_eq!(harness.state().view().tab, Tab::Selection);
    let share = format!("{} rows selected, {:.1} %", rows.len(), rows.len() as f64 / 3.44);
    assert_eq!(harness.query_all_by_label(&share).count(), 2, "in the panel and below: {share}");
    harness.get_by_label_contains("What sets them apart");
    // The first line's effect is large; its words name both parts.
    assert!(harness.query_all_by_label_contains(" against ").count() > 3);
    // A rectangle on the other map, with Shift: more; with Alt: fewer.
    key(&mut harness, Key::R, Modifiers::NONE);
    drag(&mut harness, TSNE, &[(0.005, 0.005), (0.995, 0.995)], Modifiers::SHIFT);
    assert_eq!(selected(&harness).len(), 344);
    drag(&mut harness, PCA, &[(0.005, 0.005), (0.5, 0.995)], Modifiers::ALT);
    let right = selected(&harness);
    assert!(right.len() < 344 && !right.is_empty());
    key(&mut harness, Key::I, Modifiers::COMMAND);
    assert_eq!(selected(&harness).len(), 344 - right.len());
    key(&mut harness, Key::Escape, Modifiers::NONE);
    assert!(selected(&harness).is_empty());
    assert_eq!(harness.state().view().tool, Tool::Rectangle, "the tool stays");
    key(&mut harness, Key::Escape, Modifiers::NONE);
    assert_eq!(harness.state().view().tool, Tool::Pan);
    let before = selected(&harness);
    drag(&mut harness, PCA, &LEFT, Modifiers::NONE);
    assert_eq!(selected(&harness), before, "panning selects nobody");
}

#[test]
fn letters_that_are_typed_choose_no_tool() {
    let mut harness = penguins();
    harness.state_mut().view_mut().selection.select([RowId(3)]);
    press(&mut harness, "Selection");
    // The field stands left of its button.
    let pos = harness.get_by_label("Name segment").rect().left_center() - vec2(60.0, 0.0);
    for pressed in [true, false] {
        harness.event(Event::PointerMoved(pos));
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        harness.event(Event::PointerButton { pos, button, pressed, modifiers });
        harness.run_steps(2);
    }
    harness.event(Event::Key {
        key: Key::L,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    harness.event(Event::Text("l".into()));
    harness.run_steps(3);
    assert_eq!(harness.state().view().tool, Tool::Pan);
    assert_eq!(harness.state().view().segments.name, "l");
}

#[test]
fn a_segment_is_named_coloured_by_taken_back_and_written() {
    let mut harness = penguins();
    let some: Vec<RowId> = (1..=20).map(RowId).collect();
    harness.state_mut().view_mut().selection.select(some.clone());
    press(&mut harness, "Selection");
    harness.state_mut().view_mut().segments.name = "first twenty".into();
    press(&mut harness, "Name segment");
    let segments =
        |harness: &Harness<'static, App>| harness.state().project().choices().segments.clone();
    assert_eq!(segments(&harness)[0].name, "first twenty");
    assert_eq!(*segments(&harness)[0].rows, some);
    press(&mut harness, "Colour the maps by them");
    assert_eq!(harness.state().project().choices().color_by, ColorChoice::Segments);
    assert!(harness.query_all_by_label("first twenty").count() > 1, "in the legend, too");
    harness.get_by_label("(none)");
    undo(&mut harness);
    undo(&mut harness);
    assert!(segments(&harness).is_empty());
    key(&mut harness, Key::Z, Modifiers::COMMAND | Modifiers::SHIFT);
    assert_eq!(segments(&harness).len(), 1);
    // Its name selects it again.
    key(&mut harness, Key::Escape, Modifiers::NONE);
    press(&mut harness, "first twenty");
    assert_eq!(selected(&harness), some);
    let folder = folder();
    let path = folder.path().join("mine");
    harness.state_mut().ask(Ask::Typed(Purpose::ExportSegments, path.clone()));
    until_saved(&mut harness);
    let written = std::fs::read_to_string(path.with_extension("csv")).unwrap();
    assert_eq!(written.lines().next(), Some("row,segment"));
    assert_eq!(written.lines().nth(20), Some("20,first twenty"));
    assert_eq!(written.lines().count(), 21);
}

#[test]
fn the_file_of_segments_holds_no_formula_and_says_so() {
    let mut harness = penguins();
    let mut choices = harness.state().project().choices().clone();
    for name in ["=cmd()", "plain"] {
        let rows = [1, 2].map(RowId).into();
        choices.segments.push(dimlens::project::new_segment(&choices.segments, name, rows));
    }
    harness.state_mut().apply(dimlens::project::Action::Choose(choices));
    settle(&mut harness);
    let folder = folder();
    let path = folder.path().join("s.csv");
    harness.state_mut().ask(Ask::Typed(Purpose::ExportSegments, path.clone()));
    until_saved(&mut harness);
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(written, "row,segment\n1,'=cmd()\n2,'=cmd()\n1,plain\n2,plain\n");
    assert!(harness.query_by_label_contains("has an apostrophe before it").is_some());
}

#[test]
fn the_maps_of_a_part_are_computed_and_the_way_leads_back() {
    let mut harness = penguins();
    let whole = harness.state().project().map(Method::Tsne).unwrap().clone();
    harness.state_mut().view_mut().selection.select((1..=100).map(RowId));
    press(&mut harness, "Selection");
    press(&mut harness, "Only these");
    settle(&mut harness);
    harness.get_by_label("PCA map of 100 rows");
    harness.get_by_label("t-SNE map of 100 rows");
    harness.get_by_label("only 100 (100)");
    let prepared = harness.state().project().prepared().unwrap().clone();
    assert_eq!(prepared.matrix.rows().len(), 100);
    assert!(prepared.notices[0].text.contains("100 of 344 rows only"));
    // As if the file had no others: the columns are centred anew.
    let mean = prepared.matrix.values().column(0).mean().unwrap();
    assert!(mean.abs() < 1e-9, "{mean}");
    harness.state_mut().view_mut().selection.select((1..=30).map(RowId));
    harness.run_steps(2);
    press(&mut harness, "Without these");
    settle(&mut harness);
    harness.get_by_label("PCA map of 70 rows");
    press(&mut harness, "All 344 rows");
    settle(&mut harness);
    let back = harness.state().project().map(Method::Tsne).unwrap().clone();
    assert!(std::sync::Arc::ptr_eq(&back, &whole), "shown at once");
    undo(&mut harness);
    settle(&mut harness);
    harness.get_by_label("PCA map of 70 rows");
}

#[test]
fn segments_that_overlap_are_drawn_in_their_order() {
    let mut harness = penguins();
    let choices = harness.state().project().choices().clone();
    let rows = |ids: std::ops::RangeInclusive<u32>| ids.map(RowId).collect();
    let first = dimlens::project::new_segment(&[], "a", rows(1..=10));
    let second = dimlens::project::new_segment(std::slice::from_ref(&first), "b", rows(8..=12));
    let segments = vec![first, second];
    let choices = Choices { segments, color_by: ColorChoice::Segments, ..choices };
    harness.state_mut().apply(Action::Choose(choices));
    harness.run_steps(4);
    // Seven of a are not in b.
    for label in ["a", "7", "b", "5", "(none)", "332"] {
        assert!(harness.query_all_by_label(label).count() > 0, "{label}");
    }
}
