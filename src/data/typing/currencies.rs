//! Signs, codes and short names of currencies beside a number.

/// Spellings of currencies, longer ones before those they begin with, and the name they share.
const CURRENCIES: [(&str, &str); 64] = [
    ("US$", "$"),
    ("USD", "$"),
    ("R$", "BRL"),
    ("C$", "CAD"),
    ("A$", "AUD"),
    ("$", "$"),
    ("Euros", "EUR"),
    ("Euro", "EUR"),
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("EUR", "EUR"),
    ("\u{20ac}", "EUR"),
    ("\u{a3}", "GBP"),
    ("GBP", "GBP"),
    ("\u{a5}", "JPY"),
    ("JPY", "JPY"),
    ("CNY", "CNY"),
    ("RMB", "CNY"),
    ("SFr.", "CHF"),
    ("SFr", "CHF"),
    ("CHF", "CHF"),
    ("Fr.", "CHF"),
    ("\u{20b9}", "INR"),
    ("INR", "INR"),
    ("Rs.", "INR"),
    ("Rs", "INR"),
    ("\u{20bd}", "RUB"),
    ("RUB", "RUB"),
    ("\u{20a9}", "KRW"),
    ("KRW", "KRW"),
    ("\u{20ba}", "TRY"),
    ("TRY", "TRY"),
    ("\u{20aa}", "ILS"),
    ("ILS", "ILS"),
    ("\u{20ab}", "VND"),
    ("VND", "VND"),
    ("\u{20b4}", "UAH"),
    ("UAH", "UAH"),
    ("\u{20a6}", "NGN"),
    ("NGN", "NGN"),
    ("\u{e3f}", "THB"),
    ("THB", "THB"),
    ("z\u{142}", "PLN"),
    ("PLN", "PLN"),
    ("K\u{10d}", "CZK"),
    ("CZK", "CZK"),
    ("HUF", "HUF"),
    ("Ft", "HUF"),
    ("SEK", "SEK"),
    ("NOK", "NOK"),
    ("DKK", "DKK"),
    ("kr.", "kr"),
    ("kr", "kr"),
    ("CAD", "CAD"),
    ("AUD", "AUD"),
    ("NZD", "NZD"),
    ("BRL", "BRL"),
    ("MXN", "MXN"),
    ("ZAR", "ZAR"),
    ("SGD", "SGD"),
    ("HKD", "HKD"),
    ("AED", "AED"),
    ("RON", "RON"),
    ("BGN", "BGN"),
];

/// Codes are read in any case; `Ft` are forints, `ft` are feet.
fn is(text: &str, spelling: &str) -> bool {
    let code = spelling.len() == 3 && spelling.bytes().all(|b| b.is_ascii_uppercase());
    text == spelling || (code && text.eq_ignore_ascii_case(spelling))
}

/// Takes a currency off either side; gives what remains, and the name that its spellings share.
pub(super) fn without(text: &str) -> Option<(&str, &'static str)> {
    CURRENCIES.iter().find_map(|&(spelling, name)| {
        let front = text
            .split_at_checked(spelling.len())
            .filter(|(front, _)| is(front, spelling))
            .map(|(_, rest)| rest);
        let back = || {
            let (rest, back) = text.split_at_checked(text.len().checked_sub(spelling.len())?)?;
            is(back, spelling).then_some(rest)
        };
        Some((front.or_else(back)?, name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_spelling_is_found_whole_on_either_side() {
        for (spelling, name) in CURRENCIES {
            assert_eq!(without(&format!("{spelling}5")), Some(("5", name)), "{spelling}");
            assert_eq!(without(&format!("5{spelling}")), Some(("5", name)), "{spelling}");
        }
        assert_eq!((without("5 apples"), without("5 ft")), (None, None));
        assert_eq!(without("5 usd"), Some(("5 ", "$")));
    }
}
