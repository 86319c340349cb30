//! Which two components are drawn, and which way round.

use serde::{Deserialize, Serialize};

/// Two components as x and y; a component's sign is a convention, so either may be turned round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plane {
    /// The components, counted from 0.
    pub axes: [usize; 2],
    /// Whether x and y are turned round.
    pub flip: [bool; 2],
}

impl Default for Plane {
    fn default() -> Self {
        Self { axes: [0, 1], flip: [false, false] }
    }
}

impl Plane {
    /// The two numbers of a list over components, turned round where asked; 0 where there is no such component.
    pub fn of(&self, values: impl Fn(usize) -> Option<f64>) -> [f64; 2] {
        [0, 1].map(|d| {
            let value = values(self.axes[d]).unwrap_or(0.0);
            if self.flip[d] { -value } else { value }
        })
    }

    /// Components that must be kept for it.
    pub fn needs(&self) -> usize {
        self.axes[0].max(self.axes[1]) + 1
    }
}
