//! Small changes to text on its way to the reader, for the window and the terminal alike.

/// An error's sentence, as a sentence.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Text on one line of at most `most` characters, the last of them an ellipsis where it was cut.
pub fn one_line(text: &str, most: usize) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.chars().count() <= most {
        return line;
    }
    line.chars().take(most.saturating_sub(1)).chain(['\u{2026}']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_begin_with_a_capital() {
        assert_eq!(capitalised("the file is empty."), "The file is empty.");
        assert_eq!(capitalised("\u{df} 1"), "SS 1");
        assert_eq!(capitalised(""), "");
    }

    #[test]
    fn lines_are_cut_by_characters_and_never_broken() {
        assert_eq!(one_line("a\nb\tc", 5), "a b c");
        assert_eq!(one_line("Stra\u{df}e 12", 7), "Stra\u{df}e\u{2026}");
        assert_eq!(one_line("abc", 0), "\u{2026}");
    }
}
