//! The tables that the program brings along; sources and licences in `sample_data/README.md`.

use super::{DataError, ReadOptions, Table, read_bytes};
use crate::progress::Progress;

/// An embedded table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// The name by which the command line and the menu know it.
    pub name: &'static str,
    /// What it shows, in one line.
    pub promise: &'static str,
    /// The CSV text.
    pub csv: &'static str,
}

/// All samples; the first is the one that an empty start opens.
pub const SAMPLES: [Sample; 3] = [
    Sample {
        name: "wa_churn",
        promise: "7,043 telecom customers: who leaves, and do they form groups?",
        csv: include_str!("../../sample_data/wa_churn.csv"),
    },
    Sample {
        name: "digits",
        promise: "1,797 handwritten digits: ten clusters that PCA blurs and t-SNE parts.",
        csv: include_str!("../../sample_data/digits.csv"),
    },
    Sample {
        name: "penguins",
        promise: "344 penguins of three species: PCA is enough.",
        csv: include_str!("../../sample_data/penguins.csv"),
    },
];

/// The sample of that name.
pub fn find(name: &str) -> Option<Sample> {
    SAMPLES.into_iter().find(|sample| sample.name == name)
}

impl Sample {
    /// Reads the sample like any file.
    ///
    /// # Errors
    /// [`DataError::Cancelled`].
    pub fn read(&self, progress: &Progress) -> Result<Table, DataError> {
        self.read_as(&ReadOptions::default(), progress)
    }

    /// Reads the sample as the options say.
    ///
    /// # Errors
    /// As [`read_bytes`].
    pub fn read_as(&self, options: &ReadOptions, progress: &Progress) -> Result<Table, DataError> {
        let name = format!("{}.csv", self.name);
        read_bytes(&name, self.csv.as_bytes(), options, progress)
    }
}
