//! How the maps are looked at: zoomed, panned, locked together, their points larger or fainter.

use super::support::{sample, text};
use super::window::opened;
use dimlens::ui::App;
use eframe::egui::{Event, Key, Modifiers, Pos2, Rect, Shape, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

const MAPS: [&str; 2] = ["PCA map of 344 rows", "t-SNE map of 344 rows"];

fn penguins() -> Harness<'static, App> {
    opened(text(&sample("penguins")))
}

fn rect(harness: &Harness<'static, App>, map: &str) -> Rect {
    harness.get_by_label(map).rect()
}

/// Middles and radii of the discs in a map.
fn discs(harness: &Harness<'static, App>, map: &str) -> Vec<(Pos2, f32)> {
    fn collect(shape: &Shape, rect: Rect, found: &mut Vec<(Pos2, f32)>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, rect, found)),
            Shape::Circle(circle) if rect.contains(circle.center) => {
                found.push((circle.center, circle.radius));
            }
            _ => {}
        }
    }
    let (rect, mut found) = (rect(harness, map), Vec::new());
    harness.output().shapes.iter().for_each(|shape| collect(&shape.shape, rect, &mut found));
    assert!(!found.is_empty(), "{map} shows no disc");
    found
}

fn wheel(harness: &mut Harness<'static, App>, map: &str, delta: f32) {
    let at = rect(harness, map).center() + vec2(20.0, 10.0);
    harness.event(Event::PointerMoved(at));
    harness.run_steps(2);
    harness.event(Event::MouseWheel {
        unit: eframe::egui::MouseWheelUnit::Point,
        source: eframe::egui::MouseWheelSource::Wheel,
        delta: vec2(0.0, delta),
        phase: eframe::egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
    // The wheel is smoothed over several frames.
    harness.run_steps(30);
    harness.event(Event::PointerGone);
    harness.run_steps(4);
}

#[test]
fn each_map_moves_alone_until_both_are_locked() {
    let mut harness = penguins();
    let [left, right] = MAPS;
    let whole = MAPS.map(|map| discs(&harness, map));
    wheel(&mut harness, left, 200.0);
    assert!(discs(&harness, left).len() < whole[0].len() && discs(&harness, right) == whole[1]);
    // The map that is pointed at next leads.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    harness.run_steps(3);
    assert_eq!(discs(&harness, right), whole[1], "nothing moves by itself");
    wheel(&mut harness, left, 50.0);
    assert!(discs(&harness, right).len() < whole[1].len());
    let before = discs(&harness, left);
    wheel(&mut harness, right, -400.0);
    assert!(discs(&harness, left).len() > before.len());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num0);
    harness.run_steps(6);
    assert_eq!(MAPS.map(|map| discs(&harness, map)), whole);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    harness.run_steps(3);
    wheel(&mut harness, right, 200.0);
    assert_eq!(discs(&harness, left), whole[0]);
}

#[test]
fn points_grow_as_the_view_comes_closer_and_as_the_user_wants() {
    let mut harness = penguins();
    let radius = |harness: &Harness<'static, App>| discs(harness, MAPS[0])[0].1;
    let before = radius(&harness);
    wheel(&mut harness, MAPS[0], 300.0);
    assert!(radius(&harness) > before);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num0);
    harness.run_steps(6);
    assert_eq!(radius(&harness).to_bits(), before.to_bits());
    harness.get_by_label("View").click();
    harness.run_steps(4);
    let slider = eframe::egui::accesskit::Role::Slider;
    harness.get_by_role_and_label(slider, "Point size").focus();
    harness.run_steps(2);
    for _ in 0..20 {
        harness.key_press(Key::ArrowRight);
        harness.run_steps(2);
    }
    assert!(radius(&harness) > before && harness.state().view().points.size > 1.0);
    harness.get_by_label("Usual points").click();
    harness.run_steps(4);
    assert_eq!(radius(&harness).to_bits(), before.to_bits());
}
