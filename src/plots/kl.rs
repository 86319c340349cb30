//! The divergence of t-SNE along its iterations.

use super::palette::CATEGORIES;
use super::{Align, Axis, Band, Figure, Ink, Line, Mark, TextMark, Ticks};

/// Room above the highest point, as a share of it.
const ROOM: f64 = 0.06;

/// What the curve is made of.
#[derive(Debug, Clone, Copy)]
pub struct KlInput<'a> {
    /// Below the picture.
    pub caption: &'a str,
    /// Iteration and divergence, in the order of iterations.
    pub curve: &'a [[f64; 2]],
    /// Iterations with early exaggeration.
    pub early: usize,
    /// Where the horizontal axis ends, so that it stands still while the run is under way.
    pub goal: usize,
    /// The iteration whose map is shown, where that is not the last.
    pub shown: Option<usize>,
}

/// A line of the divergence against the iteration, from zero; the phase of early exaggeration is a band.
pub fn kl(input: &KlInput) -> Figure {
    let finite = |at: &&[f64; 2]| at.iter().all(|v| v.is_finite());
    let xy: Vec<[f64; 2]> = input.curve.iter().filter(finite).copied().collect();
    let most = xy.iter().map(|at| at[1]).fold(0.0, f64::max);
    let top = if most > 0.0 { most * (1.0 + ROOM) } else { 1.0 };
    let end = xy.last().map_or(0.0, |at| at[0]).max(input.goal as f64).max(1.0);
    let words = |at: [f64; 2], offset, text: String, align| {
        Mark::Text(TextMark { at, offset, text, ink: Ink::Muted, align, optional: true, on: None })
    };
    let mut marks = Vec::new();
    if input.early > 0 {
        marks.push(Mark::Band(Band { from: 0.0, to: input.early as f64, ink: Ink::Muted }));
        let text = "early exaggeration".to_owned();
        marks.push(words([0.0, 0.0], [6.0, -6.0], text, Align::Start));
    }
    if let Some(at) = input.shown.map(|at| at as f64) {
        let xy = vec![[at, 0.0], [at, top]];
        marks.push(Mark::Line(Line {
            xy,
            ink: Ink::Accent,
            width: 1.2,
            dashed: true,
            markers: false,
        }));
    }
    if let Some(&last) = xy.last() {
        marks.push(words(last, [0.0, -6.0], format!("{:.3}", last[1]), Align::End));
    }
    let ink = Ink::Data(CATEGORIES[0]);
    marks.push(Mark::Line(Line { xy, ink, width: 2.0, dashed: false, markers: false }));
    let axis =
        |label: &str, end| Axis { label: label.to_owned(), range: (0.0, end), ticks: Ticks::Auto };
    Figure {
        title: "t-SNE: KL divergence".to_owned(),
        caption: input.caption.to_owned(),
        x: axis("Iteration", end),
        y: axis("KL divergence (nats)", top),
        marks,
        legend: None,
        equal_aspect: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_stands_still_and_the_phase_is_marked() {
        let curve = [[0.0, 4.0], [10.0, f64::NAN], [20.0, 2.0]];
        let input = KlInput { caption: "", curve: &curve, early: 250, goal: 750, shown: Some(10) };
        let figure = kl(&input);
        assert_eq!((figure.x.range, figure.y.range), ((0.0, 750.0), (0.0, 4.24)));
        assert!(matches!(figure.marks[0], Mark::Band(Band { from: 0.0, to: 250.0, .. })));
        let Some(Mark::Line(line)) = figure.marks.last() else { panic!("expected the curve") };
        assert_eq!(line.xy, [[0.0, 4.0], [20.0, 2.0]]);
    }

    #[test]
    fn no_curve_is_a_picture() {
        let figure = kl(&KlInput { caption: "", curve: &[], early: 0, goal: 0, shown: None });
        assert_eq!((figure.x.range, figure.y.range), ((0.0, 1.0), (0.0, 1.0)));
    }
}
