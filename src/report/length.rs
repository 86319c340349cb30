//! Lengths in the units that people use: pixels, millimetres, centimetres, inches, points.

use crate::words::{format_count, format_value};

/// A unit of length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Logical pixels, 96 an inch.
    #[default]
    Px,
    /// Millimetres.
    Mm,
    /// Inches.
    In,
}

impl Unit {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 3] = [Self::Px, Self::Mm, Self::In];

    /// Its sign.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Px => "px",
            Self::Mm => "mm",
            Self::In => "in",
        }
    }

    /// Logical pixels of one.
    pub fn pixels(self) -> f64 {
        match self {
            Self::Px => 1.0,
            Self::Mm => 96.0 / 25.4,
            Self::In => 96.0,
        }
    }
}

/// A length in logical pixels, 96 an inch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Length(pub f64);

impl Length {
    /// "900 px (238.1 mm, 9.4 in)".
    pub(super) fn all_units(pixels: f64) -> String {
        let Self(pixels) = Self(pixels);
        if !pixels.is_finite() {
            return pixels.to_string();
        }
        let whole = pixels.fract() == 0.0 && (0.0..1e15).contains(&pixels);
        let said = if whole { format_count(pixels as usize) } else { format_value(pixels) };
        let of = |unit: Unit| format_value((pixels / unit.pixels() * 10.0).round() / 10.0);
        format!("{said} px ({} mm, {} in)", of(Unit::Mm), of(Unit::In))
    }
}

/// "180mm", "7in", "18cm", "500pt", "1200px" or, of pixels, "1200".
impl std::str::FromStr for Length {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let end = text.find(|c: char| c.is_alphabetic() && c != 'e' && c != 'E');
        // The e of 1e3 is none of a unit.
        let (number, unit) = text.split_at(end.unwrap_or(text.len()));
        let pixels = match unit.trim().to_lowercase().as_str() {
            "" | "px" => 1.0,
            "mm" => Unit::Mm.pixels(),
            "cm" => Unit::Mm.pixels() * 10.0,
            "in" | "inch" => Unit::In.pixels(),
            "pt" => 96.0 / 72.0,
            other => {
                return Err(format!("{other} is no unit known here: use px, mm, cm, in or pt"));
            }
        };
        match number.trim().parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Self(value * pixels)),
            _ => Err("a number and a unit, such as 180mm, 7in or 1200px".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_in_every_unit_and_refused_in_words() {
        for (text, pixels) in [
            ("1200", 1200.0),
            ("1200px", 1200.0),
            ("7in", 672.0),
            (" 7 inch ", 672.0),
            ("25.4mm", 96.0),
            ("2.54CM", 96.0),
            ("72pt", 96.0),
            ("1e3", 1000.0),
            ("1e9px", 1e9),
            ("-5", -5.0),
        ] {
            let Length(found) = text.parse().unwrap();
            assert!((found - pixels).abs() < 1e-9, "{text}: {found}");
        }
        for text in ["", "mm", "12 parsec", "NaN", "inf", "1e999", "seven"] {
            assert!(text.parse::<Length>().is_err(), "{text}");
        }
        assert_eq!(Length::all_units(960.0), "960 px (254 mm, 10 in)");
    }
}
