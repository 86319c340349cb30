//! The clauses of one line, and what each offers.

use super::{LedgerStep, StepKind};
use crate::data::Values;
use crate::features::encode::{Coding, OWN_COLUMN};
use crate::features::make::Made;
use crate::features::recipe::Plan;
use crate::features::view::Seen;
use crate::features::{Categories, ColumnRole, Impute, Offer, Recipe, Role, Scale, Transform};
use crate::words::{count_of, format_count, format_number};

/// A line while it is written.
pub(super) struct Line<'a> {
    pub steps: Vec<LedgerStep>,
    pub offers: Vec<Offer>,
    pub name: &'a str,
}

impl Line<'_> {
    pub fn step(&mut self, kind: StepKind, text: String, cells: usize) {
        self.steps.push(LedgerStep { kind, text, cells });
    }

    pub fn taken_as_missing(&mut self, seen: &Seen, infinite: usize, recipe: &Recipe) {
        let codes = recipe.missing_codes(self.name);
        if !codes.is_empty() {
            let cells = count_of(seen.coded_missing, "cell", "cells");
            let listed = |fits: bool| {
                let those = codes.iter().filter(|code| code.fits(&seen.column) == fits);
                those.map(ToString::to_string).collect::<Vec<_>>().join(", ")
            };
            let (taken, not) = (listed(true), listed(false));
            if !taken.is_empty() {
                let text = format!("took {taken} as not known in {cells}");
                self.step(StepKind::TakenAsMissing, text, seen.coded_missing);
            }
            if !not.is_empty() {
                let kind = match &seen.column.values {
                    Values::Numbers(_) => "numbers only",
                    Values::Dates(_) => "dates only, written as year-month-day",
                    Values::Text(_) => "words only",
                };
                let text = format!("did not take {not} as not known: it holds {kind}");
                self.step(StepKind::TakenAsMissing, text, 0);
            }
            let all: Vec<String> = codes.iter().map(ToString::to_string).collect();
            let label = format!("Take {} as known", all.join(", "));
            self.offers.push(Offer::missing(label, self.name, Vec::new()));
        }
        if infinite > 0 {
            let text = format!(
                "took {} as missing",
                count_of(infinite, "infinite cell", "infinite cells")
            );
            self.step(StepKind::TakenAsMissing, text, infinite);
        }
    }

    pub fn filled(&mut self, seen: &Seen, made: &Made, plan: Plan) {
        let left_out = seen.profile.missing + seen.profile.infinite;
        if plan.impute == Impute::DropRow && left_out > 0 {
            let rows = count_of(left_out, "row", "rows");
            let text = format!("left out {rows} where it is missing");
            self.step(StepKind::RowsLeftOut, text, left_out);
            let numeric = made.coding.is_none();
            let label = if numeric { "Fill with the mean instead" } else { "Fill them instead" };
            self.offers.push(Offer::impute(label, self.name, Some(Impute::Mean)));
        }
        let Some(filled) = &made.filled else { return };
        let all = format_count(seen.cells());
        let text =
            format!("filled {} of {all} cells with {}", format_count(filled.cells), filled.with);
        self.step(StepKind::Filled, text, filled.cells);
        if made.indicator {
            self.step(StepKind::Indicator, "added a 0/1 column that tells which".to_owned(), 0);
            self.offers.push(Offer::indicator(
                "No column that tells which",
                self.name,
                Some(false),
            ));
        } else {
            let label = "Add a column that tells which cells were missing";
            self.offers.push(Offer::indicator(label, self.name, Some(true)));
        }
        self.offers.push(Offer::impute(
            "Leave these rows out instead",
            self.name,
            Some(Impute::DropRow),
        ));
        let whole = matches!(seen.column.values, Values::Numbers(_)) && !plan.coded;
        if whole && plan.impute == Impute::Mean {
            self.offers.push(Offer::impute(
                "Fill with the median",
                self.name,
                Some(Impute::Median),
            ));
        } else if whole {
            self.offers.push(Offer::impute("Fill with the mean", self.name, Some(Impute::Mean)));
        }
    }

    pub fn encoded(&mut self, seen: &Seen, made: &Made, plan: Plan) {
        let Some(coding) = &made.coding else { return };
        let text = match coding {
            Coding::Asked(level) => format!("encoded as 0 and 1: 1 is \u{201c}{level}\u{201d}"),
            Coding::OneHot { others: 0 } => {
                let levels = made.columns.len() - usize::from(made.indicator);
                format!("encoded as a 0/1 column for each of its {levels} levels")
            }
            Coding::OneHot { others } => format!(
                "encoded as 0/1 columns for the {OWN_COLUMN} most frequent of {} levels and one for the other {}",
                format_count(OWN_COLUMN + others),
                format_count(*others)
            ),
            Coding::Ordinal { levels } => {
                format!(
                    "encoded as the place of each level in order, 0 to {}",
                    levels.saturating_sub(1)
                )
            }
            Coding::Frequency { levels } => {
                format!(
                    "each cell became the share of rows with its level ({} levels)",
                    format_count(*levels)
                )
            }
            Coding::Calendar { parts, firsts } => format!(
                "became {}{}",
                parts.iter().map(|part| calendar(part)).collect::<Vec<_>>().join(", "),
                if *firsts { " (no weekday, for every date is the first of a month)" } else { "" }
            ),
        };
        self.step(StepKind::Encoded, text, 0);
        if plan.coded && !matches!(seen.column.values, Values::Text(_)) {
            self.offers.push(Offer::categories("Take it as an amount again", self.name, None));
        }
        if matches!(coding, Coding::OneHot { .. }) {
            let ordinal = Offer::categories(
                "Count the levels in order",
                self.name,
                Some(Categories::Ordinal),
            );
            let frequency = Offer::categories(
                "Use the share of each level",
                self.name,
                Some(Categories::Frequency),
            );
            self.offers.extend([ordinal, frequency]);
        } else if matches!(coding, Coding::Ordinal { .. } | Coding::Frequency { .. }) {
            let label = "One 0/1 column for each level";
            self.offers.push(Offer::categories(label, self.name, Some(Categories::OneHot)));
        }
    }

    pub fn bent(&mut self, made: &Made, plan: Plan) {
        match &made.bent {
            None => return,
            Some(Ok(bend)) => {
                let from = made.fitted.map_or_else(String::new, |n| {
                    format!(", found on a sample of {} cells", format_count(n))
                });
                self.step(StepKind::Bent, format!("bent by {}{from}", bend.words()), 0);
            }
            Some(Err(why)) => self.step(StepKind::Bent, format!("not bent: {why}"), 0),
        }
        self.offers.push(Offer::transform("Do not bend", self.name, None));
        if plan.transform == Some(Transform::Log1p) {
            let other = Some(Transform::YeoJohnson);
            self.offers.push(Offer::transform("Bend by Yeo-Johnson", self.name, other));
        }
    }

    pub fn scaled(&mut self, made: &Made, plan: Plan) {
        match scaling(made, plan) {
            Some(text) => {
                self.step(StepKind::Scaled, text, 0);
                self.offers.push(Offer::scale("Do not scale", self.name, Some(Scale::None)));
            }
            None if plan.scale == Scale::None && made.coding.is_none() => {
                if self.steps.is_empty() {
                    self.step(StepKind::Kept, "kept as it is, not scaled".to_owned(), 0);
                }
                self.offers.push(Offer::scale("Standardise", self.name, Some(Scale::Standard)));
            }
            None if self.steps.is_empty() => {
                self.step(StepKind::Kept, "kept as it is".to_owned(), 0);
            }
            None => {}
        }
    }

    pub fn set_aside(&mut self, seen: &Seen, role: &ColumnRole, recipe: &Recipe, plan: Plan) {
        let (kind, what) = match role.role {
            Role::Label => (StepKind::SetAside, "set aside as label"),
            Role::Identifier => (StepKind::SetAside, "set aside as identifier"),
            Role::Feature | Role::Ignored => (StepKind::LeftOut, "left out"),
        };
        let chosen = role.reason == "chosen";
        let why = if chosen { ", as chosen".to_owned() } else { format!(": {}", role.reason) };
        self.step(kind, format!("{what}{why}"), 0);
        if seen.known() == seen.profile.infinite {
            return;
        }
        if role.role == Role::Ignored
            && plan.categories == Categories::Ignore
            && role.is_for_words()
        {
            let label = "Encode it all the same";
            self.offers.push(Offer::categories(label, self.name, Some(Categories::OneHot)));
        } else {
            self.offers.push(Offer::role("Make it a feature", self.name, Some(Role::Feature)));
        }
        if recipe.roles.contains_key(self.name) {
            self.offers.push(Offer::role("Back to the guess", self.name, None));
        }
    }
}

/// What scaling did, where it did anything.
fn scaling(made: &Made, plan: Plan) -> Option<String> {
    let features: Vec<_> = made.columns.iter().map(|(_, feature)| feature).collect();
    let own = features.len() - usize::from(made.indicator);
    if own == 0 {
        return Some(
            "its known cells are all equal, so that only that 0/1 column stays".to_owned(),
        );
    }
    let first = features.first()?;
    let (center, spread) = (format_number(first.center), first.scale / (made.share as f64).sqrt());
    let spread = format_number(spread);
    let is_0_or_1 = first.level.is_some();
    if own > 1 {
        let how = match plan.scale {
            Scale::None => return None,
            Scale::MinMax if is_0_or_1 => return None,
            Scale::MinMax => return Some("each brought down to 0 to 1".to_owned()),
            Scale::Robust if !is_0_or_1 => {
                "centred on its median, divided by its interquartile range"
            }
            Scale::Robust | Scale::Standard => "standardised",
        };
        let weight = if made.share > 1 {
            format!(
                " and divided by \u{221a}{}, so that together they weigh as one column",
                made.share
            )
        } else {
            String::new()
        };
        return Some(format!("each {how}{weight}"));
    }
    Some(match plan.scale {
        Scale::None => return None,
        Scale::MinMax if (first.center, first.scale) == (0.0, 1.0) => return None,
        Scale::MinMax => format!(
            "brought from {center} to {} down to 0 to 1",
            format_number(first.center + first.scale)
        ),
        Scale::Robust if made.by_deviation => format!(
            "centred on the median {center} and divided by the sd {spread}, because the quartiles are equal"
        ),
        Scale::Robust if !is_0_or_1 => {
            format!(
                "centred on the median {center} and divided by the interquartile range {spread}"
            )
        }
        Scale::Standard | Scale::Robust => format!("standardised (mean {center}, sd {spread})"),
    })
}

fn calendar(part: &str) -> &'static str {
    match part {
        "days" => "days before the newest date",
        "month" => "month (1 to 12)",
        _ => "weekday (1 is Monday)",
    }
}
