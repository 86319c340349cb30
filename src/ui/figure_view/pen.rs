//! Paints the marks of a figure, but for points.

use super::theme;
use crate::plots::{
    Align, Arrows, Band, Bars, Block, Cells, Ink, Labels, Line, Names, Rgb, Ribbons, TextMark,
    apart, arrow_head, drawable, leader, spread,
};
use eframe::egui::{
    Align2, Color32, FontId, Galley, Mesh, Painter, Pos2, Rect, Shape, Stroke, Ui, pos2,
    text::{LayoutJob, TextWrapping},
    vec2,
};
use egui_plot::{PlotPoint, PlotTransform};
use std::sync::Arc;

/// Room beside a name, in points, so that names in a row are told apart.
const APART: f32 = 3.0;
/// Bars thinner than this have hard edges, in points.
const THIN: f32 = 4.0;
/// Pieces of a bent ribbon.
const PIECES: u32 = 32;

/// What paints marks in the units of the figure.
pub(super) struct Pen<'a> {
    /// Tells this picture from others: both maps may lie in one scope.
    pub(super) id: eframe::egui::Id,
    pub(super) painter: &'a Painter,
    pub(super) transform: &'a PlotTransform,
    pub(super) ui: &'a Ui,
    pub(super) opacity: f32,
    /// Where words stand already.
    pub(super) taken: Vec<Rect>,
}

impl Pen<'_> {
    pub(super) fn place(&self, at: [f64; 2]) -> Pos2 {
        self.transform.position_from_point(&PlotPoint::new(at[0], at[1]))
    }

    pub(super) fn ink(&self, ink: Ink) -> Color32 {
        theme::ink(self.ui, ink).gamma_multiply(self.opacity)
    }

    pub(super) fn line(&self, line: &Line) {
        let places: Vec<Pos2> = line.xy.iter().map(|&at| self.place(at)).collect();
        let stroke = Stroke::new(line.width, self.ink(line.ink));
        if line.dashed {
            self.painter.extend(Shape::dashed_line(&places, stroke, 5.0, 4.0));
        } else {
            self.painter.add(Shape::line(places.clone(), stroke));
        }
        if line.markers {
            for place in places {
                self.painter.circle_filled(place, line.width + 1.5, stroke.color);
            }
        }
    }

    pub(super) fn band(&self, band: &Band) {
        let across = [band.from, band.to].map(|x| self.place([x, 0.0]).x);
        let rect = Rect::from_x_y_ranges(across[0]..=across[1], self.transform.frame().y_range());
        self.painter.rect_filled(rect, 0.0, self.ink(band.ink).gamma_multiply(Band::OPACITY));
    }

    /// A mesh of narrow pieces: a polygon this bent is no convex one.
    pub(super) fn ribbons(&self, ribbons: &Ribbons) {
        for ribbon in &ribbons.ribbons {
            let fill = self.ink(ribbon.ink).gamma_multiply(ribbons.opacity);
            let pieces = if ribbon.left == ribbon.right { 1 } else { PIECES };
            let mut mesh = Mesh::default();
            for at in 0..=pieces {
                let (x, ends) = ribbon.at(f64::from(at) / f64::from(pieces));
                let [mut low, mut high] = ends.map(|y| self.place([x, y]));
                // A single customer is seen, too.
                let lacking = (1.0 - (low.y - high.y)).max(0.0) / 2.0;
                (low.y, high.y) = (low.y + lacking, high.y - lacking);
                for edge in [low, high] {
                    mesh.colored_vertex(edge, fill);
                }
                if at > 0 {
                    let first = 2 * (at - 1);
                    mesh.add_triangle(first, first + 1, first + 2);
                    mesh.add_triangle(first + 1, first + 2, first + 3);
                }
            }
            self.painter.add(Shape::mesh(mesh));
        }
    }

    pub(super) fn bars(&self, bars: &Bars) {
        let fill = self.ink(bars.ink);
        let half = bars.width / 2.0;
        let mut mesh = Mesh::default();
        for &[x, y] in &bars.bars {
            let corners = if bars.lying {
                [[0.0, y - half], [x, y + half]]
            } else {
                [[x - half, 0.0], [x + half, y]]
            };
            let [a, b] = corners.map(|corner| self.place(corner));
            let rect = Rect::from_two_pos(a, b);
            if rect.width().min(rect.height()) < THIN {
                // Soft edges would show as stripes.
                mesh.add_colored_rect(rect, fill);
            } else {
                self.painter.rect_filled(rect, 1.0, fill);
            }
        }
        if !mesh.is_empty() {
            self.painter.add(Shape::mesh(mesh));
        }
    }

    pub(super) fn cells(&self, cells: &Cells) {
        for (at, color) in cells.at.iter().zip(&cells.colors) {
            let corner = |sign: f64| self.place([0, 1].map(|d| at[d] + sign * cells.size[d] / 2.0));
            let rect = Rect::from_two_pos(corner(-1.0), corner(1.0)).shrink(0.5);
            let fill = theme::color(*color).gamma_multiply(self.opacity);
            self.painter.rect_filled(rect, 0.0, fill);
        }
    }

    pub(super) fn arrows(&self, arrows: &Arrows) {
        let stroke = Stroke::new(arrows.width, self.ink(arrows.ink));
        let start = self.place([0.0, 0.0]);
        let (from, width) = (pair(start), f64::from(arrows.width));
        for tip in arrows.tips.iter().filter(|tip| drawable(tip)) {
            let head = arrow_head(from, pair(self.place(*tip)), width);
            self.painter.line_segment([start, place(head.neck)], stroke);
            let corners = head.corners.map(place).to_vec();
            self.painter.add(Shape::convex_polygon(corners, stroke.color, Stroke::NONE));
        }
    }

    pub(super) fn labels(&mut self, labels: &Labels) {
        let frame = *self.transform.frame();
        let from = pair(self.place(labels.from));
        let font = FontId::proportional(11.0);
        let named: Vec<_> = labels
            .at
            .iter()
            .zip(&labels.texts)
            .filter(|(at, _)| drawable(at) && frame.contains(self.place(**at)))
            .map(|(at, text)| {
                let at = pair(self.place(*at));
                let ink = self.ink(labels.ink);
                let galley = self.painter.layout_no_wrap(text.clone(), font.clone(), ink);
                let size = pair((galley.size() + vec2(2.0 * APART, 0.0)).to_pos2());
                (Block { at, away: [at[0] - from[0], at[1] - from[1]], size }, galley)
            })
            .collect();
        let blocks: Vec<Block> = named.iter().map(|(block, _)| *block).collect();
        let edges = [frame.left(), frame.top(), frame.right(), frame.bottom()].map(f64::from);
        let placed = spread(&blocks, edges);
        let thin = Stroke::new(0.8, self.ink(Ink::Muted));
        for ((block, galley), found) in named.into_iter().zip(placed) {
            let Some(found) = found else { continue };
            if let Some(end) = leader(block.at, found) {
                self.painter.line_segment([place(block.at), place(end)], thin);
            }
            let rect = Rect::from_min_max(place([found[0], found[1]]), place([found[2], found[3]]));
            self.words(rect.shrink2(vec2(APART, 0.0)), galley, labels.ink, None);
        }
    }

    /// Names down a side, with a line to those that were moved.
    pub(super) fn names(&mut self, names: &Names) {
        const HIGH: f64 = 15.0;
        let room = self.transform.frame().width() * names.share as f32;
        let x = self.place([names.x, 0.0]).x;
        let [top, bottom] = [1, 0].map(|end| self.place([names.x, names.within[end]]).y);
        let wanted: Vec<f32> =
            names.names.iter().map(|name| self.place([names.x, name.at]).y).collect();
        let places: Vec<f64> = wanted.iter().map(|y| f64::from(*y)).collect();
        let found = apart(&places, HIGH, [top, bottom].map(f64::from));
        let inward = if names.align == Align::End { -1.0 } else { 1.0 };
        let [sign, gap] = [Names::SIGN, Names::GAP].map(|size| size as f32);
        for ((name, place), wanted) in names.names.iter().zip(&found.places).zip(wanted) {
            let Some(middle) = place.map(|y| y as f32) else { continue };
            let mut indent = 0.0;
            if let Some(color) = name.sign {
                let at = pos2(x + inward * sign / 2.0, middle);
                let fill = theme::color(color).gamma_multiply(self.opacity);
                let square = Rect::from_center_size(at, vec2(sign, sign));
                self.painter.rect_filled(square, 0.0, fill);
                indent = sign + gap;
            } else if (middle - wanted).abs() > HIGH as f32 / 2.0 {
                let ends = [pos2(x - inward * gap * 1.5, wanted), pos2(x - inward, middle)];
                self.painter.line_segment(ends, Stroke::new(0.8, self.ink(Ink::Muted)));
            }
            let at = pos2(x + inward * indent, middle);
            self.name(at, names.align, room - indent, [&name.text, &name.tail], name.ink);
        }
        if let Some((middle, count)) = found.more {
            let at = pos2(x, middle as f32);
            self.name(at, names.align, room, [&Names::and_more(count), ""], Ink::Muted);
        }
    }

    /// One line of at most so much, cut with an ellipsis before its tail.
    fn name(&mut self, at: Pos2, align: Align, room: f32, [text, tail]: [&str; 2], ink: Ink) {
        let font = FontId::proportional(11.0);
        let color = self.ink(ink);
        let tail = self.painter.layout_no_wrap(tail.to_owned(), font.clone(), color);
        let mut job = LayoutJob::simple_singleline(text.to_owned(), font, color);
        job.wrap = TextWrapping::truncate_at_width((room - tail.size().x).max(0.0));
        let name = self.painter.layout_job(job);
        let size = vec2(name.size().x + tail.size().x, name.size().y.max(tail.size().y));
        let side = if align == Align::End { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
        let rect = side.anchor_size(at, size);
        let (first, rest) = rect.split_left_right_at_x(rect.left() + name.size().x);
        self.words(first, name, ink, None);
        self.words(rest, tail, ink, None);
    }

    pub(super) fn text(&mut self, text: &TextMark) {
        let anchor = match text.align {
            Align::Start => Align2::LEFT_BOTTOM,
            Align::Middle => Align2::CENTER_BOTTOM,
            Align::End => Align2::RIGHT_BOTTOM,
        };
        let place = self.place(text.at) + vec2(text.offset[0], text.offset[1]);
        let galley = self.painter.layout_no_wrap(
            text.text.clone(),
            FontId::proportional(11.0),
            self.ink(text.ink),
        );
        let rect = anchor.anchor_size(place, galley.size());
        let touches = self.taken.iter().any(|other| other.expand(1.0).intersects(rect));
        if text.optional && (touches || !self.transform.frame().contains_rect(rect)) {
            return;
        }
        self.words(rect, galley, text.ink, text.on);
    }

    fn words(&mut self, rect: Rect, galley: Arc<Galley>, ink: Ink, on: Option<Rgb>) {
        self.taken.push(rect);
        // Words stay readable where they cross a line.
        let ground = on.unwrap_or(theme::inks(self.ui).background);
        let ground = theme::color(ground).gamma_multiply(0.7 * self.opacity);
        self.painter.rect_filled(rect, 2.0, ground);
        self.painter.galley(rect.min, galley, self.ink(ink));
    }
}

fn pair(at: Pos2) -> [f64; 2] {
    [f64::from(at.x), f64::from(at.y)]
}

fn place([x, y]: [f64; 2]) -> Pos2 {
    pos2(x as f32, y as f32)
}
