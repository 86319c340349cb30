//! Grid, frame, numbers and names of the axes.

use super::layout::{LABEL, Layout, MARGIN, NOTE, Scale, TICK_GAP, snapped};
use super::pen::{Pen, Style, num};
use super::text::{Weight, fit};
use crate::plots::palette::Inks;
use crate::plots::{Align, Axis, Figure, Ticks};

/// Grid and zero lines, below the marks. Places with names, such as PC1, need no line to be found.
pub(super) fn grid(pen: &mut Pen, figure: &Figure, layout: &Layout, inks: &Inks) {
    let [[left, top], [right, bottom]] = layout.plot;
    let of = |axis: &Axis, scale: &Scale| -> Vec<f64> {
        let ticks = scale.ticks.iter().map(|(value, _)| *value);
        if matches!(axis.ticks, Ticks::At(_)) { Vec::new() } else { ticks.collect() }
    };
    let (across, up) = (of(&figure.x, &layout.x), of(&figure.y, &layout.y));
    for (color, zero) in [(inks.grid, false), (inks.axis, true)] {
        for value in across.iter().filter(|v| (**v == 0.0) == zero) {
            let x = snapped(layout.x.place(*value));
            pen.line([x, top], [x, bottom], color, 1.0);
        }
        for value in up.iter().filter(|v| (**v == 0.0) == zero) {
            let y = snapped(layout.y.place(*value));
            pen.line([left, y], [right, y], color, 1.0);
        }
    }
}

/// Frame, numbers and names, around the plot.
pub(super) fn labels(pen: &mut Pen, figure: &Figure, layout: &Layout, inks: &Inks) {
    let [[left, top], [right, bottom]] = layout.plot;
    let note =
        Style { size: NOTE, weight: Weight::Regular, color: inks.muted, align: Align::Middle };
    for (value, words) in &layout.x.ticks {
        pen.text([layout.x.place(*value), bottom + TICK_GAP + NOTE * 0.8], words, note);
    }
    for (value, words) in &layout.y.ticks {
        // Digits are 0.73 font sizes high: half of that below the tick.
        let at = [left - TICK_GAP, layout.y.place(*value) + NOTE * 0.36];
        pen.text(at, words, Style { align: Align::End, ..note });
    }
    let name = Style { size: LABEL, color: inks.primary, ..note };
    let numbers = if matches!(figure.x.ticks, Ticks::None) { 0.0 } else { TICK_GAP + NOTE };
    let words = fit(&figure.x.label, right - left, LABEL, Weight::Regular);
    pen.text([f64::midpoint(left, right), bottom + numbers + 4.0 + LABEL * 1.1], &words, name);
    let words = fit(&figure.y.label, bottom - top, LABEL, Weight::Regular);
    pen.text_upwards([MARGIN + LABEL * 0.8, f64::midpoint(top, bottom)], &words, name);
}

/// A thin line around a map: without it the points would float.
pub(super) fn frame(pen: &mut Pen, figure: &Figure, layout: &Layout, inks: &Inks) {
    if figure.equal_aspect {
        let [x, y] = layout.plot[0].map(num);
        let [width, height] =
            [layout.plot[1][0] - layout.plot[0][0], layout.plot[1][1] - layout.plot[0][1]].map(num);
        let color = inks.axis;
        pen.put(format_args!(
            r#"<path d="M{x} {y}h{width}v{height}h-{width}z" fill="none" stroke="{color}"/>"#
        ));
    }
}
