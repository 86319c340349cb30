//! The laws that the numbers keep, on a real table.

use super::*;
use crate::data::{Table, sample};
use crate::features::{Prepared, Recipe, prepare};
use crate::methods::tsne::{Affinities, Neighbors as Near, TsneRun, TsneSettings};
use crate::methods::{Clustering, PcaModel, PcaSettings, Plane};
use crate::metrics::{adjusted_rand, faithfulness, silhouette};
use std::sync::Arc;

struct Made {
    table: Table,
    prepared: Prepared,
    pca: PcaModel,
    tsne: MapLesson,
    clusters: [Clustering; 2],
}

fn made() -> Made {
    let quiet = Progress::new();
    let table = sample::find("penguins").unwrap().read(&quiet).unwrap();
    let prepared = prepare(&table, &Recipe::default(), &quiet).unwrap();
    let matrix = prepared.matrix.values();
    let settings = TsneSettings { iterations: 120, ..TsneSettings::default() };
    let params = settings.check(matrix.nrows()).unwrap();
    let mut run = TsneRun::new(&params, matrix.view(), &quiet).unwrap();
    run.advance(120, &quiet, |_| ()).unwrap();
    let points: Vec<[f64; 2]> = run.points().iter().map(|p| p.map(f64::from)).collect();
    let pca = PcaSettings { components: 2 }.check(matrix.nrows(), matrix.ncols()).unwrap();
    let pca = pca.fit_with(matrix.view(), &quiet).unwrap();
    // Groups that have little to do with each other.
    let groups = |modulus: u32| -> Vec<Option<u32>> {
        (0..matrix.nrows() as u32).map(|i| (i % 11 != 0).then_some(i / 40 % modulus)).collect()
    };
    let rows = Arc::clone(prepared.matrix.rows());
    let clusters = [2, 3].map(|k| Clustering::new(Arc::clone(&rows), &groups(k)));
    let kl = [run.curve().first(), run.curve().last()].map(|point| point.map(|p| p.kl));
    let tsne = MapLesson {
        p: Arc::clone(run.affinities()),
        map: LinkedMap::new(points),
        perplexity: params.perplexity(),
        neighbors: params.neighbors(),
        kl,
        iterations: 120,
        caption: "t-SNE".to_owned(),
        reduced: None,
    };
    Made { table, prepared, pca, tsne, clusters }
}

impl Made {
    fn lesson(&self) -> Lesson<'_> {
        Lesson {
            table: &self.table,
            prepared: &self.prepared,
            pca: &self.pca,
            plane: Plane::default(),
            tsne: Some(&self.tsne),
            clusters: Some(&self.clusters),
        }
    }
}

#[test]
fn every_topic_is_told_with_its_numbers() {
    let made = made();
    let lesson = made.lesson();
    for (at, topic) in Topic::ALL.into_iter().enumerate() {
        let row = made.prepared.matrix.rows()[40];
        let found = explain(topic, &lesson, Some(row), &Progress::new()).unwrap();
        assert!(found.sentence.ends_with('.') && found.steps.len() > 2, "{topic:?}");
        assert_eq!(found.row.is_some(), topic.is_of_a_row());
        assert!(topic.needs().iter().all(|need| Topic::ALL[..at].contains(need)));
        let value = serde_json::to_value(&found).unwrap();
        assert_eq!(value["topic"], topic.key(), "{topic:?}");
        for formula in found.formulas() {
            assert!(formula.svg.starts_with("<svg") && !formula.symbols.is_empty());
        }
        let bare = Lesson { tsne: None, ..lesson };
        let without = explain(topic, &bare, None, &Progress::new());
        assert_eq!(without.is_err(), topic.needs_tsne(), "{topic:?}");
    }
    let far = explain(Topic::Score, &lesson, Some(RowId(9_999)), &Progress::new());
    assert!(matches!(far, Err(ExplainError::NoSuchRow { .. })));
}

#[test]
fn the_waterfall_adds_up_to_the_score_and_the_score_is_the_place_on_the_map() {
    let made = made();
    let lesson = made.lesson();
    let places = made.pca.places(&made.prepared.matrix, Plane::default());
    for at in [0, 17, 343] {
        for (component, place) in places[at].into_iter().enumerate() {
            let found = score_of(&lesson, at, component).unwrap();
            assert!((found.sum - found.score).abs() < 1e-12);
            assert_eq!(found.score, place);
            assert_eq!(found.terms.len(), made.prepared.matrix.features().len());
        }
    }
    assert!(score_of(&lesson, 0, 2).is_none());
}

#[test]
fn a_covariance_is_that_of_the_matrix_that_pca_takes_apart() {
    let made = made();
    let lesson = made.lesson();
    let quiet = Progress::new();
    let p = made.prepared.matrix.features().len();
    let params = PcaSettings { components: p }.check(344, p).unwrap();
    let all = params.fit_with(made.prepared.matrix.values().view(), &quiet).unwrap();
    let [a, b] = [1, 4];
    let found = covariance_of(&lesson, [a, b]);
    // S = V L V'.
    let components = all.components();
    let through: f64 = (0..components.nrows())
        .map(|k| all.explained_variance()[k] * components[[k, a]] * components[[k, b]])
        .sum();
    assert!((found.covariance - through).abs() < 1e-12, "{} {through}", found.covariance);
    let strongest = found.largest.windows(2).all(|w| w[0].product.abs() >= w[1].product.abs());
    assert!(strongest && found.largest.len() == 5);
    let table = correlations(made.prepared.matrix.values().view());
    assert!((table[[a, b]] - found.correlation.unwrap()).abs() < 1e-12);
}

#[test]
fn the_variance_of_a_turned_direction_is_largest_at_the_eigenvector() {
    let made = made();
    let Numbers::Eigenvectors(found) =
        explain(Topic::Eigenvectors, &made.lesson(), None, &Progress::new()).unwrap().numbers
    else {
        panic!("expected a turning direction")
    };
    let best = found.best[1];
    for degrees in 0..1_800 {
        assert!(turned(found.covariance, f64::from(degrees) / 10.0) <= best + 1e-12);
    }
    let [aa, _, bb] = found.covariance;
    assert!((best + found.least - aa - bb).abs() < 1e-12, "the sum stays");
    assert!(found.residual < 1e-12 && found.perpendicular.abs() < 1e-12, "{found:?}");
    assert!(found.eigenvalue >= best - 1e-12, "more columns, no less variance");
}

#[test]
fn a_customer_rebuilt_at_full_rank_is_itself() {
    let made = made();
    let Numbers::Svd(found) =
        explain(Topic::Svd, &made.lesson(), None, &Progress::new()).unwrap().numbers
    else {
        panic!("expected a rebuilt customer")
    };
    assert!(found.errors.windows(2).all(|pair| pair[1] <= pair[0] + 1e-12));
    assert!(found.errors.last().unwrap() < &1e-20 && found.errors[0] > 1.0);
    for (a, b) in found.original.iter().zip(found.rebuilt.last().unwrap()) {
        assert!((a - b).abs() < 1e-12);
    }
}

#[test]
fn the_neighbourhood_is_the_one_that_the_engine_made_and_sums_to_1() {
    let made = made();
    let lesson = made.lesson();
    let n = made.prepared.matrix.rows().len();
    let conditional: Vec<Vec<f64>> = (0..n)
        .map(|at| {
            let found = perplexity_of(&lesson, at, made.tsne.perplexity).unwrap();
            assert!((found.p.iter().sum::<f64>() - 1.0).abs() < 1e-5);
            if found.sigma.is_some() {
                assert!((found.effective - made.tsne.perplexity).abs() < 1e-3, "{found:?}");
            }
            let mut weights = vec![0.0; n];
            found.at.iter().zip(&found.p).for_each(|(j, p)| weights[*j] = *p);
            weights
        })
        .collect();
    let mut total = 0.0;
    for (i, own) in conditional.iter().enumerate() {
        let (columns, values) = made.tsne.p.row(i);
        for (&j, &p) in columns.iter().zip(values) {
            let j = j as usize;
            let twin = (own[j] + conditional[j][i]) / (2.0 * n as f64);
            assert!((f64::from(p) - twin).abs() < 1e-7, "{i} {j}: {p} {twin}");
            total += f64::from(p);
        }
    }
    assert!((total - 1.0).abs() < 1e-5);
    // The engine's own search agrees.
    let near =
        Near::exact(made.prepared.matrix.values().view(), made.tsne.neighbors, &Progress::new());
    let again = Affinities::new(&near.unwrap(), made.tsne.perplexity, &Progress::new()).unwrap();
    assert_eq!(again.row(5).1, made.tsne.p.row(5).1);
}

#[test]
fn q_sums_to_1_and_the_shares_make_the_divergence() {
    let made = made();
    let lesson = made.lesson();
    let n = made.prepared.matrix.rows().len();
    let (mut q, mut kl) = (0.0, 0.0);
    for at in 0..n {
        let found = neighbors_of(&lesson, at).unwrap();
        q += found.sums[1];
        kl += found.divergence;
        let kept = found.in_data.len() - found.torn.len();
        let both = found.in_data.iter().filter(|a| found.on_map.iter().any(|b| a.row == b.row));
        assert_eq!(kept, both.count());
    }
    assert!((q - 1.0).abs() < 1e-9);
    let told = made.tsne.kl[1].unwrap();
    assert!((kl - told).abs() < 1e-4 * told, "{kl} {told}");
}

#[test]
fn the_gradient_by_the_formula_is_the_one_by_trying() {
    let made = made();
    let rows = made.prepared.matrix.rows();
    for at in (0..344).step_by(35) {
        let found = gradient_check(&made.tsne.p, &made.tsne.map, rows, at);
        assert!(found.relative_error < 1e-6, "row {at}: {}", found.relative_error);
        // A gradient of the wrong factor would be seen.
        let wrong = found.analytic.map(|v| v * 1.01);
        let off =
            (wrong[0] - found.finite_difference[0]).hypot(wrong[1] - found.finite_difference[1]);
        let size = found.attraction[0].hypot(found.attraction[1]);
        assert!(off > 1e-6 * size || size < 1e-9, "row {at}");
    }
}

#[test]
fn the_jacobian_is_what_moving_a_customer_gives() {
    let made = made();
    for row in [1, 200] {
        let row = Some(RowId(row));
        let found = explain(Topic::Jacobian, &made.lesson(), row, &Progress::new()).unwrap();
        let Numbers::Jacobian(found) = found.numbers else { panic!("expected a Jacobian") };
        assert!(found.checked < 1e-12);
    }
}

#[test]
fn the_metrics_on_three_customers_are_those_of_the_metrics() {
    let made = made();
    let quiet = Progress::new();
    let matrix = made.prepared.matrix.values();
    let faith = faithfulness(matrix.view(), made.tsne.map.points(), 1, &quiet).unwrap();
    let shown = silhouette(matrix.view(), made.clusters[0].groups(), 1, &quiet).unwrap();
    for at in [3, 150] {
        let row = Some(made.prepared.matrix.rows()[at]);
        let found = explain(Topic::Metrics, &made.lesson(), row, &quiet).unwrap();
        let Numbers::Metrics(found) = found.numbers else { panic!("expected metrics") };
        assert_eq!((found.rows.len(), found.pairs.len(), found.k), (3, 3, 15));
        for one in &found.rows {
            let at = made.prepared.matrix.rows().binary_search(&one.row).unwrap();
            assert!((one.trust - faith.of_rows[at].trustworthiness).abs() < 1e-12, "{one:?}");
            if let Some([_, _, s]) = one.silhouette {
                let place = shown.asked.rows().binary_search(&(at as u32)).unwrap();
                assert!((s - shown.of_rows[place]).abs() < 1e-9);
            }
        }
        let [both, data, map, all] = found.together.unwrap();
        let chance = data * map / all;
        let ari = (both - chance) / (f64::midpoint(data, map) - chance);
        assert!((ari - found.ari.unwrap()).abs() < 1e-12);
        let groups = made.clusters.each_ref().map(Clustering::groups);
        let counts = crate::metrics::Contingency::new(groups[0], groups[1]).unwrap();
        assert_eq!(found.ari.unwrap(), adjusted_rand(&counts));
    }
}

#[test]
fn random_columns_have_less_contrast_than_the_data() {
    let made = made();
    let found = distances(&made.lesson(), &Progress::new()).unwrap();
    for shares in &found.shares {
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }
    assert!(found.nearest_over_farthest[0] < found.nearest_over_farthest[1]);
    assert_eq!(found, distances(&made.lesson(), &Progress::new()).unwrap());
}

#[test]
fn the_valley_has_the_gradient_as_its_slope() {
    let made = made();
    let rows = made.prepared.matrix.rows();
    for at in [0, 100, 343] {
        let found = gradient_check(&made.tsne.p, &made.tsne.map, rows, at);
        let along = valley(&made.tsne.p, &made.tsne.map, at, &found);
        let middle = along.along.len() / 2;
        assert_eq!(along.along[middle], [0.0, 0.0]);
        assert!((along.slope - found.analytic[0].hypot(found.analytic[1])).abs() < 1e-15);
        // From both sides: the chord's slope is that of the middle up to third order.
        let [[a, low], [b, high]] = [along.along[middle - 1], along.along[middle + 1]];
        let chord = (high - low) / (b - a);
        let scale = found.attraction[0].hypot(found.attraction[1]);
        assert!((chord - along.slope).abs() < 0.05 * scale, "{chord} {}", along.slope);
    }
}

#[test]
fn a_learning_rate_far_too_large_ends_far_worse_and_the_same_each_time() {
    let made = made();
    let quiet = Progress::new();
    let found = paces(&made.lesson(), &quiet).unwrap();
    assert_eq!((found.rows.len(), found.of, found.runs.len()), (300, 344, 3));
    let kl = |at: usize| found.runs[at].kl.unwrap_or(f64::INFINITY);
    assert!(kl(2) > 1.5 * kl(0) && kl(1) >= kl(0), "{} {} {}", kl(0), kl(1), kl(2));
    assert!(found.runs.iter().all(|run| run.points.len() == 300 && run.curve.len() > 10));
    assert_eq!(found, paces(&made.lesson(), &quiet).unwrap());
    let stopped = Progress::new();
    stopped.cancel();
    assert!(paces(&made.lesson(), &stopped).is_err());
}

#[test]
fn before_and_after_are_the_same_cells_and_filled_ones_are_known() {
    let made = made();
    let lesson = made.lesson();
    let columns = shown_amounts(&lesson);
    assert_eq!(columns.len(), 2);
    let found = before_after(&lesson, &columns, 3).unwrap();
    assert_eq!(found.at.len(), 344);
    let features = made.prepared.matrix.features();
    for (nth, &j) in columns.iter().enumerate() {
        let line = made.prepared.ledger.iter().find(|line| line.column == features[j].column);
        let missing = found.before[nth].iter().filter(|cell| cell.is_nan()).count();
        assert_eq!(missing, line.unwrap().cells, "{}", features[j].name);
        for (cell, prepared) in found.before[nth].iter().zip(&found.after[nth]) {
            if !cell.is_nan() {
                let own = (cell - features[j].center) / features[j].scale;
                assert!((own - prepared).abs() < 1e-12);
            }
        }
    }
    assert_eq!(found.filled.iter().filter(|filled| **filled).count(), 2);
    assert!(before_after(&lesson, &[features.len()], 0).is_none());
}
