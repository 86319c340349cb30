//! What stands in for the window where there is no display: PCA in words and bars.

use super::console::Console;
use super::{computed, output, run};
use crate::data::{self, ReadOptions, sample::SAMPLES};
use crate::features::FeatureMatrix;
use crate::methods::{Method, PcaModel};
use crate::progress::Progress;
use crate::project::Choices;
use crate::project::file::{LoadedProject, is_project};
use crate::words::count_of;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

/// Components that are listed.
const SHOWN: usize = 5;
/// Characters of a full bar.
const BAR: f64 = 40.0;

pub(super) fn summary(file: Option<&Path>) -> anyhow::Result<()> {
    let console = Console::new(false, None);
    let (table, choices) = match file {
        Some(path) if is_project(path) => {
            let project = path.to_owned();
            let loaded =
                console.run("reading", move |p| LoadedProject::open(&project, None, p))??;
            let settled = run::settled(path, false, loaded)?;
            console.notices(&settled.notices);
            (settled.table, settled.file.choices)
        }
        Some(path) => {
            let path = path.to_owned();
            let read = move |p: &Progress| data::read(&path, &ReadOptions::default(), p);
            (Arc::new(console.run("reading", read)??), Choices::default())
        }
        None => (Arc::new(console.run("reading", |p| SAMPLES[0].read(p))??), Choices::default()),
    };
    let prepared = run::prepared(&choices, &table, &console)?;
    let result = computed(Method::Pca, &prepared, &choices, &console)?;
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{}: {}, {}, {}\n\nPrincipal components of the standardised features",
        table.name(),
        count_of(table.rows().len(), "row", "rows"),
        count_of(table.columns().len(), "column", "columns"),
        count_of(prepared.matrix.features().len(), "feature", "features"),
    );
    if let (Some(ratio), Some(model)) = (result.explained_variance_ratio(), &result.pca) {
        bars(&mut text, &ratio);
        drivers(&mut text, model, &prepared.matrix);
    }
    for notice in table.notices().iter().chain(&prepared.notices).chain(&result.notices) {
        let _ = writeln!(text, "note: {}", notice.text);
    }
    let name = file.map_or("FILE".to_owned(), |f| f.display().to_string());
    let _ = writeln!(
        text,
        "\nThere is no display, so the window was not opened. Without one you can:\n\
         \x20 dimlens plot {name} --method pca -o pca.svg      draw the PCA map (or .pdf, .png)\n\
         \x20 dimlens plot {name} --method tsne -o tsne.png    draw the t-SNE map\n\
         \x20 dimlens plot {name} --figure scree -o scree.svg  draw the explained variance\n\
         \x20 dimlens embed {name} --method tsne -o xy.csv     write coordinates\n\
         \x20 dimlens compare {name}                           learn which map to believe, and why\n\
         \x20 dimlens report {name} -o report.html             all of it on one page (or .pdf)\n\
         \x20 dimlens info {name}                              see what was understood\n\
         \x20 dimlens sample                                   list the samples, or write one"
    );
    output::write(None, text.as_bytes())
}

fn bars(text: &mut String, ratio: &[f64]) {
    let mut sum = 0.0;
    for (k, share) in ratio.iter().take(SHOWN).enumerate() {
        sum += share;
        let _ = writeln!(
            text,
            "  PC{:<2} {:5.1} %  (together {:5.1} %)  {}",
            k + 1,
            share * 100.0,
            sum * 100.0,
            "#".repeat((share * BAR).round() as usize)
        );
    }
    let _ = writeln!(text);
}

/// The columns that weigh most on the map's two axes.
fn drivers(text: &mut String, model: &PcaModel, matrix: &FeatureMatrix) {
    for (k, component) in model.components().rows().into_iter().take(2).enumerate() {
        let mut order: Vec<usize> = (0..component.len()).collect();
        order.sort_by(|&a, &b| component[b].abs().total_cmp(&component[a].abs()));
        let names: Vec<String> = order
            .iter()
            .take(4)
            .map(|&j| {
                let sign = if component[j] < 0.0 { '-' } else { '+' };
                format!("{sign}{}", matrix.features()[j].name)
            })
            .collect();
        let _ = writeln!(text, "  PC{} is driven by {}", k + 1, names.join(", "));
    }
    let _ = writeln!(text);
}
