//! Names down a side of a picture, moved apart until none touches the next.

use super::{Align, Ink, Rgb};

/// Names down a side. The drawer cuts those that are too long, and moves them with [`apart`].
#[derive(Debug, Clone, PartialEq)]
pub struct Names {
    /// Where they begin or end, in axis units.
    pub x: f64,
    /// The names, the most important first.
    pub names: Vec<Name>,
    /// Which end of the words stands there.
    pub align: Align,
    /// The share of the plot's width that they may take.
    pub share: f64,
    /// On y, in axis units: no name leaves this.
    pub within: [f64; 2],
    /// They stand beside the plot, at its right, where the drawer can make room for them there.
    pub beside: bool,
}

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// The place on y, in axis units.
    pub at: f64,
    /// One line, cut where it is too long.
    pub text: String,
    /// What stands behind it in any case: how many.
    pub tail: String,
    /// Its colour.
    pub ink: Ink,
    /// The colour of a sign beside it; without one, a name that was moved has a line to its place.
    pub sign: Option<Rgb>,
}

impl Names {
    /// Side of a sign, in logical pixels.
    pub const SIGN: f64 = 8.0;
    /// Between a sign or a line and the words.
    pub const GAP: f64 = 4.0;

    /// What stands where not all names do.
    pub fn and_more(count: usize) -> String {
        format!("and {count} more")
    }
}

/// Where names stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Apart {
    /// The middle of each; none for those that there is no room for.
    pub places: Vec<Option<f64>>,
    /// Where it is said that there are more, and how many.
    pub more: Option<(f64, usize)>,
}

/// Each name as near to its place as may be, in the order of the places, all of one height and between the ends. Where not
/// all fit, the first ones do, and one line less for the number of the others.
///
/// The sum of squared moves is least (isotonic regression by pooling adjacent violators, Barlow et al. 1972).
pub fn apart(places: &[f64], height: f64, [from, to]: [f64; 2]) -> Apart {
    let room = ((to - from) / height).max(0.0) as usize;
    let kept = if places.len() <= room { places.len() } else { room.saturating_sub(1) };
    let mut order: Vec<usize> = (0..kept).collect();
    order.sort_by(|a, b| places[*a].total_cmp(&places[*b]));
    let lines = if kept < places.len() && room > 0 { kept + 1 } else { kept };
    let mut wanted: Vec<f64> = order.iter().map(|at| places[*at]).collect();
    wanted.resize(lines, to);
    let found = pooled(&wanted, height, [from, to]);
    let mut out = vec![None; places.len()];
    for (line, at) in order.iter().enumerate() {
        out[*at] = Some(found[line]);
    }
    let more = (lines > kept).then(|| (found[kept], places.len() - kept));
    Apart { places: out, more }
}

/// Ascending places, at least `step` apart.
fn pooled(wanted: &[f64], step: f64, [from, to]: [f64; 2]) -> Vec<f64> {
    // Means of neighbours that would touch, and how many they are.
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (line, place) in wanted.iter().enumerate() {
        let mut pool = (place - line as f64 * step, 1);
        while let Some(&(mean, count)) = pools.last().filter(|(mean, _)| *mean > pool.0) {
            let all = count + pool.1;
            pool = ((mean * count as f64 + pool.0 * pool.1 as f64) / all as f64, all);
            pools.pop();
        }
        pools.push(pool);
    }
    let low = from + step / 2.0;
    let high = (to - step / 2.0 - (wanted.len().max(1) - 1) as f64 * step).max(low);
    let means = pools.iter().flat_map(|(mean, count)| std::iter::repeat_n(*mean, *count));
    means.enumerate().map(|(line, mean)| mean.clamp(low, high) + line as f64 * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_with_room_stay_and_others_move_as_little_as_may_be() {
        let found = apart(&[50.0, 10.0, 52.0], 10.0, [0.0, 100.0]);
        assert_eq!(found.places, [Some(46.0), Some(10.0), Some(56.0)]);
        assert_eq!(found.more, None);
        let crowd = apart(&[95.0, 96.0, 97.0, 98.0], 10.0, [70.0, 100.0]);
        assert_eq!(crowd.places, [Some(75.0), Some(85.0), None, None]);
        assert_eq!(crowd.more, Some((95.0, 2)));
        assert_eq!(apart(&[], 10.0, [0.0, 5.0]).places, []);
        assert_eq!(apart(&[1.0], 10.0, [0.0, 5.0]), Apart { places: vec![None], more: None });
    }

    proptest! {
        #[test]
        fn no_two_touch_and_none_leaves_the_side(
            places in proptest::collection::vec(0.0..200.0, 0..40),
        ) {
            let found = apart(&places, 11.0, [0.0, 200.0]);
            let kept = || places.iter().zip(&found.places).filter_map(|(a, b)| Some((*a, (*b)?)));
            let mut all: Vec<(f64, f64)> = kept().collect();
            all.sort_by(|a, b| a.1.total_cmp(&b.1));
            prop_assert!(all.windows(2).all(|pair| pair[1].1 - pair[0].1 >= 11.0 - 1e-9));
            prop_assert!(all.windows(2).all(|pair| pair[0].0 <= pair[1].0), "their order stays");
            prop_assert!(all.iter().all(|(_, at)| (5.5 - 1e-9..=194.5 + 1e-9).contains(at)));
            let told = found.more.map_or(0, |(_, count)| count);
            prop_assert_eq!(all.len() + told, places.len());
        }
    }
}
