//! The View menu: how the maps and their points are looked at, and the theme.

use super::points::PointWish;
use super::{Command, Panel, menu_bar};
use eframe::egui::containers::menu::{MenuButton, MenuConfig};
use eframe::egui::{PopupCloseBehavior, Slider, Ui};

/// The menu and its button.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    // A slider is moved more than once.
    let stays = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    MenuButton::new("View").config(stays).ui(ui, |ui| {
        menu_bar::item(ui, panel, Command::FitMaps);
        let locked = panel.view.lock.is_on();
        menu_bar::choice(ui, panel, Command::LockMaps, locked);
        menu_bar::item(ui, panel, Command::Morph);
        ui.separator();
        points(ui, &mut panel.view.points);
        ui.separator();
        scale(ui);
        ui.separator();
        for command in [Command::SystemTheme, Command::LightTheme, Command::DarkTheme] {
            menu_bar::item(ui, panel, command);
        }
    });
}

/// How large everything is; the keys are egui's own.
fn scale(ui: &mut Ui) {
    ui.horizontal(|ui| {
        ui.label("Scale").on_hover_text("Ctrl + and Ctrl \u{2212} change it too.");
        let now = ui.ctx().zoom_factor();
        for percent in [100_u8, 125, 150, 200] {
            let factor = f32::from(percent) / 100.0;
            let text = format!("{percent} %");
            if ui.selectable_label((now - factor).abs() < 1e-3, text).clicked() {
                ui.ctx().set_zoom_factor(factor);
            }
        }
    });
}

fn points(ui: &mut Ui, wish: &mut PointWish) {
    let PointWish { size, opacity } = wish;
    for (value, name, about) in [
        (size, "Point size", "Times the size that the number of points and the zoom ask for."),
        (
            opacity,
            "Point opacity",
            "Times the opacity that the number of points and the zoom ask for.",
        ),
    ] {
        let slider = Slider::new(value, 0.25..=4.0).logarithmic(true).suffix(" x").text(name);
        ui.add(slider.max_decimals(2)).on_hover_text(about);
    }
    let usual = PointWish::default();
    let about =
        "As many points as there are, and the zoom, choose both. Exported figures always do.";
    let button = eframe::egui::Button::new("Usual points");
    if ui.add_enabled(*wish != usual, button).on_hover_text(about).clicked() {
        *wish = usual;
    }
}
