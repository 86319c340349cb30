//! t-SNE in the window while it runs, and what is looked at afterwards.

use super::support::{dimlens, folder, json, sample, text};
use super::window::{self, opened, settle};
use dimlens::data::sample::find;
use dimlens::methods::Method;
use dimlens::project::{Action, TsneUsed};
use dimlens::ui::{App, Tab};
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::time::{Duration, Instant};

/// A window in which t-SNE of the digits is moving.
fn moving() -> Harness<'static, App> {
    let action = Action::OpenSample(find("digits").unwrap());
    let mut harness = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(40)
        .build_eframe(|cc| App::new(&cc.egui_ctx, action));
    moves(&mut harness);
    harness
}

fn moves(harness: &mut Harness<'static, App>) {
    let start = Instant::now();
    while harness.state().project().running().and_then(|live| live.latest()).is_none() {
        assert!(start.elapsed() < Duration::from_mins(2), "it never moves");
        harness.step();
    }
    harness.step();
}

fn used(harness: &Harness<'static, App>) -> TsneUsed {
    harness.state().project().map(Method::Tsne).unwrap().tsne.clone().unwrap()
}

fn press(harness: &mut Harness<'static, App>, key: Key) {
    harness.key_press_modifiers(Modifiers::COMMAND, key);
    harness.run_steps(2);
}

#[test]
fn a_run_is_paused_continued_and_stopped_by_keys_and_buttons() {
    let mut harness = moving();
    harness.get_by_label("t-SNE map of 1,797 rows");
    press(&mut harness, Key::P);
    let live = harness.state().project().running().unwrap().clone();
    assert!(live.is_paused());
    harness.get_by_label("paused");
    harness.get_by_label("Continue t-SNE").click();
    harness.run_steps(2);
    assert!(!live.is_paused());
    press(&mut harness, Key::P);
    harness.get_by_label("Stop t-SNE").click();
    harness.run_steps(2);
    settle(&mut harness);
    assert!(used(&harness).stopped_early());
    harness.get_by_label_contains(", stopped early");
    press(&mut harness, Key::G);
    settle(&mut harness);
    assert_eq!((used(&harness).iterations, used(&harness).stopped_early()), (750, false));
    press(&mut harness, Key::G);
    settle(&mut harness);
    assert_eq!(used(&harness).iterations, 1000);
}

#[test]
fn the_curve_has_a_tab_a_verdict_and_a_file() {
    let mut harness = opened(text(&sample("penguins")));
    window::press(&mut harness, "KL curve");
    harness.run_steps(4);
    assert_eq!(harness.state().view().tab, Tab::Kl);
    harness.get_by_label("KL divergence by iteration");
    harness.get_by_label_contains("over the last 50 iterations KL fell by");
    let folder = folder();
    let out = folder.path().join("kl.svg");
    let file = sample("penguins");
    let args = ["plot", text(&file), "--figure", "kl", "--json", "-o", text(&out)];
    let found = json(&[&args[..], &["--method", "tsne"]].concat());
    assert!(found["caption"].as_str().unwrap().contains("KL fell by"), "{found}");
    assert!(std::fs::read_to_string(&out).unwrap().contains("early exaggeration"));
    let output = dimlens(&args).output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("--method tsne"));
}

#[test]
fn the_settings_say_what_they_mean_and_the_rest_is_a_click_away() {
    let mut harness = opened(text(&sample("penguins")));
    harness.get_by_label("Each customer looks at 90 neighbours, 26.2 % of the table.");
    assert!(harness.query_by_label("Learning rate").is_none());
    harness.get_by_label_contains("More").click();
    harness.run_steps(3);
    harness.get_by_label("Exaggeration");
    harness.get_by_label("Learning rate");
    assert!(harness.query_by_label("Afterwards").is_none(), "few rows have room");
    harness.get_by_label("Another perplexity starts from the present map").click();
    harness.run_steps(3);
    assert!(harness.state().project().choices().follow_map);
    harness.get_by_label("auto").click();
    harness.run_steps(3);
    settle(&mut harness);
    assert_eq!(harness.state().project().choices().tsne.perplexity, Some(30.0));
    assert!(!harness.state().project().is_stale(Method::Tsne), "it ran at once");
}

#[test]
fn what_the_map_does_not_say_stands_beside_it_once() {
    let mut harness = opened(text(&sample("penguins")));
    harness.get_by_label_contains("Look at several perplexities");
    harness.get_by_label("Got it").click();
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("Look at several perplexities").is_none());
}

#[test]
fn one_looks_back_through_iterations_and_takes_one_over() {
    let mut harness = opened(text(&sample("penguins")));
    let slider = harness.get_by_label("Look back through iterations");
    slider.focus();
    harness.run_steps(2);
    harness.key_press(Key::ArrowLeft);
    harness.run_steps(3);
    harness.key_press(Key::ArrowLeft);
    harness.run_steps(3);
    harness.get_by_label_contains("iteration 730");
    assert_eq!(used(&harness).iterations, 750, "looking changes nothing");
    harness.get_by_label("Use this one").click();
    harness.run_steps(3);
    assert_eq!(used(&harness).iterations, 730);
    harness.get_by_label_contains("iteration 730 of 750");
}

#[test]
fn small_maps_at_several_perplexities_are_shown_and_one_is_taken_over() {
    let mut harness = opened(text(&sample("penguins")));
    window::press(&mut harness, "Perplexities");
    harness.run_steps(3);
    harness.get_by_label("Compute six maps").click();
    harness.run_steps(2);
    settle(&mut harness);
    harness.run_steps(3);
    harness.get_by_label_contains("Map at perplexity 100, trustworthiness 0.9");
    harness.get_by_label_contains("Trustworthiness (k = 15, 344 rows)");
    assert!(harness.query_by_label("Use perplexity 30").is_none(), "it is on show");
    harness.get_by_label("Use perplexity 10").click();
    harness.run_steps(3);
    assert_eq!(used(&harness).perplexity, 10.0);
    assert!(harness.query_by_label("Use perplexity 10").is_none());
    press(&mut harness, Key::Z);
    assert_eq!(used(&harness).perplexity, 30.0);
}

#[test]
fn a_map_from_an_earlier_one_says_so() {
    let mut harness = opened(text(&sample("penguins")));
    let project = |harness: &Harness<'static, App>| {
        harness.state().project().map(Method::Tsne).unwrap().caption.clone()
    };
    assert!(!project(&harness).contains("earlier map"));
    harness.get_by_role_and_label(eframe::egui::accesskit::Role::ComboBox, "Start").click();
    harness.run_steps(3);
    harness.get_by_label("Present map").click();
    harness.run_steps(3);
    press(&mut harness, Key::R);
    settle(&mut harness);
    assert!(project(&harness).contains(", from an earlier map, seed 42"), "{}", project(&harness));
}
