//! Every figure there is, once: the command line and the window offer the same ones.

use crate::methods::Method;

/// A kind of figure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FigureKind {
    /// Rows in two dimensions.
    #[default]
    Map,
    /// Explained variance by component.
    Scree,
    /// Loadings of one component.
    Loadings,
    /// Correlations of columns with components.
    Heatmap,
    /// Rows and columns in one plane.
    Biplot,
    /// Columns in the circle of correlation 1.
    Circle,
    /// What columns contribute to components.
    Contributions,
    /// How well components carry columns.
    Cos2,
    /// Rows that are unlike the rest.
    Outliers,
    /// The divergence of t-SNE by iteration.
    Kl,
    /// Neighbours kept by both maps, at every size of neighbourhood.
    Agreement,
    /// How many customers two groupings have in common.
    Contingency,
    /// Where the customers of one grouping are in another.
    Flow,
    /// How well rows lie in their clusters.
    Silhouettes,
    /// What speaks for each number of clusters.
    HowMany,
}

impl FigureKind {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 15] = [
        Self::Map,
        Self::Scree,
        Self::Loadings,
        Self::Heatmap,
        Self::Biplot,
        Self::Circle,
        Self::Contributions,
        Self::Cos2,
        Self::Outliers,
        Self::Kl,
        Self::Agreement,
        Self::Contingency,
        Self::Flow,
        Self::Silhouettes,
        Self::HowMany,
    ];

    /// Its name on the command line and in file names, its name in lists, and what it shows.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Map => ("map", "Map", "The map"),
            Self::Scree => ("scree", "Explained variance", "PCA: explained variance by component"),
            Self::Loadings => (
                "loadings",
                "Loadings of one component",
                "PCA: loadings of one component (--component), sorted",
            ),
            Self::Heatmap => (
                "heatmap",
                "Correlations with all components",
                "PCA: correlations of columns with the first components (--components)",
            ),
            Self::Biplot => {
                ("biplot", "Biplot", "PCA: rows as points, columns as arrows (--scaling)")
            }
            Self::Circle => {
                ("circle", "Correlation circle", "PCA: columns in the circle of correlation 1")
            }
            Self::Contributions => (
                "contributions",
                "Contributions of columns",
                "PCA: what each column contributes to one component (--component), or to those kept (--components)",
            ),
            Self::Cos2 => (
                "cos2",
                "How well columns are carried (cos\u{b2})",
                "PCA: how well the map's plane, one component or those kept carry each column",
            ),
            Self::Outliers => (
                "outliers",
                "Outliers",
                "PCA: rows far out within the first components, or off them (--components)",
            ),
            Self::Kl => ("kl", "KL curve", "t-SNE: the KL divergence by iteration"),
            Self::Agreement => (
                "agreement",
                "Neighbours kept by both maps",
                "PCA (or --method) and t-SNE: the share of neighbours in the data that each map keeps, by their number",
            ),
            Self::Contingency => (
                "contingency",
                "Customers in common",
                "Clusters against clusters or a label (--between): customers that each two have in common",
            ),
            Self::Flow => (
                "clusters-flow",
                "Who goes where",
                "The same as ribbons: where the customers of one grouping are in the other (--between)",
            ),
            Self::Silhouettes => (
                "silhouette",
                "Silhouettes",
                "Clusters of one space (--space): how well each row lies in its cluster",
            ),
            Self::HowMany => (
                "how-many",
                "How many clusters",
                "Clusters of one space (--space): silhouette, BIC and gap statistic by their number",
            ),
        }
    }

    /// Whether it is of clusters.
    pub fn is_of_clusters(self) -> bool {
        matches!(self, Self::Contingency | Self::Flow | Self::Silhouettes | Self::HowMany)
    }

    /// Whether there is such a figure of this method.
    pub fn fits(self, method: Method) -> bool {
        match self {
            Self::Map | Self::Agreement => true,
            Self::Scree => matches!(method, Method::Pca | Method::LinfaPca),
            Self::Kl => method == Method::Tsne,
            other => other.is_of_clusters() || method == Method::Pca,
        }
    }

    /// The name on the command line and in file names.
    pub fn key(self) -> &'static str {
        self.words().0
    }

    /// The name in a list.
    pub fn title(self) -> &'static str {
        self.words().1
    }

    /// What it shows, for the command line's help.
    pub fn about(self) -> &'static str {
        self.words().2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_listed_once_under_names_of_its_own() {
        for (at, kind) in FigureKind::ALL.iter().enumerate() {
            assert_eq!(*kind as usize, at);
            let before = &FigureKind::ALL[..at];
            assert!(before.iter().all(|b| b.key() != kind.key() && b.title() != kind.title()));
        }
    }
}
