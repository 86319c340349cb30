//! `kill -9` during a save and during work: the project always opens, and at most 5 s of work are gone.

use super::desktop::{Dialogs, Session};
use super::projects::project_in;
use super::support::{folder, sample, text};
use super::window;
use dimlens::progress::Progress;
use dimlens::project::file::{KeptView, LoadedProject, ProjectFile, Snapshot};
use dimlens::project::{Action, Choices};
use dimlens::ui::{App, Ask, Command as UiCommand, Keep};
use egui_kittest::kittest::Queryable;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The folder in which a child saves without end.
const FOLDER: &str = "DIMLENS_TEST_SAVER";
/// The folder in which a child works in a window.
const WORK: &str = "DIMLENS_TEST_WORKER";
/// Set where it never saves.
const UNSAVED: &str = "DIMLENS_TEST_UNSAVED";
/// Kills during a save, during work and saves in a window without a screen, and in the real window.
const SAVES: u64 = 46;
const WORKERS: u64 = 50;
const WINDOWS: u64 = 4;

fn load(path: &Path) -> LoadedProject {
    let loaded = LoadedProject::open(path, None, &Progress::new()).unwrap();
    assert!(loaded.doubts.is_empty(), "{:?}", loaded.doubts);
    loaded
}

/// The child's part: saves and counts, as the window does, until it is killed.
#[test]
#[ignore = "the child of the test below"]
fn saver() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let path = folder.join("p.dimlens");
    let LoadedProject { file, data, .. } = load(&path);
    let data = data.unwrap();
    let mut snapshot = Snapshot {
        source: data.source,
        table: std::sync::Arc::new(data.table),
        fingerprint: Some(data.fingerprint),
        choices: file.choices,
        view: KeptView::default(),
        outputs: Vec::new(),
        project: Some(path.clone()),
    };
    loop {
        snapshot.choices.tsne.seed += 1;
        let saved = snapshot.text(&folder, false).unwrap();
        dimlens::report::save(&path, saved.as_bytes()).unwrap();
        // A byte for each save that was said to be done.
        print!(".");
        std::io::Write::flush(&mut std::io::stdout()).unwrap();
    }
}

#[test]
#[ignore = "kills children for some seconds; .ci/run runs it"]
fn a_project_survives_every_kill_during_a_save() {
    let folder = folder();
    let project = project_in(folder.path(), Choices::default(), Vec::new());
    for kill in 0..SAVES {
        let before = load(&project).file.choices.tsne.seed;
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "killed::saver", "--ignored", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = child.stdout.take().unwrap();
        // The first save is done; then a moment that is another one each time.
        let mut byte = [0; 1];
        while said.read(&mut byte).unwrap() == 1 && byte != *b"." {}
        std::thread::sleep(Duration::from_micros(kill * 1_700 % 23_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut rest = String::new();
        said.read_to_string(&mut rest).unwrap();
        let done = 1 + rest.matches('.').count() as u64;
        let after = load(&project).file.choices.tsne.seed;
        // Everything that was said to be saved, and at most the one under way besides.
        assert!((before + done..=before + done + 1).contains(&after), "{before} {done} {after}");
    }
}

fn in_window(folder: &Path) -> egui_kittest::Harness<'static, App> {
    let (state, action) = (folder.join("state"), Action::Open(folder.join("p.dimlens")));
    egui_kittest::Harness::builder()
        .with_size([1024.0, 700.0])
        .build_eframe(move |cc| App::new(&cc.egui_ctx, action).keeping_in(&state, &cc.egui_ctx))
}

fn until(
    harness: &mut egui_kittest::Harness<'static, App>,
    what: &str,
    done: impl Fn(&App) -> bool,
) {
    let start = Instant::now();
    while !done(harness.state()) {
        harness.step();
        assert!(start.elapsed() < Duration::from_mins(1), "{what} did not come");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// The child's part until it is killed: decides, and saves every other time as a user does in a hurry; or only decides.
#[test]
#[ignore = "the child of the test below"]
fn worker() {
    let Some(folder) = std::env::var_os(WORK).map(PathBuf::from) else { return };
    let mut harness = in_window(&folder);
    until(&mut harness, "the project", |app| app.project().opened().is_some());
    let say = |what: &str, seed: u64| {
        println!("{what} {seed}");
        std::io::Write::flush(&mut std::io::stdout()).unwrap();
    };
    loop {
        let mut choices = harness.state().project().choices().clone();
        choices.tsne.seed += 1;
        let seed = choices.tsne.seed;
        harness.state_mut().apply(Action::Choose(choices));
        say("decided", seed);
        harness.step();
        if std::env::var_os(UNSAVED).is_some() {
            std::thread::sleep(Duration::from_millis(20));
        } else if seed % 2 == 0 {
            harness.state_mut().ask(Ask::Command(UiCommand::Save));
            until(&mut harness, "the save", |app| !app.project().is_unsaved());
            say("saved", seed);
        }
    }
}

#[test]
#[ignore = "kills children for a minute or two; .ci/run runs it"]
fn what_a_killed_window_was_at_is_in_its_project_or_offered() {
    let folder = folder();
    let project = project_in(folder.path(), Choices::default(), Vec::new());
    let (mut offered, mut saves) = (0_u64, 0_u64);
    for kill in 0..WORKERS {
        let saves_too = kill % 2 == 0;
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "killed::worker", "--ignored", "--nocapture"])
            .env(WORK, folder.path())
            .envs((!saves_too).then_some((UNSAVED, "1")))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said = std::io::BufReader::new(child.stdout.take().unwrap());
        let listener = std::thread::Builder::new().name("listener".to_owned());
        let lines = listener.spawn(move || {
            use std::io::BufRead;
            let lines = said.lines().map_while(Result::ok);
            lines.map(|line| (Instant::now(), line)).collect::<Vec<_>>()
        });
        let lines = lines.unwrap();
        std::thread::sleep(Duration::from_millis(900 + kill * 137 % 2_600));
        let killed = Instant::now();
        child.kill().unwrap();
        child.wait().unwrap();
        let lines = lines.join().unwrap();
        let last = |what: &str, before: Instant| {
            let said = lines.iter().filter(|(at, _)| *at <= before);
            let seeds = said.filter_map(|(_, line)| line.strip_prefix(what)?.trim().parse().ok());
            seeds.max().unwrap_or(0_u64)
        };
        let in_file = load(&project).file.choices.tsne.seed;
        let (saved, decided) = (last("saved", killed), last("decided", killed));
        assert!(in_file >= saved, "{in_file}, not {saved}");
        saves += u64::from(saved > 0);
        // The next start.
        let mut next = in_window(folder.path());
        until(&mut next, "what was left behind", |app| !app.view().keeping.looking);
        let mut there = in_file;
        while !next.state().view().keeping.crashed.is_empty() {
            let kept = next.state().view().keeping.crashed[0].path.clone();
            let parsed = ProjectFile::parse(&std::fs::read_to_string(kept).unwrap()).unwrap();
            there = there.max(parsed.choices.tsne.seed);
            offered += 1;
            next.state_mut().ask(Ask::Keep(Keep::Discard(0)));
            next.run_steps(2);
        }
        let five_ago = killed.checked_sub(Duration::from_secs(5)).unwrap();
        assert!(there >= last("decided", five_ago).max(saved), "more than 5 s of work are gone");
        // The beat is a second; the rest is for a slow disk.
        let recent = killed.checked_sub(Duration::from_millis(2_500)).unwrap();
        assert!(there >= last("decided", recent), "{there}: decided before was {decided}");
    }
    println!("{WORKERS} kills: {saves} after a save, {offered} times something was offered");
    let enough = saves > WORKERS / 4 && offered > WORKERS / 4;
    assert!(enough, "the kills came too early: {saves} after a save, {offered} offered");
}

#[test]
#[ignore = "needs Xvfb and D-Bus; .ci/run runs it"]
fn decisions_in_the_real_window_survive_a_kill_within_five_seconds() {
    let folder = folder();
    let table = folder.path().join("penguins.csv");
    std::fs::copy(sample("penguins"), &table).unwrap();
    // A twin without a screen tells where the box of a column lies.
    let twin = window::opened(text(&table));
    let center = twin.get_by_label("year").rect().center();
    drop(twin);
    let session = Session::start(Dialogs::Fail);
    for kill in 0..WINDOWS {
        let shown = session.open(&table);
        session.click(shown, (center.x as i32, center.y as i32));
        let decided = Instant::now();
        let kept = session.state_folder().join("autosave");
        let file = session.wait_for("an autosave", || {
            let entries = std::fs::read_dir(&kept).ok()?;
            let mut files = entries.filter_map(|entry| Some(entry.ok()?.path()));
            files.find(|path| path.extension().is_some_and(|ending| ending == "dimlens"))
        });
        assert!(decided.elapsed() < Duration::from_secs(5), "{:?}", decided.elapsed());
        std::thread::sleep(Duration::from_millis(kill * 130));
        session.kill();
        let parsed = ProjectFile::parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
        assert!(parsed.choices.recipe.roles.contains_key("year"), "{parsed:?}");
        assert!(load(&file).file.autosave.is_some());
        std::fs::remove_file(file).unwrap();
    }
}
