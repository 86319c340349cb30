//! A table comes in: read beside the window, refused, read again where the user decides that it is written otherwise.

use super::super::source;
use super::keeping::Arrived;
use super::strips::Strips;
use super::{Choices, History, Job, Opened, Project, Source, tsne};
use crate::data::{ReadOptions, Table};
use crate::project::{Poll, Slot};
use std::sync::Arc;

pub(super) use source::Opening;

impl Project {
    pub(super) fn open(&mut self, source: Source, options: ReadOptions) {
        self.open_error = None;
        self.keeping.loading = None;
        self.keeping.asked = None;
        let (from, how) = (source.clone(), options.clone());
        let job = Job::spawn("read", self.waker(), move |p| from.read(&how, p));
        self.keeping.arrived = None;
        self.opening = Some(Opening { source, options, follows: false, job });
        self.keeping.since = Some(self.choices.clone());
    }

    /// Waits for no file, and for no answer about one.
    pub(super) fn stop_opening(&mut self) {
        self.opening = None;
        self.refused = None;
        self.keeping.loading = None;
    }

    /// Takes in what the reading brought. Returns whether it ended.
    pub(super) fn poll_opening(&mut self) -> bool {
        let Some(opening) = &self.opening else { return false };
        let outcome = match opening.job.poll() {
            Poll::Running => return false,
            Poll::Done(outcome) => outcome.map_err(|e| e.to_string()),
            Poll::Panicked(message) => {
                Err(format!("A fault in the program stopped the reading: {message}."))
            }
        };
        if let Some(opening) = self.opening.take() {
            match outcome {
                Ok(table) => {
                    let again =
                        self.opened.as_ref().is_some_and(|opened| opened.source == opening.source);
                    if !again && self.decided_since() {
                        self.keeping.arrived = Some(Arrived::Table(Box::new((table, opening))));
                    } else {
                        self.take_in(table, opening);
                    }
                }
                Err(message) => {
                    if self.opened.as_ref().is_some_and(|o| o.source == opening.source) {
                        self.keep_what_worked();
                    }
                    self.open_error = Some(message);
                    self.refused = Some((opening.source, opening.options));
                }
            }
        }
        true
    }

    /// A file that could not be read as was decided is read as before: what cannot be opened is not to be saved.
    fn keep_what_worked(&mut self) {
        let Some(opened) = &self.opened else { return };
        if self.choices.read == opened.options {
            return;
        }
        self.choices.read.clone_from(&opened.options);
        self.renumbered = self.choices.keep_to(&opened.table);
        self.history.forget_same(&self.choices);
    }

    pub(super) fn take_in(&mut self, table: Table, opening: Opening) {
        let again = self.opened.as_ref().is_some_and(|opened| opened.source == opening.source);
        if !again {
            self.choices = Choices::default();
            self.history = History::default();
        } else if self.choices.read != opening.options {
            // Tried with other options: a decision like any other.
            let next = Choices { read: opening.options.clone(), ..self.choices.clone() };
            self.history.set(&mut self.choices, next);
        }
        self.choices.read.clone_from(&opening.options);
        self.renumbered = self.choices.keep_to(&table);
        self.install(table, opening.source, opening.options);
        if again {
            self.find_fingerprint_anew();
        } else {
            self.begin_unsaved();
        }
    }

    /// Puts a table in the place of the one at hand; nothing that was computed holds any more.
    pub(super) fn install(&mut self, table: Table, source: Source, options: ReadOptions) {
        let profiles = Arc::clone(table.profiles());
        self.refused = None;
        self.opened = Some(Opened { table: Arc::new(table), profiles, source, options });
        self.table_number += 1;
        self.prepared.clear();
        self.pca.clear();
        self.tsne.clear();
        self.others.iter_mut().for_each(Slot::clear);
        self.analyses.clear();
        self.explaining.clear();
        self.strips = Strips::default();
        self.live = None;
        let rows = self.opened.as_ref().map_or(0, |opened| opened.table.rows().len());
        self.tsne_wanted = (rows <= tsne::UNASKED).then_some(tsne::Want::Shown);
    }

    /// Reads the file anew where the user decided that it is written otherwise.
    pub(super) fn read_again(&mut self) {
        let Some(opened) = &self.opened else { return };
        let wanted = &self.choices.read;
        if opened.options == *wanted {
            // Taken back before it was there.
            if self.opening.as_ref().is_some_and(|opening| opening.follows) {
                self.opening = None;
            }
            return;
        }
        let coming = self.opening.as_ref();
        let asked = coming.is_some_and(|o| o.source != opened.source || o.options == *wanted);
        let refused = self.refused.as_ref();
        let refused = refused.is_some_and(|(of, how)| *of == opened.source && how == wanted);
        if !asked && !refused {
            self.open(opened.source.clone(), wanted.clone());
            if let Some(opening) = &mut self.opening {
                opening.follows = true;
            }
        }
    }

    /// The file that could not be read, and how it was tried.
    pub fn refused(&self) -> Option<(&Source, &ReadOptions)> {
        self.refused.as_ref().map(|(source, options)| (source, options))
    }

    /// Why the last file could not be opened.
    pub fn open_error(&self) -> Option<&str> {
        self.open_error.as_deref()
    }

    /// Forgets that message.
    pub fn dismiss_open_error(&mut self) {
        self.open_error = None;
    }
}
