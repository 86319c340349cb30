//! Both maps judged: in numbers, in colours, row by row; and the way from one map to the other.

use super::support::{failure, folder, json, sample, text};
use super::window::{opened, press, settle, undo};
use dimlens::data::RowId;
use dimlens::methods::Method;
use dimlens::plots::{Figure, Mark};
use dimlens::project::{Action, Choices, ColorChoice, Measure};
use dimlens::ui::{App, Tab};
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

type Window = Harness<'static, App>;

fn penguins() -> Window {
    opened(text(&sample("penguins")))
}

fn choose(harness: &mut Window, change: impl FnOnce(&mut Choices)) {
    let mut choices = harness.state().project().choices().clone();
    change(&mut choices);
    harness.state_mut().apply(Action::Choose(choices));
    settle(harness);
}

/// Waits until the maps are judged.
fn judged(harness: &mut Window) {
    // Maps first; the panel asks when they are there.
    for _ in 0..2 {
        harness.run_steps(3);
        settle(harness);
    }
    harness.run_steps(3);
    assert!(harness.state().project().agreement_is_current());
}

fn shown(harness: &Window, label: &str) -> bool {
    harness.query_all_by_label_contains(label).count() > 0
}

#[test]
fn the_tab_judges_both_maps_and_lists_who_moved_most() {
    let mut harness = penguins();
    assert!(harness.state().project().agreement().is_none(), "nobody has asked");
    press(&mut harness, "Agreement");
    judged(&mut harness);
    assert_eq!(harness.state().view().tab, Tab::Agreement);
    let found = harness.state().project().agreement().unwrap().clone();
    let ([pca, tsne], shared) = found.at_k();
    assert!(tsne.kept > pca.kept && pca.kept > pca.kept_by_chance, "{pca:?} {tsne:?}");
    for value in [
        format!("{:.3}", pca.trustworthiness),
        format!("{:.3}", tsne.continuity),
        format!("{:.1} %", tsne.kept * 100.0),
        format!("Both maps share {:.1} % of a row's 15 neighbours", shared.share * 100.0),
        format!("Procrustes disparity {:.3}", found.disparity.unwrap()),
        "Neighbours kept by both maps".to_owned(),
        "a map at random".to_owned(),
    ] {
        assert!(shown(&harness, &value), "{value}");
    }
    // A line selects its row, and rings it; the button selects one in twenty.
    let first = found.by_moved()[0];
    press(&mut harness, &format!("Row {}", first.0));
    assert_eq!(harness.state().view().selection.picked(), Some(first));
    press(&mut harness, "Select the 5 % that moved most");
    let selected = harness.state().view().selection.rows().to_vec();
    let mut wanted = found.by_moved()[..18].to_vec();
    wanted.sort_unstable();
    assert_eq!(selected, wanted);
    // Other settings: what was found stays, and is said to be old, until the maps are there.
    choose(&mut harness, |choices| choices.tsne.perplexity = Some(12.0));
    harness.run_steps(3);
    assert!(!harness.state().project().agreement_is_current());
    assert!(shown(&harness, "Of earlier maps"));
    harness.state_mut().apply(Action::Run(Method::Tsne));
    judged(&mut harness);
    assert!(!shown(&harness, "Of earlier maps"));
    // Back again: it was found before, and is shown at once.
    undo(&mut harness);
    harness.run_steps(3);
    assert!(std::sync::Arc::ptr_eq(harness.state().project().agreement().unwrap(), &found));
}

#[test]
fn a_cancelled_judgement_is_not_begun_again_unasked() {
    let mut harness = penguins();
    let mut choices = harness.state().project().choices().clone();
    choices.color_by = ColorChoice::Measure(Measure::Moved);
    harness.state_mut().apply(Action::Choose(choices));
    assert!(harness.state().project().is_judging());
    harness.state_mut().apply(Action::StopJudging);
    settle(&mut harness);
    harness.run_steps(3);
    let project = harness.state().project();
    assert!(!project.is_judging() && project.agreement().is_none());
    press(&mut harness, "Judge the maps");
    judged(&mut harness);
}

#[test]
fn maps_are_coloured_by_trust_and_by_who_moved_as_a_step_of_undo() {
    let mut harness = penguins();
    let before = harness.state().project().choices().color_by.clone();
    for measure in Measure::ALL {
        choose(&mut harness, |choices| choices.color_by = ColorChoice::Measure(measure));
        judged(&mut harness);
        let project = harness.state().project();
        let colors = project.colors(&project.prepared().unwrap().roles);
        let k = project.agreement().unwrap().shared.k;
        assert!(colors.title().ends_with(&format!("k = {k}")), "{}", colors.title());
        let (table, rows) =
            (&project.opened().unwrap().table, project.prepared().unwrap().matrix.rows());
        let coloring = dimlens::project::coloring(table, rows, &colors);
        let different: std::collections::BTreeSet<_> = coloring.colors.iter().collect();
        assert!(different.len() > 5, "{measure:?}: {}", different.len());
        // A row that is not on the maps was not judged.
        let more: Vec<RowId> = rows.iter().copied().chain([RowId(9_999)]).collect();
        let other = dimlens::project::coloring(table, &more, &colors);
        let legend = format!("{:?}", other.legend);
        assert!(legend.contains("(not judged)") && other.colors[0] == coloring.colors[0]);
    }
    for _ in Measure::ALL {
        undo(&mut harness);
    }
    assert_eq!(harness.state().project().choices().color_by, before);
}

#[test]
fn rows_that_a_map_lies_about_are_faint_on_it() {
    let mut harness = penguins();
    press(&mut harness, "lies faint");
    judged(&mut harness);
    assert!(harness.state().project().choices().lies);
    let project = harness.state().project();
    let found = project.agreement().unwrap();
    let (table, result) = (&project.opened().unwrap().table, project.map(Method::Pca).unwrap());
    let rows = result.embedding.rows();
    let faint = dimlens::project::Faint::default().with_lies(&found.maps[0], rows);
    let line = found.maps[0].lie_below();
    for (row, faint) in rows.iter().zip(&faint.rows) {
        assert_eq!(*faint, found.maps[0].trust().of(*row).unwrap() < line);
    }
    let colors = dimlens::project::Colors::Nothing;
    let coloring = dimlens::project::coloring(table, rows, &colors);
    let figure = dimlens::project::map_figure(table, result, &coloring, &faint);
    assert!(figure.caption.starts_with("Faint: "), "{}", figure.caption);
    undo(&mut harness);
    assert!(!harness.state().project().choices().lies);
}

fn places(figure: &Figure) -> Vec<[f64; 2]> {
    let points = figure.marks.iter().find_map(|mark| match mark {
        Mark::Points(points) => Some(points.xy.to_vec()),
        _ => None,
    });
    points.unwrap()
}

#[test]
fn the_points_of_one_map_go_to_their_places_on_the_other_and_back() {
    let mut harness = penguins();
    let pca = harness.state().project().map(Method::Pca).unwrap().embedding.points().to_vec();
    let tsne = harness.state().project().map(Method::Tsne).unwrap().embedding.points().to_vec();
    let home = harness.state_mut().left_map_figure().unwrap();
    assert_eq!(places(&home), pca);
    harness.state_mut().view_mut().morph.put(0.37);
    harness.run_steps(3);
    assert!(shown(&harness, "PCA map of 344 rows, 37 % of the way to t-SNE"));
    let between = harness.state_mut().left_map_figure().unwrap();
    assert_ne!(places(&between), pca);
    assert_eq!(between.x.ticks, dimlens::plots::Ticks::None);
    let again = harness.state_mut().left_map_figure().unwrap();
    assert!(std::sync::Arc::ptr_eq(&between, &again), "made once while it stands still");
    // At the end it is the other map, turned and stretched: all distances in proportion.
    harness.state_mut().view_mut().morph.put(1.0);
    harness.run_steps(3);
    let there = places(&harness.state_mut().left_map_figure().unwrap());
    let distance =
        |map: &[[f64; 2]], a: usize, b: usize| (map[a][0] - map[b][0]).hypot(map[a][1] - map[b][1]);
    let unit = distance(&there, 0, 200) / distance(&tsne, 0, 200);
    for (a, b) in [(1, 300), (5, 17), (88, 240)] {
        let ratio = distance(&there, a, b) / distance(&tsne, a, b);
        assert!((ratio / unit - 1.0).abs() < 1e-9, "{ratio} {unit}");
    }
    // Not shrunken for being unlike.
    let size = |map: &[[f64; 2]]| {
        let n = map.len() as f64;
        let mean = [0, 1].map(|d| map.iter().map(|at| at[d]).sum::<f64>() / n);
        map.iter().map(|at| (at[0] - mean[0]).powi(2) + (at[1] - mean[1]).powi(2)).sum::<f64>()
    };
    assert!((size(&there) / size(&pca) - 1.0).abs() < 1e-9);
    // The key brings them back, at once where nothing is to move.
    harness.ctx.all_styles_mut(|style| style.animation_time = 0.0);
    harness.key_press_modifiers(Modifiers::NONE, Key::M);
    harness.run_steps(3);
    assert_eq!(harness.state().view().morph.share(), 0.0);
    assert!(!shown(&harness, "of the way to"));
    harness.ctx.all_styles_mut(|style| style.animation_time = 0.1);
    harness.key_press_modifiers(Modifiers::NONE, Key::M);
    harness.run_steps(2);
    let share = harness.state().view().morph.share();
    assert!(share > 0.0 && share < 1.0, "on its way: {share}");
    harness.run_steps(60);
    assert_eq!(harness.state().view().morph.share(), 1.0);
}

#[test]
fn the_curves_of_both_maps_are_written_by_plot() {
    let folder = folder();
    let file = folder.path().join("a.svg");
    let table = sample("penguins");
    for method in ["pca", "tsne"] {
        let told = json(&[
            "plot",
            text(&table),
            "--method",
            method,
            "--figure",
            "agreement",
            "--iterations",
            "100",
            "-o",
            text(&file),
            "--json",
        ]);
        let caption = told["caption"].as_str().unwrap();
        assert!(caption.contains("the map of PCA keeps"), "{caption}");
        let written = std::fs::read_to_string(&file).unwrap();
        assert!(written.contains("a map at random") && written.contains("t-SNE"));
    }
    // Three rows have no neighbourhoods.
    let small = folder.path().join("small.csv");
    std::fs::write(&small, "a,b\n1,2\n2,5\n4,3\n").unwrap();
    let other = folder.path().join("b.svg");
    failure(&[
        "plot",
        text(&small),
        "--method",
        "pca",
        "--figure",
        "agreement",
        "-o",
        text(&other),
    ]);
    assert!(!other.exists());
}
