//! What stands in for names: numbers in the order in which names first appear in the whole table, so that two exports
//! of one table agree, and nothing in them can be turned back without the table. A hash with a key would ask for the key
//! to be kept; one without can be guessed through.

use crate::data::{Written, WrittenCells};
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::hash::Hash;

/// The same column with stand-ins; `all` is the column for the whole table, and tells which name came first.
pub fn pseudonyms(all: &WrittenCells, column: Written) -> Written {
    let cells = match (all, &column.cells) {
        (WrittenCells::Words(all), WrittenCells::Words(some)) => {
            numbered(all, some, |word| (!word.is_empty()).then(|| word.clone()))
        }
        (WrittenCells::Numbers(all), WrittenCells::Numbers(some))
        | (WrittenCells::Dates(all), WrittenCells::Dates(some)) => {
            numbered(all, some, |value| (!value.is_nan()).then(|| value.to_bits()))
        }
        (WrittenCells::Whole(all), WrittenCells::Whole(some)) => {
            numbered(all, some, |value| Some(*value))
        }
        // Columns of unlike kinds are not the same column: better nothing than a name.
        _ => vec![String::new(); column.cells.len()],
    };
    Written { name: column.name, cells: WrittenCells::Words(cells) }
}

fn numbered<T, K: Eq + Hash>(all: &[T], some: &[T], key: impl Fn(&T) -> Option<K>) -> Vec<String> {
    let mut numbers: HashMap<K, usize, FixedState> = HashMap::default();
    for name in all.iter().filter_map(&key) {
        let next = numbers.len() + 1;
        numbers.entry(name).or_insert(next);
    }
    let stand_in = |name: &T| match key(name).and_then(|name| numbers.get(&name).copied()) {
        Some(number) => format!("customer-{number:06}"),
        None => String::new(),
    };
    some.iter().map(stand_in).collect()
}
