//! What is exported, and how; the dialog that asks is in `dialog`.

mod dialog;
mod fields;
mod missing;
mod preview;

pub(super) use dialog::show;
pub(crate) use preview::Preview;

use super::keeping::and_ending;
use super::{
    Ask, Command, Panel, Purpose, Tab, ViewState, agreement_panel, clusters_panel, menu_bar, theme,
};
use crate::methods::Method;
use crate::plots::Figure;
use crate::project::{Analysis, FigureKind, Project};
use crate::report::{Page, Unit};
use std::path::PathBuf;
use std::sync::Arc;

/// Which figure is exported: its kind, and of a map the method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WhichFigure(pub FigureKind, pub Method);

impl WhichFigure {
    /// Every figure there is.
    pub fn all() -> impl Iterator<Item = Self> {
        FigureKind::ALL.into_iter().flat_map(|kind| {
            let tsne = (kind == FigureKind::Map).then_some(Self(kind, Method::Tsne));
            let method = if kind == FigureKind::Kl { Method::Tsne } else { Method::Pca };
            [Self(kind, method)].into_iter().chain(tsne)
        })
    }

    /// The figure of the tab that is open; where it has none, the map that was looked at last, of those on show.
    pub fn of(tab: Tab, view: &ViewState, shown: [Method; 2]) -> Self {
        let components = &view.components;
        let kind = match tab {
            Tab::Variance => FigureKind::Scree,
            Tab::Loadings if components.heat => FigureKind::Heatmap,
            Tab::Loadings => FigureKind::Loadings,
            Tab::Biplot if components.circle => FigureKind::Circle,
            Tab::Biplot => FigureKind::Biplot,
            Tab::Contributions if components.cos2 => FigureKind::Cos2,
            Tab::Contributions => FigureKind::Contributions,
            Tab::Outliers => FigureKind::Outliers,
            Tab::Agreement => FigureKind::Agreement,
            Tab::Kl => return Self(FigureKind::Kl, Method::Tsne),
            Tab::Perplexities => return Self(FigureKind::Map, Method::Tsne),
            Tab::Clusters => view.clusters.figure(),
            Tab::Compare => view.compare.figure(),
            Tab::Verdict
            | Tab::Selection
            | Tab::Rows
            | Tab::Import
            | Tab::Ledger
            | Tab::Advice
            | Tab::Notices => return Self(FigureKind::Map, shown[usize::from(view.right_map)]),
        };
        Self(kind, Method::Pca)
    }

    /// The name in the list.
    pub fn title(self) -> String {
        match self.0 {
            FigureKind::Map => format!("{} map", self.1.title()),
            kind => kind.title().to_owned(),
        }
    }

    fn stem(self) -> &'static str {
        if self.0 == FigureKind::Map { self.1.key() } else { self.0.key() }
    }
}

/// The file format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ExportFormat {
    /// Pixels.
    #[default]
    Png,
    /// Shapes and text.
    Svg,
    /// A page of shapes and text.
    Pdf,
}

impl ExportFormat {
    /// The file name's ending.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
        }
    }
}

/// What is exported, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportPlan {
    /// Which figure.
    pub figure: WhichFigure,
    /// The file format.
    pub format: ExportFormat,
    /// Size, resolution, ground, and whether the caption is drawn.
    pub page: Page,
    /// The unit in which the size is shown.
    pub unit: Unit,
    /// Whether there is a title.
    pub titled: bool,
    /// The title; the figure's own where empty.
    pub title: String,
}

impl ExportPlan {
    /// A figure at a usual size.
    pub fn new(figure: WhichFigure) -> Self {
        let page = Page { width: 900.0, height: 640.0, ..Page::default() };
        let (format, unit) = (ExportFormat::default(), Unit::default());
        Self { figure, format, page, unit, titled: true, title: String::new() }
    }

    /// Another figure, exported as the last one was; its title is its own.
    #[must_use]
    pub fn again(&self, figure: WhichFigure) -> Self {
        Self { figure, title: String::new(), ..self.clone() }
    }

    /// The figure with the words that were chosen.
    pub(super) fn worded(&self, figure: &Arc<Figure>) -> Arc<Figure> {
        if self.titled && self.title.trim().is_empty() {
            return Arc::clone(figure);
        }
        let title = if self.titled { self.title.trim().to_owned() } else { String::new() };
        Arc::new(Figure { title, ..Figure::clone(figure) })
    }

    /// What of the page cannot be, in words.
    pub(super) fn page_trouble(&self) -> Option<String> {
        let dots = || match self.format {
            ExportFormat::Png => self.page.check_dots(),
            ExportFormat::Svg | ExportFormat::Pdf => Ok(()),
        };
        self.page.check().and_then(|()| dots()).err()
    }

    /// The name that is proposed.
    pub fn file_name(&self) -> String {
        format!("dimlens-{}.{}", self.figure.stem(), self.format.ending())
    }

    /// The chosen path; the format's ending is added where there is none that we know.
    pub fn with_ending(&self, path: PathBuf) -> PathBuf {
        let known = path.extension().is_some_and(|e| {
            ["svg", "png", "pdf"].iter().any(|known| e.eq_ignore_ascii_case(known))
        });
        if known {
            return path;
        }
        and_ending(path, self.format.ending())
    }
}

/// The figure of a plan, as it is on show.
///
/// # Errors
/// A sentence, where it is not computed yet.
pub(super) fn figure(
    view: &mut ViewState,
    project: &Project,
    plan: &ExportPlan,
) -> Result<Arc<Figure>, String> {
    let WhichFigure(kind, method) = plan.figure;
    let figure = match kind {
        FigureKind::Map => view.drawn.map(project, method),
        FigureKind::Kl => view.drawn.kl(project),
        FigureKind::Scree => view.drawn.scree(project, project.choices().kept),
        FigureKind::Outliers => {
            let current = project.has(Analysis::Outliers);
            project.outliers().filter(|_| current).map(|rows| Arc::clone(rows.figure()))
        }
        FigureKind::Agreement => {
            let current = project.agreement_is_current();
            project.agreement().filter(|_| current).map(|found| Arc::clone(found.figure()))
        }
        kind if kind.is_of_clusters() => {
            let (space, pair) = (view.clusters.space, view.compare.pair);
            let current = project.clusters_are_current();
            view.drawn.clusters(project, kind, space, pair).filter(|_| current)
        }
        other => match view.components.figure(other, project.choices().kept) {
            Some(which) => view.drawn.components(project, which).transpose()?,
            None => None,
        },
    };
    let name = plan.figure.title();
    figure.ok_or_else(|| format!("The figure \u{201c}{name}\u{201d} is not computed yet."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_of_the_command_line_is_offered() {
        let all: Vec<WhichFigure> = WhichFigure::all().collect();
        assert!(FigureKind::ALL.iter().all(|kind| all.iter().any(|which| which.0 == *kind)));
        assert_eq!(all.iter().filter(|which| which.0 == FigureKind::Map).count(), 2);
        for (at, which) in all.iter().enumerate() {
            assert!(
                all[..at].iter().all(|w| w.stem() != which.stem() && w.title() != which.title())
            );
        }
        assert_eq!(all.len(), FigureKind::ALL.len() + 1);
    }

    #[test]
    fn a_missing_ending_is_added_and_a_known_one_kept() {
        let plan = ExportPlan::new(WhichFigure(FigureKind::Map, Method::Pca));
        assert_eq!(plan.with_ending("a/map".into()), PathBuf::from("a/map.png"));
        assert_eq!(plan.with_ending("map.v2".into()), PathBuf::from("map.v2.png"));
        assert_eq!(plan.with_ending("map.SVG".into()), PathBuf::from("map.SVG"));
    }
}
