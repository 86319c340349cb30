//! Which points lie where: a k-d tree (Bentley 1975) over the points of a figure.
//!
//! It answers two questions: which point is nearest to a place, and which points lie inside an outline. Points that
//! are not [`drawable`] are not in it. Ties go to the smaller index.

use super::drawable;
use rayon::join;
use std::sync::Arc;

/// Points of a leaf, at most.
const LEAF: usize = 32;
/// Parts larger than this are built side by side.
const PARALLEL: usize = 50_000;

/// A tree of boxes, each half of its parent's points.
#[derive(Debug, Clone)]
pub struct PointIndex {
    xy: Arc<[[f64; 2]]>,
    /// The points in the order of the leaves.
    points: Vec<u32>,
    /// A whole binary tree, the root first; children of `i` are `2i + 1` and `2i + 2`.
    boxes: Vec<Bounds>,
}

#[derive(Debug, Clone, Copy)]
struct Bounds {
    low: [f64; 2],
    high: [f64; 2],
}

impl Bounds {
    const NONE: Self = Self { low: [f64::INFINITY; 2], high: [f64::NEG_INFINITY; 2] };

    fn of(xy: &[[f64; 2]], points: &[u32]) -> Self {
        let mut found = Self::NONE;
        for &point in points {
            let [x, y] = xy[point as usize];
            found.low = [found.low[0].min(x), found.low[1].min(y)];
            found.high = [found.high[0].max(x), found.high[1].max(y)];
        }
        found
    }

    /// The squared distance to a place, in units of the reach.
    fn square(&self, at: [f64; 2], reach: [f64; 2]) -> f64 {
        (0..2)
            .map(|d| ((self.low[d] - at[d]).max(at[d] - self.high[d]).max(0.0) / reach[d]).powi(2))
            .sum()
    }

    fn center(&self) -> [f64; 2] {
        [0, 1].map(|d| self.low[d].midpoint(self.high[d]))
    }
}

impl PointIndex {
    /// Of these points; in time n log n.
    pub fn new(xy: &Arc<[[f64; 2]]>) -> Self {
        let mut points: Vec<u32> =
            (0..xy.len() as u32).filter(|&i| drawable(&xy[i as usize])).collect();
        let levels = points.len().div_ceil(LEAF).next_power_of_two().trailing_zeros();
        let mut boxes = vec![Bounds::NONE; (2 << levels) - 1];
        // By levels, so that both halves of a level can be built side by side.
        let mut all: Vec<Vec<Bounds>> =
            (0..=levels).map(|level| vec![Bounds::NONE; 1 << level]).collect();
        {
            let mut slices: Vec<&mut [Bounds]> = all.iter_mut().map(Vec::as_mut_slice).collect();
            build(xy, &mut points, &mut slices);
        }
        for (into, from) in boxes.iter_mut().zip(all.into_iter().flatten()) {
            *into = from;
        }
        Self { xy: Arc::clone(xy), points, boxes }
    }

    /// The points that it was made of.
    pub fn points(&self) -> &Arc<[[f64; 2]]> {
        &self.xy
    }

    /// The point nearest to a place among those within reach: an ellipse, because the axes of a figure may have
    /// different scales.
    pub fn nearest(&self, at: [f64; 2], reach: [f64; 2]) -> Option<usize> {
        if !(drawable(&at) && reach.iter().all(|r| *r > 0.0)) {
            return None;
        }
        let mut best = (1.0, u32::MAX);
        self.closer(0, 0..self.points.len(), at, reach, &mut best);
        (best.1 != u32::MAX).then_some(best.1 as usize)
    }

    fn closer(
        &self,
        node: usize,
        range: std::ops::Range<usize>,
        at: [f64; 2],
        reach: [f64; 2],
        best: &mut (f64, u32),
    ) {
        if self.boxes[node].square(at, reach) > best.0 {
            return;
        }
        let left = 2 * node + 1;
        if left >= self.boxes.len() {
            for &point in &self.points[range] {
                let place = self.xy[point as usize];
                let square: f64 = (0..2).map(|d| ((place[d] - at[d]) / reach[d]).powi(2)).sum();
                if square < best.0 || square == best.0 && point < best.1 {
                    *best = (square, point);
                }
            }
            return;
        }
        let middle = halfway(&range);
        let halves = [(left, range.start..middle), (left + 1, middle..range.end)];
        let far = self.boxes[left].square(at, reach) > self.boxes[left + 1].square(at, reach);
        let [first, second] = if far { [1, 0] } else { [0, 1] };
        for which in [first, second] {
            let (node, range) = halves[which].clone();
            self.closer(node, range, at, reach, best);
        }
    }

    /// The points inside a closed outline, ascending. Where the outline crosses itself a place counts as inside
    /// that it goes round an odd number of times.
    pub fn inside(&self, outline: &[[f64; 2]]) -> Vec<u32> {
        let mut found = Vec::new();
        if outline.len() > 2 && outline.iter().all(drawable) {
            let edges: Vec<Edge> = (0..outline.len())
                .map(|i| [outline[i], outline[(i + 1) % outline.len()]])
                .collect();
            self.gather(0, 0..self.points.len(), &edges, &edges, &mut found);
        }
        found.sort_unstable();
        found
    }

    /// `near` are the edges that may cross this box.
    fn gather(
        &self,
        node: usize,
        range: std::ops::Range<usize>,
        all: &[Edge],
        near: &[Edge],
        found: &mut Vec<u32>,
    ) {
        if range.is_empty() {
            return;
        }
        let here = &self.boxes[node];
        let near: Vec<Edge> = near.iter().copied().filter(|edge| may_cross(edge, here)).collect();
        if near.is_empty() {
            // No edge: all of it is on one side.
            if is_inside(here.center(), all) {
                found.extend_from_slice(&self.points[range]);
            }
            return;
        }
        let left = 2 * node + 1;
        if left >= self.boxes.len() {
            let points = self.points[range].iter().copied();
            found.extend(points.filter(|&point| is_inside(self.xy[point as usize], all)));
            return;
        }
        let middle = halfway(&range);
        self.gather(left, range.start..middle, all, &near, found);
        self.gather(left + 1, middle..range.end, all, &near, found);
    }
}

type Edge = [[f64; 2]; 2];

fn halfway(range: &std::ops::Range<usize>) -> usize {
    range.start.midpoint(range.end)
}

/// Sorts the points into halves, and notes the box of each part, level by level.
fn build(xy: &[[f64; 2]], points: &mut [u32], levels: &mut [&mut [Bounds]]) {
    let here = Bounds::of(xy, points);
    let Some((first, below)) = levels.split_first_mut() else { return };
    first[0] = here;
    if below.is_empty() {
        return;
    }
    let wide = here.high[0] - here.low[0] >= here.high[1] - here.low[1];
    let axis = usize::from(!wide);
    let middle = points.len() / 2;
    if middle > 0 {
        points.select_nth_unstable_by(middle, |&a, &b| {
            xy[a as usize][axis].total_cmp(&xy[b as usize][axis]).then(a.cmp(&b))
        });
    }
    let large = points.len() > PARALLEL;
    let (low, high) = points.split_at_mut(middle);
    let mut lefts = Vec::new();
    let mut rights = Vec::new();
    for level in below.iter_mut() {
        let (left, right) = level.split_at_mut(level.len() / 2);
        lefts.push(left);
        rights.push(right);
    }
    if large {
        join(|| build(xy, low, &mut lefts), || build(xy, high, &mut rights));
    } else {
        build(xy, low, &mut lefts);
        build(xy, high, &mut rights);
    }
}

/// Whether the box of an edge touches a box: a line that only passes by costs a look more.
fn may_cross(edge: &Edge, bounds: &Bounds) -> bool {
    (0..2).all(|d| {
        edge[0][d].max(edge[1][d]) >= bounds.low[d] && edge[0][d].min(edge[1][d]) <= bounds.high[d]
    })
}

/// The even-odd rule: how often a ray to the right crosses the outline.
fn is_inside([x, y]: [f64; 2], edges: &[Edge]) -> bool {
    let crossed = edges.iter().filter(|[a, b]| {
        (a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
    });
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn places(most: usize) -> impl Strategy<Value = Vec<[f64; 2]>> {
        // Few different numbers: twins and ties are common.
        let number = prop_oneof![(-20..20_i32).prop_map(f64::from), -20.0..20.0_f64];
        prop::collection::vec([number.clone(), number], 0..most)
    }

    proptest! {
        #[test]
        fn it_finds_what_looking_at_all_of_them_finds(
            mut xy in places(400), outline in places(9), at in [-25.0..25.0_f64, -25.0..25.0_f64],
            reach in [0.1..9.0_f64, 0.1..9.0_f64],
        ) {
            xy.push([f64::NAN, 0.0]);
            let index = PointIndex::new(&xy.clone().into());
            let square = |p: [f64; 2]| {
                (0..2).map(|d| ((p[d] - at[d]) / reach[d]).powi(2)).sum::<f64>()
            };
            let wanted = (0..xy.len() - 1)
                .filter(|&i| square(xy[i]) <= 1.0)
                .min_by(|&a, &b| square(xy[a]).total_cmp(&square(xy[b])).then(a.cmp(&b)));
            prop_assert_eq!(index.nearest(at, reach), wanted);
            let edges: Vec<Edge> = (0..outline.len())
                .map(|i| [outline[i], outline[(i + 1) % outline.len()]])
                .collect();
            let inside: Vec<u32> = (0..xy.len() as u32 - 1)
                .filter(|&i| outline.len() > 2 && is_inside(xy[i as usize], &edges))
                .collect();
            prop_assert_eq!(index.inside(&outline), inside);
        }
    }

    #[test]
    fn outlines_hold_what_they_enclose_and_crossings_leave_holes() {
        let xy: Arc<[[f64; 2]]> =
            (0..100).map(|i| [f64::from(i % 10), f64::from(i / 10)]).collect();
        let index = PointIndex::new(&xy);
        let square = [[1.5, 1.5], [4.5, 1.5], [4.5, 3.5], [1.5, 3.5]];
        assert_eq!(index.inside(&square), [22, 23, 24, 32, 33, 34]);
        let reversed: Vec<[f64; 2]> = square.iter().rev().copied().collect();
        assert_eq!(index.inside(&reversed), index.inside(&square));
        // Twice round the same square: an even number of times.
        let twice = [square, square].concat();
        assert!(index.inside(&twice).is_empty());
        assert!(index.inside(&square[..2]).is_empty());
        assert!(index.inside(&[[f64::NAN, 0.0], [1.0, 1.0], [2.0, 0.0]]).is_empty());
    }

    #[test]
    fn no_points_and_all_at_one_place_are_points_too() {
        let none = PointIndex::new(&Arc::from([]));
        assert_eq!(none.nearest([0.0; 2], [1.0; 2]), None);
        assert!(none.inside(&[[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]).is_empty());
        let twins: Arc<[[f64; 2]]> = std::iter::repeat_n([2.0, 3.0], 1000).collect();
        let index = PointIndex::new(&twins);
        assert_eq!(index.nearest([2.1, 3.0], [1.0; 2]), Some(0), "the smaller index");
        assert_eq!(index.nearest([4.0, 3.0], [1.0; 2]), None);
        assert_eq!(index.inside(&[[0.0, 0.0], [9.0, 0.0], [0.0, 9.0]]).len(), 1000);
    }
}
