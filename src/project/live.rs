//! A run of t-SNE as the window sees it: where the points are now, and the switch that pauses it.
//!
//! The engine never waits for the window: it hands a map over at most [`PACE`] apart, and lets one fall where
//! the window is just looking. The latest wins.

use super::frames::{Frame, Frames, Places};
use super::tsne_map::told;
use crate::features::Prepared;
use crate::methods::MethodError;
use crate::methods::tsne::{Affinities, KlPoint, TsneRun};
use crate::progress::Progress;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Time between two maps that are handed over, at least: about 30 a second.
const PACE: Duration = Duration::from_millis(33);
/// How often a run that is paused looks whether to go on.
const LOOK: Duration = Duration::from_millis(20);

/// A map on its way.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Counts what was handed over.
    pub number: usize,
    /// The map.
    pub frame: Frame,
    /// The divergence so far.
    pub curve: Arc<[KlPoint]>,
}

/// One run, shared by the work and the window.
pub struct Live {
    number: u64,
    from_map: bool,
    prepared: Arc<Prepared>,
    goal: AtomicUsize,
    early: AtomicUsize,
    paused: AtomicBool,
    latest: Mutex<Option<Snapshot>>,
    frames: Mutex<Frames>,
    /// When the run last set off, and from which iteration.
    set_off: Mutex<Option<(Instant, usize)>>,
    /// The run itself, while nobody works on it.
    run: Mutex<Option<TsneRun>>,
}

impl Live {
    pub(super) fn new(number: u64, from_map: bool, prepared: Arc<Prepared>) -> Self {
        let frames = Frames::new(prepared.matrix.rows().len());
        Self {
            number,
            from_map,
            prepared,
            goal: AtomicUsize::new(0),
            early: AtomicUsize::new(0),
            paused: AtomicBool::new(false),
            latest: Mutex::default(),
            frames: Mutex::new(frames),
            set_off: Mutex::default(),
            run: Mutex::default(),
        }
    }

    /// Tells this run from others.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Whether it began at the places of an earlier map.
    pub fn from_map(&self) -> bool {
        self.from_map
    }

    /// What the map is made of.
    pub fn prepared(&self) -> &Arc<Prepared> {
        &self.prepared
    }

    /// Iterations that it is to come to; 0 while it looks for neighbours.
    pub fn goal(&self) -> usize {
        self.goal.load(Ordering::Relaxed)
    }

    /// Iterations with early exaggeration.
    pub fn early(&self) -> usize {
        self.early.load(Ordering::Relaxed)
    }

    /// The latest map.
    pub fn latest(&self) -> Option<Snapshot> {
        lock(&self.latest).clone()
    }

    /// How far it is, in words; nothing while it looks for neighbours.
    pub fn progress(&self) -> Option<String> {
        let at = self.latest()?;
        Some(told(at.frame.iteration, self.goal(), at.curve.last().map(|point| point.kl)))
    }

    /// Iterations that were kept, in their order.
    pub fn frames(&self) -> Vec<Frame> {
        lock(&self.frames).kept().to_vec()
    }

    /// Whether it stands still at the user's wish.
    pub fn is_paused(&self) -> bool {
        self.paused.load(Ordering::Relaxed)
    }

    pub(super) fn pause(&self, paused: bool) {
        self.paused.store(paused, Ordering::Relaxed);
    }

    /// About how long it will take, at the pace so far.
    pub fn left(&self) -> Option<Duration> {
        let (since, from) = (*lock(&self.set_off))?;
        let at = self.latest()?.frame.iteration;
        let done = at.checked_sub(from).filter(|done| *done > 0)?;
        let share = self.goal().saturating_sub(at) as f64 / done as f64;
        (!self.is_paused()).then(|| since.elapsed().mul_f64(share))
    }

    /// Whether a run is there that can go on.
    pub fn can_go_on(&self) -> bool {
        lock(&self.run).is_some()
    }

    /// Who belongs to whom, as long as nobody works on the run.
    pub(super) fn affinities(&self) -> Option<Arc<Affinities>> {
        lock(&self.run).as_ref().map(|run| Arc::clone(run.affinities()))
    }

    pub(super) fn take_run(&self) -> Option<TsneRun> {
        lock(&self.run).take()
    }

    pub(super) fn keep_run(&self, run: TsneRun) {
        *lock(&self.run) = Some(run);
    }

    /// Winds a run back to one of its frames.
    pub(super) fn wind_back(&self, run: &mut TsneRun, to: &Frame) {
        run.go_back(to.iteration, &to.points);
        lock(&self.frames).forget_after(to.iteration);
    }

    /// Lets a run go on to `goal` iterations, through pauses. `seen` is called when a map was handed over.
    ///
    /// # Errors
    /// As [`TsneRun::advance`]; after [`MethodError::Cancelled`] the run tells its divergence, and can go on.
    pub(super) fn advance(
        &self,
        run: &mut TsneRun,
        goal: usize,
        progress: &Progress,
        seen: impl Fn() + Sync,
    ) -> Result<(), MethodError> {
        self.goal.store(goal, Ordering::Relaxed);
        self.early.store(run.params().early_iterations(), Ordering::Relaxed);
        loop {
            // The engine runs inside the pool, where nobody may wait: a pause ends its loop, and the wait is out
            // here.
            let leg = Progress::new();
            *lock(&self.set_off) = Some((Instant::now(), run.iteration()));
            let mut pen = Pen { live: self, last: None };
            let outcome = run.advance(goal, &leg, |run| {
                if progress.step(run.iteration() as u64, goal as u64).is_err() || self.is_paused() {
                    leg.cancel();
                }
                if pen.hand_over(run) {
                    seen();
                }
            });
            let Err(MethodError::Cancelled(cancelled)) = outcome else { return outcome };
            // The divergence where it stands.
            run.advance(run.iteration(), &Progress::new(), |_| ())?;
            self.set(run);
            seen();
            while self.is_paused() && !progress.is_cancelled() {
                std::thread::sleep(LOOK);
            }
            if progress.is_cancelled() {
                return Err(cancelled.into());
            }
        }
    }

    /// Shows this very state, whoever is looking.
    fn set(&self, run: &TsneRun) {
        let mut latest = lock(&self.latest);
        let number = latest.as_ref().map_or(0, |before| before.number + 1);
        *latest = Some(snapshot(number, run));
    }
}

/// What hands maps over, and when it last did.
struct Pen<'a> {
    live: &'a Live,
    last: Option<Instant>,
}

impl Pen<'_> {
    /// Returns whether the window has something new to draw.
    fn hand_over(&mut self, run: &TsneRun) -> bool {
        lock(&self.live.frames).offer(run.iteration(), || run.points().into());
        if self.last.is_some_and(|last| last.elapsed() < PACE) {
            return false;
        }
        let Ok(mut latest) = self.live.latest.try_lock() else { return false };
        let number = latest.as_ref().map_or(0, |before| before.number + 1);
        *latest = Some(snapshot(number, run));
        self.last = Some(Instant::now());
        true
    }
}

fn snapshot(number: usize, run: &TsneRun) -> Snapshot {
    let points: Places = run.points().into();
    let frame = Frame { iteration: run.iteration(), points };
    Snapshot { number, frame, curve: run.curve().into() }
}

/// What is behind these locks is whole whenever they are open, even after a panic elsewhere.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
