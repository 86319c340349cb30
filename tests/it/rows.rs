//! The table of rows: filtered, sorted, searched, and one with the maps.

use super::support::{sample, text};
use super::window::{opened, press, settle};
use dimlens::data::{Filter, RowId, Values};
use dimlens::ui::App;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

fn rows_of(name: &str) -> Harness<'static, App> {
    let mut harness = opened(text(&sample(name)));
    press(&mut harness, "Rows");
    harness
}

/// The rows that can be seen, from top to bottom.
fn listed(harness: &Harness<'static, App>) -> Vec<u32> {
    let mut lines: Vec<(f32, u32)> = harness
        .query_all_by_role(Role::Row)
        .map(|line| {
            let label = line.accesskit_node().label().unwrap();
            let number = label.strip_prefix("Row ").unwrap().split(',').next().unwrap();
            (line.rect().top(), number.parse().unwrap())
        })
        .collect();
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    lines.into_iter().map(|(_, row)| row).collect()
}

fn write(harness: &mut Harness<'static, App>, field: &str, text: &str) {
    harness.get_by_label(field).focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(2);
    harness.event(Event::Text(text.to_owned()));
    harness.run_steps(6);
}

fn key(harness: &mut Harness<'static, App>, key: Key, modifiers: Modifiers) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(4);
}

fn selected(harness: &Harness<'static, App>) -> Vec<RowId> {
    harness.state().view().selection.rows().iter().copied().collect()
}

/// The rows that fulfil a filter, by the library.
fn fulfilling(harness: &Harness<'static, App>, filter: &str) -> Vec<RowId> {
    let table = &harness.state().project().opened().unwrap().table;
    let kept = Filter::parse(filter, table).unwrap().rows(table);
    table.rows().iter().zip(kept).filter(|(_, kept)| *kept).map(|(row, _)| *row).collect()
}

#[test]
fn a_filter_lists_its_rows_and_selects_them_on_the_maps() {
    let mut harness = rows_of("wa_churn");
    assert_eq!(listed(&harness)[..3], [1, 2, 3]);
    harness.get_by_label("7,043 rows");
    let filter = "contract = Two year and tenure > 40";
    write(&mut harness, "Filter rows", filter);
    let wanted = fulfilling(&harness, filter);
    assert!(wanted.len() > 100 && wanted.len() < 7_043);
    let seen = listed(&harness);
    assert!(seen.len() > 3 && seen.iter().zip(&wanted).all(|(a, b)| *a == b.0), "{seen:?}");
    let count = dimlens::words::format_count(wanted.len());
    harness.get_by_label(&format!("{count} of 7,043 rows match"));
    press(&mut harness, "Select these rows");
    assert_eq!(selected(&harness), wanted);
    harness.get_by_label_contains(&format!("{count} rows selected"));
    let table = harness.state().project().opened().unwrap().table.clone();
    let rows = harness.state().view().rows.filtered_rows(&table).unwrap();
    assert_eq!(*rows, *wanted);
    // The maps of these rows alone, in one step.
    press(&mut harness, "Only these");
    settle(&mut harness);
    assert_eq!(harness.state().project().prepared().unwrap().matrix.rows()[..], wanted[..]);
    assert_eq!(harness.state().project().choices().scope[0].name, filter);
    key(&mut harness, Key::Z, Modifiers::COMMAND);
    write(&mut harness, "Filter rows", "");
    key(&mut harness, Key::Backspace, Modifiers::NONE);
    assert_eq!(listed(&harness)[..3], [1, 2, 3]);
    assert_eq!(harness.state().view().rows.filtered_rows(&table), None);
}

#[test]
fn what_is_wrong_with_a_filter_is_said_and_the_lines_stay() {
    let mut harness = rows_of("wa_churn");
    write(&mut harness, "Filter rows", "tenure > 71");
    let before = listed(&harness);
    write(&mut harness, "Filter rows", "tenure > ");
    harness.get_by_label("After `tenure >` a number is expected; the column tenure holds numbers");
    assert_eq!(listed(&harness), before);
    write(&mut harness, "Filter rows", "tenur > 5");
    harness.get_by_label("There is no column \u{201c}tenur\u{201d}; the nearest is tenure");
    write(&mut harness, "Filter rows", "tenure < 0");
    harness.get_by_label("0 of 7,043 rows match");
    assert!(listed(&harness).is_empty());
}

#[test]
fn headings_sort_and_missing_cells_come_last() {
    let mut harness = rows_of("penguins");
    let table = harness.state().project().opened().unwrap().table.clone();
    let Values::Numbers(mass) = &table.column("body_mass_g").unwrap().values else { panic!() };
    let masses = |harness: &Harness<'static, App>| -> Vec<f64> {
        listed(harness).iter().map(|row| mass[*row as usize - 1]).collect()
    };
    press(&mut harness, "Sort by body_mass_g");
    let seen = masses(&harness);
    assert!(seen.len() > 3 && seen.is_sorted(), "{seen:?}");
    assert_eq!(seen[0], mass.iter().copied().fold(f64::INFINITY, f64::min));
    press(&mut harness, "Sort by body_mass_g, ascending");
    let seen = masses(&harness);
    assert!(seen.is_sorted_by(|a, b| a >= b) && seen[0] > 6_000.0, "{seen:?}");
    // The end of the list, by keys.
    harness.get_by_label("Table of 344 rows").focus();
    harness.run_steps(2);
    key(&mut harness, Key::End, Modifiers::NONE);
    let seen = masses(&harness);
    assert!(seen.last().unwrap().is_nan() && seen[0] < 3_500.0, "{seen:?}");
    press(&mut harness, "Sort by body_mass_g, descending");
    harness.get_by_label("Sort by body_mass_g");
    assert_eq!(listed(&harness)[..3], [1, 2, 3]);
}

#[test]
fn coordinates_of_both_maps_stand_beside_the_cells_and_sort() {
    let mut harness = rows_of("penguins");
    harness.state_mut().view_mut().rows.sort = Some(dimlens::ui::RowSort {
        by: dimlens::ui::SortBy::Coordinate { map: 0, axis: 0 },
        descending: true,
    });
    harness.run_steps(4);
    let map = harness.state().project().map(dimlens::methods::Method::Pca).unwrap().clone();
    let seen: Vec<f64> =
        listed(&harness).iter().map(|row| map.embedding.point(RowId(*row)).unwrap()[0]).collect();
    assert!(seen.len() > 3 && seen.is_sorted_by(|a, b| a >= b), "{seen:?}");
    let most = map.embedding.points().iter().map(|p| p[0]).fold(f64::MIN, f64::max);
    assert_eq!(seen[0], most);
}

#[test]
fn a_click_and_keys_pick_rows_that_the_maps_show() {
    let mut harness = rows_of("penguins");
    let line = |harness: &Harness<'static, App>, row: u32| {
        harness.get_by_label_contains(&format!("Row {row}, ")).rect().center()
    };
    let click = |harness: &mut Harness<'static, App>, row: u32, modifiers: Modifiers| {
        let pos = line(harness, row);
        harness.event(Event::PointerMoved(pos));
        harness.run_steps(2);
        assert_eq!(harness.state().view().hovered, Some(RowId(row)), "ringed on the maps");
        for pressed in [true, false] {
            let button = eframe::egui::PointerButton::Primary;
            harness.event_modifiers(
                Event::PointerButton { pos, button, pressed, modifiers },
                modifiers,
            );
            harness.step();
        }
        harness.run_steps(4);
    };
    click(&mut harness, 3, Modifiers::NONE);
    assert_eq!(selected(&harness), [RowId(3)]);
    click(&mut harness, 5, Modifiers::SHIFT);
    assert_eq!(selected(&harness), [3, 5].map(RowId));
    harness.get_by_label_contains("2 rows selected");
    // From the row that was picked last, on by keys.
    key(&mut harness, Key::ArrowDown, Modifiers::NONE);
    assert_eq!(selected(&harness), [RowId(6)]);
    key(&mut harness, Key::ArrowUp, Modifiers::SHIFT);
    assert_eq!(selected(&harness), [5, 6].map(RowId));
    key(&mut harness, Key::End, Modifiers::NONE);
    assert_eq!(selected(&harness), [RowId(344)]);
    assert_eq!(listed(&harness).last(), Some(&344), "it came into sight");
    key(&mut harness, Key::PageUp, Modifiers::NONE);
    let picked = selected(&harness)[0].0;
    assert!(picked < 343 && listed(&harness).contains(&picked));
    key(&mut harness, Key::Escape, Modifiers::NONE);
    assert!(selected(&harness).is_empty());
}

#[test]
fn selected_rows_come_first_and_a_click_moves_no_line_away() {
    let mut harness = rows_of("penguins");
    harness.state_mut().view_mut().selection.select([300, 200].map(RowId));
    harness.run_steps(3);
    assert_eq!(listed(&harness)[..2], [1, 2]);
    press(&mut harness, "Selected on top");
    assert_eq!(listed(&harness)[..4], [200, 300, 1, 2]);
    harness.get_by_label_contains("Row 2, ").click();
    harness.run_steps(6);
    assert_eq!(selected(&harness), [RowId(2)]);
    assert_eq!(listed(&harness)[..4], [200, 300, 1, 2]);
    // A selection that is made elsewhere places the lines.
    harness.state_mut().view_mut().selection.select([RowId(77)]);
    harness.run_steps(6);
    assert_eq!(listed(&harness)[..3], [77, 1, 2]);
}

#[test]
fn a_search_counts_its_rows_and_goes_from_one_to_the_next() {
    let mut harness = opened(text(&sample("penguins")));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run_steps(4);
    assert!(harness.get_by_label("Find in rows").is_focused());
    harness.event(Event::Text("CHIN".to_owned()));
    harness.run_steps(6);
    let chinstraps = fulfilling(&harness, "species = Chinstrap");
    assert_eq!(chinstraps.len(), 68);
    assert_eq!(*harness.state().view().rows.hits, *chinstraps);
    harness.get_by_label("1 of 68 rows");
    assert!(listed(&harness).contains(&chinstraps[0].0), "the first came into sight");
    key(&mut harness, Key::Enter, Modifiers::NONE);
    harness.get_by_label("2 of 68 rows");
    key(&mut harness, Key::Enter, Modifiers::SHIFT);
    key(&mut harness, Key::Enter, Modifiers::SHIFT);
    harness.get_by_label("68 of 68 rows");
    assert!(listed(&harness).contains(&chinstraps[67].0), "round the end");
    assert!(harness.get_by_label("Find in rows").is_focused());
    // What the filter hides is said, and is no hit.
    write(&mut harness, "Filter rows", "island = Torgersen");
    assert!(harness.state().view().rows.hits.is_empty());
    harness.get_by_label("none, 68 hidden");
    write(&mut harness, "Find in rows", "no such cell");
    harness.get_by_label("0 rows");
}

#[test]
fn the_table_follows_the_maps_where_that_is_wanted() {
    let mut harness = rows_of("penguins");
    let point_at = |harness: &mut Harness<'static, App>, row: u32| {
        harness.state_mut().view_mut().hovered = Some(RowId(row));
        harness.step();
        harness.run_steps(3);
    };
    point_at(&mut harness, 250);
    assert_eq!(listed(&harness)[0], 1);
    press(&mut harness, "Follow the maps");
    point_at(&mut harness, 250);
    assert!(listed(&harness).contains(&250));
}

#[test]
fn another_table_is_listed_by_its_own_rows() {
    let mut harness = rows_of("penguins");
    write(&mut harness, "Filter rows", "species = Adelie");
    press(&mut harness, "Sort by island");
    harness.state_mut().apply(dimlens::project::Action::Open(sample("digits")));
    settle(&mut harness);
    harness.run_steps(6);
    assert_eq!(listed(&harness)[..3], [1, 2, 3]);
    // The filter stays, and is said not to fit.
    harness.get_by_label_contains("There is no column \u{201c}species\u{201d}");
}
