//! Partial trouble: what was dropped, filled, encoded or guessed, in full sentences.

/// How much a notice asks of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NoticeKind {
    /// A decision that is worth knowing.
    Info,
    /// Something that may mislead.
    Warning,
    /// A decision that only the user can take.
    Question,
}

/// One thing that was done to the data or guessed about it; shown in the window, the report, the JSON.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Notice {
    /// How much it asks of the reader.
    pub kind: NoticeKind,
    /// A full sentence.
    pub text: String,
}

impl Notice {
    /// A decision that is worth knowing.
    pub fn info(text: impl Into<String>) -> Self {
        Self { kind: NoticeKind::Info, text: text.into() }
    }

    /// Something that may mislead.
    pub fn warning(text: impl Into<String>) -> Self {
        Self { kind: NoticeKind::Warning, text: text.into() }
    }

    /// A decision that only the user can take.
    pub fn question(text: impl Into<String>) -> Self {
        Self { kind: NoticeKind::Question, text: text.into() }
    }
}
