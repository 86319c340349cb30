//! What the window shows and how: nothing here matters to a headless run.

use super::clusters_panel::ClustersView;
use super::columns_panel::ColumnsView;
use super::command_palette::Palette;
use super::compare_panel::CompareView;
use super::components_panel::ComponentsView;
use super::details::TAB_GROUPS;
use super::drawer::DrawerView;
use super::drawn::Drawn;
use super::export::Preview;
use super::figure_view::Tool;
use super::hints::Hints;
use super::keeping::KeepingView;
use super::ledger_panel::LedgerView;
use super::map_lock::MapLock;
use super::morph::Morph;
use super::picking::Picking;
use super::pinned::Pinned;
use super::points::PointWish;
use super::reshaping::Reshapings;
use super::row_selection::RowSelection;
use super::rows_panel::RowsView;
use super::selection_panel::SelectionView;
use super::{ExportPlan, Purpose, TablePlan};
use crate::data::{ReadOptions, RowId};
use crate::project::Choices;

/// The panels below the maps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    /// Which map to use.
    Verdict,
    /// Groups of customers.
    Clusters,
    /// Two groupings against each other.
    Compare,
    /// How much each component explains.
    #[default]
    Variance,
    /// What the components are made of.
    Loadings,
    /// Rows and columns in one plane.
    Biplot,
    /// How columns take part.
    Contributions,
    /// Rows that are unlike the rest.
    Outliers,
    /// How the divergence of t-SNE fell.
    Kl,
    /// Maps at several perplexities.
    Perplexities,
    /// How far both maps may be believed, and agree.
    Agreement,
    /// What sets the selected rows apart.
    Selection,
    /// The customers as they stand in the file.
    Rows,
    /// How the file was read.
    Import,
    /// What became of each column.
    Ledger,
    /// What to look at again.
    Advice,
    /// What was done and guessed.
    Notices,
}

impl Tab {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Verdict,
        Self::Clusters,
        Self::Compare,
        Self::Variance,
        Self::Loadings,
        Self::Biplot,
        Self::Contributions,
        Self::Outliers,
        Self::Kl,
        Self::Perplexities,
        Self::Agreement,
        Self::Selection,
        Self::Rows,
        Self::Import,
        Self::Ledger,
        Self::Advice,
        Self::Notices,
    ];

    /// The words on it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Verdict => "Verdict",
            Self::Clusters => "Clusters",
            Self::Compare => "Compare clusters",
            Self::Variance => "Explained variance",
            Self::Loadings => "Loadings",
            Self::Biplot => "Biplot",
            Self::Contributions => "Contributions",
            Self::Outliers => "Outliers",
            Self::Kl => "KL curve",
            Self::Perplexities => "Perplexities",
            Self::Agreement => "Agreement",
            Self::Selection => "Selection",
            Self::Rows => "Rows",
            Self::Import => "Import",
            Self::Ledger => "Ledger",
            Self::Advice => "Advice",
            Self::Notices => "Notices",
        }
    }
}

/// Open panels, hover, text being typed.
// Each is a switch of its own, not a state of one thing.
#[allow(clippy::struct_excessive_bools)]
#[derive(Default)]
pub struct ViewState {
    /// The panel below the maps.
    pub tab: Tab,
    /// The tab last open in each group of them.
    pub last_tabs: [Option<Tab>; TAB_GROUPS.len()],
    /// Whose clusters are shown.
    pub clusters: ClustersView,
    /// Which clusterings are compared.
    pub compare: CompareView,
    /// The row under the pointer in the last frame: every panel reads this.
    pub hovered: Option<RowId>,
    /// The row under the pointer in this frame: panels write this.
    pub hovering: Option<RowId>,
    /// The customers that are picked out on every picture.
    pub selection: RowSelection,
    /// What is said of the selected rows, and names being typed.
    pub segments: SelectionView,
    /// What dragging on a map does.
    pub tool: Tool,
    /// Which point the pointer means.
    pub(crate) picking: Picking,
    /// Whom the clicked customer is near to.
    pub(crate) pinned: Pinned,
    /// How rows are listed, and what is searched for among them.
    pub rows: RowsView,
    /// How the columns are listed, and which are selected.
    pub columns: ColumnsView,
    /// Options for a file that was refused, while they are being chosen.
    pub retry: Option<ReadOptions>,
    /// Why a file was refused.
    pub refusal: Option<String>,
    /// Words that mean missing, while they are being typed.
    pub missing_words: Option<String>,
    /// Settings while a number is being dragged or typed.
    pub draft: Option<Choices>,
    /// A path being typed, while that dialog is open.
    pub typed_path: Option<TypedPath>,
    /// The export dialog, while it is open.
    pub export: Option<ExportPlan>,
    /// How the last figure was exported.
    pub last_export: Option<ExportPlan>,
    /// The picture in that dialog.
    pub(crate) preview: Preview,
    /// The dialog for tables, while it is open.
    pub export_table: Option<TablePlan>,
    /// The command palette, while it is open.
    pub palette: Option<Palette>,
    /// The start page is open.
    pub start_page: bool,
    /// It opens at an empty start.
    pub start_page_wanted: bool,
    /// What a newcomer is told above the maps.
    pub hints: Hints,
    /// What is asked about keeping what was decided.
    pub keeping: KeepingView,
    /// A message that stays until it is dismissed.
    pub message: Option<Message>,
    /// How large the panels are.
    pub panels: PanelSizes,
    /// The pointer was last on the map at the right.
    pub right_map: bool,
    /// Both maps are to be shown whole in this frame.
    pub fit_maps: bool,
    /// Whether both maps move as one.
    pub lock: MapLock,
    /// How far the map at the left went on its way to the one at the right.
    pub morph: Morph,
    /// How points are to look, on the screen only.
    pub points: PointWish,
    /// How many components are kept, while the cut is being dragged.
    pub cut: Option<usize>,
    /// How t-SNE is looked at.
    pub tsne: TsneView,
    /// What the panels of the PCA show.
    pub components: ComponentsView,
    /// Which lines of the ledger are shown.
    pub ledger: LedgerView,
    /// Pictures of bends that are suggested.
    pub(crate) reshapings: Reshapings,
    /// What is explained, and what is played with there.
    pub drawer: DrawerView,
    /// Figures as last drawn.
    pub(crate) drawn: Drawn,
}

/// How large the panels are around the maps, in points.
#[derive(Debug, Default)]
pub struct PanelSizes {
    /// Counts the projects that brought sizes along: the panels begin anew with them.
    pub brought: u64,
    /// The width of the columns at the left.
    pub side: Option<f32>,
    /// The height of the panel below.
    pub details: Option<f32>,
}

/// How t-SNE is looked at, and how it starts next.
#[derive(Debug)]
pub struct TsneView {
    /// The iteration of t-SNE that is looked back at, and its run.
    pub scrub: Option<(u64, usize)>,
    /// Iterations by which a run that ended goes on.
    pub go_on_for: usize,
    /// The next run of t-SNE starts from the map at hand.
    pub from_map: bool,
    /// The settings of t-SNE that are seldom changed are open.
    pub more: bool,
    /// The user has read what a map of t-SNE does not say.
    pub caution_read: bool,
}

impl Default for TsneView {
    fn default() -> Self {
        Self { scrub: None, go_on_for: 250, from_map: false, more: false, caution_read: false }
    }
}

/// A path being typed.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedPath {
    /// What the file is wanted for.
    pub purpose: Purpose,
    /// What was typed so far.
    pub text: String,
    /// Why it is to be typed, where the user did not ask for it.
    pub reason: Option<&'static str>,
}

/// A message to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Whether something went wrong.
    pub is_error: bool,
    /// Full sentences.
    pub text: String,
}

impl ViewState {
    /// Wants a path to be typed; what was typed for the same purpose stays.
    pub fn type_path(&mut self, purpose: Purpose, reason: Option<&'static str>) {
        let text = match self.typed_path.take() {
            Some(typed) if typed.purpose == purpose => typed.text,
            _ => String::new(),
        };
        self.typed_path = Some(TypedPath { purpose, text, reason });
    }

    /// Says that something went wrong.
    pub fn fail(&mut self, text: impl Into<String>) {
        self.message = Some(Message { is_error: true, text: text.into() });
    }

    /// Says that something was done.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.message = Some(Message { is_error: false, text: text.into() });
    }
}
