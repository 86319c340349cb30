//! How large, how fine, on which ground.

use super::{Length, Unit};
use crate::plots::palette::{DARK, Inks, LIGHT, PRINT};

/// The ground of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// White: slides, screens.
    #[default]
    Light,
    /// Near-black.
    Dark,
    /// White, with black words and stronger lines: paper.
    Print,
}

impl Theme {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Print];

    /// Its name on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Print => "print",
        }
    }

    /// What the roles of a figure look like on this ground.
    pub fn inks(self) -> Inks {
        match self {
            Self::Light => LIGHT,
            Self::Dark => DARK,
            Self::Print => PRINT,
        }
    }
}

/// A usual size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageSize {
    /// A slide of 16 : 9.
    Slide,
    /// A column of a journal.
    Column,
    /// The width of a page.
    Page,
}

impl PageSize {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 3] = [Self::Slide, Self::Column, Self::Page];

    /// Its name on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Slide => "slide",
            Self::Column => "column",
            Self::Page => "page",
        }
    }

    /// What it is, in words.
    pub fn about(self) -> &'static str {
        match self {
            Self::Slide => "A slide of 16 : 9, 13.3 x 7.5 in",
            Self::Column => "A column of a journal, 85 x 68 mm",
            Self::Page => "The width of a page, 170 x 120 mm",
        }
    }

    /// Width and height in logical pixels.
    pub fn sides(self) -> [f64; 2] {
        match self {
            Self::Slide => [1280.0, 720.0],
            Self::Column => [85.0, 68.0].map(|mm| mm * Unit::Mm.pixels()),
            Self::Page => [170.0, 120.0].map(|mm| mm * Unit::Mm.pixels()),
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
    /// Dots an inch of a PNG, and of very many points in SVG and PDF; 96 makes one dot of one logical pixel.
    pub dpi: f64,
    /// The ground.
    pub theme: Theme,
    /// Whether the caption is drawn. SVG carries it as its description in any case.
    pub caption: bool,
}

/// 7.5 by 6 inches at 192 dots an inch, on white, with its caption: a PNG of 1,440 by 1,152 dots.
impl Default for Page {
    fn default() -> Self {
        Self { width: 720.0, height: 576.0, dpi: 192.0, theme: Theme::Light, caption: true }
    }
}

impl Page {
    /// The least width and height that a figure can be laid out on, in logical pixels.
    pub const LEAST: [f64; 2] = [200.0, 150.0];
    /// The longest side, in logical pixels, and in dots.
    pub const MOST: f64 = 20_000.0;

    /// Whether a figure can be drawn so.
    ///
    /// # Errors
    /// A sentence that says which number is wrong and what it may be.
    pub fn check(&self) -> Result<(), String> {
        for (name, value, least) in
            [("width", self.width, Self::LEAST[0]), ("height", self.height, Self::LEAST[1])]
        {
            if !(value.is_finite() && value >= least && value <= Self::MOST) {
                return Err(format!(
                    "{name} is {}; it must be {} to {}",
                    Length::all_units(value),
                    Length::all_units(least),
                    Length::all_units(Self::MOST)
                ));
            }
        }
        if !(self.dpi.is_finite() && (24.0..=2_400.0).contains(&self.dpi)) {
            return Err(format!("dpi is {}; it must be 24 to 2400", self.dpi));
        }
        Ok(())
    }

    /// Whether a PNG can be drawn so; shapes have no dots.
    ///
    /// # Errors
    /// A sentence that says how many dots it would have.
    pub fn check_dots(&self) -> Result<(), String> {
        let dots = self.width.max(self.height) * self.dpi / 96.0;
        if dots > Self::MOST {
            let most = Self::MOST;
            return Err(format!(
                "dpi is too high for a PNG of this size: the picture would be {dots:.0} dots a side; at most {most} are drawn"
            ));
        }
        Ok(())
    }

    /// Width and height within what can be laid out; a side that is not a number becomes the default's.
    pub(super) fn size(&self) -> [f64; 2] {
        let usual = Self::default();
        let side = |v: f64, usual: f64, least: f64| {
            if v.is_nan() { usual } else { v.clamp(least, Self::MOST) }
        };
        [
            side(self.width, usual.width, Self::LEAST[0]),
            side(self.height, usual.height, Self::LEAST[1]),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absurd_pages_are_refused_in_words() {
        let usual = Page::default();
        assert_eq!(usual.check(), Ok(()));
        let told = |page: Page| page.check().unwrap_err();
        for width in [1e9, f64::NAN, f64::INFINITY, -4.0, 0.0] {
            let words = told(Page { width, ..usual });
            assert!(words.contains("width") && words.contains("20,000 px"), "{words}");
        }
        assert!(told(Page { height: 10.0, ..usual }).contains("150 px"));
        for dpi in [0.0, -1.0, f64::NAN, 1e9] {
            assert!(told(Page { dpi, ..usual }).contains("dpi"));
        }
        let dense = Page { width: 9_000.0, dpi: 600.0, ..usual };
        let said = dense.check_dots().unwrap_err();
        assert!(dense.check().is_ok() && said.contains("56250 dots"), "{said}");
    }
}
