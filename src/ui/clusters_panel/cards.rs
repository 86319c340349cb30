//! A card for each cluster: who its customers are, how firm it is, and what can be done with it.

use super::super::{Panel, swatch, theme};
use crate::metrics::Firmness;
use crate::narrative::ClusterCard;
use crate::project::{
    Action, Choices, ClusterLook, ClusterNames, NamedClustering, new_segment, with_look,
};
use crate::words::{count_of, format_count};
use eframe::egui::{Frame, Key, Label, Margin, Role, ScrollArea, Stroke, TextEdit, Ui, WidgetInfo};

/// Width of a card.
const CARD: f32 = 300.0;
/// Columns that stand on it.
const COLUMNS: usize = 3;

/// A card for each cluster, and one for the noise.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel, shown: &NamedClustering) {
    let clustering = &shown.clustering;
    let names = ClusterNames::new(shown, &panel.project.choices().cluster_looks);
    let groups = (0..clustering.k() as u32).map(Some);
    let noise = (clustering.noise() > 0).then_some(None);
    ScrollArea::vertical().id_salt("clusters").auto_shrink([false, false]).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            for group in groups.chain(noise) {
                card(ui, panel, shown, &names, group);
            }
        });
    });
}

fn card(
    ui: &mut Ui,
    panel: &mut Panel,
    shown: &NamedClustering,
    names: &ClusterNames,
    group: Option<u32>,
) {
    let clustering = &shown.clustering;
    let frame = Frame::new()
        .fill(ui.visuals().window_fill)
        .stroke(Stroke::new(1.0, ui.visuals().widgets.noninteractive.bg_stroke.color))
        .corner_radius(4)
        .inner_margin(Margin::same(8));
    frame.show(ui, |ui| {
        ui.set_width(CARD);
        ui.vertical(|ui| {
            let name = names.name(group);
            ui.horizontal(|ui| head(ui, panel, shown, names, group));
            ui.horizontal(|ui| {
                let select = ui.button("Select");
                let said = format!("Select {name}");
                select.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
                if select.on_hover_text("Pick these customers out on every picture.").clicked() {
                    panel.view.selection.select(clustering.members(group));
                }
                if let Some(group) = group {
                    let rename = ui.button("Rename\u{2026}");
                    let said = format!("Rename {name}");
                    rename.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
                    let about = "The name belongs to these customers: it stays as long as the cluster holds the same ones.";
                    if rename.on_hover_text(about).clicked() {
                        panel.view.clusters.renaming = Some((group, name.clone()));
                    }
                }
                let keep = ui.button("Keep as segment");
                let said = format!("Keep {name} as a segment");
                keep.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
                let about = "A segment has a name of yours and a colour, and stays when clusters are found anew.";
                if keep.on_hover_text(about).clicked() {
                    let choices = panel.project.choices();
                    let mut segments = choices.segments.clone();
                    let rows = clustering.members(group).into();
                    segments.push(new_segment(&segments, &name, rows));
                    panel.ask(Action::Choose(Choices { segments, ..choices.clone() }));
                }
            });
            if let Some(group) = group {
                if let Some(card) = shown.cards.get(group as usize) {
                    said(ui, card);
                }
                firmness(ui, shown, group as usize);
            }
        });
    });
}

/// Mark, name (or the field for another one), size and share.
fn head(
    ui: &mut Ui,
    panel: &mut Panel,
    shown: &NamedClustering,
    names: &ClusterNames,
    group: Option<u32>,
) {
    let name = names.name(group);
    let clustering = &shown.clustering;
    let mut look = group.and_then(|group| ClusterLook::of(shown, group));
    if let (Some(look), Some(group)) = (&mut look, group) {
        // What was decided of it before stays.
        look.name = Some(name.clone()).filter(|name| *name != default_name(group));
        look.style = Some(names.style(group)).filter(|style| *style != group as usize);
        if let Some(style) = swatch::show(ui, names.style(group), &name) {
            look.style = Some(style).filter(|style| *style != group as usize);
            decide(panel, look.clone());
        }
    }
    let typed = panel.view.clusters.renaming.as_mut().filter(|(of, _)| Some(*of) == group);
    if let (Some((of, text)), Some(look)) = (typed, look) {
        let response = ui.add(TextEdit::singleline(text).desired_width(150.0));
        response.request_focus();
        let done = response.lost_focus() || ui.input(|input| input.key_pressed(Key::Enter));
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            panel.view.clusters.renaming = None;
        } else if done {
            let new = text.trim().to_owned();
            let own = !new.is_empty() && new != default_name(*of);
            panel.view.clusters.renaming = None;
            decide(panel, ClusterLook { name: own.then_some(new), ..look });
        }
    } else {
        ui.add(Label::new(theme::strong(&name)).truncate());
    }
    let size = match group {
        Some(group) => clustering.sizes()[group as usize],
        None => clustering.noise(),
    };
    let share = size as f64 / clustering.rows().len() as f64;
    ui.label(theme::note(ui, format!("{}, {:.1} %", format_count(size), share * 100.0)));
}

fn default_name(group: u32) -> String {
    crate::methods::Clustering::name(Some(group))
}

fn decide(panel: &mut Panel, look: ClusterLook) {
    let choices = panel.project.choices();
    let cluster_looks = with_look(&choices.cluster_looks, look);
    if cluster_looks != choices.cluster_looks {
        panel.ask(Action::Choose(Choices { cluster_looks, ..choices.clone() }));
    }
}

/// Who they are, and the columns that set them apart.
fn said(ui: &mut Ui, card: &ClusterCard) {
    ui.add(Label::new(&card.sentence).wrap());
    let lines = card.columns.iter().take(COLUMNS).map(|line| (line, ""));
    for (line, kind) in lines.chain(card.labels.iter().take(1).map(|line| (line, " (label)"))) {
        let text = format!("{}{kind}: {}", line.column, line.words);
        ui.add(Label::new(theme::note(ui, &text)).truncate()).on_hover_text(text);
    }
    if card.columns.len() > COLUMNS {
        let rest: Vec<String> = card.columns[COLUMNS..]
            .iter()
            .map(|line| format!("{}: {}", line.column, line.words))
            .collect();
        let more = count_of(rest.len(), "more column", "more columns");
        ui.label(theme::note(ui, format!("and {more}"))).on_hover_text(rest.join("\n"));
    }
}

/// How well the cluster holds together, and whether it comes again.
fn firmness(ui: &mut Ui, shown: &NamedClustering, group: usize) {
    let silhouette = shown
        .silhouette
        .as_ref()
        .and_then(|found| found.of_clusters.iter().find(|one| one.label as usize == group))
        .and_then(|one| one.mean)
        .map_or("none".to_owned(), |mean| format!("{mean:.2}"));
    let stability = shown.stability.as_ref().and_then(|found| *found.clusters.get(group)?);
    ui.horizontal(|ui| {
        ui.label(format!("Silhouette {silhouette}")).on_hover_text(
            "How much nearer its customers are to each other than to the next cluster, \u{2212}1 to 1 (Rousseeuw 1987).",
        );
        let Some(stability) = stability else { return };
        let text = format!("{} ({:.2})", stability.firmness.words(), stability.jaccard);
        let text = match stability.firmness {
            Firmness::Solid => theme::strong(text),
            Firmness::Shaky => text.into(),
            Firmness::DoNotUse => theme::alarm(ui, text),
        };
        ui.label(text).on_hover_text(
            "How alike it comes out of 50 draws of other customers like these: mean Jaccard likeness; solid from 0.75, \
             shaky from 0.6 (Hennig 2007).",
        );
    });
}
