//! The dialog for tables: what is known of customers, or the loadings, as CSV, Parquet or Excel.

use super::keeping::{and_ending, file_name};
use super::writer::{Written, written};
use super::{Ask, Panel, Purpose, ViewState, theme};
use crate::data::{RowId, Values, would_change};
use crate::methods::Method;
use crate::progress::{Cancelled, Progress};
use crate::project::{Project, Source};
use crate::report::{
    self, Contents, CustomerTable, Identifiers, ReportError, TableFormat, is_formula,
    loadings_table,
};
use crate::words::{count_of, one_line};
use eframe::egui::{Button, ComboBox, Grid, Id, Label, Modal, Ui};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Customers,
    Loadings,
}

/// Which customers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rows {
    All,
    Selected,
    /// By its place in the list.
    Segment(usize),
}

/// What is written, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct TablePlan {
    what: What,
    rows: Rows,
    contents: Contents,
    identifiers: Identifiers,
    /// The file format.
    pub format: TableFormat,
    harmless: bool,
    /// Some text of the table would be run as a formula.
    formulas: bool,
    /// The file name that is proposed.
    pub name: String,
}

type Columns = Result<Vec<crate::data::Written>, Cancelled>;
type Work = Box<dyn FnOnce(&Progress) -> Result<Written, String> + Send>;

impl TablePlan {
    /// What is usual: places, clusters, segments and columns of the selected customers, or of all.
    pub fn new(project: &Project, view: &ViewState) -> Self {
        let rows = if view.selection.rows().is_empty() { Rows::All } else { Rows::Selected };
        let contents = Contents {
            row_numbers: true,
            maps: true,
            scores: false,
            clusters: project.clusterings().is_some(),
            segments: !project.choices().segments.is_empty(),
            columns: true,
        };
        let mut plan = Self {
            what: What::Customers,
            rows,
            contents,
            identifiers: Identifiers::default(),
            format: TableFormat::default(),
            harmless: false,
            formulas: formulas(project),
            name: String::new(),
        };
        plan.propose(project);
        plan
    }

    fn propose(&mut self, project: &Project) {
        let table = project.opened().map(|opened| opened.table.short_name()).unwrap_or_default();
        let stem = Path::new(&table).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let of = match (self.what, self.rows) {
            (What::Loadings, _) => " loadings".to_owned(),
            (_, Rows::All) => " customers".to_owned(),
            (_, Rows::Selected) => " selection".to_owned(),
            (_, Rows::Segment(at)) => project
                .choices()
                .segments
                .get(at)
                .map(|s| format!(" {}", s.name))
                .unwrap_or_default(),
        };
        self.name = file_name(&format!("{stem}{of}"), self.format.ending());
    }

    /// The chosen path; the format's ending is added where it has another or none.
    pub fn with_ending(&self, path: PathBuf) -> PathBuf {
        let same = |ending: &std::ffi::OsStr| ending.eq_ignore_ascii_case(self.format.ending());
        if path.extension().is_some_and(same) {
            return path;
        }
        and_ending(path, self.format.ending())
    }

    fn chosen(&self, project: &Project, view: &ViewState) -> Arc<[RowId]> {
        let segments = &project.choices().segments;
        match self.rows {
            Rows::Selected => view.selection.rows().iter().copied().collect(),
            Rows::Segment(at) if at < segments.len() => Arc::clone(&segments[at].rows),
            Rows::All | Rows::Segment(_) => {
                project.opened().map_or_else(|| [].into(), |opened| opened.table.rows().into())
            }
        }
    }

    /// How many rows and columns there will be, at most.
    fn size(&self, project: &Project, view: &ViewState) -> (usize, usize) {
        let columns = project.opened().map_or(0, |opened| opened.table.columns().len());
        match self.what {
            What::Customers => (self.chosen(project, view).len(), columns + 20),
            What::Loadings => (project.prepared().map_or(0, |p| p.matrix.features().len()), 20),
        }
    }

    /// What writes the file, to be done beside the window.
    ///
    /// # Errors
    /// A sentence, where what is to be written is not there.
    pub(super) fn work(
        &self,
        project: &Project,
        view: &ViewState,
        path: PathBuf,
    ) -> Result<Work, String> {
        let opened = project.opened().ok_or("No table is open.")?;
        if let Source::File(source) = &opened.source
            && would_change(source, &path)
        {
            return Err(format!(
                "{}: this is the open table, or would be read with it; choose another name or folder.",
                path.display()
            ));
        }
        let (format, harmless) = (self.format, self.harmless && self.format == TableFormat::Csv);
        // Where the columns are there, and where the file's bytes are.
        let finish = move |columns: Columns, progress: &Progress| {
            let made = columns.map_err(ReportError::from);
            let bytes = made.and_then(|columns| {
                report::table(&columns, format, harmless, &progress.part(0.3, 0.8))
            });
            let saved = bytes.and_then(|bytes| {
                report::save_unless_stopped(&path, &bytes, &progress.part(0.8, 1.0))
            });
            written(saved.map(|()| Written::File(path)))
        };
        if self.what == What::Loadings {
            let model = project.map(Method::Pca).and_then(|map| map.pca.clone());
            let model = model.filter(|_| !project.is_stale(Method::Pca));
            let (Some(model), Some(prepared)) = (model, project.prepared().cloned()) else {
                return Err("The PCA of the present settings is not computed yet.".to_owned());
            };
            return Ok(Box::new(move |progress| {
                finish(Ok(loadings_table(&model, &prepared)), progress)
            }));
        }
        let current = |method: &Method| !project.is_stale(*method);
        let methods = project.shown_methods();
        let maps = methods.into_iter().filter(current).filter_map(|m| project.map(m).cloned());
        let clusterings = project.clusterings().filter(|_| project.clusters_are_current());
        let customers = CustomerTable {
            table: Arc::clone(&opened.table),
            roles: project.roles(),
            maps: maps.collect(),
            prepared: project.prepared().cloned(),
            clusterings: clusterings.cloned(),
            looks: project.choices().cluster_looks.clone(),
            segments: project.choices().segments.clone(),
            rows: self.chosen(project, view),
            contents: self.contents,
            only: None,
            identifiers: self.identifiers,
        };
        Ok(Box::new(move |progress| finish(customers.columns(&progress.part(0.0, 0.3)), progress)))
    }
}

/// Whether any text that an export can hold would be run as a formula: cells, and every name that is written.
fn formulas(project: &Project) -> bool {
    let Some(opened) = project.opened() else { return false };
    let in_columns = opened.table.columns().iter().any(|column| {
        is_formula(&column.name)
            || matches!(&column.values, Values::Text(levels) if levels.names().iter().any(|n| is_formula(n)))
    });
    let choices = project.choices();
    let segments = choices.segments.iter().map(|segment| &segment.name);
    let clusters = choices.cluster_looks.iter().filter_map(|look| look.name.as_ref());
    let features = project.prepared().map_or(&[][..], |prepared| prepared.matrix.features());
    let features = features.iter().map(|feature| &feature.name);
    in_columns || segments.chain(clusters).chain(features).any(|name| is_formula(name))
}

/// The dialog, while it is open.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let Some(mut plan) = panel.view.export_table.take() else { return };
    let before = plan.clone();
    let mut open = true;
    let modal = Modal::new(Id::unique("export table")).show(ui.ctx(), |ui| {
        ui.set_width(460.0);
        ui.label(theme::heading("Export table"));
        Grid::new("table plan").num_columns(2).min_col_width(90.0).show(ui, |ui| {
            what(ui, &mut plan);
            if plan.what == What::Customers {
                rows(ui, panel, &mut plan);
                contents(ui, panel, &mut plan);
                identifiers(ui, panel, &mut plan);
            }
            format(ui, &mut plan);
        });
        let (rows, columns) = plan.size(panel.project, panel.view);
        let fits = plan.format.check(rows, columns);
        if let Err(why) = &fits {
            ui.add(Label::new(theme::alarm(ui, why)).wrap());
        }
        ui.add_space(theme::STEP);
        let any = plan.what == What::Loadings || plan.contents != NOTHING;
        let ready = fits.is_ok() && rows > 0 && any;
        ui.horizontal(|ui| {
            let tooltip = "Choose name and folder in the system\u{2019}s dialog, and save.";
            let choose = Button::new("Choose file\u{2026}");
            if ui.add_enabled(ready, choose).on_hover_text(tooltip).clicked() {
                panel.asks.push(Ask::Choose(Purpose::ExportTable(plan.clone())));
                open = false;
            }
            let tooltip = "Type or paste the path of the file to write.";
            let type_it = Button::new("Type the path\u{2026}");
            if ui.add_enabled(ready, type_it).on_hover_text(tooltip).clicked() {
                panel.asks.push(Ask::Type(Purpose::ExportTable(plan.clone())));
                open = false;
            }
            if ui.button("Close").clicked() {
                open = false;
            }
            ui.label(theme::note(ui, count_of(rows, "row", "rows")));
        });
    });
    if plan != before {
        plan.propose(panel.project);
    }
    if open && !modal.should_close() {
        panel.view.export_table = Some(plan);
    }
}

const NOTHING: Contents = Contents {
    row_numbers: false,
    maps: false,
    scores: false,
    clusters: false,
    segments: false,
    columns: false,
};

fn what(ui: &mut Ui, plan: &mut TablePlan) {
    ui.label("Table");
    ui.horizontal(|ui| {
        ui.radio_value(&mut plan.what, What::Customers, "Customers")
            .on_hover_text("What is known of each customer, a row each.");
        ui.radio_value(&mut plan.what, What::Loadings, "Loadings")
            .on_hover_text("What each feature weighs in each principal component.");
    });
    ui.end_row();
}

fn rows(ui: &mut Ui, panel: &Panel, plan: &mut TablePlan) {
    let label = ui.label("Rows");
    let segments = &panel.project.choices().segments;
    let title = |rows: Rows| match rows {
        Rows::All => "All rows of the table".to_owned(),
        Rows::Selected => "Selected customers".to_owned(),
        Rows::Segment(at) => segments.get(at).map_or_else(String::new, |segment| {
            format!("Segment \u{201c}{}\u{201d}", one_line(&segment.name, 40))
        }),
    };
    ComboBox::from_id_salt("rows of the table")
        .selected_text(title(plan.rows))
        .width(250.0)
        .show_ui(ui, |ui| {
            ui.selectable_value(&mut plan.rows, Rows::All, title(Rows::All));
            ui.add_enabled_ui(!panel.view.selection.rows().is_empty(), |ui| {
                ui.selectable_value(&mut plan.rows, Rows::Selected, title(Rows::Selected));
            });
            for at in 0..segments.len() {
                ui.selectable_value(&mut plan.rows, Rows::Segment(at), title(Rows::Segment(at)));
            }
        })
        .response
        .labelled_by(label.id);
    ui.end_row();
}

fn contents(ui: &mut Ui, panel: &Panel, plan: &mut TablePlan) {
    let project = panel.project;
    let [left, right] = project.shown_methods();
    let current = |method| project.map(method).is_some() && !project.is_stale(method);
    let pca = current(Method::Pca);
    let contents = &mut plan.contents;
    for (name, at, there, text, tooltip) in [
        (
            "Columns",
            &mut contents.row_numbers,
            true,
            "Row numbers",
            "The number of the row in the file. It leads back to the customer.",
        ),
        (
            "",
            &mut contents.maps,
            current(left) || current(right),
            "Places on the maps",
            "x and y on both maps, of rows that are on them.",
        ),
        ("", &mut contents.scores, pca, "Scores", "The scores of the principal components."),
        (
            "",
            &mut contents.clusters,
            project.clusters_are_current(),
            "Clusters",
            "The cluster in the data and on each map, where clusters were looked for.",
        ),
        (
            "",
            &mut contents.segments,
            !project.choices().segments.is_empty(),
            "Segments",
            "The segments that a customer belongs to.",
        ),
        ("", &mut contents.columns, true, "Columns of the file", "All columns, as they were read."),
    ] {
        ui.label(name);
        *at &= there;
        ui.add_enabled_ui(there, |ui| ui.checkbox(at, text).on_hover_text(tooltip));
        ui.end_row();
    }
}

fn identifiers(ui: &mut Ui, panel: &Panel, plan: &mut TablePlan) {
    use crate::features::Role;
    let roles = panel.project.roles();
    let any = roles.iter().any(|role| role.role == Role::Identifier);
    ui.label("Identifiers").on_hover_text("Columns that name customers.");
    ui.add_enabled_ui(any && plan.contents.columns, |ui| {
        ui.horizontal(|ui| {
            for (value, text, tooltip) in [
                (Identifiers::Keep, "Keep", "Write them as they are."),
                (Identifiers::Omit, "Leave out", "Write the other columns only."),
                (
                    Identifiers::Pseudonym,
                    "Pseudonyms",
                    "customer-000001 and so on, counted through the whole table: the same customer gets the same one in every export. Leave the row numbers out too where nobody is to find the customer.",
                ),
            ] {
                ui.radio_value(&mut plan.identifiers, value, text).on_hover_text(tooltip);
            }
        });
    });
    ui.end_row();
}

fn format(ui: &mut Ui, plan: &mut TablePlan) {
    ui.label("Format");
    ui.horizontal(|ui| {
        for format in TableFormat::ALL {
            ui.radio_value(&mut plan.format, format, format.title());
        }
    });
    ui.end_row();
    if plan.formulas && plan.format == TableFormat::Csv {
        ui.label("");
        ui.checkbox(&mut plan.harmless, "Make formulas harmless").on_hover_text(
            "Some text begins with = + - @, and a spreadsheet that opens the CSV would run it. An apostrophe before it keeps it text.",
        );
        ui.end_row();
    }
}
