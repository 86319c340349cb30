//! Pictures of the window, drawn by software Vulkan (lavapipe): other drivers differ by a shade.
//!
//! The t-SNE map is masked: linfa-tsne draws another picture at each run.

use super::support::{folder, sample, text};
use super::window::{german, opened, press};
use eframe::egui::Theme;
use egui_kittest::kittest::Queryable;
use std::path::Path;

/// Letters are smoothed a little differently from one version of lavapipe to the next.
const FEW: usize = 400;

fn compare(file: &Path, theme: Theme, tab: Option<&str>, name: &str) {
    let options =
        egui_kittest::SnapshotOptions::new().output_path("tests/snapshots").max_failed_pixels(FEW);
    let mut harness = opened(text(file));
    harness.ctx.set_theme(theme);
    if let Some(tab) = tab {
        press(&mut harness, tab);
    }
    harness.run_steps(4);
    let map = harness.get_by_label_contains("t-SNE map of ").rect();
    harness.mask(map);
    harness.snapshot_options(name, &options);
}

#[test]
#[ignore = "needs software Vulkan (lavapipe); .ci/run runs it"]
fn the_light_window_looks_as_before() {
    compare(&sample("penguins"), Theme::Light, None, "window_light");
}

#[test]
#[ignore = "needs software Vulkan (lavapipe); .ci/run runs it"]
fn the_dark_window_looks_as_before() {
    compare(&sample("penguins"), Theme::Dark, Some("Ledger"), "window_dark");
}

#[test]
#[ignore = "needs software Vulkan (lavapipe); .ci/run runs it"]
fn the_import_page_looks_as_before() {
    let folder = folder();
    compare(&german(folder.path()), Theme::Light, Some("Import"), "import_page");
}

/// A table of so many rows, by a fixed formula.
fn spirals(rows: u32) -> String {
    let row = |i: u32| {
        let (turn, arm) = (f64::from(i % 701) / 70.0, f64::from(i % 3) * 2.1);
        let (a, b) = ((turn + arm).cos() * turn, (turn + arm).sin() * turn);
        format!("{a:.4},{b:.4},{:.4},arm {}\n", f64::from(i % 53), i % 3)
    };
    "a,b,c,arm\n".to_owned() + &(0..rows).map(row).collect::<String>()
}

#[test]
#[ignore = "needs software Vulkan (lavapipe); .ci/run runs it"]
fn the_graphics_card_draws_the_same_window() {
    let folder = folder();
    let path = folder.path().join("spirals.csv");
    std::fs::write(&path, spirals(2_500)).unwrap();
    let open = |card: bool| {
        let action = dimlens::project::Action::Open(path.clone());
        let builder = egui_kittest::Harness::builder().with_size([1280.0, 800.0]);
        let builder = if card { builder.wgpu() } else { builder };
        let mut harness = builder.build_eframe(|cc| dimlens::ui::App::new(&cc.egui_ctx, action));
        super::window::settle(&mut harness);
        harness
    };
    let (mut card, mut shapes) = (open(true), open(false));
    let count = |harness: &egui_kittest::Harness<'static, dimlens::ui::App>| {
        let shapes = harness.output().shapes.iter();
        shapes.filter(|s| matches!(s.shape, eframe::egui::Shape::Callback(_))).count()
    };
    assert_eq!((count(&card), count(&shapes)), (2, 0), "one for each map");
    for select in [false, true] {
        for harness in [&mut card, &mut shapes] {
            let rows = (1..800).map(dimlens::data::RowId);
            harness.state_mut().view_mut().selection.select(rows.filter(|_| select));
            harness.run_steps(4);
        }
        let [a, b] = [card.render().unwrap(), shapes.render().unwrap()];
        let apart = a.pixels().zip(b.pixels()).map(|(a, b)| {
            a.0.iter().zip(b.0).map(|(a, b)| f64::from(a.abs_diff(b))).fold(0.0, f64::max)
        });
        let apart: Vec<f64> = apart.collect();
        let mean = apart.iter().sum::<f64>() / apart.len() as f64;
        let far = apart.iter().filter(|apart| **apart > 24.0).count();
        assert!(mean < 0.1 && far < 200, "{mean:.3} of 255, {far} pixels far apart");
    }
}
