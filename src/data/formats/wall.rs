//! A wall around the readers of binary formats: they panic on some damaged files, and a damaged file must be an
//! error with the file's name. Nothing of ours is shared with the reader, so that nothing is left half-changed.
//!
//! What no wall stops: a reader that asks for more memory than there is ends the program. The lengths in Arrow files,
//! the sizes of Parquet's pages and the places of an .xls file's cells are checked beforehand for that reason; the
//! runs inside a page of Parquet cannot be without unpacking it.

use super::super::DataError;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Readers at work.
static INSIDE: AtomicUsize = AtomicUsize::new(0);

/// Runs a reader; its panic becomes an error.
pub(super) fn guard<T>(
    file: &str,
    what: &'static str,
    read: impl FnOnce() -> Result<T, DataError>,
) -> Result<T, DataError> {
    silence();
    INSIDE.fetch_add(1, Ordering::SeqCst);
    let outcome = panic::catch_unwind(AssertUnwindSafe(read));
    INSIDE.fetch_sub(1, Ordering::SeqCst);
    outcome.unwrap_or_else(|_| {
        Err(DataError::Damaged {
            file: file.to_owned(),
            what,
            message: "its parts contradict each other".to_owned(),
        })
    })
}

/// A panic that is caught here is not printed: the error stands for it. Panics in our own files, whose paths
/// are relative, are printed as ever.
fn silence() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            let theirs = panic
                .location()
                .is_some_and(|at| at.file().starts_with(['/', '\\']) || at.file().contains(':'));
            if !(theirs && INSIDE.load(Ordering::SeqCst) > 0) {
                print(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_that_names_the_file() {
        let outcome: Result<(), DataError> = guard("f.parquet", "Parquet file", || {
            let none: Vec<u8> = Vec::new();
            std::hint::black_box(none).remove(0);
            Ok(())
        });
        assert!(
            outcome.unwrap_err().to_string().starts_with("f.parquet: this Parquet file is damaged")
        );
        assert_eq!(guard("f", "x", || Ok(3)).unwrap(), 3);
    }
}
