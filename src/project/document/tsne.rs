//! The run of t-SNE: started, paused, continued, wound back.

use super::super::tsne_map::{self, Begin};
use super::{Arc, Choices, Job, Key, Live, Prepared, Project, method_trouble};
use crate::methods::{Embedding, Method};

/// Rows up to which t-SNE runs for a new table without being asked: about a minute on two cores, and a gigabyte.
pub(super) const UNASKED: usize = 250_000;

/// How the map of t-SNE is wanted.
pub(super) enum Want {
    /// Computed, unless it is there.
    Shown,
    /// Computed again, from the places of a map where there is one.
    Anew(Option<Embedding>),
    /// The latest run, so many iterations further.
    More(usize),
}

impl Project {
    pub(super) fn restart_tsne(&mut self, from_map: bool) {
        let seen = from_map.then(|| self.present_map()).flatten();
        self.tsne_wanted = Some(Want::Anew(seen));
    }

    /// Another perplexity starts from the map at hand, where the user wants that.
    pub(super) fn follow_map(&mut self, next: &Choices) {
        let other = next.tsne.perplexity != self.choices.tsne.perplexity;
        if other && next.follow_map {
            self.restart_tsne(true);
        }
    }

    /// The map on show: of the run under way, or the latest result.
    fn present_map(&self) -> Option<Embedding> {
        let moving = self.running().and_then(|live| {
            let points = live.latest()?.frame.points;
            let points = points.iter().map(|point| point.map(f64::from)).collect();
            Some(Embedding::new(Arc::clone(live.prepared().matrix.rows()), points))
        });
        moving.or_else(|| Some(self.tsne.latest()?.embedding.clone()))
    }

    pub(super) fn pause_tsne(&mut self, paused: bool) {
        if let Some(live) = self.running() {
            live.pause(paused);
        }
    }

    pub(super) fn stop_tsne(&mut self) {
        self.tsne_wanted = None;
        self.tsne.stop();
    }

    pub(super) fn use_iteration(&mut self, iteration: usize) {
        let (Some(live), Some(result)) = (self.shown_run(), self.tsne.latest()) else { return };
        let frames = live.frames();
        let Some(frame) = frames.iter().find(|frame| frame.iteration == iteration) else { return };
        let at = tsne_map::at_frame(result, frame, &live.prepared().matrix);
        let key = self.tsne_key();
        self.tsne.replace(&key, at);
    }

    /// Starts what is wanted.
    pub(super) fn run_tsne(&mut self, key: &Key, want: Want, prepared: Arc<Prepared>) {
        let (live, begin) = match want {
            Want::Shown if self.tsne.recall(key) || self.tsne.is_coming(key) => return,
            Want::Shown => (self.new_live(key, false, prepared), Begin::Anew),
            Want::Anew(map) => {
                let live = self.new_live(key, map.is_some(), prepared);
                (live, map.map_or(Begin::Anew, Begin::From))
            }
            Want::More(more) => {
                let Some(live) = self.shown_run().cloned() else { return };
                let at =
                    self.tsne.latest().and_then(|result| Some(result.tsne.as_ref()?.iterations));
                let Some(run) = live.take_run().map(Box::new) else { return };
                let frames = live.frames();
                let chosen = frames.into_iter().find(|frame| Some(frame.iteration) == at);
                let back_to = chosen.filter(|frame| frame.iteration < run.iteration());
                (live, Begin::GoOn { run, back_to, more })
            }
        };
        live.pause(false);
        let (settings, seen, wake) =
            (self.choices.tsne.clone(), Arc::clone(&self.wake), self.waker());
        let job = Job::spawn(Method::Tsne.key(), wake, move |progress| {
            tsne_map::watched(&live, begin, &settings, progress, || seen()).map_err(method_trouble)
        });
        self.tsne.restart(key, job);
    }

    fn new_live(&mut self, key: &Key, from_map: bool, prepared: Arc<Prepared>) -> Arc<Live> {
        self.runs += 1;
        let live = Arc::new(Live::new(self.runs, from_map, prepared));
        self.live = Some((key.clone(), Arc::clone(&live)));
        live
    }

    /// The run under way.
    pub fn running(&self) -> Option<&Arc<Live>> {
        let (key, live) = self.live.as_ref()?;
        self.tsne.is_coming(key).then_some(live)
    }

    /// The run that ended in the map on show, of the present choices.
    pub fn shown_run(&self) -> Option<&Arc<Live>> {
        let (key, live) = self.live.as_ref()?;
        let used = self.tsne.current(key)?.tsne.as_ref()?;
        let same = *key == self.tsne_key() && used.run == live.number();
        (same && self.tsne.job().is_none()).then_some(live)
    }

    /// Whether t-SNE of so many rows waits to be asked for.
    pub fn waits_for_word(&self) -> bool {
        let rows = self.prepared().map_or(0, |prepared| prepared.matrix.rows().len());
        rows > UNASKED && self.tsne_wanted.is_none() && self.tsne.job().is_none()
    }

    /// Whether that run can go on.
    pub fn can_continue(&self) -> bool {
        self.shown_run().is_some_and(|live| live.can_go_on())
    }
}
