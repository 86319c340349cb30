//! A list to choose a component from, by its share and what it is made of.

use eframe::egui::{Align, ComboBox, Layout, Role, Ui, WidgetInfo, vec2};

/// The least width of the open list, in points.
const OPEN: f32 = 320.0;

/// Above all names in the list, what else can be chosen.
pub(super) struct Besides<'a, T> {
    /// What it stands for.
    pub value: T,
    /// The words.
    pub text: &'a str,
}

/// A list of this width; `purpose` is its name for a screen reader, `tooltip` what it does.
pub(super) struct ComponentList<'a> {
    pub purpose: &'a str,
    pub tooltip: &'a str,
    pub width: f32,
    /// The components by their numbers.
    pub names: &'a [String],
}

impl ComponentList<'_> {
    /// Shows the list, and what stands besides in it; `of` makes a value of a component's number from 0.
    pub fn show<T: Copy + PartialEq>(
        &self,
        ui: &mut Ui,
        chosen: &mut T,
        besides: &[Besides<T>],
        of: impl Fn(usize) -> T,
    ) {
        let now = besides
            .iter()
            .map(|besides| (besides.value, besides.text))
            .chain(self.names.iter().enumerate().map(|(k, name)| (of(k), name.as_str())))
            .find(|(value, _)| value == chosen)
            .map_or("not there", |(_, text)| text)
            .to_owned();
        let combo = ComboBox::from_id_salt(self.purpose).selected_text(&now).width(self.width);
        let mut list = |ui: &mut Ui| {
            ui.set_min_width(OPEN.max(self.width));
            for Besides { value, text } in besides {
                ui.selectable_value(chosen, *value, *text);
            }
            for (k, name) in self.names.iter().enumerate() {
                ui.selectable_value(chosen, of(k), name);
            }
        };
        // Truncated text takes all the room there is: this much.
        let room = vec2(self.width, ui.spacing().interact_size.y);
        let layout = Layout::left_to_right(Align::Center);
        let shown = ui.allocate_ui_with_layout(room, layout, |ui| {
            ui.set_max_width(self.width);
            combo.truncate().show_ui(ui, &mut list).response
        });
        let response = shown.inner;
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(now.clone()),
            ..WidgetInfo::labeled(Role::ComboBox, true, self.purpose)
        });
        // What is cut short can be read whole.
        response.on_hover_text(format!("{now}\n{}", self.tooltip));
    }
}
