//! A table's geometry: a heading that stays above, a first column that stays at the left, and of the rest no more
//! than is in sight, however many lines and columns there are.
//!
//! Of the table widgets at hand one has its vertical bar out of sight where the columns are wider than the panel, and
//! the other turns on a feature of many libraries for the sake of its widths. A scroll area and this arithmetic do.

use eframe::egui::{Id, Rect, ScrollArea, Ui, Vec2, pos2, vec2};
use std::ops::Range;

/// Height of a line and of the heading. Multiples of four: single precision holds the place of each line exactly
/// up to some millions of lines.
pub(super) const LINE: f32 = 20.0;
pub(super) const HEADING: f32 = 24.0;

/// Where the table stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sight {
    offset: Vec2,
    /// Of what scrolls: less the heading and the first column.
    size: Vec2,
}

impl Sight {
    /// Whole lines in sight.
    pub fn page(self) -> usize {
        ((self.size.y / LINE) as usize).max(1)
    }

    /// Where to scroll to for a line, and one of the columns, to be in sight: no farther than is needed.
    pub fn reach(self, line: usize, widths: &[f32], column: Option<usize>) -> Vec2 {
        let within = |offset: f32, size: f32, start: f32, end: f32| {
            offset.max(end - size).min(start).max(0.0)
        };
        let top = line as f32 * LINE;
        let y = within(self.offset.y, self.size.y, top, top + LINE);
        // The first column is always in sight.
        let x = column.filter(|column| (1..widths.len()).contains(column)).map(|column| {
            let start = widths[1..column].iter().sum::<f32>();
            within(self.offset.x, self.size.x, start, start + widths[column])
        });
        vec2(x.unwrap_or(self.offset.x), y)
    }

    /// Where to scroll to for going sideways.
    pub fn aside(self, by: f32) -> Vec2 {
        vec2((self.offset.x + by).max(0.0), self.offset.y)
    }
}

/// What is in sight, and where.
pub(super) struct Grid<'a> {
    /// The whole of it.
    pub rect: Rect,
    widths: &'a [f32],
    offset: Vec2,
    /// Lines in sight, also those of which a part is.
    pub lines: Range<usize>,
}

impl<'a> Grid<'a> {
    /// Lays a table out in the space that is left, scrolled to `to` where that is asked for, and draws it: beneath
    /// the scroll bars.
    pub fn show(
        ui: &mut Ui,
        id: Id,
        widths: &'a [f32],
        lines: usize,
        sight: &mut Sight,
        to: Option<Vec2>,
        draw: impl FnOnce(&mut Ui, &Self),
    ) {
        let rect = ui.available_rect_before_wrap();
        let first = widths.first().copied().unwrap_or_default();
        let fixed = vec2(first, HEADING);
        let moving = Rect::from_min_max((rect.min + fixed).min(rect.max), rect.max);
        let content = vec2(widths.iter().sum(), HEADING + lines as f32 * LINE);
        let mut area = ScrollArea::both()
            .id_salt(id)
            .auto_shrink(false)
            .animated(false)
            .scroll_bar_rect(moving);
        if let Some(offset) = to {
            area = area.scroll_offset(offset.min((content - rect.size()).max(Vec2::ZERO)));
        }
        area.show_viewport(ui, |ui, viewport| {
            ui.set_min_size(content);
            let offset = viewport.min.to_vec2();
            *sight = Sight { offset, size: moving.size() };
            let top = f64::from(offset.y) / f64::from(LINE);
            let bottom = f64::from(offset.y + moving.height()) / f64::from(LINE);
            let lines = (top.floor() as usize).min(lines)..(bottom.ceil() as usize).min(lines);
            draw(ui, &Self { rect, widths, offset, lines });
        });
    }

    /// What scrolls up and down.
    pub fn body(&self) -> Rect {
        self.rect.with_min_y((self.rect.top() + HEADING).min(self.rect.bottom()))
    }

    /// Where a column is clipped: the first one stays, the others go beneath it.
    pub fn clip(&self, column: usize) -> Rect {
        let split = (self.rect.left() + self.widths[0]).min(self.rect.right());
        if column == 0 { self.rect.with_max_x(split) } else { self.rect.with_min_x(split) }
    }

    /// Where a line is. In double precision: far down, single would tear lines apart.
    pub fn line(&self, line: usize) -> Rect {
        let down = line as f64 * f64::from(LINE) - f64::from(self.offset.y);
        let top = self.rect.top() + HEADING + down as f32;
        let right = self.right().min(self.rect.right());
        Rect::from_min_max(pos2(self.rect.left(), top), pos2(right, top + LINE))
    }

    /// The columns in sight, from left to right, each with its left and right edge.
    pub fn columns(&self) -> Vec<(usize, f32, f32)> {
        let mut left = self.rect.left();
        let mut found = Vec::new();
        for (at, width) in self.widths.iter().enumerate() {
            if at == 1 {
                left -= self.offset.x;
            }
            let right = left + width;
            if at == 0 || (right > self.clip(1).left() && left < self.rect.right()) {
                found.push((at, left, right));
            }
            left = right;
        }
        found
    }

    /// Where the last column ends.
    fn right(&self) -> f32 {
        self.rect.left() + self.widths.iter().sum::<f32>() - self.offset.x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_into_sight_by_the_shortest_way() {
        let sight = Sight { offset: vec2(0.0, 200.0), size: vec2(300.0, 100.0) };
        let widths = [40.0, 100.0, 150.0, 100.0, 800.0];
        assert_eq!(sight.reach(12, &widths, None), vec2(0.0, 200.0), "it is in sight");
        assert_eq!(sight.reach(3, &widths, Some(0)), vec2(0.0, 60.0));
        assert_eq!(sight.reach(20, &widths, Some(3)), vec2(50.0, 320.0));
        assert_eq!(sight.page(), 5);
        // Wider than what is in sight: its beginning.
        assert_eq!(sight.reach(12, &widths, Some(4)).x, 350.0);
    }

    #[test]
    fn lines_keep_their_height_far_down() {
        let widths = [40.0, 100.0];
        let rect = Rect::from_min_max(pos2(13.0, 511.0), pos2(400.0, 800.0));
        let lines = 0..1_000_000;
        for offset in [0.0, 7.0, 19_999_000.0, 19_999_714.0] {
            let grid =
                Grid { rect, widths: &widths, offset: vec2(0.0, offset), lines: lines.clone() };
            let first = (offset / LINE) as usize;
            for line in first..first + 12 {
                assert_eq!(grid.line(line).height(), LINE);
                assert_eq!(grid.line(line).bottom(), grid.line(line + 1).top());
            }
        }
    }
}
