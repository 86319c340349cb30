//! Undo brings the old pictures back at once, and says what it takes back.

use super::*;
use crate::data::sample;
use std::time::{Duration, Instant};

fn settled(project: &mut Project) {
    let start = Instant::now();
    while !project.jobs().is_empty() {
        project.poll();
        assert!(start.elapsed() < Duration::from_mins(2), "jobs never end");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn maps_of_the_last_few_settings_come_back_at_once_both_ways() {
    let mut project = Project::new(Arc::new(|| {}));
    project.apply(Action::OpenSample(sample::find("penguins").unwrap()));
    settled(&mut project);
    let maps = |project: &Project| {
        [Method::Pca, Method::Tsne].map(|method| Arc::clone(project.map(method).unwrap()))
    };
    let mut seen = vec![maps(&project)];
    for perplexity in [10.0, 20.0, 40.0] {
        let mut choices = project.choices().clone();
        choices.tsne.perplexity = Some(perplexity);
        choices.plane.flip = [perplexity > 10.0, perplexity > 20.0];
        project.apply(Action::Choose(choices));
        project.apply(Action::Run(Method::Tsne));
        settled(&mut project);
        seen.push(maps(&project));
    }
    let same = |project: &Project, seen: &[Arc<MapResult>; 2]| {
        let now = maps(project);
        assert!(Arc::ptr_eq(&now[0], &seen[0]) && Arc::ptr_eq(&now[1], &seen[1]));
        assert!([Method::Pca, Method::Tsne].iter().all(|method| !project.is_stale(*method)));
        assert!([Method::Pca, Method::Tsne].iter().all(|method| !project.is_running(*method)));
    };
    assert_eq!(project.undo_name().as_deref(), Some("turn an axis round and 1 more"));
    for earlier in seen.iter().rev().skip(1) {
        project.apply(Action::Undo);
        same(&project, earlier);
    }
    assert_eq!((project.can_undo(), project.undo_name()), (false, None));
    assert_eq!(project.redo_name().as_deref(), Some("perplexity 10"));
    for later in &seen[1..] {
        project.apply(Action::Redo);
        same(&project, later);
    }
}
