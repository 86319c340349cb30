//! Formulas as a typesetter drew them, in the colour of the text around them.

use super::theme;
use crate::narrative::mathematics::Formula;
use crate::plots::Ink;
use eframe::egui::{
    ColorImage, Grid, Image, Label, Role, TextureHandle, TextureOptions, Ui, Vec2, WidgetInfo, vec2,
};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Points on the screen for a point of the typesetter, whose letters are of 12 points.
const SCALE: f32 = 1.45;
/// The typesetter's points for a pixel of an SVG, of which 96 make an inch.
const PER_PIXEL: f32 = 72.0 / 96.0;

/// Formulas that were drawn: white, so that the text's own colour can be laid over them.
#[derive(Default)]
pub(super) struct Pictures {
    drawn: Vec<(&'static str, f32, TextureHandle, Vec2)>,
}

impl Pictures {
    /// A formula and its symbols.
    pub fn show(&mut self, ui: &mut Ui, formula: &'static Formula) {
        ui.add_space(theme::STEP);
        match self.picture(ui, formula) {
            Some((texture, size)) => {
                let shrunk = (ui.available_width() / size.x).min(1.0);
                let image = Image::new(&texture).tint(theme::ink(ui, Ink::Primary));
                let response = ui.add(image.fit_to_exact_size(size * shrunk));
                response.widget_info(|| WidgetInfo::labeled(Role::Image, true, formula.spoken));
                response.on_hover_text(formula.spoken);
            }
            None => {
                ui.add(Label::new(formula.spoken).wrap());
            }
        }
        let id = ("symbols", formula.name);
        Grid::new(id).num_columns(2).min_row_height(16.0).spacing(vec2(10.0, 2.0)).show(ui, |ui| {
            for (symbol, meaning) in formula.symbols {
                ui.label(*symbol);
                ui.add(Label::new(theme::note(ui, *meaning)).wrap());
                ui.end_row();
            }
        });
    }

    /// The picture at the screen's resolution, and its size in points.
    fn picture(&mut self, ui: &Ui, formula: &'static Formula) -> Option<(TextureHandle, Vec2)> {
        let dots = ui.pixels_per_point();
        let known =
            self.drawn.iter().find(|(name, at, ..)| *name == formula.name && *at == dots).cloned();
        if let Some((_, _, texture, size)) = known {
            return Some((texture, size));
        }
        let (image, size) = draw(formula.svg, dots)?;
        let texture = ui.ctx().load_texture(formula.name, image, TextureOptions::LINEAR);
        // Of another resolution: the window was moved to another screen.
        self.drawn.retain(|(name, ..)| *name != formula.name);
        self.drawn.push((formula.name, dots, texture.clone(), size));
        Some((texture, size))
    }
}

fn draw(svg: &str, dots: f32) -> Option<(ColorImage, Vec2)> {
    let white = svg.replace("currentColor", "white");
    let tree = Tree::from_str(&white, &Options::default()).ok()?;
    let points = SCALE * PER_PIXEL;
    let size = vec2(tree.size().width(), tree.size().height()) * points;
    let scale = points * dots;
    let [across, down] = [size.x * dots, size.y * dots].map(|side| side.ceil().max(1.0) as u32);
    let mut ground = Pixmap::new(across, down)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut ground.as_mut());
    let image =
        ColorImage::from_rgba_premultiplied([across as usize, down as usize], ground.data());
    Some((image, size))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::narrative::mathematics::{Topic, formulas_of};

    #[test]
    fn every_formula_can_be_drawn_and_twice_as_fine() {
        for formula in Topic::ALL.into_iter().flat_map(formulas_of) {
            let (image, size) = draw(formula.svg, 1.0).unwrap();
            let drawn = image.pixels.iter().filter(|dot| dot.a() > 0).count();
            assert!(drawn > 100, "{}", formula.name);
            assert!(image.pixels.iter().all(|dot| dot.r() == dot.a()), "{}", formula.name);
            let (fine, same) = draw(formula.svg, 2.0).unwrap();
            assert_eq!(size, same);
            assert!(fine.size[0] >= 2 * image.size[0] - 2, "{}", formula.name);
        }
    }
}
