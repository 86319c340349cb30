//! Figures of the whole: distances in many columns, metrics on three customers, how far each objective came.

use super::{of_map, of_table, row_name};
use crate::narrative::mathematics::{Distances, Lesson, OnThree, System};
use crate::plots::Figure;
use crate::plots::mathematics::{
    HistogramInput, Lane, LanesInput, Pair, PairedInput, Share, SharesInput, histogram, lanes,
    paired, shares,
};
use crate::words::{capitalised, count_of, format_count, format_value};

/// Distances in the data beside those in columns without relation.
pub fn distances_figure(lesson: &Lesson<'_>, found: &Distances) -> Figure {
    let percent = |shares: &[f64]| shares.iter().map(|v| v * 100.0).collect::<Vec<_>>();
    let [own, noise] = found.shares.each_ref().map(|shares| percent(shares));
    let rows = if found.rows < lesson.matrix().dim().0 {
        format!("All pairs of {} rows, chosen by a seed", format_count(found.rows))
    } else {
        "All pairs of rows".to_owned()
    };
    let [near, far] = found.nearest_over_farthest.map(|v| v * 100.0);
    let beside = if found.unrelated == found.features {
        "as many columns without relation".to_owned()
    } else {
        format!("{} without relation", count_of(found.unrelated, "column", "columns"))
    };
    histogram(&HistogramInput {
        title: "How far customers are from each other",
        caption: &format!(
            "{} {rows}. The nearest is {near:.0} % as far as the farthest; {far:.0} % in {} without relation.",
            of_table(lesson),
            count_of(found.unrelated, "column", "columns")
        ),
        axis_labels: ["Distance, in mean distances", "Pairs of customers (%)"],
        edges: &found.edges,
        bars: ("these data", &own),
        outline: Some((&beside, &noise)),
    })
}

/// Of three customers the nearest on the map, by their rank in the data.
pub fn ranks_figure(lesson: &Lesson<'_>, found: &OnThree) -> Figure {
    let list: Vec<Lane> = found
        .rows
        .iter()
        .map(|one| Lane {
            name: row_name(one.row),
            ranks: one.ranks.clone(),
            words: format!("trustworthiness {:.3}", one.trust),
        })
        .collect();
    lanes(&LanesInput {
        title: &format!("The {} nearest on the t-SNE map, by their rank in the data", found.k),
        caption: &format!(
            "{} Each dot is one of the {} nearest on the map; the farther right of the line, the more it costs.",
            of_map(lesson),
            found.k
        ),
        label: "Rank among the neighbours in the data",
        near: found.k,
        lanes: &list,
    })
}

/// The distances that make the silhouettes of three customers; none where there are no clusters.
pub fn silhouettes_of_three_figure(lesson: &Lesson<'_>, found: &OnThree) -> Option<Figure> {
    let pairs: Vec<Pair> = found
        .rows
        .iter()
        .filter_map(|one| {
            let [own, next, silhouette] = one.silhouette?;
            Some(Pair {
                name: row_name(one.row),
                values: [own, next],
                words: format!("silhouette {}", format_value(silhouette)),
            })
        })
        .collect();
    (!pairs.is_empty()).then(|| {
        paired(&PairedInput {
            title: "Own cluster against the next: the silhouette",
            caption: &format!(
                "{} Clusters of the prepared columns. The silhouette is the difference over the longer bar.",
                of_table(lesson)
            ),
            label: "Mean distance in the prepared columns",
            measures: ["a, to the own cluster", "b, to the next cluster"],
            pairs: &pairs,
        })
    })
}

/// How far each method's objective came; `caption` says of which table, with which settings.
pub fn system_figure(caption: &str, found: &System) -> Figure {
    let list: Vec<Share> = found
        .objectives
        .iter()
        .filter_map(|one| {
            Some(Share {
                name: one.method.to_owned(),
                share: one.share?,
                words: format!("{}: {}", capitalised(one.measure), one.reached),
            })
        })
        .collect();
    shares(&SharesInput {
        title: "How far each objective came",
        caption: &format!(
            "{caption}. The bars are of different things: compare each with its own end, not with each other."
        ),
        label: "Reached (%)",
        shares: &list,
    })
}
