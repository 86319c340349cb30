//! PCA, t-SNE, both or neither: the answer, its reasons, and what would change it.

use super::awaited::Awaited;
use super::{Panel, side, theme};
use crate::narrative::{Evidence, Verdict};
use crate::project::{Action, Project, Weighed};
use crate::words::format_count;
use eframe::egui::{Grid, Label, ProgressBar, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2};
use std::sync::Arc;

/// Width of the numbers, in points.
const NUMBERS: f32 = 312.0;
/// Lines longer than this are hard to read.
const LINE: f32 = 760.0;
/// Size of the answer's letters.
const ANSWER: f32 = 20.0;

/// The panel of the tab.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let awaited = awaited(panel.project);
    awaited.see_to(panel);
    let Some(found) = panel.project.verdict().cloned() else {
        return awaited.nothing_yet(ui, panel);
    };
    let numbers = |ui: &mut Ui, _: &mut Panel| numbers(ui, &found.evidence);
    side::beside(ui, panel, "verdict side", NUMBERS, numbers, |ui, panel| {
        ScrollArea::vertical().id_salt("verdict").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(LINE));
            awaited.earlier(ui, panel);
            answer(ui, &found);
        });
    });
}

/// How far the verdict is.
fn awaited(project: &Project) -> Awaited {
    Awaited {
        current: project.verdict_is_current(),
        busy: project.is_weighing(),
        trouble: project.weighing_trouble().cloned(),
        ask: Action::Weigh,
        again: "Weigh the evidence",
        computing: "Weighing the evidence: how far each map may be believed, whether noise would look like this, and \
                    whether another start or another part of the customers would give the same picture\u{2026}",
        waiting: "Which map to use, and how far to believe it, is said when both maps are computed.",
        computing_anew: "Of earlier maps; the present ones are being weighed.",
        waiting_anew: "Of earlier maps; it follows when both are of the present settings.",
    }
}

/// The answer and why.
fn answer(ui: &mut Ui, found: &Arc<Weighed>) {
    let verdict = &found.verdict;
    ui.horizontal(|ui| {
        ui.label(theme::heading(verdict.headline()).size(ANSWER));
        ui.add_space(2.0 * theme::STEP);
        confidence(ui, verdict);
    });
    ui.add(Label::new(&verdict.purpose).wrap());
    ui.add_space(2.0 * theme::STEP);
    ui.label(theme::heading("Why"));
    for (at, reason) in verdict.reasons.iter().enumerate() {
        entry(ui, &format!("{}.", at + 1), |ui| {
            ui.add(Label::new(theme::strong(&reason.meaning)).wrap());
            ui.add(Label::new(&reason.finding).wrap());
        });
    }
    ui.add_space(2.0 * theme::STEP);
    ui.label(theme::heading("What would change it"));
    for text in &verdict.would_change {
        entry(ui, "\u{2022}", |ui| {
            ui.add(Label::new(text).wrap());
        });
    }
    ui.add_space(theme::STEP);
    ui.add(Label::new(theme::note(ui, SOURCES)).wrap());
}

const SOURCES: &str = "The rules compare the rows with shuffled columns (Horn 1965; Buja and Eyuboglu 1992), look beyond \
    PCA's plane, and count true and false neighbours (Venna and Kaski 2001). They describe this table; they prove \
    nothing about other customers.";

/// A line with its mark before it; all lines of it begin at the same place.
fn entry(ui: &mut Ui, mark: &str, text: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        let width = 4.0 * theme::STEP;
        ui.add_sized(vec2(width, 0.0), Label::new(RichText::new(mark)));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            text(ui);
        });
    });
    ui.add_space(0.5 * theme::STEP);
}

/// How far the numbers are from another answer.
fn confidence(ui: &mut Ui, verdict: &Verdict) {
    let share = verdict.confidence as f32;
    let words = match share {
        0.8.. => "clear",
        0.5.. => "fairly clear",
        0.25.. => "near the line",
        _ => "hardly decided",
    };
    let said = format!("{words} ({:.0} %)", share * 100.0);
    let bar = ProgressBar::new(share).desired_width(90.0).desired_height(8.0);
    let response = ui.add(bar).on_hover_text(
        "How far the numbers are from another answer: 100 % far on this side, 0 % on the line. No probability.",
    );
    response.widget_info(|| {
        WidgetInfo::labeled(Role::ProgressIndicator, true, format!("Confidence: {said}"))
    });
    ui.label(theme::note(ui, said));
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

fn plain(value: f64) -> String {
    format!("{value:.3}")
}

/// The numbers behind it.
fn numbers(ui: &mut Ui, evidence: &Evidence) {
    ui.label(theme::heading("Evidence"));
    of_maps(ui, evidence);
    ui.add_space(theme::STEP);
    of_data(ui, evidence);
    let rows = evidence.noise.rows;
    if rows < evidence.rows {
        let said = format!(
            "Noise, dimension and repetitions: of {} rows, drawn by the seed.",
            format_count(rows)
        );
        ui.add(Label::new(theme::note(ui, said)).wrap());
    }
}

fn of_maps(ui: &mut Ui, evidence: &Evidence) {
    let maybe = |value: Option<f64>| value.map_or("none".to_owned(), plain);
    let [pca, tsne] = &evidence.maps;
    Grid::new("evidence of maps").num_columns(3).min_row_height(18.0).show(ui, |ui| {
        ui.label("");
        ui.label(theme::strong("PCA"));
        ui.label(theme::strong("t-SNE"));
        ui.end_row();
        let mut line = |name: String, about: &str, values: [String; 2]| {
            ui.label(name).on_hover_text(about);
            for value in values {
                ui.label(value);
            }
            ui.end_row();
        };
        let k = pca.k;
        line(
            format!("Trust, k = {k}"),
            "Are neighbours on the map neighbours in the data? 1 where all are.",
            [plain(pca.trustworthiness), plain(tsne.trustworthiness)],
        );
        line(
            format!("Continuity, k = {k}"),
            "Are neighbours in the data neighbours on the map? 1 where all are.",
            [plain(pca.continuity), plain(tsne.continuity)],
        );
        line(
            format!("Kept, k = {k}"),
            "The share of a row's nearest in the data that are among its nearest on the map.",
            [percent(pca.kept), percent(tsne.kept)],
        );
        line(
            format!("Kept, k = {}", pca.large_k),
            "The same for a large neighbourhood.",
            [percent(pca.kept_at_large), percent(tsne.kept_at_large)],
        );
        line(
            "Shepard".to_owned(),
            "Spearman's correlation of all distances: the large picture.",
            [maybe(pca.shepard), maybe(tsne.shepard)],
        );
    });
}

fn of_data(ui: &mut Ui, evidence: &Evidence) {
    Grid::new("evidence of data").num_columns(2).min_row_height(18.0).show(ui, |ui| {
        let mut line = |name: &str, about: &str, value: String| {
            ui.label(name).on_hover_text(about);
            ui.label(value);
            ui.end_row();
        };
        line(
            "Variance in two components",
            "The share of the total variance on PCA's map.",
            percent(evidence.variance_in_two),
        );
        if let Some(dimension) = evidence.dimension {
            line(
                "Intrinsic dimension",
                "In how many directions customers spread, by the distances to their two nearest (TwoNN, Facco et al. 2017).",
                format!("{:.1}", dimension.two_nn),
            );
        }
        line(
            "Neighbours on both maps",
            &format!(
                "The share of a row's neighbours on one map that are its neighbours on the other; {} by chance.",
                percent(evidence.shared_by_chance)
            ),
            percent(evidence.shared),
        );
        if let Some(clusters) = evidence.clusters {
            let [pca, tsne] = clusters.agreement;
            line(
                "Clusters as on PCA, t-SNE",
                "Clusters of the data against those seen on each map, finer ones put together: adjusted Rand index, 1 the same, 0 as by chance.",
                format!("{pca:.2} and {tsne:.2}"),
            );
        }
        let [real, noise] = evidence.noise.trustworthiness;
        line(
            "Trust, data and noise",
            "t-SNE of a sample of rows, and of the same columns shuffled: noise makes islands too, but lies more.",
            format!("{real:.3} and {noise:.3}"),
        );
        let stable = &evidence.stability;
        line(
            "Same with another start",
            "The share of neighbours that two runs of t-SNE from different starts have in common.",
            percent(stable.starts),
        );
        line(
            "Same with other perplexities",
            "The same for half and twice the perplexity, the lesser of both.",
            percent(stable.perplexities),
        );
        line(
            "Same with fewer customers",
            "The same for two thirds of the rows.",
            percent(stable.subsamples),
        );
    });
}
