//! Pictures of clusterings, as last drawn.

use crate::plots::Figure;
use crate::project::{
    ClusterLook, ClusterSpace, Clusterings, FigureKind, Project, contingency_figure, flow_figure,
    how_many_figure, silhouettes_figure,
};
use std::sync::Arc;

/// What was drawn last, one of each kind.
#[derive(Default)]
pub(super) struct DrawnClusters {
    figures: Vec<Drawn>,
}

/// Which picture: its kind, the space of the clusters, the place of the pair among all.
type Which = (FigureKind, ClusterSpace, usize);

struct Drawn {
    of: Arc<Clusterings>,
    which: Which,
    looks: Vec<ClusterLook>,
    figure: Arc<Figure>,
}

impl DrawnClusters {
    /// A picture of the clusters that were found last; none where it cannot be.
    pub(super) fn figure(&mut self, project: &Project, which: Which) -> Option<Arc<Figure>> {
        let found = project.clusterings()?;
        // Clusters of one space know no pair, and a pair no space.
        let which = match which {
            (kind @ (FigureKind::Silhouettes | FigureKind::HowMany), space, _) => (kind, space, 0),
            (kind, _, pair) => (kind, ClusterSpace::Features, pair),
        };
        let looks = &project.choices().cluster_looks;
        let same = |drawn: &&Drawn| {
            drawn.which == which && Arc::ptr_eq(&drawn.of, found) && drawn.looks == *looks
        };
        if let Some(drawn) = self.figures.iter().find(same) {
            return Some(Arc::clone(&drawn.figure));
        }
        let name = project.opened()?.table.short_name();
        let (kind, space, pair) = which;
        let one = || found.of_space(space);
        let figure = match kind {
            FigureKind::Contingency => {
                contingency_figure(&name, found, found.pair_at(pair)?, looks)
            }
            FigureKind::Flow => flow_figure(&name, found, found.pair_at(pair)?, looks),
            FigureKind::Silhouettes => silhouettes_figure(&name, one()?, looks)?,
            FigureKind::HowMany => how_many_figure(&name, one()?)?,
            _ => return None,
        };
        let figure = Arc::new(figure);
        self.figures.retain(|drawn| drawn.which.0 != kind);
        let (of, looks) = (Arc::clone(found), looks.clone());
        self.figures.push(Drawn { of, which, looks, figure: Arc::clone(&figure) });
        Some(figure)
    }
}
