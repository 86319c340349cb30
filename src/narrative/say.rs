//! Numbers as they stand in a reason.

use crate::words::grouped;

/// "37 %"; small shares keep a digit.
pub(super) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let decimals = usize::from(percent.abs() < 9.95);
    format!("{} %", grouped(percent, decimals))
}

/// "0.87"; close to 1 a digit more, so that 0.996 is not 1.00.
pub(super) fn score(value: f64) -> String {
    grouped(value, if value > 0.985 { 3 } else { 2 })
}

/// "12", "over 100".
pub(super) fn deviations(value: f64) -> String {
    if value > 100.0 { "over 100".to_owned() } else { grouped(value, 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_scores_read_well() {
        assert_eq!([percent(0.371), percent(0.0312), percent(0.0)], ["37 %", "3.1 %", "0.0 %"]);
        assert_eq!([score(0.8749), score(0.9961)], ["0.87", "0.996"]);
        assert_eq!([deviations(12.34), deviations(458.0)], ["12.3", "over 100"]);
    }
}
