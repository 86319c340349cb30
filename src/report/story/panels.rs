//! What explains a PCA, and how t-SNE came to its end.

use super::{Block, Drawn, Section, Told};
use crate::data::Table;
use crate::features::Prepared;
use crate::project::{Choices, MapResult, PcaPanels, kl_figure, scree_figure};

/// A component with no more of the variance than this is what rounding leaves.
const NOTHING: f64 = 1e-9;
/// Components whose loadings are shown: those of the map.
const SHOWN: usize = 2;

pub(super) fn components(
    table: &Table,
    prepared: &Prepared,
    choices: &Choices,
    pca: &MapResult,
) -> Section {
    let scree = scree_figure(table, pca, choices.kept, None, None).map(Drawn::new);
    let mut list = Vec::new();
    // Of a table in which one component holds everything, the others are nothing.
    let some = |k: &usize| {
        pca.pca.as_ref().is_none_or(|model| {
            model.explained_variance_ratio().get(*k).is_none_or(|share| *share > NOTHING)
        })
    };
    let (shown, nothing): (Vec<usize>, Vec<usize>) =
        pca.plane.axes.iter().take(SHOWN).partition(|k| some(k));
    if let Some(panels) = PcaPanels::new(table, &prepared.matrix, pca) {
        let loadings = |component| panels.loadings(component, 0.0).ok();
        // A table of one dimension has one component.
        list.extend(shown.into_iter().filter_map(loadings).map(Drawn::new));
    }
    let what = "Shares of the variance by component, and the columns that each axis of PCA\u{2019}s map is made of.";
    let mut blocks = vec![Block::text(what)];
    // The loadings side by side: they are higher.
    for list in [scree.into_iter().collect::<Vec<Drawn>>(), list] {
        if !list.is_empty() {
            blocks.push(Block::Figures { list });
        }
    }
    for k in nothing {
        blocks.push(Block::note(&format!(
            "PC{} has none of the variance: there is nothing that its axis means.",
            k + 1
        )));
    }
    Section { id: "components", title: "What the axes of PCA mean", blocks }
}

pub(super) fn optimisation(told: Told<'_>) -> Section {
    let tsne = &told.found.maps[1];
    let mut blocks = Vec::new();
    match kl_figure(told.table, tsne) {
        Some(figure) => blocks.push(Block::Figures { list: vec![Drawn::new(figure)] }),
        None => blocks.push(Block::text("This run of t-SNE told nothing of its way.")),
    }
    if tsne.tsne.as_ref().is_some_and(|used| used.settled == Some(false)) {
        blocks.push(Block::note(
            "The divergence was still falling when the run ended: more iterations may move the points.",
        ));
    }
    Section { id: "optimisation", title: "How t-SNE settled", blocks }
}
