//! Every command once: its text, what it does, its keys.

use super::{Panel, morph};
use crate::methods::Method;
use eframe::egui::{Key, KeyboardShortcut, Modifiers, ThemePreference};

/// What menus, buttons and keys can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Open a file in the system's dialog.
    Open,
    /// Open a file by its path.
    TypePath,
    /// Save the project.
    Save,
    /// Save it under another name.
    SaveAs,
    /// Export a figure.
    Export,
    /// Put a figure into the clipboard.
    CopyFigure,
    /// Write all that was found as one file.
    ExportReport,
    /// Export a table.
    ExportTable,
    /// Take decisions about columns over from a file.
    LoadRecipe,
    /// Write them to a file.
    SaveRecipe,
    /// Close the window.
    Quit,
    /// Take the last decision back.
    Undo,
    /// Make it again.
    Redo,
    /// Compute t-SNE.
    RunTsne,
    /// Let t-SNE stand still.
    PauseTsne,
    /// Let it go on.
    ContinueTsne,
    /// Compute it again.
    RestartTsne,
    /// Stop all that is under way.
    Stop,
    /// Look for a text among the rows.
    Find,
    /// Select no customer.
    SelectNothing,
    /// Select the others.
    Invert,
    /// Dragging moves a map.
    Pan,
    /// Dragging draws an outline.
    Lasso,
    /// Dragging spans a rectangle.
    Rectangle,
    /// Show both maps whole.
    FitMaps,
    /// Move both maps as one, or each alone.
    LockMaps,
    /// Move the points of one map to their places on the other, or back.
    Morph,
    /// Explain the panel at hand.
    Explain,
    /// Follow the system's theme.
    SystemTheme,
    /// Dark ink on a light ground.
    LightTheme,
    /// Light ink on a dark ground.
    DarkTheme,
    /// Look for a command by its words.
    Palette,
    /// Show the page that an empty start shows.
    StartPage,
}

impl Command {
    /// Those with keys, for the key press to be looked up.
    pub const ALL: [Self; 33] = [
        Self::Open,
        Self::TypePath,
        Self::Save,
        Self::SaveAs,
        Self::Export,
        Self::CopyFigure,
        Self::ExportReport,
        Self::ExportTable,
        Self::LoadRecipe,
        Self::SaveRecipe,
        Self::Quit,
        Self::Undo,
        Self::Redo,
        Self::RunTsne,
        Self::PauseTsne,
        Self::ContinueTsne,
        Self::RestartTsne,
        Self::Stop,
        Self::Find,
        Self::SelectNothing,
        Self::Invert,
        Self::Pan,
        Self::Lasso,
        Self::Rectangle,
        Self::FitMaps,
        Self::LockMaps,
        Self::Morph,
        Self::Explain,
        Self::SystemTheme,
        Self::LightTheme,
        Self::DarkTheme,
        Self::Palette,
        Self::StartPage,
    ];

    /// Text on menus and buttons, and a sentence for the tooltip.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Open => (
                "Open\u{2026}",
                "Open a table or a project in the system's file dialog: text, Excel, Parquet, Arrow, JSON.",
            ),
            Self::Save => (
                "Save project",
                "Write every decision to the project's file: what you did, and where the data lie.",
            ),
            Self::SaveAs => ("Save project as\u{2026}", "Save the project under another name."),
            Self::ExportTable => (
                "Export table\u{2026}",
                "Save coordinates, scores, clusters, segments and columns as CSV, Parquet or Excel.",
            ),
            Self::TypePath => ("Open by path\u{2026}", "Type or paste the path of a table."),
            Self::Export => ("Export figure\u{2026}", "Save a figure as PNG, SVG or PDF."),
            Self::CopyFigure => (
                "Copy figure",
                "Put the figure of the open tab into the clipboard, as large as the last one that was exported.",
            ),
            Self::ExportReport => (
                "Export report\u{2026}",
                "Write maps, verdict, clusters, columns and settings as one page of HTML, or as PDF.",
            ),
            Self::LoadRecipe => (
                "Load recipe\u{2026}",
                "Take the decisions about columns over from a recipe file; one step of undo.",
            ),
            Self::SaveRecipe => (
                "Save recipe\u{2026}",
                "Write the decisions about columns to a file, for other tables and for --recipe.",
            ),
            Self::Quit => ("Quit", "Close the window."),
            Self::Undo => ("Undo", "Take the last decision about columns or settings back."),
            Self::Redo => ("Redo", "Make the decision again."),
            Self::RunTsne => {
                ("Run t-SNE", "Compute the t-SNE map for the present columns and settings.")
            }
            Self::PauseTsne => {
                ("Pause t-SNE", "Let the points stand still; Continue lets them go on.")
            }
            Self::ContinueTsne => (
                "Continue t-SNE",
                "Go on where it was paused or stopped; after the end, for some more iterations (beside the map).",
            ),
            Self::RestartTsne => (
                "Restart t-SNE",
                "Compute the map again from its start, with the present settings.",
            ),
            Self::Stop => {
                ("Cancel all jobs", "Stop everything under way; what is on screen stays.")
            }
            Self::Find => ("Find in rows\u{2026}", "Look for a text in all cells of the table."),
            Self::SelectNothing => ("Select nothing", "Set no customer apart from the others."),
            Self::Invert => {
                ("Invert", "Select the customers that are not selected, and no others.")
            }
            Self::Pan => ("Pan", "Dragging moves the map; the wheel zooms at the pointer."),
            Self::Lasso => (
                "Lasso",
                "Draw an outline round customers on any map to select them. Shift adds, Alt removes.",
            ),
            Self::Rectangle => (
                "Rectangle",
                "Span a rectangle over customers on any map to select them. Shift adds, Alt removes.",
            ),
            Self::FitMaps => ("Fit maps", "Show both maps whole. Double-click fits one."),
            Self::LockMaps => {
                ("Lock views", "Zoom and pan both maps together: the one under the pointer leads.")
            }
            Self::Morph => (
                "Morph",
                "Move the points of the left map to their places on the right one, turned to lie alike, or back: \
                 see who goes where.",
            ),
            Self::Explain => (
                "Explain this panel",
                "The mathematics of the open panel, filled in with the numbers of this table and of the customer \
                 who was clicked.",
            ),
            Self::SystemTheme => ("System theme", "Light or dark, as the system is set."),
            Self::LightTheme => ("Light theme", "Dark ink on a light ground."),
            Self::DarkTheme => ("Dark theme", "Light ink on a dark ground."),
            Self::Palette => {
                ("Find a command\u{2026}", "Type a word of what you want to do, and press Enter.")
            }
            Self::StartPage => ("Start page", "Open a table, a recent file, or a sample."),
        }
    }

    /// The keys.
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        let command = |key| Some(KeyboardShortcut::new(Modifiers::COMMAND, key));
        let plain = |key| Some(KeyboardShortcut::new(Modifiers::NONE, key));
        let shifted = |key| Some(KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, key));
        match self {
            Self::Open => command(Key::O),
            Self::TypePath => shifted(Key::O),
            Self::Export => command(Key::E),
            Self::CopyFigure => shifted(Key::E),
            Self::ExportReport => shifted(Key::D),
            Self::Palette => shifted(Key::P),
            Self::ExportTable => shifted(Key::T),
            Self::Save => command(Key::S),
            Self::SaveAs => shifted(Key::S),
            Self::Quit => command(Key::Q),
            Self::Undo => command(Key::Z),
            Self::Redo => shifted(Key::Z),
            Self::RunTsne => command(Key::R),
            Self::PauseTsne => command(Key::P),
            Self::ContinueTsne => command(Key::G),
            Self::RestartTsne => shifted(Key::R),
            Self::Find => command(Key::F),
            Self::FitMaps => command(Key::Num0),
            Self::Invert => command(Key::I),
            Self::Pan => plain(Key::P),
            Self::Lasso => plain(Key::L),
            Self::Rectangle => plain(Key::R),
            Self::LockMaps => command(Key::L),
            Self::Morph => plain(Key::M),
            Self::Explain => plain(Key::F1),
            Self::Stop => command(Key::Period),
            Self::SelectNothing => plain(Key::Escape),
            Self::LoadRecipe
            | Self::SaveRecipe
            | Self::SystemTheme
            | Self::LightTheme
            | Self::DarkTheme
            | Self::StartPage => None,
        }
    }

    /// Whether it can be carried out now.
    pub(super) fn is_possible(self, panel: &Panel) -> bool {
        let project = panel.project;
        match self {
            Self::Save
            | Self::SaveAs
            | Self::ExportTable
            | Self::LoadRecipe
            | Self::SaveRecipe
            | Self::Find => project.opened().is_some(),
            Self::Export | Self::CopyFigure => project.map(Method::Pca).is_some(),
            Self::ExportReport => project.can_compare(),
            Self::Undo => project.undo_name().is_some(),
            Self::Redo => project.redo_name().is_some(),
            Self::RunTsne | Self::RestartTsne | Self::Invert => project.prepared().is_some(),
            Self::PauseTsne => project.running().is_some_and(|live| !live.is_paused()),
            Self::ContinueTsne => {
                project.can_continue() || project.running().is_some_and(|live| live.is_paused())
            }
            Self::Stop => !project.jobs().is_empty(),
            Self::SelectNothing => !panel.view.selection.rows().is_empty(),
            Self::Morph => morph::can(panel),
            Self::Open
            | Self::TypePath
            | Self::Quit
            | Self::Pan
            | Self::Lasso
            | Self::Rectangle
            | Self::FitMaps
            | Self::LockMaps
            | Self::SystemTheme
            | Self::LightTheme
            | Self::DarkTheme
            | Self::Palette
            | Self::Explain
            | Self::StartPage => true,
        }
    }

    /// The theme that a theme command chooses.
    pub fn theme(self) -> Option<ThemePreference> {
        match self {
            Self::SystemTheme => Some(ThemePreference::System),
            Self::LightTheme => Some(ThemePreference::Light),
            Self::DarkTheme => Some(ThemePreference::Dark),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_keys_are_taken_twice() {
        let keys: Vec<_> = Command::ALL.iter().filter_map(|c| c.shortcut()).collect();
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key), "{key:?}");
        }
    }
}
