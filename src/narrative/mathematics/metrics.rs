//! What trustworthiness, the silhouette and the adjusted Rand index count, on three customers.
//!
//! Trustworthiness: `1 - 2 / (k (2n - 3k - 1)) sum_j (r(i, j) - k)` over the strangers j among the k nearest on the map, r their
//! rank in the data (Venna and Kaski 2001). Silhouette: `(b - a) / max(a, b)` (Rousseeuw 1987). Adjusted Rand index: pairs that
//! both put together, less those expected by chance (Hubert and Arabie 1985).

use super::{ExplainError, Lesson, Numbers, Step, Told};
use crate::data::RowId;
use crate::metrics::{Contingency, adjusted_rand};
use crate::progress::Progress;
use crate::words::{count_of, format_value};
use serde::Serialize;

const SOURCE: &str = "Venna and Kaski (2001), ICANN, 485-491; Rousseeuw (1987), J. Comput. Appl. Math. 20, 53-65; Hubert and \
                      Arabie (1985), J. Classification 2, 193-218";
/// Neighbours that are looked at.
const K: usize = 15;

/// One of the three.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThreeRows {
    /// The customer.
    pub row: RowId,
    /// The ranks in the data of its nearest on the t-SNE map, the nearest there first.
    pub ranks: Vec<usize>,
    /// Those among its nearest on the t-SNE map who are not among as many in the data, and their rank there.
    pub strangers: Vec<(RowId, usize)>,
    /// How far beyond k these ranks lie, together.
    pub penalty: usize,
    /// Its trustworthiness.
    pub trust: f64,
    /// Its cluster in the data and on the t-SNE map, numbered from 1; none where it is noise.
    pub clusters: [Option<u32>; 2],
    /// Mean distance to its own cluster, to the next one, and its silhouette; none where it has no cluster or there is
    /// only one.
    pub silhouette: Option<[f64; 3]>,
}

/// The metrics on three customers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OnThree {
    /// Neighbours looked at.
    pub k: usize,
    /// The customer that is asked about, its nearest in the data, and its nearest on the map besides.
    pub rows: Vec<ThreeRows>,
    /// For each two of them: together in the data, together on the map.
    pub pairs: Vec<([RowId; 2], [bool; 2])>,
    /// Pairs of customers in all that are together in both, in the data, on the map; all pairs.
    pub together: Option<[f64; 4]>,
    /// The adjusted Rand index of both groupings.
    pub ari: Option<f64>,
}

/// The positions of the others, the nearest first; ties by position.
fn ordered(squares: &[f64], at: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..squares.len()).filter(|other| *other != at).collect();
    order.sort_by(|a, b| squares[*a].total_cmp(&squares[*b]).then(a.cmp(b)));
    order
}

fn one(lesson: &Lesson<'_>, at: usize, k: usize) -> Result<ThreeRows, ExplainError> {
    let rows = lesson.matrix().rows();
    let n = rows.len();
    let squares = lesson.squared_distances(at);
    let order = ordered(&squares, at);
    let mut rank = vec![0_usize; n];
    for (place, other) in order.iter().enumerate() {
        rank[*other] = place + 1;
    }
    let near = on_map(lesson, at)?;
    let near = &near[..k.min(near.len())];
    let strangers: Vec<(RowId, usize)> = near
        .iter()
        .filter(|other| rank[**other] > k)
        .map(|other| (rows[*other], rank[*other]))
        .collect();
    let penalty: usize = strangers.iter().map(|(_, rank)| rank - k).sum();
    let most = k as f64 * (2.0 * n as f64 - 3.0 * k as f64 - 1.0) / 2.0;
    let clusters = lesson.clusters.map_or([None; 2], |both| {
        both.each_ref().map(|one| one.group(rows[at]).flatten().map(|group| group + 1))
    });
    Ok(ThreeRows {
        row: rows[at],
        ranks: near.iter().map(|other| rank[*other]).collect(),
        strangers,
        penalty,
        trust: 1.0 - penalty as f64 / most,
        clusters,
        silhouette: silhouette(lesson, at, &squares),
    })
}

/// Positions of the others, the nearest on the t-SNE map first.
fn on_map(lesson: &Lesson<'_>, at: usize) -> Result<Vec<usize>, ExplainError> {
    let points = lesson.tsne()?.map.points();
    let [x, y] = points[at];
    let squares: Vec<f64> =
        points.iter().map(|p| (p[0] - x).powi(2) + (p[1] - y).powi(2)).collect();
    Ok(ordered(&squares, at))
}

fn silhouette(lesson: &Lesson<'_>, at: usize, squares: &[f64]) -> Option<[f64; 3]> {
    let groups = lesson.clusters?[0].groups();
    let sizes = lesson.clusters?[0].sizes();
    let own = groups[at]? as usize;
    let mut sums = vec![0.0; sizes.len()];
    for (square, group) in squares.iter().zip(groups) {
        if let Some(group) = group {
            sums[*group as usize] += square.sqrt();
        }
    }
    if sizes[own] < 2 {
        return None;
    }
    let a = sums[own] / (sizes[own] - 1) as f64;
    let others = (0..sizes.len()).filter(|group| *group != own && sizes[*group] > 0);
    let b = others.map(|group| sums[group] / sizes[group] as f64).reduce(f64::min)?;
    let larger = a.max(b);
    Some([a, b, if larger > 0.0 { (b - a) / larger } else { 0.0 }])
}

fn on_three(lesson: &Lesson<'_>, at: usize, progress: &Progress) -> Result<OnThree, ExplainError> {
    let rows = lesson.matrix().rows();
    let n = rows.len();
    let k = K.min((n / 2).saturating_sub(1)).max(1);
    let nearest = ordered(&lesson.squared_distances(at), at)[0];
    let beside = on_map(lesson, at)?.into_iter().find(|other| *other != nearest);
    let chosen: Vec<usize> = [Some(at), Some(nearest), beside].into_iter().flatten().collect();
    let mut found = Vec::new();
    for &at in &chosen {
        progress.check()?;
        found.push(one(lesson, at, k)?);
    }
    let mut pairs = Vec::new();
    for b in 1..chosen.len() {
        for a in 0..b {
            let same = |of: usize| {
                found[a].clusters[of].is_some() && found[a].clusters[of] == found[b].clusters[of]
            };
            pairs.push(([found[a].row, found[b].row], [same(0), same(1)]));
        }
    }
    let counts =
        lesson.clusters.and_then(|both| Contingency::new(both[0].groups(), both[1].groups()).ok());
    let choose = |n: u64| n as f64 * (n as f64 - 1.0) / 2.0;
    let together = counts.as_ref().map(|counts| {
        let of = |groups: &[(u32, u64)]| groups.iter().map(|group| choose(group.1)).sum::<f64>();
        let both = counts.cells.iter().map(|cell| choose(cell.2)).sum::<f64>();
        [both, of(&counts.first), of(&counts.second), choose(counts.compared)]
    });
    Ok(OnThree { k, rows: found, pairs, together, ari: counts.as_ref().map(adjusted_rand) })
}

pub(super) fn told(
    lesson: &Lesson<'_>,
    at: usize,
    progress: &Progress,
) -> Result<Told, ExplainError> {
    let found = on_three(lesson, at, progress)?;
    let k = found.k;
    let first = &found.rows[0];
    let strangers = match first.strangers.len() {
        0 => "none is a stranger".to_owned(),
        1 => format!("1 is a stranger, not among its {k} nearest in the data"),
        count => format!("{count} are strangers, not among its {k} nearest in the data"),
    };
    let sentence = format!(
        "Trustworthiness looks for strangers: of the {k} nearest to row {} on the t-SNE map, {strangers}. The farther away a stranger \
         is in the data, the more it costs.",
        first.row
    );
    let mut steps = Vec::new();
    for one in &found.rows {
        let row = one.row;
        let strangers = count_of(one.strangers.len(), "stranger", "strangers");
        steps.push(Step::new(
            format!(
                "row {row}: {strangers}, {} too far; trustworthiness",
                count_of(one.penalty, "rank", "ranks")
            ),
            one.trust,
        ));
        if let Some([a, b, s]) = one.silhouette {
            let (a, b) = (format_value(a), format_value(b));
            steps.push(Step::new(
                format!("row {row}: own cluster at {a}, the next at {b} on average; silhouette"),
                s,
            ));
        }
    }
    for ([a, b], [data, map]) in &found.pairs {
        let word = |same: bool| if same { "together" } else { "apart" };
        steps.push(Step::said(format!(
            "rows {a} and {b}: {} in the data, {} on the map: {}",
            word(*data),
            word(*map),
            if data == map { "they agree" } else { "they do not" }
        )));
    }
    if let Some([both, data, map, all]) = found.together {
        steps.push(Step::new("pairs of customers together in both groupings", both));
        let expected = data * map / all.max(1.0);
        steps.push(Step::new("expected by chance", expected));
        steps.push(Step::new("most there could be", f64::midpoint(data, map)));
    }
    if let Some(ari) = found.ari {
        steps.push(Step::new(
            "(both \u{2212} chance) / (most \u{2212} chance): adjusted Rand index",
            ari,
        ));
    }
    Ok(Told { sentence, steps, numbers: Numbers::Metrics(found), source: SOURCE })
}
