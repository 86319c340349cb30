//! Which components a panel tells of together.

use super::PcaPanels;
use crate::methods::MethodError;

/// One component, the two on the map, or those before the cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// One, counted from 0.
    One(usize),
    /// The two that the map shows.
    Plane,
    /// So many leading ones; more than there are become all.
    First(usize),
}

impl PcaPanels<'_> {
    /// The components, counted from 0, those that were not computed left out.
    pub(super) fn components_of(&self, span: Span) -> Vec<usize> {
        let found = self.model.components().nrows();
        match span {
            Span::One(k) => vec![k],
            Span::Plane => self.result.plane.axes.into_iter().filter(|k| *k < found).collect(),
            Span::First(k) => (0..k.clamp(1, found)).collect(),
        }
    }

    /// What is wrong with a span.
    pub(super) fn known(&self, span: Span) -> Result<(), MethodError> {
        let found = self.model.components().nrows();
        match span {
            Span::One(k) if k >= found => {
                Err(MethodError::NoSuchComponent { component: k + 1, found })
            }
            _ => Ok(()),
        }
    }

    /// "PC3", "PC1 and PC2", "PC1 to PC4".
    pub(super) fn said(&self, span: Span) -> String {
        match (span, &self.components_of(span)[..]) {
            (Span::Plane, _) => {
                let [a, b] = self.result.plane.axes.map(|k| k + 1);
                format!("PC{a} and PC{b}")
            }
            (_, [a, b]) => format!("PC{} and PC{}", a + 1, b + 1),
            (_, [a, .., b]) => format!("PC{} to PC{}", a + 1, b + 1),
            (_, [a]) => format!("PC{}", a + 1),
            (_, []) => String::new(),
        }
    }

    /// The same with the share of variance: "PC1 and PC2 (31.2 %)".
    pub(super) fn said_with_share(&self, span: Span) -> String {
        let ratio = self.model.explained_variance_ratio();
        let share: f64 = self.components_of(span).iter().filter_map(|k| ratio.get(*k)).sum();
        format!("{} ({:.1} %)", self.said(span), share * 100.0)
    }
}
