//! Columns are made comparable.

use super::Scale;

/// Centre and divisor of one column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scaler {
    pub center: f64,
    pub scale: f64,
    /// The quartiles are equal, so the standard deviation stands in for their range.
    pub by_deviation: bool,
}

impl Scaler {
    /// Leaves numbers as they are.
    pub const NONE: Self = Self { center: 0.0, scale: 1.0, by_deviation: false };

    /// Learns centre and divisor; `None` where the column is constant and a divisor is needed.
    pub fn fit(values: &[f64], scale: Scale) -> Option<Self> {
        if scale == Scale::None {
            return Some(Self::NONE);
        }
        if values.iter().all(|v| v == &values[0]) {
            return None;
        }
        let mut by_deviation = false;
        let (center, scale) = match scale {
            Scale::MinMax => {
                let (min, max) = bounds(values);
                (min, max - min)
            }
            Scale::Robust => {
                let mut sorted = values.to_vec();
                sorted.sort_unstable_by(f64::total_cmp);
                let spread = quantile(&sorted, 0.75) - quantile(&sorted, 0.25);
                // More than half of the cells are equal: the standard deviation still says something.
                by_deviation = spread == 0.0;
                let scale = if by_deviation { standard_deviation(values) } else { spread };
                (quantile(&sorted, 0.5), scale)
            }
            Scale::Standard | Scale::None => (mean(values), standard_deviation(values)),
        };
        // Too wide for f64: NaN travels on, and the matrix refuses it by name and row.
        let scale = if scale.is_finite() && center.is_finite() { scale } else { f64::NAN };
        // A column can differ in its last bit only and still have no spread that f64 can hold.
        (scale != 0.0).then_some(Self { center, scale, by_deviation })
    }

    /// (value - centre) / divisor.
    pub fn apply(self, value: f64) -> f64 {
        (value - self.center) / self.scale
    }
}

fn bounds(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), &v| (a.min(v), b.max(v)))
}

/// Arithmetic mean about the first value: an offset of 1e9 costs no digits.
pub(super) fn mean(values: &[f64]) -> f64 {
    let Some(&shift) = values.first() else { return f64::NAN };
    shift + values.iter().map(|v| v - shift).sum::<f64>() / values.len() as f64
}

/// Standard deviation with divisor n - 1, in two passes with the correction of Chan, Golub and
/// `LeVeque`
/// (1983, eq. 1.7).
pub(super) fn standard_deviation(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = mean(values);
    // In units of the largest deviation, so that squares neither overflow nor vanish.
    let unit = values.iter().fold(0.0_f64, |unit, v| unit.max((v - mean).abs()));
    if unit == 0.0 || !unit.is_finite() {
        return unit;
    }
    let (sum, squares) = values.iter().fold((0.0, 0.0), |(sum, squares), v| {
        let d = (v - mean) / unit;
        (sum + d, squares + d * d)
    });
    unit * ((squares - sum * sum / n) / (n - 1.0)).sqrt()
}

/// Quantile of sorted values by linear interpolation (Hyndman and Fan 1996, type 7).
pub(super) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = share * last as f64;
    let (low, high) = (at.floor() as usize, at.ceil() as usize);
    sorted[low] + (sorted[high] - sorted[low]) * (at - at.floor())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_large_offset_keeps_its_digits() {
        let small = [0.1, -0.7, 0.4, 0.9, -0.2];
        let large: Vec<f64> = small.iter().map(|v| v + 1e9).collect();
        let (a, b) = (standard_deviation(&small), standard_deviation(&large));
        assert!((a - b).abs() < 1e-6, "{a} {b}");
    }

    #[test]
    fn very_large_and_very_small_numbers_have_a_spread() {
        let small = [0.1, -0.7, 0.4, 0.9, -0.2];
        for unit in [1e300, 1e-300] {
            let scaled: Vec<f64> = small.iter().map(|v| v * unit).collect();
            let ratio = standard_deviation(&scaled) / unit / standard_deviation(&small);
            assert!((ratio - 1.0).abs() < 1e-12, "{unit}: {ratio}");
        }
    }

    #[test]
    fn quantiles_interpolate() {
        let sorted = [1.0, 2.0, 3.0, 4.0];
        assert_eq!((quantile(&sorted, 0.25), quantile(&sorted, 0.5)), (1.75, 2.5));
    }

    #[test]
    fn robust_falls_back_where_half_the_cells_are_equal() {
        let scaler = Scaler::fit(&[0.0, 0.0, 0.0, 0.0, 10.0], Scale::Robust).unwrap();
        assert!((scaler.scale - 20_f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn constant_columns_have_no_divisor() {
        for scale in [Scale::Standard, Scale::Robust, Scale::MinMax] {
            assert_eq!(Scaler::fit(&[3.0; 4], scale), None);
        }
        assert!(Scaler::fit(&[3.0; 4], Scale::None).is_some());
    }

    proptest! {
        #[test]
        fn scalers_invert(values in prop::collection::vec(-1e6..1e6_f64, 2..40)) {
            for scale in [Scale::Standard, Scale::Robust, Scale::MinMax, Scale::None] {
                if let Some(s) = Scaler::fit(&values, scale) {
                    for v in &values {
                        let back = s.apply(*v) * s.scale + s.center;
                        prop_assert!((back - v).abs() <= 1e-9 * (1.0 + v.abs()));
                    }
                }
            }
        }

        #[test]
        fn standardised_columns_have_mean_0_and_sd_1(values in prop::collection::vec(-1e6..1e6_f64, 3..60)) {
            if let Some(s) = Scaler::fit(&values, Scale::Standard) {
                let z: Vec<f64> = values.iter().map(|v| s.apply(*v)).collect();
                prop_assert!(mean(&z).abs() < 1e-9);
                prop_assert!((standard_deviation(&z) - 1.0).abs() < 1e-9);
            }
        }
    }
}
