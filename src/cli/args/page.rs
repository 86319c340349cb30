//! `dimlens plot`: how large a figure is, how fine, on which ground, with which words.

use crate::cli::Usage;
use crate::report::{Length, Page, PageSize, Theme};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use std::path::Path;

/// What a figure is drawn on.
#[derive(Debug, Args)]
pub(in crate::cli) struct PageArgs {
    /// Width: 180mm, 18cm, 7in, 500pt, or pixels (96 an inch)
    #[arg(long, value_name = "LENGTH", default_value = "900", allow_negative_numbers = true)]
    width: Length,
    /// Height, in the same units
    #[arg(long, value_name = "LENGTH", default_value = "640", allow_negative_numbers = true)]
    height: Length,
    /// A usual size instead of width and height
    #[arg(long, conflicts_with_all = ["width", "height"])]
    size: Option<PageSize>,
    /// Dots per inch of a PNG, and of maps of more than 20,000 points in SVG and PDF
    #[arg(long, default_value_t = 192.0, allow_negative_numbers = true)]
    dpi: f64,
    /// Background and ink
    #[arg(long, default_value = "light")]
    theme: Theme,
    /// The title; the figure's own where left out, none where empty
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Leave out what stands below the figure: what it shows and how to make it again (method, settings, seed, rows)
    #[arg(long)]
    no_caption: bool,
    /// Write it; as usual
    #[arg(long, hide = true, conflicts_with = "no_caption")]
    caption: bool,
}

impl ValueEnum for PageSize {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.key()).help(self.about()))
    }
}

impl ValueEnum for Theme {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.key()).help(match self {
            Self::Light => "Dark ink on white",
            Self::Dark => "Light ink on a dark ground",
            Self::Print => "Black ink on white, stronger lines",
        }))
    }
}

impl PageArgs {
    /// The page, if a figure can be drawn so in that file.
    ///
    /// # Errors
    /// Which option is wrong, and what it may be.
    pub fn page(&self, output: Option<&Path>) -> anyhow::Result<Page> {
        let [width, height] = match self.size {
            Some(size) => size.sides(),
            None => [self.width.0, self.height.0],
        };
        let caption = self.caption || !self.no_caption;
        let page = Page { width, height, dpi: self.dpi, theme: self.theme, caption };
        let ending = output.and_then(Path::extension);
        let of_dots = ending.is_some_and(|ending| ending.eq_ignore_ascii_case("png"));
        page.check()
            .and_then(|()| if of_dots { page.check_dots() } else { Ok(()) })
            .map_err(|wrong| Usage::new(format!("--{wrong}")))?;
        Ok(page)
    }
}
