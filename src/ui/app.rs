//! The window's frame: jobs are polled and asks carried out in `logic`, panels drawn in `ui`.

mod exporting;
mod keeping;
mod outliving;

use super::dialogs::{Dialogs, Picked, Purpose};
use super::frame_log::FrameLog;
use super::view_state::ViewState;
use super::writer::{Writer, Written};
use super::{
    Ask, Command, Palette, Panel, Tab, TablePlan, Tool, central, columns_panel, command_palette,
    details, drawer, export, fonts, menu_bar, methods_panel, points, recipe_file, start_page,
    status_bar, table_export, theme, typed_path,
};
use crate::data::sample::SAMPLES;
use crate::methods::Method;
use crate::project::{Action, Choices, Project, Source, TsneUsed};
use eframe::egui;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The window.
pub struct App {
    project: Project,
    view: ViewState,
    asks: Vec<Ask>,
    dialogs: Dialogs,
    writer: Writer,
    title: String,
    frame_log: Option<FrameLog>,
    keeper: keeping::Keeper,
    scripts: fonts::Scripts,
}

impl App {
    /// A window that begins with `start`.
    pub fn new(ctx: &egui::Context, start: Action) -> Self {
        fonts::install(ctx);
        theme::install(ctx);
        let waker = ctx.clone();
        let mut project = Project::new(Arc::new(move || waker.request_repaint()));
        project.apply(start);
        Self {
            project,
            view: ViewState::default(),
            asks: Vec::new(),
            dialogs: Dialogs::default(),
            writer: Writer::default(),
            title: String::new(),
            frame_log: FrameLog::asked_for(),
            keeper: keeping::Keeper::default(),
            scripts: fonts::Scripts::default(),
        }
    }

    /// Tells a newcomer what there is, and shows the start page where nothing was asked for.
    pub fn welcome(&mut self, is_empty: bool) {
        let view = &mut self.view;
        view.hints.told = true;
        // Where nothing is kept, nobody can have said otherwise.
        view.start_page_wanted |= self.keeper.settings.is_none();
        view.start_page = is_empty && view.start_page_wanted;
    }

    /// What an empty start opens.
    pub fn first_action() -> Action {
        Action::OpenSample(SAMPLES[0])
    }

    /// The document, for tests.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Does what a panel would ask for, for tests.
    pub fn apply(&mut self, action: Action) {
        self.project.apply(action);
    }

    /// Asks as a panel would, for tests.
    pub fn ask(&mut self, ask: Ask) {
        self.asks.push(ask);
    }

    /// The view to edit, for tests.
    pub fn view_mut(&mut self) -> &mut ViewState {
        &mut self.view
    }

    /// The view, for tests.
    pub fn view(&self) -> &ViewState {
        &self.view
    }

    /// The figure of the map at the left as it is shown, for tests.
    pub fn left_map_figure(&mut self) -> Option<Arc<crate::plots::Figure>> {
        let [left, _] = self.project.shown_methods();
        self.view.drawn.shown_map(&self.project, left, self.view.morph.share())
    }

    fn carry_out(&mut self, ask: Ask, ctx: &egui::Context, frame: &eframe::Frame) {
        match ask {
            Ask::Document(action) => self.document(*action),
            Ask::Keep(keep) => self.keep_asked(&keep, ctx, frame),
            Ask::Command(command) => self.command(command, ctx, frame),
            Ask::Choose(purpose) => {
                let settings = self.keeper.settings.as_ref();
                let folder = settings.and_then(|settings| settings.folder(purpose.kind()));
                if let Some(picked) = self.dialogs.ask(purpose, folder, ctx, frame) {
                    self.picked(picked, ctx);
                }
            }
            Ask::Type(purpose) => self.view.type_path(purpose, None),
            Ask::Typed(purpose, path) => {
                self.dialogs.forget();
                self.use_file(purpose, path, false, ctx);
            }
            Ask::GiveUpDialog => self.dialogs.forget(),
            Ask::Copy(plan) => self.export(&plan, None, ctx),
            Ask::StopWriting => self.writer.stop(),
        }
    }

    fn picked(&mut self, picked: Picked, ctx: &egui::Context) {
        match picked {
            Picked::Chosen(purpose, path) => {
                // The dialog came after all, and nothing is left to type.
                self.view.typed_path = None;
                // The system's dialog asks before a file is replaced.
                self.use_file(purpose, path, true, ctx);
            }
            Picked::Type(purpose, reason) => self.view.type_path(purpose, Some(reason)),
        }
    }

    fn use_file(&mut self, purpose: Purpose, path: PathBuf, seen: bool, ctx: &egui::Context) {
        if let Some(settings) = &mut self.keeper.settings {
            settings.chosen(purpose.kind(), &path);
        }
        match purpose {
            Purpose::Open => self.document(Action::Open(path)),
            Purpose::SaveProject(_) => self.save_named(path, seen, ctx),
            Purpose::LocateData => self.document(Action::UseData(Some(path))),
            Purpose::ExportTable(plan) => self.export_table(&plan, plan.with_ending(path), ctx),
            Purpose::LoadRecipe => self.load_recipe(&path),
            Purpose::SaveRecipe => self.save_recipe(&path, ctx),
            Purpose::ExportSegments => self.save_segments(&path, ctx),
            Purpose::Export(plan) => self.export(&plan, Some(plan.with_ending(path)), ctx),
            Purpose::ExportReport => self.export_report(path, ctx),
        }
    }

    /// Takes a recipe over, as one decision.
    fn load_recipe(&mut self, path: &Path) {
        let Some(opened) = self.project.opened() else { return };
        match recipe_file::load(path) {
            Ok(recipe) => {
                self.view.tell(recipe_file::taken_over(path, &recipe, &opened.table));
                let choices = Choices { recipe, ..self.project.choices().clone() };
                self.project.apply(Action::Choose(choices));
            }
            Err(message) => self.view.fail(message),
        }
    }

    fn command(&mut self, command: Command, ctx: &egui::Context, frame: &eframe::Frame) {
        if let Some(theme) = command.theme() {
            ctx.set_theme(theme);
        }
        match command {
            Command::Save => self.save(ctx, frame),
            Command::SaveAs => self.save_as(ctx, frame),
            Command::ExportTable if self.project.opened().is_some() => {
                let plan = TablePlan::new(&self.project, &self.view);
                self.view.export_table.get_or_insert(plan);
            }
            Command::Open => self.carry_out(Ask::Choose(Purpose::Open), ctx, frame),
            Command::TypePath => self.view.type_path(Purpose::Open, None),
            Command::Export if self.project.map(Method::Pca).is_some() => {
                let plan = self.plan();
                self.view.export.get_or_insert(plan);
            }
            Command::CopyFigure if self.project.map(Method::Pca).is_some() => {
                let plan = self.plan();
                self.export(&plan, None, ctx);
            }
            Command::ExportReport if self.project.can_compare() => {
                self.carry_out(Ask::Choose(Purpose::ExportReport), ctx, frame);
            }
            Command::LoadRecipe | Command::SaveRecipe if self.project.opened().is_none() => {}
            Command::LoadRecipe => self.carry_out(Ask::Choose(Purpose::LoadRecipe), ctx, frame),
            Command::SaveRecipe => self.carry_out(Ask::Choose(Purpose::SaveRecipe), ctx, frame),
            Command::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Command::Undo => self.project.apply(Action::Undo),
            Command::Redo => self.project.apply(Action::Redo),
            Command::RunTsne if !self.view.tsne.from_map => {
                self.project.apply(Action::Run(Method::Tsne));
            }
            Command::RunTsne | Command::RestartTsne => {
                let from_map = self.view.tsne.from_map;
                self.project.apply(Action::RestartTsne { from_map });
            }
            Command::PauseTsne => self.project.apply(Action::PauseTsne(true)),
            Command::ContinueTsne => self.go_on(),
            Command::Stop => self.project.apply(Action::CancelAll),
            Command::SelectNothing => self.escape(),
            Command::Invert => {
                if let Some(prepared) = self.project.prepared() {
                    self.view.selection.invert(prepared.matrix.rows());
                }
            }
            Command::Pan => self.view.tool = Tool::Pan,
            Command::Lasso => self.view.tool = Tool::Lasso,
            Command::Rectangle => self.view.tool = Tool::Rectangle,
            Command::Find => {
                self.view.tab = Tab::Rows;
                self.view.rows.to_search = true;
            }
            Command::Palette => self.view.palette = Some(Palette::default()),
            Command::StartPage => self.view.start_page = true,
            Command::FitMaps => self.view.fit_maps = true,
            Command::Explain => self.view.drawer.explain_tab(self.view.tab),
            Command::LockMaps => self.view.lock.toggle(),
            Command::Morph => self.view.morph.play(ctx.global_style().animation_time > 0.0),
            // Nothing to export yet; a theme was set above.
            Command::Export
            | Command::CopyFigure
            | Command::ExportReport
            | Command::ExportTable
            | Command::SystemTheme
            | Command::LightTheme
            | Command::DarkTheme => {}
        }
    }

    /// Closes the drawer; without it, selects nothing; where nothing is selected, the pointer pans again.
    fn escape(&mut self) {
        if self.view.drawer.topic().is_some() {
            self.view.drawer.close();
            return;
        }
        if self.view.selection.rows().is_empty() {
            self.view.tool = Tool::Pan;
        }
        self.view.selection.clear();
    }

    /// A run that is paused or was stopped goes on to its end, a finished one beyond it.
    fn go_on(&mut self) {
        let used = self.project.map(Method::Tsne).and_then(|result| result.tsne.as_ref());
        let more =
            if used.is_some_and(TsneUsed::stopped_early) { 0 } else { self.view.tsne.go_on_for };
        self.project.apply(match self.project.running() {
            Some(_) => Action::PauseTsne(false),
            None => Action::ContinueTsne(more),
        });
    }

    fn poll(&mut self, ctx: &egui::Context) {
        self.project.poll();
        self.scripts.follow(&self.project, ctx);
        self.view.selection.belong_to(self.project.table_number());
        self.view.rows.belong_to(self.project.table_number());
        let focused = ctx.input(|input| input.focused);
        if let Some(picked) = self.dialogs.poll(focused) {
            self.picked(picked, ctx);
        }
        match self.writer.poll() {
            Some(Ok(Written::File(path))) => self.view.tell(format!("Saved {}", path.display())),
            Some(Ok(Written::Said(said))) => self.view.tell(said),
            Some(Ok(Written::Stopped)) => {
                self.view.tell("Stopped: nothing was written.".to_owned());
            }
            Some(Ok(Written::Picture(picture))) => {
                let [across, down] = picture.size;
                let image = egui::ColorImage::from_rgba_premultiplied(picture.size, &picture.dots);
                ctx.copy_image(image);
                self.view.tell(format!("Copied a picture of {across} \u{00d7} {down} pixels"));
            }
            Some(Err(message)) => self.view.fail(message),
            None => {}
        }
        if let Some(message) = self.project.open_error() {
            self.view.fail(message);
            match self.project.refused() {
                // Nothing is there that could be read otherwise.
                Some((Source::File(path), _)) if !path.exists() => {
                    self.project.apply(Action::Cancel(None));
                }
                Some(_) => {
                    self.view.refusal = self.project.open_error().map(str::to_owned);
                    self.view.tab = Tab::Import;
                }
                None => {}
            }
            self.project.dismiss_open_error();
        }
    }

    fn keep_title(&mut self, ctx: &egui::Context) {
        let mark = if self.project.is_unsaved() { "* " } else { "" };
        let project = self.project.file().and_then(Path::file_name);
        let title = match (self.project.opened().map(|opened| opened.table.short_name()), project) {
            (Some(table), Some(project)) => {
                format!("{mark}{} ({table}) \u{2013} dimlens", project.to_string_lossy())
            }
            (Some(table), None) => format!("{mark}{table} \u{2013} dimlens"),
            (None, _) => "dimlens".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.poll(ctx);
        for ask in std::mem::take(&mut self.asks) {
            self.carry_out(ask, ctx, frame);
        }
        self.keep(ctx);
        self.keep_title(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        if let Some(log) = &mut self.frame_log {
            log.note(frame);
        }
        points::find_gpu(ui.ctx(), frame.wgpu_render_state());
        let dialog = self.dialogs.waiting();
        let panel =
            &mut Panel { project: &self.project, view: &mut self.view, asks: &mut self.asks };
        menu_bar::keys(ui, panel);
        menu_bar::dropped(ui, panel);
        egui::Panel::top("menu").show(ui, |ui| menu_bar::show(ui, panel));
        egui::Panel::bottom("status")
            .show(ui, |ui| status_bar::show(ui, panel, dialog, &self.writer));
        let sizes = &panel.view.panels;
        let (side, brought, details) = (sizes.side, sizes.brought, sizes.details);
        let left = egui::Panel::left(("side", brought)).default_size(side.unwrap_or(300.0));
        if !drawer::needs_the_side(ui, panel) {
            let shown = left.size_range(260.0..=560.0).show(ui, |ui| {
                let bare = egui::Frame::new();
                egui::Panel::bottom("methods")
                    .frame(bare)
                    .show(ui, |ui| methods_panel::show(ui, panel));
                egui::CentralPanel::no_frame().show(ui, |ui| columns_panel::show(ui, panel));
            });
            panel.view.panels.side = Some(shown.response.rect.width());
        }
        drawer::show(ui, panel);
        egui::CentralPanel::no_frame().show(ui, |ui| {
            // One height for all tabs: the bar stays under the pointer that goes from one to the next.
            let high = (ui.available_height() * 0.36).clamp(200.0, 420.0);
            let below = egui::Panel::bottom(("details", brought))
                .default_size(details.unwrap_or(high))
                .size_range(120.0..=640.0)
                .resizable(true)
                .show(ui, |ui| details::show(ui, panel));
            panel.view.panels.details = Some(below.response.rect.height());
            egui::CentralPanel::default().show(ui, |ui| central::show(ui, panel));
        });
        super::keeping::data_question(ui, panel);
        super::keeping::leaving(ui, panel);
        start_page::show(ui, panel);
        typed_path::show(ui, panel);
        export::show(ui, panel);
        table_export::show(ui, panel);
        command_palette::show(ui, panel);
        menu_bar::escape(ui, panel);
        self.view.hovered = self.view.hovering.take();
        self.view.fit_maps = false;
        self.view.reshapings.rest();
        if !self.asks.is_empty() {
            // Asks are carried out before the next frame.
            ui.ctx().request_repaint();
        }
    }
}
