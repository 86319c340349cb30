//! Pictures of the window, drawn by software Vulkan (lavapipe): other drivers differ by a shade.
//!
//! The t-SNE map is masked: linfa-tsne draws another picture at each run.

use super::support::{sample, text};
use super::window::opened;
use eframe::egui::Theme;
use egui_kittest::kittest::Queryable;

/// Letters are smoothed a little differently from one version of lavapipe to the next.
const FEW: usize = 400;

fn compare(theme: Theme, name: &str) {
    let options =
        egui_kittest::SnapshotOptions::new().output_path("tests/snapshots").max_failed_pixels(FEW);
    let mut harness = opened(text(&sample("penguins")));
    harness.ctx.set_theme(theme);
    harness.run_steps(4);
    let map = harness.get_by_label("t-SNE map of 344 rows").rect();
    harness.mask(map);
    harness.snapshot_options(name, &options);
}

#[test]
#[ignore = "needs software Vulkan (lavapipe); .ci/run runs it"]
fn the_light_window_looks_as_before() {
    compare(Theme::Light, "window_light");
}

#[test]
#[ignore = "needs software Vulkan (lavapipe); .ci/run runs it"]
fn the_dark_window_looks_as_before() {
    compare(Theme::Dark, "window_dark");
}
