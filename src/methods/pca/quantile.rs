//! Quantiles of the Beta and chi-square distributions, for the limits of T2 and SPE.
//!
//! The distribution functions by the continued fractions and the series of Abramowitz and Stegun (1964,
//! 26.5.8, 6.5.29, 6.5.31), evaluated by Lentz's method (1976); their inverses by halving the interval until
//! two neighbouring numbers are left, which needs no start and cannot go astray.

use std::f64::consts::PI;

/// Terms after which a fraction or series is taken as it is; they need about the root of the parameter.
const TERMS: usize = 200_000;
const EPSILON: f64 = 1e-16;
/// Stands in for zero denominators.
const TINY: f64 = 1e-300;
/// From here on Stirling's series has all digits.
const LARGE: f64 = 15.0;
/// Degrees of freedom from which on chi-square is taken by Wilson and Hilferty's cube (1931).
const MANY: f64 = 1e8;

/// The value that a Beta(a, b) number stays below with probability `q`. NaN for parameters that are not
/// positive.
pub(super) fn beta_quantile(q: f64, a: f64, b: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && (0.0..=1.0).contains(&q)) {
        return f64::NAN;
    }
    invert(0.0, 1.0, |x| beta_below(x, a, b) < q)
}

/// The value that a chi-square number with `h` degrees of freedom (not only whole ones) stays below with
/// probability `q`, 0.5 or more where `h` is above 1e8. NaN for an `h` that is not positive.
pub(super) fn chi_square_quantile(q: f64, h: f64) -> f64 {
    if !(h > 0.0 && (0.0..1.0).contains(&q)) {
        return f64::NAN;
    }
    if h > MANY {
        // The square of a normal number is chi-square with one degree of freedom.
        let z = chi_square_quantile(2.0 * q - 1.0, 1.0).sqrt();
        let spread = 2.0 / (9.0 * h);
        return h * (1.0 - spread + z * spread.sqrt()).powi(3);
    }
    let below = |x: f64| gamma_below(h / 2.0, x / 2.0) < q;
    let mut most = h.max(1.0);
    while below(most) {
        most *= 2.0;
    }
    invert(0.0, most, below)
}

/// Where a condition that holds at first ceases to hold.
fn invert(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return high;
        }
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// The regularised incomplete beta function.
fn beta_below(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    let front = (a * x.ln() + b * (-x).ln_1p() - ln_beta(a, b)).exp();
    // The fraction converges fast on this side of the mean only.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(x, a, b) / a
    } else {
        1.0 - front * beta_fraction(1.0 - x, b, a) / b
    }
}

fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    let term = |at: usize| {
        let m = (at / 2) as f64;
        if at.is_multiple_of(2) {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        }
    };
    1.0 / fraction(1.0, |at| (term(at), 1.0))
}

/// b0 + a1 / (b1 + a2 / (b2 + ...)), where `term` gives (a, b) of each step from 1.
fn fraction(first: f64, term: impl Fn(usize) -> (f64, f64)) -> f64 {
    let safe = |v: f64| if v.abs() < TINY { TINY } else { v };
    let (mut value, mut c, mut d) = (safe(first), safe(first), 0.0);
    for at in 1..=TERMS {
        let (a, b) = term(at);
        d = 1.0 / safe(b + a * d);
        c = safe(b + a / c);
        value *= c * d;
        if (c * d - 1.0).abs() <= EPSILON {
            break;
        }
    }
    value
}

/// The regularised lower incomplete gamma function.
fn gamma_below(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let front = gamma_front(a, x);
    if x < a + 1.0 {
        let (mut term, mut sum) = (1.0 / a, 1.0 / a);
        for at in 1..=TERMS {
            term *= x / (a + at as f64);
            sum += term;
            if term <= sum * EPSILON {
                break;
            }
        }
        front * sum
    } else {
        let term = |at: usize| {
            let m = at as f64;
            (-m * (m - a), x + 2.0 * m + 1.0 - a)
        };
        1.0 - front / fraction(x + 1.0 - a, term)
    }
}

/// x^a e^-x / gamma(a), without the difference of large numbers where a is large.
fn gamma_front(a: f64, x: f64) -> f64 {
    if a < LARGE {
        return (a * x.ln() - x - ln_gamma(a)).exp();
    }
    let away = (x - a) / a;
    (a / (2.0 * PI)).sqrt() * (-a * (away - away.ln_1p()) - stirling(a)).exp()
}

/// The logarithm of the beta function, without the difference of large numbers where one is large.
fn ln_beta(a: f64, b: f64) -> f64 {
    let (small, large) = (a.min(b), a.max(b));
    if large < LARGE {
        return ln_gamma(small) + ln_gamma(large) - ln_gamma(small + large);
    }
    let sum = small + large;
    ln_gamma(small) - (large - 0.5) * (small / large).ln_1p() - small * sum.ln()
        + small
        + (stirling(large) - stirling(sum))
}

/// The logarithm of the gamma function, for positive numbers.
fn ln_gamma(x: f64) -> f64 {
    if x < LARGE {
        // gamma(x) = gamma(x + 1) / x.
        return ln_gamma(x + 1.0) - x.ln();
    }
    (x - 0.5) * x.ln() - x + 0.5 * (2.0 * PI).ln() + stirling(x)
}

/// What Stirling's formula leaves out (Abramowitz and Stegun 6.1.41).
fn stirling(x: f64) -> f64 {
    let s = 1.0 / (x * x);
    (1.0 / 12.0
        - s * (1.0 / 360.0
            - s * (1.0 / 1260.0 - s * (1.0 / 1680.0 - s * (1.0 / 1188.0 - s * 691.0 / 360_360.0)))))
        / x
}

#[cfg(test)]
mod tests {
    use super::super::tests::reference;
    use super::*;
    use proptest::prelude::*;

    fn cases(name: &str) -> Vec<Vec<f64>> {
        let numbers = |case: &serde_json::Value| {
            case.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
        };
        reference()[name].as_array().unwrap().iter().map(numbers).collect()
    }

    #[test]
    fn quantiles_are_those_of_scipy() {
        for case in cases("beta") {
            let [q, a, b, wanted] = case[..] else { panic!() };
            let found = beta_quantile(q, a, b);
            assert!(
                (found / wanted - 1.0).abs() < 1e-9,
                "beta({a}, {b}) at {q}: {found}, {wanted}"
            );
        }
        for case in cases("chi2") {
            let [q, h, wanted] = case[..] else { panic!() };
            let found = chi_square_quantile(q, h);
            assert!((found / wanted - 1.0).abs() < 1e-9, "chi2({h}) at {q}: {found}, {wanted}");
        }
    }

    #[test]
    fn closed_forms() {
        // Beta(1, b): 1 - (1 - q)^(1/b); chi-square with two degrees: -2 ln(1 - q).
        for b in [0.3_f64, 1.0, 7.0, 400.0] {
            let wanted = 1.0 - 0.05_f64.powf(1.0 / b);
            assert!((beta_quantile(0.95, 1.0, b) / wanted - 1.0).abs() < 1e-12);
        }
        assert!((chi_square_quantile(0.95, 2.0) + 2.0 * 0.05_f64.ln()).abs() < 1e-12);
        assert!((ln_gamma(0.5) - PI.sqrt().ln()).abs() < 1e-14);
        assert!((ln_gamma(6.0) - 120.0_f64.ln()).abs() < 1e-13);
    }

    #[test]
    fn very_many_degrees_of_freedom() {
        let (below, above) = (chi_square_quantile(0.95, 0.99e8), chi_square_quantile(0.95, 1.01e8));
        let excess = |x: f64, h: f64| (x - h) / (2.0 * h).sqrt();
        assert!((excess(below, 0.99e8) - excess(above, 1.01e8)).abs() < 1e-5);
        assert!((chi_square_quantile(0.95, 1e30) / 1e30 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn what_is_no_distribution_has_no_quantile() {
        assert!(
            beta_quantile(0.95, 0.0, 1.0).is_nan() && beta_quantile(0.95, 1.0, f64::NAN).is_nan()
        );
        assert!(chi_square_quantile(0.95, 0.0).is_nan());
    }

    proptest! {
        #[test]
        fn the_inverse_inverts(q in 0.001..0.999_f64, a in 0.2..200.0_f64, b in 0.2..2000.0_f64) {
            let x = beta_quantile(q, a, b);
            prop_assert!((beta_below(x, a, b) - q).abs() < 1e-9);
            prop_assert!((beta_below(x, a, b) + beta_below(1.0 - x, b, a) - 1.0).abs() < 1e-9);
            let y = chi_square_quantile(q, b);
            prop_assert!((gamma_below(b / 2.0, y / 2.0) - q).abs() < 1e-9);
        }
    }
}
