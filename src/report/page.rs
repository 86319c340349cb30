//! How large, how fine, on which ground.

use crate::plots::palette::{DARK, Inks, LIGHT};

/// The ground of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// White: paper, slides.
    #[default]
    Light,
    /// Near-black.
    Dark,
}

impl Theme {
    /// What the roles of a figure look like on this ground.
    pub fn inks(self) -> Inks {
        match self {
            Self::Light => LIGHT,
            Self::Dark => DARK,
        }
    }
}

/// Size and ground of a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Page {
    /// In logical pixels, 96 an inch. SVG holds it between 200 and 20,000.
    pub width: f64,
    /// In logical pixels, 96 an inch. SVG holds it between 150 and 20,000.
    pub height: f64,
    /// Dots an inch of a PNG; 96 makes one dot of one logical pixel. SVG has none.
    pub dpi: f64,
    /// The ground.
    pub theme: Theme,
}

/// 7.5 by 6 inches at 192 dots an inch, on white: a PNG of 1,440 by 1,152 dots.
impl Default for Page {
    fn default() -> Self {
        Self { width: 720.0, height: 576.0, dpi: 192.0, theme: Theme::Light }
    }
}

impl Page {
    /// Width and height within what can be laid out; a side that is not a number becomes the default's.
    pub(super) fn size(&self) -> [f64; 2] {
        let usual = Self::default();
        let side = |v: f64, usual: f64, least: f64| {
            if v.is_nan() { usual } else { v.clamp(least, 20_000.0) }
        };
        [side(self.width, usual.width, 200.0), side(self.height, usual.height, 150.0)]
    }
}
