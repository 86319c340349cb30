//! The real program in a real window: Xvfb, a window manager, a private D-Bus session, the system's own file
//! dialog through the desktop portal, keys and clicks by xdotool.

mod fluent;
mod hands;
mod session;

use super::support::folder;
use super::window;
use dimlens::ui::{App, Tab};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
pub use session::{Dialogs, Session};
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

/// Two groups of customers with nineteen properties, every second customer of one, and an identifier.
fn large_table(at: &Path, rows: usize) -> PathBuf {
    use std::io::Write;
    let path = at.join("large.csv");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    let names: Vec<String> = (1..20).map(|column| format!("c{column}")).collect();
    writeln!(file, "id,{}", names.join(",")).unwrap();
    let mut state = 7_u64;
    let mut random = |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for row in 0..rows as u64 {
        write!(file, "{}", row + 1).unwrap();
        for column in 1..20 {
            if column % 5 == 0 {
                write!(file, ",level {}", random(6)).unwrap();
            } else {
                write!(file, ",{}.{}", row % 2 * 900 + random(300), random(10)).unwrap();
            }
        }
        writeln!(file).unwrap();
    }
    file.flush().unwrap();
    path
}

/// A place on the map at the left, as shares of its width and height.
fn on_map(twin: &Harness<'static, App>, rows: &str, x: f32, y: f32) -> (i32, i32) {
    let map = twin.get_by_label(&format!("PCA map of {rows} rows")).rect();
    let at = map.lerp_inside(eframe::egui::vec2(x, y));
    (at.x as i32, at.y as i32)
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
    half_is_enclosed(&table(folder.path(), "first.csv"), "200");
}

#[test]
#[ignore = "needs Xvfb, D-Bus and a desktop portal; .ci/run runs it"]
fn half_a_million_of_a_million_customers_are_enclosed_named_and_written() {
    let folder = folder();
    half_is_enclosed(&large_table(folder.path(), 1_000_000), "1,000,000");
}

/// A rectangle round one of the two groups in the real window; its customers are named and written.
fn half_is_enclosed(first: &Path, rows: &str) {
    let written = first.with_file_name("segments.csv");
    // A twin without a screen tells where things lie.
    let mut twin = window::opened(first.to_str().unwrap());
    let corners = [on_map(&twin, rows, 0.02, 0.015), on_map(&twin, rows, 0.5, 0.985)];
    twin.state_mut().view_mut().selection.select((1..=100).map(dimlens::data::RowId));
    twin.state_mut().view_mut().tab = Tab::Selection;
    twin.run_steps(3);
    let name = middle(&twin, "Name segment");
    window::press(&mut twin, "Name segment");
    let export = middle(&twin, "Export\u{2026}");
    drop(twin);
    let session = Session::start(Dialogs::Work);
    let window = session.open(first);
    session.keys(window, "r");
    session.settled(window);
    // The outermost points lie 4 % within the map.
    session.drag(window, corners[0], corners[1]);
    session.settled(window);
    session.click(window, name);
    session.settled(window);
    session.click(window, export);
    session.answer("Export segments", &written);
    session.wait_for("the segments", || written.exists().then_some(()));
    let text = std::fs::read_to_string(&written).unwrap();
    // One of the two groups, whole: every second row.
    let found: Vec<usize> =
        text.lines().skip(1).map(|line| line.split(',').next().unwrap().parse().unwrap()).collect();
    assert_eq!(found.len() * 2, rows.replace(',', "").parse::<usize>().unwrap());
    assert!(found.windows(2).all(|pair| pair[1] == pair[0] + 2));
}
