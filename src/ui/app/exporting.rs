//! Figures and tables on their way to files and the clipboard.

use super::super::table_export::TablePlan;
use super::super::{ExportPlan, export, recipe_file, segment_file};
use super::App;
use crate::ui::export::WhichFigure;
use eframe::egui;
use std::path::{Path, PathBuf};

impl App {
    /// The figure that is looked at, exported as the last one was.
    pub(super) fn plan(&self) -> ExportPlan {
        let figure = WhichFigure::of(self.view.tab, &self.view, self.project.shown_methods());
        let last = self.view.last_export.as_ref();
        last.map_or_else(|| ExportPlan::new(figure), |last| last.again(figure))
    }

    /// Whether a file is being written: the next has to wait, or the user would get one less than was asked for.
    pub(super) fn writes_already(&mut self) -> bool {
        let busy = self.writer.under_way().is_some();
        if busy {
            let said =
                "Another file is still being written; try again when it is done, or stop it.";
            self.view.fail(said.to_owned());
        }
        busy
    }

    /// Into a file, or into the clipboard.
    pub(super) fn export(&mut self, plan: &ExportPlan, path: Option<PathBuf>, ctx: &egui::Context) {
        if self.writes_already() {
            return;
        }
        match export::figure(&mut self.view, &self.project, plan) {
            Ok(figure) => self.writer.figure(plan.worded(&figure), plan.page, path, ctx),
            Err(message) => self.view.fail(message),
        }
    }

    pub(super) fn export_report(&mut self, path: PathBuf, ctx: &egui::Context) {
        if self.writes_already() {
            return;
        }
        if let Err(message) = self.writer.report(&self.project, path, ctx) {
            self.view.fail(message);
        }
    }

    pub(super) fn save_recipe(&mut self, path: &Path, ctx: &egui::Context) {
        if self.writes_already() {
            return;
        }
        let work = recipe_file::work(path, self.project.choices().recipe.clone());
        self.writer.begin("Writing the recipe", ctx, work);
    }

    pub(super) fn save_segments(&mut self, path: &Path, ctx: &egui::Context) {
        if self.writes_already() {
            return;
        }
        let Some(opened) = self.project.opened() else { return };
        let roles = self.project.prepared().map_or(&[][..], |prepared| &prepared.roles);
        let segments = self.project.choices().segments.clone();
        match segment_file::work(path, opened, roles, segments) {
            Ok(work) => self.writer.begin("Writing the segments", ctx, work),
            Err(message) => self.view.fail(message),
        }
    }

    pub(super) fn export_table(&mut self, plan: &TablePlan, path: PathBuf, ctx: &egui::Context) {
        if self.writes_already() {
            return;
        }
        match plan.work(&self.project, &self.view, path) {
            Ok(work) => self.writer.begin("Writing the table", ctx, work),
            Err(message) => self.view.fail(message),
        }
    }
}
