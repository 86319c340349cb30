//! The key at the right of the plot or in a row above it.

use super::layout::{LABEL, Layout, NOTE};
use super::marks::point;
use super::pen::{Pen, Style};
use super::text::{self, Weight, fit};
use crate::plots::format_count;
use crate::plots::palette::Inks;
use crate::plots::{Align, ColorScale, Key, Legend, LegendEntries, LegendEntry, LegendPlace};

/// From one line to the next.
const ROW: f64 = 19.0;
/// From the left of a sign to its words.
const SIGN: f64 = 18.0;
/// Least room between a name and its count.
const GAP: f64 = 12.0;
/// A legend that is narrower than this and has to cut names leaves out the counts first.
const ROOMY: f64 = 140.0;
/// Radius of a sign.
const RADIUS: f64 = 4.6;
/// Width of a colour bar.
const BAR: f64 = 12.0;

/// How wide a legend at the right is, at most 0.3 of `room`; names that are longer get an ellipsis.
pub(super) fn width(legend: &Legend, room: f64) -> f64 {
    let list = match &legend.entries {
        LegendEntries::Classes(entries) => entries.iter().map(natural).fold(0.0, f64::max),
        LegendEntries::Scale { scale, missing } => {
            let ticks = scale
                .ticks(5)
                .iter()
                .map(|(_, words)| BAR + 10.0 + text::width(words, LABEL, Weight::Regular))
                .fold(80.0, f64::max);
            missing.iter().map(natural).fold(ticks, f64::max)
        }
    };
    let title = text::width(&legend.title, LABEL, Weight::SemiBold);
    list.max(title).ceil().min((room * 0.3).min(230.0))
}

/// How wide an entry is when nothing is cut.
fn natural(entry: &LegendEntry) -> f64 {
    let count = |c| GAP + text::width(&format_count(c), NOTE, Weight::Regular);
    SIGN + text::width(&named(entry), LABEL, Weight::Regular) + entry.count.map_or(0.0, count)
}

/// Draws the legend where the layout put it.
pub(super) fn draw(pen: &mut Pen, legend: &Legend, layout: &Layout, inks: &Inks) {
    if legend.place == LegendPlace::Top {
        return row(pen, legend, layout, inks);
    }
    let ([left, mut top], width) = layout.legend;
    let bottom = layout.plot[1][1];
    for line in text::wrap(&legend.title, width, LABEL, Weight::SemiBold, 2) {
        top += ROW * 0.8;
        pen.text([left, top - 2.0], &line, Style { weight: Weight::SemiBold, ..words(inks) });
    }
    top += if legend.title.is_empty() { 0.0 } else { 6.0 };
    match &legend.entries {
        LegendEntries::Classes(entries) => list(pen, entries, [left, top], width, bottom, inks),
        LegendEntries::Scale { scale, missing } => {
            let below = if missing.is_some() { ROW + 10.0 } else { 0.0 };
            let end = color_bar(pen, scale, [left, top], bottom - below, inks);
            list(pen, missing.as_slice(), [left, end + 10.0], width, f64::INFINITY, inks);
        }
    }
}

fn words(inks: &Inks) -> Style {
    Style { size: LABEL, weight: Weight::Regular, color: inks.primary, align: Align::Start }
}

/// One line an entry; where the height does not do, the last line says how many are not shown.
fn list(
    pen: &mut Pen,
    entries: &[LegendEntry],
    [left, top]: [f64; 2],
    width: f64,
    bottom: f64,
    inks: &Inks,
) {
    let rows = ((bottom - top) / ROW).max(1.0) as usize;
    let shown = if entries.len() <= rows { entries.len() } else { rows - 1 };
    // A name says more than a count.
    let roomy = width >= ROOMY || entries.iter().all(|e| natural(e) <= width);
    for (i, entry) in entries.iter().take(shown).enumerate() {
        let middle = top + ROW * (i as f64 + 0.5);
        if !entry.hidden {
            sign(pen, entry, [left + RADIUS + 0.4, middle], inks);
        }
        let count = entry.count.filter(|_| roomy).map(format_count).unwrap_or_default();
        let note = text::width(&count, NOTE, Weight::Regular);
        let room = width - SIGN - if count.is_empty() { 0.0 } else { note + GAP };
        let name = fit(&named(entry), room.max(0.0), LABEL, Weight::Regular);
        pen.text([left + SIGN, middle + LABEL * 0.36], &name, words(inks));
        let style = Style { size: NOTE, color: inks.muted, align: Align::End, ..words(inks) };
        pen.text([left + width, middle + LABEL * 0.36], &count, style);
    }
    if shown < entries.len() {
        let middle = top + ROW * (shown as f64 + 0.5);
        let more = fit(
            &format!("and {} more", entries.len() - shown),
            width - SIGN,
            NOTE,
            Weight::Regular,
        );
        pen.text(
            [left + SIGN, middle + NOTE * 0.36],
            &more,
            Style { size: NOTE, color: inks.muted, ..words(inks) },
        );
    }
}

/// The name; of points that are switched off that is said.
fn named(entry: &LegendEntry) -> String {
    if entry.hidden { format!("{} (hidden)", entry.label) } else { entry.label.clone() }
}

fn sign(pen: &mut Pen, entry: &LegendEntry, [x, y]: [f64; 2], inks: &Inks) {
    let color = inks.of(entry.ink);
    match entry.key {
        Key::Point(shape) => point(pen, [x, y], shape, color, RADIUS),
        Key::Bar => pen.rect([x - 5.0, y - 5.0], [10.0, 10.0], color),
        Key::Line => pen.line([x - 7.0, y], [x + 7.0, y], color, 1.8),
        Key::Dashes => {
            pen.line([x - 7.0, y], [x - 2.0, y], color, 1.2);
            pen.line([x + 2.0, y], [x + 7.0, y], color, 1.2);
        }
    }
}

/// The share of the page's width that entries in a row may take: the rest is left of the plot.
const ACROSS: f64 = 0.86;

/// Entries in rows, as many in each as fit, with their names.
fn rows(legend: &Legend, room: f64) -> Vec<Vec<(&LegendEntry, String)>> {
    let LegendEntries::Classes(entries) = &legend.entries else { return Vec::new() };
    let most = room * ACROSS;
    let (mut rows, mut taken): (Vec<Vec<_>>, _) = (Vec::new(), f64::INFINITY);
    for entry in entries {
        let name = fit(&named(entry), most - SIGN - 4.0, LABEL, Weight::Regular);
        if name.is_empty() {
            break;
        }
        let own = across(&name);
        if taken + own > most {
            rows.push(Vec::new());
            taken = 0.0;
        }
        taken += own;
        if let Some(row) = rows.last_mut() {
            row.push((entry, name));
        }
    }
    rows
}

/// The width of an entry in a row, with the gap behind it.
fn across(name: &str) -> f64 {
    SIGN + text::width(name, LABEL, Weight::Regular) + 22.0
}

/// How high rows of entries are.
pub(super) fn height(legend: &Legend, room: f64) -> f64 {
    let more = rows(legend, room).len().saturating_sub(1) as f64;
    LABEL * 2.0 + more * ROW
}

/// Side by side; none is left out where the page has room.
fn row(pen: &mut Pen, legend: &Legend, layout: &Layout, inks: &Inks) {
    let ([first, mut top], width) = layout.legend;
    for entries in rows(legend, width) {
        // On a page that has no room for them all, the plot comes first.
        if top + LABEL > layout.plot[0][1] {
            break;
        }
        // With the plot where there is room, else as far right as may be.
        let all: f64 = entries.iter().map(|(_, name)| across(name)).sum();
        let mut left = layout.plot[0][0].min(first + width - all).max(first);
        for (entry, name) in entries {
            if !entry.hidden {
                sign(pen, entry, [left + 7.0, top + LABEL * 0.6], inks);
            }
            pen.text([left + SIGN + 2.0, top + LABEL * 0.96], &name, words(inks));
            left += across(&name);
        }
        top += ROW;
    }
}

/// The bar, its numbers, and whether it is logarithmic. Returns where it ends.
fn color_bar(
    pen: &mut Pen,
    scale: &ColorScale,
    [left, mut top]: [f64; 2],
    bottom: f64,
    inks: &Inks,
) -> f64 {
    let note = Style { size: NOTE, color: inks.muted, ..words(inks) };
    if scale.log {
        pen.text([left, top + NOTE * 0.7], "log scale", note);
        top += NOTE + 6.0;
    }
    // Half a line, so that a number at the very end stays below what is above.
    top += NOTE * 0.5;
    let height = (bottom - top - NOTE * 0.5).clamp(40.0, 200.0);
    let steps = 64;
    for i in 0..steps {
        let share = f64::from(i) / f64::from(steps);
        // Each reaches down to the end and is covered by the next: no seams, whatever the scale.
        let y = top + height * share;
        let color = scale.color_at(1.0 - (f64::from(i) + 0.5) / f64::from(steps));
        pen.rect([left, y], [BAR, top + height - y], color);
    }
    for (value, label) in scale.ticks((height / 34.0) as usize) {
        let y = top + height * (1.0 - scale.share(value));
        pen.line([left + BAR, y], [left + BAR + 4.0, y], inks.axis, 1.0);
        pen.text(
            [left + BAR + 8.0, y + NOTE * 0.36],
            &label,
            Style { color: inks.primary, ..note },
        );
    }
    top + height + NOTE * 0.5
}
