//! One line that says what a panel shows of the data at hand.

use super::Scaling;
use crate::methods::pca::{ALPHA, Rules};
use crate::words::{count_of, format_count, format_value};

/// How much the map keeps, and how many components are worth a look.
pub(super) fn scree(ratio: &[f64], rules: &Rules) -> String {
    let [one, two] = [0, 1].map(|k| ratio.get(k).copied().unwrap_or(0.0) * 100.0);
    if ratio.len() < 2 {
        return "There is one component: it keeps all of the variance.".to_owned();
    }
    let needed = rules.cumulative[0];
    let share = needed.share * 100.0;
    format!(
        "Two components keep {:.0} % of the variance, {share:.0} % takes {} of {}. {}",
        one + two,
        needed.components,
        ratio.len(),
        rules.reading()
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
    features: usize,
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
    let which = if features < all {
        format!("the {features} of {all} features with the largest part in it")
    } else {
        "all features".to_owned()
    };
    format!("{kept}; {truth}. Arrows: {which}, drawn {} times as long.", format_value(factor))
}

/// "the first 2 components".
pub(super) fn first(components: usize) -> String {
    match components {
        1 => "the first component".to_owned(),
        _ => format!("the first {components} components"),
    }
}

/// How many rows are beyond each limit, and how many would be anyway.
pub(super) fn outliers(rows: usize, [far, off]: [usize; 2], farthest: Option<&str>) -> String {
    let expected = (rows as f64 * ALPHA).round() as usize;
    let most = farthest.map_or_else(String::new, |name| format!("; {name} is farthest"));
    format!(
        "{} of {} beyond the limit of T\u{b2} and {} beyond that of SPE, where about {} of a normal cloud would be{most}.",
        format_count(far),
        count_of(rows, "row is", "rows are"),
        format_count(off),
        format_count(expected)
    )
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
        let values = [1.8, 1.2, 0.9, 0.9, 0.6, 0.6];
        let ratio = values.map(|v| v / 6.0);
        let words = scree(&ratio, &Rules::new(&values, 6));
        assert!(
            words.starts_with(
                "Two components keep 50 % of the variance, 80 % takes 4 of 6. Kaiser 2"
            ),
            "{words}"
        );
        assert!(scree(&[1.0], &Rules::new(&[1.0], 1)).contains("one component"));
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
