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
