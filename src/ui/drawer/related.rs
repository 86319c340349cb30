//! The ways into the drawer, and from topic to topic.

use super::{Panel, Tab, theme};
use crate::methods::Method;
use crate::narrative::mathematics::Topic;
use crate::ui::{Command, menu_bar};
use eframe::egui::{Button, Label, Role, Ui, WidgetInfo};

/// What a panel is about.
pub(super) fn topic_of(tab: Tab) -> Topic {
    match tab {
        Tab::Verdict => Topic::System,
        Tab::Agreement | Tab::Clusters | Tab::Compare => Topic::Metrics,
        Tab::Variance | Tab::Loadings => Topic::Eigenvectors,
        Tab::Contributions => Topic::Covariance,
        Tab::Outliers => Topic::Svd,
        Tab::Biplot => Topic::Jacobian,
        Tab::Kl => Topic::Neighbors,
        Tab::Perplexities => Topic::Perplexity,
        Tab::Selection | Tab::Rows => Topic::Score,
        Tab::Import | Tab::Ledger | Tab::Advice | Tab::Notices => Topic::Preparing,
    }
}

/// A small button that explains a topic.
pub(in crate::ui) fn why(ui: &mut Ui, panel: &mut Panel, topic: Topic) {
    let open = panel.view.drawer.topic() == Some(topic);
    let button = ui.add(Button::new("Why?").small().selected(open));
    let name = format!("Why? {}", topic.title());
    button.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &name));
    let about = format!("{} With the numbers of this table.", topic.question());
    if button.on_hover_text(about).clicked() {
        if open {
            panel.view.drawer.close();
        } else {
            panel.view.drawer.open(topic);
        }
    }
}

/// The same for the panel that is open.
pub(in crate::ui) fn why_of_tab(ui: &mut Ui, panel: &mut Panel) {
    let topic = topic_of(panel.view.tab);
    why(ui, panel, topic);
}

/// The same for a map: about the customer who was clicked, else about all.
pub(in crate::ui) fn why_of_map(ui: &mut Ui, panel: &mut Panel, method: Method) {
    let picked = panel.view.selection.picked().is_some();
    let topic = match (method, picked) {
        (Method::Pca, true) => Topic::Score,
        (Method::Pca, false) => Topic::Jacobian,
        (Method::Tsne, true) => Topic::Gradient,
        (Method::Tsne, false) => Topic::Perplexity,
        _ => return,
    };
    why(ui, panel, topic);
}

/// What can be asked of one customer.
pub(in crate::ui) fn row_topics(ui: &mut Ui, panel: &mut Panel) {
    for (text, topic) in [
        ("on the PCA map", Topic::Score),
        ("beside these", Topic::Neighbors),
        ("on the t-SNE map", Topic::Gradient),
    ] {
        let about = format!("{} {}", topic.title(), topic.question());
        if ui.button(text).on_hover_text(about).clicked() {
            panel.view.drawer.open(topic);
        }
    }
}

/// All topics, in a menu.
pub(in crate::ui) fn topics(ui: &mut Ui, panel: &mut Panel) {
    for topic in Topic::ALL {
        if ui.button(topic.title()).on_hover_text(topic.question()).clicked() {
            panel.view.drawer.open(topic);
            ui.close();
        }
    }
}

/// What is better read before, and what goes on from here.
pub(super) fn needs(ui: &mut Ui, panel: &mut Panel, topic: Topic) {
    let after = Topic::ALL.into_iter().filter(|one| one.needs().contains(&topic));
    let after: Vec<Topic> = after.collect();
    if topic.needs().is_empty() && after.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = theme::STEP;
        for (words, topics) in [("needs:", topic.needs()), ("leads to:", &after)] {
            if topics.is_empty() {
                continue;
            }
            ui.label(theme::note(ui, words));
            for (nth, one) in topics.iter().enumerate() {
                if nth > 0 {
                    ui.label(theme::note(ui, "\u{b7}"));
                }
                let link = ui.link(eframe::egui::RichText::new(one.title()).small());
                if link.on_hover_text(one.question()).clicked() {
                    panel.view.drawer.open(*one);
                }
            }
        }
    });
}

/// What the topic waits for.
pub(super) fn waiting(ui: &mut Ui, panel: &mut Panel, topic: Topic, earlier: bool) {
    let asked = panel.project.question() == Some(super::question(panel, topic));
    let running = panel.project.is_running(Method::Tsne);
    let ready = panel.project.prepared().is_some();
    let said = match (topic.needs_tsne(), running, earlier) {
        // It is asked in this frame.
        _ if !asked => super::FILLING,
        _ if panel.project.opened().is_none() => "It is filled in when a table is open.",
        (true, true, _) => "It is filled in when t-SNE has come to its end.",
        (true, false, true) => "Of an earlier t-SNE map; run t-SNE to fill in the present one.",
        (true, false, false) => {
            "It is about the t-SNE map, which is not computed for these settings."
        }
        (false, _, true) => "Of earlier settings; the present ones follow when PCA is computed.",
        (false, _, false) => "It is filled in when PCA is computed.",
    };
    ui.add(Label::new(theme::note(ui, said)).wrap());
    if topic.needs_tsne() && !running && ready {
        menu_bar::button(ui, panel, Command::RunTsne);
    }
}
