//! Rows that are equal in every feature column, as they stand in the table.

use super::{Advice, AdviceKind, SHOWN_ROWS, Subject};
use crate::data::Values;
use crate::features::view::Seen;
use crate::words::format_count;
use rayon::prelude::*;

/// Rows that are hashed at a time.
const BLOCK: usize = 4096;

pub(super) fn advise(subject: &Subject) -> Option<Advice> {
    let columns: Vec<&Seen> = (0..subject.view.columns.len())
        .filter(|&at| subject.is_feature(at))
        .map(|at| &subject.view.columns[at])
        .collect();
    let kept = subject.kept;
    let mut hashes = vec![0_u64; kept.len()];
    hashes.par_chunks_mut(BLOCK).zip(kept.par_chunks(BLOCK)).for_each(|(hashes, rows)| {
        for seen in &columns {
            for (hash, &at) in hashes.iter_mut().zip(rows) {
                *hash = mixed(*hash ^ cell(seen, at));
            }
        }
    });
    let mut order: Vec<u32> = (0..kept.len() as u32).collect();
    order.par_sort_unstable_by_key(|&i| (hashes[i as usize], i));
    // Each repeated row with the first that it equals.
    let mut repeated: Vec<(u32, u32)> = Vec::new();
    for run in order.chunk_by(|&a, &b| hashes[a as usize] == hashes[b as usize]) {
        // Almost always one; two rows of one hash need not be equal.
        let mut firsts: Vec<u32> = Vec::new();
        for &i in run {
            let same = |&&f: &&u32| {
                let (a, b) = (kept[f as usize], kept[i as usize]);
                columns.iter().all(|seen| cell(seen, a) == cell(seen, b))
            };
            match firsts.iter().find(same) {
                Some(&first) => repeated.push((i, first)),
                None => firsts.push(i),
            }
        }
    }
    repeated.sort_unstable();
    let &(one, first) = repeated.first()?;
    let row = |i: u32| subject.view.rows()[kept[i as usize]];
    let rows: Vec<_> = repeated.iter().take(SHOWN_ROWS).map(|&(i, _)| row(i)).collect();
    let text = format!(
        "{} of {} rows {} an earlier row in all features (row {} is row {} again). They lie on one another in the maps.",
        format_count(repeated.len()),
        format_count(kept.len()),
        if repeated.len() == 1 { "repeats" } else { "repeat" },
        row(one),
        row(first),
    );
    let mut advice = Advice::new(AdviceKind::DuplicateRows, "", repeated.len() as f64, text);
    advice.columns.clear();
    advice.rows = rows;
    Some(advice)
}

/// What a cell holds, as bits: missing is one value, and so is zero.
fn cell(seen: &Seen, at: usize) -> u64 {
    match &seen.column.values {
        Values::Numbers(values) | Values::Dates(values) => {
            let value = values[at];
            // NaN has many bits, zero two.
            if value.is_nan() { u64::MAX } else { (value + 0.0).to_bits() }
        }
        Values::Text(levels) => levels.code(at).map_or(u64::MAX, u64::from),
    }
}

/// The finaliser of `SplitMix64` (Steele, Lea and Flood 2014).
fn mixed(hash: u64) -> u64 {
    let z = hash.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
