//! Points, lines, bars and words inside the plot.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::layout::{Layout, MARGIN, NOTE, TICK_GAP};
use super::pen::{Pen, Style, num};
use super::raster::{self, Layer};
use super::text::{self, Weight};
use crate::plots::palette::Inks;
use crate::plots::{
    Align, Arrows, Band, Bars, Block, Cells, Figure, Labels, Line, Mark, Names, Points, Rgb,
    Ribbons, Shape, TextMark, apart, arrow_head, drawable, leader, spread,
};

/// Draws the marks in their order; words last, so that nothing covers them.
pub(super) fn draw(pen: &mut Pen, figure: &Figure, layout: &Layout, inks: &Inks, dpi: f64) {
    let [[left, top], [right, bottom]] = layout.plot;
    let [x, y, width, height] = [left, top, right - left, bottom - top].map(num);
    // A picture within the picture clips what a zoomed figure leaves outside, and needs no name that could
    // clash where several figures share one page.
    let (view_x, view_y) = (&x, &y);
    pen.put(format_args!(
        r#"<svg x="{x}" y="{y}" width="{width}" height="{height}" viewBox="{view_x} {view_y} {width} {height}">"#
    ));
    for mark in &figure.marks {
        match mark {
            Mark::Points(mark) if mark.order.len() > raster::MOST_SHAPES => {
                let layer = raster::layer(mark, layout, dpi, pen.reader);
                picture(pen, layer);
            }
            Mark::Points(mark) => points(pen, mark, layout),
            Mark::Line(mark) => line(pen, mark, layout, inks),
            Mark::Bars(mark) => bars(pen, mark, layout, inks),
            Mark::Cells(mark) => cells(pen, mark, layout),
            Mark::Band(mark) => band(pen, mark, layout, inks),
            Mark::Ribbons(mark) => ribbons(pen, mark, layout, inks),
            Mark::Arrows(mark) => arrows(pen, mark, layout, inks),
            Mark::Text(_) | Mark::Labels(_) | Mark::Names(_) => {}
        }
    }
    pen.raw("</svg>");
    let mut taken = Vec::new();
    for mark in &figure.marks {
        match mark {
            Mark::Text(mark) => words(pen, mark, layout, inks, &mut taken),
            Mark::Labels(mark) => labels(pen, mark, layout, inks, &mut taken),
            Mark::Names(mark) => names(pen, mark, layout, inks, &mut taken),
            _ => {}
        }
    }
}

/// The picture of very many points, for readers of SVG 1.1 too.
fn picture(pen: &mut Pen, layer: Option<Layer>) {
    let Some(Layer { png, at, size, coarse }) = layer else { return };
    if let Some(dpi) = coarse {
        pen.remarks.coarser(dpi);
    }
    let ([x, y], [width, height]) = (at.map(exact), size.map(exact));
    let data = STANDARD.encode(png);
    pen.put(format_args!(
        r#"<image xmlns:xlink="http://www.w3.org/1999/xlink" x="{x}" y="{y}" width="{width}" height="{height}" preserveAspectRatio="none" xlink:href="data:image/png;base64,{data}"/>"#
    ));
}

/// More decimals than [`num`]: a dot of the picture is a dot of the page.
fn exact(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A circle or path a point: longer than one path a colour, but neighbours keep their order and their
/// opacity adds up.
fn points(pen: &mut Pen, mark: &Points, layout: &Layout) {
    let group = |pen: &mut Pen, opacity: f32| {
        let opacity = num(f64::from(opacity));
        pen.put(format_args!(r#"<g fill-opacity="{opacity}" stroke-opacity="{opacity}">"#));
    };
    // Faint points lie below the others: two groups at most.
    let mut opacity = mark.order.first().map_or(mark.opacity, |i| mark.opacity_of(*i as usize));
    group(pen, opacity);
    for i in mark.order.iter().map(|i| *i as usize) {
        let own = mark.opacity_of(i);
        if own.to_bits() != opacity.to_bits() {
            pen.raw("</g>");
            opacity = own;
            group(pen, opacity);
        }
        let (Some(place), Some(color), Some(shape)) =
            (mark.xy.get(i), mark.colors.get(i), mark.shapes.get(i))
        else {
            continue;
        };
        if drawable(place) && layout.x.holds(place[0]) && layout.y.holds(place[1]) {
            let at = [layout.x.place(place[0]), layout.y.place(place[1])];
            point(pen, at, *shape, *color, f64::from(mark.radius));
        }
    }
    pen.raw("</g>");
}

/// One point; every filled shape has the area of the circle of this radius.
pub(super) fn point(pen: &mut Pen, [x, y]: [f64; 2], shape: Shape, color: Rgb, radius: f64) {
    let (cx, cy, r) = (num(x), num(y), num(radius));
    match shape {
        Shape::Circle => {
            pen.put(format_args!(r#"<circle cx="{cx}" cy="{cy}" r="{r}" fill="{color}"/>"#));
        }
        Shape::Ring => {
            // A line of a quarter of the size, its outer edge on the circle.
            let (r, line) = (num(radius * 0.8), num(radius * 0.4));
            pen.put(format_args!(
                r#"<circle cx="{cx}" cy="{cy}" r="{r}" fill="none" stroke="{color}" stroke-width="{line}"/>"#
            ));
        }
        Shape::Square => {
            let half = radius * (std::f64::consts::PI / 4.0).sqrt();
            let (x, y, side) = (num(x - half), num(y - half), num(2.0 * half));
            pen.put(format_args!(r#"<path d="M{x} {y}h{side}v{side}h-{side}z" fill="{color}"/>"#));
        }
        Shape::Diamond => {
            let half = radius * (std::f64::consts::PI / 2.0).sqrt();
            let (y, h) = (num(y - half), num(half));
            pen.put(format_args!(
                r#"<path d="M{cx} {y}l{h} {h}l-{h} {h}l-{h} -{h}z" fill="{color}"/>"#
            ));
        }
        Shape::Triangle => {
            // Equal-sided, its centre of mass on the place: area s^2 * sqrt(3) / 4, height s * sqrt(3) / 2.
            let side = radius * (4.0 * std::f64::consts::PI / 3_f64.sqrt()).sqrt();
            let height = side * 3_f64.sqrt() / 2.0;
            let (y, h, half, side) =
                (num(y - height * 2.0 / 3.0), num(height), num(side / 2.0), num(side));
            pen.put(format_args!(r#"<path d="M{cx} {y}l{half} {h}h-{side}z" fill="{color}"/>"#));
        }
    }
}

fn band(pen: &mut Pen, mark: &Band, layout: &Layout, inks: &Inks) {
    let [[_, top], [_, bottom]] = layout.plot;
    let [from, to] = [mark.from, mark.to].map(|at| layout.x.place(at));
    let [x, y, width, height] = [from.min(to), top, (to - from).abs(), bottom - top].map(num);
    let (fill, opacity) = (inks.of(mark.ink), num(f64::from(Band::OPACITY)));
    pen.put(format_args!(
        r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}" fill-opacity="{opacity}"/>"#
    ));
}

/// Cubic curves with their inner points halfway: see [`crate::plots::Ribbon::at`].
fn ribbons(pen: &mut Pen, mark: &Ribbons, layout: &Layout, inks: &Inks) {
    let opacity = num(f64::from(mark.opacity));
    pen.put(format_args!(r#"<g fill-opacity="{opacity}">"#));
    for ribbon in &mark.ribbons {
        let fill = inks.of(ribbon.ink);
        let [from, to] = ribbon.x.map(|at| layout.x.place(at));
        let ends = [ribbon.left, ribbon.right].map(|ends| ends.map(|at| num(layout.y.place(at))));
        let [[a0, a1], [b0, b1]] = &ends;
        let (half, from, to) = (num(f64::midpoint(from, to)), num(from), num(to));
        pen.put(format_args!(
            r#"<path d="M{from} {a1}C{half} {a1} {half} {b1} {to} {b1}V{b0}C{half} {b0} {half} {a0} {from} {a0}z" fill="{fill}"/>"#
        ));
    }
    pen.raw("</g>");
}

fn line(pen: &mut Pen, mark: &Line, layout: &Layout, inks: &Inks) {
    let color = inks.of(mark.ink);
    let mut path = String::new();
    let mut start = true;
    for place in &mark.xy {
        if drawable(place) {
            path.push(if start { 'M' } else { 'L' });
            path.push_str(&num(layout.x.place(place[0])));
            path.push(' ');
            path.push_str(&num(layout.y.place(place[1])));
        }
        // A place that cannot be drawn breaks the line rather than being bridged.
        start = !drawable(place);
    }
    if path.is_empty() {
        return;
    }
    let dashes =
        if mark.dashed { r#" stroke-dasharray="5 4""# } else { r#" stroke-linejoin="round""# };
    let width = num(f64::from(mark.width));
    pen.put(format_args!(
        r#"<path d="{path}" fill="none" stroke="{color}" stroke-width="{width}"{dashes}/>"#
    ));
    if mark.markers {
        for place in mark.xy.iter().filter(|place| drawable(place)) {
            let at = [layout.x.place(place[0]), layout.y.place(place[1])];
            point(pen, at, Shape::Circle, color, f64::from(mark.width) * 1.5);
        }
    }
}

fn bars(pen: &mut Pen, mark: &Bars, layout: &Layout, inks: &Inks) {
    let (half, ink) = (mark.width / 2.0, inks.of(mark.ink));
    let touching = |pair: &[[f64; 2]]| (pair[0][1] - pair[1][1]).abs() < mark.width;
    let sound = mark.lying && mark.bars.len() > 1 && mark.bars.iter().all(drawable);
    if sound && mark.bars.windows(2).all(touching) {
        return stairs(pen, mark, layout, ink);
    }
    for &[x, y] in mark.bars.iter().filter(|place| drawable(place)) {
        let corners = if mark.lying {
            [[0.0, y - half], [x, y + half]]
        } else {
            [[x - half, 0.0], [x + half, y]]
        };
        let [a, b] = corners.map(|[x, y]| [layout.x.place(x), layout.y.place(y)]);
        let from = [a[0].min(b[0]), a[1].min(b[1])];
        pen.rect(from, [(a[0] - b[0]).abs(), (a[1] - b[1]).abs()], ink);
    }
}

/// Bars that overlap become one shape: many thin ones, each with soft edges, would show as stripes.
fn stairs(pen: &mut Pen, mark: &Bars, layout: &Layout, ink: Rgb) {
    let step = (mark.bars[0][1] - mark.bars[1][1]) / 2.0;
    let edge = |y: f64| num(layout.y.place(y));
    let zero = num(layout.x.place(0.0));
    let mut path = format!("M{zero} {}", edge(mark.bars[0][1] + step));
    let next = mark.bars[1..].iter().map(|bar| Some(bar[1])).chain([None]);
    for (&[x, y], next) in mark.bars.iter().zip(next) {
        let below = next.map_or(y - step, |next| f64::midpoint(y, next));
        let (x, below) = (num(layout.x.place(x)), edge(below));
        path.extend(["H", &x, "V", &below]);
    }
    pen.put(format_args!(r#"<path d="{path}H{zero}z" fill="{ink}"/>"#));
}

/// Cells with a hair of ground between them.
fn cells(pen: &mut Pen, mark: &Cells, layout: &Layout) {
    const SEAM: f64 = 0.5;
    for (place, color) in mark.at.iter().zip(&mark.colors).filter(|(at, _)| drawable(at)) {
        let corner = |sign: f64| {
            let [x, y] = [0, 1].map(|d| place[d] + sign * mark.size[d] / 2.0);
            [layout.x.place(x), layout.y.place(y)]
        };
        let ([left, bottom], [right, top]) = (corner(-1.0), corner(1.0));
        let size = [right - left, bottom - top].map(|v| (v - 2.0 * SEAM).max(0.0));
        pen.rect([left + SEAM, top + SEAM], size, *color);
    }
}

fn arrows(pen: &mut Pen, mark: &Arrows, layout: &Layout, inks: &Inks) {
    let color = inks.of(mark.ink);
    let from = [layout.x.place(0.0), layout.y.place(0.0)];
    for tip in mark.tips.iter().filter(|tip| drawable(tip)) {
        let tip = [layout.x.place(tip[0]), layout.y.place(tip[1])];
        let head = arrow_head(from, tip, f64::from(mark.width));
        pen.line(from, head.neck, color, f64::from(mark.width));
        let [[x1, y1], [x2, y2], [x3, y3]] = head.corners.map(|corner| corner.map(num));
        pen.put(format_args!(r#"<path d="M{x1} {y1}L{x2} {y2}L{x3} {y3}z" fill="{color}"/>"#));
    }
}

/// Names beside their places, with a line to those that had to be moved far.
fn labels(pen: &mut Pen, mark: &Labels, layout: &Layout, inks: &Inks, taken: &mut Vec<[f64; 4]>) {
    let [[left, top], [right, bottom]] = layout.plot;
    let pixels = |at: &[f64; 2]| [layout.x.place(at[0]), layout.y.place(at[1])];
    let from = pixels(&mark.from);
    let most = (right - left) * 0.4;
    let named: Vec<(Block, String)> = mark
        .at
        .iter()
        .zip(&mark.texts)
        .filter(|(at, _)| drawable(at) && layout.x.holds(at[0]) && layout.y.holds(at[1]))
        .map(|(at, text)| {
            let at = pixels(at);
            let text = text::fit(text, most, NOTE, Weight::Regular);
            let size = [text::width(&text, NOTE, Weight::Regular) + 2.0, NOTE * 1.25];
            (Block { at, away: [at[0] - from[0], at[1] - from[1]], size }, text)
        })
        .collect();
    let blocks: Vec<Block> = named.iter().map(|(block, _)| *block).collect();
    let places = spread(&blocks, [left, top, right, bottom]);
    let style = Style {
        size: NOTE,
        weight: Weight::Regular,
        color: inks.of(mark.ink),
        align: Align::Start,
    };
    for ((block, _), place) in named.iter().zip(&places) {
        if let Some(end) = place.and_then(|place| leader(block.at, place)) {
            pen.line(block.at, end, inks.muted, 0.8);
        }
    }
    for ((_, text), place) in named.iter().zip(places) {
        if let Some(place) = place {
            pen.text_over([place[0] + 1.0, place[3] - NOTE * 0.3], text, style, inks.background);
            taken.push(place);
        }
    }
}

/// Height of a name.
const HIGH: f64 = NOTE * 1.3;

/// Names down a side, with a line to those that were moved.
fn names(pen: &mut Pen, mark: &Names, layout: &Layout, inks: &Inks, taken: &mut Vec<[f64; 4]>) {
    let [[left, _], [right, _]] = layout.plot;
    // In the room that the layout made, or over the plot.
    let (x, room, align) = if mark.beside {
        let x = right + TICK_GAP;
        (x, layout.page[0] - MARGIN - x, Align::Start)
    } else {
        (layout.x.place(mark.x), (right - left) * mark.share, mark.align)
    };
    let [top, bottom] = [1, 0].map(|end| layout.y.place(mark.within[end]));
    let wanted: Vec<f64> = mark.names.iter().map(|name| layout.y.place(name.at)).collect();
    let found = apart(&wanted, HIGH, [top, bottom]);
    // Towards the words.
    let inward = if align == Align::End { -1.0 } else { 1.0 };
    let plain = Style { size: NOTE, weight: Weight::Regular, color: inks.muted, align };
    let mut write = |pen: &mut Pen, middle: f64, indent: f64, [text, tail]: [&str; 2], color| {
        let whole = text::width(tail, NOTE, Weight::Regular);
        let text = text::fit(text, room - indent - whole, NOTE, Weight::Regular) + tail;
        let at = [x + inward * indent, middle + NOTE * 0.36];
        pen.text_over(at, &text, Style { color, ..plain }, inks.background);
        let end = at[0] + inward * text::width(&text, NOTE, Weight::Regular);
        taken.push([at[0].min(end), middle - HIGH / 2.0, at[0].max(end), middle + HIGH / 2.0]);
    };
    for ((name, place), wanted) in mark.names.iter().zip(&found.places).zip(wanted) {
        let Some(middle) = *place else { continue };
        let mut indent = 0.0;
        if let Some(color) = name.sign {
            let half = Names::SIGN / 2.0;
            let from = if inward < 0.0 { x - Names::SIGN } else { x };
            pen.rect([from, middle - half], [Names::SIGN; 2], color);
            indent = Names::SIGN + Names::GAP;
        } else if (middle - wanted).abs() > HIGH / 2.0 {
            let from = x - inward * Names::GAP * 1.5;
            pen.line([from, wanted], [x - inward, middle], inks.muted, 0.8);
        }
        write(pen, middle, indent, [&name.text, &name.tail], inks.of(name.ink));
    }
    if let Some((middle, count)) = found.more {
        write(pen, middle, 0.0, [&Names::and_more(count), ""], inks.muted);
    }
}

fn words(pen: &mut Pen, mark: &TextMark, layout: &Layout, inks: &Inks, taken: &mut Vec<[f64; 4]>) {
    if !drawable(&mark.at) || !layout.x.holds(mark.at[0]) || !layout.y.holds(mark.at[1]) {
        return;
    }
    let [dx, dy] = mark.offset.map(f64::from);
    let at = [layout.x.place(mark.at[0]) + dx, layout.y.place(mark.at[1]) + dy];
    let width = text::width(&mark.text, NOTE, Weight::Regular);
    let left = match mark.align {
        Align::Start => at[0],
        Align::Middle => at[0] - width / 2.0,
        Align::End => at[0] - width,
    };
    let space = [left - 1.0, at[1] - NOTE, left + width + 1.0, at[1] + 2.0];
    let [[plot_left, plot_top], [plot_right, plot_bottom]] = layout.plot;
    let outside = space[0] < plot_left
        || space[2] > plot_right
        || space[1] < plot_top - NOTE
        || space[3] > plot_bottom;
    let touches = |other: &[f64; 4]| {
        space[0] < other[2] && other[0] < space[2] && space[1] < other[3] && other[1] < space[3]
    };
    if mark.optional && (outside || taken.iter().any(touches)) {
        return;
    }
    taken.push(space);
    let style =
        Style { size: NOTE, weight: Weight::Regular, color: inks.of(mark.ink), align: mark.align };
    pen.text_over(at, &mark.text, style, mark.on.unwrap_or(inks.background));
}
