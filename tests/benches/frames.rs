//! What a frame of the window costs the CPU while the user pans, zooms and points: layout, tessellation, and all that
//! is prepared for the graphics card, but not the card's own work.
//!
//! `cargo bench --bench frames`: two pictures of all rows at once, the map of the PCA and the biplot, at 10,000,
//! 100,000 and 1,000,000 rows; with a card (software Vulkan serves) and without. `-- 10000 100000` takes other sizes.

#[allow(dead_code, reason = "each benchmark uses a part of it")]
#[path = "shared/window.rs"]
mod window;

use dimlens::data::RowId;
use dimlens::ui::Tab;
use eframe::egui::{
    Event, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, TouchPhase, pos2, vec2,
};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use window::{FRAMES, Window};

/// In the middle of the left map.
const MIDDLE: Pos2 = pos2(620.0, 330.0);

fn main() -> Result<(), Box<dyn Error>> {
    let sizes: Vec<usize> = std::env::args().filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 100_000, 1_000_000] } else { sizes };
    let folder = tempfile::tempdir()?;
    println!("milliseconds a frame, median (slowest): both pictures and all panels");
    for rows in sizes {
        let path = folder.path().join(format!("{rows}.csv"));
        std::fs::write(&path, groups(rows))?;
        for card in [true, false] {
            measure(&mut opened(&path, rows, card), rows, card);
        }
    }
    Ok(())
}

/// A window with two pictures of a table.
fn opened(path: &Path, rows: usize, card: bool) -> Window {
    let mut window = Window::new(path, card.then(window::card));
    window.app.view_mut().tab = Tab::Biplot;
    // The index of the points is made beside the window.
    for _ in 0..40 + rows / 2_000 {
        window.rest();
    }
    assert_eq!(window.on_card, if card { 2 } else { 0 }, "two pictures");
    window
}

fn measure(window: &mut Window, rows: usize, card: bool) {
    let with = if card { "with a card" } else { "without" };
    let mut line = format!("{rows:>9} rows, {with:<11}");
    let mut part = |window: &mut Window, name: &str, input: &dyn Fn(usize) -> Vec<Event>| {
        let [median, most] = window.frames(input);
        let _ = write!(line, "  {name} {median:.1} ({most:.1})");
    };
    let away = |_| vec![Event::PointerGone];
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let circle = |at: usize| {
        let angle = at as f32 * 0.3;
        MIDDLE + vec2(angle.cos(), angle.sin()) * 60.0
    };
    let wheel = |at: usize| Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        source: MouseWheelSource::Wheel,
        delta: vec2(0.0, if at % FRAMES < FRAMES / 2 { 20.0 } else { -20.0 }),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    };
    part(window, "at rest", &away);
    part(window, "pointing", &|at| vec![Event::PointerMoved(circle(at))]);
    part(window, "zooming", &|at| vec![Event::PointerMoved(MIDDLE), wheel(at)]);
    window.frame(vec![Event::PointerMoved(MIDDLE), button(MIDDLE, true)]);
    part(window, "panning", &|at| vec![Event::PointerMoved(circle(at))]);
    window.app.view_mut().selection.select((0..rows as u32 / 3).map(|row| RowId(row * 2)));
    let first = window.frame(Vec::new());
    part(window, "with a third selected", &|at| vec![Event::PointerMoved(circle(at))]);
    window.frame(vec![button(MIDDLE, false)]);
    println!("{line}  first with it {first:.1}");
}

/// Overlapping groups, by a fixed formula: six numbers and a word.
fn groups(rows: usize) -> String {
    let mut text = String::from("a,b,c,d,e,f,kind\n");
    let mut state: u64 = 7;
    for row in 0..rows {
        for column in 0..6 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let noise = (state >> 40) as f64 / f64::from(1_u32 << 24);
            let centre = ((row % 7 * 31 + column * 17) % 11) as f64 / 10.0;
            let _ = write!(text, "{:.5},", centre + noise);
        }
        let _ = writeln!(text, "kind {}", row % 7);
    }
    text
}
