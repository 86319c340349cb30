//! Figures and tables on their way to files and the clipboard.

use super::super::table_export::TablePlan;
use super::super::{ExportPlan, export};
use super::App;
use crate::ui::export::WhichFigure;
use eframe::egui;
use std::path::PathBuf;

impl App {
    /// The figure of the open tab, exported as the last one was.
    pub(super) fn plan(&self) -> ExportPlan {
        let figure = WhichFigure::of(self.view.tab, &self.view);
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

    pub(super) fn export_table(&mut self, plan: &TablePlan, path: PathBuf, ctx: &egui::Context) {
        if self.writes_already() {
            return;
        }
        match plan.work(&self.project, &self.view, path) {
            Ok(work) => self.writer.table(work, ctx),
            Err(message) => self.view.fail(message),
        }
    }
}
