//! Work on a named thread. Dropping the handle cancels it; a panic in it is caught and told.

use crate::progress::Progress;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

/// The waiter's end of a piece of work.
#[derive(Debug)]
pub struct Job<T> {
    name: String,
    progress: Progress,
    started: Instant,
    result: Receiver<Result<T, String>>,
}

/// How a piece of work stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Poll<T> {
    /// Under way.
    Running,
    /// Done; told once.
    Done(T),
    /// It panicked with this message; told once.
    Panicked(String),
}

impl<T: Send + 'static> Job<T> {
    /// Starts `work` on a thread of that name. `wake` is called once when it ends, also after a panic.
    pub fn spawn(
        name: &str,
        wake: impl Fn() + Send + 'static,
        work: impl FnOnce(&Progress) -> T + Send + 'static,
    ) -> Self {
        let progress = Progress::new();
        let (send, result) = channel();
        let for_work = progress.clone();
        let no_thread = send.clone();
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            let done = catch_unwind(AssertUnwindSafe(|| work(&for_work)))
                .map_err(|payload| message(payload.as_ref()));
            // Nobody waits any more: the job was dropped.
            let _ = send.send(done);
            wake();
        });
        if let Err(error) = thread {
            let _ = no_thread.send(Err(format!("no thread could be started: {error}")));
        }
        Self { name: name.to_owned(), progress, started: Instant::now(), result }
    }

    /// How the work stands; `Done` and `Panicked` are told once.
    pub fn poll(&self) -> Poll<T> {
        match self.result.try_recv() {
            Ok(Ok(value)) => Poll::Done(value),
            Ok(Err(message)) => Poll::Panicked(message),
            Err(TryRecvError::Empty) => Poll::Running,
            Err(TryRecvError::Disconnected) => {
                Poll::Panicked("the work ended without a result".to_owned())
            }
        }
    }

    /// Waits at most `patience` for the end.
    pub fn wait(&self, patience: Duration) -> Poll<T> {
        match self.result.recv_timeout(patience) {
            Ok(Ok(value)) => Poll::Done(value),
            Ok(Err(message)) => Poll::Panicked(message),
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => Poll::Running,
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => {
                Poll::Panicked("the work ended without a result".to_owned())
            }
        }
    }
}

impl<T> Job<T> {
    /// The name given at the start.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How far it is; also the way to cancel it.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Time since the start.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

fn message(payload: &(dyn std::any::Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "an unknown fault".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    const PATIENCE: Duration = Duration::from_secs(10);

    #[test]
    fn a_result_comes_once() {
        let job = Job::spawn("test", || {}, |_| 7);
        assert_eq!(job.wait(PATIENCE), Poll::Done(7));
        assert_ne!(job.poll(), Poll::Done(7));
    }

    #[test]
    fn a_panic_wakes_the_waiter_and_is_told() {
        let (send, woken) = channel();
        let job: Job<()> =
            Job::spawn("test", move || send.send(()).unwrap(), |_| panic!("boom {}", 1));
        woken.recv_timeout(PATIENCE).unwrap();
        assert_eq!(job.poll(), Poll::Panicked("boom 1".to_owned()));
    }

    #[test]
    fn dropping_the_handle_stops_the_work() {
        let stopped = Arc::new(AtomicBool::new(false));
        let (send, ended) = channel();
        let seen = Arc::clone(&stopped);
        let job = Job::spawn(
            "test",
            move || send.send(()).unwrap(),
            move |progress| {
                while progress.step(0, 0).is_ok() {
                    std::thread::yield_now();
                }
                seen.store(true, Ordering::SeqCst);
            },
        );
        assert_eq!(job.poll(), Poll::Running);
        drop(job);
        ended.recv_timeout(PATIENCE).unwrap();
        assert!(stopped.load(Ordering::SeqCst));
    }
}
