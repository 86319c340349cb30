//! What the table of rows costs: a filter, an order, a search, and a frame of the window with the table in it.
//!
//! `cargo bench --bench rows`: tables of 20 columns with 10,000, 100,000 and 1,000,000 rows; `-- 10000 100000` takes
//! other sizes. The frame is the whole window's, without a graphics card: at rest, while the table scrolls, while the
//! pointer goes over it, and the slowest frame while the table is sorted, filtered and searched.

#[path = "shared/customers.rs"]
mod customers;
#[allow(dead_code, reason = "each benchmark uses a part of it")]
#[path = "shared/window.rs"]
mod window;

use customers::customers;
use dimlens::data::{Filter, Needle, ReadOptions, RowId, Table, order, read_bytes, search};
use dimlens::progress::Progress;
use dimlens::ui::{App, RowSort, SortBy, Tab};
use eframe::egui::{
    Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, TouchPhase, pos2, vec2,
};
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use window::Window;

/// In the middle of the table.
const MIDDLE: Pos2 = pos2(900.0, 860.0);
const FILTERS: [&str; 4] = [
    "w0 = \"kind 3\" and n1 > 0.5",
    "not (n1 > 0.5 or n2 <= 0.25 or n3 is missing) and w1 != \"kind 2\"",
    "w4 contains 77",
    "n5 contains 77",
];

fn main() -> Result<(), Box<dyn Error>> {
    let sizes: Vec<usize> = std::env::args().filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 100_000, 1_000_000] } else { sizes };
    let folder = tempfile::tempdir()?;
    for rows in sizes {
        let text = customers(rows);
        let path = folder.path().join(format!("{rows}.csv"));
        std::fs::write(&path, &text)?;
        let table =
            read_bytes("t.csv", text.as_bytes(), &ReadOptions::default(), &Progress::new())?;
        drop(text);
        println!("{rows} rows x {} columns", table.columns().len());
        library(&table)?;
        drop(table);
        in_window(&path, rows);
    }
    Ok(())
}

fn told(name: &str, work: impl Fn()) {
    let mut took: Vec<Duration> = (0..5)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed()
        })
        .collect();
    took.sort_unstable();
    println!("  {:>9.2} ms  {name}", took[2].as_secs_f64() * 1e3);
}

fn library(table: &Table) -> Result<(), Box<dyn Error>> {
    for text in FILTERS {
        let filter = Filter::parse(text, table)?;
        told(&format!("filter {text}"), || drop(black_box(filter.rows(table))));
    }
    for (at, kind) in [(0, "numbers"), (14, "7 words"), (18, "a word for every row")] {
        let values = &table.columns()[at].values;
        told(&format!("order by {kind}"), || drop(black_box(order(values, true))));
    }
    for text in ["kind 3", "zzz", "77"] {
        let needle = Needle::new(text);
        told(&format!("search {text}"), || {
            drop(black_box(search(table, &needle, &Progress::new())));
        });
    }
    Ok(())
}

fn in_window(path: &Path, rows: usize) {
    let mut window = Window::new(path, None);
    let away = |_: usize| vec![Event::PointerGone];
    let over = |at: usize| {
        let y = MIDDLE.y + (at % 12) as f32 * 8.0 - 48.0;
        vec![Event::PointerMoved(pos2(MIDDLE.x, y))]
    };
    let wheel = |_: usize| {
        let delta = vec2(0.0, -4_000.0);
        let (unit, source) = (MouseWheelUnit::Point, MouseWheelSource::Wheel);
        let (phase, modifiers) = (TouchPhase::Move, Modifiers::NONE);
        vec![
            Event::PointerMoved(MIDDLE),
            Event::MouseWheel { unit, source, delta, phase, modifiers },
        ]
    };
    window.app.view_mut().tab = Tab::Variance;
    window.part("another tab, at rest", away);
    window.app.view_mut().tab = Tab::Rows;
    println!("  {:>9.2} ms  frame, the first with the table", window.frame(Vec::new()));
    window.part("at rest", away);
    window.part("scrolling", wheel);
    window.part("pointing", over);
    window.change("until it is sorted", |app| {
        let by = SortBy::Column(3);
        app.view_mut().rows.sort = Some(RowSort { by, descending: true });
    });
    window.part("scrolling, sorted", wheel);
    window.change("until it is filtered", |app| {
        FILTERS[0].clone_into(&mut app.view_mut().rows.filter);
    });
    window.change("until it is searched", |app| app.view_mut().rows.search = "77".into());
    window.part("scrolling, sorted, filtered, searched", wheel);
    window.change("until the selected are on top", |app| {
        app.view_mut().selection.select((0..rows as u32 / 3).map(|row| RowId(row * 3 + 1)));
        app.view_mut().rows.selected_first = true;
    });
    window.part("at rest, a third selected and on top", away);
}

/// What it costs to draw, line by line.
trait Told {
    fn part(&mut self, name: &str, events: impl Fn(usize) -> Vec<Event>);
    /// Changes something, and draws until nothing is under way.
    fn change(&mut self, name: &str, change: impl FnOnce(&mut App));
}

impl Told for Window {
    fn part(&mut self, name: &str, events: impl Fn(usize) -> Vec<Event>) {
        let [median, most] = self.frames(events);
        println!("  {median:>9.2} ms  frame, {name} (slowest {most:.2})");
    }

    fn change(&mut self, name: &str, change: impl FnOnce(&mut App)) {
        let started = Instant::now();
        change(&mut self.app);
        let mut most = self.frame(Vec::new());
        while self.app.view().rows.is_busy() {
            std::thread::sleep(Duration::from_millis(4));
            most = most.max(self.frame(Vec::new()));
        }
        most = most.max(self.frame(Vec::new()));
        let all = started.elapsed().as_secs_f64() * 1e3;
        println!("  {all:>9.2} ms  {name}; slowest frame {most:.2} ms");
    }
}
