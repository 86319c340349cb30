//! How a whole column writes its numbers, decided by the evidence of all its cells.
//!
//! `1,5` can only be a decimal comma, `1,234,567` only thousands, `1,234` can be either. One certain cell
//! decides for its column; a column without one follows its unit (money has no three decimals), then the
//! table's other columns, then the common reading: a comma before three digits groups, a point does not.

use super::amounts::{Amount, Mark, Unit};
use super::numbers::{self, EXACT};

/// Share of cells with a currency from which those without are taken to mean the same currency.
const DRESSED: f64 = 0.1;
/// Cells that must agree before bare small numbers beside marked large ones count as evidence.
const ENOUGH: usize = 3;

/// What the cells of a column say of its notation.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Evidence {
    /// Cells that only a decimal point, only a decimal comma explains.
    point: usize,
    comma: usize,
    /// Cells that either explains, with different values, by the mark that they hold.
    either_point: usize,
    either_comma: usize,
    /// One of the latter.
    example: String,
    /// Cells without a mark, from 1000 and below.
    large: usize,
    small: usize,
    /// Cells with each unit; a bare zero counts nowhere.
    bare: usize,
    units: Vec<(Unit, usize)>,
    /// Cells that look like network addresses: 192.168.100.100 could be a number with thousands points.
    addresses: usize,
    /// Whether any cell is a name in digits.
    pub code: bool,
}

/// Whether a choice rests on something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// Certain cells, or no mark at all.
    Cells,
    /// The user, the unit, the table's other columns, or large numbers marked beside small ones without.
    Context,
    /// Nothing but custom.
    Custom,
}

/// The decision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Notation {
    /// The decimal mark.
    pub mark: Mark,
    /// Why.
    pub ground: Ground,
    /// How far the column shows it: the share of certain cells that agree; a half where only custom speaks.
    pub support: f64,
    /// What the numbers count.
    pub unit: Unit,
    /// Whether numbers without a unit are read beside those with one.
    bare_too: bool,
}

impl Evidence {
    /// Looks at one cell.
    pub fn add(&mut self, text: &str) {
        let Some(amount) = Amount::new(text) else {
            if numbers::number(text).is_some() {
                self.bare += 1; // inf
            }
            return;
        };
        let (point, comma) = (amount.read(Mark::Point), amount.read(Mark::Comma));
        let Some(value) = point.or(comma) else { return };
        match (point, comma) {
            (_, None) => self.point += 1,
            (None, _) => {
                self.comma += 1;
                self.addresses += usize::from(is_address(amount.core));
            }
            (Some(a), Some(b)) if a == b => {
                if amount.core.bytes().all(|b| b.is_ascii_digit()) {
                    *(if a.abs() < 1000.0 { &mut self.small } else { &mut self.large }) += 1;
                }
            }
            (Some(_), Some(_)) => {
                let comma = amount.core.contains(',');
                *(if comma { &mut self.either_comma } else { &mut self.either_point }) += 1;
                if self.example.is_empty() {
                    text.clone_into(&mut self.example);
                }
            }
        }
        let exponent = amount.core.contains(['e', 'E']);
        self.code |= amount.is_code()
            || (value.abs() >= EXACT && value.fract() == 0.0 && !exponent)
            || (text.starts_with('+') && numbers::is_code(text, value));
        match amount.unit {
            Unit::Bare if value == 0.0 => {}
            Unit::Bare => self.bare += 1,
            unit => match self.units.iter_mut().find(|(u, _)| *u == unit) {
                Some((_, count)) => *count += 1,
                None => self.units.push((unit, 1)),
            },
        }
    }

    /// The decimal mark that certain cells show, if they agree.
    pub fn certain(&self) -> Option<Mark> {
        match (self.point, self.comma) {
            (1.., 0) => Some(Mark::Point),
            (0, 1..) => Some(Mark::Comma),
            _ => None,
        }
    }

    /// Cells that only one decimal mark explains.
    pub fn certain_cells(&self) -> usize {
        self.point + self.comma
    }

    /// Whether any cell holds a mark.
    pub fn has_marks(&self) -> bool {
        self.certain_cells() + self.either_point + self.either_comma > 0
    }

    /// A cell with two meanings.
    pub fn example(&self) -> &str {
        &self.example
    }

    /// Cells without the unit that others have.
    pub fn bare(&self) -> usize {
        self.bare
    }

    /// Decides; `given` is what the user says, `table` the mark that other columns show.
    pub fn decide(&self, given: Option<Mark>, table: Option<Mark>) -> Option<Notation> {
        if self.addresses > 0 && self.addresses == self.bare {
            return None;
        }
        let (unit, dressed) = self
            .units
            .iter()
            .copied()
            .fold((Unit::Bare, 0), |most, next| if next.1 > most.1 { next } else { most });
        let share = dressed as f64 / (dressed + self.bare).max(1) as f64;
        let unit = match unit {
            Unit::Percent if share < 0.5 => Unit::Bare,
            Unit::Currency(_) if share < DRESSED => Unit::Bare,
            unit => unit,
        };
        let (mark, ground) = self.mark(unit, given, table);
        let certain = self.point + self.comma;
        let support = match (ground, mark) {
            (Ground::Custom, _) => 0.5,
            (Ground::Cells, Mark::Point) if certain > 0 => self.point as f64 / certain as f64,
            (Ground::Cells, Mark::Comma) if certain > 0 => self.comma as f64 / certain as f64,
            _ => 1.0,
        };
        Some(Notation { mark, ground, support, unit, bare_too: unit != Unit::Percent })
    }

    fn mark(&self, unit: Unit, given: Option<Mark>, table: Option<Mark>) -> (Mark, Ground) {
        let either = self.either_point + self.either_comma;
        if self.point + self.comma > 0 || either == 0 {
            let mark = if self.comma > self.point { Mark::Comma } else { Mark::Point };
            return (mark, Ground::Cells);
        }
        if let Some(mark) = given {
            return (mark, Ground::Context);
        }
        // The reading in which the mark that occurs groups thousands, and the one in which it does not.
        let (groups, splits) = if self.either_comma >= self.either_point {
            (Mark::Point, Mark::Comma)
        } else {
            (Mark::Comma, Mark::Point)
        };
        match unit {
            Unit::Currency(_) => return (groups, Ground::Context),
            Unit::Percent => return (splits, Ground::Context),
            Unit::Bare => {}
        }
        if let Some(mark) = table {
            return (mark, Ground::Context);
        }
        let shown = either >= ENOUGH && self.small > 0 && self.large == 0;
        let ground = if groups == Mark::Point && shown { Ground::Context } else { Ground::Custom };
        (Mark::Point, ground)
    }
}

impl Notation {
    /// The value of a cell; `None` where it is written otherwise.
    pub fn value(&self, text: &str) -> Option<f64> {
        let Some(amount) = Amount::new(text) else {
            return numbers::number(text).filter(|_| self.bare_too);
        };
        let value = amount.read(self.mark).or_else(|| {
            // `5.`, which only programs write.
            (self.mark == Mark::Point).then(|| numbers::number(text)).flatten()
        })?;
        let fits = amount.unit == self.unit
            || amount.unit == Unit::Bare && (self.bare_too || value == 0.0);
        fits.then_some(value)
    }
}

fn is_address(core: &str) -> bool {
    core.split('.').count() == 4 && core.split('.').all(|part| part.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests;
