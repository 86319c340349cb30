//! What the user chose and what followed from it.
//!
//! [`Choices`] is one plain value: undo keeps old ones, saving writes it. Results are held in [`Slot`]s,
//! keyed by the choices they were computed from; [`Job`]s compute them beside the window. [`Project`] ties
//! the three together and is changed in one place only: [`Project::apply`].

mod action;
mod agreement;
mod choices;
mod cluster_cards;
mod cluster_evidence;
mod cluster_figures;
mod cluster_looks;
mod clusterings;
mod comparison;
mod decision;
mod document;
mod evidence;
mod explained;
mod figure_list;
mod figures;
pub mod file;
mod frames;
mod history;
mod job;
mod kl;
mod lesson;
mod lesson_figures;
mod live;
mod maps;
mod one_row;
mod outlier_rows;
mod panels;
mod readings;
mod segments;
mod slot;
mod source;
mod strip;
mod taught;
mod tsne_map;
mod weighed;

pub use action::Action;
pub use agreement::{JudgedMap, MapAgreement, Measured, sampled as agreement_sampled};
pub use choices::{Choices, ColorChoice, Measure, SetAside};
pub use cluster_cards::cluster_cards;
pub use cluster_figures::{
    cluster_figure, flow_figure, how_many_figure, pair_reading, silhouettes_figure,
};
pub use cluster_looks::{ClusterLook, ClusterNames, names_of_pair, with_look};
pub use clusterings::{
    ClusterInputs, ClusteringPair, Clusterings, NamedClustering, Side as ClusteringSide,
    Space as ClusterSpace, label_columns,
};
pub use comparison::{Comparison, Known};
pub use decision::decision;
pub use document::{Analysis, JobLine, Key, Project, Question, Wake};
pub use evidence::evidence;
pub use explained::{ExplainInputs, Explained};
pub use figure_list::FigureKind;
pub use figures::{Colors, Faint, coloring, colors, map_figure, scree_figure};
pub use frames::{Frame, Places};
pub use history::History;
pub use job::{Job, Poll};
pub use kl::{kl_figure, kl_moving};
pub use lesson::map_lesson;
pub use lesson_figures::{
    LessonFigure, Play, correlations_figure, distances_figure, forces_figure, jacobian_figure,
    lesson_figures, lost_figure, neighbors_figure, neighbors_map_figure, pace_curves_figure,
    pace_maps, pair_figure, plane_figure, prepared_figures, ranks_figure, rebuilt_figure,
    score_figure, search_figure, silhouettes_of_three_figure, system_figure, turning_figure,
    valley_figure, weights_figure,
};
pub use live::{Live, Snapshot};
pub use maps::{DiffusionUsed, MapResult, TsneUsed, compute};
pub use one_row::{Oddity, Usual, nearest_rows};
pub use outlier_rows::{ColumnPart, OutlierRow, OutlierRows};
pub use panels::{NAMED, PcaPanels, Scaling, Span, component_names};
pub use readings::perplexities as perplexities_reading;
pub use segments::{Segment, free_name, merge_segments, new_segment, segment_codes};
pub use slot::{Slot, Trouble};
pub use source::{Opened, Source};
pub use strip::{SmallMap, SmallTrust, Strip};
pub use taught::{Taught, TopicTold, taught};
pub use weighed::Weighed;
