//! How long words are, and how they fit.
//!
//! Widths come from a table of the embedded font, not from the font itself: enough for layout, and safe, as
//! letters beyond ASCII count as wide ones. A test holds the table against the drawn text.

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    SemiBold,
}

/// Advance of the characters U+0020 to U+007E in thousandths of the font size: Inter 3.019 Regular.
#[rustfmt::skip]
const REGULAR: [u16; 95] = [
    281, 278, 403, 631, 638, 812, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357, 625, 464, 605, 636,
    642, 608, 624, 571, 616, 624, 276, 280, 659, 659, 659, 507, 936, 676, 651, 727, 719, 598, 587, 743,
    740, 264, 543, 652, 562, 889, 753, 761, 635, 761, 639, 638, 642, 741, 676, 949, 642, 665, 625, 362,
    357, 362, 469, 452, 497, 564, 621, 558, 621, 582, 361, 609, 591, 237, 237, 544, 237, 869, 585, 597,
    609, 609, 372, 523, 364, 581, 557, 812, 540, 557, 541, 362, 327, 362, 659,
];

/// Semi-bold letters are at most this much wider.
const SEMI_BOLD: f64 = 1.06;

/// Width of one line of text in logical pixels, a little too much rather than too little.
pub(super) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let thousandths: f64 = text.chars().map(advance).sum();
    let weight = if weight == Weight::SemiBold { SEMI_BOLD } else { 1.0 };
    thousandths / 1000.0 * size * weight
}

fn advance(c: char) -> f64 {
    match c {
        ' '..='~' => f64::from(REGULAR[c as usize - 0x20]),
        // Combining accents stand on the letter before.
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{b7}' => 276.0,
        '\u{2013}' | '\u{2212}' => 660.0,
        '\u{a0}'..='\u{24f}' => 720.0,
        // Hangul, CJK, full-width forms, emoji.
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}' => 1_050.0,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{ffef}' | '\u{10000}'.. => 1_200.0,
        // Greek, Cyrillic, signs and all else.
        _ => 850.0,
    }
}

/// `text`, or as much of it as fits in `room` with an ellipsis; empty where not even that fits.
pub(super) fn fit(text: &str, room: f64, size: f64, weight: Weight) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let room = room - width("…", size, weight);
    if room < 0.0 {
        return String::new();
    }
    let mut used = 0.0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        used += width(c.encode_utf8(&mut [0; 4]), size, weight);
        if used > room {
            break;
        }
        end = at + c.len_utf8();
    }
    format!("{}…", text[..end].trim_end())
}

/// Breaks `text` at blanks into at most `most` lines of `room`; words that are too long, and the last line
/// where more would follow, are cut with an ellipsis.
pub(super) fn wrap(text: &str, room: f64, size: f64, weight: Weight, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = lines.len() == most;
        match lines.last_mut() {
            // A full last line takes all the rest and is cut below.
            Some(line) if full || width(&format!("{line} {word}"), size, weight) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.into_iter().map(|line| fit(&line, room, size, weight)).collect()
}

/// Words of the data for a report: on one line, of at most `most` characters, the last of them an ellipsis where it was
/// cut. Marks that would turn the letters after them round are left out.
pub(super) fn clean(text: &str, most: usize) -> String {
    let kept: String = text.chars().filter(|c| !turns(*c)).take(most + 1).collect();
    crate::words::one_line(&kept, most)
}

/// The same words, those that no reader would read to their end cut with an ellipsis.
pub(super) fn short_words(text: &str) -> String {
    const MOST: usize = 160;
    let words: Vec<String> =
        text.split_whitespace().map(|word| crate::words::one_line(word, MOST)).collect();
    words.join(" ")
}

/// Whether a mark overrides the direction of what follows it, beyond the word that it stands in (Unicode Standard Annex 9).
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// For XML text and attributes: the five reserved signs as entities; what XML 1.0 forbids becomes U+FFFD;
/// line breaks and tabs become blanks; what turns letters round is left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if turns(c) => {}
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fitting_keeps_short_names_and_cuts_long_ones() {
        assert_eq!(fit("short", 100.0, 12.0, Weight::Regular), "short");
        for text in
            ["a very long name of a category", "ÄÖÜ ßéèñ ÅØ ČŘŽ ŠŤ", "顧客の名前はとても長いです"]
        {
            let cut = fit(text, 80.0, 12.0, Weight::Regular);
            assert!(cut.ends_with('…') && width(&cut, 12.0, Weight::Regular) <= 80.0, "{cut}");
        }
        assert_eq!(fit("long", 3.0, 12.0, Weight::Regular), "");
    }

    #[test]
    fn wrapping_loses_no_word_until_the_lines_are_full() {
        let text = "one two three four five six seven";
        let lines = wrap(text, 80.0, 12.0, Weight::Regular, 9);
        assert!(lines.len() > 1 && lines.join(" ") == text);
        assert!(lines.iter().all(|line| width(line, 12.0, Weight::Regular) <= 80.0));
        let two = wrap(text, 80.0, 12.0, Weight::Regular, 2);
        assert!(two.len() == 2 && two[1].ends_with('…'));
        assert!(wrap("  ", 80.0, 12.0, Weight::Regular, 2).is_empty());
    }

    #[test]
    fn the_table_is_hardly_narrower_than_the_drawn_text() {
        let texts = [
            "Monthly charges (EUR)",
            "WWW mmm iii 0123",
            "Größe, Čeština",
            "Щука Ωμέγα −12.5 %",
            "@@@ {|} ~",
        ];
        for (weight, css) in [(Weight::Regular, 400), (Weight::SemiBold, 600)] {
            for text in texts {
                let svg = format!(
                    "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='50'><text x='5' y='30' \
                     font-family='Inter' font-size='20' font-weight='{css}'>{text}</text></svg>"
                );
                let tree = super::super::png::parse(&svg).unwrap();
                let drawn = f64::from(tree.root().bounding_box().width());
                let ours = width(text, 20.0, weight);
                assert!(
                    ours >= drawn * 0.98 && ours <= drawn * 1.4,
                    "{text} {css}: {ours} for {drawn}"
                );
            }
        }
    }

    #[test]
    fn escaping_leaves_nothing_that_xml_forbids() {
        assert_eq!(escape("<a & \"b\" 'c'>"), "&lt;a &amp; &quot;b&quot; &#39;c&#39;&gt;");
        assert_eq!(escape("a\u{202e}b\u{2066}c\u{200f}"), "abc\u{200f}");
        assert_eq!(clean("a\u{202e}b\u{1}c", 3), "ab\u{2026}");
        assert_eq!(short_words("a  b\n c"), "a b c");
        assert_eq!(short_words(&"x".repeat(10_000)).chars().count(), 160);
        assert_eq!(clean(&"x".repeat(10_000), 5), "xxxx\u{2026}");
        assert_eq!(escape("a\u{0}b\nc\u{ffff}"), "a\u{fffd}b c\u{fffd}");
    }
}
