//! Ten seconds of panning in the real window, each frame of them in a log.

use super::super::support::folder;
use super::session::{Dialogs, Session};
use super::{large_table, on_map, window};
use std::path::Path;
use std::time::Duration;

/// How long the map is dragged about.
const PANNED: Duration = Duration::from_secs(10);

/// The processor time of the frames of a log, in milliseconds.
fn frames(log: &Path) -> Vec<f64> {
    let text = std::fs::read_to_string(log).unwrap();
    text.lines().map(|line| line.split('\t').nth(1).unwrap().parse().unwrap()).collect()
}

fn panned(file: &Path, rows: &str, least: usize) {
    let twin = window::opened(file.to_str().unwrap());
    let middle = on_map(&twin, rows, 0.4, 0.5);
    drop(twin);
    let session = Session::start(Dialogs::Work);
    let window = session.open(file);
    let before = frames(&session.frame_log()).len();
    session.drag_about(window, middle, 60.0, PANNED);
    let mut panned = frames(&session.frame_log()).split_off(before);
    assert!(panned.len() >= least, "{} frames while the map was dragged", panned.len());
    panned.sort_by(f64::total_cmp);
    let at = |share: f64| panned[((panned.len() - 1) as f64 * share) as usize];
    println!(
        "{rows} rows: {} frames in {PANNED:?} of panning; processor time of a frame: median {:.2} ms, 95 % {:.2} ms, slowest {:.2} ms",
        panned.len(),
        at(0.5),
        at(0.95),
        at(1.0)
    );
}

#[test]
#[ignore = "needs Xvfb and D-Bus; .ci/run runs it"]
fn while_a_map_is_dragged_frame_follows_frame() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/wa_churn.csv");
    panned(&sample, "7,043", 10);
}

#[test]
#[ignore = "needs Xvfb and D-Bus; .ci/run runs it"]
fn a_million_customers_are_dragged_too() {
    let folder = folder();
    panned(&large_table(folder.path(), 1_000_000), "1,000,000", 3);
}
