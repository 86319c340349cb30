//! What is picked out on one picture is picked out on all; what is computed when asked for arrives.

use super::support::{folder, sample, text};
use super::window::{opened, press, settle, undo};
use dimlens::data::RowId;
use dimlens::methods::Method;
use dimlens::project::FigureKind;
use dimlens::ui::{App, WhichFigure};
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

fn penguins() -> Harness<'static, App> {
    opened(text(&sample("penguins")))
}

fn selected(harness: &Harness<'static, App>) -> Vec<RowId> {
    harness.state().view().selection.rows().iter().copied().collect()
}

fn click(harness: &mut Harness<'static, App>, pos: Pos2, modifiers: Modifiers) {
    harness.event(Event::PointerMoved(pos));
    harness.run_steps(2);
    for pressed in [true, false] {
        let button = PointerButton::Primary;
        harness
            .event_modifiers(Event::PointerButton { pos, button, pressed, modifiers }, modifiers);
        harness.step();
    }
    harness.run_steps(4);
}

/// Clicks here and there on a picture until a row is picked.
fn click_a_point(
    harness: &mut Harness<'static, App>,
    picture: &str,
    modifiers: Modifiers,
) -> RowId {
    let rect = harness.get_by_label(picture).rect();
    let before = harness.state().view().selection.picked();
    for step in 0..160_u8 {
        let (x, y) = (f32::from(step % 16) / 16.0, f32::from(step / 16) / 10.0);
        let pos = rect.lerp_inside(eframe::egui::vec2(0.06 + 0.9 * x, 0.04 + 0.9 * y));
        click(harness, pos, modifiers);
        let picked = harness.state().view().selection.picked();
        if picked != before {
            return picked.unwrap();
        }
    }
    panic!("no point was hit");
}

#[test]
fn a_click_on_an_outlier_names_its_columns_and_sets_the_row_apart_everywhere() {
    let mut harness = penguins();
    press(&mut harness, "Outliers");
    settle(&mut harness);
    harness.get_by_label_contains("Click a point, here or on a map");
    let row = click_a_point(&mut harness, "Outliers among 344 rows", Modifiers::NONE);
    assert_eq!(selected(&harness), [row]);
    harness.get_by_label(&format!("Row {row}"));
    harness.get_by_label("1 row selected, 0.3 %");
    // Both lists name columns, and the sentence both limits.
    harness.get_by_label_contains("T\u{b2}, the largest first");
    harness.get_by_label_contains("SPE, the largest first");
    harness.get_by_label_contains("its limit of");
    assert!(harness.query_all_by_label("bill_length_mm").count() > 1, "in the lists, too");
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    assert!(selected(&harness).is_empty());
    harness.get_by_label_contains("Click a point, here or on a map");
}

#[test]
fn rows_beyond_the_limits_are_selected_together_and_shift_adds() {
    let mut harness = penguins();
    press(&mut harness, "Outliers");
    settle(&mut harness);
    let found = harness.state().project().outliers().unwrap().beyond(false);
    assert!(found.len() > 3);
    press(&mut harness, &format!("Select the {} rows beyond any limit", found.len()));
    assert_eq!(selected(&harness), found);
    harness.get_by_label_contains(&format!("{} rows selected", found.len()));
    let row = click_a_point(&mut harness, "PCA map of 344 rows", Modifiers::SHIFT);
    assert!(selected(&harness).contains(&row) && selected(&harness).len() >= found.len());
    let row = click_a_point(&mut harness, "t-SNE map of 344 rows", Modifiers::NONE);
    assert_eq!(selected(&harness), [row]);
    // Another table has other customers.
    harness.state_mut().apply(dimlens::project::Action::Open(sample("digits")));
    settle(&mut harness);
    assert!(selected(&harness).is_empty());
}

#[test]
fn parallel_analysis_arrives_in_the_figure_and_goes_with_its_matrix() {
    let mut harness = penguins();
    let line = |harness: &Harness<'static, App>| {
        harness.query_all_by_label_contains("parallel analysis").count()
    };
    assert_eq!(line(&harness), 0);
    press(&mut harness, "Parallel analysis");
    // Its line in the legend, its verdict in the reading.
    assert_eq!(line(&harness), 2);
    harness.get_by_label_contains("100 tables of permuted columns");
    assert!(harness.query_by_label("Parallel analysis").is_none(), "nothing is left to start");
    press(&mut harness, "Bootstrap");
    harness.get_by_label("95 % of resamples");
    harness.get_by_label_contains("In tables of rows drawn anew PC1");
    press(&mut harness, "year");
    assert_eq!(line(&harness), 0);
    harness.get_by_label("Parallel analysis");
}

#[test]
fn export_offers_every_figure_and_begins_with_the_open_one() {
    let folder = folder();
    let mut harness = penguins();
    let export = |harness: &mut Harness<'static, App>| {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
        harness.run_steps(3);
    };
    for (tab, kind) in [
        ("Explained variance", FigureKind::Scree),
        ("Loadings", FigureKind::Loadings),
        ("Biplot", FigureKind::Biplot),
        ("Contributions", FigureKind::Contributions),
        ("Outliers", FigureKind::Outliers),
        ("Agreement", FigureKind::Agreement),
        ("Clusters", FigureKind::Silhouettes),
        ("Compare clusters", FigureKind::Contingency),
        ("Ledger", FigureKind::Map),
    ] {
        press(&mut harness, tab);
        super::window::settle(&mut harness);
        export(&mut harness);
        assert_eq!(harness.state().view().export.as_ref().unwrap().figure.0, kind);
        if kind == FigureKind::Scree {
            harness.get_by_label("Figure").click();
            harness.run_steps(4);
            for which in WhichFigure::all() {
                let title = which.title();
                assert!(harness.query_all_by_label(&title).next().is_some(), "{title}");
            }
            harness.key_press(Key::Escape);
            harness.run_steps(3);
        }
        harness.get_by_label("Close").click();
        harness.run_steps(3);
    }
    // Each can be written, also those that nobody has looked at.
    for which in WhichFigure::all() {
        let path = folder.path().join(format!("{}.svg", which.title()));
        let plan = dimlens::ui::ExportPlan::new(which);
        let purpose = dimlens::ui::Purpose::Export(plan);
        harness.state_mut().ask(dimlens::ui::Ask::Typed(purpose, path.clone()));
        let start = std::time::Instant::now();
        while !path.exists() {
            assert!(start.elapsed().as_secs() < 30, "{}: nothing was written", which.title());
            harness.step();
        }
    }
}

#[test]
fn the_method_of_a_map_is_chosen_above_it_and_undone() {
    let mut harness = penguins();
    press(&mut harness, "Method of the left map");
    press(&mut harness, "Random projection (linfa-reduction)");
    harness.get_by_label("Random projection (linfa-reduction) map of 344 rows");
    harness.get_by_label("t-SNE map of 344 rows");
    assert!(harness.query_by_label("PCA map of 344 rows").is_none());
    // The panels below go on telling of PCA.
    assert!(harness.state().project().map(Method::Pca).is_some());
    undo(&mut harness);
    harness.get_by_label("PCA map of 344 rows");
    press(&mut harness, "Method of the right map");
    press(&mut harness, "t-SNE (Barnes-Hut, linfa-tsne)");
    harness.get_by_label("t-SNE (Barnes-Hut, linfa-tsne) map of 344 rows");
}
