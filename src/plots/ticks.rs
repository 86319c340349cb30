//! Round numbers for axes.
//!
//! Steps are 1, 2 or 5 times a power of ten, as in d3-array's `ticks` (its thresholds: the geometric means
//! of neighbouring steps). Numbers have a comma between thousands, a point before decimals, and a true
//! minus sign.

use crate::words::{grouped, scientific};

/// At most this many ticks, whatever is asked: beyond it a picture is not readable.
const MOST: usize = 1_000;

/// Round numbers inside `range`, about `target` of them, ascending. None for an empty, reversed or infinite
/// range.
///
/// # Examples
/// ```
/// assert_eq!(dimlens::plots::nice_ticks((0.0, 1.0), 5), [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
/// ```
pub fn nice_ticks(range: (f64, f64), target: usize) -> Vec<f64> {
    let (low, high) = range;
    let target = target.min(MOST);
    let span = high - low;
    // Below this span neighbouring steps are no longer different numbers.
    let tight = span <= low.abs().max(high.abs()) * 1e-12;
    if !span.is_finite() || span <= 0.0 || tight || target == 0 {
        return Vec::new();
    }
    let rough = span / target as f64;
    let power = rough.log10().floor();
    let share = rough / 10_f64.powf(power);
    let factor = if share >= 50_f64.sqrt() {
        10.0
    } else if share >= 10_f64.sqrt() {
        5.0
    } else if share >= 2_f64.sqrt() {
        2.0
    } else {
        1.0
    };
    // Whole multiples, divided rather than multiplied where the step is a fraction: 3 / 10 is 0.3, 3 * 0.1
    // is not.
    let at = |k: f64| {
        if power < 0.0 { k * factor / 10_f64.powf(-power) } else { k * factor * 10_f64.powf(power) }
    };
    let step = at(1.0);
    if step <= 0.0 || !step.is_finite() {
        return Vec::new();
    }
    let slack = span * 1e-9;
    let (first, last) = (((low - slack) / step).ceil(), ((high + slack) / step).floor());
    let count = (last - first + 1.0).clamp(0.0, 4.0 * MOST as f64) as usize;
    // Adding zero turns -0 into 0.
    (0..count).map(|i| at(first + i as f64) + 0.0).collect()
}

/// Ticks of a logarithmic scale: powers of ten, with 2 and 5 between where few decades leave room. Falls
/// back on [`nice_ticks`] where the range holds fewer than two of them. `range` must be above zero,
/// otherwise none.
pub fn log_ticks(range: (f64, f64), target: usize) -> Vec<f64> {
    let (low, high) = range;
    if !(low > 0.0 && high > low && high.is_finite()) {
        return Vec::new();
    }
    let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    let inside = |value: &f64| *value >= low * (1.0 - 1e-9) && *value <= high * (1.0 + 1e-9);
    let all = |factors: &[f64], every: usize| -> Vec<f64> {
        let decades = (first..=last).step_by(every);
        decades
            .flat_map(|e| factors.iter().map(move |f| f * 10_f64.powi(e)))
            .filter(inside)
            .collect()
    };
    for factors in [&[1.0, 2.0, 5.0][..], &[1.0, 3.0], &[1.0]] {
        let ticks = all(factors, 1);
        if ticks.len() <= target.max(2) {
            return if ticks.len() < 2 { nice_ticks(range, target) } else { ticks };
        }
    }
    all(&[1.0], ((last - first) as usize).div_ceil(target.max(1)).max(1))
}

/// A tick as words: just the decimals that tell it from its neighbours, `step` apart.
///
/// # Examples
/// ```
/// use dimlens::plots::format_tick;
/// assert_eq!(format_tick(0.5, 0.25), "0.50");
/// assert_eq!(format_tick(-12_000.0, 2_000.0), "−12,000");
/// ```
pub fn format_tick(value: f64, step: f64) -> String {
    if value == 0.0 && !(1e-4..1e7).contains(&step.abs()) {
        return "0".to_owned();
    }
    let size = value.abs().max(step.abs());
    if !value.is_finite() || (1e-4..1e7).contains(&size) {
        let mut decimals = 0;
        // Up to eight: a step of 0.25 needs two, though its power of ten says one.
        while decimals < 8 && !is_whole(step * 10_f64.powi(decimals)) {
            decimals += 1;
        }
        grouped(value, decimals as usize)
    } else {
        scientific(value, (size / step.abs()).log10().ceil().clamp(1.0, 12.0) as usize)
    }
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() <= value.abs() * 1e-9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_exact_round_numbers() {
        assert_eq!(
            nice_ticks((0.0, 1.0), 10),
            [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
        );
        assert_eq!(nice_ticks((-4.2, 4.2), 4), [-4.0, -2.0, 0.0, 2.0, 4.0]);
        assert_eq!(nice_ticks((0.0, 100.0), 5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(nice_ticks((1_234.0, 9_876.0), 4), [2_000.0, 4_000.0, 6_000.0, 8_000.0]);
    }

    #[test]
    fn ticks_are_near_the_target_and_inside_at_any_scale() {
        for power in -300..300 {
            for (low, high) in [(0.0, 1.0), (-0.37, 0.91), (1.01, 7.77)] {
                let unit = 10_f64.powi(power);
                let range = (low * unit, high * unit);
                let ticks = nice_ticks(range, 6);
                assert!((3..=13).contains(&ticks.len()), "{range:?}: {ticks:?}");
                let slack = (range.1 - range.0) * 1e-6;
                assert!(ticks.iter().all(|t| *t >= range.0 - slack && *t <= range.1 + slack));
                assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
            }
        }
    }

    #[test]
    fn odd_ranges_have_no_ticks() {
        for range in
            [(1.0, 1.0), (2.0, 1.0), (f64::NAN, 1.0), (0.0, f64::INFINITY), (1e16, 1e16 + 2.0)]
        {
            assert!(nice_ticks(range, 5).is_empty(), "{range:?}");
        }
        assert!(nice_ticks((0.0, 1.0), 0).is_empty());
    }

    #[test]
    fn log_ticks_thin_out_with_the_decades() {
        assert_eq!(log_ticks((1.0, 100.0), 7), [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0]);
        assert_eq!(log_ticks((0.5, 20_000.0), 6), [1.0, 10.0, 100.0, 1_000.0, 10_000.0]);
        assert!(log_ticks((1e-20, 1e20), 6).len() <= 7);
        assert_eq!(log_ticks((3.1, 3.9), 4), nice_ticks((3.1, 3.9), 4));
        assert!(log_ticks((0.0, 10.0), 4).is_empty());
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(format_tick(1_234_567.0, 1.0), "1,234,567");
        assert_eq!(format_tick(0.3, 0.1), "0.3");
        assert_eq!(format_tick(-0.0, 0.1), "0.0");
        assert_eq!(format_tick(2e7, 1e7), "2e7");
        assert_eq!(format_tick(20_010_000.0, 10_000.0), "2.001e7");
        assert_eq!(format_tick(0.0, 2e-6), "0");
    }
}
