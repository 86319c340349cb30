//! Which rows the table lists, and in which order. It is found once for each wish, by a job where the table is long;
//! the lines of the earlier wish stay until it is there.

use crate::data::{Filter, Table, Values, order};
use crate::project::{Job, MapResult, Poll};
use std::sync::Arc;

/// Rows up to which a list is made at once: it takes a few milliseconds.
const AT_ONCE: usize = 20_000;

/// What the lines are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// The row's number.
    Row,
    /// A column of the table, by its place there.
    Column(usize),
    /// Where the rows lie on the left (0) or the right map (1), along its first (0) or second (1) axis.
    Coordinate {
        /// Which map.
        map: usize,
        /// Which axis.
        axis: usize,
    },
}

/// What the lines are sorted by, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowSort {
    /// The heading that was clicked.
    pub by: SortBy,
    /// The largest first.
    pub descending: bool,
}

impl RowSort {
    /// After a click on a heading: ascending, descending, as in the file.
    pub(super) fn clicked(now: Option<Self>, by: SortBy) -> Option<Self> {
        match now {
            Some(sort) if sort.by == by => {
                (!sort.descending).then_some(Self { by, descending: true })
            }
            // As in the file is ascending by the row's number.
            _ => Some(Self { by, descending: by == SortBy::Row }),
        }
    }
}

/// What is to be listed.
#[derive(Clone, Default)]
pub(super) struct Wish {
    pub table: u64,
    pub sort: Option<RowSort>,
    /// The map whose coordinates sort the lines.
    pub map: Option<Arc<MapResult>>,
    pub filter: Option<Arc<Filter>>,
    /// Which rows are selected, where those come first.
    pub selected: Option<Arc<[bool]>>,
}

impl Wish {
    fn same_order(&self, other: &Self) -> bool {
        let ends = |wish: &Self| wish.map.as_ref().map(Arc::as_ptr);
        (self.table, self.sort, ends(self)) == (other.table, other.sort, ends(other))
    }

    fn same_filter(&self, other: &Self) -> bool {
        self.table == other.table && self.filter == other.filter
    }

    fn same(&self, other: &Self) -> bool {
        let marks = |wish: &Self| wish.selected.as_ref().map(|rows| rows.as_ptr());
        self.same_order(other) && self.same_filter(other) && marks(self) == marks(other)
    }
}

/// The lines, as last found.
#[derive(Clone, Default)]
pub(super) struct Lines {
    wish: Wish,
    /// The places of all rows in their order; `None` for that of the file.
    order: Option<Arc<[u32]>>,
    /// Which rows fulfil the filter; `None` for all.
    kept: Option<Arc<[bool]>>,
    /// The places of the rows that are listed; `None` for all, as in the file.
    places: Option<Arc<[u32]>>,
    len: usize,
}

impl Lines {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// The place in the table of the row on a line.
    pub fn place(&self, line: usize) -> Option<usize> {
        match &self.places {
            Some(places) => places.get(line).map(|place| *place as usize),
            None => (line < self.len).then_some(line),
        }
    }

    /// The line of the row at that place of the table.
    pub fn line(&self, place: usize) -> Option<usize> {
        match &self.places {
            Some(places) => places.iter().position(|one| *one as usize == place),
            None => (place < self.len).then_some(place),
        }
    }

    /// Which rows fulfil the filter; `None` where there is no filter.
    pub fn kept(&self) -> Option<&Arc<[bool]>> {
        self.kept.as_ref()
    }

    /// The lines for a wish; what has not changed is taken over from `before`.
    fn new(wish: Wish, table: &Table, before: &Self) -> Self {
        let order = if wish.same_order(&before.wish) {
            before.order.clone()
        } else {
            wish.sort.map(|sort| sorted(sort, wish.map.as_deref(), table).into())
        };
        let kept = if wish.same_filter(&before.wish) {
            before.kept.clone()
        } else {
            wish.filter.as_ref().map(|filter| filter.rows(table).into())
        };
        let is_kept = |place: u32| kept.as_ref().is_none_or(|kept| kept[place as usize]);
        let all = || 0..table.rows().len() as u32;
        let mut lines: Option<Vec<u32>> = match &order {
            Some(order) => Some(order.iter().copied().filter(|place| is_kept(*place)).collect()),
            None => kept.as_ref().map(|_| all().filter(|place| is_kept(*place)).collect()),
        };
        if let Some(selected) = &wish.selected {
            let is_selected = |place: &u32| selected.get(*place as usize) == Some(&true);
            let (first, others): (Vec<u32>, Vec<u32>) =
                lines.unwrap_or_else(|| all().collect()).into_iter().partition(is_selected);
            lines = Some([first, others].concat());
        }
        let len = lines.as_ref().map_or(table.rows().len(), Vec::len);
        Self { wish, order, kept, places: lines.map(Into::into), len }
    }
}

/// The places of all rows, sorted.
fn sorted(sort: RowSort, map: Option<&MapResult>, table: &Table) -> Vec<u32> {
    match sort.by {
        SortBy::Row => {
            let numbers = table.rows().iter().map(|row| f64::from(row.0)).collect();
            order(&Values::Numbers(numbers), sort.descending)
        }
        SortBy::Column(at) => match table.columns().get(at) {
            Some(column) => order(&column.values, sort.descending),
            None => (0..table.rows().len() as u32).collect(),
        },
        SortBy::Coordinate { axis, .. } => {
            let mut cells = vec![f64::NAN; table.rows().len()];
            if let Some(map) = map {
                // Both ascend: the rows of a map are some of the table's.
                let mut places = table.rows().iter().zip(&mut cells);
                for (row, point) in map.embedding.rows().iter().zip(map.embedding.points()) {
                    if let Some((_, cell)) = places.find(|(one, _)| *one == row) {
                        *cell = point[axis];
                    }
                }
            }
            order(&Values::Numbers(cells), sort.descending)
        }
    }
}

/// The lines on show, and those that are coming.
#[derive(Default)]
pub(super) struct Listing {
    lines: Lines,
    job: Option<(Wish, Job<Lines>)>,
}

impl Listing {
    /// The lines on show.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// What is under way.
    pub fn job(&self) -> Option<&Job<Lines>> {
        self.job.as_ref().map(|(_, job)| job)
    }

    /// Sees to it that the lines come that are wished for. Returns what went wrong.
    pub fn follow(
        &mut self,
        wish: Wish,
        table: &Arc<Table>,
        wake: impl Fn() + Send + 'static,
    ) -> Option<String> {
        if self.lines.wish.table != wish.table {
            // The lines of another table name other rows.
            let plain = Wish { table: wish.table, ..Wish::default() };
            *self = Self { lines: Lines::new(plain, table, &Lines::default()), job: None };
        }
        let mut trouble = None;
        if let Some((_, job)) = &self.job {
            match job.poll() {
                Poll::Running => {}
                Poll::Done(lines) => (self.lines, self.job) = (lines, None),
                Poll::Panicked(message) => {
                    trouble =
                        Some(format!("A fault in the program stopped the sorting: {message}."));
                    // It is not tried again and again.
                    if let Some((wish, _)) = self.job.take() {
                        self.lines.wish = wish;
                    }
                }
            }
        }
        if self.lines.wish.same(&wish) {
            self.job = None;
        } else if table.rows().len() <= AT_ONCE {
            self.lines = Lines::new(wish, table, &self.lines);
        } else if self.job.as_ref().is_none_or(|(coming, _)| !coming.same(&wish)) {
            let (table, before, goal) = (Arc::clone(table), self.lines.clone(), wish.clone());
            let job = Job::spawn("rows", wake, move |_| Lines::new(goal, &table, &before));
            self.job = Some((wish, job));
        }
        trouble
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ReadOptions, read_bytes};
    use crate::progress::Progress;

    fn table() -> Arc<Table> {
        let text = b"name,v\nd,4\nb,\na,9\nc,4\n";
        Arc::new(read_bytes("t.csv", text, &ReadOptions::default(), &Progress::new()).unwrap())
    }

    fn places(listing: &Listing) -> Vec<usize> {
        (0..listing.lines().len()).map(|line| listing.lines().place(line).unwrap()).collect()
    }

    #[test]
    fn lines_are_sorted_filtered_and_the_selected_come_first() {
        let table = table();
        let mut listing = Listing::default();
        let mut wish = Wish { table: 1, ..Wish::default() };
        let mut list = |wish: &Wish| {
            assert_eq!(listing.follow(wish.clone(), &table, || {}), None);
            let places = places(&listing);
            for (line, place) in places.iter().enumerate() {
                assert_eq!(listing.lines().line(*place), Some(line));
            }
            places
        };
        assert_eq!(list(&wish), [0, 1, 2, 3]);
        wish.sort = Some(RowSort { by: SortBy::Column(1), descending: false });
        assert_eq!(list(&wish), [0, 3, 2, 1]);
        wish.filter = Some(Arc::new(Filter::parse("v = 4 or name = b", &table).unwrap()));
        assert_eq!(list(&wish), [0, 3, 1]);
        wish.selected = Some([false, true, true, true].into());
        assert_eq!(list(&wish), [3, 1, 0]);
        wish.sort = Some(RowSort { by: SortBy::Row, descending: true });
        assert_eq!(list(&wish), [3, 1, 0]);
        (wish.filter, wish.selected) = (None, None);
        assert_eq!(list(&wish), [3, 2, 1, 0]);
        wish.table = 2;
        wish.sort = None;
        assert_eq!(list(&wish), [0, 1, 2, 3]);
    }

    #[test]
    fn a_heading_is_ascending_then_descending_then_as_in_the_file() {
        let by = SortBy::Column(3);
        let first = RowSort::clicked(None, by);
        assert_eq!(first, Some(RowSort { by, descending: false }));
        let second = RowSort::clicked(first, by);
        assert_eq!(second, Some(RowSort { by, descending: true }));
        assert_eq!(RowSort::clicked(second, by), None);
        let row = RowSort::clicked(second, SortBy::Row);
        assert_eq!(row, Some(RowSort { by: SortBy::Row, descending: true }));
        assert_eq!(RowSort::clicked(row, SortBy::Row), None);
    }
}
