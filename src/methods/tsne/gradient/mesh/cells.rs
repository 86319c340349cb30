//! Points sorted by square cells: neighbours on the map become neighbours in memory.

use super::{CELL, Frame};

/// The points in the order of their cells, row of cells by row of cells.
#[derive(Default)]
pub(super) struct Cells {
    wide: usize,
    high: usize,
    /// First point of each cell, and the end of the last.
    starts: Vec<u32>,
    /// Where each point went.
    places: Vec<u32>,
    cell: Vec<u32>,
    /// Positions in units of the mesh's step, from its low corner.
    x: Vec<f32>,
    y: Vec<f32>,
    keys: Vec<u32>,
}

/// The cell of a point, and the point in units of the step.
#[inline(always)]
fn place(point: [f32; 2], frame: &Frame, inverse: f32, wide: usize) -> (u32, [f32; 2]) {
    let at = [(point[0] - frame.low[0]) * inverse, (point[1] - frame.low[1]) * inverse];
    let cell = (at[1] as u32 / CELL as u32) * wide as u32 + at[0] as u32 / CELL as u32;
    (cell, at)
}

impl Cells {
    /// Sorts the points; those of one cell stay in their order.
    pub(super) fn sort(&mut self, points: &[[f32; 2]], frame: &Frame) {
        let n = points.len();
        [self.wide, self.high] = frame.cells();
        let inverse = 1.0 / frame.step;
        self.starts.clear();
        self.starts.resize(self.wide * self.high + 1, 0);
        self.keys.clear();
        for &point in points {
            let (cell, _) = place(point, frame, inverse, self.wide);
            self.keys.push(cell);
            self.starts[cell as usize + 1] += 1;
        }
        for at in 1..self.starts.len() {
            self.starts[at] += self.starts[at - 1];
        }
        self.places.resize(n, 0);
        self.cell.resize(n, 0);
        self.x.resize(n, 0.0);
        self.y.resize(n, 0.0);
        for (i, (&point, &cell)) in points.iter().zip(&self.keys).enumerate() {
            let at = self.starts[cell as usize] as usize;
            self.starts[cell as usize] += 1;
            let (_, [x, y]) = place(point, frame, inverse, self.wide);
            (self.places[i], self.cell[at]) = (at as u32, cell);
            (self.x[at], self.y[at]) = (x, y);
        }
        // Each start has moved to the next cell's.
        self.starts.rotate_right(1);
        self.starts[0] = 0;
    }

    /// Where each point went.
    pub(super) fn places(&self) -> &[u32] {
        &self.places
    }

    /// Rows of cells.
    pub(super) fn high(&self) -> usize {
        self.high
    }

    /// The sorted points of some rows of cells.
    pub(super) fn band(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        let at = |row: usize| self.starts[row.min(self.high) * self.wide] as usize;
        at(from)..at(to)
    }

    /// A sorted point, in units of the step.
    #[inline(always)]
    pub(super) fn at(&self, sorted: usize) -> [f32; 2] {
        [self.x[sorted], self.y[sorted]]
    }

    /// The sorted points' positions.
    #[inline(always)]
    pub(super) fn positions(&self) -> (&[f32], &[f32]) {
        (&self.x, &self.y)
    }

    /// The sorted points of the cells around that of a sorted point: up to three rows of up to three cells.
    #[inline(always)]
    pub(super) fn around(&self, sorted: usize) -> [std::ops::Range<usize>; 3] {
        let cell = self.cell[sorted] as usize;
        let (row, column) = (cell / self.wide, cell % self.wide);
        let (left, right) = (column.saturating_sub(1), (column + 2).min(self.wide));
        std::array::from_fn(|k| {
            let row = row + k;
            if row == 0 || row > self.high {
                return 0..0;
            }
            let base = (row - 1) * self.wide;
            self.starts[base + left] as usize..self.starts[base + right] as usize
        })
    }
}

/// How many pairs [`Cells::around`] would name, all points together.
pub(super) fn near_pairs(points: &[[f32; 2]], frame: &Frame) -> f64 {
    let [wide, high] = frame.cells();
    let mut counts = vec![0_u32; wide * high];
    let inverse = 1.0 / frame.step;
    for &point in points {
        counts[place(point, frame, inverse, wide).0 as usize] += 1;
    }
    let count = |row: usize, column: usize| f64::from(counts[row * wide + column]);
    let mut pairs = 0.0;
    for row in 0..high {
        for column in 0..wide {
            let own = count(row, column);
            if own > 0.0 {
                let around: f64 = (row.saturating_sub(1)..(row + 2).min(high))
                    .flat_map(|r| {
                        (column.saturating_sub(1)..(column + 2).min(wide)).map(move |c| (r, c))
                    })
                    .map(|(r, c)| count(r, c))
                    .sum();
                pairs += own * around;
            }
        }
    }
    pairs
}
