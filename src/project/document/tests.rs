use super::*;
use crate::data::sample;
use crate::features::{Role, Scale};
use std::time::{Duration, Instant};

fn settled(project: &mut Project) {
    let start = Instant::now();
    while !project.jobs().is_empty() {
        project.poll();
        assert!(start.elapsed() < Duration::from_mins(2), "jobs never end");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn with_penguins() -> Project {
    let mut project = Project::new(Arc::new(|| {}));
    project.apply(Action::OpenSample(sample::find("penguins").unwrap()));
    settled(&mut project);
    project
}

#[test]
fn opening_a_table_brings_both_maps_of_the_same_rows() {
    let project = with_penguins();
    let (pca, tsne) = (project.map(Method::Pca).unwrap(), project.map(Method::Tsne).unwrap());
    assert_eq!(pca.embedding.rows(), tsne.embedding.rows());
    assert_eq!(pca.embedding.rows().len(), 344);
    assert!(!project.is_stale(Method::Pca) && !project.is_stale(Method::Tsne));
    assert!(project.notices().iter().any(|n| n.text.contains("species")));
}

#[test]
fn a_decision_recomputes_pca_marks_tsne_stale_and_can_be_undone() {
    let mut project = with_penguins();
    let before = Arc::clone(project.map(Method::Pca).unwrap());
    let mut choices = project.choices().clone();
    choices.recipe.scale = Scale::None;
    project.apply(Action::Choose(choices));
    assert!(project.is_stale(Method::Pca), "the old map stays, marked");
    settled(&mut project);
    assert!(!project.is_stale(Method::Pca) && project.is_stale(Method::Tsne));
    assert_ne!(project.map(Method::Pca).unwrap().embedding, before.embedding);
    project.apply(Action::Undo);
    assert!(!project.is_stale(Method::Tsne), "the old map is shown at once");
    assert!(Arc::ptr_eq(project.map(Method::Pca).unwrap(), &before));
    project.apply(Action::Redo);
    project.apply(Action::Run(Method::Tsne));
    settled(&mut project);
    assert!(!project.is_stale(Method::Tsne));
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_table_at_hand() {
    let mut project = with_penguins();
    project.apply(Action::Open("no/such/file.csv".into()));
    settled(&mut project);
    assert!(project.open_error().unwrap().contains("no such file"));
    assert!(project.map(Method::Pca).is_some());
}

#[test]
fn a_recipe_without_features_is_a_message_and_leaves_the_maps() {
    let mut project = with_penguins();
    let mut choices = project.choices().clone();
    for column in project.opened().unwrap().table.columns() {
        choices.recipe.roles.insert(column.name.clone(), Role::Ignored);
    }
    project.apply(Action::Choose(choices));
    settled(&mut project);
    assert!(matches!(project.prepare_trouble(), Some(Trouble::Failed(m)) if m.contains("feature")));
    assert!(project.map(Method::Pca).is_some() && project.is_stale(Method::Pca));
}

#[test]
fn cancelling_tsne_keeps_pca_and_says_so() {
    let mut project = Project::new(Arc::new(|| {}));
    project.apply(Action::OpenSample(sample::find("digits").unwrap()));
    let start = Instant::now();
    while !project.is_running(Method::Tsne) && start.elapsed() < Duration::from_mins(1) {
        project.poll();
    }
    project.apply(Action::Cancel(Some(Method::Tsne)));
    settled(&mut project);
    assert_eq!(project.trouble(Method::Tsne), Some(&Trouble::Cancelled));
    assert!(project.map(Method::Pca).is_some());
}

#[test]
fn analyses_come_when_asked_for_and_never_beside_another_pca() {
    let mut project = with_penguins();
    assert!(project.outliers().is_none() && project.parallel().is_none());
    for analysis in Analysis::ALL {
        project.apply(Action::Analyse(analysis));
        assert!(project.is_analysing(analysis));
        assert!(project.jobs().iter().any(|job| job.3 == Action::GiveUp(analysis)));
    }
    settled(&mut project);
    assert!(Analysis::ALL.into_iter().all(|analysis| project.has(analysis)));
    let found = project.parallel().unwrap().clone();
    assert!(project.bootstrap().is_some());
    let outliers = Arc::clone(project.outliers().unwrap());
    // Other axes: the same matrix, the same answers.
    let mut choices = project.choices().clone();
    choices.plane.axes = [0, 2];
    project.apply(Action::Choose(choices.clone()));
    settled(&mut project);
    assert_eq!(project.parallel(), Some(&found));
    assert!(project.has(Analysis::Outliers));
    // Another matrix.
    choices.recipe.scale = Scale::None;
    project.apply(Action::Choose(choices));
    assert_eq!(project.parallel(), Some(&found), "the old picture stays whole until the next");
    settled(&mut project);
    assert!(project.parallel().is_none() && project.bootstrap().is_none());
    assert!(!project.has(Analysis::Outliers));
    assert!(Arc::ptr_eq(project.outliers().unwrap(), &outliers), "it stays, stale");
    project.apply(Action::Undo);
    assert_eq!(project.parallel(), Some(&found), "brought back, not computed again");
}

#[test]
fn analyses_can_be_given_up_and_asked_for_again() {
    let mut project = with_penguins();
    project.apply(Action::Analyse(Analysis::Parallel));
    project.apply(Action::GiveUp(Analysis::Parallel));
    settled(&mut project);
    assert!(project.parallel().is_none());
    assert_eq!(project.analysis_trouble(Analysis::Parallel), Some(&Trouble::Cancelled));
    project.apply(Action::Analyse(Analysis::Parallel));
    settled(&mut project);
    assert!(project.parallel().is_some());
}
