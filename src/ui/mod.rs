//! The window; the only folder that says egui.
//!
//! [`App`] holds the document ([`crate::project::Project`]) and the view ([`view_state::ViewState`]). Panels
//! read the one, edit the other, and push an [`Ask`]; [`App`] carries them out after the frame was drawn.
//! Menu text, tooltip and shortcut of a command stand in one table, `command`.

mod advice_panel;
mod agreement_panel;
mod app;
mod awaited;
mod central;
mod clusters_panel;
mod columns_panel;
mod command;
mod command_palette;
mod compare_panel;
mod component_list;
mod components_panel;
mod customer;
mod details;
mod dialogs;
mod drawer;
mod drawn;
mod drawn_clusters;
mod drawn_morph;
mod drawn_strip;
mod drawn_tsne;
mod export;
mod figure_view;
mod fonts;
mod frame_log;
mod hints;
mod import_panel;
mod keeping;
mod key_presses;
mod kl_panel;
mod ledger_panel;
mod legend_strip;
mod map_lock;
mod maps;
mod menu_bar;
mod methods_panel;
mod morph;
mod notices;
mod outliers_panel;
mod perplexity_panel;
mod picking;
mod pinned;
mod plane_controls;
mod points;
mod recipe_file;
mod reshaping;
mod row_picture;
mod row_selection;
mod rows_panel;
mod scope_strip;
mod scree_panel;
mod segment_file;
mod selection_panel;
mod side;
mod sparkline;
mod start_page;
mod status_bar;
mod swatch;
mod table_export;
mod theme;
mod tsne_map;
mod tsne_settings;
mod typed_path;
mod variance_panel;
mod verdict_panel;
mod view_menu;
mod view_state;
mod writer;

pub use app::App;
pub use clusters_panel::ClustersView;
pub use columns_panel::{ColumnsView, Selection, Sort};
pub use command::Command;
pub use command_palette::Palette;
pub use compare_panel::CompareView;
pub use details::TAB_GROUPS;
pub use dialogs::Purpose;
pub use drawer::DrawerView;
pub use export::{ExportFormat, ExportPlan, WhichFigure};
pub use figure_view::Tool;
pub use hints::{Hint, Hints};
pub use keeping::{Crashed, Keep, KeepingView, Leave};
pub use ledger_panel::LedgerView;
pub use map_lock::MapLock;
pub use morph::Morph;
pub use points::PointWish;
pub use row_selection::{Combine, RowSelection};
pub use rows_panel::{RowSort, RowsView, SortBy};
pub use table_export::TablePlan;
pub use view_state::{Tab, TsneView, TypedPath, ViewState};

use crate::project::{Action, Project};
use anyhow::{anyhow, bail};
use eframe::egui;
use std::path::{Path, PathBuf};

/// What a panel asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// A change of the document.
    Document(Box<Action>),
    /// A command of the window.
    Command(Command),
    /// A file for this, chosen in the system's dialog.
    Choose(Purpose),
    /// Type the path of a file for this.
    Type(Purpose),
    /// A path that was typed.
    Typed(Purpose, PathBuf),
    /// Wait no longer for the system's dialog.
    GiveUpDialog,
    /// A figure in the clipboard.
    Copy(ExportPlan),
    /// Stop what is being written.
    StopWriting,
    /// Something about keeping what was decided.
    Keep(Keep),
}

/// What every panel is given.
pub(crate) struct Panel<'a> {
    /// The document, to read.
    pub project: &'a Project,
    /// The view, to edit.
    pub view: &'a mut ViewState,
    /// What is asked for in this frame.
    pub asks: &'a mut Vec<Ask>,
}

impl Panel<'_> {
    fn ask(&mut self, action: Action) {
        self.asks.push(Ask::Document(Box::new(action)));
    }
}

/// Opens the window on a file, or on the first sample, and returns when it is closed.
///
/// # Errors
/// Where there is no display, or nothing that can draw on it.
pub fn open(file: Option<&Path>) -> anyhow::Result<()> {
    if !has_display() {
        bail!("there is no display");
    }
    dialogs::listen_for_failures();
    let is_empty = file.is_none();
    let start = file.map_or_else(App::first_action, |file| Action::Open(file.to_owned()));
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("dimlens")
            .with_app_id("dimlens")
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([800.0, 560.0])
            .with_drag_and_drop(true),
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "dimlens",
        options,
        Box::new(|cc| {
            let mut app = App::new(&cc.egui_ctx, start).keeping(&cc.egui_ctx);
            // What the program is asked for stands open; tests ask for it themselves.
            app.view_mut().tab = Tab::Verdict;
            app.welcome(is_empty);
            Ok(Box::new(app))
        }),
    )
    .map_err(|error| anyhow!("the window cannot be opened: {error}"))
}

/// Only X11 and Wayland systems can be without a display.
fn has_display() -> bool {
    if !cfg!(all(unix, not(target_vendor = "apple"))) {
        return true;
    }
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
