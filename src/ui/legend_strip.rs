//! What colours the points, and what the colours mean: one strip for both maps.

use super::{Ask, Command, Panel, Tool, clusters_panel, points, theme};
use crate::plots::{ColorScale, Key, Legend, LegendEntries, LegendEntry, format_count};
use crate::project::{Action, Choices, ColorChoice, Colors, Measure, Trouble};
use crate::words::capitalised;
use eframe::egui::{
    Color32, ComboBox, Mesh, Rect, Role, ScrollArea, Sense, Shape, Ui, WidgetInfo, pos2, vec2,
};

/// The strip above the maps.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    ui.horizontal(|ui| {
        tools(ui, panel);
        ui.separator();
        color_by(ui, panel);
        lies(ui, panel);
        let legend = panel.view.drawn.legend(panel.project);
        if let Some(legend) = legend {
            ScrollArea::horizontal().id_salt("legend").show(ui, |ui| {
                ui.horizontal(|ui| switches(ui, panel, &legend));
            });
        }
    });
}

/// What dragging on a map does.
fn tools(ui: &mut Ui, panel: &mut Panel) {
    for (tool, command) in [
        (Tool::Pan, Command::Pan),
        (Tool::Lasso, Command::Lasso),
        (Tool::Rectangle, Command::Rectangle),
    ] {
        let (name, about) = command.words();
        let keys = command.shortcut().map_or_else(String::new, |k| ui.ctx().format_shortcut(&k));
        let response = ui.selectable_label(panel.view.tool == tool, name);
        if response.on_hover_text(format!("{about} ({keys})")).clicked() {
            panel.asks.push(Ask::Command(command));
        }
    }
}

fn color_by(ui: &mut Ui, panel: &mut Panel) {
    let label = ui.label("Colour by").on_hover_text("The column that colours both maps.");
    let Some(opened) = panel.project.opened() else { return };
    let table = opened.table.clone();
    let roles = panel.project.prepared().map(|p| p.roles.clone()).unwrap_or_default();
    let mut choice = panel.project.choices().color_by.clone();
    let before = choice.clone();
    let now = panel.project.colors(&roles);
    let methods = panel.project.shown_methods();
    let title = match &choice {
        ColorChoice::Measure(measure) => measure.title(methods),
        ColorChoice::Clusters(space) => clusters_panel::title(*space, methods),
        _ => now.title().to_owned(),
    };
    let segments = !panel.project.choices().segments.is_empty();
    let combo = ComboBox::from_id_salt("color by").selected_text(title).width(150.0).truncate();
    combo
        .show_ui(ui, |ui| {
            ui.selectable_value(&mut choice, ColorChoice::Nothing, "nothing");
            if segments {
                ui.selectable_value(&mut choice, ColorChoice::Segments, "Segments");
            }
            ui.separator();
            for measure in Measure::ALL {
                let one = ColorChoice::Measure(measure);
                let item = ui.selectable_value(&mut choice, one, measure.title(methods));
                item.on_hover_text(measure.about());
            }
            ui.separator();
            for space in clusters_panel::SPACES {
                let one = ColorChoice::Clusters(space);
                let item =
                    ui.selectable_value(&mut choice, one, clusters_panel::title(space, methods));
                item.on_hover_text(clusters_panel::about(space));
            }
            ui.separator();
            for column in table.columns() {
                let name = &column.name;
                let one = ColorChoice::Column(name.clone());
                let is_now = matches!(&now, Colors::Column(now) if now == name);
                if ui.selectable_label(is_now, name).clicked() {
                    choice = one;
                }
            }
        })
        .response
        .labelled_by(label.id);
    if choice != before {
        panel.ask(Action::Choose(panel.project.choices().colored_by(choice)));
    }
}

/// The legend, each class of which can be switched off.
fn switches(ui: &mut Ui, panel: &mut Panel, legend: &Legend) {
    let LegendEntries::Classes(classes) = &legend.entries else {
        entries(ui, legend);
        return;
    };
    for class in classes {
        let response = ui
            .scope(|ui| {
                ui.set_opacity(if class.hidden { 0.4 } else { 1.0 });
                entry(ui, class);
            })
            .response
            .interact(Sense::click());
        let state = if class.hidden { "hidden" } else { "shown" };
        response.widget_info(|| {
            let mut info = WidgetInfo::selected(
                Role::CheckBox,
                true,
                !class.hidden,
                format!("Show {}", class.label),
            );
            info.hint_text = Some(state.to_owned());
            info
        });
        let response = response.on_hover_text(
            "Click: switch these customers off or on. With Shift: show these alone, or all again.",
        );
        if !response.clicked() {
            continue;
        }
        let mut hidden = panel.project.choices().hidden.clone();
        if ui.input(|input| input.modifiers.shift) {
            let others = classes.iter().filter(|other| other.label != class.label);
            let others: Vec<String> = others.map(|other| other.label.clone()).collect();
            hidden = if hidden == others { Vec::new() } else { others };
        } else if let Some(at) = hidden.iter().position(|label| *label == class.label) {
            hidden.remove(at);
        } else {
            hidden.push(class.label.clone());
        }
        let choices = Choices { hidden, ..panel.project.choices().clone() };
        panel.ask(Action::Choose(choices));
    }
}

/// The switch that holds rows back that a map lies about, and what is to be known of measures that are shown.
fn lies(ui: &mut Ui, panel: &mut Panel) {
    let before = panel.project.choices().lies;
    let mut lies = before;
    ui.toggle_value(&mut lies, "lies faint").on_hover_text(
        "Hold back, on either map, the rows whose neighbours there are hardly theirs in the data: trust nearer to \
         a random map's (0.5) than to a faithful one's (1).",
    );
    if lies != before {
        let choices = Choices { lies, ..panel.project.choices().clone() };
        panel.ask(Action::Choose(choices));
    }
    let project = panel.project;
    if !project.choices().need_judging() || project.agreement_is_current() {
        return;
    }
    match project.judging_trouble() {
        Some(Trouble::Failed(message)) => {
            ui.label(theme::alarm(ui, "not judged")).on_hover_text(capitalised(message));
        }
        Some(Trouble::Cancelled) => {
            let button = ui.button("Judge the maps");
            if button.on_hover_text("It was cancelled.").clicked() {
                panel.ask(Action::Judge);
            }
        }
        None => {
            let said =
                if project.agreement().is_some() { "of earlier maps" } else { "judging\u{2026}" };
            let about = "The maps are judged as soon as both are of the present settings.";
            ui.label(theme::note(ui, said)).on_hover_text(about);
        }
    }
}

/// The classes or the scale of a legend, in one line.
pub(super) fn entries(ui: &mut Ui, legend: &Legend) {
    match &legend.entries {
        LegendEntries::Classes(classes) => {
            for class in classes {
                entry(ui, class);
            }
        }
        LegendEntries::Scale { scale, missing } => {
            bar(ui, scale);
            if let Some(missing) = missing {
                entry(ui, missing);
            }
        }
    }
}

/// The classes of a legend, one below the other.
pub(super) fn list(ui: &mut Ui, legend: &Legend) {
    ui.scope(|ui| lines(ui, legend));
}

fn lines(ui: &mut Ui, legend: &Legend) {
    match &legend.entries {
        LegendEntries::Classes(classes) => {
            // Nothing here is pressed: lines may stand close.
            ui.spacing_mut().interact_size.y = 0.0;
            ui.spacing_mut().item_spacing.y = 1.0;
            for class in classes {
                ui.horizontal(|ui| entry(ui, class));
            }
        }
        LegendEntries::Scale { .. } => {
            ui.horizontal_wrapped(|ui| entries(ui, legend));
        }
    }
}

fn entry(ui: &mut Ui, class: &LegendEntry) {
    let (rect, _) = ui.allocate_exact_size(vec2(10.0, 14.0), Sense::hover());
    let color = theme::ink(ui, class.ink);
    match class.key {
        Key::Point(form) => {
            ui.painter().add(points::shape(rect.center(), 4.5, form, color));
        }
        Key::Bar | Key::Line | Key::Dashes => {
            ui.painter().rect_filled(rect.shrink2(vec2(0.0, 4.0)), 1.0, color);
        }
    }
    ui.label(&class.label);
    if let Some(count) = class.count {
        ui.label(theme::note(ui, format_count(count)));
    }
    ui.add_space(theme::STEP);
}

/// The colour bar, with the numbers at its ends.
fn bar(ui: &mut Ui, scale: &ColorScale) {
    const STEPS: u32 = 48;
    let ends = scale.ticks(2);
    let text = |at: Option<&(f64, String)>| at.map(|(_, words)| words.clone()).unwrap_or_default();
    ui.label(theme::note(ui, text(ends.first())));
    let (rect, _) = ui.allocate_exact_size(vec2(140.0, 10.0), Sense::hover());
    let mut mesh = Mesh::default();
    for step in 0..STEPS {
        let share = f64::from(step) / f64::from(STEPS - 1);
        let value = if scale.log {
            (scale.min.ln() + (scale.max.ln() - scale.min.ln()) * share).exp()
        } else {
            scale.min + (scale.max - scale.min) * share
        };
        let width = rect.width() / STEPS as f32;
        let left = rect.left() + width * step as f32;
        let part = Rect::from_min_max(pos2(left, rect.top()), pos2(left + width, rect.bottom()));
        let color: Color32 = theme::color(scale.color(value));
        mesh.add_colored_rect(part, color);
    }
    ui.painter().add(Shape::mesh(mesh));
    ui.label(theme::note(ui, text(ends.last())));
    if scale.log {
        ui.label(theme::note(ui, "log scale"));
    }
    if scale.clipped {
        ui.label(theme::note(ui, "1st to 99th percentile"));
    }
}
