//! Names beside places, moved until none touches another.
//!
//! The rule: each name starts beside its place, on the side away from a given direction's origin. Names that touch
//! are pushed apart, half the overlap each, up or down where that is the shorter way, off the places that are
//! named, as long as that leads anywhere, and stay in the frame.
//! Whoever still touches a more important name after some rounds is left out.

/// Rounds of pushing; a dozen names settle in a few.
const ROUNDS: usize = 400;
/// From a place to its name, in pixels.
const GAP: f64 = 5.0;
/// Rounds in which places push names too: in a crowd names apart count for more than places uncovered.
const FREE: usize = ROUNDS / 2;
/// Half the side of a place that is named, in pixels.
const PLACE: f64 = 4.0;
/// Least room between two names, in pixels.
const APART: f64 = 1.0;

/// A name to be placed, in pixels, y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Block {
    /// What is named.
    pub at: [f64; 2],
    /// The direction in which the name lies; any length.
    pub away: [f64; 2],
    /// Width and height.
    pub size: [f64; 2],
}

/// Left, top, right and bottom of each name within `frame` (the same four), the most important first; `None`
/// where there is no room.
pub fn spread(blocks: &[Block], frame: [f64; 4]) -> Vec<Option<[f64; 4]>> {
    let mut places: Vec<[f64; 4]> = blocks.iter().map(|block| start(block, frame)).collect();
    let spots: Vec<[f64; 4]> = blocks
        .iter()
        .map(|block| block.at)
        .map(|[x, y]| [x - PLACE, y - PLACE, x + PLACE, y + PLACE])
        .collect();
    for round in 0..ROUNDS {
        let mut still = true;
        if round < FREE {
            for place in &mut places {
                if let Some(by) = off(&spots, place, frame) {
                    still = false;
                    shift(place, by, frame);
                }
            }
        }
        for later in 1..places.len() {
            for earlier in 0..later {
                if let Some(push) = push(&places[earlier], &places[later]) {
                    still = false;
                    shift(&mut places[earlier], push.map(|v| -v / 2.0), frame);
                    shift(&mut places[later], push.map(|v| v / 2.0), frame);
                }
            }
        }
        if still {
            break;
        }
    }
    let mut kept: Vec<Option<[f64; 4]>> = Vec::new();
    for place in places {
        let inside = place[0] >= frame[0] - 0.01
            && place[1] >= frame[1] - 0.01
            && place[2] <= frame[2] + 0.01
            && place[3] <= frame[3] + 0.01;
        let free = kept.iter().flatten().all(|other| !touch(other, &place));
        kept.push((inside && free).then_some(place));
    }
    kept
}

/// Where a line from a place to its name ends: at the nearest point of the name, `None` where that is so
/// near that no line is needed.
pub fn leader(at: [f64; 2], place: [f64; 4]) -> Option<[f64; 2]> {
    let end = [at[0].clamp(place[0], place[2]), at[1].clamp(place[1], place[3])];
    ((end[0] - at[0]).hypot(end[1] - at[1]) > 2.5 * GAP).then_some(end)
}

/// Where a name stands before it is pushed.
fn start(block: &Block, frame: [f64; 4]) -> [f64; 4] {
    let length = block.away[0].hypot(block.away[1]);
    // A place without a direction has its name to the right.
    let away = if length > 0.0 && length.is_finite() {
        block.away.map(|v| v / length)
    } else {
        [1.0, 0.0]
    };
    let [w, h] = block.size;
    let middle = [block.at[0] + away[0] * (w / 2.0 + GAP), block.at[1] + away[1] * (h / 2.0 + GAP)];
    let mut place =
        [middle[0] - w / 2.0, middle[1] - h / 2.0, middle[0] + w / 2.0, middle[1] + h / 2.0];
    shift(&mut place, [0.0, 0.0], frame);
    place
}

/// Whether two rectangles share ground.
fn touch(a: &[f64; 4], b: &[f64; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// How far `b` must move from `a`, `None` where they do not touch.
fn push(a: &[f64; 4], b: &[f64; 4]) -> Option<[f64; 2]> {
    let over = |low: usize, high: usize| (a[high].min(b[high]) - a[low].max(b[low])) + APART;
    let (across, down) = (over(0, 2), over(1, 3));
    if across <= 0.0 || down <= 0.0 {
        return None;
    }
    // Equal heights go down: the less important name makes room.
    let sign = |low: usize, high: usize| {
        if b[low] + b[high] < a[low] + a[high] { -1.0 } else { 1.0 }
    };
    // A hair more, so that rounding does not leave them touching.
    let hair = 0.01;
    if down <= across {
        Some([0.0, sign(1, 3) * (down + hair)])
    } else {
        Some([sign(0, 2) * (across + hair), 0.0])
    }
}

/// How far a name must move from a spot that it covers: the shortest way within the frame, if there is one to
/// where it covers none at all. `None` where it covers none, or cannot help it.
fn off(spots: &[[f64; 4]], place: &[f64; 4], frame: [f64; 4]) -> Option<[f64; 2]> {
    let moved = |by: [f64; 2]| {
        let mut there = *place;
        shift(&mut there, by, frame);
        there
    };
    let free = |by: &[f64; 2]| spots.iter().all(|spot| !touch(spot, &moved(*by)));
    let covered = || spots.iter().filter(|spot| touch(spot, place));
    let ways: Vec<[f64; 2]> = covered()
        .flat_map(|spot| {
            let (left, right) = (spot[0] - place[2], spot[2] - place[0]);
            let (up, down) = (spot[1] - place[3], spot[3] - place[1]);
            [[0.0, up - APART], [0.0, down + APART], [left - APART, 0.0], [right + APART, 0.0]]
                .into_iter()
                .filter(move |by| !touch(spot, &moved(*by)))
        })
        .collect();
    let length = |by: &&[f64; 2]| by[0].abs() + by[1].abs();
    let shortest = |a: &&[f64; 2], b: &&[f64; 2]| length(a).total_cmp(&length(b));
    ways.iter().filter(|by| free(by)).min_by(shortest).or(ways.iter().min_by(shortest)).copied()
}

/// Moves a name, and back into the frame.
fn shift(place: &mut [f64; 4], by: [f64; 2], frame: [f64; 4]) {
    for d in [0, 1] {
        let size = place[d + 2] - place[d];
        let most = (frame[d + 2] - size).max(frame[d]);
        place[d] = (place[d] + by[d]).clamp(frame[d], most);
        place[d + 2] = place[d] + size;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FRAME: [f64; 4] = [0.0, 0.0, 500.0, 400.0];

    #[test]
    fn a_lone_name_lies_outside_its_place() {
        let block = |away| Block { at: [250.0, 200.0], away, size: [60.0, 14.0] };
        let [left, _, _, _] = spread(&[block([1.0, 0.0])], FRAME)[0].unwrap();
        assert!(left > 250.0);
        let [_, _, _, bottom] = spread(&[block([0.0, -2.0])], FRAME)[0].unwrap();
        assert!(bottom < 200.0);
        let [_, _, right, _] = spread(&[block([-1.0, 0.0])], FRAME)[0].unwrap();
        assert!(right < 250.0);
    }

    #[test]
    fn names_at_one_place_are_stacked() {
        let block = Block { at: [495.0, 200.0], away: [1.0, 0.0], size: [80.0, 14.0] };
        let placed = spread(&[block; 10], FRAME);
        assert!(placed.iter().all(Option::is_some));
    }

    #[test]
    fn what_has_no_room_is_left_out_the_less_important_first() {
        let block = Block { at: [10.0, 10.0], away: [1.0, 0.0], size: [40.0, 14.0] };
        let placed = spread(&[block; 5], [0.0, 0.0, 45.0, 32.0]);
        assert!(placed[0].is_some() && placed.iter().flatten().count() <= 2);
        assert_eq!(spread(&[block], [0.0, 0.0, 20.0, 20.0]), [None]);
        assert!(spread(&[], FRAME).is_empty());
    }

    #[test]
    fn names_in_a_corner_leave_their_places_seen() {
        let at = [[480.0, 6.0], [470.0, 20.0], [490.0, 30.0]];
        let blocks = at.map(|at| Block { at, away: [1.0, -1.0], size: [50.0, 14.0] });
        for place in spread(&blocks, FRAME) {
            let [left, top, right, bottom] = place.unwrap();
            for [x, y] in at {
                let inside = x > left && x < right && y > top && y < bottom;
                assert!(!inside, "{place:?} covers {x} {y}");
            }
        }
    }

    proptest! {
        #[test]
        fn names_never_touch_nor_leave(
            at in proptest::collection::vec((0.0..500.0, 0.0..400.0, 20.0..120.0), 0..14),
        ) {
            let blocks: Vec<Block> = at
                .iter()
                .map(|&(x, y, width)| Block {
                    at: [x, y],
                    away: [x - 250.0, y - 200.0],
                    size: [width, 14.0],
                })
                .collect();
            let placed: Vec<[f64; 4]> = spread(&blocks, FRAME).into_iter().flatten().collect();
            prop_assert!(placed.len() == blocks.len(), "{} of {}", placed.len(), blocks.len());
            for (i, a) in placed.iter().enumerate() {
                prop_assert!(a[0] >= -0.01 && a[1] >= -0.01 && a[2] <= 500.01 && a[3] <= 400.01);
                prop_assert!(placed[..i].iter().all(|b| !touch(a, b)));
            }
        }
    }
}
