//! How many components are worth a look: the usual rules side by side, and how far they agree.
//!
//! - Kaiser (1960): an eigenvalue above the mean of all columns' eigenvalues; 1 on standardised columns.
//! - Broken stick (Frontier 1976; Jackson 1993): a share above that of the k-th longest piece of a stick
//!   broken at random, `b_k` = (1/m) (1/k + ... + 1/m), into as many pieces as there are components.
//! - Parallel analysis (Horn 1965): [`Parallel`], which takes time and so is asked for.
//! - Cumulative: the fewest components that keep 80, 90 and 95 % of the variance.
//!
//! The first three compare eigenvalue by eigenvalue and end at the first that does not pass.

use super::Parallel;
use serde::Serialize;

/// An eigenvalue passes only where it is above its line by more than rounding.
const ROUNDING: f64 = 1e-9;
/// Shares of variance that are commonly asked for.
const SHARES: [f64; 3] = [0.80, 0.90, 0.95];

/// A line that eigenvalues must be above.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rule {
    /// How many of the leading components are above it.
    pub components: usize,
    /// Its height at each component, in the unit of the eigenvalues.
    pub line: Vec<f64>,
}

impl Rule {
    pub(super) fn new(eigenvalues: &[f64], line: Vec<f64>) -> Self {
        let scale = eigenvalues.first().copied().unwrap_or(0.0) * ROUNDING;
        let above = |(value, line): &(&f64, &f64)| **value > **line + scale;
        let components = eigenvalues.iter().zip(&line).take_while(above).count();
        Self { components, line }
    }
}

/// The fewest components that keep a share of the variance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cumulative {
    /// From 0 to 1.
    pub share: f64,
    /// How many components it takes.
    pub components: usize,
}

/// What each rule says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rules {
    /// Eigenvalues above the mean.
    pub kaiser: Rule,
    /// Shares above those of a stick broken at random.
    pub broken_stick: Rule,
    /// For 80, 90 and 95 %.
    pub cumulative: [Cumulative; 3],
    /// Eigenvalues above those of permuted columns, where that was computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parallel_analysis: Option<Parallel>,
}

impl Rules {
    /// The rules that cost nothing, from all eigenvalues (descending) of a table of so many columns.
    pub fn new(eigenvalues: &[f64], columns: usize) -> Self {
        let (total, pieces) = (eigenvalues.iter().sum::<f64>(), eigenvalues.len());
        let mean = total / columns.max(1) as f64;
        // Summed from the smallest term.
        let mut stick = vec![0.0; pieces];
        let mut tail = 0.0;
        for k in (0..pieces).rev() {
            tail += 1.0 / (k + 1) as f64;
            stick[k] = total * tail / pieces as f64;
        }
        Self {
            kaiser: Rule::new(eigenvalues, vec![mean; pieces]),
            broken_stick: Rule::new(eigenvalues, stick),
            cumulative: SHARES
                .map(|share| Cumulative { share, components: needed(eigenvalues, total * share) }),
            parallel_analysis: None,
        }
    }

    /// The same with parallel analysis beside them.
    #[must_use]
    pub fn with_parallel_analysis(self, parallel: Parallel) -> Self {
        Self { parallel_analysis: Some(parallel), ..self }
    }

    /// The rules and how far they agree, in one sentence: "Kaiser 3, broken stick 2, parallel analysis 3:
    /// two to three components."
    pub fn reading(&self) -> String {
        let parallel = self.parallel_analysis.as_ref();
        let counts: Vec<(&str, usize)> =
            [("Kaiser", self.kaiser.components), ("broken stick", self.broken_stick.components)]
                .into_iter()
                .chain(parallel.map(|p| ("parallel analysis", p.rule.components)))
                .collect();
        let trusted = &counts[usize::from(self.is_wide())..];
        let least = trusted.iter().map(|(_, count)| *count).min().unwrap_or(0);
        let most = trusted.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let noun = if most == 1 { "component" } else { "components" };
        let range = match (least, most) {
            (_, 0) => "no component stands out".to_owned(),
            (0, _) => format!("at most {} {noun}", spelt(most)),
            _ if least == most => format!("{} {noun}", spelt(most)),
            _ => format!("{} to {} {noun}", spelt(least), spelt(most)),
        };
        let mut said: Vec<String> =
            counts.iter().map(|(name, count)| format!("{name} {count}")).collect();
        if self.is_wide() {
            said[0].push_str(" (says little with no more rows than columns)");
        }
        format!("{}: {range}.", said.join(", "))
    }

    /// Whether there are fewer components than columns. Then nearly every component is worth more than a
    /// column, and Kaiser's rule does not count.
    fn is_wide(&self) -> bool {
        let total: f64 = self.broken_stick.line.iter().sum();
        self.kaiser.line.iter().sum::<f64>() < total * (1.0 - ROUNDING)
    }
}

/// The fewest leading eigenvalues that sum to `wanted`.
fn needed(eigenvalues: &[f64], wanted: f64) -> usize {
    let mut sum = 0.0;
    for (k, value) in eigenvalues.iter().enumerate() {
        sum += value;
        if sum >= wanted * (1.0 - ROUNDING) {
            return k + 1;
        }
    }
    eigenvalues.len()
}

/// Small numbers in letters, as within a sentence.
fn spelt(count: usize) -> String {
    const LETTERS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    LETTERS.get(count).map_or_else(|| crate::words::format_count(count), |&word| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parallel(eigenvalues: &[f64], line: Vec<f64>) -> Parallel {
        let rule = Rule::new(eigenvalues, line);
        Parallel { rule, permutations: 100, percentile: 95.0, seed: 1 }
    }

    #[test]
    fn counts_by_hand() {
        // Mean 1; the stick of four: 2.083, 1.083, 0.583, 0.25.
        let values = [2.2, 1.05, 0.5, 0.25];
        let rules = Rules::new(&values, 4);
        assert_eq!((rules.kaiser.components, rules.broken_stick.components), (2, 1));
        assert_eq!(rules.kaiser.line, [1.0; 4]);
        let stick = [25.0 / 12.0, 13.0 / 12.0, 7.0 / 12.0, 0.25];
        for (a, b) in rules.broken_stick.line.iter().zip(stick) {
            assert!((a - b).abs() < 1e-15);
        }
        assert_eq!(rules.cumulative.map(|c| c.components), [2, 3, 4]);
        assert_eq!(rules.reading(), "Kaiser 2, broken stick 1: one to two components.");
        let rules = rules.with_parallel_analysis(parallel(&values, vec![1.3, 1.1, 0.9, 0.7]));
        assert_eq!(
            rules.reading(),
            "Kaiser 2, broken stick 1, parallel analysis 1: one to two components."
        );
    }

    #[test]
    fn counting_ends_at_the_first_that_does_not_pass() {
        assert_eq!(Rule::new(&[3.0, 1.0, 0.9], vec![2.0, 2.0, 0.1]).components, 1);
    }

    #[test]
    fn a_round_cloud_has_no_component_that_stands_out() {
        let rules = Rules::new(&[1.0 + 1e-14, 1.0, 1.0 - 1e-14], 3);
        assert_eq!(rules.kaiser.components, 0);
        assert_eq!(rules.reading(), "Kaiser 0, broken stick 0: no component stands out.");
        let line = Rules::new(&[2.5], 1);
        assert_eq!(line.cumulative.map(|c| c.components), [1; 3]);
        let flat = Rules::new(&[1.5, 0.5], 2);
        assert_eq!(flat.reading(), "Kaiser 1, broken stick 0: at most one component.");
    }

    #[test]
    fn fewer_rows_than_columns() {
        // Kaiser asks for more than one column's worth; the stick has as many pieces as there are components.
        let rules = Rules::new(&[60.0, 25.0, 15.0], 100);
        assert_eq!((rules.kaiser.components, rules.kaiser.line[0]), (3, 1.0));
        assert!((rules.broken_stick.line[0] - 100.0 * 11.0 / 18.0).abs() < 1e-12);
        assert_eq!(rules.broken_stick.components, 0);
        let reading = "Kaiser 3 (says little with no more rows than columns), broken stick 0: no component stands out.";
        assert_eq!(rules.reading(), reading);
    }

    proptest! {
        #[test]
        fn laws(mut values in proptest::collection::vec(0.0..10.0_f64, 1..30), scale in 0.01..1e6_f64) {
            values.sort_by(|a, b| b.total_cmp(a));
            prop_assume!(values[0] > 0.0);
            let rules = Rules::new(&values, values.len());
            let total: f64 = values.iter().sum();
            prop_assert!((rules.broken_stick.line.iter().sum::<f64>() - total).abs() < 1e-9 * total);
            let [a, b, c] = rules.cumulative.map(|c| c.components);
            prop_assert!(a <= b && b <= c && c <= values.len());
            // The unit of the columns does not matter.
            let scaled: Vec<f64> = values.iter().map(|v| v * scale).collect();
            let again = Rules::new(&scaled, values.len());
            prop_assert_eq!(again.reading(), rules.reading());
        }
    }
}
