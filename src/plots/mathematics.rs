//! Figures of the mathematics: what a formula does, drawn with the numbers of the table.
//!
//! Each takes plain numbers and says in its caption what was chosen. What is not finite is left out, never drawn somewhere.

mod bell;
mod curves;
mod directions;
mod dumbbells;
mod forces;
mod histogram;
mod lanes;
mod paired;
mod scattered;
mod shares;
mod waterfall;

pub use bell::{BellInput, bell};
pub use curves::{Curve, CurvesInput, Rule, Spot, curves};
pub use directions::{TurnedInput, turned_plane};
pub use dumbbells::{DumbbellsInput, dumbbells};
pub use forces::{Force, ForcesInput, forces};
pub use histogram::{HistogramInput, histogram};
pub use lanes::{Lane, LanesInput, lanes};
pub use paired::{Pair, PairedInput, paired};
pub use scattered::{Group, ScatteredInput, scattered};
pub use shares::{Share, SharesInput, shares};
pub use waterfall::{WaterfallInput, waterfall};

/// Free space beside the outermost number of an axis, as a share of all.
const ROOM: f64 = 0.06;

/// An axis that holds these numbers, and zero where `zero` says so.
fn span(values: impl Iterator<Item = f64>, zero: bool) -> (f64, f64) {
    let start = if zero { (0.0, 0.0) } else { (f64::INFINITY, f64::NEG_INFINITY) };
    let drawn = values.filter(|v| v.abs() < 1e300);
    let (low, high) = drawn.fold(start, |(low, high), v| (low.min(v), high.max(v)));
    if low > high {
        return (0.0, 1.0);
    }
    let size = high - low;
    if size <= high.abs().max(low.abs()) * 1e-12 {
        let half = if low == 0.0 { 0.5 } else { low.abs() * 0.5 };
        return if zero { (0.0, 1.0) } else { (low - half, high + half) };
    }
    let pad = |end: f64| if zero && end == 0.0 { 0.0 } else { ROOM * size };
    (low - pad(low), high + pad(high))
}

/// A number with its sign, a true minus.
fn signed(value: f64) -> String {
    let text = crate::words::format_value(value);
    if value > 0.0 { format!("+{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_holds_its_numbers_and_is_never_empty() {
        assert_eq!(span([1.0, 2.0, f64::NAN].into_iter(), false), (0.94, 2.06));
        assert_eq!(span([1.0, 2.0].into_iter(), true), (0.0, 2.12));
        for values in [vec![], vec![0.0], vec![5.0, 5.0], vec![f64::INFINITY]] {
            for zero in [false, true] {
                let (low, high) = span(values.iter().copied(), zero);
                assert!(low < high && low.is_finite() && high.is_finite(), "{values:?}");
            }
        }
    }
}
