//! Where things stand on the page: title, caption and legend take what they need, the plot takes the rest.

use super::legend;
use super::page::Page;
use super::text::{Weight, fit, width, wrap};
use crate::plots::{
    Align, Axis, Bars, Figure, LegendPlace, Mark, Name, Names, Ticks, format_tick, nice_ticks,
};

/// Font sizes in logical pixels.
pub(super) const TITLE: f64 = 17.0;
pub(super) const LABEL: f64 = 12.0;
pub(super) const NOTE: f64 = 11.0;
/// From one baseline to the next, in font sizes.
pub(super) const LEADING: f64 = 1.4;
/// Free border of the page.
pub(super) const MARGIN: f64 = 20.0;

/// Room between axis numbers and the plot.
pub(super) const TICK_GAP: f64 = 8.0;
/// Room between a legend and the plot.
const LEGEND_GAP: f64 = 24.0;
/// Names beside the y axis take at most this share of the page.
const LONGEST: f64 = 0.33;
/// The smallest plot that is drawn, in logical pixels; a page with less room is overdrawn rather than
/// empty.
const LEAST: f64 = 20.0;

/// A finished plan of the page, in logical pixels from the top left.
#[derive(Debug)]
pub(super) struct Layout {
    pub page: [f64; 2],
    pub title: Vec<String>,
    pub caption: Vec<String>,
    /// Top left and bottom right of the plot.
    pub plot: [[f64; 2]; 2],
    pub x: Scale,
    pub y: Scale,
    /// Top left of the legend, and how wide it may be.
    pub legend: ([f64; 2], f64),
}

/// From the values of an axis to places on the page.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    range: (f64, f64),
    pixels: (f64, f64),
    /// Values and words, those that fit.
    pub ticks: Vec<(f64, String)>,
}

/// The middle of the pixel: thin lines there are sharp at 96 dots an inch and its multiples.
pub(super) fn snapped(place: f64) -> f64 {
    place.floor() + 0.5
}

impl Scale {
    pub(super) fn place(&self, value: f64) -> f64 {
        // Halved, so that the span of the widest range is still a number.
        let share = (value / 2.0 - self.range.0 / 2.0) / (self.range.1 / 2.0 - self.range.0 / 2.0);
        self.pixels.0 + share * (self.pixels.1 - self.pixels.0)
    }

    pub(super) fn holds(&self, value: f64) -> bool {
        (self.range.0..=self.range.1).contains(&value)
    }
}

impl Layout {
    pub(super) fn of(figure: &Figure, page: &Page) -> Self {
        let words = if page.caption { &*figure.caption } else { "" };
        let page = page.size();
        let [across, down] = page;
        let room = across - 2.0 * MARGIN;
        let title = wrap(&figure.title, room, TITLE, Weight::SemiBold, 2);
        let caption = wrap(words, room, NOTE, Weight::Regular, 3);

        let mut top = MARGIN
            + title.len() as f64 * TITLE * LEADING
            + if title.is_empty() { 0.0 } else { 8.0 };
        let mut right = across - MARGIN;
        let legend_width = figure.legend.as_ref().map_or(0.0, |legend| legend::width(legend, room));
        let legend = match figure.legend.as_ref().map(|legend| legend.place) {
            Some(LegendPlace::Top) => {
                let height =
                    figure.legend.as_ref().map_or(0.0, |legend| legend::height(legend, room));
                // Small pages have room for one row only.
                let height = height.min(((down - 160.0) * 0.32).max(LABEL * 2.0));
                top += height;
                ([MARGIN, top - height], room)
            }
            Some(LegendPlace::Right) if legend_width > 0.0 => {
                right -= legend_width + LEGEND_GAP;
                ([right + LEGEND_GAP, top], legend_width)
            }
            _ => ([right, top], 0.0),
        };
        let words = |axis: &Axis| if axis.label.is_empty() { 0.0 } else { LABEL * LEADING + 4.0 };
        let numbers = if matches!(figure.x.ticks, Ticks::None) { 0.0 } else { TICK_GAP + NOTE };
        let notes =
            caption.len() as f64 * NOTE * LEADING + if caption.is_empty() { 0.0 } else { 10.0 };
        top = snapped(top);
        let bottom = snapped((down - MARGIN - notes - words(&figure.x) - numbers).max(top + LEAST));

        let mut ranges = [sound(figure.x.range), sound(figure.y.range)];
        right = snapped(right - beside(figure, across)) - 1.0;
        let mut left = MARGIN + words(&figure.y);
        let mut ticks = Vec::new();
        // The left edge depends on the numbers of y, these on its range, that on the width: settled after
        // two rounds.
        for _ in 0..3 {
            ticks = label(&figure.y.ticks, ranges[1], (bottom - top) / 64.0);
            if matches!(figure.y.ticks, Ticks::At(_)) {
                ticks = stacked(&ticks, ranges[1], bottom - top, across * LONGEST);
            }
            let widest = widest(&ticks);
            left = MARGIN + words(&figure.y) + if widest > 0.0 { widest + TICK_GAP } else { 0.0 };
            left = snapped(left.min(right - LEAST));
            ranges[0] = roomy(figure, right - left);
            if figure.equal_aspect {
                ranges = widened(
                    [sound(figure.x.range), sound(figure.y.range)],
                    [right - left, bottom - top],
                );
            }
        }
        let y = Scale { range: ranges[1], pixels: (bottom, top), ticks };
        let mut x = Scale { range: ranges[0], pixels: (left, right), ticks: Vec::new() };
        x.ticks = thinned(label(&figure.x.ticks, ranges[0], (right - left) / 80.0), &x, across);
        Self { page, title, caption, plot: [[left, top], [right, bottom]], x, y, legend }
    }
}

/// How high a page is that shows each name beside the y axis, or down a side.
pub(super) fn high_enough(figure: &Figure, usual: f64) -> f64 {
    /// Title, legend and what is below the plot; the most that is still a figure.
    const AROUND: f64 = 130.0;
    const HIGHEST: f64 = 760.0;
    let ticks = if let Ticks::At(list) = &figure.y.ticks { list.len() } else { 0 };
    let named = figure.marks.iter().map(|mark| match mark {
        Mark::Names(names) => names.names.len(),
        _ => 0,
    });
    let lines = named.fold(ticks, usize::max) as f64;
    usual.max((AROUND + lines * NOTE * 1.35).min(HIGHEST))
}

/// Room for names beside the plot, at its right.
fn beside(figure: &Figure, across: f64) -> f64 {
    let of = |name: &Name| {
        let sign = if name.sign.is_some() { Names::SIGN + Names::GAP } else { 0.0 };
        let words = format!("{}{}", name.text, name.tail);
        sign + width(&words, NOTE, Weight::Regular) + TICK_GAP + 2.0
    };
    let names = figure.marks.iter().filter_map(|mark| match mark {
        Mark::Names(names) if names.beside => Some(&names.names),
        _ => None,
    });
    names.flatten().map(of).fold(0.0, f64::max).min(across * LONGEST)
}

/// The range of x; beside lying bars it has room for their numbers, however narrow the plot.
fn roomy(figure: &Figure, pixels: f64) -> (f64, f64) {
    let (mut low, mut high) = sound(figure.x.range);
    let lying = |mark: &Mark| matches!(mark, Mark::Bars(Bars { lying: true, .. }));
    if !figure.marks.iter().any(lying) {
        return (low, high);
    }
    // Each end moves the other: settled after a few rounds.
    for _ in 0..3 {
        for mark in &figure.marks {
            let Mark::Text(text) = mark else { continue };
            let wanted =
                f64::from(text.offset[0].abs()) + width(&text.text, NOTE, Weight::Regular) + 2.0;
            let share = (wanted / pixels).min(0.4);
            match text.align {
                Align::End => low = low.min((text.at[0] - share * high) / (1.0 - share)),
                Align::Start => high = high.max((text.at[0] - share * low) / (1.0 - share)),
                Align::Middle => {}
            }
        }
    }
    sound((low, high))
}

/// A range that can be drawn: finite and not empty.
fn sound((low, high): (f64, f64)) -> (f64, f64) {
    if !(low.is_finite() && high.is_finite() && low <= high) {
        (-1.0, 1.0)
    } else if high <= low {
        let room = low.abs().max(1.0) / 2.0;
        (low - room, high + room)
    } else {
        (low, high)
    }
}

/// Both ranges with the same units a pixel: the narrower one grows around its middle.
fn widened(ranges: [(f64, f64); 2], pixels: [f64; 2]) -> [(f64, f64); 2] {
    let half = |(low, high): (f64, f64)| high / 2.0 - low / 2.0;
    let unit = (half(ranges[0]) / pixels[0]).max(half(ranges[1]) / pixels[1]);
    let grow = |(low, high): (f64, f64), pixels: f64| {
        let (middle, half) = (low / 2.0 + high / 2.0, unit * pixels);
        (middle - half, middle + half)
    };
    [grow(ranges[0], pixels[0]), grow(ranges[1], pixels[1])]
}

/// The ticks inside the range with their words, about `target` of them.
fn label(ticks: &Ticks, range: (f64, f64), target: f64) -> Vec<(f64, String)> {
    match ticks {
        Ticks::None => Vec::new(),
        Ticks::At(list) => {
            list.iter().filter(|(v, _)| *v >= range.0 && *v <= range.1).cloned().collect()
        }
        Ticks::Auto => {
            // Two at least, or there is no telling the scale; a short axis may have to ask for more.
            let target = target.clamp(2.0, 12.0) as usize;
            let places = (target..target + 4).map(|target| nice_ticks(range, target));
            let places = places
                .reduce(|best, next| if best.len() < 2 { next } else { best })
                .unwrap_or_default();
            let step = if let [first, second, ..] = places[..] { second - first } else { 1.0 };
            places.into_iter().map(|v| (v, format_tick(v, step))).collect()
        }
    }
}

fn widest(ticks: &[(f64, String)]) -> f64 {
    ticks.iter().map(|(_, words)| width(words, NOTE, Weight::Regular)).fold(0.0, f64::max)
}

/// Names beside the y axis: cut where they are longer than `room`, and every k-th where they would touch.
fn stacked(
    ticks: &[(f64, String)],
    range: (f64, f64),
    height: f64,
    room: f64,
) -> Vec<(f64, String)> {
    let unit = height / (range.1 - range.0);
    let closest = ticks.windows(2).map(|pair| (pair[0].0 - pair[1].0).abs() * unit);
    let closest = closest.fold(f64::INFINITY, f64::min);
    let every = if closest > 0.0 { (NOTE / closest).ceil().max(1.0) as usize } else { 1 };
    let cut = |words: &str| fit(words, room, NOTE, Weight::Regular);
    ticks.iter().step_by(every).map(|(at, words)| (*at, cut(words))).collect()
}

/// Every k-th tick, k the smallest for which no words touch or leave the page.
fn thinned(ticks: Vec<(f64, String)>, x: &Scale, across: f64) -> Vec<(f64, String)> {
    let extent = |(value, words): &(f64, String)| {
        let half = width(words, NOTE, Weight::Regular) / 2.0;
        (x.place(*value) - half, x.place(*value) + half)
    };
    let inside: Vec<_> =
        ticks.into_iter().filter(|t| extent(t).0 >= 4.0 && extent(t).1 <= across - 4.0).collect();
    let apart = |k: usize| {
        let kept: Vec<_> = inside.iter().step_by(k).map(extent).collect();
        kept.windows(2).all(|pair| pair[0].1 + 6.0 <= pair[1].0)
    };
    let k = (1..inside.len()).find(|k| apart(*k)).unwrap_or(inside.len().max(1));
    inside.into_iter().step_by(k).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plots::scree;

    #[test]
    fn equal_aspect_widens_and_never_narrows() {
        let [x, y] = widened([(0.0, 10.0), (0.0, 1.0)], [400.0, 200.0]);
        assert_eq!(x, (0.0, 10.0));
        assert!((y.0 + 2.0).abs() < 1e-9 && (y.1 - 3.0).abs() < 1e-9);
    }

    #[test]
    fn crowded_ticks_are_left_out_regularly() {
        let layout = Layout::of(
            &scree(&[0.025; 40], &[], &[], &[], None),
            &Page { width: 400.0, ..Page::default() },
        );
        let names: Vec<&str> = layout.x.ticks.iter().map(|(_, words)| words.as_str()).collect();
        assert!(names.len() > 3 && names.len() < 20 && names[0] == "PC1", "{names:?}");
    }

    #[test]
    fn a_short_axis_still_tells_its_scale() {
        for (low, high) in
            [(-50_000.0, 150_000.0), (-130_000.0, 128_000.0), (0.1, 0.97), (-3.3, 4.4)]
        {
            let ticks = label(&Ticks::Auto, (low, high), 1.0);
            assert!((2..7).contains(&ticks.len()), "{ticks:?}");
        }
    }

    #[test]
    fn odd_ranges_are_made_sound() {
        assert_eq!(sound((f64::NAN, 1.0)), (-1.0, 1.0));
        assert_eq!(sound((2.0, 1.0)), (-1.0, 1.0));
        assert_eq!(sound((5.0, 5.0)), (2.5, 7.5));
    }
}
