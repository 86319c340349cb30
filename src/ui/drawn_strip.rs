//! The small maps of the perplexity strip, as last drawn.

use super::perplexity_panel::DRAWN;
use crate::plots::{Figure, MapInput, Mark, map};
use crate::project::{Colors, Project, SmallMap, Strip, coloring};
use std::sync::Arc;

/// What was drawn last, one for each map.
#[derive(Default)]
pub(super) struct DrawnStrip {
    maps: Vec<Drawn>,
}

struct Drawn {
    of: Arc<SmallMap>,
    colors: Colors,
    hidden: Vec<String>,
    figure: Arc<Figure>,
}

impl DrawnStrip {
    /// A small map; of many points those that its order draws first.
    pub(super) fn map(
        &mut self,
        project: &Project,
        strip: &Strip,
        small: &Arc<SmallMap>,
    ) -> Arc<Figure> {
        let roles = &strip.prepared().roles;
        let table = project.opened().map(|opened| &opened.table);
        let by = project.colors(roles);
        let hidden = &project.choices().hidden;
        let same = |drawn: &Drawn| Arc::ptr_eq(&drawn.of, small);
        if let Some(drawn) = self.maps.iter().find(|drawn| same(drawn))
            && drawn.colors == by
            && drawn.hidden == *hidden
        {
            return Arc::clone(&drawn.figure);
        }
        // Those of strips that are gone go too.
        let there = strip.maps();
        self.maps.retain(|drawn| !same(drawn) && there.iter().any(|m| Arc::ptr_eq(m, &drawn.of)));
        let colors = table.map_or_else(
            || crate::plots::Coloring::new(&crate::plots::ColorBy::Nothing, small.aligned.len()),
            |table| coloring(table, strip.prepared().matrix.rows(), &by),
        );
        let mut figure = map(&MapInput {
            title: "",
            caption: "",
            points: &small.aligned,
            axis_labels: ["", ""],
            numbered_axes: false,
            coloring: &colors,
            faint: &[],
        });
        if let Some(Mark::Points(points)) = figure.marks.first_mut() {
            // The order is a shuffle: its beginning is a sample.
            points.order = points.order.iter().take(DRAWN).copied().collect();
            points.radius = 1.1;
        }
        figure.hide(hidden);
        let figure = Arc::new(figure);
        let (of, hidden) = (Arc::clone(small), hidden.clone());
        self.maps.push(Drawn { of, colors: by, hidden, figure: Arc::clone(&figure) });
        figure
    }
}
