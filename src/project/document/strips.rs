//! The perplexity strip of the document: computed when asked for, shown while it grows, adopted by a click.

use super::on_demand::OnDemand;
use super::{Choices, Job, Key, Project, Trouble, method_trouble};
use crate::methods::{Embedding, Method, TsneSettings};
use crate::project::strip::{SmallMap, Strip};
use crate::project::{MapResult, TsneUsed};
use std::sync::Arc;

/// Strips that were computed, and the one under way.
#[derive(Default)]
pub(super) struct Strips {
    pub(super) maps: OnDemand<Key, Strip>,
    /// The strip that was begun last: its maps stay where the work was cancelled.
    begun: Option<(Key, Strip)>,
}

impl Project {
    /// What a strip is computed from: t-SNE's settings but for the perplexity.
    fn strip_key(&self) -> Key {
        let tsne = TsneSettings { perplexity: None, ..self.choices.tsne.clone() };
        Key { tsne: Some(tsne), ..self.prepared_key() }
    }

    /// Starts the strip that is wanted, when t-SNE itself has come to its end.
    pub(super) fn follow_strip(&mut self) {
        let key = self.strip_key();
        self.strips.maps.slot.recall(&key);
        if self.strips.maps.slot.job().is_some() && !self.strips.maps.slot.is_coming(&key) {
            // It answers a question that is no longer asked, and is long: it is not begun again unasked.
            self.strips.maps.slot.cancel();
            self.strips.maps.slot.forgive();
        }
        if !self.strips.maps.wanted || self.tsne.job().is_some() || self.tsne_wanted.is_some() {
            return;
        }
        let Some(prepared) = self.prepared.current(&self.prepared_key()).cloned() else { return };
        self.strips.maps.wanted = false;
        let begun = self.strips.begun.as_ref().filter(|(of, _)| *of == key);
        let strip = match begun {
            Some((_, strip)) => strip.clone(),
            None => Strip::new(prepared, self.toward()),
        };
        self.strips.begun = Some((key.clone(), strip.clone()));
        let known = self.known_maps(&strip);
        let settings = self.choices.tsne.clone();
        let (wake, seen) = (self.waker(), Arc::clone(&self.wake));
        self.strips.maps.slot.request(&key, || {
            Job::spawn("perplexity strip", wake, move |progress| {
                let done = strip.compute(&settings, &known, progress, || seen());
                done.map(|()| strip).map_err(method_trouble)
            })
        });
    }

    /// What the maps are turned to: t-SNE's map of the present choices.
    fn toward(&self) -> Option<Embedding> {
        Some(self.tsne.current(&self.tsne_key())?.embedding.clone())
    }

    /// Maps of t-SNE that need not be computed again.
    fn known_maps(&self, strip: &Strip) -> Vec<(f64, Arc<MapResult>)> {
        let whole = |used: &TsneUsed| {
            !(used.stopped_early() || used.from_map)
                && used.iterations == self.choices.tsne.iterations
        };
        let kept = |perplexity: Option<f64>| {
            let tsne = TsneSettings { perplexity, ..self.choices.tsne.clone() };
            self.tsne.kept(&Key { tsne: Some(tsne), ..self.prepared_key() })
        };
        let mut known = Vec::new();
        for &perplexity in strip.perplexities() {
            for result in [kept(Some(perplexity)), kept(None)].into_iter().flatten() {
                let used = result.tsne.as_ref();
                if used.is_some_and(|used| used.perplexity == perplexity && whole(used)) {
                    known.push((perplexity, Arc::clone(result)));
                }
            }
        }
        known
    }

    /// The strip of the present choices, whole or not; else the latest of others.
    pub fn strip(&self) -> Option<&Strip> {
        let key = self.strip_key();
        let begun = self.strips.begun.as_ref();
        let present = self.strips.maps.slot.current(&key).map(AsRef::as_ref);
        present
            .or_else(|| begun.filter(|(of, _)| *of == key).map(|(_, strip)| strip))
            .or_else(|| self.strips.maps.slot.latest().map(AsRef::as_ref))
            .or_else(|| begun.map(|(_, strip)| strip))
    }

    /// Whether the strip on show is of the present choices.
    pub fn strip_is_current(&self) -> bool {
        let key = self.strip_key();
        let begun = self.strips.begun.as_ref().is_some_and(|(of, _)| *of == key);
        begun || self.strips.maps.slot.current(&key).is_some()
    }

    /// Whether a strip is under way, or waits for t-SNE to end.
    pub fn strip_is_coming(&self) -> bool {
        self.strips.maps.wanted || self.strips.maps.slot.job().is_some()
    }

    /// Why the last strip did not come to its end.
    pub fn strip_trouble(&self) -> Option<&Trouble> {
        self.strips.maps.slot.trouble()
    }

    /// The work under way.
    pub(super) fn strip_job(&self) -> Option<(&Job<Result<Strip, Trouble>>, String)> {
        let job = self.strips.maps.slot.job()?;
        let strip = self.strip()?;
        let (done, of) = (strip.maps().len(), strip.perplexities().len());
        Some((job, format!("Perplexities, map {} of {of}", (done + 1).min(of))))
    }

    /// A map of the strip becomes the map of t-SNE; one step of undo.
    pub(super) fn adopt_perplexity(&mut self, perplexity: f64) {
        let Some(map) = self.adoptable(perplexity) else { return };
        let tsne = TsneSettings { perplexity: Some(perplexity), ..self.choices.tsne.clone() };
        let choices = Choices { tsne, right: Method::Tsne, ..self.choices.clone() };
        self.history.set(&mut self.choices, choices);
        let key = self.tsne_key();
        if self.tsne.kept(&key).is_none() {
            self.tsne.replace(&key, (*map.result).clone());
        }
    }

    fn adoptable(&self, perplexity: f64) -> Option<Arc<SmallMap>> {
        let map = self.strip().filter(|_| self.strip_is_current())?.map(perplexity)?;
        let shown = self.tsne.current(&self.tsne_key())?;
        let same = shown.tsne.as_ref().is_some_and(|used| used.perplexity == perplexity);
        (!same || self.choices.right != Method::Tsne).then_some(map)
    }
}
