//! Work in the terminal: a bar on standard error, Ctrl-C, notices.

use crate::data::Notice;
use crate::progress::{Cancelled, Progress};
use crate::project::{Job, Poll};
use std::io::{IsTerminal, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The user pressed Ctrl-C.
static STOP: AtomicBool = AtomicBool::new(false);
static HANDLER: OnceLock<()> = OnceLock::new();
/// How often the bar moves and Ctrl-C is looked at.
const BEAT: Duration = Duration::from_millis(50);
/// Work shorter than this shows no bar.
const SILENT: Duration = Duration::from_millis(200);

/// Where progress and notices go.
pub(super) struct Console {
    quiet: bool,
    bar: bool,
}

impl Console {
    /// A console; `threads` limits our own parallel loops.
    pub fn new(quiet: bool, threads: Option<u16>) -> Self {
        HANDLER.get_or_init(|| {
            // Without a handler Ctrl-C ends the program at once, which is no loss: outputs are renamed
            // into place only when they are whole.
            let _ = ctrlc::set_handler(|| STOP.store(true, Ordering::SeqCst));
        });
        if let Some(threads) = threads {
            // Fails only where a pool exists already, which nothing has built before the first command.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build_global();
        }
        Self { quiet, bar: !quiet && std::io::stderr().is_terminal() }
    }

    /// Runs `work` on a thread, shows how far it is, and stops waiting on Ctrl-C.
    pub fn run<T: Send + 'static>(
        &self,
        name: &str,
        work: impl FnOnce(&Progress) -> T + Send + 'static,
    ) -> anyhow::Result<T> {
        let job = Job::spawn(name, || {}, work);
        let result = loop {
            match job.wait(BEAT) {
                Poll::Done(value) => break Ok(value),
                Poll::Panicked(message) => {
                    break Err(anyhow::anyhow!("a fault in the program stopped {name}: {message}"));
                }
                Poll::Running if STOP.load(Ordering::SeqCst) => break Err(Cancelled.into()),
                Poll::Running => self.show(name, &job),
            }
        };
        if self.bar && job.elapsed() > SILENT {
            eprint!("\r\x1b[K");
        }
        result
    }

    fn show<T>(&self, name: &str, job: &Job<T>) {
        const WIDTH: usize = 24;
        if !self.bar || job.elapsed() < SILENT {
            return;
        }
        let seconds = job.elapsed().as_secs_f32();
        let line = match job.progress().fraction() {
            Some(share) => {
                let full = (share * WIDTH as f32) as usize;
                let left = seconds * (1.0 - share) / share.max(0.01);
                format!("{name} [{:<WIDTH$}] {left:.0} s left", "#".repeat(full))
            }
            None => format!("{name} ... {seconds:.0} s"),
        };
        eprint!("\r\x1b[K{line}");
        let _ = std::io::stderr().flush();
    }

    /// Says what is to be known, one line each, on standard error.
    pub fn notices<'a>(&self, notices: impl IntoIterator<Item = &'a Notice>) {
        if self.quiet {
            return;
        }
        for notice in notices {
            eprintln!("note: {}", notice.text);
        }
    }
}
