//! The real program in a real window: Xvfb, a window manager, a private D-Bus session, the system's own file
//! dialog through the desktop portal, keys and clicks by xdotool.

mod hands;
mod session;

use super::support::folder;
use super::window;
use dimlens::ui::{App, Tab};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use session::{Dialogs, Session};
use std::path::{Path, PathBuf};

/// Two groups of shops that any map parts.
fn table(at: &Path, name: &str) -> PathBuf {
    let rows: Vec<String> = (0..200)
        .map(|i| {
            let side = i % 2;
            format!("shop {i},{},{},{}", side * 50 + i % 7, side * 9 + i % 5, ["a", "b"][side])
        })
        .collect();
    let path = at.join(name);
    std::fs::write(&path, format!("name,spend,visits,segment\n{}\n", rows.join("\n"))).unwrap();
    path
}

/// Where the Open button lies in a window of the same size, learned from the accessibility tree.
fn open_button(path: &Path) -> (i32, i32) {
    let harness = window::opened(path.to_str().unwrap());
    let center = harness.get_by_label("Open\u{2026}").rect().center();
    (center.x as i32, center.y as i32)
}

#[test]
#[ignore = "needs Xvfb, D-Bus and a desktop portal; .ci/run runs it"]
fn a_file_is_opened_in_the_systems_dialog_and_a_picture_exported() {
    let folder = folder();
    let first = table(folder.path(), "first.csv");
    let second = table(folder.path(), "shop customers.csv");
    let picture = folder.path().join("shop map.png");
    let session = Session::start(Dialogs::Work);
    let window = session.open(&first);
    session.click(window, open_button(&first));
    session.answer("Open a table", &second);
    let window = session.window("shop customers.csv");
    session.modal_after(window, || session.keys(window, "ctrl+e"));
    session.keys(window, "Return");
    session.answer("Export figure", &picture);
    session.wait_for("the exported picture", || picture.exists().then_some(()));
    check_picture(&std::fs::read(&picture).unwrap());
}

/// The size that the dialog proposes, and colours enough for two groups, axes and words.
fn check_picture(bytes: &[u8]) {
    let picture = resvg::tiny_skia::Pixmap::decode_png(bytes).expect("a PNG");
    assert_eq!((picture.width(), picture.height()), (1800, 1280));
    let mut counts = std::collections::BTreeMap::new();
    for pixel in picture.pixels() {
        *counts.entry((pixel.red(), pixel.green(), pixel.blue())).or_insert(0_usize) += 1;
    }
    let frequent = counts.values().filter(|count| **count > 100).count();
    assert!(frequent > 4, "{frequent} colours are frequent");
    assert!(counts.values().max().unwrap() * 100 > picture.pixels().len() * 50, "mostly ground");
}

#[test]
#[ignore = "needs Xvfb and D-Bus; .ci/run runs it"]
fn without_a_working_dialog_a_path_can_be_typed() {
    let folder = folder();
    let first = table(folder.path(), "first.csv");
    let second = table(folder.path(), "typed path.csv");
    let session = Session::start(Dialogs::Fail);
    let window = session.open(&first);
    session.modal_after(window, || session.click(window, open_button(&first)));
    session.type_and_enter(window, &second);
    session.window("typed path.csv");
}

#[test]
#[ignore = "needs Xvfb and D-Bus; .ci/run runs it"]
fn while_a_dialog_never_comes_a_path_can_be_typed() {
    let folder = folder();
    let first = table(folder.path(), "first.csv");
    let second = table(folder.path(), "typed path.csv");
    let session = Session::start(Dialogs::Hang);
    let window = session.open(&first);
    session.click(window, open_button(&first));
    session.modal_after(window, || session.keys(window, "ctrl+shift+o"));
    session.type_and_enter(window, &second);
    session.window("typed path.csv");
}

#[test]
#[ignore = "needs Xvfb and D-Bus; .ci/run runs it"]
fn where_the_dialog_never_comes_a_picture_is_saved_under_a_typed_path() {
    let folder = folder();
    let first = table(folder.path(), "first.csv");
    let picture = folder.path().join("shop map.png");
    let session = Session::start(Dialogs::Hang);
    let window = session.open(&first);
    let bright = session.brightness(window);
    session.modal_after(window, || session.keys(window, "ctrl+e"));
    session.keys(window, "Return");
    let dark = || session.is_darker(window, bright);
    session.wait_for("an end of the export dialog", || (!dark()).then_some(()));
    session.wait_for("the field for the path, by itself", || dark().then_some(()));
    session.type_and_enter(window, &picture);
    session.wait_for("the picture", || picture.exists().then_some(()));
    check_picture(&std::fs::read(&picture).unwrap());
}

#[test]
#[ignore = "needs Xvfb and D-Bus; .ci/run runs it"]
fn a_missing_file_leaves_the_program_usable() {
    let folder = folder();
    let first = table(folder.path(), "first.csv");
    let second = table(folder.path(), "second.csv");
    let session = Session::start(Dialogs::Fail);
    let window = session.open(&first);
    for (path, title) in [(folder.path().join("none.csv"), "first.csv"), (second, "second.csv")] {
        session.modal_after(window, || session.keys(window, "ctrl+shift+o"));
        session.type_and_enter(window, &path);
        session.settled(window);
        session.window(title);
    }
}

/// The middle of what carries a label in a window of the same size.
fn middle(harness: &Harness<'static, App>, label: &str) -> (i32, i32) {
    let center = harness.get_by_label(label).rect().center();
    (center.x as i32, center.y as i32)
}

#[test]
#[ignore = "needs Xvfb, D-Bus and a desktop portal; .ci/run runs it"]
fn customers_are_enclosed_with_the_pointer_named_and_written() {
    let folder = folder();
    let first = table(folder.path(), "first.csv");
    let written = folder.path().join("segments.csv");
    // A twin without a screen tells where things lie.
    let mut twin = window::opened(first.to_str().unwrap());
    let map = twin.get_by_label("PCA map of 200 rows").rect();
    let corner = |x: f32, y: f32| {
        let at = map.lerp_inside(eframe::egui::vec2(x, y));
        (at.x as i32, at.y as i32)
    };
    twin.state_mut().view_mut().selection.select((1..=100).map(dimlens::data::RowId));
    twin.state_mut().view_mut().tab = Tab::Selection;
    twin.run_steps(3);
    let name = middle(&twin, "Name segment");
    window::press(&mut twin, "Name segment");
    let export = middle(&twin, "Export\u{2026}");
    let session = Session::start(Dialogs::Work);
    let window = session.open(&first);
    session.keys(window, "r");
    // The outermost points lie 4 % within the map.
    session.drag(window, corner(0.02, 0.015), corner(0.5, 0.985));
    session.settled(window);
    session.click(window, name);
    session.settled(window);
    session.click(window, export);
    session.answer("Export segments", &written);
    session.wait_for("the segments", || written.exists().then_some(()));
    let text = std::fs::read_to_string(&written).unwrap();
    // One of the two groups, whole: every second row.
    let rows: Vec<usize> =
        text.lines().skip(1).map(|line| line.split(',').next().unwrap().parse().unwrap()).collect();
    assert_eq!(rows.len(), 100, "{text}");
    assert!(rows.windows(2).all(|pair| pair[1] == pair[0] + 2), "{text}");
}
