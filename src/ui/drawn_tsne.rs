//! Figures of t-SNE as last drawn: the map while it moves, the curve of its divergence.

use crate::methods::Method;
use crate::plots::{Coloring, Figure, MapInput, Mark, extent, map};
use crate::project::{Colors, Frame, Live, MapResult, Project, coloring, kl_figure, kl_moving};
use std::sync::Arc;

/// Room that is made at once where points leave the picture, as a share of its size.
const ROOM: f64 = 0.06;
/// Share of the way that an edge goes with each map, outwards and inwards.
const OUT: f64 = 0.3;
const IN: f64 = 0.08;

/// What was drawn last.
#[derive(Default)]
pub(super) struct DrawnTsne {
    moving: Option<Moving>,
    kl: Option<Kl>,
}

struct Moving {
    run: u64,
    iteration: usize,
    smooth: bool,
    colors: Colors,
    hidden: Vec<String>,
    figure: Arc<Figure>,
}

struct Kl {
    /// The run and its map, or the result.
    of: Result<(u64, usize), Arc<MapResult>>,
    figure: Arc<Figure>,
}

impl DrawnTsne {
    /// The map of a run after one of its iterations; `smooth` where the next will follow at once.
    pub(super) fn moving(
        &mut self,
        project: &Project,
        live: &Live,
        frame: &Frame,
        smooth: bool,
    ) -> Option<Arc<Figure>> {
        let table = &project.opened()?.table;
        let roles = &live.prepared().roles;
        let by = project.colors(roles);
        let hidden = &project.choices().hidden;
        let before = self.moving.take().filter(|m| {
            m.run == live.number() && m.smooth == smooth && m.colors == by && m.hidden == *hidden
        });
        let mut now = match before {
            Some(same) if same.iteration == frame.iteration => {
                let figure = Arc::clone(&same.figure);
                self.moving = Some(same);
                return Some(figure);
            }
            Some(mut before) => {
                let points: Vec<[f64; 2]> =
                    frame.points.iter().map(|at| at.map(f64::from)).collect();
                let figure = Arc::make_mut(&mut before.figure);
                for (axis, d) in [(&mut figure.x, 0), (&mut figure.y, 1)] {
                    let wanted = extent(&points, d);
                    axis.range = if smooth { eased(axis.range, wanted) } else { wanted };
                }
                if let Some(Mark::Points(mark)) = figure.marks.first_mut() {
                    mark.xy = points.into();
                }
                figure.hide(hidden);
                before
            }
            None => {
                let colors = coloring(table, live.prepared().matrix.rows(), &by);
                let mut figure = first(frame, &colors);
                figure.hide(hidden);
                let (run, hidden) = (live.number(), hidden.clone());
                Moving { run, iteration: 0, smooth, colors: by, hidden, figure: Arc::new(figure) }
            }
        };
        now.iteration = frame.iteration;
        let figure = Arc::clone(&now.figure);
        self.moving = Some(now);
        Some(figure)
    }

    /// The curve of the run under way, or of the map on show.
    pub(super) fn kl(&mut self, project: &Project) -> Option<Arc<Figure>> {
        let moving = project.running().and_then(|live| Some((live, live.latest()?)));
        let of = match &moving {
            Some((live, at)) => Ok((live.number(), at.number)),
            None => Err(Arc::clone(project.map(Method::Tsne)?)),
        };
        if let Some(kl) = &self.kl {
            let same = match (&kl.of, &of) {
                (Ok(before), Ok(now)) => before == now,
                (Err(before), Err(now)) => Arc::ptr_eq(before, now),
                _ => false,
            };
            if same {
                return Some(Arc::clone(&kl.figure));
            }
        }
        let figure = match (&moving, &of) {
            (Some((live, at)), _) => kl_moving(live, at),
            (None, Err(result)) => kl_figure(&project.opened()?.table, result)?,
            (None, Ok(_)) => return None,
        };
        let figure = Arc::new(figure);
        self.kl = Some(Kl { of, figure: Arc::clone(&figure) });
        Some(figure)
    }
}

fn first(frame: &Frame, coloring: &Coloring) -> Figure {
    let points: Vec<[f64; 2]> = frame.points.iter().map(|at| at.map(f64::from)).collect();
    map(&MapInput {
        title: Method::Tsne.title(),
        caption: "",
        points: &points,
        axis_labels: ["t-SNE 1", "t-SNE 2"],
        numbered_axes: false,
        coloring,
        faint: &[],
    })
}

/// An axis that follows the points without jumping: it always holds them all, makes a little more room where
/// they push, and closes in slowly where they leave room.
fn eased((low, high): (f64, f64), wanted: (f64, f64)) -> (f64, f64) {
    let room = (wanted.1 - wanted.0) * ROOM;
    let step = |now: f64, wanted: f64, outwards: f64| {
        // Along the way outwards.
        let gap = (wanted - now) * outwards;
        if gap > 0.0 {
            // At least to where the points are.
            outwards.mul_add((gap + room) * OUT, now).max_along(wanted, outwards)
        } else {
            now + (wanted - now) * IN
        }
    };
    (step(low, wanted.0, -1.0), step(high, wanted.1, 1.0))
}

/// The farther of two numbers along a direction.
trait Along {
    fn max_along(self, other: f64, direction: f64) -> f64;
}

impl Along for f64 {
    fn max_along(self, other: f64, direction: f64) -> f64 {
        if direction > 0.0 { self.max(other) } else { self.min(other) }
    }
}

#[cfg(test)]
mod tests {
    use super::eased;

    #[test]
    fn the_axis_holds_the_points_and_moves_little() {
        let mut range = (-1.0, 1.0);
        for i in 0..200 {
            // Points that spread, and tremble.
            let end = 1.0 + f64::from(i) * 0.02 + f64::from(i % 2) * 0.01;
            let next = eased(range, (-end, end));
            assert!(next.0 <= -end && next.1 >= end, "{i}: {next:?} for {end}");
            assert!(next.1 / range.1 < 1.05 && next.1 < end * 1.2);
            range = next;
        }
        for _ in 0..100 {
            let next = eased(range, (-1.0, 1.0));
            assert!(next.1 <= range.1 && next.1 / range.1 > 0.9);
            range = next;
        }
        assert!((range.1 - 1.0).abs() < 0.01);
    }
}
