//! One number as people write it: signs, currencies, percent, parentheses, thousands marks.

use super::currencies;

/// Longer cells are no amounts.
const LONGEST: usize = 48;

/// The decimal mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// `1,234.5`
    Point,
    /// `1.234,5`
    Comma,
}

impl Mark {
    /// The mark itself.
    pub fn char(self) -> char {
        if self == Self::Point { '.' } else { ',' }
    }

    fn other(self) -> char {
        if self == Self::Point { ',' } else { '.' }
    }
}

/// What stands beside the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Nothing.
    Bare,
    /// `%`
    Percent,
    /// A currency, by the name that its spellings share.
    Currency(&'static str),
}

/// A cell without what surrounds its digits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Amount<'a> {
    /// Digits and the marks between them.
    pub core: &'a str,
    /// Whether a minus or parentheses stood about it.
    negative: bool,
    /// What else stood beside it.
    pub unit: Unit,
    /// Whether parentheses stood about it.
    pub parentheses: bool,
    /// Whether a minus stood behind it.
    pub minus_behind: bool,
}

impl<'a> Amount<'a> {
    /// Takes signs, currency, percent and parentheses off; `None` where something else remains.
    pub fn new(text: &'a str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let mut found = Self {
            core: text,
            negative: false,
            unit: Unit::Bare,
            parentheses: false,
            minus_behind: false,
        };
        let (mut sign, mut plus) = (false, false);
        // Each turn takes one thing off; there are at most sign, unit and parentheses on either side.
        while !found.core.starts_with(|c: char| c.is_ascii_digit())
            || !found.core.ends_with(|c: char| c.is_ascii_digit())
        {
            let core = found.core;
            if !sign && let Some(rest) = core.strip_prefix(['-', '\u{2212}', '\u{2013}', '+']) {
                (sign, plus) = (true, core.starts_with('+'));
                found.negative = !plus;
                found.core = rest;
            } else if !sign && let Some(rest) = inside(core) {
                (sign, found.negative, found.parentheses) = (true, true, true);
                found.core = rest;
            } else if found.unit == Unit::Bare
                && let Some((rest, unit)) = without_unit(core)
            {
                (found.core, found.unit) = (rest, unit);
            } else if let Some(rest) = without_dash(core) {
                found.core = rest;
            } else if !sign && let Some(rest) = core.strip_suffix(['-', '\u{2212}']) {
                (sign, found.negative, found.minus_behind) = (true, true, true);
                found.core = rest;
            } else {
                break;
            }
            found.core = found.core.trim();
        }
        if found.core.is_empty() && found.negative && matches!(found.unit, Unit::Currency(_)) {
            // A spreadsheet's accounting format writes zero as `$ -`.
            found.core = "0";
        }
        let digits = found.core.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',')
            && found.core.contains(|c: char| c.is_ascii_digit());
        // `+41 791 234 567` is a telephone number.
        let phone = plus && found.core.contains(char::is_whitespace);
        (digits && !phone).then_some(found)
    }

    /// The value under a decimal mark; `None` where the marks do not fit it.
    pub fn read(&self, mark: Mark) -> Option<f64> {
        let (mantissa, exponent) = match self.core.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, Some(exponent)),
            None => (self.core, None),
        };
        let (whole, fraction) = match mantissa.split_once(mark.char()) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (mantissa, None),
        };
        let mut plain = String::with_capacity(self.core.len() + 2);
        if self.negative {
            plain.push('-');
        }
        push_whole(whole, mark, exponent.is_some(), &mut plain)?;
        if let Some(fraction) = fraction {
            if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            plain.push('.');
            plain.push_str(fraction);
        }
        if let Some(exponent) = exponent {
            plain.push('e');
            plain.push_str(exponent);
        }
        plain.parse().ok()
    }

    /// Whether the digits are a name: they begin with a needless zero.
    pub fn is_code(&self) -> bool {
        let digits = self.core.as_bytes();
        digits.len() > 1 && digits[0] == b'0' && digits[1].is_ascii_digit()
    }

    /// The mark between thousands, if there is one, given the decimal mark.
    pub fn group(&self, mark: Mark) -> Option<char> {
        let whole = self.core.split(mark.char()).next().unwrap_or_default();
        whole.chars().find(|c| !c.is_ascii_digit()).filter(|_| !self.core.contains(['e', 'E']))
    }
}

/// Appends the digits before the decimal mark, if they are not grouped or grouped as numbers are: one
/// kind of mark, three digits behind each (in India two, but for the last), none after a leading zero.
fn push_whole(whole: &str, mark: Mark, exponent: bool, plain: &mut String) -> Option<()> {
    let Some(group) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        plain.push_str(whole);
        return Some(());
    };
    let marks = ['\'', '\u{2019}', ' ', '\u{a0}', '\u{202f}', '\u{2009}'];
    if exponent || (group != mark.other() && !marks.contains(&group)) || whole.starts_with('0') {
        return None;
    }
    let (mut count, mut threes, mut twos, mut last) = (0, true, true, 0);
    for part in whole.split(group) {
        if part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        if count > 1 {
            (threes, twos) = (threes && last == 3, twos && last == 2);
        } else if count == 1 {
            (threes, twos) = (last <= 3, last <= 2 && group == ',');
        }
        (count, last) = (count + 1, part.len());
        plain.push_str(part);
    }
    (last == 3 && (threes || twos)).then_some(())
}

/// `12.-` and `12.--` are twelve francs and nothing, not minus twelve.
fn without_dash(text: &str) -> Option<&str> {
    const DASHES: [char; 3] = ['-', '\u{2013}', '\u{2014}'];
    let rest = text.trim_end_matches(DASHES);
    let dashes = text[rest.len()..].chars().count();
    let whole = rest.strip_suffix(['.', ',']).filter(|_| (1..=2).contains(&dashes))?;
    whole.ends_with(|c: char| c.is_ascii_digit()).then_some(whole)
}

fn inside(text: &str) -> Option<&str> {
    text.strip_prefix('(')?.strip_suffix(')')
}

/// Takes a percent sign off the end, or a currency off either side.
fn without_unit(text: &str) -> Option<(&str, Unit)> {
    if let Some(rest) = text.strip_suffix('%') {
        return Some((rest, Unit::Percent));
    }
    let (rest, currency) = currencies::without(text)?;
    Some((rest, Unit::Currency(currency)))
}

#[cfg(test)]
mod tests;
