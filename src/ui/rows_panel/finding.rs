//! What is searched for in the table: the rows that hold it, and the way from one to the next.

use super::listing::Lines;
use crate::data::{Found, Needle, RowId, Table, search};
use crate::progress::Cancelled;
use crate::project::{Job, Poll};
use std::sync::Arc;

/// Cells up to which a search is made at once.
const AT_ONCE: usize = 100_000;

/// A search: what for, and what was found.
#[derive(Default)]
pub(super) struct Finding {
    table: u64,
    text: String,
    needle: Option<Needle>,
    job: Option<Job<Result<Found, Cancelled>>>,
    found: Option<Found>,
    /// Which rows hold the text and are listed, by their place; with the filter that it was found for.
    hits: Option<(Option<Arc<[bool]>>, Hits)>,
}

/// Listed rows that hold the text.
pub(super) struct Hits {
    is_hit: Vec<bool>,
    /// How many.
    pub rows: usize,
    /// Rows with the text that the filter hides.
    pub hidden: usize,
    /// Cells that hold it, in all rows.
    pub cells: usize,
}

impl Finding {
    /// Looks for another text, and takes in what was found. Returns the names of the rows to ring, where they changed.
    pub fn follow(
        &mut self,
        (number, text): (u64, &str),
        table: &Arc<Table>,
        lines: &Lines,
        wake: impl Fn() + Send + 'static,
    ) -> Option<Arc<[RowId]>> {
        let mut changed = false;
        if (self.table, self.text.as_str()) != (number, text) {
            *self = Self { table: number, text: text.to_owned(), ..Self::default() };
            self.needle = Some(text).filter(|text| !text.is_empty()).map(Needle::new);
            changed = true;
            if let Some(needle) = self.needle.clone() {
                let table = Arc::clone(table);
                let job = Job::spawn("search", wake, move |p| search(&table, &needle, p));
                self.job = Some(job);
            }
        }
        if let Some(job) = &self.job {
            let few = table.rows().len() * table.columns().len() <= AT_ONCE;
            let poll = if few { job.wait(std::time::Duration::from_secs(1)) } else { job.poll() };
            match poll {
                Poll::Running => {}
                Poll::Done(found) => {
                    (self.found, self.job) = (found.ok(), None);
                }
                Poll::Panicked(_) => self.job = None,
            }
        }
        let kept = lines.kept();
        let is_known = self.hits.as_ref().is_some_and(|(of, _)| same(of.as_ref(), kept));
        if let Some(found) = self.found.as_ref().filter(|_| !is_known) {
            self.hits = Some((kept.cloned(), Hits::new(found, kept, table.rows().len())));
            changed = true;
        }
        changed.then(|| self.names(table))
    }

    fn names(&self, table: &Table) -> Arc<[RowId]> {
        let Some((_, hits)) = &self.hits else { return Arc::default() };
        let rows = table.rows().iter().zip(&hits.is_hit);
        rows.filter(|(_, hit)| **hit).map(|(row, _)| *row).collect()
    }

    /// What is looked for; `None` where nothing is.
    pub fn needle(&self) -> Option<&Needle> {
        self.needle.as_ref()
    }

    /// What is under way.
    pub fn job(&self) -> Option<&Job<Result<Found, Cancelled>>> {
        self.job.as_ref()
    }

    /// What was found.
    pub fn hits(&self) -> Option<&Hits> {
        self.hits.as_ref().map(|(_, hits)| hits)
    }
}

fn same(a: Option<&Arc<[bool]>>, b: Option<&Arc<[bool]>>) -> bool {
    a.map(|rows| rows.as_ptr()) == b.map(|rows| rows.as_ptr())
}

impl Hits {
    fn new(found: &Found, kept: Option<&Arc<[bool]>>, rows: usize) -> Self {
        let mut is_hit = vec![false; rows];
        for place in &found.rows {
            let place = *place as usize;
            is_hit[place] = kept.is_none_or(|kept| kept[place]);
        }
        let listed = is_hit.iter().filter(|hit| **hit).count();
        Self { is_hit, rows: listed, hidden: found.rows.len() - listed, cells: found.cells }
    }

    /// Whether the row at a place of the table holds the text.
    pub fn has(&self, place: usize) -> bool {
        self.is_hit.get(place) == Some(&true)
    }

    /// The next line with a hit after `line`, or the one before it; from the other end where there is none.
    pub fn next(&self, lines: &Lines, line: Option<usize>, back: bool) -> Option<usize> {
        let is_hit = |line: &usize| lines.place(*line).is_some_and(|place| self.has(place));
        let all = 0..lines.len();
        if back {
            let end = line.unwrap_or(lines.len()).min(lines.len());
            (0..end).rev().find(is_hit).or_else(|| all.rev().find(is_hit))
        } else {
            let start = line.map_or(0, |line| line + 1);
            (start..lines.len()).find(is_hit).or_else(|| all.clone().find(is_hit))
        }
    }

    /// Which of the hits a line is, counted from 1.
    pub fn number(&self, lines: &Lines, line: usize) -> usize {
        let to = (line + 1).min(lines.len());
        (0..to).filter(|line| lines.place(*line).is_some_and(|place| self.has(place))).count()
    }
}
