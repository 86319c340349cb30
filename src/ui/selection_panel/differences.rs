//! What sets the selected rows apart, column by column.

use crate::data::{RowId, Table, Values};
use crate::features::{Prepared, Role};
use crate::metrics::{Difference, DifferenceKind, differences};
use crate::plots::palette::CATEGORIES;
use crate::plots::{Ink, format_value};
use crate::progress::Progress;
use crate::project::{Job, Poll};
use crate::ui::{Panel, theme};
use eframe::egui::{
    Align, Color32, Label, Layout, Rect, Role as Spoken, ScrollArea, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};
use std::fmt::Write as _;
use std::sync::Arc;

/// Cells that are compared at once: some milliseconds.
const AT_ONCE: usize = 400_000;
/// Widths of a column's name, of its effect size, of its picture.
const NAME: f32 = 150.0;
const EFFECT: f32 = 74.0;
const PICTURE: f32 = 120.0;
/// Height of a line.
const LINE: f32 = 20.0;
/// Effects at which one speaks of a large, a middle and a small one (Cohen 1988, for correlations).
const SIZES: [(f64, &str); 3] = [(0.5, "large"), (0.3, "medium"), (0.1, "small")];

/// What is compared: which selection, of which prepared table.
type Asked = (u64, Arc<Prepared>);

/// What was last found, and what is on its way.
#[derive(Default)]
pub(super) struct Found {
    latest: Option<(Asked, Arc<Vec<Difference>>)>,
    coming: Option<(Asked, Job<Vec<Difference>>)>,
}

fn same(a: &Asked, b: &Asked) -> bool {
    a.0 == b.0 && Arc::ptr_eq(&a.1, &b.1)
}

/// The list.
pub(super) fn show(ui: &mut Ui, panel: &mut Panel) {
    let (Some(opened), Some(prepared)) = (panel.project.opened(), panel.project.prepared()) else {
        return;
    };
    let (table, prepared) = (Arc::clone(&opened.table), Arc::clone(prepared));
    let rows = Arc::clone(panel.view.selection.rows());
    let asked = (panel.view.selection.version(), Arc::clone(&prepared));
    let found = &mut panel.view.segments.found;
    keep_up(found, &asked, &table, rows, ui.ctx());
    let current = found.latest.as_ref().is_some_and(|(of, _)| same(of, &asked));
    let Some((_, list)) = &found.latest else {
        ui.label(theme::note(ui, "Comparing\u{2026}"));
        return;
    };
    let list = Arc::clone(list);
    if list.is_empty() && current {
        let words = "All rows are selected: there is nobody left to compare them with.";
        ui.label(theme::note(ui, words));
        return;
    }
    ui.label(theme::note(
        ui,
        "What sets them apart, the strongest first: selected in colour, the others grey. The same data made the \
         selection: it describes, it proves nothing.",
    ));
    ScrollArea::vertical().id_salt("differences").auto_shrink([false, false]).show_rows(
        ui,
        LINE,
        list.len(),
        |ui, range| {
            for difference in &list[range] {
                ui.horizontal(|ui| line(ui, &table, &prepared, difference, current));
            }
        },
    );
}

/// Takes in what came, and asks anew where the selection is another one.
fn keep_up(
    found: &mut Found,
    asked: &Asked,
    table: &Arc<Table>,
    rows: Arc<[RowId]>,
    ctx: &eframe::egui::Context,
) {
    if let Some((of, job)) = &found.coming {
        match job.poll() {
            Poll::Running => {}
            Poll::Done(list) => {
                found.latest = Some((of.clone(), Arc::new(list)));
                found.coming = None;
            }
            Poll::Panicked(_) => {
                found.latest = Some((of.clone(), Arc::default()));
                found.coming = None;
            }
        }
    }
    let there = found.latest.as_ref().is_some_and(|(of, _)| same(of, asked));
    let coming = found.coming.as_ref().is_some_and(|(of, _)| same(of, asked));
    if there || coming {
        return;
    }
    let compared = |role: Role| matches!(role, Role::Feature | Role::Label);
    let roles = asked.1.roles.iter().enumerate();
    let columns: Vec<usize> = roles.filter(|(_, r)| compared(r.role)).map(|(at, _)| at).collect();
    let (table, prepared) = (Arc::clone(table), Arc::clone(&asked.1));
    let cells = table.rows().len() * columns.len();
    let work = move |progress: &Progress| {
        differences(&table, &columns, &rows, prepared.matrix.rows(), progress).unwrap_or_default()
    };
    if cells <= AT_ONCE {
        found.coming = None;
        found.latest = Some((asked.clone(), Arc::new(work(&Progress::new()))));
    } else {
        let waker = ctx.clone();
        let job = Job::spawn("differences", move || waker.request_repaint(), work);
        found.coming = Some((asked.clone(), job));
    }
}

fn line(ui: &mut Ui, table: &Table, prepared: &Prepared, difference: &Difference, current: bool) {
    let column = &table.columns()[difference.column];
    ui.set_opacity(if current { 1.0 } else { 0.4 });
    let is_label =
        prepared.roles.get(difference.column).is_some_and(|role| role.role == Role::Label);
    sized(ui, NAME, |ui| {
        let name = if is_label { format!("{} (label)", column.name) } else { column.name.clone() };
        ui.add(Label::new(name).truncate());
    });
    let (measure, about) = match &difference.kind {
        DifferenceKind::Numbers { d, .. } => (
            format!("d {d:+.2}").replace('-', "\u{2212}"),
            "Cohen's d: the difference of the means in standard deviations, + where they are larger among the selected.",
        ),
        DifferenceKind::Levels { v, .. } => (
            format!("V {v:.2}"),
            "Cram\u{e9}r's V, corrected for chance: 0 says nothing, 1 says all.",
        ),
    };
    sized(ui, EFFECT, |ui| {
        let size = SIZES.iter().find(|(from, _)| difference.strength >= *from);
        let text = if size.is_some_and(|(from, _)| *from >= 0.3) {
            theme::strong(measure)
        } else {
            measure.into()
        };
        let size = size.map_or("negligible", |(_, size)| size);
        ui.label(text).on_hover_text(format!("{about} This one is {size}."));
    });
    let words = words(matches!(column.values, Values::Dates(_)), difference);
    let (rect, response) = ui.allocate_exact_size(vec2(PICTURE, LINE), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Spoken::Image, true, &words));
    picture(ui, rect, difference);
    ui.add(Label::new(theme::note(ui, &words)).truncate()).on_hover_text(&words);
}

/// The two parts side by side, in words.
fn words(dates: bool, difference: &Difference) -> String {
    let told = |value: f64| if dates { Values::iso_date(value) } else { format_value(value) };
    let mut words = match &difference.kind {
        DifferenceKind::Numbers { means: [inside, outside], .. } => {
            format!("mean {} against {}", told(*inside), told(*outside))
        }
        DifferenceKind::Levels { counts, .. } => {
            let total = [0, 1].map(|side| counts.iter().map(|(_, c)| c[side]).sum::<usize>());
            let share = |c: &[usize; 2], side: usize| c[side] as f64 / total[side].max(1) as f64;
            let level = |(name, c): &(Option<String>, [usize; 2])| {
                let name = name.as_deref().unwrap_or("rare levels");
                let [inside, outside] = [0, 1].map(|side| share(c, side) * 100.0);
                format!("{name} {inside:.0} % against {outside:.0} %")
            };
            counts.iter().take(3).map(level).collect::<Vec<_>>().join(", ")
        }
    };
    if difference.missing != [0, 0] {
        let [inside, outside] = difference.missing;
        let _ = write!(words, "; missing {inside} and {outside}");
    }
    words
}

/// Small histograms of both parts on one scale of shares, or the shares of the levels.
fn picture(ui: &Ui, rect: Rect, difference: &Difference) {
    let counts: Vec<[usize; 2]> = match &difference.kind {
        DifferenceKind::Numbers { bins, .. } => bins.clone(),
        DifferenceKind::Levels { counts, .. } => counts.iter().take(8).map(|(_, c)| *c).collect(),
    };
    let all: Vec<[usize; 2]> = match &difference.kind {
        DifferenceKind::Numbers { bins, .. } => bins.clone(),
        DifferenceKind::Levels { counts, .. } => counts.iter().map(|(_, c)| *c).collect(),
    };
    let total = [0, 1].map(|side| all.iter().map(|c| c[side]).sum::<usize>().max(1) as f32);
    let share = |c: &[usize; 2], side: usize| c[side] as f32 / total[side];
    let most = counts.iter().flat_map(|c| [share(c, 0), share(c, 1)]).fold(0.0, f32::max).max(1e-6);
    let fill = theme::ink(ui, Ink::Data(CATEGORIES[0]));
    let grey = theme::color(theme::inks(ui).axis);
    let width = rect.width() / counts.len().max(1) as f32;
    let inner = rect.shrink2(vec2(0.0, 2.0));
    let bar = |at: usize, share: f32, from: f32, wide: f32, color: Color32| {
        let left = inner.left() + width * (at as f32 + from);
        let top = inner.bottom() - inner.height() * share / most;
        let area = Rect::from_min_max(pos2(left, top), pos2(left + width * wide, inner.bottom()));
        ui.painter().rect_filled(area, 0.0, color);
    };
    for (at, count) in counts.iter().enumerate() {
        // The others behind, wide; the selected before them, slim.
        bar(at, share(count, 1), 0.04, 0.92, grey);
        bar(at, share(count, 0), 0.26, 0.48, fill);
    }
    let base = [inner.left_bottom(), inner.right_bottom()];
    ui.painter().line_segment(base, Stroke::new(1.0, grey));
}

fn sized<R>(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> R) {
    ui.allocate_ui_with_layout(vec2(width, LINE), Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(width);
        add(ui);
    });
}
