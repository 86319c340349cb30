//! A log of frame times, for those who want to know whether the window is fluent: `DIMLENS_FRAME_LOG` names a file.

use std::fs::File;
use std::io::Write;
use std::time::Instant;

/// The name of the variable.
const VARIABLE: &str = "DIMLENS_FRAME_LOG";

/// One line a frame: seconds since the start, and the milliseconds of processor time that the frame before it took,
/// from its layout to what the card was given.
pub(super) struct FrameLog {
    file: File,
    started: Instant,
}

impl FrameLog {
    /// Where a file is asked for and can be made.
    pub fn asked_for() -> Option<Self> {
        let path = std::env::var_os(VARIABLE).filter(|path| !path.is_empty())?;
        match File::create(&path) {
            Ok(file) => Some(Self { file, started: Instant::now() }),
            Err(error) => {
                eprintln!("dimlens: {VARIABLE}: {} cannot be written: {error}", path.display());
                None
            }
        }
    }

    /// Notes the frame before this one, in one piece: the log is whole whenever it is read.
    pub fn note(&mut self, frame: &eframe::Frame) {
        let Some(used) = frame.info().cpu_usage else { return };
        let at = self.started.elapsed().as_secs_f64();
        let line = format!("{at:.4}\t{:.3}\n", f64::from(used) * 1e3);
        // A full disk must not disturb the window; the log just ends.
        let _ = self.file.write_all(line.as_bytes());
    }
}
