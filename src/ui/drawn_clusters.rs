//! Pictures of clusterings, as last drawn.

use crate::plots::Figure;
use crate::project::{ClusterLook, ClusterSpace, Clusterings, FigureKind, Project, cluster_figure};
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
        let (one, pair) = (found.of_space(space), found.pair_at(pair));
        let figure = cluster_figure(kind, &name, found, one, pair, looks)?;
        let figure = Arc::new(figure);
        self.figures.retain(|drawn| drawn.which.0 != kind);
        let (of, looks) = (Arc::clone(found), looks.clone());
        self.figures.push(Drawn { of, which, looks, figure: Arc::clone(&figure) });
        Some(figure)
    }
}
