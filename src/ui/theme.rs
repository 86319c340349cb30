//! Spacing, sizes and colours of the window, in one place. Colours of the data are in `plots/palette.rs`.

use super::fonts::SEMIBOLD;
use crate::plots::palette::{DARK, Inks, LIGHT};
use crate::plots::{Ink, Rgb};
use eframe::egui::{
    Align2, Color32, Context, CornerRadius, FontFamily, FontId, Margin, Pos2, RichText, Shape,
    Stroke, Style, TextStyle, Theme, Ui, Visuals, vec2,
};

/// Sizes of type, in points.
const SMALL: f32 = 11.0;
const BODY: f32 = 13.0;
pub(super) const HEADING: f32 = 14.0;
/// The step from which all distances are made.
pub(super) const STEP: f32 = 4.0;

/// Installs both themes; the system's is followed until the user chooses.
pub(super) fn install(ctx: &Context) {
    ctx.options_mut(|options| {
        // Where the system does not say: light, as on paper.
        options.fallback_theme = Theme::Light;
        // A press is a click however long it took: slow frames must not lose it.
        options.input_options.max_click_duration = f64::INFINITY;
    });
    for (theme, inks) in [(Theme::Light, LIGHT), (Theme::Dark, DARK)] {
        ctx.style_mut_of(theme, |style| {
            sizes(style);
            style.visuals = visuals(theme, &inks);
        });
    }
}

fn sizes(style: &mut Style) {
    let plain = |size| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, plain(SMALL)),
        (TextStyle::Body, plain(BODY)),
        (TextStyle::Button, plain(BODY)),
        (TextStyle::Heading, FontId::new(HEADING, FontFamily::Name(SEMIBOLD.into()))),
        (TextStyle::Monospace, FontId::new(BODY, FontFamily::Monospace)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(2.0 * STEP, STEP);
    spacing.button_padding = vec2(2.0 * STEP, 0.75 * STEP);
    spacing.menu_margin = Margin::same(6);
    spacing.interact_size.y = 6.0 * STEP;
    spacing.tooltip_width = 360.0;
    style.interaction.selectable_labels = false;
}

fn visuals(theme: Theme, inks: &Inks) -> Visuals {
    let mut visuals = match theme {
        Theme::Light => Visuals::light(),
        Theme::Dark => Visuals::dark(),
    };
    let (ground, primary, muted) = (color(inks.background), color(inks.primary), color(inks.muted));
    let panel = mix(inks.background, inks.grid, 0.55);
    visuals.panel_fill = panel;
    visuals.window_fill = ground;
    visuals.extreme_bg_color = ground;
    visuals.faint_bg_color = color(inks.grid);
    visuals.weak_text_color = Some(muted);
    visuals.window_stroke = Stroke::new(1.0, color(inks.axis));
    visuals.selection.bg_fill = mix(inks.background, inks.accent, 0.28);
    visuals.selection.stroke = Stroke::new(1.0, primary);
    // Every beat would draw the whole window anew.
    visuals.text_cursor.blink = false;
    visuals.hyperlink_color = color(inks.accent);
    visuals.error_fg_color = color(inks.accent);
    visuals.warn_fg_color = color(inks.accent);
    let widgets = &mut visuals.widgets;
    for (state, fill, edge) in [
        (&mut widgets.noninteractive, panel, inks.grid),
        (&mut widgets.inactive, ground, inks.axis),
        (&mut widgets.hovered, mix(inks.background, inks.axis, 0.35), inks.muted),
        (&mut widgets.active, mix(inks.background, inks.axis, 0.7), inks.primary),
        (&mut widgets.open, mix(inks.background, inks.axis, 0.35), inks.axis),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, color(edge));
        state.fg_stroke = Stroke::new(1.0, primary);
        state.corner_radius = CornerRadius::same(3);
        state.expansion = 0.0;
    }
    visuals
}

/// A figure's colour for egui.
pub(super) fn color(rgb: Rgb) -> Color32 {
    #[expect(clippy::disallowed_methods, reason = "the one place where palettes meet egui")]
    Color32::from_rgb(rgb.r, rgb.g, rgb.b)
}

fn mix(a: Rgb, b: Rgb, share: f64) -> Color32 {
    let part = |a: u8, b: u8| (f64::from(a) * (1.0 - share) + f64::from(b) * share).round() as u8;
    color(Rgb { r: part(a.r, b.r), g: part(a.g, b.g), b: part(a.b, b.b) })
}

/// The roles' colours on the present ground.
pub(super) fn inks(ui: &Ui) -> Inks {
    if ui.visuals().dark_mode { DARK } else { LIGHT }
}

/// A role's colour on the present ground.
pub(super) fn ink(ui: &Ui, ink: Ink) -> Color32 {
    color(inks(ui).of(ink))
}

/// What lies over the window while a page on it waits: thin, since the maps are to be seen through it.
pub(super) fn veil(ui: &Ui) -> Color32 {
    ui.visuals().extreme_bg_color.gamma_multiply(0.55)
}

/// A heading.
pub(super) fn heading(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(TextStyle::Heading)
}

/// Small, quiet text.
pub(super) fn note(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).small().color(ink(ui, Ink::Muted))
}

/// Small, quiet text at a place.
pub(super) fn paint(ui: &Ui, at: Pos2, anchor: Align2, text: &str) {
    let font = FontId::new(SMALL, FontFamily::Proportional);
    ui.painter().text(at, anchor, text, font, ink(ui, Ink::Muted));
}

/// A small arrow to the right.
pub(super) fn arrow(ui: &Ui, at: Pos2) {
    let points = [(-3.0, -4.0), (4.0, 0.0), (-3.0, 4.0)].map(|(x, y)| at + vec2(x, y));
    let fill = ink(ui, Ink::Muted);
    ui.painter().add(Shape::convex_polygon(points.to_vec(), fill, Stroke::NONE));
}

/// Text that matters.
pub(super) fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).family(FontFamily::Name(SEMIBOLD.into()))
}

/// Text that says something is wrong.
pub(super) fn alarm(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).color(ink(ui, Ink::Accent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plots::palette::contrast;

    #[test]
    fn words_can_be_read_on_both_grounds() {
        for inks in [LIGHT, DARK] {
            for text in [inks.primary, inks.muted, inks.accent] {
                // Panels are the ground mixed with at most the grid's colour.
                for ground in [inks.background, inks.grid] {
                    assert!(contrast(text, ground) >= 4.5, "{text:?} on {ground:?}");
                }
            }
        }
    }
}
