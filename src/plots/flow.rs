//! Where the customers of each group of one grouping are in another: ribbons as thick as their number.

use super::palette::{MISSING, OTHER};
use super::{
    Align, Axis, Figure, Ink, Mark, Name, Names, Ribbon, Ribbons, Ticks, format_count, style_of,
};
use crate::words::closed;

/// Width of the blocks at both sides, as a share of the picture.
const BLOCK: f64 = 0.025;
/// Room between groups, as a share of all customers.
const GAP: f64 = 0.025;
/// Room for the heads above, likewise.
const HEAD: f64 = 0.1;
/// Share of the width that the names of a side may take: both leave room for each other.
const SIDE: f64 = 0.44;
/// How solid a ribbon is.
const OPACITY: f32 = 0.45;

/// What a flow picture is made of.
#[derive(Debug, Clone, Copy)]
pub struct FlowInput<'a> {
    /// Below the picture.
    pub caption: &'a str,
    /// What the groups at the left and at the right are groups of.
    pub names: [&'a str; 2],
    /// The groups at the left from the top: the number of their colour, none for those without a group, and their names.
    pub left: &'a [(Option<usize>, String)],
    /// The names of those at the right.
    pub right: &'a [String],
    /// The customers in both, a line for each group at the left.
    pub counts: &'a [Vec<usize>],
}

/// Blocks for the groups, ribbons in the colour of the group at the left.
pub fn flow(input: &FlowInput) -> Figure {
    let from: Vec<usize> = input.counts.iter().map(|line| line.iter().sum()).collect();
    let columns = 0..input.right.len();
    let of_column = |at: usize| input.counts.iter().filter_map(|line| line.get(at)).sum();
    let to: Vec<usize> = columns.map(of_column).collect();
    let all = from.iter().sum::<usize>().max(1) as f64;
    let color = |at: usize| {
        let own = input.left.get(at).and_then(|(style, _)| *style);
        Ink::Data(own.map_or(MISSING, |style| style_of(style).0))
    };
    let (tops, ends) = (stacked(&from, all), stacked(&to, all));
    let mut ribbons = Vec::new();
    let (mut left, mut right) = (tops.clone(), ends.clone());
    for (line, counts) in input.counts.iter().enumerate() {
        for (column, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let size = count as f64;
            let [out, into] = [left[line], right[column]];
            left[line] -= size;
            right[column] -= size;
            ribbons.push(Ribbon {
                x: [BLOCK, 1.0 - BLOCK],
                left: [out - size, out],
                right: [into - size, into],
                ink: color(line),
            });
        }
    }
    // Thin ones above thick ones, so that they are seen.
    ribbons.sort_by(|a, b| (b.left[1] - b.left[0]).total_cmp(&(a.left[1] - a.left[0])));
    let block = |x: [f64; 2], top: f64, count: usize, ink| {
        let ends = [top - count as f64, top];
        Ribbon { x, left: ends, right: ends, ink }
    };
    let mut blocks: Vec<Ribbon> =
        (0..from.len()).map(|at| block([0.0, BLOCK], tops[at], from[at], color(at))).collect();
    let grey = Ink::Data(OTHER);
    blocks.extend((0..to.len()).map(|at| block([1.0 - BLOCK, 1.0], ends[at], to[at], grey)));
    let mut marks = vec![
        Mark::Ribbons(Ribbons { ribbons, opacity: OPACITY }),
        Mark::Ribbons(Ribbons { ribbons: blocks, opacity: 1.0 }),
    ];
    let head = HEAD * all;
    let most = from.len().max(to.len()).max(1) as f64 - 1.0;
    let bottom = -all * (1.0 + GAP * (most + 0.5));
    let sides =
        [(&from, &tops, Align::Start, 1.6 * BLOCK), (&to, &ends, Align::End, 1.0 - 1.6 * BLOCK)];
    for (side, (counts, tops, align, x)) in sides.into_iter().enumerate() {
        // Where there is no room for all, the larger groups keep their names.
        let mut order: Vec<usize> = (0..counts.len()).filter(|at| counts[*at] > 0).collect();
        order.sort_by_key(|at| std::cmp::Reverse(counts[*at]));
        let name = |at: usize| {
            let name = if side == 0 { &input.left[at].1 } else { &input.right[at] };
            let (text, tail) = (closed(name).into(), format!(": {}", format_count(counts[at])));
            let at = tops[at] - counts[at] as f64 / 2.0;
            Name { at, text, tail, ink: Ink::Primary, sign: None }
        };
        let names = order.into_iter().map(name).collect();
        let (within, beside) = ([bottom, 0.0], false);
        marks.push(Mark::Names(Names { x, names, align, share: SIDE, within, beside }));
        let text = input.names[side].to_owned();
        let name = Name { at: 0.5 * head, text, tail: String::new(), ink: Ink::Muted, sign: None };
        let (x, names, within) = ([0.0, 1.0][side], vec![name], [0.0, head]);
        marks.push(Mark::Names(Names { x, names, align, share: SIDE, within, beside }));
    }
    let axis = |range| Axis { label: String::new(), range, ticks: Ticks::None };
    Figure {
        title: format!("From {} to {}", input.names[0], input.names[1]),
        caption: input.caption.to_owned(),
        x: axis((-0.01, 1.01)),
        y: axis((bottom, head)),
        marks,
        legend: None,
        equal_aspect: false,
    }
}

/// The upper edge of each group, downwards from 0.
fn stacked(counts: &[usize], all: f64) -> Vec<f64> {
    let mut top = 0.0;
    let place = |count: &usize| {
        let own = top;
        top -= *count as f64 + GAP * all;
        own
    };
    counts.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ribbons_are_as_thick_as_their_customers_and_fill_both_sides() {
        let left = [(Some(0), "a".to_owned()), (Some(1), "b".to_owned()), (None, "noise".into())];
        let right = ["x".to_owned(), "y".to_owned()];
        let counts = [vec![30, 10], vec![0, 50], vec![4, 6]];
        let figure = flow(&FlowInput {
            caption: "",
            names: ["one", "other"],
            left: &left,
            right: &right,
            counts: &counts,
        });
        let ribbons = |at: usize| match &figure.marks[at] {
            Mark::Ribbons(ribbons) => &ribbons.ribbons,
            _ => panic!("expected ribbons"),
        };
        let mut thick: Vec<f64> = ribbons(0).iter().map(|r| r.left[1] - r.left[0]).collect();
        assert_eq!(thick, [50.0, 30.0, 10.0, 6.0, 4.0]);
        thick.clear();
        for ribbon in ribbons(0) {
            assert_eq!(ribbon.left[1] - ribbon.left[0], ribbon.right[1] - ribbon.right[0]);
            // Each end lies within a block of its side.
            for (x, ends) in [(0.0, ribbon.left), (1.0 - BLOCK, ribbon.right)] {
                assert!(
                    ribbons(1).iter().any(|block| block.x[0] == x
                        && block.left[0] <= ends[0] + 1e-9
                        && block.left[1] >= ends[1] - 1e-9),
                    "{ribbon:?}"
                );
            }
        }
        let sides = figure.marks.iter().filter_map(|mark| match mark {
            Mark::Names(names) => {
                let all = names.names.iter().map(|name| name.text.clone() + &name.tail);
                Some(all.collect())
            }
            _ => None,
        });
        let sides: Vec<Vec<String>> = sides.collect();
        let (left, right) = (["b: 50", "a: 40", "noise: 10"], ["y: 66", "x: 34"]);
        assert_eq!(sides, [&left[..], &["one"], &right[..], &["other"]]);
        assert_eq!(ribbons(1).len(), 5);
        assert_eq!(ribbons(1)[2].ink, Ink::Data(MISSING));
    }

    #[test]
    fn a_ribbon_leaves_level_and_arrives_where_it_should() {
        let ink = Ink::Muted;
        let ribbon = Ribbon { x: [0.0, 2.0], left: [0.0, 1.0], right: [4.0, 5.0], ink };
        assert_eq!(ribbon.at(0.0), (0.0, [0.0, 1.0]));
        assert_eq!(ribbon.at(0.5), (1.0, [2.0, 3.0]));
        assert_eq!(ribbon.at(1.0), (2.0, [4.0, 5.0]));
        let (x, [low, _]) = ribbon.at(0.01);
        assert!(low / x < 0.1);
    }
}
