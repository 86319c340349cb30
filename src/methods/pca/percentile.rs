//! Percentiles of a few numbers.

/// A percentile of ascending numbers, interpolated between the two nearest (Hyndman and Fan 1996, type 7, as
/// numpy and R do). NaN where there are none.
pub(super) fn percentile_of(ascending: &[f64], percentile: f64) -> f64 {
    let Some(last) = ascending.len().checked_sub(1) else { return f64::NAN };
    let place = (percentile / 100.0).clamp(0.0, 1.0) * last as f64;
    let below = (place.floor() as usize).min(last);
    let above = (below + 1).min(last);
    let (low, high) = (ascending[below], ascending[above]);
    low + (place - below as f64) * (high - low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_the_nearest() {
        let numbers = [1.0, 2.0, 4.0, 8.0, 16.0];
        let of = |percentile| percentile_of(&numbers, percentile);
        assert_eq!((of(0.0), of(50.0), of(100.0)), (1.0, 4.0, 16.0));
        // numpy.percentile([1, 2, 4, 8, 16], 95) is 14.4.
        assert!((of(95.0) - 14.4).abs() < 1e-12);
        assert_eq!(percentile_of(&[3.0], 95.0), 3.0);
        assert!(percentile_of(&[], 95.0).is_nan());
    }
}
