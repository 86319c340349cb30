//! Whatever was decided comes back from the disk as it was; a bent file is refused or read, never worse.

use super::tests::{TABLE, load};
use super::*;
use crate::data::{RowId, RowSample};
use crate::features::{Recipe, RecipeChange, Role, Scale};
use crate::methods::cluster::{ClusterMethod, ClusterSettings, HowMany};
use crate::methods::{Method, Plane};
use crate::project::{ClusterLook, ClusterSpace, ColorChoice, new_segment};
use proptest::prelude::*;
use std::sync::Arc;

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,6}",
        any::<String>(),
        Just("<script>alert(1)</script>".to_owned()),
        Just("../../etc/passwd".to_owned()),
        Just("\u{202e}evil \u{1f600}".to_owned()),
        Just("x".repeat(10_000)),
    ]
}

prop_compose! {
    fn any_clusters()(
        method in 0..ClusterMethod::ALL.len(),
        k in proptest::option::of(1usize..50),
        radius in proptest::option::of(1e-9f64..1e9),
        (min_points, min_cluster_size, seed) in any::<(Option<usize>, Option<usize>, u64)>(),
    ) -> ClusterSettings {
        ClusterSettings {
            method: ClusterMethod::ALL[method],
            k: k.map_or(HowMany::Found, HowMany::Given),
            radius,
            min_points,
            min_cluster_size,
            seed,
            ..ClusterSettings::default()
        }
    }
}

prop_compose! {
    fn any_look()(
        space in 0..ClusterSpace::ALL.len(),
        (size, ends) in any::<(usize, [u32; 2])>(),
        name in proptest::option::of(name()),
        style in proptest::option::of(0usize..1_000),
    ) -> ClusterLook {
        ClusterLook { space: ClusterSpace::ALL[space], size, ends, name, style }
    }
}

fn any_output() -> impl Strategy<Value = Output> {
    let how = [Identifiers::Keep, Identifiers::Omit, Identifiers::Pseudonym];
    let method = [Method::Pca, Method::Tsne, Method::DiffusionMap];
    (0..7usize, 0..3usize, 0..3usize, proptest::collection::vec(name(), 0..3), "[a-z]{1,8}")
        .prop_map(move |(what, which, ids, keep, stem)| {
            let (method, identifiers) = (method[which], how[ids]);
            let path = format!("out/{stem}.csv");
            match what {
                0 => Output::Coordinates { method, keep, identifiers, path },
                1 => Output::Scores { keep, identifiers, path },
                2 => Output::Loadings { path },
                3 => Output::Clusters { keep, identifiers, path },
                4 => Output::Segments { keep, identifiers, path },
                5 => Output::Figure { figure: stem, method, path: "map.PDF".to_owned() },
                _ => Output::Report { path: format!("{stem}.html") },
            }
        })
}

prop_compose! {
    fn any_choices()(
        names in proptest::collection::vec(name(), 0..5),
        (clusters, looks) in (any_clusters(), proptest::collection::vec(any_look(), 0..4)),
        (left, right) in (0..4usize, 0..2usize),
        rows in proptest::collection::btree_set(0u32..200, 0..60),
        (kept, axes, flip) in (0usize..40, [0usize..30, 0..30], [any::<bool>(), any::<bool>()]),
        (perplexity, rate) in (proptest::option::of(-1e9f64..1e9), proptest::option::of(1e-300f64..1e300)),
        (seed, sample) in (any::<u64>(), proptest::option::of(any::<(usize, u64)>())),
        (quote, separator) in (proptest::option::of(any::<char>()), proptest::option::of(any::<char>())),
        scale in 0..4usize,
    ) -> Choices {
        let rows: Arc<[RowId]> = rows.into_iter().map(RowId).collect();
        let mut choices = Choices { kept, hidden: names.clone(), ..Choices::default() };
        choices.plane = Plane { axes, flip };
        let methods = [Method::Pca, Method::LinfaPca, Method::DiffusionMap, Method::RandomProjection];
        (choices.left, choices.right) = (methods[left], [Method::Tsne, Method::LinfaTsne][right]);
        (choices.clusters, choices.cluster_looks) = (clusters, looks);
        choices.clusters_also = (kept % 2 == 1).then_some(ClusterSpace::Components);
        choices.tsne.perplexity = perplexity;
        choices.tsne.learning_rate = rate;
        choices.tsne.seed = seed;
        choices.read.sample = sample.map(|(rows, seed)| RowSample { rows, seed });
        choices.read.quote = quote;
        choices.read.separator = separator;
        choices.recipe.scale = [Scale::Standard, Scale::Robust, Scale::MinMax, Scale::None][scale];
        for name in &names {
            choices.recipe.roles.insert(name.clone(), Role::Label);
            let change = RecipeChange::Missing { columns: vec![name.clone()], to: vec![(-99.5).into()] };
            choices.recipe = change.apply(&choices.recipe);
            let segment = new_segment(&choices.segments, name, Arc::clone(&rows));
            choices.segments.push(segment);
            choices.color_by = ColorChoice::Column(name.clone());
        }
        if let (Some(name), false) = (names.first(), rows.is_empty()) {
            choices = choices.narrowed(name, rows);
        }
        choices
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn saved_then_loaded_is_equal(
        choices in any_choices(),
        outputs in proptest::collection::vec(any_output(), 0..5),
        tab in proptest::option::of(name()),
        (side, details) in any::<(Option<u16>, Option<u16>)>(),
        at in name(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.csv"), TABLE).unwrap();
        let data = DataAt { path: Some("a.csv".to_owned()), rows: Some(3), columns: vec![at.clone()], ..DataAt::default() };
        let file = ProjectFile {
            dimlens: VERSION,
            program: None,
            data,
            choices,
            view: KeptView { tab, side, details },
            outputs,
            autosave: Some(Autosaved { project: Some(at) }),
        };
        let path = folder.path().join("p.dimlens");
        std::fs::write(&path, file.text().unwrap()).unwrap();
        // Whatever can be made of its data then.
        prop_assert_eq!(load(&path).unwrap().file, file);
    }

    #[test]
    fn a_cut_or_bent_file_is_refused_or_read_never_worse(cut in 0usize..4_000, byte in any::<u8>()) {
        let mut choices = Choices { recipe: Recipe::default(), ..Choices::default() };
        choices.segments.push(new_segment(&[], "a", [1, 2, 9].map(RowId).into()));
        let data = DataAt { path: Some("a.csv".into()), ..DataAt::default() };
        let file = ProjectFile { dimlens: 1, program: None, data, choices, view: KeptView::default(), outputs: Vec::new(), autosave: None };
        // Without the last line's end, which means nothing.
        let mut bytes = file.text().unwrap().trim_end().to_owned().into_bytes();
        let at = cut % bytes.len();
        bytes[at] = byte;
        let _ = ProjectFile::parse(&String::from_utf8_lossy(&bytes));
        bytes.truncate(at);
        prop_assert!(ProjectFile::parse(&String::from_utf8_lossy(&bytes)).is_err());
    }
}
