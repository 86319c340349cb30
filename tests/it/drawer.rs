//! The drawer of mathematics: its ways in, its words, the numbers of `dimlens explain`.

use super::support::{folder, json, sample, text};
use super::window::{opened, penguins, press, settle};
use dimlens::data::RowId;
use dimlens::narrative::mathematics::{Numbers, Topic, formulas_of};
use dimlens::ui::{App, Tab};
use dimlens::words::format_number;
use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, NodeT, Queryable};

/// The drawer on a topic, filled in.
fn explain(harness: &mut Harness<'static, App>, topic: Topic) {
    harness.state_mut().view_mut().drawer.open(topic);
    harness.run_steps(3);
    settle(harness);
}

fn count(harness: &Harness<'static, App>, label: &str) -> usize {
    harness.query_all(By::new().label(label)).count()
}

#[test]
fn every_topic_is_told_with_the_numbers_that_the_command_line_tells() {
    let path = sample("penguins");
    let mut harness = penguins();
    harness.state_mut().view_mut().selection.click(RowId(40), false);
    for topic in Topic::ALL {
        explain(&mut harness, topic);
        let args = ["explain", text(&path), "--topic", topic.key(), "--row", "40", "--json", "-q"];
        let told = json(&args);
        assert!(harness.state().project().explanation_is_current(), "{topic:?}");
        assert!(count(&harness, topic.question()) > 0, "{topic:?}");
        assert_eq!(count(&harness, told["sentence"].as_str().unwrap()), 1, "{topic:?}");
        for header in ["The formula", "With these numbers"] {
            if topic == Topic::System && header == "With these numbers" {
                continue;
            }
            if harness.get_by_label(header).accesskit_node().data().is_expanded() != Some(true) {
                press(&mut harness, header);
            }
        }
        for formula in formulas_of(topic) {
            assert_eq!(count(&harness, formula.spoken), 1, "{topic:?}: {}", formula.name);
        }
        for step in told["steps"].as_array().unwrap() {
            assert!(count(&harness, step["text"].as_str().unwrap()) > 0, "{topic:?}: {step}");
            if let Some(value) = step["value"].as_f64() {
                assert!(count(&harness, &format_number(value)) > 0, "{topic:?}: {step}");
            }
        }
        assert!(harness.query_by_label_contains("Source: ").is_some());
    }
}

#[test]
fn it_opens_from_panels_keys_menu_and_palette_and_leads_from_topic_to_topic() {
    let mut harness = penguins();
    let topic = |harness: &Harness<'static, App>| harness.state().view().drawer.topic();
    harness.key_press(Key::F1);
    harness.run_steps(3);
    assert_eq!(topic(&harness), Some(Topic::Eigenvectors));
    press(&mut harness, "Topic before");
    assert_eq!(topic(&harness), Some(Topic::Covariance));
    press(&mut harness, "Back");
    assert_eq!(topic(&harness), Some(Topic::Eigenvectors));
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert_eq!(topic(&harness), None);
    settle(&mut harness);
    assert_eq!(harness.state().project().question(), None);
    press(&mut harness, "Why? The Jacobian");
    assert_eq!(topic(&harness), Some(Topic::Jacobian));
    press(&mut harness, "Close the mathematics");
    assert_eq!(topic(&harness), None);
    press(&mut harness, "Help");
    press(&mut harness, "The mathematics");
    press(&mut harness, "A score");
    assert_eq!(topic(&harness), Some(Topic::Score));
    harness.state_mut().view_mut().drawer.open(Topic::Perplexity);
    harness.run_steps(3);
    press(&mut harness, "High dimension");
    assert_eq!(topic(&harness), Some(Topic::HighDimension), "what it needs is a link");
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    harness.run_steps(3);
    harness.get_by_label("Find a command").type_text("explain grad");
    harness.run_steps(3);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert_eq!(topic(&harness), Some(Topic::Gradient));
}

#[test]
fn a_click_on_a_customer_asks_about_her() {
    let mut harness = penguins();
    explain(&mut harness, Topic::Score);
    let row = |harness: &Harness<'static, App>| {
        harness.state().project().explanation().unwrap().found.row
    };
    assert_eq!(row(&harness), Some(RowId(1)));
    assert!(harness.query_by_label_contains("Click a customer to ask about her").is_some());
    harness.state_mut().view_mut().selection.click(RowId(40), false);
    harness.run_steps(3);
    settle(&mut harness);
    assert_eq!(row(&harness), Some(RowId(40)));
    harness.state_mut().view_mut().tab = Tab::Selection;
    harness.run_steps(3);
    press(&mut harness, "beside these");
    settle(&mut harness);
    assert_eq!(harness.state().project().question(), Some((Topic::Neighbors, Some(RowId(40)))));
    assert_eq!(row(&harness), Some(RowId(40)));
}

#[test]
fn tables_too_small_for_a_topic_say_so_and_nothing_panics() {
    let folder = folder();
    for (name, table) in [
        ("three.csv", "a,b\n1,2\n3,1\n2,2\n"),
        ("one.csv", "a\n1\n3\n2\n5\n4\n9\n7\n"),
        ("constant.csv", "a,b\n1,1\n1,2\n1,3\n1,4\n1,7\n"),
        ("gaps.csv", "a,b,c\n1,,3\n2,4,\n,5,1\n4,1,9\n5,5,5\n6,2,8\n"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, table).unwrap();
        let mut harness = opened(text(&path));
        for topic in Topic::ALL {
            explain(&mut harness, topic);
            let project = harness.state().project();
            let said = project.explanation_is_current()
                || project.explaining_trouble().is_some()
                || harness.query_by_label_contains("It is ").is_some();
            assert!(said, "{name}: {topic:?}");
            let panicked = format!("{:?}", project.explaining_trouble());
            assert!(!panicked.contains("fault in the program"), "{name} {topic:?}: {panicked}");
        }
    }
}

#[test]
fn in_a_narrow_window_it_takes_the_room_of_the_columns_and_gives_it_back() {
    let action = dimlens::project::Action::Open(sample("penguins"));
    let mut harness = Harness::builder()
        .with_size([1024.0, 700.0])
        .with_max_steps(40)
        .build_eframe(|cc| App::new(&cc.egui_ctx, action));
    settle(&mut harness);
    let columns =
        |harness: &Harness<'static, App>| harness.query_by_label("Filter columns").is_some();
    assert!(columns(&harness));
    explain(&mut harness, Topic::Score);
    assert!(!columns(&harness));
    for map in ["PCA map of 344 rows", "t-SNE map of 344 rows"] {
        assert!(harness.get_by_label(map).rect().width() > 240.0, "{map}");
    }
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(columns(&harness));
}

/// Focuses a slider and presses the right key so many times.
fn slide(harness: &mut Harness<'static, App>, label: &str, steps: usize) {
    let role = eframe::egui::accesskit::Role::Slider;
    harness.get_by_role_and_label(role, label).focus();
    harness.run_steps(2);
    for _ in 0..steps {
        harness.key_press(Key::ArrowRight);
        harness.run_steps(2);
    }
    harness.run_steps(3);
}

#[test]
fn a_direction_is_turned_and_a_customer_rebuilt() {
    let mut harness = penguins();
    explain(&mut harness, Topic::Eigenvectors);
    assert_eq!(count(&harness, "direction, 0\u{b0}"), 1);
    slide(&mut harness, "Direction", 7);
    assert_eq!(count(&harness, "direction, 7\u{b0}"), 1);
    let Numbers::Eigenvectors(told) =
        harness.state().project().explanation().unwrap().found.numbers.clone()
    else {
        panic!("another topic")
    };
    let [a, b] = &told.features;
    // From the middle of the plane straight up: the second column.
    let title = format!("A direction in the plane of {a} and {b}");
    let image = eframe::egui::accesskit::Role::Image;
    let rect = harness.get_by_role_and_label(image, &title).rect();
    let (from, to) = (rect.lerp_inside(vec2(0.55, 0.5)), rect.lerp_inside(vec2(0.55, 0.05)));
    harness.drag_at(from);
    harness.run_steps(2);
    harness.hover_at(to);
    harness.run_steps(2);
    harness.drop_at(to);
    harness.run_steps(3);
    assert_eq!(count(&harness, "direction, 7\u{b0}"), 0, "it follows the pointer");
    explain(&mut harness, Topic::Svd);
    assert!(count(&harness, "Row 1 rebuilt from 2 components") > 0);
    slide(&mut harness, "Components", 1);
    assert!(count(&harness, "Row 1 rebuilt from 3 components") > 0);
}

#[test]
fn a_pair_is_picked_on_the_heat_map_and_its_customers_are_clicked() {
    let mut harness = penguins();
    explain(&mut harness, Topic::Covariance);
    let Numbers::Covariance(told) =
        harness.state().project().explanation().unwrap().found.numbers.clone()
    else {
        panic!("another topic")
    };
    let title = told.features.join(" and ");
    assert_eq!(count(&harness, &title), 2, "its title and its picture");
    let row = told.largest[0].row;
    press(&mut harness, &format!("Row {row}"));
    assert_eq!(harness.state().view().selection.picked(), Some(row));
    let image = eframe::egui::accesskit::Role::Image;
    let heat = "Correlations of the prepared columns";
    harness.get_by_role_and_label(image, heat).scroll_to_me();
    harness.run_steps(3);
    let heat = harness.get_by_role_and_label(image, heat).rect();
    let at = heat.lerp_inside(vec2(0.97, 0.03));
    harness.hover_at(at);
    harness.run_steps(2);
    harness.drag_at(at);
    harness.run_steps(1);
    harness.drop_at(at);
    harness.run_steps(4);
    assert_eq!(count(&harness, &title), 0, "the pair of the upper right corner");
}

#[test]
fn neighbours_are_weighed_selected_and_compared_with_noise() {
    let mut harness = penguins();
    harness.state_mut().view_mut().selection.click(RowId(40), false);
    explain(&mut harness, Topic::Perplexity);
    assert!(harness.query_by_label_contains("Of this customer only").is_none());
    slide(&mut harness, "Perplexity", 3);
    assert!(harness.query_by_label_contains("Of this customer only").is_some());
    explain(&mut harness, Topic::Neighbors);
    press(&mut harness, "Select those beside it");
    let selection = &harness.state().view().selection;
    assert_eq!((selection.rows().len(), selection.picked()), (11, Some(RowId(40))));
    assert_eq!(harness.state().project().question(), Some((Topic::Neighbors, Some(RowId(40)))));
    explain(&mut harness, Topic::HighDimension);
    assert!(count(&harness, "as many columns without relation") > 0);
    slide(&mut harness, "Columns without relation", 4);
    assert_eq!(count(&harness, "as many columns without relation"), 0);
}

#[test]
fn learning_rates_are_tried_aside_and_earlier_words_wait_for_later_ones() {
    let mut harness = penguins();
    explain(&mut harness, Topic::Gradient);
    let map = harness.state().project().map(dimlens::methods::Method::Tsne).unwrap().clone();
    press(&mut harness, "Try three learning rates");
    let start = std::time::Instant::now();
    let title = "A learning rate too large: the divergence";
    while count(&harness, title) == 0 {
        assert!(start.elapsed().as_secs() < 60, "it never ends");
        std::thread::sleep(std::time::Duration::from_millis(20));
        harness.run_steps(1);
    }
    let now = harness.state().project().map(dimlens::methods::Method::Tsne).unwrap();
    assert!(std::sync::Arc::ptr_eq(&map, now), "the user's own map stays as it is");
    explain(&mut harness, Topic::Score);
    let told = harness.state().project().explanation().unwrap().found.sentence.clone();
    let mut choices = harness.state().project().choices().clone();
    choices.recipe.scale = dimlens::features::Scale::MinMax;
    harness.state_mut().apply(dimlens::project::Action::Choose(choices));
    harness.run_steps(1);
    assert_eq!(count(&harness, &told), 1, "what was said stays until more is known");
    settle(&mut harness);
    assert!(harness.state().project().explanation_is_current());
    assert_eq!(count(&harness, &told), 0);
}
