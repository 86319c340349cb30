//! Which point the pointer means, on pictures of many points: their indexes, made beside the window.

use crate::plots::{Figure, Mark, PointIndex};
use crate::project::{Job, Poll};
use eframe::egui::Context;
use std::sync::Arc;

/// Points up to which an index is made at once: some milliseconds.
const AT_ONCE: usize = 30_000;
/// Indexes that are kept: pictures of rows on show at once, about.
const KEPT: usize = 5;

/// The indexes of pictures that were lately asked for.
#[derive(Default)]
pub struct Picking {
    /// Latest last.
    known: Vec<Known>,
}

struct Known {
    xy: Arc<[[f64; 2]]>,
    index: Option<Arc<PointIndex>>,
    job: Option<Job<Arc<PointIndex>>>,
}

impl Picking {
    /// The index of a figure's points; `None` while it is being made, or where there are no points. Points that
    /// `move` with every frame have one only where it is made at once.
    pub(super) fn index(
        &mut self,
        figure: &Figure,
        moving: bool,
        ctx: &Context,
    ) -> Option<Arc<PointIndex>> {
        let xy = figure.marks.iter().find_map(|mark| match mark {
            Mark::Points(points) => Some(&points.xy),
            _ => None,
        })?;
        if let Some(at) = self.known.iter().position(|known| Arc::ptr_eq(&known.xy, xy)) {
            let mut known = self.known.remove(at);
            if let Some(Poll::Done(index)) = known.job.as_ref().map(Job::poll) {
                (known.index, known.job) = (Some(index), None);
            }
            let index = known.index.clone();
            self.known.push(known);
            return index;
        }
        if moving && xy.len() > AT_ONCE {
            return None;
        }
        if self.known.len() == KEPT {
            self.known.remove(0);
        }
        let xy = Arc::clone(xy);
        let (index, job) = if xy.len() <= AT_ONCE {
            (Some(Arc::new(PointIndex::new(&xy))), None)
        } else {
            let (points, waker) = (Arc::clone(&xy), ctx.clone());
            let wake = move || waker.request_repaint();
            let work = move |_: &crate::progress::Progress| Arc::new(PointIndex::new(&points));
            (None, Some(Job::spawn("point index", wake, work)))
        };
        self.known.push(Known { xy, index: index.clone(), job });
        index
    }
}
