//! One line that says what a panel shows of the data at hand.

use super::Scaling;
use super::strip::{SmallMap, SmallTrust};
use super::tsne_map::told;
use crate::methods::pca::{ALPHA, Parallel, Rules};
use crate::methods::tsne::{KlPoint, recent, settled};
use crate::words::{capitalised, count_of, format_count, format_value};
use std::sync::Arc;

/// The median |cosine| to its twins below which a component is mixed with its neighbours.
const FIRM: f64 = 0.9;
/// Trustworthiness that differs by less is no reason to prefer a map.
const ALIKE: f64 = 0.01;

/// How much the components before the cut keep, and how many are worth a look.
pub(super) fn scree(ratio: &[f64], rules: &Rules, kept: usize) -> String {
    if ratio.len() < 2 {
        return "There is one component: it keeps all of the variance.".to_owned();
    }
    let needed = rules.cumulative[0];
    let share = needed.share * 100.0;
    let sum: f64 = ratio.iter().take(kept).sum();
    let verb = if kept == 1 { "keeps" } else { "keep" };
    let who = capitalised(&first(kept));
    format!(
        "{who} {verb} {:.0} % of the variance, {share:.0} % takes {} of {}. {}",
        sum * 100.0,
        needed.components,
        ratio.len(),
        rules.reading()
    )
}

/// How parallel analysis was made.
pub(super) fn parallel(parallel: &Parallel) -> String {
    format!(
        " Parallel analysis: {}, percentile {}, seed {}.",
        count_of(parallel.permutations, "table of permuted columns", "tables of permuted columns"),
        format_value(parallel.percentile),
        parallel.seed
    )
}

/// How firm components are, by how like each is its twins in resampled tables.
pub(super) fn bootstrap(likeness: &[f64]) -> String {
    let firm = likeness.iter().take_while(|like| **like >= FIRM).count();
    let mixed = match likeness.len() - firm {
        0 => String::new(),
        _ => format!(", PC{} mixes with its neighbours", firm + 1),
    };
    let firm = match firm {
        0 => "no leading component stays itself".to_owned(),
        1 => "PC1 stays itself".to_owned(),
        more => format!("PC1 to PC{more} stay themselves"),
    };
    format!(" In tables of rows drawn anew {firm}{mixed}; whiskers hold 95 % of them.")
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
pub(super) fn contributions(to: &str, values: &[f64], average: f64) -> String {
    // A hair above, so that columns that contribute alike do not count.
    let above: Vec<f64> = values.iter().copied().filter(|v| *v > average * (1.0 + 1e-9)).collect();
    let sum: f64 = above.iter().sum();
    if above.is_empty() {
        return format!("All columns contribute alike to {to}.");
    }
    let verb = if above.len() == 1 { "contributes" } else { "contribute" };
    format!(
        "{} of {} {verb} more than the average of {average:.1} % to {to}, together {sum:.0} %.",
        above.len(),
        count_of(values.len(), "feature", "features")
    )
}

/// Which columns a plane, or components, show well, and which not.
pub(super) fn cos2<'a>(who: &str, cos2: &[f64], name: impl Fn(usize) -> &'a str) -> String {
    let known = || (0..cos2.len()).filter(|j| cos2[*j].is_finite());
    // The first of equals, in the order of the table.
    let best = known().reduce(|a, b| if cos2[b] > cos2[a] { b } else { a });
    let worst = known().reduce(|a, b| if cos2[b] < cos2[a] { b } else { a });
    let (Some(best), Some(worst)) = (best, worst) else {
        return "No column varies.".to_owned();
    };
    let percent = |j: usize| format!("{:.0} % of the variance of {}", cos2[j] * 100.0, name(j));
    let verb = if who.contains(' ') && who.starts_with("PC") { "carry" } else { "carries" };
    let who = capitalised(who);
    if best == worst {
        return format!("{who} {verb} {}.", percent(best));
    }
    format!("{who} {verb} {}, but {}.", percent(best), percent(worst))
}

/// What is true in a biplot.
pub(super) fn biplot(
    scaling: Scaling,
    kept: &str,
    features: usize,
    all: usize,
    factor: f64,
) -> String {
    let (name, truth) = match scaling {
        Scaling::Form => {
            ("Form", "distances between rows are true to the plane, angles between arrows are not")
        }
        Scaling::Covariance => (
            "Covariance",
            "angles and lengths of arrows tell correlation and spread, distances between rows count each axis alike",
        ),
    };
    let which = if features < all {
        format!("the {features} of {all} features with the largest part in it")
    } else {
        "all features".to_owned()
    };
    format!(
        "{name} scaling: {kept}; {truth}. Arrows: {which}, drawn {} times as long.",
        format_value(factor)
    )
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

/// What the line in a heat map is.
pub(super) fn behind(kept: usize) -> String {
    let who = if kept == 1 { "component that is" } else { "components that are" };
    format!(" The line stands behind the {} {who} kept.", format_count(kept))
}

/// What the faint points of a map are.
pub(super) fn faint(count: usize, rows: usize) -> String {
    format!(
        "Faint: {} of {}, of which this plane shows less than half of the squared distance to the centre.",
        format_count(count),
        count_of(rows, "row", "rows")
    )
}

/// One measure of one row: how large it is, against its limit, and which columns make it so.
pub(super) fn outlier(
    measure: &str,
    value: f64,
    limit: Option<f64>,
    beyond: bool,
    parts: &[(&str, f64)],
) -> String {
    let said = format!("{measure} {}", format_value(value));
    let Some(limit) = limit.map(format_value) else { return format!("{said} has no limit") };
    if !beyond {
        return format!("{said} is within its limit of {limit}");
    }
    // The largest parts until they make up half of it, three at most.
    let (mut sum, mut names) = (0.0, Vec::new());
    for (name, part) in parts.iter().take(3) {
        if sum >= value / 2.0 {
            break;
        }
        sum += part;
        names.push(*name);
    }
    let names = match names.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => names.concat(),
    };
    format!("{said} is beyond its limit of {limit}, most of all by {names}")
}

/// Whether the divergence of t-SNE has settled.
pub(super) fn kl(curve: &[KlPoint], early: usize, asked: usize) -> String {
    let Some(last) = curve.last() else { return "There is no curve yet.".to_owned() };
    if last.iteration < asked {
        return format!(
            "Stopped early, after {} of {} iterations, at KL {:.2}: let it go on before you read the map.",
            format_count(last.iteration),
            format_count(asked),
            last.kl
        );
    }
    let Some([then, last]) = recent(curve, early) else {
        return format!(
            "Too few iterations after the early exaggeration to tell whether KL {:.2} has settled.",
            last.kl
        );
    };
    let over = last.iteration - then.iteration;
    if settled(curve, early) {
        return format!(
            "Settled: over the last {over} iterations KL fell by less than a 5,000th, to {:.2}.",
            last.kl
        );
    }
    let share = (then.kl - last.kl) / last.kl * 100.0;
    format!(
        "Still settling: over the last {over} iterations KL fell by {share:.2} %, to {:.2}; more iterations sharpen the map.",
        last.kl
    )
}

/// How far a run under way is.
pub(super) fn kl_moving(at: usize, early: usize, goal: usize, curve: &[KlPoint]) -> String {
    let phase = if at < early {
        "groups find each other while neighbours attract more strongly; KL is told without that"
    } else {
        "the map itself takes shape"
    };
    format!("On its way, {}: {phase}.", told(at, goal, curve.last().map(|point| point.kl)))
}

/// How the maps of the perplexity strip compare.
pub fn perplexities(maps: &[Arc<SmallMap>]) -> String {
    let told: Vec<(f64, SmallTrust)> =
        maps.iter().filter_map(|map| Some((map.perplexity, map.trust?))).collect();
    perplexities_of(&told)
}

fn perplexities_of(told: &[(f64, SmallTrust)]) -> String {
    let by = |a: &&(f64, SmallTrust), b: &&(f64, SmallTrust)| a.1.mean.total_cmp(&b.1.mean);
    let (Some(worst), Some(best)) = (told.iter().min_by(by), told.iter().max_by(by)) else {
        return "What all maps show is in the data; what only one shows is its perplexity.".into();
    };
    let of = format!("(k = {}, {})", best.1.k, count_of(best.1.rows, "row", "rows"));
    let found = if best.1.mean - worst.1.mean < ALIKE {
        let [low, high] = [worst, best].map(|(_, trust)| trust.mean);
        format!("Trustworthiness {of} lies between {low:.3} and {high:.3}: it prefers none.")
    } else {
        format!(
            "Trustworthiness {of} is highest at perplexity {}, {:.3}, and lowest at {}, {:.3}.",
            best.0, best.1.mean, worst.0, worst.1.mean
        )
    };
    format!("{found} What all maps show is in the data; what only one shows is its perplexity.")
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
        for (kept, begin) in [
            (2, "The first 2 components keep 50 % of the variance, 80 % takes 4 of 6. Kaiser 2"),
            (1, "The first component keeps 30 % of the variance"),
        ] {
            let words = scree(&ratio, &Rules::new(&values, 6), kept);
            assert!(words.starts_with(begin), "{words}");
        }
        assert!(scree(&[1.0], &Rules::new(&[1.0], 1), 1).contains("one component"));
    }

    #[test]
    fn firm_components_are_told_from_mixed_ones() {
        let said = bootstrap(&[0.99, 0.95, 0.6, 0.97]);
        assert!(said.contains("PC1 to PC2 stay themselves, PC3 mixes"), "{said}");
        assert!(bootstrap(&[0.99]).contains("PC1 stays itself; whiskers"));
        assert!(bootstrap(&[0.5]).contains("no leading component stays itself, PC1 mixes"));
    }

    #[test]
    fn the_verdict_on_a_curve_follows_its_last_iterations() {
        let curve = |fall: f64| -> Vec<KlPoint> {
            let kl = |i: usize| if i <= 70 { 2.0 - fall * i as f64 } else { 2.0 - fall * 70.0 };
            (0..=75).map(|i| KlPoint { iteration: i * 10, kl: kl(i) }).collect()
        };
        let flat = curve(0.01);
        assert!(kl(&flat, 250, 750).starts_with("Settled: over the last 50 iterations"));
        let falling = &flat[..=60];
        let said = kl(falling, 250, 600);
        assert!(said.starts_with("Still settling") && said.contains("3.57 %, to 1.40"), "{said}");
        assert!(kl(falling, 250, 750).starts_with("Stopped early, after 600 of 750"));
        assert!(kl(&flat[..=27], 250, 270).starts_with("Too few iterations"));
    }

    #[test]
    fn perplexities_are_compared_by_what_differs() {
        let of = |mean| SmallTrust { mean, k: 15, rows: 400 };
        let said = perplexities_of(&[(5.0, of(0.91)), (30.0, of(0.96)), (100.0, of(0.93))]);
        assert!(said.contains("(k = 15, 400 rows) is highest at perplexity 30, 0.960"), "{said}");
        assert!(said.contains("lowest at 5, 0.910"));
        let alike = perplexities_of(&[(5.0, of(0.955)), (30.0, of(0.96))]);
        assert!(alike.contains("prefers none"), "{alike}");
        assert!(perplexities_of(&[]).starts_with("What all maps show"));
    }

    #[test]
    fn the_columns_that_make_half_of_an_outlier_are_named() {
        let parts = [("a", 6.0), ("b", 3.0), ("c", 1.0)];
        let said = outlier("SPE", 10.0, Some(4.0), true, &parts);
        assert_eq!(said, "SPE 10 is beyond its limit of 4, most of all by a");
        let said = outlier("SPE", 20.0, Some(4.0), true, &parts);
        assert!(said.ends_with("by a, b and c"), "{said}");
        assert_eq!(outlier("SPE", 1.0, None, false, &parts), "SPE 1 has no limit");
        assert!(outlier("SPE", 1.0, Some(4.0), false, &parts).contains("within"));
    }

    #[test]
    fn above_average_is_counted_and_alike_is_said() {
        assert_eq!(
            contributions("PC1", &[60.0, 30.0, 6.0, 4.0], 25.0),
            "2 of 4 features contribute more than the average of 25.0 % to PC1, together 90 %."
        );
        let alike = contributions("PC2", &[50.0, 50.0], 50.0);
        assert_eq!(alike, "All columns contribute alike to PC2.");
    }

    #[test]
    fn best_and_worst_columns_are_named() {
        let names = ["a", "b", "c"];
        let found = cos2("this plane", &[0.2, f64::NAN, 0.9], |j| names[j]);
        assert_eq!(
            found,
            "This plane carries 90 % of the variance of c, but 20 % of the variance of a."
        );
        assert_eq!(cos2("PC1", &[f64::NAN], |_| ""), "No column varies.");
        let several = cos2("PC1 to PC4", &[0.5], |_| "a");
        assert_eq!(several, "PC1 to PC4 carry 50 % of the variance of a.");
    }
}
