use super::*;
use crate::data::{RowId, RowSample};
use crate::features::{Categories, ColumnRecipe, Impute, MissingCode, Role, Scale, Transform};
use crate::methods::Method;
use crate::methods::cluster::{ClusterMethod, Covariance, Linkage};
use crate::methods::tsne::Start;
use crate::project::{History, new_segment};
use std::sync::Arc;

fn named(change: impl FnOnce(&mut Choices)) -> String {
    let before = Choices::default();
    let mut after = before.clone();
    change(&mut after);
    assert_ne!(before, after);
    decision(&before, &after)
}

fn rows(numbers: &[u32]) -> Arc<[RowId]> {
    numbers.iter().map(|number| RowId(*number)).collect()
}

#[test]
fn decisions_about_columns_are_named() {
    let role = |role| named(|c| c.recipe.roles.extend([("tenure".to_owned(), role)]));
    assert_eq!(role(Role::Ignored), "ignore column tenure");
    assert_eq!(role(Role::Label), "use column tenure as a label");
    let many = named(|c| {
        for name in ["a", "b", "c"] {
            c.recipe.roles.insert(name.into(), Role::Ignored);
        }
        c.recipe.scale = Scale::Robust;
    });
    assert_eq!(many, "ignore 3 columns and 1 more");
    let own = |own| named(|c| drop(c.recipe.overrides.insert("a".into(), own)));
    let bend = ColumnRecipe { transform: Some(Transform::Log1p), ..ColumnRecipe::default() };
    assert_eq!(own(bend), "column a: bend log1p");
    let long = named(|c| c.recipe.roles.extend([("x\n".repeat(9_000), Role::Ignored)]));
    assert!(long.chars().count() < 80 && !long.contains('\n'), "{long}");
}

#[test]
fn segments_that_come_go_and_change_are_told_apart() {
    let a = vec![new_segment(&[], "a", rows(&[1, 2]))];
    let mut ab = a.clone();
    ab.push(new_segment(&a, "b", rows(&[3])));
    let with = |segments: &[Segment]| Choices { segments: segments.to_vec(), ..Choices::default() };
    let name = |from: &[Segment], to: &[Segment]| decision(&with(from), &with(to));
    assert_eq!(name(&[], &a), "name segment \u{201c}a\u{201d}");
    assert_eq!(name(&ab, &a), "remove segment \u{201c}b\u{201d}");
    let mut merged = ab.clone();
    crate::project::merge_segments(&mut merged, 0, 1);
    assert_eq!(name(&ab, &merged), "merge segment \u{201c}b\u{201d} into \u{201c}a\u{201d}");
    let mut other = a.clone();
    other[0].name = "loyal".into();
    assert_eq!(name(&a, &other), "rename segment \u{201c}a\u{201d} to \u{201c}loyal\u{201d}");
    let mut turned = ab.clone();
    turned.reverse();
    assert_eq!(name(&ab, &turned), "change the order of segments");
}

type Change = Box<dyn Fn(&mut Choices)>;

/// Every decision that can be made, one by one; a field that is new and not here is found by the last assertion.
fn each() -> Vec<Change> {
    let mut all: Vec<Change> = Vec::new();
    macro_rules! each {
        ($($path:ident).+ = $value:expr) => { all.push(Box::new(|c| c.$($path).+ = $value)) };
    }
    each!(read.separator = Some(';'));
    each!(read.header = Some(true));
    each!(read.encoding = Some("utf-8".into()));
    each!(read.quote = Some('\''));
    each!(read.skip = Some(2));
    each!(read.skip_end = Some(2));
    each!(read.decimal = Some(','));
    each!(read.day_first = Some(true));
    each!(read.missing = vec!["x".into()]);
    each!(read.sheet = Some("2".into()));
    each!(read.sample = Some(RowSample { rows: 9, seed: 1 }));
    each!(recipe.columns = Some(vec!["a".into()]));
    each!(recipe.roles = [("a".to_owned(), Role::Label)].into());
    each!(recipe.impute = Impute::Median);
    each!(recipe.scale = Scale::None);
    each!(recipe.categories = Categories::Ordinal);
    each!(recipe.one_hot_weight = false);
    each!(recipe.indicators = true);
    let missing = vec![MissingCode::Number(-1.0)];
    let own = ColumnRecipe { missing, ..ColumnRecipe::default() };
    all.push(Box::new(move |c| drop(c.recipe.overrides.insert("a".into(), own.clone()))));
    each!(pca.components = 3);
    each!(plane.axes = [0, 2]);
    each!(plane.flip = [true, false]);
    each!(kept = 4);
    each!(faint = true);
    each!(lies = true);
    each!(left = Method::DiffusionMap);
    each!(right = Method::LinfaTsne);
    each!(tsne.perplexity = Some(5.0));
    each!(tsne.iterations = 9);
    each!(tsne.exaggeration = 2.0);
    each!(tsne.late_exaggeration = 2.0);
    each!(tsne.learning_rate = Some(9.0));
    each!(tsne.start = Start::Random);
    each!(tsne.seed = 9);
    each!(tsne.theta = 0.1);
    each!(follow_map = true);
    each!(clusters.method = ClusterMethod::Hdbscan);
    each!(clusters.k = HowMany::Given(3));
    each!(clusters.linkage = Linkage::Average);
    each!(clusters.covariance = Covariance::Full);
    each!(clusters.radius = Some(1.0));
    each!(clusters.min_points = Some(4));
    each!(clusters.min_cluster_size = Some(4));
    each!(clusters.seed = 9);
    each!(color_by = ColorChoice::Nothing);
    each!(color_by = ColorChoice::Column("a".into()));
    each!(color_by = ColorChoice::Segments);
    each!(color_by = ColorChoice::Measure(Measure::Moved));
    each!(color_by = ColorChoice::Clusters(ClusterSpace::TsneMap));
    each!(clusters_also = Some(ClusterSpace::Components));
    let (space, name) = (ClusterSpace::Features, Some("loyal".to_owned()));
    let look = crate::project::ClusterLook { space, size: 3, ends: [1, 9], name, style: None };
    all.push(Box::new(move |c| c.cluster_looks = vec![look.clone()]));
    each!(hidden = vec!["a".into()]);
    all.push(Box::new(|c| c.segments = vec![new_segment(&[], "a", rows(&[1]))]));
    all.push(Box::new(|c| *c = c.narrowed("a", rows(&[1, 2]))));
    all
}

#[test]
fn every_decision_has_a_name_of_its_own_and_is_undone_and_made_again() {
    let mut names = Vec::new();
    for change in each() {
        let (mut history, mut value) = (History::default(), Choices::default());
        let mut next = value.clone();
        change(&mut next);
        let name = decision(&value, &next);
        assert!(name != "read the file anew" && !names.contains(&name), "{name}");
        names.push(name);
        assert!(history.set(&mut value, next.clone()) && history.undo(&mut value));
        assert_eq!(value, Choices::default());
        assert!(history.redo(&mut value) && value == next);
    }
    // All at once: whatever is not changed by any of them is not covered here.
    let mut all = Choices::default();
    for change in each() {
        change(&mut all);
    }
    let (default, all) =
        (serde_json::to_value(Choices::default()).unwrap(), serde_json::to_value(all).unwrap());
    let mut same = Vec::new();
    unchanged(&default, &all, "", &mut same);
    assert_eq!(same, ["numbered"], "not decided by anyone, but found out");
}

fn unchanged(a: &serde_json::Value, b: &serde_json::Value, at: &str, same: &mut Vec<String>) {
    match (a, b) {
        (serde_json::Value::Object(a), serde_json::Value::Object(b)) if !a.is_empty() => {
            for (key, value) in a {
                unchanged(value, &b[key], &format!("{at}.{key}"), same);
            }
        }
        _ if a == b => same.push(at.trim_start_matches('.').to_owned()),
        _ => {}
    }
}
