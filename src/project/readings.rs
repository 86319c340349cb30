//! One line that says what a panel shows of the data at hand.

use super::Scaling;
use crate::words::{count_of, format_value};

/// How many components keep how much.
pub(super) fn scree(ratio: &[f64], kaiser: Option<usize>) -> String {
    const MOST: f64 = 0.8;
    let mut sum = 0.0;
    let sums: Vec<f64> = ratio
        .iter()
        .map(|r| {
            sum += r;
            sum
        })
        .collect();
    let Some(two) = sums.get(1) else { return "There is one component.".to_owned() };
    // A hair, as sums of rounded shares end beside what they should be.
    let needed = sums.iter().position(|s| *s >= MOST - 1e-12).map_or(sums.len(), |at| at + 1);
    let kaiser =
        kaiser.map_or_else(String::new, |k| format!("; Kaiser\u{2019}s rule suggests {k}"));
    format!(
        "Two components keep {:.0} % of the variance, 80 % takes {needed} of {}{kaiser}.",
        two * 100.0,
        sums.len()
    )
}

/// What a component is made of.
pub(super) fn loadings(name: &str, contributions: Option<&[f64]>) -> String {
    let mut sorted: Vec<f64> = contributions.unwrap_or_default().to_vec();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    let most = sorted.len().min(3);
    let sum: f64 = sorted[..most].iter().sum();
    match sorted.len() {
        0..=3 => format!("{name}."),
        all => format!("{name}; the {most} largest of {all} loadings make up {sum:.0} % of it."),
    }
}

/// How many columns make up a component.
pub(super) fn contributions(number: usize, values: Option<&[f64]>, average: f64) -> String {
    let values = values.unwrap_or_default();
    // A hair above, so that columns that contribute alike do not count.
    let above: Vec<f64> = values.iter().copied().filter(|v| *v > average * (1.0 + 1e-9)).collect();
    let sum: f64 = above.iter().sum();
    if above.is_empty() {
        return format!("All columns contribute alike to PC{number}.");
    }
    let verb = if above.len() == 1 { "contributes" } else { "contribute" };
    format!(
        "{} of {} {verb} more than the average of {average:.1} % to PC{number}, together {sum:.0} %.",
        above.len(),
        count_of(values.len(), "feature", "features")
    )
}

/// Which columns a plane shows well, and which not.
pub(super) fn cos2<'a>(cos2: &[f64], name: impl Fn(usize) -> &'a str) -> String {
    let known = || (0..cos2.len()).filter(|j| cos2[*j].is_finite());
    // The first of equals, in the order of the table.
    let best = known().reduce(|a, b| if cos2[b] > cos2[a] { b } else { a });
    let worst = known().reduce(|a, b| if cos2[b] < cos2[a] { b } else { a });
    let (Some(best), Some(worst)) = (best, worst) else {
        return "No column varies.".to_owned();
    };
    let percent = |j: usize| format!("{:.0} % of the variance of {}", cos2[j] * 100.0, name(j));
    if best == worst {
        return format!("This plane carries {}.", percent(best));
    }
    format!("This plane carries {}, but {}.", percent(best), percent(worst))
}

/// What is true in a biplot.
pub(super) fn biplot(
    scaling: Scaling,
    kept: &str,
    arrows: usize,
    all: usize,
    factor: f64,
) -> String {
    let truth = match scaling {
        Scaling::Form => {
            "distances between rows are true to the plane, angles between arrows are not"
        }
        Scaling::Covariance => {
            "angles and lengths of arrows tell correlation and spread, distances between rows count each axis alike"
        }
    };
    let which = if arrows < all {
        format!("the {arrows} of {all} features with the largest part in it")
    } else {
        "all features".to_owned()
    };
    format!("{kept}; {truth}. Arrows: {which}, drawn {} times as long.", format_value(factor))
}

/// What there was no room for.
pub(super) fn hidden(count: usize) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    format!(" {} with a smaller part {verb} not shown.", count_of(count, "column", "columns"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_rules_are_those_of_the_data() {
        let ratio = [0.3, 0.2, 0.15, 0.15, 0.1, 0.1];
        assert_eq!(
            scree(&ratio, Some(2)),
            "Two components keep 50 % of the variance, 80 % takes 4 of 6; Kaiser\u{2019}s rule suggests 2."
        );
        assert_eq!(scree(&[1.0], None), "There is one component.");
    }

    #[test]
    fn above_average_is_counted_and_alike_is_said() {
        assert_eq!(
            contributions(1, Some(&[60.0, 30.0, 6.0, 4.0]), 25.0),
            "2 of 4 features contribute more than the average of 25.0 % to PC1, together 90 %."
        );
        let alike = contributions(2, Some(&[50.0, 50.0]), 50.0);
        assert_eq!(alike, "All columns contribute alike to PC2.");
    }

    #[test]
    fn best_and_worst_columns_are_named() {
        let names = ["a", "b", "c"];
        let found = cos2(&[0.2, f64::NAN, 0.9], |j| names[j]);
        assert_eq!(
            found,
            "This plane carries 90 % of the variance of c, but 20 % of the variance of a."
        );
        assert_eq!(cos2(&[f64::NAN], |_| ""), "No column varies.");
    }
}
