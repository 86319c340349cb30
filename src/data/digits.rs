//! A number's digits as a cell shows them, sooner than the general way finds them.

use std::fmt::Write;

/// Powers of ten that are tried: measures mostly have few decimals.
const POWERS: [f64; 5] = [1.0, 10.0, 100.0, 1_000.0, 10_000.0];
/// Two different decimals of at most 15 digits are two different doubles.
const LARGEST: f64 = 1e15;

/// Writes a number into `text`, in the place of what was there, as `format!("{value}")` does.
///
/// Where a whole number divided by a power of ten is the value, its digits are those of the value: the division is
/// rounded as the reading of a decimal is, and no other decimal of so few digits is the same double.
pub(super) fn write_number(text: &mut String, value: f64) {
    text.clear();
    for (decimals, power) in POWERS.iter().enumerate() {
        let whole = (value.abs() * power).round();
        if whole < LARGEST && whole / power == value.abs() && value != 0.0 {
            let (sign, whole) = (if value < 0.0 { "-" } else { "" }, whole as u64);
            let power = *power as u64;
            // Writing to a string cannot fail.
            let _ = if decimals == 0 {
                write!(text, "{sign}{whole}")
            } else {
                write!(text, "{sign}{}.{:0decimals$}", whole / power, whole % power)
            };
            return;
        }
    }
    let _ = write!(text, "{value}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(value: f64) -> String {
        let mut text = "before".to_owned();
        write_number(&mut text, value);
        text
    }

    #[test]
    fn odd_numbers_are_written_as_ever() {
        for value in [
            0.0,
            -0.0,
            1e15,
            -1e15,
            1e20,
            5e-324,
            0.1 + 0.2,
            f64::INFINITY,
            f64::NAN,
            0.57,
            -29.85,
            1e-4,
        ] {
            assert_eq!(written(value), value.to_string());
        }
    }

    proptest! {
        #[test]
        fn the_digits_are_those_of_the_general_way(value: f64, whole in -999_999_999_999_i64..999_999_999_999, decimals in 0..7_i32) {
            prop_assert_eq!(written(value), value.to_string());
            let short = whole as f64 / 10_f64.powi(decimals);
            prop_assert_eq!(written(short), short.to_string());
        }
    }
}
