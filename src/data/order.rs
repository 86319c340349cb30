//! The order of rows by one column, for listing them.

use super::Values;
use rayon::prelude::*;

/// The places of all rows, sorted by a column: numbers and dates by size, words by the alphabet without regard to
/// case. What is equal stays in the table's order both ways, and missing cells come last both ways.
pub fn order(values: &Values, descending: bool) -> Vec<u32> {
    let mut keys: Vec<(u64, u32)> = match values {
        Values::Numbers(cells) | Values::Dates(cells) => {
            let key = |cell: &f64| (!cell.is_nan()).then(|| sortable(*cell));
            cells
                .par_iter()
                .enumerate()
                .map(|(at, cell)| (turned(key(cell), descending), at as u32))
                .collect()
        }
        Values::Text(levels) => {
            let ranks = ranks(levels.names());
            let key = |at: usize| levels.code(at).map(|code| u64::from(ranks[code as usize]));
            (0..levels.len())
                .into_par_iter()
                .map(|at| (turned(key(at), descending), at as u32))
                .collect()
        }
    };
    // No two keys are equal, for they end in the place: the order does not depend on threads.
    keys.par_sort_unstable();
    keys.into_par_iter().map(|(_, at)| at).collect()
}

/// The other way round, where that is wanted; what is missing stays behind all.
fn turned(key: Option<u64>, descending: bool) -> u64 {
    key.map_or(u64::MAX, |key| if descending { u64::MAX - 1 - key } else { key })
}

/// A number's bits such that they are ordered as the numbers are, and both zeros are one. The largest is that of
/// infinity, far below the key of what is missing.
fn sortable(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

/// Each name's place in the alphabet.
fn ranks(names: &[String]) -> Vec<u32> {
    let mut order: Vec<(String, u32)> =
        names.par_iter().enumerate().map(|(at, name)| (name.to_lowercase(), at as u32)).collect();
    order.par_sort_unstable();
    let mut ranks = vec![0; names.len()];
    for (rank, (_, at)) in order.iter().enumerate() {
        ranks[*at as usize] = rank as u32;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::super::Levels;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_cells_keep_their_order_and_missing_ones_come_last_both_ways() {
        let numbers = Values::Numbers(vec![2.0, f64::NAN, -0.0, 2.0, 0.0, f64::INFINITY, -3.0]);
        assert_eq!(order(&numbers, false), [6, 2, 4, 0, 3, 5, 1]);
        assert_eq!(order(&numbers, true), [5, 0, 3, 2, 4, 6, 1]);
        let words = [Some("b"), None, Some("A"), Some("a"), Some("B")];
        let words = Values::Text(Levels::new(&words));
        assert_eq!(order(&words, false), [2, 3, 4, 0, 1]);
        assert_eq!(order(&words, true), [0, 4, 3, 2, 1]);
    }

    proptest! {
        #[test]
        fn it_is_a_stable_sort(cells in proptest::collection::vec(-4..5_i8, 0..60)) {
            let cells: Vec<f64> =
                cells.iter().map(|v| if *v == 4 { f64::NAN } else { f64::from(*v) }).collect();
            for descending in [false, true] {
                let mut plain: Vec<u32> = (0..cells.len() as u32).collect();
                plain.sort_by(|a, b| {
                    let (a, b) = (cells[*a as usize], cells[*b as usize]);
                    let sized = if descending { b.partial_cmp(&a) } else { a.partial_cmp(&b) };
                    sized.unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
                });
                prop_assert_eq!(order(&Values::Numbers(cells.clone()), descending), plain);
            }
        }
    }
}
