//! A file that is read otherwise: what fails leaves what worked, and segments never name other customers.

use super::*;
use crate::data::{Fingerprint, RowId};
use crate::project::file::{KeptView, LoadedProject};
use crate::project::new_segment;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn settled(project: &mut Project) {
    let start = Instant::now();
    while !project.jobs().is_empty() || project.fingerprint().is_none() {
        project.poll();
        assert!(start.elapsed() < Duration::from_mins(2), "jobs never end");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Forty customers in a file of their own.
fn opened(folder: &Path) -> (Project, PathBuf) {
    let row = |i: u32| format!("{},{},{}\n", i * 7 % 11, i * 5 % 13, i * i % 17);
    let path = folder.join("t.csv");
    std::fs::write(&path, format!("a,b,c\n{}", (0..40).map(row).collect::<String>())).unwrap();
    let mut project = Project::new(Arc::new(|| {}));
    project.apply(Action::Open(path.clone()));
    settled(&mut project);
    (project, path)
}

fn read_with(project: &mut Project, change: impl FnOnce(&mut ReadOptions)) {
    let mut choices = project.choices().clone();
    change(&mut choices.read);
    project.apply(Action::Choose(choices));
}

fn with_segment(project: &mut Project, rows: &[u32]) {
    let mut choices = project.choices().clone();
    let rows = rows.iter().copied().map(RowId).collect();
    choices.segments.push(new_segment(&choices.segments, "mine", rows));
    project.apply(Action::Choose(choices));
    settled(project);
}

#[test]
fn what_cannot_be_read_is_not_kept_and_a_saved_project_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let (mut project, _) = opened(folder.path());
    with_segment(&mut project, &[1, 2, 40]);
    let before = project.choices().clone();
    read_with(&mut project, |read| read.skip = Some(999));
    // Also while it is being tried.
    let saved = project.snapshot(KeptView::default()).unwrap();
    assert_eq!(saved.choices.read, before.read);
    settled(&mut project);
    assert!(project.open_error().is_some() && project.refused().is_some());
    assert_eq!(project.choices(), &before);
    assert_eq!(project.undo_name().as_deref(), Some("name segment \u{201c}mine\u{201d}"));
    let path = folder.path().join("p.dimlens");
    let text = project.snapshot(KeptView::default()).unwrap().text(folder.path(), false).unwrap();
    std::fs::write(&path, text).unwrap();
    let again = LoadedProject::open(&path, None, &crate::progress::Progress::new()).unwrap();
    assert!(again.doubts.is_empty() && again.data.is_some(), "{:?}", again.doubts);
    // Tried again otherwise, it is a decision as any other.
    project.apply(Action::Retry(ReadOptions { header: Some(true), ..ReadOptions::default() }));
    settled(&mut project);
    assert_eq!(project.choices().read.header, Some(true));
    assert_eq!(project.undo_name().as_deref(), Some("read the file with another header"));
    project.apply(Action::Undo);
    settled(&mut project);
    assert_eq!(project.choices(), &before);
}

#[test]
fn taken_back_before_it_is_there_it_never_comes() {
    let folder = tempfile::tempdir().unwrap();
    let (mut project, _) = opened(folder.path());
    let number = project.table_number();
    read_with(&mut project, |read| read.header = Some(false));
    project.apply(Action::Undo);
    settled(&mut project);
    assert_eq!((project.table_number(), project.choices().read.header), (number, None));
}

#[test]
fn rows_numbered_anew_set_segments_aside_until_they_are_numbered_so_again() {
    let folder = tempfile::tempdir().unwrap();
    let (mut project, _) = opened(folder.path());
    with_segment(&mut project, &[1, 2, 40]);
    let before = project.choices().clone();
    read_with(&mut project, |read| read.header = Some(false));
    settled(&mut project);
    let choices = project.choices();
    assert!(choices.segments.is_empty() && choices.set_aside.len() == 1);
    assert!(project.notices().iter().any(|notice| notice.text.contains("1 segment was set aside")));
    assert_eq!(project.undo_name().as_deref(), Some("read the file with another header"));
    // Not by undo, but by the same choice.
    read_with(&mut project, |read| read.header = None);
    settled(&mut project);
    assert_eq!(project.choices(), &before);
    for action in [Action::Undo, Action::Redo] {
        project.apply(action.clone());
        settled(&mut project);
        let kept = &project.choices().segments;
        assert_eq!(kept.is_empty(), action == Action::Undo);
    }
}

#[test]
fn rows_that_are_not_there_now_stay_with_their_segment_and_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let (mut project, _) = opened(folder.path());
    with_segment(&mut project, &[1, 2, 39, 40]);
    let choices = project.choices().narrowed("last", [39, 40].map(RowId).into());
    project.apply(Action::Choose(choices));
    settled(&mut project);
    read_with(&mut project, |read| read.skip_end = Some(2));
    settled(&mut project);
    let said: Vec<String> = project.notices().into_iter().map(|notice| notice.text).collect();
    assert!(
        said.iter().any(|text| text.starts_with("2 rows are of \u{201c}mine\u{201d}")),
        "{said:?}"
    );
    assert!(said.iter().any(|text| text.contains("show all rows again")), "{said:?}");
    assert_eq!(project.choices().segments[0].rows.len(), 4);
    assert!(project.choices().scope.is_empty());
    project.apply(Action::Undo);
    settled(&mut project);
    assert_eq!(project.choices().scope.len(), 1);
}

#[test]
fn the_fingerprint_is_that_of_what_was_read_last_and_a_change_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (mut project, path) = opened(folder.path());
    let before = project.fingerprint().cloned();
    let mut text = std::fs::read_to_string(&path).unwrap();
    text.push_str("1,2,3\n");
    std::fs::write(&path, &text).unwrap();
    read_with(&mut project, |read| read.decimal = Some(','));
    settled(&mut project);
    assert_ne!(project.fingerprint().cloned(), before);
    assert_eq!(project.fingerprint(), Some(&Fingerprint::of_bytes(text.as_bytes())));
    assert!(project.notices().iter().any(|n| n.text.contains("changed by somebody")));
}
