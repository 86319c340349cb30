//! The mathematics of what is on show: a topic and a customer, explained for as long as somebody looks.

use super::{Action, Job, Project, Slot, Trouble};
use crate::data::RowId;
use crate::methods::Method;
use crate::narrative::mathematics::{ExplainError, Topic};
use crate::progress::Progress;
use crate::project::explained::KnownMap;
use crate::project::{ExplainInputs, Explained};
use std::sync::Arc;

/// What is asked: a topic, and the customer that it is to be told of.
pub type Question = (Topic, Option<RowId>);

/// A question, and the results that it is about: they say by themselves whether they are the same.
#[derive(Clone)]
pub(super) struct Asked(Question, ExplainInputs);

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (&self.1, &other.1);
        let map = match (&a.tsne, &b.tsne) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        let grouped = a.clusters == b.clusters || self.0.0 != Topic::Metrics;
        self.0 == other.0 && map && grouped && self.is_of_the_same_pca(other)
    }
}

impl Asked {
    fn is_of_the_same_pca(&self, other: &Self) -> bool {
        let (a, b) = (&self.1, &other.1);
        Arc::ptr_eq(&a.table, &b.table)
            && Arc::ptr_eq(&a.prepared, &b.prepared)
            && Arc::ptr_eq(&a.pca, &b.pca)
    }
}

/// What is asked, and what was found.
#[derive(Default)]
pub(super) struct Explaining {
    wanted: Option<Question>,
    slot: Slot<Asked, Explained>,
    /// What the map was made of takes the longest to find.
    known: Option<KnownMap>,
}

impl Explaining {
    /// Another question, or none any more.
    pub(super) fn ask(&mut self, question: Option<Question>) {
        self.slot.forgive();
        if question.is_none() {
            // Affinities of a large table are large.
            *self = Self::default();
        }
        self.wanted = question;
    }

    pub(super) fn stop(&mut self) {
        self.slot.cancel();
    }

    pub(super) fn clear(&mut self) {
        *self = Self { wanted: self.wanted, ..Self::default() };
    }

    pub(super) fn poll(&mut self) -> bool {
        let ended = self.slot.poll();
        if let Some(found) = self.slot.latest().filter(|_| ended) {
            self.known = found.known().or_else(|| self.known.take());
        }
        ended
    }
}

impl Project {
    /// What the question is about, where all of that is there and of the present choices.
    fn about(&self, (topic, row): Question) -> Option<Asked> {
        let map = |method| self.slot(method).current(&self.key_of(method)).cloned();
        let tsne = map(Method::Tsne).filter(|_| !self.is_running(Method::Tsne));
        if topic.needs_tsne() && tsne.is_none() {
            return None;
        }
        let inputs = ExplainInputs {
            table: Arc::clone(&self.opened.as_ref()?.table),
            prepared: self.prepared.current(&self.prepared_key())?.clone(),
            pca: map(Method::Pca)?,
            p: tsne.as_ref().and_then(|_| self.shown_run()?.affinities()),
            tsne: tsne.filter(|_| topic.needs_tsne() || topic == Topic::System),
            settings: self.choices.tsne.clone(),
            clusters: self.choices.clusters.clone(),
        };
        Some(Asked((topic, row.filter(|_| topic.is_of_a_row())), inputs))
    }

    /// Starts what is asked as soon as all of it is there; what is under way for anything else is given up.
    pub(super) fn go_on_explaining(&mut self) {
        let Some(asked) = self.explaining.wanted.and_then(|question| self.about(question)) else {
            return;
        };
        if self.explaining.slot.trouble_of(&asked).is_some() {
            return;
        }
        let slot = &mut self.explaining.slot;
        if slot.latest_key().is_some_and(|latest| !latest.is_of_the_same_pca(&asked)) {
            // They keep whole tables.
            slot.forget_earlier();
        }
        let (wake, known) = (self.waker(), self.explaining.known.clone());
        let own = self.shown_methods() == [Method::Pca, Method::Tsne];
        let grouped =
            self.clusterings().filter(|_| own && self.clusters_are_current()).map(Arc::clone);
        let Asked((topic, row), inputs) = asked.clone();
        self.explaining.slot.request(&asked, || {
            Job::spawn("mathematics", wake, move |progress| {
                Explained::new(topic, row, inputs, known, grouped.as_deref(), progress)
                    .map_err(|error| trouble(&error, progress))
            })
        });
    }

    /// What is asked.
    pub fn question(&self) -> Option<Question> {
        self.explaining.wanted
    }

    /// What was explained lately, which may be of another question or of earlier maps: see
    /// [`Project::explanation_is_current`].
    pub fn explanation(&self) -> Option<&Arc<Explained>> {
        self.explaining.slot.latest()
    }

    /// Whether it answers what is asked, of the present maps.
    pub fn explanation_is_current(&self) -> bool {
        let asked = self.explaining.wanted.and_then(|question| self.about(question));
        asked.is_some_and(|asked| self.explaining.slot.current(&asked).is_some())
    }

    /// Whether it is being looked for.
    pub fn is_explaining(&self) -> bool {
        self.explaining.slot.job().is_some()
    }

    /// Why there is no answer.
    pub fn explaining_trouble(&self) -> Option<&Trouble> {
        self.explaining.slot.trouble()
    }

    /// The work under way.
    pub(super) fn explaining_job(&self) -> Option<&Job<Result<Explained, Trouble>>> {
        self.explaining.slot.job()
    }

    /// Does what was asked about it.
    pub(super) fn apply_explaining(&mut self, action: &Action) {
        match action {
            Action::Explain(question) => self.explaining.ask(*question),
            Action::StopExplaining | Action::CancelAll => self.explaining.stop(),
            _ => {}
        }
    }
}

fn trouble(error: &ExplainError, progress: &Progress) -> Trouble {
    if progress.check().is_err() { Trouble::Cancelled } else { Trouble::Failed(error.to_string()) }
}
