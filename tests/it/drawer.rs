//! The drawer of mathematics: its ways in, its words, the numbers of `dimlens explain`.

use super::support::{folder, json, sample, text};
use super::window::{opened, penguins, press, settle};
use dimlens::data::RowId;
use dimlens::narrative::mathematics::{Topic, formulas_of};
use dimlens::ui::{App, Tab};
use dimlens::words::format_number;
use eframe::egui::{Key, Modifiers};
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
