//! The picture beside the export dialog: drawn by the same code as the file, smaller, beside the window.

use super::{ExportPlan, Panel, WhichFigure, theme};
use crate::plots::Figure;
use crate::project::{Job, Poll};
use crate::report::{self, Page, Picture};
use crate::words::capitalised;
use eframe::egui::{ColorImage, Image, TextureHandle, TextureOptions, Ui, vec2};
use std::sync::Arc;

/// What a picture is drawn from.
type Asked = (Arc<Figure>, ExportPlan);

/// The picture, and the next one under way.
#[derive(Default)]
pub(crate) struct Preview {
    asked: Option<Asked>,
    job: Option<Job<Result<Picture, String>>>,
    /// The last one, and of which figure: it stays until the next of that figure is there.
    texture: Option<(WhichFigure, TextureHandle)>,
    trouble: Option<String>,
}

/// Draws it within so much room; nothing of another figure stands in the place of one that is not there.
pub(super) fn show(
    ui: &mut Ui,
    panel: &mut Panel,
    plan: &ExportPlan,
    drawn: Option<&Arc<Figure>>,
    room: f32,
) {
    let preview = &mut panel.view.preview;
    preview.poll(ui);
    if let Some(figure) = drawn {
        preview.ask(ui, (Arc::clone(figure), plan.clone()), room);
    }
    ui.vertical(|ui| {
        ui.set_width(room);
        // As high with a picture as without: the buttons below stay where they are.
        ui.set_min_height(room * 0.8);
        let texture = preview.texture.as_ref().filter(|(of, _)| *of == plan.figure);
        if drawn.is_none() {
            ui.label(theme::note(ui, "It is shown here when it is computed."));
        } else if let Some(trouble) = &preview.trouble {
            ui.label(theme::alarm(ui, trouble.clone()));
        } else if let Some((_, texture)) = texture {
            // Never higher than the fields beside it need.
            let image =
                Image::new(texture).max_size(vec2(room, room * 0.8)).maintain_aspect_ratio(true);
            ui.add(image.alt_text("Preview of the exported figure"));
        } else {
            ui.label(theme::note(ui, "Drawing the preview\u{2026}"));
        }
    });
}

impl Preview {
    fn poll(&mut self, ui: &Ui) {
        match self.job.as_ref().map(Job::poll) {
            Some(Poll::Done(Ok(picture))) => {
                let image = ColorImage::from_rgba_premultiplied(picture.size, &picture.dots);
                let texture = ui.ctx().load_texture("preview", image, TextureOptions::LINEAR);
                let of = self.asked.as_ref().map(|(_, plan)| plan.figure);
                (self.job, self.texture, self.trouble) = (None, of.map(|of| (of, texture)), None);
            }
            Some(Poll::Done(Err(message)) | Poll::Panicked(message)) => {
                (self.job, self.trouble) = (None, Some(capitalised(&message)));
            }
            Some(Poll::Running) | None => {}
        }
    }

    /// Starts drawing where something else is to be shown; one at a time, or a drag of the size would start hundreds.
    fn ask(&mut self, ui: &Ui, asked: Asked, room: f32) {
        let is_same = |(figure, plan): &Asked| Arc::ptr_eq(figure, &asked.0) && *plan == asked.1;
        if self.job.is_some() || self.asked.as_ref().is_some_and(is_same) {
            return;
        }
        let (figure, plan) = asked.clone();
        if plan.page.check().is_err() {
            return;
        }
        let dots = f64::from(room * ui.pixels_per_point()) * 96.0;
        let longest = plan.page.width.max(plan.page.height * 1.25);
        let page = Page { dpi: plan.page.dpi.min(dots / longest), ..plan.page };
        let waker = ui.ctx().clone();
        self.asked = Some(asked);
        self.job = Some(Job::spawn(
            "preview",
            move || waker.request_repaint(),
            move |_| {
                let figure = plan.worded(&figure);
                report::drawn(&figure, &page).map_err(|error| error.to_string())
            },
        ));
    }
}
