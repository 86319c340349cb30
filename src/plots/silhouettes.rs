//! How well the rows of each cluster lie in it (Rousseeuw 1987, figure 2): one bar a row, the best on top.

use super::{
    Align, Axis, Bars, Figure, Ink, Key, Legend, LegendEntries, LegendEntry, LegendPlace, Line,
};
use super::{Mark, Name, Names, Ticks, format_count, style_of};
use crate::words::closed;
use std::fmt::Write as _;

/// Bars there are, at most: where rows are more, each bar is the mean of several.
const BARS: usize = 400;
/// Height of a bar, in bars.
const SEAM: f64 = 1.25;
/// Room between clusters, as a share of all rows.
const GAP: f64 = 0.02;

/// A cluster, and the silhouettes of its rows.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusterRows {
    /// What it is called.
    pub name: String,
    /// The number of its colour.
    pub style: usize,
    /// One a row, in any order; what is not finite is left out.
    pub values: Vec<f64>,
}

/// What a silhouette picture is made of.
#[derive(Debug, Clone, Copy)]
pub struct SilhouettesInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Below the picture.
    pub caption: &'a str,
    /// The clusters, the first on top.
    pub clusters: &'a [ClusterRows],
    /// The mean over all rows, a dashed line.
    pub mean: f64,
}

/// Lying bars, sorted in each cluster; all bars of a cluster are together as high as it has rows.
pub fn silhouettes(input: &SilhouettesInput) -> Figure {
    let all: usize = input.clusters.iter().map(|one| one.values.len()).sum();
    let of_bar = all.div_ceil(BARS).max(1);
    let (mut marks, mut names) = (Vec::new(), Vec::new());
    let (mut top, mut least) = (0.0_f64, 0.0_f64);
    for cluster in input.clusters {
        let mut values: Vec<f64> =
            cluster.values.iter().copied().filter(|value| value.is_finite()).collect();
        values.sort_by(|a, b| b.total_cmp(a));
        let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len() as f64;
        // As many rows in each bar as may be, one more or less.
        let bars = values.len().div_ceil(of_bar);
        let end = |bar: usize| bar * values.len() / bars.max(1);
        let heights: Vec<f64> =
            (0..bars).map(|bar| mean(&values[end(bar)..end(bar + 1)])).collect();
        let width = values.len() as f64 / heights.len().max(1) as f64;
        least = heights.iter().copied().fold(least, f64::min);
        let bar = |(at, &value): (usize, &f64)| [value, top - (at as f64 + 0.5) * width];
        let bars = heights.iter().enumerate().map(bar).collect();
        let color = style_of(cluster.style).0;
        let ink = Ink::Data(color);
        // Each covers the seam to the next: no ground shines through.
        marks.push(Mark::Bars(Bars { bars, width: width * SEAM, lying: true, ink }));
        let tail = format!(" ({})", format_count(values.len()));
        let (text, at) = (closed(&cluster.name).into(), top - values.len() as f64 / 2.0);
        names.push((values.len(), Name { at, text, tail, ink: Ink::Primary, sign: Some(color) }));
        top -= values.len() as f64 + GAP * all as f64;
    }
    let bottom = top.min(-1.0);
    let mut keys = Vec::new();
    if input.mean.is_finite() {
        let xy = vec![[input.mean, bottom], [input.mean, GAP * all as f64]];
        let ink = Ink::Primary;
        marks.push(Mark::Line(Line { xy, ink, width: 1.2, dashed: true, markers: false }));
        keys.push(LegendEntry::new(format!("mean {:.2}", input.mean), ink, Key::Dashes));
    }
    let mut caption = input.caption.to_owned();
    if of_bar > 1 {
        let _ = write!(caption, " Each bar is the mean of up to {of_bar} rows.");
    }
    // Where there is no room for all, the larger clusters keep their names.
    names.sort_by_key(|(rows, _)| std::cmp::Reverse(*rows));
    let names = names.into_iter().map(|(_, name)| name).collect();
    let top = GAP * all.max(1) as f64;
    let (align, share, within) = (Align::End, 0.5, [bottom, top]);
    marks.push(Mark::Names(Names { x: 1.0, names, align, share, within, beside: true }));
    Figure {
        title: input.title.to_owned(),
        caption,
        x: Axis {
            label: "Silhouette".to_owned(),
            range: (if least < 0.0 { least * 1.08 } else { 0.0 }, 1.0),
            ticks: Ticks::Auto,
        },
        y: Axis { label: String::new(), range: (bottom, top), ticks: Ticks::None },
        marks,
        legend: (!keys.is_empty()).then(|| Legend {
            title: String::new(),
            entries: LegendEntries::Classes(keys),
            place: LegendPlace::Top,
        }),
        equal_aspect: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_fall_within_each_cluster_and_hold_all_rows() {
        let cluster = |name: &str, style, count: usize, low: f64| ClusterRows {
            name: name.to_owned(),
            style,
            values: (0..count).map(|i| low + (i * 7 % count) as f64 / (2 * count) as f64).collect(),
        };
        let clusters = [cluster("a", 0, 3_000, 0.2), cluster("b", 1, 10, -0.3)];
        let input = SilhouettesInput { title: "t", caption: "", clusters: &clusters, mean: 0.4 };
        let figure = silhouettes(&input);
        let bars: Vec<&Bars> = figure
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Bars(bars) = mark { Some(bars) } else { None })
            .collect();
        for (bars, cluster) in bars.iter().zip(&clusters) {
            assert!(bars.bars.windows(2).all(|pair| pair[0][0] >= pair[1][0]));
            let rows = cluster.values.len() as f64;
            assert!((bars.width / SEAM * bars.bars.len() as f64 - rows).abs() < 1e-9);
            let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
            let drawn: Vec<f64> = bars.bars.iter().map(|bar| bar[0]).collect();
            assert!((mean(&drawn) - mean(&cluster.values)).abs() < 0.01);
        }
        assert!(bars.iter().map(|bars| bars.bars.len()).sum::<usize>() <= BARS + clusters.len());
        assert!(figure.x.range.0 < -0.15 && figure.caption.contains("up to 8 rows"));
        let none = SilhouettesInput { title: "t", caption: "", clusters: &[], mean: f64::NAN };
        assert!(silhouettes(&none).legend.is_none());
    }
}
