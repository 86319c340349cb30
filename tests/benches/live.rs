//! What it costs the engine of t-SNE that a window looks on, and how often the window sees the points move.
//!
//! `cargo bench --bench live`: 10,000 rows by 20 columns, three runs each way, the fastest of each.

use dimlens::methods::Method;
use dimlens::progress::Progress;
use dimlens::project::{Action, Project, compute};
use std::error::Error;
use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

const ROWS: usize = 10_000;
const COLUMNS: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("groups.csv");
    std::fs::write(&path, groups())?;
    let mut project = Project::new(Arc::new(|| {}));
    project.apply(Action::Open(path));
    while project.running().is_none() {
        project.poll();
        std::thread::sleep(Duration::from_millis(5));
    }
    let (mut alone, mut watched) = (Duration::MAX, Duration::MAX);
    for run in 0..3 {
        if run > 0 {
            project.apply(Action::RestartTsne { from_map: false });
        }
        let (mut seen, mut first, mut last) = (0, None, None);
        while let Some(live) = project.running() {
            let number = live.latest().map(|at| at.number);
            if number != last {
                last = number;
                seen += 1;
                first.get_or_insert_with(Instant::now);
            }
            project.poll();
            std::thread::sleep(Duration::from_millis(3));
        }
        let each = f64::from(seen) / first.map_or(1.0, |first| first.elapsed().as_secs_f64());
        let took = project.map(Method::Tsne).ok_or("no map")?.took;
        let prepared = project.prepared().ok_or("no matrix")?;
        let plain =
            compute(Method::Tsne, &prepared.matrix, project.choices(), &Progress::new())?.took;
        println!("watched {took:.2?}, {each:.1} maps a second; alone {plain:.2?}");
        (watched, alone) = (watched.min(took), alone.min(plain));
    }
    let more = (watched.as_secs_f64() / alone.as_secs_f64() - 1.0) * 100.0;
    println!("watched {watched:.2?}, alone {alone:.2?}: {more:+.1} %");
    Ok(())
}

/// Seven overlapping groups, by a fixed formula.
fn groups() -> String {
    let mut text = (0..COLUMNS).map(|c| format!("c{c}")).collect::<Vec<_>>().join(",");
    let mut state: u64 = 7;
    for row in 0..ROWS {
        text.push('\n');
        for column in 0..COLUMNS {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let noise = (state >> 40) as f64 / f64::from(1_u32 << 24);
            let centre = ((row % 7 * 31 + column * 17) % 11) as f64 / 10.0;
            let comma = if column > 0 { "," } else { "" };
            let _ = write!(text, "{comma}{:.5}", centre + noise);
        }
    }
    text
}
