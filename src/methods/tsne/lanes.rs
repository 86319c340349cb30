//! Plain loops over fixed numbers of lanes, compiled once for each generation of vector instructions.
//!
//! The loops say nothing of a machine: they work on arrays of [`LANES`] numbers, which a compiler turns
//! into vector instructions of whatever width it may use. [`wide`] compiles what it is given for AVX-512,
//! for AVX2 and for the baseline, and picks at run time. Without fused operations and with sums that stay in
//! their lanes, every width gives the same bits.

/// Numbers that go through a loop together.
pub(super) const LANES: usize = 16;
/// One vector's worth of numbers.
pub(super) type Lane = [f32; LANES];

/// Runs `work` with the widest vector instructions of this machine. Whatever it calls must be
/// `#[inline(always)]`, or it is compiled for the baseline: closures too, hence the plain loops.
#[inline]
pub(crate) fn wide<R>(work: impl FnOnce() -> R) -> R {
    pulp::Arch::new().dispatch(work)
}

/// The sum over the lanes, in a fixed order.
#[inline(always)]
pub(super) fn sum(lane: &Lane) -> f32 {
    let mut half = [0.0; 8];
    for l in 0..8 {
        half[l] = lane[l] + lane[l + 8];
    }
    for l in 0..4 {
        half[l] += half[l + 4];
    }
    (half[0] + half[2]) + (half[1] + half[3])
}

/// The natural logarithm of each lane, for finite numbers of at least 1; error below 3e-7 of the value.
///
/// The number is split into exponent and mantissa in [sqrt(1/2), sqrt(2)); the mantissa's logarithm is the
/// series of 2 artanh((m - 1) / (m + 1)), whose argument is below 0.172.
#[inline(always)]
pub(super) fn ln(value: &Lane) -> Lane {
    let mut out = [0.0; LANES];
    for l in 0..LANES {
        let bits = value[l].to_bits();
        // The exponent that leaves a mantissa in [sqrt(1/2), sqrt(2)).
        let exponent = bits.wrapping_sub(0x3f35_04f3).cast_signed() >> 23;
        let mantissa = f32::from_bits(bits.wrapping_sub((exponent << 23).cast_unsigned()));
        let t = (mantissa - 1.0) / (mantissa + 1.0);
        let s = t * t;
        let series = 2.0 + s * (2.0 / 3.0 + s * (2.0 / 5.0 + s * (2.0 / 7.0 + s * (2.0 / 9.0))));
        out[l] = exponent as f32 * std::f32::consts::LN_2 + t * series;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_the_librarys() {
        let mut worst = 0.0_f32;
        for i in 0..4000 {
            let value = 1.0 + (1.0 + i as f32 * 0.01).powi(5) * 1e-7;
            let ours = wide(|| ln(&[value; LANES]));
            let truth = f64::from(value).ln();
            let error = (f64::from(ours[i % LANES]) - truth).abs() / truth.max(1.0);
            worst = worst.max(error as f32);
        }
        assert!(worst < 3e-7, "{worst}");
    }

    #[test]
    fn sums_take_every_lane() {
        let lane: Lane = std::array::from_fn(|l| (l + 1) as f32);
        assert_eq!(sum(&lane), 136.0);
    }
}
