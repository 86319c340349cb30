//! Which encoding the bytes speak for, and how clearly.

use super::super::{Guess, Notice};
use super::western;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes looked at for the shape of UTF-16.
const LOOK: usize = 4096;
/// Bytes that the guess is made from.
const GUESS: usize = 1 << 22;
/// Lines that are asked one by one how far they agree with the guess.
const ASKED: usize = 200;
/// Letters in UTF-8 for each byte that is none, from which a file is a damaged one in UTF-8.
const DAMAGED: usize = 20;

/// The confidence up to which a guess by the letters is a doubtful one.
const DOUBTFUL: f64 = 0.5;

/// The encoding, the bytes after the mark, and those as text where they were found to be UTF-8.
type Found<'a> = (Guess<&'static Encoding>, &'a [u8], Option<&'a str>);

/// The encoding that the bytes speak for, and the bytes after the mark.
///
/// The confidence is 1 for a byte order mark and for valid UTF-8; of UTF-16 without a mark the share of NUL
/// where Latin letters have it; of damaged UTF-8 the share of letters that are whole; of any other encoding
/// the share of lines with letters beyond ASCII that read alike when guessed by themselves, or of the letters
/// that tell Western from Central European.
pub(super) fn guess(bytes: &[u8]) -> Found<'_> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (Guess::certain(encoding, "A byte order mark says so."), &bytes[length..], None);
    }
    // Checked before UTF-8: Latin letters in UTF-16 are valid UTF-8, with a NUL beside each.
    if let Some((encoding, share)) = utf_16_by_shape(bytes) {
        let reason = format!("NUL is {:.0} % of every second byte.", share * 100.0);
        return (Guess::new(encoding, share, reason), bytes, None);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Guess::certain(UTF_8, "All bytes are valid UTF-8."), bytes, Some(text));
    }
    if let Some((letters, odd)) = damaged_utf_8(bytes) {
        let share = letters as f64 / (letters + odd) as f64;
        let reason = format!("{letters} letters beyond ASCII are valid UTF-8, {odd} are not.");
        return (Guess::new(UTF_8, share, reason), bytes, None);
    }
    (by_letters(&bytes[..bytes.len().min(GUESS)]), bytes, None)
}

fn by_letters(look: &[u8]) -> Guess<&'static Encoding> {
    let encoding = detect(look);
    let central = western::is_central(encoding).then(|| western::votes(look, encoding));
    if let Some(votes) = central.filter(|votes| votes.western >= votes.central) {
        let reason = format!(
            "A guess by the letters: {} of {} that tell it from {} look Western European.",
            votes.western,
            votes.western + votes.central,
            encoding.name().to_lowercase(),
        );
        return Guess::new(WINDOWS_1252, votes.share(votes.western), reason);
    }
    let (alike, asked) = agreeing_lines(look, encoding);
    let reason = format!(
        "A guess by the letters: of {asked} {} beyond ASCII, {alike} {} so by {}.",
        if asked == 1 { "line with letters" } else { "lines with letters" },
        if alike == 1 { "reads" } else { "read" },
        if alike == 1 { "itself" } else { "themselves" },
    );
    let share = alike as f64 / asked.max(1) as f64;
    let most = central.map_or(1.0, |votes| votes.share(votes.central));
    Guess::new(encoding, share.min(most), reason)
}

/// What to say of a guess that the letters hardly support: the other candidate, and what to do.
pub(super) fn doubt(found: &Guess<&'static Encoding>, bytes: &[u8]) -> Option<Notice> {
    if found.confidence > DOUBTFUL || found.is_given() {
        return None;
    }
    let look = &bytes[..bytes.len().min(GUESS)];
    let other = other(look, found.value)?;
    Some(Notice::warning(format!(
        "The encoding is in doubt: letters were read as {}, but may be {}. If names or signs look wrong, choose \
         {} as the encoding (--encoding {}).",
        found.value.name().to_lowercase(),
        other.name().to_lowercase(),
        other.name().to_lowercase(),
        other.name().to_lowercase(),
    )))
}

/// The encoding that speaks loudest beside `found`: of the whole, of Western text, or of most lines.
fn other(look: &[u8], found: &'static Encoding) -> Option<&'static Encoding> {
    let lines = look.split(|&b| b == b'\n' || b == b'\r').filter(|line| !line.is_ascii());
    let mut counts: Vec<(&'static Encoding, usize)> = Vec::new();
    for candidate in lines.take(ASKED).map(told).chain([detect(look), WINDOWS_1252]) {
        match counts.iter_mut().find(|(encoding, _)| *encoding == candidate) {
            Some((_, count)) => *count += 1,
            None => counts.push((candidate, 1)),
        }
    }
    // One that reads every letter the same is no other reading.
    let reads = |encoding: &'static Encoding| encoding.decode_without_bom_handling(look).0;
    counts.retain(|(encoding, _)| *encoding != found && reads(encoding) != reads(found));
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.iter().find(|(_, count)| *count == most).map(|(encoding, _)| *encoding)
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The same, and Western European where the letters speak no louder for Central European.
fn told(bytes: &[u8]) -> &'static Encoding {
    let encoding = detect(bytes);
    if western::is_central(encoding) {
        let votes = western::votes(bytes, encoding);
        return if votes.western >= votes.central { WINDOWS_1252 } else { encoding };
    }
    encoding
}

/// Of evenly spread lines with letters beyond ASCII: how many a guess from nothing else decodes alike, and
/// how many were asked.
fn agreeing_lines(bytes: &[u8], encoding: &'static Encoding) -> (usize, usize) {
    let lines: Vec<&[u8]> =
        bytes.split(|&b| b == b'\n' || b == b'\r').filter(|line| !line.is_ascii()).collect();
    let step = lines.len().div_ceil(ASKED).max(1);
    let asked = lines.iter().step_by(step);
    let read = |line: &[u8], encoding: &'static Encoding| {
        encoding.decode_without_bom_handling(line).0.into_owned()
    };
    let alike = asked.clone().filter(|line| read(line, told(line)) == read(line, encoding));
    (alike.count(), asked.count())
}

/// Letters beyond ASCII that are UTF-8, and bytes that are not, where the former are far more.
fn damaged_utf_8(bytes: &[u8]) -> Option<(usize, usize)> {
    let (mut letters, mut odd) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        odd += usize::from(!chunk.invalid().is_empty());
    }
    (odd * DAMAGED <= letters).then_some((letters, odd))
}

/// UTF-16 without a mark: ASCII letters leave NUL in every even, or every odd, place.
fn utf_16_by_shape(bytes: &[u8]) -> Option<(&'static Encoding, f64)> {
    let look = &bytes[..bytes.len().min(LOOK) & !1];
    let pairs = look.len() / 2;
    if pairs < 4 {
        return None;
    }
    let nul = |from: usize| look.iter().skip(from).step_by(2).filter(|&&b| b == 0).count();
    let (first, second) = (nul(0), nul(1));
    let share = |count: usize| count as f64 / pairs as f64;
    match (first * 10 >= pairs * 4, second * 10 >= pairs * 4) {
        (true, false) => Some((UTF_16BE, share(first))),
        (false, true) => Some((UTF_16LE, share(second))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certain_encodings_are_certain() {
        assert_eq!(guess("a,\u{e9}".as_bytes()).0.confidence, 1.0);
        assert_eq!(guess(b"\xFF\xFEa\0").0.confidence, 1.0);
    }

    #[test]
    fn a_guess_is_as_sure_as_the_lines_agree() {
        let french = "Andr\u{e9} est all\u{e9} \u{e0} Besan\u{e7}on\n".repeat(30);
        let bytes: Vec<u8> = french.chars().map(|c| c as u8).collect();
        let found = guess(&bytes).0;
        assert_eq!(found.value.name(), "windows-1252");
        assert_eq!(found.confidence, 1.0, "{}", found.reason);
        // Two Greek letters alone are read as Latin ones.
        let (greek, _, _) = encoding_rs::ISO_8859_7.encode(
            "\u{39a}\u{3b1}\u{3bb}\u{3b7}\u{3bc}\u{3ad}\u{3c1}\u{3b1} \u{3ba}\u{3cc}\u{3c3}\u{3bc}\u{3b5}\n\u{3b1}\u{3b2}\n",
        );
        let found = guess(&greek).0;
        assert!(found.confidence < 1.0, "{found:?}");
    }

    #[test]
    fn a_few_western_signs_are_not_central_european() {
        let repeated = |line: &str| WINDOWS_1252.encode(&line.repeat(20)).0.into_owned();
        for line in [
            "01/03/2024,Tesco,\u{a3}257.50,\"\u{a3}1,653.20\"\n",
            "C0,\u{a5}2100\n",
            "Caf\u{e9} Nero,\u{a3}69.50\nBoots,\u{a3}292.50\n",
            "H\u{e9}l\u{e8}ne;2758,50\nIr\u{e8}ne;1475,50\n",
            "H\u{e9}l\u{e8}ne 0;6281,50 \u{20ac}\n",
            "H\u{e9}l\u{e8}ne;895,50 \u{20ac}\nTh\u{e9}r\u{e8}se;3745,50 \u{20ac}\n",
        ] {
            let bytes = repeated(line);
            let found = guess(&bytes).0;
            assert_eq!((found.value, found.confidence), (WINDOWS_1252, 1.0), "{line}");
            assert_eq!(doubt(&found, &bytes), None);
        }
        let polish =
            "Imi\u{119};Miasto;Kwota\n\u{141}ukasz;\u{141}\u{f3}d\u{17a};45 z\u{142}\n".repeat(9);
        for encoding in [encoding_rs::WINDOWS_1250, encoding_rs::ISO_8859_2] {
            assert_eq!(guess(&encoding.encode(&polish).0).0.value, encoding);
        }
    }

    #[test]
    fn a_doubtful_guess_names_the_other() {
        let central = encoding_rs::WINDOWS_1250;
        let bytes = WINDOWS_1252.encode("f\u{ea}te").0;
        let doubtful = Guess::new(WINDOWS_1252, 0.5, "");
        let said = doubt(&Guess::new(central, 0.5, ""), &bytes).unwrap().text;
        assert!(said.contains("windows-1250, but may be windows-1252"), "{said}");
        assert!(said.contains("--encoding windows-1252"), "{said}");
        assert_eq!(doubt(&Guess::given(central), &bytes), None);
        // All else reads it the same.
        assert_eq!(doubt(&doubtful, b"caf\xE9 m\xFCde"), None);
    }

    #[test]
    fn one_bad_byte_does_not_unmake_utf_8() {
        let mut bytes = "\u{e9}\u{4e16},1\n".repeat(40).into_bytes();
        bytes.extend(b"caf\xE9,2\n");
        let found = guess(&bytes).0;
        assert_eq!((found.value, found.confidence), (UTF_8, 80.0 / 81.0));
        let few = "\u{e9}\n".repeat(3).into_bytes();
        assert_ne!(guess(&[few, b"caf\xE9 cr\xE8me".to_vec()].concat()).0.value, UTF_8);
    }
}
