//! Which of two numbers is the day, decided by the evidence of a whole column.
//!
//! 13/01/2024 can only begin with the day. Without such a cell: dates with a certain order in the same
//! column, the constant 1 of monthly figures, the custom of points, the table's other columns; and last
//! the custom of slashes (month first) and dashes (day first), which is asked about.

use super::dates::{Date, Order, Written};

/// What the cells of a column say of their order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Evidence {
    /// Cells with a certain date, written in numbers and with names.
    iso: usize,
    named: usize,
    /// Cells that need an order, and how many of them have a day under each.
    open: usize,
    fits: [usize; 3],
    /// First and last day: of certain cells, then of open ones under day first and month first.
    spans: [(f64, f64); 3],
    /// Whether all first, all second numbers are 1.
    ones: [bool; 2],
    /// Whether any two first, second numbers differ.
    varied: [bool; 2],
    first: Option<[i64; 3]>,
    separator: char,
    /// Whether any cell is a month without a day.
    pub months: bool,
    /// Whether any year has two digits.
    pub short: bool,
    /// A cell that needs an order, and has two.
    pub example: String,
}

/// The decision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Decision {
    /// What stands first.
    pub order: Order,
    /// Whether only custom says so.
    pub guessed: bool,
}

const ORDERS: [Order; 3] = [Order::Day, Order::Month, Order::Year];

impl Default for Evidence {
    fn default() -> Self {
        Self {
            iso: 0,
            named: 0,
            open: 0,
            fits: [0; 3],
            spans: [(f64::INFINITY, f64::NEG_INFINITY); 3],
            ones: [true; 2],
            varied: [false; 2],
            first: None,
            separator: '-',
            months: false,
            short: false,
            example: String::new(),
        }
    }
}

impl Evidence {
    /// Looks at one cell.
    pub fn add(&mut self, text: &str) {
        let Some(date) = Date::new(text) else { return };
        match date {
            Date::Certain(written, days) => {
                self.short |= written == Written::NamedShort;
                self.months |= written == Written::Month;
                let numbers = matches!(written, Written::Iso | Written::Month);
                *(if numbers { &mut self.iso } else { &mut self.named }) += 1;
                widen(&mut self.spans[0], days);
            }
            Date::Open { parts, short, separator, .. } => {
                let days = ORDERS.map(|order| date.days(order));
                if days.iter().all(Option::is_none) {
                    return;
                }
                self.open += 1;
                self.short |= short;
                self.separator = separator;
                for (fits, days) in self.fits.iter_mut().zip(days) {
                    *fits += usize::from(days.is_some());
                }
                for (span, days) in self.spans[1..].iter_mut().zip(days) {
                    if let Some(days) = days {
                        widen(span, days);
                    }
                }
                let first = *self.first.get_or_insert(parts);
                for at in 0..2 {
                    self.ones[at] &= parts[at] == 1;
                    self.varied[at] |= parts[at] != first[at];
                }
                if self.example.is_empty() && parts[0] != parts[1] {
                    text.clone_into(&mut self.example);
                }
            }
        }
    }

    /// Whether the column writes dates in more than one way.
    pub fn mixed(&self) -> bool {
        [self.iso, self.named, self.open].iter().filter(|&&count| count > 0).count() > 1
    }

    /// The order that the cells alone show, if any needs one.
    pub fn certain(&self) -> Option<Order> {
        let [day, month, year] = self.fits;
        if self.open == 0 || (day == self.open && month == self.open) {
            return None;
        }
        // Short years may stand in front, where the others do not explain all cells.
        if year == self.open && day < self.open && month < self.open {
            return Some(Order::Year);
        }
        Some(if day >= month { Order::Day } else { Order::Month })
    }

    /// Decides; `given` is what the user says, `table` the order that other columns show. `None` where dates
    /// are written in several ways and nothing tells day from month.
    pub fn decide(&self, given: Option<Order>, table: Option<Order>) -> Option<Decision> {
        let sure = |order| Some(Decision { order, guessed: false });
        if let Some(order) = self.certain() {
            return sure(order);
        }
        if self.example.is_empty() {
            return sure(Order::Day); // no cell in which it matters
        }
        if let Some(order) = given {
            return sure(order);
        }
        if let Some(order) = self.in_span().or(self.monthly()) {
            return sure(order);
        }
        if self.separator == '.' {
            return sure(Order::Day);
        }
        if let Some(order) = table {
            return sure(order);
        }
        let order = if self.separator == '/' { Order::Month } else { Order::Day };
        (!self.mixed()).then_some(Decision { order, guessed: true })
    }

    /// The one order that puts all open dates among the certain ones.
    fn in_span(&self) -> Option<Order> {
        let [certain, day_first, month_first] = self.spans;
        let within = |span: (f64, f64)| certain.0 <= span.0 && span.1 <= certain.1;
        match (within(day_first), within(month_first)) {
            (true, false) => Some(Order::Day),
            (false, true) => Some(Order::Month),
            _ => None,
        }
    }

    /// Figures for the first of each month: one number is always 1, the other is not.
    fn monthly(&self) -> Option<Order> {
        match (self.ones, self.varied) {
            ([true, false], [_, true]) => Some(Order::Day),
            ([false, true], [true, _]) => Some(Order::Month),
            _ => None,
        }
    }
}

fn widen(span: &mut (f64, f64), days: f64) {
    *span = (span.0.min(days), span.1.max(days));
}

#[cfg(test)]
mod tests;
