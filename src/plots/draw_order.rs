//! Which point is drawn over which.

/// The indices `0..n` in an order that has nothing to do with the file's: a fixed shuffle, the same for the
/// same `n` always.
///
/// Customer files are often sorted by class or by value. Drawn in file order, or class after class, the
/// last class would cover the others and look larger than it is. Shuffled, every class lies on top in
/// proportion to its size.
pub fn draw_order(n: usize) -> Vec<u32> {
    let mut order: Vec<u32> = (0..u32::try_from(n).unwrap_or(u32::MAX)).collect();
    let mut state = 0_u64;
    // Fisher and Yates, as in Knuth, volume 2, algorithm 3.4.2P; the bias of the remainder is below 2^-32.
    for last in (1..order.len()).rev() {
        order.swap(last, (split_mix(&mut state) % (last as u64 + 1)) as usize);
    }
    order
}

/// One number of the `SplitMix64` generator (Steele, Lea and Flood 2014; the constants are theirs).
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_once_and_the_same_each_time() {
        let order = draw_order(1_000);
        assert_eq!(order, draw_order(1_000));
        let mut sorted = order;
        sorted.sort_unstable();
        assert!(sorted.iter().copied().eq(0..1_000));
        assert!(draw_order(0).is_empty());
    }

    #[test]
    fn a_sorted_class_is_on_top_by_its_share_only() {
        // The second half of the file is a class of its own; in the top tenth it should be about half.
        let order = draw_order(10_000);
        let late = order[9_000..].iter().filter(|i| **i >= 5_000).count();
        assert!((400..600).contains(&late), "{late} of 1,000");
    }
}
