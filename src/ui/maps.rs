//! One map: its heading and its points.

use super::row_picture::{self, RowPicture};
use super::tsne_map::{self, Moving};
use super::{Command, Panel, drawer, menu_bar, morph, plane_controls, theme};
use crate::data::RowId;
use crate::methods::Method;
use crate::plots::Figure;
use crate::project::{Action, Choices, MapResult, Trouble};
use crate::words::{capitalised, count_of};
use eframe::egui::{Align, ComboBox, Layout, ScrollArea, Ui, WidgetInfo, vec2};
use std::sync::Arc;

/// Room for the switch beside the lists of components, in points.
const FAINT: f32 = 56.0;
/// Room for what is said of a map on its way, in points.
const SAID: f32 = 120.0;

/// Draws one of the two maps into the space that is left, less a line under it.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel, method: Method) {
    heading(ui, panel, method);
    if method == Method::Tsne {
        tsne_map::caution(ui, panel);
    }
    if let Some(Trouble::Failed(message)) =
        panel.project.trouble(method).filter(|_| panel.project.map(method).is_some())
    {
        ui.label(theme::alarm(ui, capitalised(message)));
    }
    let room = ui.available_size() - vec2(0.0, tsne_map::STRIP + ui.spacing().item_spacing.y);
    ui.allocate_ui(room, |ui| {
        ui.set_min_size(room);
        picture(ui, panel, method);
    });
    if method == Method::Tsne {
        tsne_map::strip(ui, panel);
    } else if !method.is_tsne() {
        morph::strip(ui, panel);
    }
}

fn picture(ui: &mut Ui, panel: &mut Panel, method: Method) {
    let moving = if method == Method::Tsne { tsne_map::moving(panel) } else { None };
    let running = method == Method::Tsne && panel.project.running().is_some();
    let Some((figure, rows, id)) = (match moving {
        Some(Moving { figure, rows, run }) => Some((figure, rows, run as usize)),
        None => last_result(panel, method),
    }) else {
        nothing_yet(ui, panel, method);
        return;
    };
    let way = morph::words(panel).filter(|_| !method.is_tsne());
    let way = way.map_or_else(String::new, |way| format!(", {way}"));
    let name = format!("{} map of {}{way}", method.title(), count_of(rows.len(), "row", "rows"));
    let picture = RowPicture {
        figure: &figure,
        rows: &rows,
        name: &name,
        dimmed: panel.project.is_stale(method) && !running,
        fit: panel.view.fit_maps,
        movable: true,
        moving: running || (!method.is_tsne() && panel.view.morph.moves()),
        seen: panel.view.lock.followed_by(method),
    };
    // A new picture starts whole; the same picture keeps its view, and a run is one picture.
    let (seen, pointed) = row_picture::show(ui, panel, (method.key(), id), &picture);
    if pointed {
        panel.view.right_map = method.is_tsne();
    }
    if panel.view.lock.saw(method, seen, pointed) {
        // The other map follows in the next frame.
        ui.ctx().request_repaint();
    }
}

/// The latest result: its figure, its rows, and what tells it from other pictures.
fn last_result(panel: &mut Panel, method: Method) -> Option<(Arc<Figure>, Arc<[RowId]>, usize)> {
    let share = panel.view.morph.share();
    let figure = panel.view.drawn.shown_map(panel.project, method, share)?;
    let result = panel.project.map(method)?;
    let run = result.tsne.as_ref().map_or(0, |used| used.run);
    let id = if run > 0 { run as usize } else { Arc::as_ptr(result) as usize };
    Some((figure, Arc::clone(result.embedding.rows()), id))
}

fn heading(ui: &mut Ui, panel: &mut Panel, method: Method) {
    ui.horizontal(|ui| {
        chooser(ui, panel, method);
        drawer::why_of_map(ui, panel, method);
        let moving = tsne_map::detail(panel).filter(|_| method == Method::Tsne);
        if let Some(words) = moving {
            ui.label(theme::note(ui, words));
        } else if let Some(result) = panel.project.map(method) {
            ui.label(theme::note(ui, detail(result))).on_hover_text(&result.caption);
        }
        if method == Method::Pca {
            let width = ui.available_width() - FAINT;
            // Where there is no room for all of it, it scrolls: it must not reach into the other map.
            ScrollArea::horizontal().id_salt("plane").show(ui, |ui| {
                ui.horizontal(|ui| {
                    plane_controls::show(ui, panel, width);
                    faint(ui, panel);
                });
            });
        }
        if method == Method::Pca && ui.available_width() < SAID {
            // It takes a moment, and the picture is dimmed.
            return;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if panel.project.is_running(method) {
                if method != Method::Tsne {
                    ui.label(theme::note(ui, "computing\u{2026}"));
                }
            } else if panel.project.is_stale(method) {
                if method.is_tsne() {
                    menu_bar::button(ui, panel, Command::RunTsne);
                }
                ui.label(theme::alarm(ui, "of earlier settings"));
            }
        });
    });
}

/// The method, and the others that can be drawn in its place.
fn chooser(ui: &mut Ui, panel: &mut Panel, method: Method) {
    const LEFT: &[Method] =
        &[Method::Pca, Method::LinfaPca, Method::DiffusionMap, Method::RandomProjection];
    const RIGHT: &[Method] = &[Method::Tsne, Method::LinfaTsne];
    let (place, name, offered) = if method.is_tsne() {
        (1, "Method of the right map", RIGHT)
    } else {
        (0, "Method of the left map", LEFT)
    };
    let mut methods = panel.project.shown_methods();
    let shown = ComboBox::from_id_salt(name)
        .selected_text(theme::heading(short(method)))
        .width(0.0)
        .show_ui(ui, |ui| {
            for &one in offered {
                let item = ui.selectable_value(&mut methods[place], one, one.title());
                item.on_hover_text(one.about());
            }
        });
    let response = shown.response.on_hover_text(method.about());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(eframe::egui::Role::ComboBox, true, name);
        info.current_text_value = Some(method.title().to_owned());
        info
    });
    if methods != panel.project.shown_methods() {
        let [left, right] = methods;
        panel.ask(Action::Choose(Choices { left, right, ..panel.project.choices().clone() }));
    }
}

/// The name above the map, where there is little room.
pub(super) fn short(method: Method) -> &'static str {
    match method {
        Method::LinfaTsne => "t-SNE (linfa)",
        Method::LinfaPca => "PCA (linfa)",
        Method::DiffusionMap => "Diffusion map",
        Method::RandomProjection => "Random projection",
        own => own.title(),
    }
}

/// What the heading says of the map: how it was made; components have lists of their own.
fn detail(result: &MapResult) -> String {
    result.tsne.as_ref().map_or_else(String::new, |used| {
        let early = if used.stopped_early() { ", stopped early" } else { "" };
        format!("perplexity {:.0}, {}{early}", used.perplexity, used.progress())
    })
}

/// The switch that holds rows back that the plane shows badly.
fn faint(ui: &mut Ui, panel: &mut Panel) {
    let before = panel.project.choices().faint;
    let mut faint = before;
    ui.toggle_value(&mut faint, "faint").on_hover_text(
        "Hold back the rows of which this plane shows less than half of the squared distance to the \
         centre: they only seem to lie where they are drawn.",
    );
    if faint != before {
        let choices = Choices { faint, ..panel.project.choices().clone() };
        panel.ask(Action::Choose(choices));
    }
}

fn nothing_yet(ui: &mut Ui, panel: &mut Panel, method: Method) {
    let failed = [panel.project.prepare_trouble(), panel.project.trouble(method)];
    ui.centered_and_justified(|ui| match failed.into_iter().flatten().next() {
        Some(Trouble::Failed(message)) => {
            ui.label(theme::alarm(ui, capitalised(message)));
        }
        Some(Trouble::Cancelled) => {
            if ui.button("Cancelled. Run it again").clicked() {
                panel.ask(Action::Run(method));
            }
        }
        None if panel.project.opened().is_none() => {
            ui.label("Open a table, or drop one here.");
        }
        None if method.is_tsne() && panel.project.waits_for_word() => unasked(ui, panel),
        None => {
            ui.label(theme::note(ui, format!("Computing {}\u{2026}", method.title())));
        }
    });
}

/// What t-SNE of a very large table would cost, before it is asked for.
fn unasked(ui: &mut Ui, panel: &mut Panel) {
    /// On two cores, at 20 to 50 columns.
    const SECONDS_A_ROW: f64 = 3.5e-4;
    const BYTES_A_ROW: f64 = 4e3;
    let rows = panel.project.prepared().map_or(0, |prepared| prepared.matrix.rows().len());
    let minutes = (rows as f64 * SECONDS_A_ROW / 60.0).ceil();
    let gigabytes = (rows as f64 * BYTES_A_ROW / 1e9).ceil();
    let words = format!(
        "t-SNE of {} takes about {minutes} min on two cores, and {gigabytes} GB of memory. A random sample of the \
         rows (Import) or a part of them (Selection) shows the same groups sooner.",
        count_of(rows, "row", "rows")
    );
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() / 3.0);
        ui.label(theme::note(ui, words));
        ui.add_space(theme::STEP);
        menu_bar::button(ui, panel, Command::RunTsne);
    });
}
