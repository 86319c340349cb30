//! Pictures of the window, drawn by software Vulkan (lavapipe): other drivers differ by a shade.
//!
//! The t-SNE map is masked: linfa-tsne draws another picture at each run.

use super::support::{sample, text};
use super::window::opened;
use eframe::egui::Theme;
use egui_kittest::kittest::Queryable;

/// Letters are smoothed a little differently from one version of lavapipe to the next.
const FEW: usize = 400;

#[test]
#[ignore = "needs software Vulkan (lavapipe); .ci/run runs it"]
fn the_window_looks_as_before() {
    let options =
        egui_kittest::SnapshotOptions::new().output_path("tests/snapshots").max_failed_pixels(FEW);
    for (theme, name) in [(Theme::Light, "window_light"), (Theme::Dark, "window_dark")] {
        let mut harness = opened(text(&sample("penguins")));
        harness.ctx.set_theme(theme);
        harness.run_steps(4);
        let map = harness.get_by_label("t-SNE map of 344 rows").rect();
        harness.mask(map);
        harness.snapshot_options(name, &options);
    }
}
