//! Lists to choose two prepared columns from.

use super::theme;
use crate::narrative::mathematics::Lesson;
use eframe::egui::{ComboBox, Role, Ui, WidgetInfo};

/// Two lists side by side; each leaves out what the other shows.
pub(super) fn choose(
    ui: &mut Ui,
    lesson: &Lesson<'_>,
    offered: &[usize],
    now: [usize; 2],
) -> [usize; 2] {
    let mut chosen = now;
    ui.horizontal(|ui| {
        let width = ((ui.available_width() - 6.0 * theme::STEP) / 2.0).clamp(80.0, 220.0);
        for (nth, name) in ["First column", "Second column"].into_iter().enumerate() {
            let shown = lesson.name(now[nth]).to_owned();
            let combo = ComboBox::from_id_salt(name).selected_text(&shown).width(width).truncate();
            let response = ui
                .allocate_ui(eframe::egui::vec2(width, ui.spacing().interact_size.y), |ui| {
                    ui.set_max_width(width);
                    combo.show_ui(ui, |ui| {
                        for &j in offered.iter().filter(|j| **j != now[1 - nth]) {
                            ui.selectable_value(&mut chosen[nth], j, lesson.name(j));
                        }
                    })
                })
                .inner
                .response;
            response.widget_info(|| WidgetInfo {
                current_text_value: Some(shown.clone()),
                ..WidgetInfo::labeled(Role::ComboBox, true, name)
            });
            response.on_hover_text(shown);
        }
    });
    chosen
}
