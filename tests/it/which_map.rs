//! The panels that say which map to use, which clusters there are, and how far they agree.

use super::support::{sample, text};
use super::window::{opened, press, undo};
use dimlens::project::{ClusterSpace, ColorChoice};
use dimlens::ui::{App, Tab};
use eframe::egui::{Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

fn penguins(tab: Tab) -> Harness<'static, App> {
    let mut harness = opened(text(&sample("penguins")));
    press(&mut harness, tab.title());
    // Asked for by the panel, in the frame that shows it.
    super::window::settle(&mut harness);
    harness
}

fn selected(harness: &Harness<'static, App>) -> usize {
    harness.state().view().selection.rows().len()
}

#[test]
fn the_verdict_stands_with_its_reasons_and_goes_with_its_maps() {
    let mut harness = penguins(Tab::Verdict);
    let project = harness.state().project();
    assert!(project.verdict_is_current());
    let verdict = project.verdict().unwrap().verdict.clone();
    harness.get_by_label(verdict.headline());
    harness.get_by_label(&verdict.purpose);
    for reason in &verdict.reasons {
        harness.get_by_label(&reason.finding);
        harness.get_by_label(&reason.meaning);
    }
    harness.get_by_label_contains("Confidence:");
    // The maps were judged once, for both panels.
    assert!(harness.state().project().agreement_is_current());
    let mut choices = harness.state().project().choices().clone();
    choices.recipe.scale = dimlens::features::Scale::MinMax;
    harness.state_mut().apply(dimlens::project::Action::Choose(choices));
    harness.run_steps(2);
    harness.get_by_label_contains("Of earlier maps");
    undo(&mut harness);
    assert!(harness.state().project().verdict_is_current(), "undo brings it back");
}

#[test]
fn clusters_are_selected_kept_and_colour_the_maps() {
    let mut harness = penguins(Tab::Clusters);
    let found = harness.state().project().clusterings().unwrap().clone();
    let referee = found.of_space(ClusterSpace::Features).unwrap();
    assert!(referee.clustering.k() > 1);
    press(&mut harness, "Select Cluster 1");
    assert_eq!(selected(&harness), referee.clustering.sizes()[0]);
    press(&mut harness, "Keep Cluster 2 as a segment");
    let segments = &harness.state().project().choices().segments;
    assert_eq!(
        (segments[0].name.as_str(), segments[0].rows.len()),
        ("Cluster 2", referee.clustering.sizes()[1])
    );
    press(&mut harness, "Colour the maps by them");
    let by = &harness.state().project().choices().color_by;
    assert_eq!(*by, ColorChoice::Clusters(ClusterSpace::Features));
    // In the legend, and on its card.
    assert!(harness.query_all_by_label_contains("Cluster 1").count() > 2);
    undo(&mut harness);
    undo(&mut harness);
    assert!(harness.state().project().choices().segments.is_empty());
    // Another number of clusters is a decision, too.
    let mut choices = harness.state().project().choices().clone();
    choices.clusters = choices.clusters.given(4);
    harness.state_mut().apply(dimlens::project::Action::Choose(choices));
    super::window::settle(&mut harness);
    harness.run_steps(2);
    super::window::settle(&mut harness);
    let found = harness.state().project().clusterings().unwrap();
    assert_eq!(found.of_space(ClusterSpace::TsneMap).unwrap().clustering.k(), 4);
}

#[test]
fn a_cluster_has_a_name_and_a_colour_of_the_users() {
    let mut harness = penguins(Tab::Clusters);
    press(&mut harness, "Rename Cluster 2");
    {
        let mut fields = harness.get_all_by_role(Role::TextInput);
        let field = fields.find(|field| field.value().as_deref() == Some("Cluster 2")).unwrap();
        field.type_text(" (heavy)");
    }
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    harness.get_by_label("Cluster 2 (heavy)");
    press(&mut harness, "Colour of Cluster 2 (heavy)");
    press(&mut harness, "Style 6");
    let look = harness.state().project().choices().cluster_looks[0].clone();
    assert_eq!((look.name.as_deref(), look.style), (Some("Cluster 2 (heavy)"), Some(5)));
    // The legend and the other panel say so, too.
    press(&mut harness, "Colour the maps by them");
    assert!(harness.query_all_by_label_contains("Cluster 2 (heavy)").count() > 2);
    for _ in 0..3 {
        undo(&mut harness);
    }
    assert!(harness.state().project().choices().cluster_looks.is_empty());
    harness.get_by_label("Cluster 2");
}

#[test]
fn clusters_are_pictures_too_and_those_of_the_components_come_on_request() {
    let mut harness = penguins(Tab::Clusters);
    press(&mut harness, "Silhouettes");
    harness.get_by_label_contains("Silhouettes: Prepared features");
    press(&mut harness, "How many");
    harness.get_by_label_contains("How many clusters? Prepared features");
    let mut choices = harness.state().project().choices().clone();
    choices.clusters_also = Some(ClusterSpace::Components);
    harness.state_mut().apply(dimlens::project::Action::Choose(choices));
    for _ in 0..2 {
        super::window::settle(&mut harness);
        harness.run_steps(2);
    }
    let found = harness.state().project().clusterings().unwrap();
    assert!(found.of_space(ClusterSpace::Components).is_some());
    press(&mut harness, Tab::Compare.title());
    press(&mut harness, "Flow");
    harness.get_by_label_contains("From PCA map, k-means to t-SNE map, k-means");
}

#[test]
fn customers_who_changed_sides_are_selected() {
    let mut harness = penguins(Tab::Compare);
    let found = harness.state().project().clusterings().unwrap().clone();
    let pair = &found.pairs[0];
    harness.get_by_label(&format!("{:.3}", pair.ari.unwrap()));
    let cell = pair.matching.counts[0][0];
    let [a, b] = [pair.matching.first[0], pair.matching.second[0]];
    let (a, b) = (pair.a.group_name(a), pair.b.group_name(b));
    let cell_name = format!("{cell} in {a} and {b}");
    harness.get_by_label_contains(&cell_name).click();
    harness.run_steps(3);
    assert_eq!(selected(&harness), cell);
    if !pair.changed.is_empty() {
        press(&mut harness, &format!("Select the {} that changed sides", pair.changed.len()));
        assert_eq!(selected(&harness), pair.changed.len());
    }
}
