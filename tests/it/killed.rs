//! `kill -9` during a save and during work: the project always opens, and at most 5 s of work are gone.

use super::desktop::{Dialogs, Session};
use super::projects::project_in;
use super::support::{folder, sample, text};
use super::window;
use dimlens::progress::Progress;
use dimlens::project::Choices;
use dimlens::project::file::{KeptView, LoadedProject, ProjectFile, Snapshot};
use egui_kittest::kittest::Queryable;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The folder in which a child saves without end.
const FOLDER: &str = "DIMLENS_TEST_SAVER";
/// Kills during a save, and during work in the real window: fifty together.
const SAVES: u64 = 46;
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
