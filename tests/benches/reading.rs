//! Reading and preparing tables of 20 columns, beside polars' own reader on the same bytes, in one run.
//!
//! `cargo bench --bench reading [-- ROWS ...]` prints the best of three and the ratio.

#![allow(clippy::unwrap_used, reason = "a benchmark that fails must say so")]

use dimlens::data::{ReadOptions, read_bytes};
use dimlens::features::{Recipe, prepare};
use dimlens::progress::Progress;
use polars::prelude::{CsvReadOptions, SerReader};
use rand::{Rng, SeedableRng};
use std::fmt::Write;
use std::io::Cursor;
use std::time::Instant;

const RUNS: usize = 3;

/// Fourteen columns of numbers, five of few words, one identifier.
fn table(rows: usize) -> String {
    let mut random = rand_xoshiro::Xoshiro256Plus::seed_from_u64(1);
    let mut text = "id".to_owned();
    for column in 1..20 {
        let _ = write!(text, ",c{column}");
    }
    text.push('\n');
    for row in 0..rows {
        let _ = write!(text, "{row}");
        for column in 1..20 {
            let _ = match column % 4 {
                0 => write!(text, ",level {}", random.gen_range(0..9)),
                1 => write!(text, ",{}", random.gen_range(0..100_000)),
                _ => write!(text, ",{:.3}", random.gen_range(-1000.0..1000.0)),
            };
        }
        text.push('\n');
    }
    text
}

fn best<T>(mut work: impl FnMut() -> T) -> (f64, T) {
    let mut run = || {
        let started = Instant::now();
        let result = work();
        (started.elapsed().as_secs_f64(), result)
    };
    let mut best = run();
    for _ in 1..RUNS {
        let next = run();
        if next.0 < best.0 {
            best = next;
        }
    }
    best
}

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![100_000, 1_000_000] } else { asked };
    for rows in sizes {
        let text = table(rows);
        let bytes = text.as_bytes();
        let (polars, frame) = best(|| {
            let reader = CsvReadOptions::default().into_reader_with_file_handle(Cursor::new(bytes));
            reader.finish().unwrap()
        });
        assert_eq!(frame.height(), rows);
        let (ours, table) =
            best(|| read_bytes("bench", bytes, &ReadOptions::default(), &Progress::new()).unwrap());
        assert_eq!(table.rows().len(), rows);
        let (preparing, _) =
            best(|| prepare(&table, &Recipe::default(), &Progress::new()).unwrap());
        println!(
            "{rows} x 20 ({:.0} MB): polars {polars:.3} s, dimlens {ours:.3} s, ratio {:.2}; preparing {preparing:.3} s",
            bytes.len() as f64 / 1e6,
            ours / polars
        );
    }
}
