//! What is decided about components in the window: the cut, the axes of the map, what is held back.

use super::support::{folder, json, sample, text};
use super::window::{opened, press, settle};
use dimlens::methods::{Method, Plane};
use dimlens::plots::Mark;
use dimlens::progress::Progress;
use dimlens::project::{Action, Faint, map_figure};
use dimlens::ui::App;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

type Window = Harness<'static, App>;

fn penguins() -> Window {
    opened(text(&sample("penguins")))
}

fn kept(harness: &Window) -> usize {
    harness.state().project().choices().kept
}

fn plane(harness: &Window) -> Plane {
    harness.state().project().choices().plane
}

fn undo(harness: &mut Window) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    settle(harness);
}

fn key(harness: &mut Window, key: Key) {
    harness.key_press(key);
    harness.run_steps(3);
}

/// Opens a list and chooses the entry that begins so.
fn choose(harness: &mut Window, list: &str, begins: &'static str) {
    press(harness, list);
    let found = |node: &egui_kittest::Node<'_>| {
        use egui_kittest::kittest::NodeT;
        let node = node.accesskit_node();
        node.role() != eframe::egui::accesskit::Role::ComboBox
            && node.label().is_some_and(|label| label.starts_with(begins))
    };
    harness.get_all_by(|_| true).find(found).unwrap().click();
    harness.run_steps(3);
    settle(harness);
}

#[test]
fn the_cut_is_dragged_and_the_readings_follow_and_undo_restores_it() {
    let mut harness = penguins();
    assert_eq!(kept(&harness), 2);
    harness.get_by_label_contains("The first 2 components keep 6");
    let line = harness.get_by_label("Components kept").rect();
    let all = harness.get_by_label("Explained variance of each component").rect();
    // Nine bars over the width: three more are a third of it.
    let to = line.center() + eframe::egui::vec2(all.width() / 3.0, 0.0);
    harness.drag_at(line.center());
    harness.run_steps(2);
    harness.hover_at(to);
    harness.run_steps(2);
    assert_eq!(kept(&harness), 2, "a draft until it is let go");
    assert!(harness.query_by_label_contains("The first 5 components keep").is_some());
    harness.drop_at(to);
    harness.run_steps(3);
    assert_eq!(kept(&harness), 5);
    press(&mut harness, "Contributions");
    assert!(harness.query_by_label_contains("to PC1 to PC5, together").is_some());
    press(&mut harness, "cos\u{b2}");
    assert!(harness.query_by_label_contains("PC1 to PC5 carry").is_some());
    press(&mut harness, "Loadings");
    press(&mut harness, "All");
    assert!(harness.query_by_label_contains("behind the 5 components that are kept").is_some());
    press(&mut harness, "Explained variance");
    undo(&mut harness);
    assert_eq!(kept(&harness), 2);
    harness.get_by_label_contains("The first 2 components keep 6");
    assert!(!harness.state().project().can_undo(), "one step");
}

#[test]
fn the_cut_is_moved_by_keys_from_one_to_all() {
    let mut harness = penguins();
    harness.get_by_label("Components kept").focus();
    harness.run_steps(2);
    key(&mut harness, Key::ArrowRight);
    assert_eq!(kept(&harness), 3);
    key(&mut harness, Key::ArrowLeft);
    key(&mut harness, Key::ArrowLeft);
    key(&mut harness, Key::ArrowLeft);
    assert_eq!(kept(&harness), 1);
    harness.get_by_label_contains("The first component keeps 4");
    key(&mut harness, Key::End);
    assert_eq!(kept(&harness), 9);
    harness.get_by_label_contains("The first 9 components keep 100 %");
    key(&mut harness, Key::Home);
    assert_eq!(kept(&harness), 1);
}

#[test]
fn another_component_on_an_axis_and_a_flip_are_those_of_the_command_line() {
    let mut harness = penguins();
    choose(&mut harness, "Component on x", "PC3:");
    assert_eq!(plane(&harness).axes, [2, 1]);
    press(&mut harness, "Flip y");
    assert_eq!(plane(&harness).flip, [false, true]);
    let project = harness.state().project();
    let result = project.map(Method::Pca).unwrap();
    let labels = result.axis_labels();
    assert!(labels[0].starts_with("PC3 (") && labels[1].starts_with("PC2 ("), "{labels:?}");
    // The same picture as the headless run draws.
    let folder = folder();
    let out = folder.path().join("map.svg");
    let file = sample("penguins");
    let args = ["plot", text(&file), "--axes", "3,2", "--flip", "y", "-o", text(&out), "--json"];
    json(&args);
    let table = &project.opened().unwrap().table;
    let roles = &project.prepared().unwrap().roles;
    let by = dimlens::project::colors(table, roles, project.choices(), None, None);
    let colors = dimlens::project::coloring(table, result.embedding.rows(), &by);
    let figure = map_figure(table, result, &colors, &Faint::default());
    let ours = folder.path().join("ours.svg");
    let page = dimlens::report::Page {
        caption: true,
        width: 900.0,
        height: 640.0,
        dpi: 192.0,
        theme: dimlens::report::Theme::Light,
    };
    dimlens::report::figure(&ours, &figure, &page, &Progress::new()).unwrap();
    assert_eq!(std::fs::read(&ours).unwrap(), std::fs::read(&out).unwrap());
    let before = result.embedding.clone();
    undo(&mut harness);
    let unflipped = harness.state().project().map(Method::Pca).unwrap().embedding.clone();
    for (a, b) in before.points().iter().zip(unflipped.points()) {
        assert_eq!([a[0], -a[1]], *b, "mirrored");
    }
    undo(&mut harness);
    assert_eq!(plane(&harness), Plane::default());
}

#[test]
fn the_same_component_on_both_axes_changes_places() {
    let mut harness = penguins();
    choose(&mut harness, "Component on y", "PC1:");
    assert_eq!(plane(&harness).axes, [1, 0]);
    // The biplot shows the same plane and the same lists.
    press(&mut harness, "Biplot");
    assert_eq!(harness.query_all_by_label("Component on x").count(), 2);
    assert!(harness.query_by_label_contains("PC2 and PC1 keep").is_some());
}

#[test]
fn a_component_that_is_gone_is_said_on_the_map() {
    let mut harness = penguins();
    let mut choices = harness.state().project().choices().clone();
    choices.plane.axes = [8, 1];
    harness.state_mut().apply(Action::Choose(choices));
    settle(&mut harness);
    press(&mut harness, "year");
    harness.get_by_label_contains("here is no PC9: this table has 8");
    choose(&mut harness, "Component on x", "PC3:");
    assert!(harness.query_by_label_contains("here is no PC9").is_none());
}

#[test]
fn rows_that_the_plane_shows_badly_are_faint_on_request() {
    let mut harness = penguins();
    press(&mut harness, "faint");
    assert!(harness.state().project().choices().faint);
    let project = harness.state().project();
    let result = project.map(Method::Pca).unwrap();
    let matrix = &project.prepared().unwrap().matrix;
    let cos2 = result.cos2(matrix).unwrap();
    assert!(cos2.iter().all(|share| (0.0..=1.0).contains(share)));
    let table = &project.opened().unwrap().table;
    let colors =
        dimlens::project::coloring(table, matrix.rows(), &dimlens::project::Colors::Nothing);
    let figure = map_figure(table, result, &colors, &Faint::of_plane(&cos2));
    let Mark::Points(points) = &figure.marks[0] else { panic!("expected points") };
    let faint = points.faint.iter().filter(|faint| **faint).count();
    assert_eq!(faint, cos2.iter().filter(|share| **share < 0.5).count());
    assert!(faint > 10 && faint < 300, "{faint}");
    // The headless run says the same.
    let folder = folder();
    let out = folder.path().join("map.svg");
    let told = json(&["plot", text(&sample("penguins")), "--faint", "-o", text(&out), "--json"]);
    let begin = format!("Faint: {faint} of 344 rows");
    assert!(told["caption"].as_str().unwrap().starts_with(&begin), "{told}");
    assert!(std::fs::read_to_string(&out).unwrap().matches("<g fill-opacity").count() == 2);
}

#[test]
fn a_cut_off_leaves_small_loadings_out_and_counts_them() {
    let mut harness = penguins();
    press(&mut harness, "Loadings");
    let slider = eframe::egui::accesskit::Role::Slider;
    let is_slider = |node: &egui_kittest::Node<'_>| {
        use egui_kittest::kittest::NodeT;
        node.accesskit_node().role() == slider
    };
    harness.get_all_by_label("Cut-off").find(is_slider).unwrap().focus();
    harness.run_steps(2);
    for _ in 0..40 {
        harness.key_press(Key::ArrowRight);
        harness.step();
    }
    harness.run_steps(3);
    let cutoff = harness.state().view().components.cutoff;
    assert!(cutoff > 0.1, "{cutoff}");
    assert!(harness.query_by_label_contains("smaller and not shown").is_some());
    choose(&mut harness, "Component of the loadings", "PC2:");
    harness.get_by_label_contains("Loadings of PC2 (");
    let folder = folder();
    let out = folder.path().join("loadings.svg");
    let file = sample("penguins");
    let args = ["plot", text(&file), "--figure", "loadings", "--cutoff", "0.5", "-o", text(&out)];
    let told = json(&[&args[..], &["--json"]].concat());
    assert!(told["caption"].as_str().unwrap().contains("Cut-off 0.50: "), "{told}");
}

#[test]
fn as_many_arrows_as_are_asked_for() {
    let folder = folder();
    let out = folder.path().join("biplot.svg");
    let file = sample("penguins");
    let told = |arrows: &str| {
        let args = ["plot", text(&file), "--figure", "biplot", "--arrows", arrows, "--json", "-o"];
        json(&[&args[..], &[text(&out)]].concat())["caption"].as_str().unwrap().to_owned()
    };
    assert!(told("3").contains("the 3 of 9 features"));
    assert!(told("60").contains("Arrows: all features"));
}
