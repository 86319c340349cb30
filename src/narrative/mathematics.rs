//! The mathematics of the picture, filled in with the numbers of this table.
//!
//! Each topic is a file: a sentence, the formulas with their symbols, and the same with numbers, step by step. Every number
//! is computed by the code that made the picture, or by a plain twin that the tests hold equal to it. Words and numbers
//! stand here; whoever draws or lets play with them takes the numbers ([`Numbers`]).

mod before_after;
mod covariance;
mod eigenvectors;
mod error;
mod formulas;
mod gradient;
mod high_dimension;
mod jacobian;
mod lesson;
mod metrics;
mod neighbors;
mod pace;
mod perplexity;
mod preparing;
mod score;
mod svd;
mod system;
#[cfg(test)]
mod tests;
mod valley;

pub use before_after::{BeforeAfter, amounts, before_after, shown_amounts};
pub use covariance::{Covariance, PairTerm, correlations, covariance_of};
pub use eigenvectors::{Turning, turned, turning_in};
pub use error::ExplainError;
pub use formulas::{Formula, formulas_of};
pub use gradient::{GradientCheck, Link, LinkedMap, gradient_check};
pub use high_dimension::{Distances, distances, distances_beside};
pub use jacobian::Jacobian;
pub use lesson::{Lesson, MapLesson};
pub use metrics::{OnThree, ThreeRows};
pub use neighbors::{NeighborTerm, Neighbors, neighbors_of};
pub use pace::{Pace, Paces, paces};
pub use perplexity::{Perplexity, perplexity_of};
pub use preparing::{FilledCell, Preparing, Standing};
pub use score::{Score, Term, score_of};
pub use svd::{Rebuilt, rebuilt};
pub use system::{Objective, System, SystemInputs, system_of};
pub use valley::{Valley, valley};

use crate::data::RowId;
use crate::progress::Progress;
use serde::Serialize;

/// What can be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// What became of the columns before anything was drawn.
    Preparing,
    /// How two columns go together.
    Covariance,
    /// Why PC1 points where it points.
    Eigenvectors,
    /// A customer rebuilt from a few components.
    Svd,
    /// Where a customer stands on a component.
    Score,
    /// How many neighbours a customer looks at.
    Perplexity,
    /// Neighbours in the data against neighbours on the map.
    #[serde(rename = "neighbours")]
    Neighbors,
    /// Which way a customer is drawn.
    Gradient,
    /// What axes mean, and why t-SNE has none.
    Jacobian,
    /// Why far and near come together.
    HighDimension,
    /// What the metrics count.
    Metrics,
    /// What goes in, what comes out.
    System,
}

impl Topic {
    /// All of them: each needs earlier ones only.
    pub const ALL: [Self; 12] = [
        Self::Preparing,
        Self::Covariance,
        Self::Eigenvectors,
        Self::Svd,
        Self::Score,
        Self::HighDimension,
        Self::Perplexity,
        Self::Neighbors,
        Self::Gradient,
        Self::Jacobian,
        Self::Metrics,
        Self::System,
    ];

    /// Its name on the command line, its title, the question that it answers.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Preparing => (
                "preparing",
                "Preparing",
                "What happened to the columns before anything was drawn?",
            ),
            Self::Covariance => ("covariance", "Covariance", "How do two columns go together?"),
            Self::Eigenvectors => {
                ("eigenvectors", "Eigenvectors", "Why does the first component point there?")
            }
            Self::Svd => {
                ("svd", "Singular values", "How much of a customer do a few components keep?")
            }
            Self::Score => {
                ("score", "A score", "Why does this customer stand here on the PCA map?")
            }
            Self::Perplexity => {
                ("perplexity", "Perplexity", "How many neighbours does this customer look at?")
            }
            Self::Neighbors => (
                "neighbours",
                "p against q",
                "Which neighbours does the t-SNE map keep, and which does it invent?",
            ),
            Self::Gradient => ("gradient", "The gradient", "What pulls and pushes this customer?"),
            Self::Jacobian => ("jacobian", "The Jacobian", "What do the axes mean?"),
            Self::HighDimension => (
                "high-dimension",
                "High dimension",
                "Why is everybody about equally far in many columns?",
            ),
            Self::Metrics => ("metrics", "The metrics", "What do the metrics count?"),
            Self::System => ("system", "The whole", "What goes in, and what comes out?"),
        }
    }

    /// The name on the command line.
    pub fn key(self) -> &'static str {
        self.words().0
    }

    /// The title.
    pub fn title(self) -> &'static str {
        self.words().1
    }

    /// The question that it answers.
    pub fn question(self) -> &'static str {
        self.words().2
    }

    /// What is better known before.
    pub fn needs(self) -> &'static [Self] {
        match self {
            Self::Preparing | Self::HighDimension | Self::System => &[],
            Self::Covariance => &[Self::Preparing],
            Self::Eigenvectors => &[Self::Covariance],
            Self::Svd | Self::Score | Self::Jacobian => &[Self::Eigenvectors],
            Self::Perplexity => &[Self::HighDimension],
            Self::Neighbors => &[Self::Perplexity],
            Self::Gradient | Self::Metrics => &[Self::Neighbors],
        }
    }

    /// Whether it tells of one customer.
    pub fn is_of_a_row(self) -> bool {
        !matches!(self, Self::Covariance | Self::Eigenvectors | Self::HighDimension | Self::System)
    }

    /// Whether it needs a map of t-SNE.
    pub fn needs_tsne(self) -> bool {
        matches!(self, Self::Perplexity | Self::Neighbors | Self::Gradient | Self::Metrics)
    }
}

/// A step of a calculation: words, and what comes out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// What is done, with the numbers in it.
    pub text: String,
    /// What comes out; none where it is words only.
    pub value: Option<f64>,
}

impl Step {
    fn new(text: impl Into<String>, value: f64) -> Self {
        Self { text: text.into(), value: Some(value).filter(|value| value.is_finite()) }
    }

    fn said(text: impl Into<String>) -> Self {
        Self { text: text.into(), value: None }
    }
}

/// The numbers of a topic, for whoever draws them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Numbers {
    /// Of [`Topic::Preparing`].
    Preparing(Preparing),
    /// Of [`Topic::Covariance`].
    Covariance(Covariance),
    /// Of [`Topic::Eigenvectors`].
    Eigenvectors(Turning),
    /// Of [`Topic::Svd`].
    Svd(Rebuilt),
    /// Of [`Topic::Score`].
    Score(Score),
    /// Of [`Topic::Perplexity`].
    Perplexity(Perplexity),
    /// Of [`Topic::Neighbors`].
    Neighbors(Neighbors),
    /// Of [`Topic::Gradient`].
    Gradient(GradientCheck),
    /// Of [`Topic::Jacobian`].
    Jacobian(Jacobian),
    /// Of [`Topic::HighDimension`].
    HighDimension(Distances),
    /// Of [`Topic::Metrics`].
    Metrics(OnThree),
    /// Of [`Topic::System`].
    System(System),
}

/// What rounding leaves of zero is zero: less than a billionth of what it is measured by.
fn tidy(value: f64, size: f64) -> f64 {
    if value.abs() <= 1e-9 * size.abs() { 0.0 } else { value }
}

/// A topic, filled in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// What is explained.
    pub topic: Topic,
    /// Of which customer, where it is of one.
    pub row: Option<RowId>,
    /// The answer in a sentence or two.
    pub sentence: String,
    /// The calculation, step by step.
    pub steps: Vec<Step>,
    /// All numbers.
    #[serde(flatten)]
    pub numbers: Numbers,
    /// Where the formulas come from.
    pub source: &'static str,
}

impl Explanation {
    /// The formulas of its topic.
    pub fn formulas(&self) -> Vec<&'static Formula> {
        formulas_of(self.topic)
    }
}

/// Explains a topic; `row` is the customer that it is of, the first where none is named.
///
/// # Errors
/// [`ExplainError`]: no such row, no t-SNE map where one is needed, cancelled.
pub fn explain(
    topic: Topic,
    lesson: &Lesson<'_>,
    row: Option<RowId>,
    progress: &Progress,
) -> Result<Explanation, ExplainError> {
    let at = lesson.place(row)?;
    let told = match topic {
        Topic::Preparing => Ok(preparing::told(lesson, at)),
        Topic::Covariance => covariance::told(lesson),
        Topic::Eigenvectors => eigenvectors::told(lesson, progress),
        Topic::Svd => svd::told(lesson, at, progress),
        Topic::Score => score::told(lesson, at),
        Topic::Perplexity => perplexity::told(lesson, at),
        Topic::Neighbors => neighbors::told(lesson, at),
        Topic::Gradient => gradient::told(lesson, at),
        Topic::Jacobian => Ok(jacobian::told(lesson, at)),
        Topic::HighDimension => high_dimension::told(lesson, progress),
        Topic::Metrics => metrics::told(lesson, at, progress),
        Topic::System => Ok(system::told(lesson)),
    }?;
    let row = topic.is_of_a_row().then(|| lesson.matrix().rows()[at]);
    let Told { sentence, steps, numbers, source } = told;
    Ok(Explanation { topic, row, sentence, steps, numbers, source })
}

/// What a topic has to say.
struct Told {
    sentence: String,
    steps: Vec<Step>,
    numbers: Numbers,
    source: &'static str,
}
