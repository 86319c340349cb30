//! What neighbours weigh: a Gaussian of their distance.

use super::span;
use crate::plots::palette::CATEGORIES;
use crate::plots::{
    Align, Axis, Bars, Figure, Ink, Key, Legend, LegendEntry, Line, Mark, TextMark,
};
use crate::words::format_value;

/// Pieces of the curve.
const PIECES: usize = 120;
/// Width of a bar, as a share of the axis.
const THIN: f64 = 0.004;

/// What the picture is made of.
#[derive(Debug, Clone, Copy)]
pub struct BellInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Below the picture.
    pub caption: &'a str,
    /// Distances of the neighbours, the nearest first.
    pub distances: &'a [f64],
    /// What they weigh.
    pub weights: &'a [f64],
    /// The width of the Gaussian; none where all weigh alike.
    pub sigma: Option<f64>,
}

/// A bar for each neighbour at its distance, as high as its weight; the Gaussian passes through their tops.
pub fn bell(input: &BellInput) -> Figure {
    let tops = input.distances.iter().zip(input.weights).map(|(d, p)| [*d, *p]);
    let bars: Vec<[f64; 2]> = tops.filter(|at| at.iter().all(|v| v.is_finite())).collect();
    let (_, far) = span(bars.iter().map(|at| at[0]), true);
    // The Gaussian's height follows from any of the bars; the largest has the most digits.
    let largest = bars.iter().copied().max_by(|a, b| a[1].total_cmp(&b[1]));
    let sigma = input.sigma.filter(|sigma| *sigma > 0.0);
    let curve = largest.zip(sigma).map(|([d, p], sigma)| {
        let height = |x: f64| p * ((d * d - x * x) / (2.0 * sigma * sigma)).exp();
        let places = (0..=PIECES).map(|i| far * i as f64 / PIECES as f64);
        places.map(|x| [x, height(x)]).collect::<Vec<_>>()
    });
    // A neighbour far nearer than the others would leave nothing to them.
    let tallest = bars.iter().map(|at| at[1]);
    let (_, high) = span(tallest, true);
    let drawn = curve.map(|curve| -> Vec<[f64; 2]> {
        curve.into_iter().map(|[x, y]| if y <= high { [x, y] } else { [x, f64::NAN] }).collect()
    });
    let each = Ink::Data(CATEGORIES[0]);
    let mut entries = vec![LegendEntry::new("each neighbour", each, Key::Bar)];
    let mut marks = Vec::new();
    if let Some(sigma) = sigma.filter(|sigma| *sigma <= far) {
        let xy = vec![[sigma, 0.0], [sigma, high]];
        marks.push(Mark::Line(Line::dashed(xy, Ink::Muted, 1.2)));
        let words = format!("\u{3c3} = {}", format_value(sigma));
        let right = sigma > 0.6 * far;
        let (offset, align) = if right { (-6.0, Align::End) } else { (6.0, Align::Start) };
        let note = TextMark::note([sigma, high], [offset, 13.0], words, Ink::Muted, align);
        marks.push(Mark::Text(note));
    }
    marks.push(Mark::Bars(Bars { bars, width: THIN * far, lying: false, ink: each }));
    if let Some(curve) = drawn {
        marks.push(Mark::Line(Line::plain(curve, Ink::Accent, 1.8)));
        entries.push(LegendEntry::new("the Gaussian", Ink::Accent, Key::Line));
    }
    Figure {
        title: input.title.to_owned(),
        caption: input.caption.to_owned(),
        x: Axis::numbers("Distance in the prepared columns", (-THIN * far, far)),
        y: Axis::numbers("Weight p", (0.0, high)),
        marks,
        legend: Legend::row(entries),
        equal_aspect: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_passes_through_the_tops_of_the_bars() {
        let sigma: f64 = 1.3;
        let distances = [0.5, 1.0, 2.0, 3.5];
        let raw = distances.map(|d: f64| (-d * d / (2.0 * sigma * sigma)).exp());
        let all: f64 = raw.iter().sum();
        let weights = raw.map(|w| w / all);
        let input = BellInput {
            title: "t",
            caption: "",
            distances: &distances,
            weights: &weights,
            sigma: Some(sigma),
        };
        let figure = bell(&input);
        let bars = figure.marks.iter().find_map(|mark| match mark {
            Mark::Bars(bars) => Some(&bars.bars),
            _ => None,
        });
        let sum: f64 = bars.unwrap().iter().map(|bar| bar[1]).sum();
        assert!((sum - 1.0).abs() < 1e-12);
        let Some(Mark::Line(curve)) = figure.marks.last() else { panic!("expected the Gaussian") };
        for (d, p) in distances.iter().zip(weights) {
            let after = curve.xy.partition_point(|at| at[0] < *d);
            let [[x0, y0], [x1, y1]] = [curve.xy[after - 1], curve.xy[after]];
            let there = y0 + (y1 - y0) * (d - x0) / (x1 - x0);
            assert!((there - p).abs() < 1e-3, "{d}: {there} {p}");
        }
        // Neighbours that all weigh alike have no Gaussian.
        let alike = bell(&BellInput { sigma: None, ..input });
        assert!(!alike.marks.iter().any(|mark| matches!(mark, Mark::Line(_))));
        assert!(bell(&BellInput { distances: &[], weights: &[], ..input }).y.range.1 > 0.0);
    }
}
