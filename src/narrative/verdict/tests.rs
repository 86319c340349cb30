use super::*;
use crate::metrics::Shuffled;
use crate::narrative::{GroupEvidence, MapEvidence, NoiseMap, Stability};

fn contrast(effect: f64, deviations: f64) -> Contrast {
    Contrast { effect, deviations }
}

fn map(trustworthiness: f64, shepard: f64) -> MapEvidence {
    MapEvidence {
        k: 15,
        trustworthiness,
        continuity: trustworthiness,
        kept: 0.4,
        kept_by_chance: 0.015,
        large_k: 100,
        kept_at_large: 0.5,
        trustworthiness_at_large: trustworthiness,
        shepard: Some(shepard),
        stretch: Some(0.2),
    }
}

/// Many groups in many directions.
fn groups() -> Evidence {
    Evidence {
        rows: 1_000,
        features: 20,
        variance_in_two: 0.3,
        shuffled: Shuffled {
            rows: 1_000,
            times: 10,
            first_share: [0.2, 0.06],
            components: 7,
            plane_of_components: 0.4,
            straight: contrast(0.5, 200.0),
            nearer: contrast(0.5, 100.0),
            beyond_plane: contrast(0.4, 60.0),
            beyond_plane_of_components: Some(contrast(0.5, 50.0)),
        },
        dimension: None,
        dimension_of_noise: None,
        clusters: None,
        groups: GroupEvidence { count: 12, in_noise: 1, mixed: Some([0.3, 0.01]), rows: 1_000 },
        maps: [map(0.9, 0.6), map(0.99, 0.6)],
        shared: 0.2,
        shared_by_chance: 0.015,
        noise: NoiseMap { rows: 1_000, trustworthiness: [0.99, 0.7], kept: [0.6, 0.2] },
        stability: Stability {
            rows: 1_000,
            starts: 0.9,
            perplexities: 0.8,
            subsamples: 0.8,
            by_chance: 0.015,
        },
    }
}

fn plain(mut evidence: Evidence) -> Evidence {
    evidence.shuffled.beyond_plane = contrast(0.005, 0.7);
    evidence.shuffled.beyond_plane_of_components = Some(contrast(-0.01, -1.0));
    evidence.groups = GroupEvidence { count: 1, in_noise: 1, mixed: None, rows: 1_000 };
    evidence
}

fn noise() -> Evidence {
    let mut evidence = plain(groups());
    evidence.shuffled.components = 0;
    evidence.shuffled.plane_of_components = 1.0;
    evidence.shuffled.straight = contrast(0.0, 1.2);
    evidence.shuffled.nearer = contrast(0.01, 2.0);
    evidence.shuffled.beyond_plane_of_components = None;
    evidence
}

#[test]
fn each_question_has_its_answer() {
    let choice = |evidence: &Evidence| Verdict::new(evidence).choice;
    assert_eq!(choice(&groups()), MapChoice::Tsne);
    assert_eq!(choice(&plain(groups())), MapChoice::Pca);
    assert_eq!(choice(&noise()), MapChoice::Neither);
    // Something is beyond the plane, but t-SNE does not show it.
    let mut blurred = groups();
    blurred.maps[1].trustworthiness = 0.92;
    assert_eq!(choice(&blurred), MapChoice::Pca);
    // The plane holds most of it, and nothing lies over anything.
    let mut both = groups();
    both.shuffled.plane_of_components = 0.85;
    assert_eq!(choice(&both), MapChoice::Tsne);
    both.groups.mixed = Some([0.02, 0.0]);
    assert_eq!(choice(&both), MapChoice::Both);
    // Related without any direction: rings.
    let mut rings = noise();
    rings.shuffled.nearer = contrast(0.4, 30.0);
    assert_eq!(choice(&rings), MapChoice::Tsne);
}

#[test]
fn clusters_that_only_the_other_map_shows_make_the_answer_less_sure() {
    let mut evidence = plain(groups());
    let sure = Verdict::new(&evidence);
    evidence.clusters = Some(ClusterEvidence { k: 4, agreement: [0.9, 0.85], rows: 1_000 });
    let both = Verdict::new(&evidence);
    assert_eq!((both.choice, both.confidence), (MapChoice::Pca, sure.confidence));
    assert!(
        both.reasons.iter().any(|reason| reason.meaning.contains("Both maps show the clusters"))
    );
    evidence.clusters = Some(ClusterEvidence { k: 4, agreement: [0.3, 0.85], rows: 1_000 });
    let other = Verdict::new(&evidence);
    assert_eq!(other.choice, MapChoice::Pca);
    assert!(other.confidence < sure.confidence);
    assert!(other.would_change.iter().any(|text| text.contains("the other map")), "{other:?}");
}

#[test]
fn chance_is_no_finding_however_large_it_looks() {
    let mut evidence = noise();
    evidence.shuffled.components = 1;
    evidence.shuffled.straight = contrast(0.03, 2.5);
    evidence.shuffled.nearer = contrast(0.05, 3.0);
    assert_eq!(Verdict::new(&evidence).choice, MapChoice::Neither);
    evidence.shuffled.nearer = contrast(0.001, 40.0);
    assert_eq!(Verdict::new(&evidence).choice, MapChoice::Neither);
}

#[test]
fn reasons_hold_the_numbers_and_confidence_follows_the_margin() {
    for evidence in [groups(), plain(groups()), noise()] {
        let verdict = Verdict::new(&evidence);
        assert!((3..=5).contains(&verdict.reasons.len()), "{verdict:?}");
        for reason in &verdict.reasons {
            assert!(reason.finding.contains(char::is_numeric), "{reason:?}");
            assert!(reason.meaning.ends_with('.'), "{reason:?}");
        }
        assert!(!verdict.would_change.is_empty() && !verdict.purpose.is_empty());
        assert!(verdict.confidence > 0.75 && verdict.confidence <= 0.95, "{verdict:?}");
    }
    let mut close = groups();
    close.shuffled.beyond_plane = contrast(0.052, 3.2);
    close.shuffled.beyond_plane_of_components = None;
    let close = Verdict::new(&close);
    assert!(close.confidence < 0.55, "{close:?}");
    let mut few = groups();
    few.rows = 60;
    let few = Verdict::new(&few);
    assert!(few.confidence < 0.7 && few.would_change[0].contains("60 rows"), "{few:?}");
    let mut unsteady = groups();
    unsteady.stability.starts = 0.1;
    assert!(Verdict::new(&unsteady).confidence < 0.7);
}
