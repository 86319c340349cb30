//! The left map on its way to the right one, as last drawn.

use crate::metrics;
use crate::plots::{Figure, Mark, Points, Ticks, extent};
use crate::project::{MapResult, Project};
use std::sync::Arc;

/// What was drawn last; nothing is kept while the points are at home.
#[derive(Default)]
pub(super) struct DrawnMorph {
    way: Option<Way>,
    last: Option<Last>,
}

struct Way {
    of: [Arc<MapResult>; 2],
    /// Where the points go.
    to: Vec<[f64; 2]>,
    /// What holds them there.
    ends: [(f64, f64); 2],
}

struct Last {
    from: Arc<Figure>,
    share: f32,
    figure: Arc<Figure>,
}

impl DrawnMorph {
    /// The figure `from` with its points so far on their way; `None` where there is no way.
    pub(super) fn figure(
        &mut self,
        project: &Project,
        from: &Arc<Figure>,
        share: f32,
    ) -> Option<Arc<Figure>> {
        let [left, right] = project.shown_methods();
        let of = [project.map(left)?, project.map(right)?];
        let same = |way: &Way| way.of.iter().zip(of).all(|(a, b)| Arc::ptr_eq(a, b));
        if !self.way.as_ref().is_some_and(same) {
            (self.way, self.last) = (Way::new(of), None);
        }
        if let Some(last) = &self.last
            && Arc::ptr_eq(&last.from, from)
            && last.share.to_bits() == share.to_bits()
        {
            return Some(Arc::clone(&last.figure));
        }
        let figure = Arc::new(self.way.as_ref()?.at(from, share));
        self.last = Some(Last { from: Arc::clone(from), share, figure: Arc::clone(&figure) });
        Some(figure)
    }

    /// Forgets the way.
    pub(super) fn rest(&mut self) {
        *self = Self::default();
    }
}

impl Way {
    fn new([left, right]: [&Arc<MapResult>; 2]) -> Option<Self> {
        let (home, away) = (&left.embedding, &right.embedding);
        if home.rows() != away.rows() {
            return None;
        }
        let way = metrics::procrustes(home.points(), away.points()).ok()?;
        // As large as at home: how little both are alike is told elsewhere, and a small picture shows nothing.
        let to: Vec<[f64; 2]> = away.points().iter().map(|at| way.turned(*at)).collect();
        let ends = [extent(&to, 0), extent(&to, 1)];
        Some(Self { of: [Arc::clone(left), Arc::clone(right)], to, ends })
    }

    fn at(&self, from: &Figure, share: f32) -> Figure {
        let mut figure = from.clone();
        let share = f64::from(share);
        let between = |a: f64, b: f64| a + (b - a) * share;
        for mark in &mut figure.marks {
            if let Mark::Points(Points { xy, .. }) = mark {
                // Straight from place to place; an axis that goes along holds them all.
                let places = xy.iter().zip(&self.to);
                *xy = places.map(|(a, b)| [between(a[0], b[0]), between(a[1], b[1])]).collect();
            }
        }
        let words = [
            format!("between {} and {}", self.of[0].method.title(), self.of[1].method.title()),
            "turned to lie alike".to_owned(),
        ];
        for ((axis, words), end) in
            [&mut figure.x, &mut figure.y].into_iter().zip(words).zip(self.ends)
        {
            axis.range = (between(axis.range.0, end.0), between(axis.range.1, end.1));
            // The numbers of neither map hold between them.
            (axis.label, axis.ticks) = (words, Ticks::None);
        }
        figure
    }
}
