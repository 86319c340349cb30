//! Advice on one column.

use super::{Advice, AdviceKind, SHOWN_ROWS, Subject, by_sample, dates};
use crate::data::{self, ColumnKind, RowId, Values};
use crate::features::recipe::Plan;
use crate::features::reshape::skewness;
use crate::features::roles::names_rows;
use crate::features::scale::quantile;
use crate::features::view::Seen;
use crate::features::{Bend, Categories, Offer, Role, Transform, sample};
use crate::words::{count_of, format_count, format_number, format_value};

/// Rows that are looked at where an estimate will do.
const SAMPLED: usize = 100_000;
/// Numbers that a bend is tried on.
const TRIED: usize = 1_000;
/// Share of missing cells beyond which filling makes most of a column up.
const MOSTLY_MISSING: f64 = 0.4;
/// Share of the known cells that one value has in a nearly constant column.
const NEAR_CONSTANT: f64 = 0.98;
/// Robust standard deviations from the median that make a value extreme.
pub(super) const EXTREME: f64 = 20.0;
/// Median absolute deviation of a normal distribution to its standard deviation.
pub(super) const MAD_TO_SD: f64 = 1.4826;
/// Skewness from which a tail is long: twice that of a chi-squared with 8 degrees of freedom.
const SKEWED: f64 = 2.0;
/// A bend helps only columns of many different numbers.
const BENDABLE: usize = 10;
/// Whole numbers with this many different values may be categories.
const CODED: std::ops::RangeInclusive<usize> = 3..=8;
/// Whole numbers in this range are years, not codes.
const YEARS: (f64, f64) = (1900.0, 2100.0);
/// In fewer rows, numbers that are all different are no surprise.
const ROWS_FOR_UNIQUE: usize = 30;
/// Words for how something ended: a column of them may be the answer.
const OUTCOMES: [&str; 22] = [
    "good",
    "bad",
    "won",
    "lost",
    "approved",
    "rejected",
    "declined",
    "accepted",
    "refused",
    "active",
    "inactive",
    "stayed",
    "left",
    "cancelled",
    "canceled",
    "converted",
    "churned",
    "retained",
    "default",
    "fraud",
    "success",
    "failure",
];

/// Advice on the column at `at`, which is a feature.
pub(super) fn advise(subject: &Subject, at: usize) -> Vec<Advice> {
    let seen = &subject.view.columns[at];
    let plan = subject.recipe.plan(seen.name());
    let mut advice = Vec::new();
    advice.extend(mostly_missing(seen, plan));
    match &seen.column.values {
        Values::Numbers(values) if !plan.coded => {
            numbers(&Numbers::new(subject, seen, values, plan), &mut advice);
        }
        Values::Text(levels) => {
            let most = levels.counts().into_iter().max().unwrap_or(0);
            let share = most as f64 / seen.known() as f64;
            let name = seen.profile.levels.first().map_or("", |(level, _)| level);
            let quoted = format!("\u{201c}{name}\u{201d}");
            advice.extend(near_constant(seen.name(), &quoted, share, seen.profile.distinct, ""));
            advice.extend(answer(seen));
        }
        Values::Dates(days) if !plan.coded => advice.extend(dates::far(subject, seen, days)),
        Values::Numbers(_) | Values::Dates(_) => {}
    }
    advice
}

fn numbers(numbers: &Numbers, advice: &mut Vec<Advice>) {
    let Some((value, share)) = numbers.most_frequent() else { return };
    let seen = numbers.seen;
    let sampled = by_sample(numbers.sorted.len(), numbers.known);
    let distinct = seen.profile.distinct;
    let constant = near_constant(seen.name(), &format_number(value), share, distinct, &sampled);
    let sentinel = numbers.sentinel();
    let outlier = if sentinel.is_none() { numbers.outlier() } else { None };
    let skewed = if constant.is_none() && sentinel.is_none() { numbers.skewed() } else { None };
    let codes = if constant.is_none() { numbers.codes() } else { None };
    let found = [sentinel, outlier, numbers.identifier(), codes, constant, skewed];
    advice.extend(found.into_iter().flatten());
}

/// The known numbers of the rows that take part.
struct Numbers<'a> {
    subject: &'a Subject<'a>,
    seen: &'a Seen<'a>,
    values: &'a [f64],
    plan: Plan,
    /// How many are known.
    known: usize,
    /// All of them or a sample, sorted.
    sorted: Vec<f64>,
}

impl<'a> Numbers<'a> {
    fn new(subject: &'a Subject, seen: &'a Seen, values: &'a [f64], plan: Plan) -> Self {
        let kept = subject.kept.iter().map(|&at| values[at]);
        let known: Vec<f64> = kept.filter(|value| value.is_finite()).collect();
        let mut sorted = sample::values(&known, SAMPLED);
        sorted.sort_unstable_by(f64::total_cmp);
        Self { subject, seen, values, plan, known: known.len(), sorted }
    }

    fn name(&self) -> &str {
        self.seen.name()
    }

    /// The most frequent value and its share.
    fn most_frequent(&self) -> Option<(f64, f64)> {
        let runs = self.sorted.chunk_by(|a, b| a == b);
        let longest = runs.max_by_key(|run| run.len())?;
        Some((longest[0], longest.len() as f64 / self.sorted.len() as f64))
    }

    fn sentinel(&self) -> Option<Advice> {
        let (value, count) = data::sentinel(self.values)?;
        let mut codes = self.subject.recipe.missing_codes(self.name()).to_vec();
        codes.push(value.into());
        let number = format_number(value);
        let text = format!(
            "{}: {number} stands in {}, far from all others. Does it mean \u{201c}not known\u{201d}?",
            self.name(),
            count_of(count, "cell", "cells")
        );
        let offer = Offer::missing(format!("Take {number} as not known"), self.name(), codes);
        Some(Advice::new(AdviceKind::Sentinel, self.name(), count as f64, text).offering([offer]))
    }

    fn outlier(&self) -> Option<Advice> {
        // What the map sees: a bend may have brought a long tail in already.
        let mut own = self.subject.features.iter().filter(|f| f.column == self.name());
        let bend = own.find_map(|feature| feature.bend);
        let bent = |value: f64| bend.map_or(value, |bend| bend.apply(value));
        let raw = quantile(&self.sorted, 0.5);
        let median = bent(raw);
        let mut away: Vec<f64> = self.sorted.iter().map(|&v| (bent(v) - median).abs()).collect();
        away.sort_unstable_by(f64::total_cmp);
        let sd = quantile(&away, 0.5) * MAD_TO_SD;
        if sd == 0.0 || !sd.is_finite() {
            return None;
        }
        let far = |at: usize| (bent(self.values[at]) - median).abs() / sd;
        let mut extreme: Vec<usize> = self
            .subject
            .kept
            .iter()
            .copied()
            .filter(|&at| self.values[at].is_finite() && far(at) > EXTREME)
            .collect();
        extreme.sort_by(|&a, &b| far(b).total_cmp(&far(a)));
        let &worst = extreme.first()?;
        let rows: Vec<RowId> = extreme.iter().map(|&at| self.subject.view.rows()[at]).collect();
        let more = match extreme.len() - 1 {
            0 => String::new(),
            more => format!(
                "; {} more {} beyond {EXTREME}",
                format_count(more),
                if more == 1 { "is" } else { "are" }
            ),
        };
        let value = format_number(self.values[worst]);
        let text = format!(
            "{}, row {}: {value} lies {} robust standard deviations from the median {}{}{more}.",
            self.name(),
            rows[0],
            format_value(far(worst).round()),
            format_number(raw),
            bend.map_or_else(String::new, |bend| format!(", bent by {}", bend.words())),
        );
        let robust = Offer::scale(
            "Scale by median and quartiles",
            self.name(),
            Some(crate::features::Scale::Robust),
        );
        let mut codes = self.subject.recipe.missing_codes(self.name()).to_vec();
        codes.push(self.values[worst].into());
        let unknown = Offer::missing(format!("Take {value} as not known"), self.name(), codes);
        let mut advice = Advice::new(AdviceKind::Outlier, self.name(), far(worst), text)
            .offering([robust, unknown]);
        advice.rows = rows.into_iter().take(SHOWN_ROWS).collect();
        Some(advice)
    }

    fn identifier(&self) -> Option<Advice> {
        let profile = &self.seen.profile;
        let unique = profile.distinct == self.seen.known() && profile.kind == ColumnKind::Integer;
        if !unique || self.seen.known() < ROWS_FOR_UNIQUE {
            return None;
        }
        let text = format!(
            "{}: {} whole numbers, no two alike. Do they name the rows?",
            self.name(),
            format_count(self.seen.known())
        );
        let offer = Offer::role("Take it as an identifier", self.name(), Some(Role::Identifier));
        let measure = profile.distinct as f64;
        Some(Advice::new(AdviceKind::Identifier, self.name(), measure, text).offering([offer]))
    }

    fn codes(&self) -> Option<Advice> {
        let profile = &self.seen.profile;
        let distinct = profile.distinct;
        let few = profile.kind == ColumnKind::Integer
            && CODED.contains(&distinct)
            && distinct * 4 <= self.values.len();
        let within = |(low, high): (f64, f64)| {
            profile.min.is_some_and(|v| v >= low) && profile.max.is_some_and(|v| v <= high)
        };
        if !few || within(YEARS) || names_rows(self.name()) {
            return None;
        }
        let text = format!(
            "{}: {distinct} different whole numbers, taken as amounts. Are they codes of categories?",
            self.name()
        );
        let offer =
            Offer::categories("Take them as categories", self.name(), Some(Categories::OneHot));
        Some(Advice::new(AdviceKind::Codes, self.name(), distinct as f64, text).offering([offer]))
    }

    fn skewed(&self) -> Option<Advice> {
        if self.plan.transform.is_some() || self.seen.profile.distinct <= BENDABLE {
            return None;
        }
        let before = skewness(&self.sorted);
        if before.abs() <= SKEWED || !before.is_finite() {
            return None;
        }
        let tried = sample::values(&self.sorted, TRIED);
        let bends = [(Transform::Log1p, "log(1 + x)"), (Transform::YeoJohnson, "Yeo-Johnson")];
        let mut found: Vec<(f64, Transform, &str)> = Vec::new();
        for (how, name) in bends {
            let Ok(bend) = Bend::fit(&tried, how) else { continue };
            let bent: Vec<f64> = self.sorted.iter().map(|&v| bend.apply(v)).collect();
            let after = skewness(&bent);
            // A bend that leaves half of the skewness is not worth a column that is harder to read.
            if after.abs() < before.abs() / 2.0 {
                found.push((after, how, name));
            }
        }
        let ways: Vec<String> = found
            .iter()
            .map(|(after, _, name)| format!("{} by {name}", format_skewness(*after)))
            .collect();
        if ways.is_empty() {
            return None;
        }
        let text = format!(
            "{}: a long tail, skewness {}{}; it would be about {}.",
            self.name(),
            format_skewness(before),
            by_sample(self.sorted.len(), self.known),
            ways.join(", ")
        );
        // The bend that leaves less first; log(1 + x) on a tie, for it is easier to explain.
        found.sort_by(|a, b| a.0.abs().total_cmp(&b.0.abs()));
        let offers: Vec<Offer> = found
            .into_iter()
            .map(|(_, how, name)| {
                Offer::transform(&format!("Bend by {name}"), self.name(), Some(how))
            })
            .collect();
        Some(Advice::new(AdviceKind::Skewed, self.name(), before, text).offering(offers))
    }
}

fn format_skewness(value: f64) -> String {
    format_value((value * 100.0).round() / 100.0)
}

/// A column that was left out because its known cells are all equal: which are known may tell something.
pub(super) fn blank(seen: &Seen) -> Option<Advice> {
    let share = missing(seen)?;
    let text = format!(
        "{}: {:.0} % of the cells are missing and all others are equal, so that it was left out. Does it tell something that a cell is missing?",
        seen.name(),
        share * 100.0
    );
    let label = "Add a column that tells which cells are missing";
    let offer = Offer::indicator(label, seen.name(), Some(true));
    Some(Advice::new(AdviceKind::MostlyMissing, seen.name(), share, text).offering([offer]))
}

/// The share of missing cells where they are most of a column.
fn missing(seen: &Seen) -> Option<f64> {
    let share = seen.profile.missing as f64 / seen.cells() as f64;
    (share > MOSTLY_MISSING).then_some(share)
}

fn mostly_missing(seen: &Seen, plan: Plan) -> Option<Advice> {
    let share = missing(seen)?;
    let text = format!(
        "{}: {:.0} % of the cells are missing; what fills them is most of what the map would see of it.",
        seen.name(),
        share * 100.0
    );
    let mut offers = vec![Offer::role("Leave the column out", seen.name(), Some(Role::Ignored))];
    if !plan.indicator {
        let label = "Add a column that tells which cells are missing";
        offers.push(Offer::indicator(label, seen.name(), Some(true)));
    }
    Some(Advice::new(AdviceKind::MostlyMissing, seen.name(), share, text).offering(offers))
}

/// The rule: one value has at least 98 % of the known cells, but not all.
fn near_constant(
    name: &str,
    value: &str,
    share: f64,
    distinct: usize,
    sampled: &str,
) -> Option<Advice> {
    if share < NEAR_CONSTANT || distinct < 2 {
        return None;
    }
    let text = format!(
        "{name}: {:.1} % of the known cells are {value}{sampled}. Standardised, the few others will stand far out.",
        // Rounded down: not all of them are.
        (share * 1000.0).floor() / 10.0
    );
    let offer = Offer::role("Leave the column out", name, Some(Role::Ignored));
    Some(Advice::new(AdviceKind::NearConstant, name, share, text).offering([offer]))
}

/// Two levels that say how something ended.
fn answer(seen: &Seen) -> Option<Advice> {
    let levels = &seen.profile.levels;
    let outcome = |level: &str| OUTCOMES.contains(&level.trim().to_lowercase().as_str());
    if levels.len() != 2 || !levels.iter().all(|(level, _)| outcome(level)) {
        return None;
    }
    let text = format!(
        "{}: \u{201c}{}\u{201d} and \u{201c}{}\u{201d} say how something ended. Is it an answer to compare the map with, not a clue?",
        seen.name(),
        levels[0].0,
        levels[1].0
    );
    let offer = Offer::role("Set it aside as label", seen.name(), Some(Role::Label));
    Some(Advice::new(AdviceKind::Answer, seen.name(), 2.0, text).offering([offer]))
}
