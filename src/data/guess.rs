//! What was found out about a file, how sure that is, and why.

/// A value, the share of the evidence that speaks for it, and the reason in words.
///
/// The confidence is always a share that was measured, from 0 to 1; each field of [`super::Dialect`] says of
/// what. It is 1 where the user gave the value and where nothing in the table depends on it, and 0.5 where
/// it matters and nothing tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess<T> {
    /// What was found, or given.
    pub value: T,
    /// The share of the evidence that speaks for it, 0 to 1.
    pub confidence: f64,
    /// Why, as a sentence.
    pub reason: String,
}

impl<T> Guess<T> {
    /// The reason of what the user gave.
    pub const GIVEN: &str = "Given.";

    /// A value with the share of the evidence for it.
    pub fn new(value: T, confidence: f64, reason: impl Into<String>) -> Self {
        Self { value, confidence: confidence.clamp(0.0, 1.0), reason: reason.into() }
    }

    /// A value about which there is no doubt.
    pub fn certain(value: T, reason: impl Into<String>) -> Self {
        Self::new(value, 1.0, reason)
    }

    /// What the user decided.
    pub fn given(value: T) -> Self {
        Self::certain(value, Self::GIVEN)
    }

    /// Whether the user decided it.
    pub fn is_given(&self) -> bool {
        self.reason == Self::GIVEN
    }
}
