//! From numbers to colours.

use super::palette::{Rgb, diverging, viridis};
use super::ticks::{format_tick, log_ticks, nice_ticks};
use crate::words::format_value;

/// The colours of a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorMap {
    /// From little to much: [`viridis`].
    Sequential,
    /// From one end through nothing to the other: [`diverging`].
    Diverging,
    /// From nothing, which has hardly a colour, to much: the upper half of [`diverging`].
    Rising,
}

/// A scale from numbers to colours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColorScale {
    /// The number of the first colour.
    pub min: f64,
    /// The number of the last colour.
    pub max: f64,
    /// Equal ratios, not equal differences, are equally far apart.
    pub log: bool,
    /// It goes from the 1st to the 99th percentile; what lies beyond has the colour of its end.
    pub clipped: bool,
    /// The colours.
    pub map: ColorMap,
}

impl ColorScale {
    /// The scale that shows these values best; those that are not finite do not count. `None` if none is
    /// left.
    ///
    /// The rule: logarithmic if all values are above zero, they are strongly skewed to the right (moment
    /// skewness g1 above 1, the usual bound of "highly skewed": Bulmer 1979, *Principles of Statistics*),
    /// and their logarithms are less skewed either way. Money and counts usually are; ages and ratings not.
    ///
    /// Where a few values would stretch the scale so that all others have one colour, it ends at the 1st and 99th
    /// percentiles: with 100 values or more, where these lie within two thirds of the range (or of its logarithms).
    pub fn of(values: &[f64]) -> Option<Self> {
        let mut finite: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
        let min = finite.iter().copied().reduce(f64::min)?;
        let max = finite.iter().copied().reduce(f64::max)?;
        let log = min > 0.0 && {
            let raw = skewness(&finite);
            let logs: Vec<f64> = finite.iter().map(|v| v.ln()).collect();
            raw > 1.0 && skewness(&logs).abs() < raw
        };
        let whole = Self { min, max, log, clipped: false, map: ColorMap::Sequential };
        if finite.len() < 100 {
            return Some(whole);
        }
        let mut rank = |share: f64| {
            let at = (share * (finite.len() - 1) as f64).round() as usize;
            *finite.select_nth_unstable_by(at, f64::total_cmp).1
        };
        let (low, high) = (rank(0.01), rank(0.99));
        let inner = whole.share(high) - whole.share(low);
        // Most values are equal: the few others are what is to be seen.
        if low == high || inner > 2.0 / 3.0 {
            return Some(whole);
        }
        Some(Self { min: low, max: high, clipped: true, ..whole })
    }

    /// From `-largest` through 0, which has no colour, to `largest`.
    pub fn around_zero(largest: f64) -> Self {
        Self { min: -largest, max: largest, log: false, clipped: false, map: ColorMap::Diverging }
    }

    /// From 0, which has no colour, to `largest`.
    pub fn from_zero(largest: f64) -> Self {
        Self { min: 0.0, max: largest, log: false, clipped: false, map: ColorMap::Rising }
    }

    /// Where `value` lies between the ends, 0 to 1 inside; a scale of a single number puts it in the
    /// middle.
    pub fn share(&self, value: f64) -> f64 {
        let (low, high, at) = if self.log {
            (self.min.ln(), self.max.ln(), value.ln())
        } else {
            (self.min, self.max, value)
        };
        // Halved, so that the span of the widest range is still a number.
        let span = high / 2.0 - low / 2.0;
        if value.is_finite() && span <= 0.0 { 0.5 } else { (at / 2.0 - low / 2.0) / span }
    }

    /// The colour of `value`; [`super::palette::MISSING`] if it is not finite.
    pub fn color(&self, value: f64) -> Rgb {
        self.color_at(if value.is_finite() { self.share(value) } else { f64::NAN })
    }

    /// The colour at a share of the scale, 0 to 1.
    pub fn color_at(&self, share: f64) -> Rgb {
        match self.map {
            ColorMap::Sequential => viridis(share),
            ColorMap::Diverging => diverging(share),
            ColorMap::Rising => diverging(0.5 + 0.5 * share.clamp(0.0, 1.0)),
        }
    }

    /// Places and words for a colour bar, about `target` of them, ascending.
    pub fn ticks(&self, target: usize) -> Vec<(f64, String)> {
        let range = (self.min, self.max);
        if self.log {
            return log_ticks(range, target).into_iter().map(|v| (v, format_value(v))).collect();
        }
        let ticks = nice_ticks(range, target);
        match ticks[..] {
            [first, second, ..] => {
                ticks.iter().map(|v| (*v, format_tick(*v, second - first))).collect()
            }
            _ => vec![(self.min, format_value(self.min))],
        }
    }
}

/// Moment skewness g1 = m3 / m2^(3/2), with m the central moments over n; 0 where all values are equal.
fn skewness(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    // In units of the largest value, so that no cube overflows.
    let unit = values.iter().fold(0.0_f64, |largest, v| largest.max(v.abs()));
    if unit == 0.0 {
        return 0.0;
    }
    let mean = values.iter().map(|v| v / unit / n).sum::<f64>();
    let moment = |k: i32| values.iter().map(|v| (v / unit - mean).powi(k)).sum::<f64>() / n;
    let variance = moment(2);
    // Rounding leaves this much where all values are equal.
    if variance <= f64::EPSILON * f64::EPSILON * 16.0 {
        0.0
    } else {
        moment(3) / variance.powf(1.5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skewness_matches_values_by_hand() {
        // Values 0, 0, 0, 1: mean 1/4, m2 = 3/16, m3 = 3/32, g1 = (3/32) / (3/16)^1.5.
        let g1 = 0.093_75 / 0.1875_f64.powf(1.5);
        assert!((skewness(&[0.0, 0.0, 0.0, 1.0]) - g1).abs() < 1e-12);
        assert!(skewness(&[1.0, 2.0, 3.0]).abs() < 1e-12);
        assert!(skewness(&[0.1; 30]).abs() < 1e-12);
        assert!(skewness(&[1e300, 1e300, 1e300, 1.5e300]) > 1.0);
    }

    #[test]
    fn skewed_money_is_logarithmic_ages_are_not() {
        let money: Vec<f64> = (0..500).map(|i| 10_f64.powf(f64::from(i) / 125.0)).collect();
        let scale = ColorScale::of(&money).unwrap();
        assert!(scale.log);
        assert!((scale.share(10_f64.powf(499.0 / 250.0)) - 0.5).abs() < 1e-9);
        let ages: Vec<f64> = (18..90).map(f64::from).collect();
        assert!(!ColorScale::of(&ages).unwrap().log);
    }

    #[test]
    fn zero_or_left_skew_stays_linear() {
        let mut money: Vec<f64> = (0..500).map(|i| 10_f64.powf(f64::from(i) / 125.0)).collect();
        money.push(0.0);
        assert!(!ColorScale::of(&money).unwrap().log);
        let left: Vec<f64> = money.iter().map(|v| 20_000.0 - v).collect();
        assert!(!ColorScale::of(&left).unwrap().log);
    }

    #[test]
    fn a_few_far_values_do_not_take_the_colours_from_all_others() {
        let mut spent: Vec<f64> = (0..1000).map(f64::from).collect();
        assert!(!ColorScale::of(&spent).unwrap().clipped);
        spent.push(1e6);
        let scale = ColorScale::of(&spent).unwrap();
        assert_eq!((scale.min, scale.max, scale.clipped, scale.log), (10.0, 990.0, true, false));
        assert_eq!(scale.color(1e6), scale.color(990.0));
        assert_ne!(scale.color(100.0), scale.color(900.0));
        // Mostly zeros: the few others are what is to be seen.
        let mut rare = vec![0.0; 1000];
        rare[3] = 7.0;
        assert!(!ColorScale::of(&rare).unwrap().clipped);
        // Few values are all shown.
        assert!(!ColorScale::of(&spent[950..]).unwrap().clipped);
    }

    #[test]
    fn missing_infinite_and_single_values() {
        assert_eq!(ColorScale::of(&[f64::NAN, f64::INFINITY]), None);
        let scale = ColorScale::of(&[f64::NAN, 3.0, 3.0, f64::INFINITY]).unwrap();
        assert_eq!((scale.min, scale.max, scale.log), (3.0, 3.0, false));
        assert!((scale.share(3.0) - 0.5).abs() < 1e-12);
        assert_eq!(scale.ticks(5), [(3.0, "3".to_owned())]);
        assert_eq!(scale.color(f64::NAN), super::super::palette::MISSING);
        let widest = ColorScale::around_zero(f64::MAX);
        assert!((widest.share(0.0) - 0.5).abs() < 1e-12);
    }
}
