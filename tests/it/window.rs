//! The window through its accessibility tree; no display, no graphics card.

use super::support::{sample, text};
use dimlens::features::Role;
use dimlens::methods::Method;
use dimlens::project::Action;
use dimlens::ui::{App, TAB_GROUPS, Tab};
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use std::time::{Duration, Instant};

const SIZE: [f32; 2] = [1280.0, 800.0];

/// A window on a file, its maps computed.
pub fn opened(file: &str) -> Harness<'static, App> {
    let action = Action::Open(file.into());
    let mut harness = Harness::builder()
        .with_size(SIZE)
        .with_max_steps(40)
        .build_eframe(|cc| App::new(&cc.egui_ctx, action));
    settle(&mut harness);
    harness
}

/// Steps until nothing is under way.
pub fn settle(harness: &mut Harness<'static, App>) {
    let start = Instant::now();
    loop {
        harness.step();
        if harness.state().project().jobs().is_empty() {
            break;
        }
        assert!(start.elapsed() < Duration::from_mins(2), "jobs never end");
        std::thread::sleep(Duration::from_millis(5));
    }
    harness.run_steps(6);
}

/// Files are written beside the window.
pub fn until_saved(harness: &mut Harness<'static, App>) {
    let start = Instant::now();
    while harness.query_by_label_contains("Saved ").is_none() {
        assert!(start.elapsed().as_secs() < 60, "nothing was saved");
        harness.step();
        std::thread::sleep(Duration::from_millis(5));
    }
}

pub fn penguins() -> Harness<'static, App> {
    opened(text(&sample("penguins")))
}

#[test]
fn a_file_is_shown_with_both_maps_and_its_size() {
    let harness = penguins();
    harness.get_by_label("penguins.csv");
    harness.get_by_label("344 rows, 8 columns, 9 features");
    harness.get_by_label("PCA map of 344 rows");
    harness.get_by_label("t-SNE map of 344 rows");
    harness.get_by_label("Explained variance of each component");
    // The label colours the maps and takes no part in them.
    harness.get_by_label("Gentoo");
    let species = harness.get_by_label("species");
    assert_eq!(species.accesskit_node().toggled(), Some(egui_kittest_toggled(false)));
}

fn egui_kittest_toggled(on: bool) -> eframe::egui::accesskit::Toggled {
    if on {
        eframe::egui::accesskit::Toggled::True
    } else {
        eframe::egui::accesskit::Toggled::False
    }
}

#[test]
fn unticking_a_column_recomputes_pca_and_undo_brings_it_back() {
    let mut harness = penguins();
    let before = harness.state().project().map(Method::Pca).unwrap().embedding.clone();
    harness.get_by_label("year").click();
    harness.run_steps(3);
    settle(&mut harness);
    harness.get_by_label("344 rows, 8 columns, 8 features");
    assert_ne!(harness.state().project().map(Method::Pca).unwrap().embedding, before);
    harness.get_by_label("of earlier settings");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    settle(&mut harness);
    assert_eq!(harness.state().project().map(Method::Pca).unwrap().embedding, before);
    assert!(harness.query_by_label("of earlier settings").is_none());
}

#[test]
fn a_missing_file_is_a_message_and_the_program_goes_on() {
    let mut harness = opened("no/such/file.csv");
    let found =
        |harness: &Harness<'static, App>| harness.query_by_label_contains("no such file").is_some();
    assert!(found(&harness));
    harness.get_by_label("Dismiss").click();
    harness.run_steps(3);
    assert!(!found(&harness));
    // A typed path opens the next file.
    let keys = Modifiers::COMMAND | Modifiers::SHIFT;
    harness.key_press_modifiers(keys, Key::O);
    harness.run_steps(3);
    harness.get_by_label("Path of a table").type_text(text(&sample("penguins")));
    harness.run_steps(2);
    harness.get_by_label("Open file").click();
    harness.run_steps(3);
    settle(&mut harness);
    harness.get_by_label("PCA map of 344 rows");
}

#[test]
fn a_message_leaves_room_for_the_maps() {
    let mut harness = penguins();
    let before = harness.get_by_label("PCA map of 344 rows").rect().height();
    let keys = Modifiers::COMMAND | Modifiers::SHIFT;
    harness.key_press_modifiers(keys, Key::O);
    harness.run_steps(3);
    harness.get_by_label("Path of a table").type_text("/no/such/file.csv");
    harness.run_steps(2);
    harness.get_by_label("Open file").click();
    harness.run_steps(3);
    settle(&mut harness);
    assert!(harness.query_by_label_contains("no such file").is_some());
    let after = harness.get_by_label("PCA map of 344 rows").rect().height();
    assert!(after > before - 60.0, "{before} became {after}");
}

#[test]
fn settings_that_do_not_fit_are_said_under_the_field() {
    let folder = super::support::folder();
    let path = folder.path().join("small.csv");
    let rows: Vec<String> = (0..20).map(|i| format!("{},{},{}", i, i * i % 7, i % 3)).collect();
    std::fs::write(&path, format!("a,b,c\n{}\n", rows.join("\n"))).unwrap();
    let mut harness = opened(text(&path));
    harness.get_by_label("PCA map of 20 rows");
    harness.get_by_label("t-SNE map of 20 rows");
    harness.get_by_label("auto").click();
    harness.run_steps(4);
    harness.get_by_label_contains("perplexity 30 needs at least 91 rows; this table has 20");
}

#[test]
fn the_export_dialog_opens_by_keys_and_closes() {
    let mut harness = penguins();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run_steps(3);
    harness.get_by_label_contains("Choose file");
    assert!(harness.state().view().export.is_some());
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(harness.state().view().export.is_none());
}

#[test]
fn a_figure_is_saved_under_a_typed_path_with_enter() {
    let folder = super::support::folder();
    let path = folder.path().join("typed map");
    let mut harness = penguins();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run_steps(3);
    harness.get_by_label("SVG").click();
    harness.run_steps(3);
    harness.get_by_label_contains("Type the path").click();
    harness.run_steps(3);
    // It has the focus: what is typed arrives, with marks as pasted paths have them.
    harness.event(eframe::egui::Event::Text(format!("\"{}\" ", text(&path))));
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    let start = Instant::now();
    while harness.query_by_label_contains("Saved ").is_none() {
        assert!(start.elapsed() < Duration::from_secs(30), "nothing was saved");
        harness.step();
        std::thread::sleep(Duration::from_millis(5));
    }
    let picture = std::fs::read_to_string(path.with_extension("svg")).unwrap();
    assert!(picture.contains("<svg"), "{picture}");
    assert!(harness.state().view().typed_path.is_none());
}

#[test]
fn a_press_that_lasts_is_a_click_all_the_same() {
    use eframe::egui::{Event, PointerButton};
    let mut harness = penguins();
    open_group(&mut harness, "Import");
    let pos = harness.get_by_label("Import").rect().center();
    let press = |pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness.event(Event::PointerMoved(pos));
    harness.event(press(true));
    harness.step();
    harness.input_mut().time = Some(1000.0);
    harness.step();
    harness.input_mut().time = Some(1002.0);
    harness.event(press(false));
    harness.step();
    assert_eq!(harness.state().view().tab, dimlens::ui::Tab::Import);
}

/// The row of a column in the list: not its tick, which bears the bare name.
fn row<'h>(harness: &'h Harness<'static, App>, name: &str) -> egui_kittest::Node<'h> {
    let begins = format!("{name}: ");
    harness.get_by(move |node| node.label().is_some_and(|label| label.starts_with(&begins)))
}

fn click_with(harness: &mut Harness<'static, App>, name: &str, modifiers: Modifiers) {
    row(harness, name).click_modifiers(modifiers);
    harness.run_steps(3);
}

#[test]
fn many_columns_get_a_role_in_one_step_of_undo() {
    let mut harness = penguins();
    click_with(&mut harness, "bill_length_mm", Modifiers::NONE);
    click_with(&mut harness, "flipper_length_mm", Modifiers::SHIFT);
    click_with(&mut harness, "year", Modifiers::COMMAND);
    click_with(&mut harness, "bill_depth_mm", Modifiers::COMMAND);
    let selected = harness.state().view().columns.selection.names().clone();
    assert_eq!(Vec::from_iter(selected), ["bill_length_mm", "flipper_length_mm", "year"]);
    harness.get_by_label("3 of 8 selected");
    harness.get_by_label("Role of selected").click();
    harness.run_steps(3);
    // The last of that name is the one in the menu.
    harness.get_by(|node| node.label().as_deref() == Some("identifier")).click();
    harness.run_steps(3);
    settle(&mut harness);
    let roles = |harness: &Harness<'static, App>| {
        harness.state().project().roles().iter().map(|r| r.role).collect::<Vec<_>>()
    };
    let chosen = roles(&harness);
    assert_eq!(chosen.iter().filter(|role| **role == Role::Identifier).count(), 3, "{chosen:?}");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert!(!roles(&harness).contains(&Role::Identifier));
    assert!(!harness.state().project().can_undo(), "one step");
}

#[test]
fn columns_are_sorted_filtered_and_say_their_share_of_missing_cells() {
    let mut harness = penguins();
    harness.get_by_label_contains("sex: feature, text with 2 levels, 3.2 % missing");
    harness.get_by_label_contains("species: label, text; its name says");
    harness.get_by_label("Sort columns").click();
    harness.run_steps(3);
    harness.get_by_label("missing cells").click();
    harness.run_steps(3);
    assert!(row(&harness, "sex").rect().top() < row(&harness, "species").rect().top());
    harness.get_by_label("Filter columns").focus();
    harness.run_steps(2);
    harness.event(eframe::egui::Event::Text("length".to_owned()));
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("sex: ").is_none());
    harness.get_by_label("Select all columns").click();
    harness.run_steps(3);
    assert_eq!(harness.state().view().columns.selection.names().len(), 2);
    harness.get_by_label("Select no column").click();
    harness.run_steps(3);
    assert!(harness.state().view().columns.selection.names().is_empty());
}

#[test]
fn the_list_of_columns_is_worked_by_keys() {
    let mut harness = penguins();
    click_with(&mut harness, "island", Modifiers::NONE);
    let selected = |harness: &Harness<'static, App>| {
        Vec::from_iter(harness.state().view().columns.selection.names().clone())
    };
    let press = |harness: &mut Harness<'static, App>, modifiers, key| {
        harness.key_press_modifiers(modifiers, key);
        harness.run_steps(3);
    };
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(selected(&harness), ["bill_length_mm"]);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(selected(&harness), ["bill_depth_mm", "bill_length_mm"]);
    press(&mut harness, Modifiers::NONE, Key::End);
    assert_eq!(selected(&harness), ["year"]);
    press(&mut harness, Modifiers::NONE, Key::Space);
    let year = harness.get_by_label("year").accesskit_node().toggled();
    assert_eq!(year, Some(egui_kittest_toggled(false)), "left out");
    press(&mut harness, Modifiers::COMMAND, Key::A);
    assert_eq!(selected(&harness).len(), 8);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(selected(&harness).is_empty());
}

#[test]
fn five_hundred_columns_cost_no_more_than_those_in_sight() {
    let folder = super::support::folder();
    let path = folder.path().join("wide.csv");
    let line = |cell: &dyn Fn(usize) -> String| (0..500).map(cell).collect::<Vec<_>>().join(",");
    let rows: Vec<String> =
        (0..40).map(|r| line(&|c| ((r * 7919 + c * 104_729) % 997).to_string())).collect();
    let text_of = format!("{}\n{}\n", line(&|c| format!("column {c:03}")), rows.join("\n"));
    std::fs::write(&path, text_of).unwrap();
    let mut harness = opened(text(&path));
    let drawn = |harness: &Harness<'static, App>| {
        harness.query_all_by_label_contains(": feature, whole numbers").count()
    };
    assert!((3..40).contains(&drawn(&harness)), "{}", drawn(&harness));
    click_with(&mut harness, "column 000", Modifiers::NONE);
    harness.key_press(Key::End);
    harness.run_steps(3);
    row(&harness, "column 499");
    assert!(harness.query_by_label("column 000").is_none());
    // The focus came along.
    harness.key_press(Key::Space);
    harness.run_steps(3);
    assert_eq!(
        harness.state().project().choices().recipe.roles.get("column 499"),
        Some(&Role::Ignored)
    );
}

#[test]
fn notices_say_what_was_done() {
    let mut harness = penguins();
    open_group(&mut harness, "Notices");
    harness.get_by_label_contains("Notices (").click();
    harness.run_steps(3);
    harness.get_by_label_contains("set aside as label");
    harness.get_by_label_contains("Missing cells were filled");
}

#[test]
fn a_wrong_guess_about_the_file_can_be_changed_and_undone() {
    let folder = super::support::folder();
    let path = folder.path().join("numbers.csv");
    let rows: Vec<String> = (0..40).map(|i| format!("{},{}", i, i * i % 11)).collect();
    std::fs::write(&path, rows.join("\n")).unwrap();
    let mut harness = opened(text(&path));
    harness.get_by_label("PCA map of 40 rows");
    press(&mut harness, "Import");
    harness.get_by_label_contains("mostly numbers");
    let combo = harness.get_by_label("First record");
    assert!(combo.value().is_some_and(|v| v.contains("data")), "{:?}", combo.value());
    let mut choices = harness.state().project().choices().clone();
    let rows = [4, 5, 6].map(dimlens::data::RowId).into();
    choices.segments.push(dimlens::project::new_segment(&[], "three", rows));
    harness.state_mut().apply(Action::Choose(choices.clone()));
    choices.read.header = Some(true);
    harness.state_mut().apply(Action::Choose(choices));
    settle(&mut harness);
    harness.get_by_label("PCA map of 39 rows");
    // What was row 5 is row 4 now: the segment would be of other customers.
    let project = harness.state().project();
    assert!(project.choices().segments.is_empty());
    assert!(project.notices().iter().any(|notice| notice.text.contains("1 segment was set aside")));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    settle(&mut harness);
    harness.get_by_label("PCA map of 40 rows");
    let project = harness.state().project();
    assert_eq!(project.choices().segments.len(), 1);
    assert!(!project.notices().iter().any(|notice| notice.text.contains("segment was set aside")));
}

#[test]
fn a_refused_file_can_be_read_otherwise() {
    let folder = super::support::folder();
    let path = folder.path().join("notes.csv");
    // Commas inside the notes outnumber the semicolons between the fields now and then.
    let mut lines = vec!["a;b;note".to_owned()];
    lines.extend((0..30).map(|i| format!("{i};{};x{}", i % 7, if i % 3 == 0 { ";y" } else { "" })));
    std::fs::write(&path, lines.join("\n")).unwrap();
    let mut harness = opened(text(&path));
    assert!(harness.query_by_label_contains("10 of 30 records").is_some());
    harness.get_by_label_contains("could not be read as it was tried");
    harness.get_by_label("Leave it").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("Leave it").is_none());
}

/// Presses the button of that name, and waits for what follows.
/// Opens the group of tabs that a tab is in.
pub fn open_group(harness: &mut Harness<'static, App>, tab: &str) {
    let holds = |tabs: &[Tab]| tabs.iter().any(|one| tab.starts_with(one.title()));
    if let Some((group, _)) = TAB_GROUPS.iter().find(|(_, tabs)| holds(tabs)) {
        harness.get_by_label(&format!("{group} panels")).click();
        harness.run_steps(3);
    }
}

pub fn press(harness: &mut Harness<'static, App>, label: &str) {
    if harness.query_by_label(label).is_none() {
        open_group(harness, label);
    }
    // As whoever looks for it would.
    harness.get_by_label(label).scroll_to_me();
    harness.run_steps(3);
    harness.get_by_label(label).click();
    harness.run_steps(3);
    settle(harness);
}

pub fn undo(harness: &mut Harness<'static, App>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    settle(harness);
}

/// Customers as a German spreadsheet writes them: semicolons, decimal commas, Latin letters in one byte.
pub fn german(folder: &std::path::Path) -> std::path::PathBuf {
    let towns = ["K\u{f6}ln", "Ulm", "Bonn"];
    let lines: Vec<String> = (0..60)
        .map(|i| {
            let (whole, part) = (900 + i * 37 % 400, i * 7 % 100);
            format!(
                "{};{};{whole},{part:02};{:02}.{:02}.2023",
                i + 1,
                towns[i % 3],
                i % 28 + 1,
                i % 12 + 1
            )
        })
        .collect();
    let text = format!("Nr;Stadt;Umsatz;Seit\n{}\n", lines.join("\n"));
    let path = folder.join("kunden.csv");
    std::fs::write(&path, text.chars().map(|c| u8::try_from(c).unwrap()).collect::<Vec<_>>())
        .unwrap();
    path
}

#[test]
fn every_guess_about_a_file_is_shown_and_changed_where_it_stands() {
    let folder = super::support::folder();
    let mut harness = opened(text(&german(folder.path())));
    press(&mut harness, "Import");
    for (name, found) in [
        ("Encoding", "windows-1252 (found)"),
        ("Separator", "semicolon ; (found)"),
        ("Quotation mark", "(found)"),
        ("Rows above", "none (found)"),
        ("Rows below", "none (found)"),
        ("First record", "names (found)"),
        ("Decimal mark", "comma , (found)"),
        ("Dates", "each column (found)"),
    ] {
        let shown = harness.get_by_label(name).value().unwrap_or_default();
        assert!(shown.contains(found), "{name}: {shown}");
    }
    harness.get_by_label_contains("Seit: day first");
    harness.get_by_label("numbers, decimal comma");
    harness.get_by_label("numbers, decimal comma");
    harness.get_by_label_contains("30 of 60 rows");
    press(&mut harness, "First record");
    press(&mut harness, "data");
    assert_eq!(harness.state().project().choices().read.header, Some(false));
    harness.get_by_label("You decided so.");
    harness.get_by_label_contains("30 of 61 rows");
    undo(&mut harness);
    harness.get_by_label_contains("30 of 60 rows");
    assert!(!harness.state().project().can_undo(), "one step");
}

#[test]
fn words_that_mean_missing_are_typed_and_the_file_is_read_again() {
    let folder = super::support::folder();
    let mut harness = opened(text(&german(folder.path())));
    press(&mut harness, "Import");
    harness.get_by_label("Also missing").focus();
    harness.run_steps(2);
    harness.event(eframe::egui::Event::Text("Ulm, none".to_owned()));
    harness.run_steps(2);
    assert!(harness.state().project().choices().read.missing.is_empty(), "still a draft");
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    settle(&mut harness);
    assert_eq!(harness.state().project().choices().read.missing, ["Ulm", "none"]);
    harness.get_by_label_contains("Stadt: feature, text with 2 levels, 33 % missing");
}

#[test]
fn a_line_of_the_ledger_is_reversed_by_its_button_and_undone() {
    let mut harness = penguins();
    press(&mut harness, "Ledger");
    harness.get_by_label_contains("Filled 2 of 344 cells with the mean 43.92");
    // In sight, however many lines the tabs take.
    harness.state_mut().view_mut().ledger.filter = "year".to_owned();
    harness.run_steps(3);
    press(&mut harness, "Do not scale: year");
    let own = &harness.state().project().choices().recipe.overrides["year"];
    assert_eq!(own.scale, Some(dimlens::features::Scale::None));
    // The way back stands where the way there stood.
    harness.get_by_label("Standardise: year");
    undo(&mut harness);
    harness.get_by_label("Do not scale: year");
    harness.state_mut().view_mut().ledger.filter.clear();
    harness.get_by_label("Filter the ledger").focus();
    harness.run_steps(2);
    harness.event(eframe::egui::Event::Text("bill".to_owned()));
    harness.run_steps(3);
    assert!(harness.query_by_label("Do not scale: year").is_none());
    harness.get_by_label_contains("2 columns of 8");
}

#[test]
fn a_long_tail_is_shown_before_and_after_and_the_advice_followed() {
    let folder = super::support::folder();
    let path = folder.path().join("tail.csv");
    let rows: Vec<String> =
        (0..200).map(|i| format!("{:.2},{}", (f64::from(i) / 20.0).exp(), i * 7919 % 97)).collect();
    std::fs::write(&path, format!("spend,visits\n{}\n", rows.join("\n"))).unwrap();
    let mut harness = opened(text(&path));
    open_group(&mut harness, "Advice");
    harness.get_by_label_contains("Advice (").click();
    harness.run_steps(8);
    harness.get_by_label_contains("after log(1 + x)");
    press(&mut harness, "Bend by log(1 + x): spend");
    let own = &harness.state().project().choices().recipe.overrides["spend"];
    assert_eq!(own.transform, Some(dimlens::features::Transform::Log1p));
    assert!(harness.query_by_label("Bend by log(1 + x): spend").is_none());
}

#[test]
fn what_means_not_known_in_a_column_is_typed() {
    use dimlens::features::MissingCode;
    let mut harness = penguins();
    click_with(&mut harness, "island", Modifiers::NONE);
    press(&mut harness, "Prepare selected");
    harness.get_by_label("Take as not known").click();
    harness.run_steps(4);
    let field = "Numbers, words, dates as year-month-day; commas between";
    harness.get_by_label(field).click();
    harness.run_steps(2);
    harness.get_by_label(field).type_text("torgersen, -1");
    harness.run_steps(2);
    press(&mut harness, "Take them");
    let own = &harness.state().project().choices().recipe.overrides["island"];
    let codes = [MissingCode::Number(-1.0), MissingCode::Text("torgersen".into())];
    assert_eq!(own.missing, codes);
    let notice = |n: &dimlens::data::Notice| n.text.contains("taken as missing: island (52)");
    assert!(harness.state().project().notices().iter().any(notice));
}

#[test]
fn a_recipe_is_saved_loaded_and_undone() {
    use dimlens::ui::{Ask, Purpose};
    let folder = super::support::folder();
    let path = folder.path().join("recipe.json");
    let mut harness = penguins();
    click_with(&mut harness, "island", Modifiers::NONE);
    press(&mut harness, "Prepare selected");
    harness.get_by_label("Turn words into numbers by").click();
    harness.run_steps(4);
    press(&mut harness, "share of each level");
    let recipe = harness.state().project().choices().recipe.clone();
    assert!(recipe.overrides.contains_key("island"));
    harness.state_mut().ask(Ask::Typed(Purpose::SaveRecipe, path.clone()));
    until_saved(&mut harness);
    undo(&mut harness);
    harness.state_mut().ask(Ask::Typed(Purpose::LoadRecipe, path));
    harness.run_steps(3);
    settle(&mut harness);
    assert_eq!(harness.state().project().choices().recipe, recipe);
    undo(&mut harness);
    assert!(harness.state().project().choices().recipe.overrides.is_empty());
}

#[test]
fn the_ledger_keeps_its_columns_in_line_in_a_narrow_window() {
    let mut harness = penguins();
    press(&mut harness, "Ledger");
    harness.set_size([1024.0, 700.0].into());
    harness.run_steps(4);
    let others: Vec<_> =
        harness.query_all_by_label_contains("Other ways for ").map(|node| node.rect()).collect();
    assert!(others.len() > 3, "{others:?}");
    for rect in &others {
        assert_eq!(rect.left(), others[0].left(), "{others:?}");
        assert!(rect.right() <= 1024.0, "{others:?}");
    }
}
