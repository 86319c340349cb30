//! How much memory is free, before much of it is taken.

use super::DataError;

/// Bytes that can be taken without swapping; in a container, within its limit. 4 GiB where the system does not
/// say.
pub(super) fn free() -> u64 {
    const UNKNOWN: u64 = 4 << 30;
    let Ok(mut system) = sysinfo::System::new() else { return UNKNOWN };
    system.refresh_memory();
    let limit = system.cgroup_limits().map_or(u64::MAX, |limits| limits.free_memory);
    match system.available_memory().min(limit) {
        0 => UNKNOWN,
        bytes => bytes,
    }
}

/// Refuses what would not fit: `bytes` are an estimate of what the table takes.
pub(super) fn refuse_beyond(file: &str, bytes: u64) -> Result<(), DataError> {
    let free = free();
    if bytes <= free {
        return Ok(());
    }
    Err(DataError::TooLarge { file: file.to_owned(), what: beyond(bytes, free) })
}

/// `it takes about 3.1 GB of memory, and 2.0 GB are free`.
pub(super) fn beyond(bytes: u64, free: u64) -> String {
    format!("it takes about {} of memory, and {} are free", in_words(bytes), in_words(free))
}

/// `1.5 GB`.
pub(super) fn in_words(bytes: u64) -> String {
    match bytes as f64 {
        bytes if bytes >= 1e9 => format!("{:.1} GB", bytes / 1e9),
        bytes if bytes >= 1e6 => format!("{:.0} MB", bytes / 1e6),
        bytes => format!("{:.0} kB", (bytes / 1e3).ceil()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_refused_with_both_figures() {
        assert!(free() > 1 << 20);
        assert!(refuse_beyond("f", 1024).is_ok());
        let error = refuse_beyond("f", u64::MAX).unwrap_err().to_string();
        assert!(error.contains("GB of memory") && error.contains("are free"), "{error}");
    }

    #[test]
    fn sizes_are_short() {
        assert_eq!(
            [in_words(1), in_words(2_400_000), in_words(1 << 31)],
            ["1 kB", "2 MB", "2.1 GB"]
        );
    }
}
