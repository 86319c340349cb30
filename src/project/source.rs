//! Where a table comes from, on its way in and when it is there.

use super::Job;
use crate::data::{
    self, ColumnProfile, DataError, Fingerprint, ReadOptions, Table, sample::Sample,
};
use crate::progress::Progress;
use std::path::PathBuf;
use std::sync::Arc;

/// Where a table comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// A table that the program brings along.
    Sample(Sample),
}

impl Source {
    /// The name for messages.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Sample(sample) => sample.name.to_owned(),
        }
    }

    /// What its content is told by.
    pub(super) fn fingerprint(&self) -> Result<Fingerprint, DataError> {
        match self {
            Self::File(path) => Fingerprint::of_file(path, &Progress::new()),
            Self::Sample(sample) => Ok(Fingerprint::of_bytes(sample.csv.as_bytes())),
        }
    }

    /// Reads the table.
    pub(super) fn read(
        &self,
        options: &ReadOptions,
        progress: &Progress,
    ) -> Result<Table, DataError> {
        let table = match self {
            Self::File(path) => data::read(path, options, progress),
            Self::Sample(sample) => sample.read_as(options, progress),
        }?;
        // Here, not when the window first asks for them.
        table.profiles();
        Ok(table)
    }
}

/// A table that is being read.
pub(super) struct Opening {
    /// Where it comes from.
    pub source: Source,
    /// How it is read.
    pub options: ReadOptions,
    /// It follows from the user's choices, and is dropped where these go back.
    pub follows: bool,
    /// The reading.
    pub job: Job<Result<Table, DataError>>,
}

/// A table that was read, with its columns' profiles.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The table.
    pub table: Arc<Table>,
    /// One profile for each column.
    pub profiles: Arc<Vec<ColumnProfile>>,
    /// Where it comes from.
    pub source: Source,
    /// How it was read.
    pub options: ReadOptions,
}
