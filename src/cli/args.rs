//! The grammar of the command line.

mod cluster;
mod compare;
mod explain;
mod method;
mod page;
mod plot;
mod report;
mod run;
mod sample;

pub(super) use cluster::ClusterArgs;
pub use compare::CompareArgs;
pub use explain::ExplainArgs;
pub(super) use method::{MethodArgs, TsneArgs};
pub use plot::PlotArgs;
pub use report::ReportArgs;
pub use run::RunArgs;
pub use sample::SampleArgs;
pub(super) use {explain::Topics, page::PageArgs, plot::ScalingArg};

use super::recipe::{self, RoleSetting, Setting};
use crate::data::ReadOptions;
use crate::features::{Categories, Impute, Role, Scale, Transform};
use crate::methods::Method;
use crate::methods::tsne::Start;
use crate::report::Identifiers;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// See the shape of customer data: PCA beside t-SNE, and how far to believe the picture.
///
/// Without a command, dimlens opens the window on FILE, or on an embedded sample. The commands do the same
/// work without a window, for scripts and overnight runs.
#[derive(Debug, Parser)]
#[command(name = "dimlens", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// The table to open in the window
    pub file: Option<PathBuf>,
    /// What to do without the window
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do without the window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say what was understood of a file: separator, columns, types, roles, missing cells
    Info(InfoArgs),
    /// Compute the coordinates of a map
    Embed(EmbedArgs),
    /// Draw one figure as SVG, PDF or PNG
    Plot(PlotArgs),
    /// Judge the maps of PCA and t-SNE, and say which to use for this table, and why
    Compare(CompareArgs),
    /// Write all of that, with figures, as one page of HTML or as PDF
    Report(ReportArgs),
    /// Explain one number with its mathematics, filled in with those of this table
    Explain(ExplainArgs),
    /// Compute a saved project again, and write the files that it lists
    Run(RunArgs),
    /// List the embedded samples, or write one as CSV
    Sample(SampleArgs),
}

/// `dimlens info`
#[derive(Debug, Args)]
pub struct InfoArgs {
    #[command(flatten)]
    pub(super) data: DataArgs,
    #[command(flatten)]
    pub(super) talk: TalkArgs,
}

/// `dimlens embed`
// Each is a switch of its own, not a state of one thing.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Args)]
pub struct EmbedArgs {
    #[command(flatten)]
    pub(super) data: DataArgs,
    #[command(flatten)]
    pub(super) method: MethodArgs,
    /// Principal components to write beside x and y, as pc1 ... pcN
    #[arg(long, value_name = "N", value_parser = at_least_one, allow_negative_numbers = true)]
    pub(super) components: Option<usize>,
    /// PCA: compare the eigenvalues with those of 100 tables of permuted columns (Horn 1965)
    #[arg(long)]
    pub(super) parallel_analysis: bool,
    /// PCA: write Hotelling's T2, SPE and cos2 of each row beside the coordinates
    #[arg(long)]
    pub(super) outliers: bool,
    /// PCA: tell in the JSON the loadings after varimax rotation of the kept components
    #[arg(long, requires = "json")]
    pub(super) varimax: bool,
    /// PCA: tell in the JSON how far eigenvalues and loadings move in N tables of rows drawn with replacement
    #[arg(long, value_name = "N", requires = "json")]
    pub(super) bootstrap: Option<usize>,
    /// Columns of the table to write beside the coordinates
    #[arg(long, value_name = "COLUMNS", default_value = "", value_parser = names, hide_default_value = true)]
    pub(super) keep: Names,
    /// What becomes of kept columns that name customers
    #[arg(long, value_name = "WHAT", default_value = "keep")]
    pub(super) ids: Ids,
    /// CSV: an apostrophe before text that a spreadsheet would run as a formula
    #[arg(long)]
    pub(super) harmless: bool,
    /// The file to write: CSV, or by its ending .parquet or .xlsx; CSV on standard output where left out
    #[arg(short, long, value_name = "OUT.csv")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) talk: TalkArgs,
}

/// The table and how its columns become features.
#[derive(Debug, Args)]
pub(super) struct DataArgs {
    /// The table: a file (CSV, JSON, Parquet, Arrow, .xlsx, .xls, .ods; .gz and .zst too), a folder or 'pattern' of Parquet files, or - for standard input
    pub file: PathBuf,
    /// Only these columns are features: names between commas, in "..." where they hold a comma
    #[arg(long, value_name = "COLUMNS", value_parser = some_names)]
    pub columns: Option<Names>,
    /// These columns are left out
    #[arg(long, value_name = "COLUMNS", default_value = "", value_parser = names, hide_default_value = true)]
    pub exclude: Names,
    /// This column is an answer to compare with, never a feature
    #[arg(long, value_name = "COLUMN")]
    pub label: Vec<String>,
    /// This column names the rows
    #[arg(long, value_name = "COLUMN")]
    pub id: Vec<String>,
    /// The role of a column, whatever it looks like
    #[arg(long, value_name = "COLUMN=ROLE", value_parser = recipe::role)]
    pub role: Vec<RoleSetting>,
    /// What stands in for a missing cell; the mean where left out
    #[arg(long)]
    pub impute: Option<Impute>,
    /// Add a 0/1 column beside each column with filled cells
    #[arg(long)]
    pub indicators: bool,
    /// What numeric columns are divided by; standard where left out
    #[arg(long)]
    pub scale: Option<Scale>,
    /// What becomes of columns of words; one-hot where left out
    #[arg(long)]
    pub categories: Option<Categories>,
    /// One column otherwise: impute, scale, categories, indicator=yes|no, transform=log1p|yeo-johnson, missing=-1,999
    #[arg(long, value_name = "COLUMN:WHAT=HOW", value_parser = recipe::setting)]
    pub set: Vec<Setting>,
    /// Read the decisions about columns from a file; what is given besides wins
    #[arg(long, value_name = "FILE.json")]
    pub recipe: Option<PathBuf>,
    /// Write the decisions about columns to a file
    #[arg(long, value_name = "FILE.json")]
    pub save_recipe: Option<PathBuf>,
    /// The field separator; blanks: two or more of them, or tabs, part the fields. Found where left out
    #[arg(long, value_parser = separator, value_name = "CHAR|tab|blanks")]
    pub separator: Option<char>,
    /// The encoding, such as utf-8, utf-16le or windows-1252; found where left out
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// Whether the first record holds the names; decided by its cells where left out
    #[arg(long, value_name = "yes|no")]
    pub header: Option<YesNo>,
    /// The quotation mark; found where left out
    #[arg(long, value_parser = quote, value_name = "CHAR|none")]
    pub quote: Option<char>,
    /// Records above the header that are no part of the table; found where left out
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub skip: Option<usize>,
    /// Records below the table that are no part of it, such as totals; none where left out
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub skip_end: Option<usize>,
    /// The decimal mark, where numbers can be read with either; decided by each column where left out
    #[arg(long, value_parser = decimal, value_name = ".|,")]
    pub decimal: Option<char>,
    /// Whether 03/04/2024 is the third of April; decided by each column where left out
    #[arg(long, value_name = "yes|no")]
    pub day_first: Option<YesNo>,
    /// Words and numbers that mean missing in every column, besides the usual ones
    #[arg(long, value_name = "WORDS", default_value = "", value_parser = names, hide_default_value = true, allow_hyphen_values = true)]
    pub missing: Names,
    /// The sheet of a workbook, by name or number; the first that holds a table where left out
    #[arg(long, value_name = "NAME|NUMBER")]
    pub sheet: Option<String>,
    /// Use a seeded random sample of this many rows
    #[arg(long, value_name = "N", value_parser = at_least_one, allow_negative_numbers = true)]
    pub rows: Option<usize>,
    /// Seed of all that is random
    #[arg(long, default_value_t = 42, allow_negative_numbers = true)]
    pub seed: u64,
    /// Threads to use; all cores where left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), allow_negative_numbers = true)]
    pub threads: Option<u16>,
}

/// How much is said, and how.
#[derive(Debug, Args)]
pub(super) struct TalkArgs {
    /// Print one JSON object to standard output
    #[arg(long)]
    pub json: bool,
    /// No progress, no notices
    #[arg(short, long)]
    pub quiet: bool,
}

/// `--header`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum YesNo {
    /// It does
    Yes,
    /// It does not
    No,
}

impl YesNo {
    /// As a truth value.
    pub fn is_yes(self) -> bool {
        self == Self::Yes
    }
}

/// `--ids`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Ids {
    /// They are written
    Keep,
    /// They are left out
    Omit,
    /// customer-000001 and so on, the same customer the same in every output of one table
    Pseudonym,
}

impl From<Ids> for Identifiers {
    fn from(ids: Ids) -> Self {
        match ids {
            Ids::Keep => Self::Keep,
            Ids::Omit => Self::Omit,
            Ids::Pseudonym => Self::Pseudonym,
        }
    }
}

/// Column names that were given in one argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Names(pub Vec<String>);

/// Names between commas, quoted as in CSV where they hold one.
fn names(text: &str) -> Result<Names, String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let record = reader.records().next().transpose().map_err(|error| error.to_string())?;
    let names = record.iter().flatten().filter(|name| !name.is_empty());
    Ok(Names(names.map(str::to_owned).collect()))
}

/// The same, where none would mean that nothing is left.
fn some_names(text: &str) -> Result<Names, String> {
    let names = names(text)?;
    if names.0.is_empty() { Err("it names no column".to_owned()) } else { Ok(names) }
}

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.trim().parse() {
        Ok(number @ 1..) => Ok(number),
        _ => Err("a whole number, 1 or more".to_owned()),
    }
}

fn separator(text: &str) -> Result<char, String> {
    match text {
        "tab" | "\\t" => Ok('\t'),
        "blanks" => Ok(ReadOptions::BLANKS),
        _ => match text.chars().collect::<Vec<_>>()[..] {
            [c] if c.is_ascii() && !c.is_ascii_alphanumeric() && !"\"\r\n".contains(c) => Ok(c),
            _ => Err("one of , ; tab | blanks or another single ASCII mark".to_owned()),
        },
    }
}

fn quote(text: &str) -> Result<char, String> {
    match text {
        "none" => Ok(ReadOptions::NO_QUOTE),
        _ => match text.chars().collect::<Vec<_>>()[..] {
            [c] if c.is_ascii_punctuation() && c != '\\' => Ok(c),
            _ => Err("\" or ' or another single ASCII mark, or none".to_owned()),
        },
    }
}

fn decimal(text: &str) -> Result<char, String> {
    match text {
        "." | "point" => Ok('.'),
        "," | "comma" => Ok(','),
        _ => Err(". or , (or point, comma)".to_owned()),
    }
}

macro_rules! value_enum {
    ($type:ty, $($variant:path => $name:literal: $help:literal),+ $(,)?) => {
        impl ValueEnum for $type {
            fn value_variants<'a>() -> &'a [Self] {
                &[$($variant),+]
            }

            fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
                Some(match self {
                    $($variant => clap::builder::PossibleValue::new($name).help($help)),+
                })
            }
        }
    };
}

value_enum!(Method,
    Method::Pca => "pca": "principal component analysis, exact",
    Method::Tsne => "tsne": "t-SNE: neighbours stay neighbours",
    Method::LinfaTsne => "linfa-tsne": "t-SNE by linfa-tsne (Barnes-Hut), the reference method",
    Method::LinfaPca => "linfa-pca": "PCA by linfa-reduction, the reference method",
    Method::DiffusionMap => "diffusion-map": "a walk among like customers, by linfa-reduction; 31 to 4,000 rows",
    Method::RandomProjection => "random-projection": "two random directions, by linfa-reduction; a yardstick for the others",
);
value_enum!(Start,
    Start::Pca => "pca": "on the first two principal components",
    Start::Random => "random": "on seeded random numbers",
);
value_enum!(Impute,
    Impute::Mean => "mean": "the mean; the most frequent level of a text column",
    Impute::Median => "median": "the median; the most frequent level of a text column",
    Impute::MostFrequent => "most-frequent": "the most frequent value",
    Impute::DropRow => "drop-row": "rows with a missing cell are left out",
);
value_enum!(Scale,
    Scale::Standard => "standard": "mean 0, standard deviation 1",
    Scale::Robust => "robust": "median 0, interquartile range 1",
    Scale::MinMax => "min-max": "from 0 to 1",
    Scale::None => "none": "as they are",
);
value_enum!(Categories,
    Categories::OneHot => "one-hot": "one 0/1 column for each level, the 20 most frequent and other",
    Categories::Ordinal => "ordinal": "levels counted in their sorted order",
    Categories::Frequency => "frequency": "the share of rows with the same level",
    Categories::Ignore => "ignore": "columns of words are left out",
);

value_enum!(Transform,
    Transform::Log1p => "log1p": "log(1 + x), for numbers above -1",
    Transform::YeoJohnson => "yeo-johnson": "Yeo and Johnson's, with the likeliest lambda",
);
value_enum!(Role,
    Role::Feature => "feature": "it shapes the map",
    Role::Label => "label": "an answer to compare the map with",
    Role::Identifier => "identifier": "it names the row",
    Role::Ignored => "ignored": "it is left out",
);

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_grammar_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_bare_file_opens_the_window() {
        let cli = Cli::parse_from(["dimlens", "customers.csv"]);
        assert_eq!(cli.file, Some(PathBuf::from("customers.csv")));
        assert!(cli.command.is_none());
    }

    #[test]
    fn names_may_hold_commas_and_blanks_around_them() {
        let given = |text| names(text).unwrap().0;
        assert_eq!(given("a, b,\"c,d\""), ["a", "b", "c,d"]);
        assert!(given("").is_empty());
    }

    #[test]
    fn marks_have_names() {
        assert_eq!((quote("'"), quote("none")), (Ok('\''), Ok(ReadOptions::NO_QUOTE)));
        assert!(quote("x").is_err() && quote("").is_err());
        assert_eq!((decimal(","), decimal("point")), (Ok(','), Ok('.')));
        assert!(decimal(";").is_err());
    }

    #[test]
    fn separators_have_names() {
        assert_eq!(separator("tab"), Ok('\t'));
        assert_eq!(separator("blanks"), Ok(ReadOptions::BLANKS));
        assert_eq!(separator(";"), Ok(';'));
        assert!(separator("ab").is_err() && separator("\"").is_err() && separator("7").is_err());
    }
}
