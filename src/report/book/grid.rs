//! Tables: columns as wide as their words want, long cells in several lines, the head again on each page.

use super::flow::Flow;
use super::{EDGE, GUTTER, LEADING, ROOM, SMALL};
use crate::plots::Align;
use crate::report::pen::{Pen, Style};
use crate::report::story::Grid;
use crate::report::text::{self, Weight, wrap};
use krilla::tagging::{TableHeaderScope, Tag, TagKind};

/// Lines of a cell, at most.
const LINES: usize = 12;

/// The cells of a row in lines, and how high it is.
struct Row {
    cells: Vec<Vec<String>>,
    height: f64,
    weight: Weight,
}

impl Row {
    fn new(cells: &[String], widths: &[f64], weight: Weight) -> Self {
        let lines =
            |(cell, width): (&String, &f64)| wrap(cell, width - GUTTER * 0.5, SMALL, weight, LINES);
        let cells: Vec<Vec<String>> = cells.iter().zip(widths).map(lines).collect();
        let lines = cells.iter().map(Vec::len).max().unwrap_or(0).max(1) as f64;
        Self { cells, height: lines * SMALL * LEADING + 5.0, weight }
    }
}

/// How high the head and the first rows are.
pub(super) fn start(grid: &Grid) -> f64 {
    let widths = widths(grid);
    let first = grid.rows.iter().take(2).map(|row| Row::new(row, &widths, Weight::Regular).height);
    first.sum::<f64>() + head(grid, &widths).map_or(0.0, |row| row.height)
}

/// How high all of it is.
pub(super) fn height(grid: &Grid) -> f64 {
    let widths = widths(grid);
    let rows = grid.rows.iter().map(|row| Row::new(row, &widths, Weight::Regular).height);
    rows.sum::<f64>() + head(grid, &widths).map_or(0.0, |row| row.height) + 8.0
}

fn head(grid: &Grid, widths: &[f64]) -> Option<Row> {
    let named = grid.head.iter().any(|name| !name.is_empty());
    named.then(|| Row::new(&grid.head, widths, Weight::SemiBold))
}

impl Flow {
    pub(super) fn grid(&mut self, grid: &Grid) {
        let widths = widths(grid);
        self.need(start(grid));
        let head = head(grid, &widths);
        self.tagged(Tag::Table.into(), |flow| {
            if let Some(head) = &head {
                flow.row(head, &widths, grid.numbers, |_| Tag::TH(TableHeaderScope::Column).into());
            }
            for row in &grid.rows {
                let row = Row::new(row, &widths, Weight::Regular);
                if flow.need(row.height) {
                    flow.again(head.as_ref(), &widths, grid.numbers);
                }
                flow.row(&row, &widths, grid.numbers, |at| {
                    // What stands first says what the others are of.
                    if at > 0 { Tag::TD.into() } else { Tag::TH(TableHeaderScope::Row).into() }
                });
            }
        });
        self.down += 8.0;
    }

    fn row(&mut self, row: &Row, widths: &[f64], numbers: bool, tag: impl Fn(usize) -> TagKind) {
        let top = self.down;
        self.tagged(Tag::TR.into(), |flow| {
            let style = Style { weight: row.weight, ..Flow::style(SMALL, flow.inks.primary) };
            for at in 0..row.cells.len() {
                flow.tagged(tag(at), |flow| {
                    cell(&mut flow.pen, row, at, widths, numbers, top, style);
                });
            }
        });
        self.end(row.height, widths);
    }

    /// The head once more, on the next page, where those who listen need it not.
    fn again(&mut self, head: Option<&Row>, widths: &[f64], numbers: bool) {
        let Some(head) = head else { return };
        let style = Style { weight: head.weight, ..Flow::style(SMALL, self.inks.primary) };
        for at in 0..head.cells.len() {
            cell(&mut self.idle, head, at, widths, numbers, self.down, style);
        }
        self.end(head.height, widths);
    }

    fn end(&mut self, height: f64, widths: &[f64]) {
        self.down += height;
        self.rule(self.down - 1.0, EDGE + widths.iter().sum::<f64>(), self.inks.grid, 0.6);
    }
}

fn cell(
    pen: &mut Pen,
    row: &Row,
    at: usize,
    widths: &[f64],
    numbers: bool,
    top: f64,
    style: Style,
) {
    let left = EDGE + widths[..at].iter().sum::<f64>();
    let right = numbers && at > 0;
    let align = if right { Align::End } else { Align::Start };
    let x = if right { left + widths[at] - GUTTER * 0.5 } else { left };
    for (line, words) in row.cells[at].iter().enumerate() {
        let base = top + SMALL * (1.15 + line as f64 * LEADING);
        pen.text([x, base], words, Style { align, ..style });
    }
}

/// How wide each column is: what it wants where all of that fits; else the long ones share what the short ones leave. A
/// table of words is as wide as the page.
fn widths(grid: &Grid) -> Vec<f64> {
    let count = grid.head.len().max(grid.rows.iter().map(Vec::len).max().unwrap_or(0));
    let wanted = |at: usize| {
        let cells = std::iter::once(&grid.head).chain(&grid.rows).filter_map(|row| row.get(at));
        cells
            .map(|cell| text::width(cell, SMALL, Weight::SemiBold) + GUTTER)
            .fold(GUTTER * 2.0, f64::max)
    };
    let mut wanted: Vec<f64> = (0..count).map(wanted).collect();
    let all: f64 = wanted.iter().sum();
    if all <= ROOM {
        if let Some(last) = wanted.last_mut().filter(|_| !grid.numbers) {
            *last += ROOM - all;
        }
        return wanted;
    }
    let fair = ROOM / count as f64;
    let short: f64 = wanted.iter().filter(|w| **w <= fair).sum();
    // Roots, lest one endless cell leaves nothing to the others.
    let roots: f64 = wanted.iter().filter(|w| **w > fair).map(|w| w.sqrt()).sum();
    let share = |w: f64| if w <= fair { w } else { (ROOM - short) * w.sqrt() / roots };
    wanted.into_iter().map(share).collect()
}
