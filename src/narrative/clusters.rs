//! Cluster cards: who the customers of a cluster are, in words.
//!
//! A column counts where it sets the cluster apart by [`NAMED`] or more (Cohen's d and Cramer's V as a correlation; Cohen 1988
//! calls 0.1 small, 0.3 medium); numbers are said by their means, levels by the one that the cluster has more of than
//! the others. Columns that say the same of the same customers (seven services that are all "No internet service") are
//! said once.

use super::say::percent;
use crate::metrics::{ClusterStability, Difference, DifferenceKind};
use crate::words::{capitalised, count_of, format_value, shortened};

/// Differences that are named.
const NAMED: f64 = 0.1;
/// Differences in the sentence.
const IN_SENTENCE: usize = 3;
/// Differences on the card.
const ON_CARD: usize = 8;
/// What is more in a cluster by this share of customers is characteristic.
const GAP: f64 = 0.05;

/// What the same data made and describe.
pub const CAVEAT: &str = "The same data made the clusters and describe them: how clusters differ is no test of anything.";

/// What a card is made of.
#[derive(Debug, Clone, Copy)]
pub struct CardInput<'a> {
    /// What the cluster is called.
    pub name: &'a str,
    /// Its customers, and all.
    pub rows: [usize; 2],
    /// In what it differs from the others, the most first, with the column's name.
    pub differences: &'a [(&'a str, &'a Difference)],
    /// The same for label columns, which did not make the clusters.
    pub labels: &'a [(&'a str, &'a Difference)],
    /// Whether it comes out again.
    pub stability: Option<ClusterStability>,
    /// Its mean silhouette.
    pub silhouette: Option<f64>,
}

/// A cluster in words.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ClusterCard {
    /// What it is called.
    pub name: String,
    /// "1,526 customers, 22 %".
    pub size: String,
    /// Who they are.
    pub sentence: String,
    /// The columns that set it apart, the most first.
    pub columns: Vec<CardLine>,
    /// How its customers answer the label columns.
    pub labels: Vec<CardLine>,
    /// How far it may be relied on, where it was asked.
    pub reliance: String,
}

/// What one column says of a cluster.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct CardLine {
    /// The columns.
    pub column: String,
    /// How strongly it sets the cluster apart, 0 to 1.
    pub strength: f64,
    /// "lower: mean 17.6, elsewhere 40.3".
    pub words: String,
}

/// One thing that is said, and of which columns.
struct Said {
    columns: Vec<String>,
    strength: f64,
    /// For the sentence: before and after the columns' names.
    short: [String; 2],
    words: String,
}

/// Writes a card.
pub fn cluster_card(input: &CardInput<'_>) -> ClusterCard {
    let said = said(input.differences);
    let [own, all] = input.rows;
    let parts: Vec<String> = said.iter().take(IN_SENTENCE).map(Said::part).collect();
    let sentence = match &parts[..] {
        [] => "No column sets these customers apart from the others.".to_owned(),
        [one] => format!("{}.", capitalised(one)),
        [first @ .., last] => format!("{} and {last}.", capitalised(&first.join(", "))),
    };
    ClusterCard {
        name: input.name.to_owned(),
        size: format!(
            "{}, {}",
            count_of(own, "customer", "customers"),
            percent(own as f64 / all.max(1) as f64)
        ),
        sentence,
        columns: said.iter().take(ON_CARD).map(Said::line).collect(),
        labels: self::said(input.labels).iter().map(Said::line).collect(),
        reliance: reliance(input),
    }
}

fn reliance(input: &CardInput<'_>) -> String {
    let stable = input.stability.map(|found| {
        let rest = match found.firmness {
            crate::metrics::Firmness::Solid => "it comes out again from other samples",
            crate::metrics::Firmness::Shaky => {
                "something is there, but who belongs to it is doubtful"
            }
            crate::metrics::Firmness::DoNotUse => "other customers would give other clusters",
        };
        format!("{} (Jaccard {:.2}): {rest}.", capitalised(found.firmness.words()), found.jaccard)
    });
    let inside = input.silhouette.map(|value| {
        let rest = match value {
            0.5.. => "its customers lie well inside",
            0.25.. => "its edges are soft",
            _ => "it runs into its neighbours",
        };
        format!("Silhouette {value:.2}: {rest}.")
    });
    let both: Vec<String> = stable.into_iter().chain(inside).collect();
    both.join(" ")
}

/// What is to be said, the strongest first; columns that say the same together.
fn said(differences: &[(&str, &Difference)]) -> Vec<Said> {
    let mut found: Vec<Said> = Vec::new();
    for (column, difference) in differences.iter().filter(|(_, d)| d.strength >= NAMED) {
        let Some((short, words)) = words(&difference.kind) else { continue };
        match found.iter_mut().find(|said| said.words == words) {
            Some(said) => said.columns.push((*column).to_owned()),
            None => found.push(Said {
                columns: vec![(*column).to_owned()],
                strength: difference.strength,
                short,
                words,
            }),
        }
    }
    found
}

/// In short (before and after the column's name) and in full.
fn words(kind: &DifferenceKind) -> Option<([String; 2], String)> {
    match kind {
        DifferenceKind::Numbers { d, means: [own, others], range, .. } => {
            if *range == [0.0, 1.0] {
                // 0 and 1 are no and yes: a mean is a share.
                let words = format!("{} (elsewhere {})", percent(*own), percent(*others));
                let short = if d.is_sign_positive() { "often " } else { "seldom " };
                return Some(([short.to_owned(), String::new()], words));
            }
            let much = if d.abs() > 0.8 { "" } else { "rather " };
            let way = if d.is_sign_positive() { "high" } else { "low" };
            let words = format!(
                "{way}er: mean {}, elsewhere {}",
                format_value(*own),
                format_value(*others)
            );
            Some(([format!("{much}{way} "), String::new()], words))
        }
        DifferenceKind::Levels { counts, .. } => {
            let total = [0, 1].map(|side| counts.iter().map(|c| c.1[side]).sum::<usize>() as f64);
            let share = |counts: &[usize; 2], side: usize| counts[side] as f64 / total[side];
            let gap = |counts: &[usize; 2]| share(counts, 0) - share(counts, 1);
            let (level, counts) = counts
                .iter()
                .filter_map(|(level, counts)| Some((level.as_ref()?, counts)))
                .reduce(|best, one| if gap(one.1) > gap(best.1) { one } else { best })
                .filter(|(_, counts)| gap(counts) >= GAP)?;
            let own = share(counts, 0);
            let words =
                format!("{level}: {}, elsewhere {}", percent(own), percent(share(counts, 1)));
            let how = match own {
                0.995.. => "all with ",
                0.5.. => "mostly with ",
                _ => "more often with ",
            };
            Some(([how.to_owned(), format!(" \u{201c}{level}\u{201d}")], words))
        }
    }
}

impl Said {
    fn part(&self) -> String {
        let [before, after] = &self.short;
        format!("{before}{}{after}", shortened(&self.columns, 2))
    }

    fn line(&self) -> CardLine {
        CardLine {
            column: shortened(&self.columns, 4),
            strength: self.strength,
            words: self.words.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Firmness;

    fn numbers(
        column: usize,
        strength: f64,
        d: f64,
        means: [f64; 2],
        range: [f64; 2],
    ) -> Difference {
        let kind = DifferenceKind::Numbers { d, means, bins: Vec::new(), range };
        Difference { column, strength, missing: [0, 0], kind }
    }

    fn levels(column: usize, strength: f64, counts: &[(&str, [usize; 2])]) -> Difference {
        let counts = counts.iter().map(|(n, c)| (Some((*n).to_owned()), *c)).collect();
        let kind = DifferenceKind::Levels { v: strength, counts };
        Difference { column, strength, missing: [0, 0], kind }
    }

    #[test]
    fn a_card_says_who_they_are() {
        let tenure = numbers(0, 0.6, -1.5, [7.5, 40.25], [0.0, 72.0]);
        let contract = levels(
            1,
            0.5,
            &[("Two year", [0, 400]), ("Month-to-month", [95, 500]), ("One year", [5, 100])],
        );
        let payment =
            levels(2, 0.4, &[("Electronic check", [60, 300]), ("Mailed check", [40, 700])]);
        let gender = levels(3, 0.01, &[("Female", [50, 500]), ("Male", [50, 500])]);
        let differences = [
            ("tenure", &tenure),
            ("contract", &contract),
            ("payment", &payment),
            ("gender", &gender),
        ];
        let churn = levels(4, 0.3, &[("Yes", [70, 200]), ("No", [30, 800])]);
        let card = cluster_card(&CardInput {
            name: "Cluster 2",
            rows: [100, 1100],
            differences: &differences,
            labels: &[("churn", &churn)],
            stability: Some(ClusterStability { jaccard: 0.9, firmness: Firmness::Solid }),
            silhouette: Some(0.31),
        });
        assert_eq!(card.size, "100 customers, 9.1 %");
        assert_eq!(
            card.sentence,
            "Low tenure, mostly with contract \u{201c}Month-to-month\u{201d} and mostly with payment \u{201c}Electronic check\u{201d}."
        );
        assert_eq!(card.columns.len(), 3, "gender says nothing");
        assert_eq!(card.columns[0].words, "lower: mean 7.5, elsewhere 40.25");
        assert_eq!(card.columns[1].words, "Month-to-month: 95 %, elsewhere 50 %");
        assert_eq!(card.labels[0].words, "Yes: 70 %, elsewhere 20 %");
        assert_eq!(
            card.reliance,
            "Solid (Jaccard 0.90): it comes out again from other samples. Silhouette 0.31: its edges are soft."
        );
    }

    #[test]
    fn columns_that_say_the_same_are_said_once_and_nothing_is_made_up() {
        let none = |at| levels(at, 1.0, &[("No internet service", [50, 0]), ("Yes", [0, 50])]);
        let (a, b, c) = (none(0), none(1), none(2));
        let flag = numbers(3, 0.5, -2.0, [0.02, 0.4], [0.0, 1.0]);
        let differences = [("security", &a), ("backup", &b), ("streaming", &c), ("senior", &flag)];
        let input = CardInput {
            name: "Cluster 1",
            rows: [50, 100],
            differences: &differences,
            labels: &[],
            stability: None,
            silhouette: None,
        };
        let card = cluster_card(&input);
        assert_eq!(
            card.sentence,
            "All with security, backup and 1 more \u{201c}No internet service\u{201d} and seldom senior."
        );
        assert_eq!(card.columns[1].words, "2.0 % (elsewhere 40 %)");
        assert_eq!(card.reliance, "");
        let card = cluster_card(&CardInput { differences: &[], ..input });
        assert_eq!(card.sentence, "No column sets these customers apart from the others.");
        assert!(card.columns.is_empty());
    }
}
