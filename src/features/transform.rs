//! Bends for long tails: log(1 + x), and Yeo and Johnson's family.
//!
//! Yeo and Johnson (2000), Biometrika 87, 954-959: for x >= 0 ((x + 1)^l - 1) / l, for x < 0
//! -((1 - x)^(2 - l) - 1) / (2 - l), with logarithms in the limits. Lambda maximises the likelihood of a normal
//! distribution, -n/2 log var + (l - 1) sum sign(x) log(1 + |x|), which is concave in lambda.

use super::{Transform, sample};
use crate::words::{count_of, format_number};
use serde::Serialize;

/// Lambda is estimated from at most this many numbers.
pub(super) const FITTED: usize = 100_000;
/// How close lambda comes to the maximum.
const TOLERANCE: f64 = 1e-7;

/// A bend with its parameters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "bend", rename_all = "kebab-case")]
pub enum Bend {
    /// log(1 + x).
    #[serde(rename = "log1p")]
    Log1p,
    /// Yeo and Johnson's, with the lambda that was found.
    YeoJohnson {
        /// Their parameter: 1 changes nothing, 0 is log(1 + x) for positive numbers.
        lambda: f64,
    },
}

impl Bend {
    /// Fits a bend to known, finite numbers.
    ///
    /// # Errors
    /// In words, why these numbers cannot be bent so.
    pub fn fit(known: &[f64], how: Transform) -> Result<Self, String> {
        match how {
            Transform::Log1p => {
                let outside = known.iter().filter(|v| **v <= -1.0).count();
                if outside == 0 {
                    return Ok(Self::Log1p);
                }
                let least = known.iter().copied().fold(f64::INFINITY, f64::min);
                Err(format!(
                    "it takes numbers above \u{2212}1, but {} {} not, the smallest {}; Yeo-Johnson takes any",
                    count_of(outside, "cell", "cells"),
                    if outside == 1 { "is" } else { "are" },
                    format_number(least)
                ))
            }
            Transform::YeoJohnson => {
                let some = sample::values(known, FITTED);
                let bend = most_likely(&some).map(|lambda| Self::YeoJohnson { lambda });
                let fits = |bend: &Self| known.iter().all(|&x| bend.apply(x).is_finite());
                bend.filter(fits).ok_or_else(|| {
                    "no lambda can be found: the numbers are all equal or too large".to_owned()
                })
            }
        }
    }

    /// Bends a number.
    pub fn apply(self, x: f64) -> f64 {
        match self {
            Self::Log1p => x.ln_1p(),
            Self::YeoJohnson { lambda } => yeo_johnson(x, lambda),
        }
    }

    /// Its name in a sentence.
    pub fn words(self) -> String {
        match self {
            Self::Log1p => "log(1 + x)".to_owned(),
            Self::YeoJohnson { lambda } => {
                format!("Yeo-Johnson with lambda {}", format_number(lambda))
            }
        }
    }
}

fn yeo_johnson(x: f64, lambda: f64) -> f64 {
    // ((1 + |x|)^power - 1) / power keeps its digits as expm1(power log1p |x|) / power.
    let (power, sign) = if x >= 0.0 { (lambda, 1.0) } else { (2.0 - lambda, -1.0) };
    let log = x.abs().ln_1p();
    // Below this power the limit is nearer than the quotient.
    let bent = if power.abs() < 1e-12 { log } else { (power * log).exp_m1() / power };
    sign * bent
}

/// Minus the log likelihood over n; infinite where it cannot be computed.
fn unlikelihood(values: &[f64], logs: f64, lambda: f64) -> f64 {
    let n = values.len() as f64;
    let bent: Vec<f64> = values.iter().map(|&x| yeo_johnson(x, lambda)).collect();
    let sd = super::scale::standard_deviation(&bent);
    // In logarithms, so that a square does not overflow; n instead of n - 1 shifts it by a constant.
    let value = sd.ln() - (lambda - 1.0) * logs / n;
    if value.is_finite() { value } else { f64::INFINITY }
}

/// The lambda of greatest likelihood; `None` where there is none.
fn most_likely(values: &[f64]) -> Option<f64> {
    let logs: f64 = values.iter().map(|x| x.signum() * x.abs().ln_1p()).sum();
    let cost = |lambda: f64| unlikelihood(values, logs, lambda);
    let middle = cost(1.0);
    if values.len() < 2 || !middle.is_finite() {
        return None;
    }
    // Walks away from 1 in growing steps until the cost rises again: what lies between holds the minimum.
    let direction = if cost(1.1) < middle { 1.0 } else { -1.0 };
    let (mut before, mut best, mut least, mut step) = (1.0 - 0.1 * direction, 1.0, middle, 0.5);
    let after = loop {
        let next = best + direction * step;
        let value = cost(next);
        if value >= least || step > 64.0 {
            break next;
        }
        (before, best, least) = (best, next, value);
        step *= 2.0;
    };
    Some(golden(&cost, before.min(after), before.max(after)))
}

/// Golden section search: the minimum of a function that falls, then rises.
fn golden(cost: &dyn Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    let ratio = (5_f64.sqrt() - 1.0) / 2.0;
    let (mut a, mut b) = (high - ratio * (high - low), low + ratio * (high - low));
    let (mut at_a, mut at_b) = (cost(a), cost(b));
    while high - low > TOLERANCE {
        if at_a <= at_b {
            (high, b, at_b) = (b, a, at_a);
            a = high - ratio * (high - low);
            at_a = cost(a);
        } else {
            (low, a, at_a) = (a, b, at_b);
            b = low + ratio * (high - low);
            at_b = cost(b);
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests;
