//! The window keeps what the user decided: saved and opened again, kept for a crash, asked about before it is lost.

use super::projects::project_in;
use super::support::{folder, sample, text};
use super::window::{opened, press, settle};
use dimlens::data::RowId;
use dimlens::features::Role;
use dimlens::project::{Action, Choices, new_segment};
use dimlens::ui::{App, Ask, Command, Purpose, Tab};
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(20);

fn until(harness: &mut Harness<'static, App>, what: &str, done: impl Fn(&App) -> bool) {
    let start = Instant::now();
    while !done(harness.state()) {
        harness.step();
        assert!(start.elapsed() < PATIENCE, "{what} did not come");
        std::thread::sleep(Duration::from_millis(5));
    }
    harness.run_steps(3);
}

/// A window that keeps its state in a folder, on a file.
fn kept(state: &Path, file: &Path) -> Harness<'static, App> {
    let (state, action) = (state.to_owned(), Action::Open(file.to_owned()));
    let mut harness = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(40)
        .build_eframe(move |cc| App::new(&cc.egui_ctx, action).keeping_in(&state, &cc.egui_ctx));
    settle(&mut harness);
    until(&mut harness, "what was left behind", |app| !app.view().keeping.looking);
    harness
}

fn ignore(harness: &mut Harness<'static, App>, column: &str) {
    let mut choices = harness.state().project().choices().clone();
    choices.recipe.roles.insert(column.into(), Role::Ignored);
    harness.state_mut().ask(Ask::Document(Box::new(Action::Choose(choices))));
    harness.run_steps(3);
}

fn save_to(harness: &mut Harness<'static, App>, path: &Path) {
    let purpose = Purpose::SaveProject(String::new());
    harness.state_mut().ask(Ask::Typed(purpose, path.to_owned()));
    harness.run_steps(2);
}

fn autosaves(state: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(state.join("autosave")) else { return Vec::new() };
    let all = entries.map(|entry| entry.unwrap().path());
    all.filter(|path| path.extension().is_some_and(|ending| ending == "dimlens")).collect()
}

#[test]
fn a_project_is_saved_by_a_typed_path_and_opened_again_as_it_was() {
    let folder = folder();
    let mut harness = opened(text(&sample("penguins")));
    assert!(!harness.state().project().is_unsaved(), "a fresh table needs no saving");
    let mut choices = harness.state().project().choices().clone();
    choices.recipe.roles.insert("year".into(), Role::Ignored);
    choices.segments = vec![new_segment(&[], "<b>loyal</b>", [1, 2, 9].map(RowId).into())];
    harness.state_mut().apply(Action::Choose(choices.clone()));
    harness.state_mut().view_mut().tab = Tab::Ledger;
    settle(&mut harness);
    assert!(harness.state().project().is_unsaved());
    let path = folder.path().join("mine");
    save_to(&mut harness, &path);
    until(&mut harness, "the project", |app| !app.project().is_unsaved());
    assert!(harness.query_by_label_contains("Saved ").is_some());
    let path = path.with_extension("dimlens");
    drop(harness);
    let mut again = opened(text(&path));
    let project = again.state().project();
    assert_eq!((project.choices(), project.file()), (&choices, Some(&*path)));
    assert!(!project.is_unsaved());
    assert_eq!(again.state().view().tab, Tab::Ledger);
    again.get_by_label("344 rows, 8 columns, 8 features");
    // A changed project is saved in its place without a question.
    ignore(&mut again, "sex");
    again.key_press_modifiers(Modifiers::COMMAND, Key::S);
    again.run_steps(3);
    until(&mut again, "the project", |app| !app.project().is_unsaved());
    assert!(std::fs::read_to_string(&path).unwrap().contains("\"sex\""));
}

#[test]
fn the_menu_names_the_decision_that_undo_takes_back() {
    let mut harness = opened(text(&sample("penguins")));
    ignore(&mut harness, "year");
    settle(&mut harness);
    harness.get_by_label("Edit").click();
    harness.run_steps(3);
    harness.get_by_label_contains("Undo: ignore column year").click();
    harness.run_steps(3);
    settle(&mut harness);
    harness.get_by_label("Edit").click();
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("Redo: ignore column year").is_some());
    assert!(!harness.state().project().is_unsaved(), "as it was");
}

#[test]
fn another_file_is_opened_only_when_the_user_says_what_becomes_of_the_decisions() {
    let folder = folder();
    let mut harness = opened(text(&sample("penguins")));
    ignore(&mut harness, "year");
    let open = || Ask::Document(Box::new(Action::Open(sample("digits"))));
    harness.state_mut().ask(open());
    harness.run_steps(4);
    harness.get_by_label("Save your decisions before another file is opened?");
    harness.get_by_label("Cancel").click();
    harness.run_steps(4);
    settle(&mut harness);
    assert!(harness.state().project().is_unsaved());
    harness.get_by_label("penguins.csv");
    // Saved under a name first, then opened.
    let path = folder.path().join("p.dimlens");
    save_to(&mut harness, &path);
    until(&mut harness, "the project", |app| !app.project().is_unsaved());
    ignore(&mut harness, "sex");
    harness.state_mut().ask(open());
    harness.run_steps(4);
    harness.get_by_label("Save").click();
    until(&mut harness, "digits", |app| {
        app.project().opened().is_some_and(|opened| opened.table.short_name() == "digits.csv")
    });
    assert!(std::fs::read_to_string(&path).unwrap().contains("\"sex\""));
    settle(&mut harness);
    harness.state_mut().ask(Ask::Document(Box::new(Action::Open(path))));
    settle(&mut harness);
    assert_eq!(harness.state().project().choices().recipe.roles.len(), 2);
}

#[test]
fn unsaved_decisions_outlive_a_crash_and_several_are_offered() {
    let folder = folder();
    let state = folder.path().join("state");
    let files = ["one.csv", "two.csv"].map(|name| folder.path().join(name));
    for file in &files {
        std::fs::copy(sample("penguins"), file).unwrap();
    }
    // Two windows that end without being closed.
    let mut windows = files.clone().map(|file| kept(&state, &file));
    assert!(autosaves(&state).is_empty(), "nothing was decided");
    let decided = Instant::now();
    for harness in &mut windows {
        ignore(harness, "year");
    }
    for harness in &mut windows {
        let start = Instant::now();
        while autosaves(&state).len() < 2 && start.elapsed() < PATIENCE {
            harness.step();
            if harness.state().project().choices().recipe.roles.is_empty() {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
            if start.elapsed() > Duration::from_secs(2) {
                break;
            }
        }
    }
    assert_eq!(autosaves(&state).len(), 2);
    assert!(decided.elapsed() < Duration::from_secs(10));
    // While they live, nobody is offered anything.
    let third = kept(&state, &sample("penguins"));
    assert!(third.state().view().keeping.crashed.is_empty());
    drop(third);
    drop(windows);
    let mut after = kept(&state, &sample("penguins"));
    assert_eq!(after.state().view().keeping.crashed.len(), 2);
    after.get_by_label("dimlens ended without being closed.");
    // Another window that starts now is not offered the same.
    let fourth = kept(&state, &sample("penguins"));
    assert!(fourth.state().view().keeping.crashed.is_empty());
    drop(fourth);
    let first = after.state().view().keeping.crashed[0].name.clone();
    after.get_all_by_label("Restore").next().unwrap().click();
    after.run_steps(3);
    settle(&mut after);
    let project = after.state().project();
    assert_eq!(project.opened().unwrap().table.short_name(), first);
    assert_eq!(project.choices().recipe.roles.get("year"), Some(&Role::Ignored));
    assert!(project.is_unsaved() && project.file().is_none());
    until(&mut after, "a place of its own", |_| autosaves(&state).len() == 2);
    after.get_by_label("Discard").click();
    until(&mut after, "the end of the other", |_| autosaves(&state).len() == 1);
    // Saved: nothing is left to offer.
    save_to(&mut after, &folder.path().join("p.dimlens"));
    until(&mut after, "the project", |app| !app.project().is_unsaved());
    until(&mut after, "no autosave", |_| autosaves(&state).is_empty());
}

#[test]
fn a_project_whose_data_changed_asks_and_says_what_changed() {
    let folder = folder();
    let segments = vec![new_segment(&[], "early", [1, 2].map(RowId).into())];
    let choices = Choices { segments, ..Choices::default() };
    let project = project_in(folder.path(), choices, Vec::new());
    let data = folder.path().join("penguins.csv");
    let fewer: Vec<String> =
        std::fs::read_to_string(&data).unwrap().lines().take(201).map(str::to_owned).collect();
    std::fs::write(&data, fewer.join("\n")).unwrap();
    let mut harness = opened(text(&project));
    harness.get_by_label("The data changed: p.dimlens");
    harness.get_by_label("It has 200 rows now; it had 344.");
    assert!(harness.state().project().opened().is_none());
    harness.get_by_label("Use it as it is").click();
    harness.run_steps(3);
    settle(&mut harness);
    harness.get_by_label("PCA map of 200 rows");
    let notices = harness.state().project().notices();
    assert!(notices.iter().any(|notice| notice.text.contains("may hold other customers")));
    assert!(harness.state().project().is_unsaved(), "the project on the disk tells of other data");
    // Located elsewhere, and as it was.
    let mut harness = opened(text(&project));
    harness.state_mut().ask(Ask::Typed(Purpose::LocateData, sample("penguins")));
    harness.run_steps(3);
    settle(&mut harness);
    harness.get_by_label("PCA map of 344 rows");
    assert_eq!(harness.state().project().choices().segments.len(), 1);
}

#[test]
fn a_project_that_cannot_be_written_is_said_and_what_was_saved_stays() {
    let folder = folder();
    let project = project_in(folder.path(), Choices::default(), Vec::new());
    let before = std::fs::read(&project).unwrap();
    let mut harness = opened(text(&project));
    ignore(&mut harness, "year");
    let full = folder.path().join("full.dimlens");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/dev/full", &full).unwrap();
    for (path, words) in
        [(folder.path().join("none/p.dimlens"), "no such folder"), (full, "the disk is full")]
    {
        if path.exists() {
            save_to(&mut harness, &path);
            harness.get_by_label_contains("exists already; nothing was written");
        }
        save_to(&mut harness, &path);
        let start = Instant::now();
        while harness.query_by_label_contains(words).is_none() {
            harness.step();
            assert!(start.elapsed() < PATIENCE, "{words}");
            std::thread::sleep(Duration::from_millis(5));
        }
        harness.get_by_label_contains("What was saved before is as it was.");
        assert!(harness.state().project().is_unsaved());
    }
    // Onto the project itself, which is protected.
    let mut protected = std::fs::metadata(&project).unwrap().permissions();
    protected.set_readonly(true);
    std::fs::set_permissions(&project, protected).unwrap();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run_steps(3);
    let start = Instant::now();
    while harness.query_by_label_contains("no permission to write there").is_none() {
        harness.step();
        assert!(start.elapsed() < PATIENCE, "the refusal did not come");
        std::thread::sleep(Duration::from_millis(5));
    }
    harness.get_by_label_contains("What was saved before is as it was.");
    assert!(harness.state().project().is_unsaved());
    assert_eq!(std::fs::read(&project).unwrap(), before);
}

/// The folder in which a child saves that may write no file.
const LIMITED: &str = "DIMLENS_TEST_LIMITED";

/// The child's part: every write to a file fails, as on a full disk.
#[test]
#[ignore = "the child of the test below"]
fn limited_saver() {
    let Some(folder) = std::env::var_os(LIMITED).map(PathBuf::from) else { return };
    let error = dimlens::report::save(&folder.join("p.dimlens"), b"{}").unwrap_err();
    println!("refused: {error}");
}

#[cfg(unix)]
#[test]
fn a_save_onto_the_project_that_stops_in_its_middle_leaves_what_was_saved() {
    let folder = folder();
    let project = project_in(folder.path(), Choices::default(), Vec::new());
    let names = || {
        let entries = std::fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let (before, there) = (std::fs::read(&project).unwrap(), names());
    let output = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "keeping::limited_saver", "--ignored", "--nocapture"])
        .env(LIMITED, folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("refused: cannot write"), "{said}");
    assert_eq!(std::fs::read(&project).unwrap(), before);
    assert_eq!(names(), there, "no remains");
}

#[test]
fn the_second_window_on_a_project_is_told_and_does_not_write_over_it() {
    let folder = folder();
    let project = project_in(folder.path(), Choices::default(), Vec::new());
    let first = opened(text(&project));
    let mut second = opened(text(&project));
    assert!(second.query_by_label_contains("Another window (process").is_some());
    assert!(first.query_by_label_contains("Another window").is_none());
    ignore(&mut second, "year");
    let before = std::fs::read(&project).unwrap();
    // Nor does a third one that has another project open.
    let mut third = opened(text(&sample("penguins")));
    ignore(&mut third, "sex");
    for _ in 0..2 {
        save_to(&mut third, &project);
    }
    assert!(third.query_by_label_contains("nothing was written. Choose another name").is_some());
    assert!(third.state().project().is_unsaved());
    save_to(&mut second, &folder.path().join("other.dimlens"));
    until(&mut second, "the other project", |app| !app.project().is_unsaved());
    assert_eq!(std::fs::read(&project).unwrap(), before);
}

#[test]
fn a_table_is_exported_by_the_dialog() {
    let folder = folder();
    let mut harness = opened(text(&sample("penguins")));
    harness.state_mut().view_mut().selection.select([3, 5].map(RowId));
    harness.state_mut().ask(Ask::Command(Command::ExportTable));
    harness.run_steps(4);
    harness.get_by_label("Export table");
    harness.get_by_label("2 rows");
    press(&mut harness, "Parquet");
    harness.get_by_label("Type the path\u{2026}").click();
    harness.run_steps(3);
    let path = folder.path().join("two.parquet");
    harness.get_by_label("Path of the table to write").type_text(text(&path));
    harness.run_steps(2);
    harness.get_by_label("Save").click();
    until(&mut harness, "the table", |_| path.exists());
    let info = super::support::json(&["info", text(&path), "--json"]);
    assert_eq!(info["rows"], 2);
    let names: Vec<&str> =
        info["columns"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
    assert_eq!(names[..5], ["row", "pca_x", "pca_y", "tsne_x", "tsne_y"]);
    assert!(names.contains(&"species"));
}

#[test]
fn likings_and_recent_files_come_back() {
    let folder = folder();
    let state = folder.path().join("state");
    let mut harness = kept(&state, &sample("penguins"));
    harness.state_mut().ask(Ask::Command(Command::DarkTheme));
    harness.run_steps(3);
    drop(harness);
    let harness = kept(&state, &sample("digits"));
    assert!(harness.ctx.theme() == eframe::egui::Theme::Dark);
    let recent: Vec<String> = harness
        .state()
        .view()
        .keeping
        .recent
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(recent, ["digits.csv", "penguins.csv"]);
}

#[test]
fn what_was_decided_while_another_file_was_read_is_asked_about() {
    let mut harness = opened(text(&sample("penguins")));
    // Nothing was decided yet: nobody asks.
    harness.state_mut().ask(Ask::Document(Box::new(Action::Open(sample("digits")))));
    harness.step();
    assert!(harness.query_by_label_contains("Save your decisions").is_none());
    let mut choices = harness.state().project().choices().clone();
    choices.recipe.roles.insert("year".into(), Role::Ignored);
    harness.state_mut().apply(Action::Choose(choices.clone()));
    until(&mut harness, "the question", |app| app.project().has_arrived());
    harness.get_by_label_contains("before the file that was read takes its place");
    harness.get_by_label("Cancel").click();
    harness.run_steps(4);
    let project = harness.state().project();
    assert_eq!((project.choices(), project.has_arrived()), (&choices, false));
    assert_eq!(project.opened().unwrap().table.short_name(), "penguins.csv");
}

#[test]
fn a_file_that_exists_is_spared_until_it_is_named_twice() {
    let folder = folder();
    let path = folder.path().join("theirs.dimlens");
    std::fs::write(&path, "theirs").unwrap();
    let mut harness = opened(text(&sample("penguins")));
    ignore(&mut harness, "year");
    // The ending that is added may make it the name of a file, too.
    save_to(&mut harness, &path.with_extension(""));
    harness.get_by_label_contains("exists already; nothing was written");
    assert_eq!(std::fs::read(&path).unwrap(), b"theirs");
    save_to(&mut harness, &path);
    until(&mut harness, "the project", |app| !app.project().is_unsaved());
    // Written by somebody else meanwhile, it is spared again.
    let later = std::time::SystemTime::now() + Duration::from_mins(1);
    std::fs::File::options().append(true).open(&path).unwrap().set_modified(later).unwrap();
    let before = std::fs::read(&path).unwrap();
    ignore(&mut harness, "sex");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run_steps(3);
    harness.get_by_label_contains("was written by somebody else");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run_steps(3);
    until(&mut harness, "the project", |app| !app.project().is_unsaved());
    assert_ne!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_folder_that_keeps_nothing_is_said_as_long_as_something_could_be_lost() {
    const SAID: &str = "Unsaved decisions cannot be kept for a crash";
    let folder = folder();
    let state = folder.path().join("state");
    std::fs::write(&state, "a file stands in the way").unwrap();
    let mut harness = kept(&state, &sample("penguins"));
    assert!(harness.query_by_label_contains(SAID).is_none(), "nothing could be lost yet");
    ignore(&mut harness, "year");
    harness.get_by_label_contains(SAID);
    std::fs::remove_file(&state).unwrap();
    until(&mut harness, "the autosave", |_| autosaves(&state).len() == 1);
    until(&mut harness, "the end of the message", |app| app.view().keeping.trouble.is_none());
    assert!(harness.query_by_label_contains(SAID).is_none());
}
