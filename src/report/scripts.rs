//! Letters that Inter lacks, in PNG and PDF: which font of the system draws which part of a text.
//!
//! A text in the letters of Inter is one run. Other texts are cut into runs, each of one font that has all of its
//! letters: the renderer shapes a run as a whole, joins Arabic letters and turns Hebrew round, but mixes fonts within
//! one badly. Which font that is depends on the system's fonts alone: the same machine gives the same bytes.
//!
//! Limit: where no font has all letters of a text that runs from right to left, its parts stand from left to right.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb::{Database, ID, Source, Stretch, Style};
use ttf_parser::Face;

use super::fonts;
use super::text::Weight;
use crate::words::runs_leftwards;

/// A piece of text in one font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// Its letters.
    pub text: String,
    /// The font of the system, none for Inter.
    pub font: Option<SystemFont>,
}

/// One of the system's fonts, by its place in the list of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SystemFont {
    family: usize,
    bold: bool,
}

/// What the renderer is given as the name of a family.
const NAME: &str = "system-";

impl SystemFont {
    /// What [`SystemFont::named`] knows it by.
    pub(super) fn name(self) -> String {
        format!("{NAME}{}{}", self.family, if self.bold { "-bold" } else { "" })
    }

    fn named(name: &str) -> Option<Self> {
        let name = name.strip_prefix(NAME)?;
        let (family, bold) = name.strip_suffix("-bold").map_or((name, false), |rest| (rest, true));
        let family = family.parse().ok().filter(|at| *at < system().len())?;
        Some(Self { family, bold })
    }

    fn file(self) -> &'static File {
        let family = &system()[self.family];
        family.bold.as_ref().filter(|_| self.bold).unwrap_or(&family.regular)
    }
}

/// The font of a name that was made here, put beside those that are there.
pub(super) fn load(name: &str, database: &mut Arc<Database>) -> Option<ID> {
    let file = SystemFont::named(name)?.file();
    let of = |database: &Database| {
        let is_it =
            |source: &Source| matches!(source, Source::SharedFile(path, _) if *path == file.path);
        let mut faces = database.faces();
        faces.find(|face| is_it(&face.source) && face.index == file.index).map(|face| face.id)
    };
    of(database).or_else(|| {
        let data = file.data()?;
        let source = Source::SharedFile(file.path.clone(), data);
        Arc::make_mut(database).load_font_source(source);
        of(database)
    })
}

/// The runs of a text, from left to right.
pub(super) fn runs(text: &str, weight: Weight) -> Vec<Run> {
    let own = |c: char| fonts::has(c, weight) || is_unseen(c);
    if text.chars().all(own) {
        return vec![Run { text: text.to_owned(), font: None }];
    }
    let bold = weight == Weight::SemiBold;
    let of = |family: usize| Some(SystemFont { family, bold });
    if text.chars().any(runs_leftwards) {
        let whole = |family: &Family| text.chars().all(|c| is_unseen(c) || family.has(c));
        if let Some(family) = system().iter().position(whole) {
            return vec![Run { text: text.to_owned(), font: of(family) }];
        }
    }
    let letters: Vec<char> = text.chars().collect();
    let mut families: Vec<Option<usize>> = Vec::with_capacity(letters.len());
    for &c in &letters {
        let before = families.last().copied().flatten();
        // An accent is drawn with its letter.
        let with_it = before.filter(|at| is_unseen(c) || (is_mark(c) && system()[*at].has(c)));
        families.push(with_it.or_else(|| if own(c) { None } else { family_of(c) }));
    }
    close_gaps(&letters, &mut families);
    let mut runs: Vec<(Option<usize>, String)> = Vec::new();
    for (c, family) in letters.into_iter().zip(families) {
        match runs.last_mut() {
            Some((last, text)) if *last == family => text.push(c),
            _ => runs.push((family, c.to_string())),
        }
    }
    runs.into_iter().map(|(family, text)| Run { text, font: family.and_then(of) }).collect()
}

/// Blanks, digits and signs between two letters of one font are of that font: they turn round with them.
fn close_gaps(letters: &[char], families: &mut [Option<usize>]) {
    let mut at = 0;
    while at < letters.len() {
        let Some(family) = families[at] else {
            at += 1;
            continue;
        };
        let rest = at + 1..letters.len();
        let joins = |i: &usize| {
            let c = letters[*i];
            families[*i].is_none() && !c.is_alphabetic() && system()[family].has(c)
        };
        let gap = rest.take_while(joins).count();
        let next = at + 1 + gap;
        if gap > 0 && families.get(next).copied().flatten() == Some(family) {
            families[at + 1..next].fill(Some(family));
        }
        at = next;
    }
}

/// Letters of a text that no font here has.
pub(super) fn lacking(text: &str, weight: Weight) -> impl Iterator<Item = char> {
    text.chars().filter(move |c| {
        !fonts::has(*c, weight) && !is_unseen(*c) && !c.is_control() && family_of(*c).is_none()
    })
}

/// Marks without a form of their own: joiners, selectors of a form, marks of direction.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Marks on the letter before.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// A font of the system, for whoever draws text elsewhere.
pub struct SystemFace {
    /// Its family.
    pub name: String,
    /// Its file.
    pub data: Arc<dyn AsRef<[u8]> + Send + Sync>,
    /// Which of the file's fonts.
    pub index: u32,
}

/// The fonts of the system that have the letters among these that Inter lacks; few, as each has as many as may be.
pub fn faces_for(letters: &BTreeSet<char>) -> Vec<SystemFace> {
    let lacking = letters.iter().filter(|c| !fonts::has(**c, Weight::Regular) && !is_unseen(**c));
    let families: BTreeSet<usize> = lacking.filter_map(|c| family_of(*c)).collect();
    let face = |at: usize| {
        let family = &system()[at];
        let (name, index) = (family.name.clone(), family.regular.index);
        Some(SystemFace { name, data: family.regular.data()?, index })
    };
    families.into_iter().filter_map(face).collect()
}

/// The first font of the system that has a letter.
fn family_of(c: char) -> Option<usize> {
    system().iter().position(|family| family.has(c))
}

/// A font of the system, upright and of usual width.
struct Family {
    name: String,
    regular: File,
    bold: Option<File>,
    /// A bit for each letter, read when first asked for.
    letters: OnceLock<Vec<u64>>,
}

/// A font's file.
struct File {
    path: PathBuf,
    index: u32,
    weight: u16,
    data: OnceLock<Option<Bytes>>,
}

type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

impl File {
    fn data(&self) -> Option<Bytes> {
        let read = || Some(Arc::new(std::fs::read(&self.path).ok()?) as Bytes);
        self.data.get_or_init(read).clone()
    }
}

impl Family {
    fn has(&self, c: char) -> bool {
        let letters = self.letters.get_or_init(|| {
            let both = self.bold.iter().chain([&self.regular]);
            let sets: Vec<Vec<u64>> = both.map(letters_of).collect();
            // What only one weight has would be a box in the other.
            let shortest = sets.iter().map(Vec::len).min().unwrap_or(0);
            (0..shortest).map(|at| sets.iter().fold(u64::MAX, |all, set| all & set[at])).collect()
        });
        let at = c as usize;
        letters.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }
}

fn letters_of(file: &File) -> Vec<u64> {
    let mut bits = Vec::new();
    // Read and let go: one of the many that are looked into is drawn with.
    let Ok(data) = std::fs::read(&file.path) else { return bits };
    let Ok(face) = Face::parse(&data, file.index) else { return bits };
    let Some(cmap) = face.tables().cmap else { return bits };
    for table in cmap.subtables.into_iter().filter(ttf_parser::cmap::Subtable::is_unicode) {
        table.codepoints(|code| {
            if table.glyph_index(code).is_none_or(|glyph| glyph.0 == 0) {
                return;
            }
            let at = code as usize;
            if at / 64 >= bits.len() {
                bits.resize(at / 64 + 1, 0);
            }
            bits[at / 64] |= 1 << (at % 64);
        });
    }
    bits
}

/// The system's fonts, those first that go best with Inter; found once, when the first letter is lacking.
fn system() -> &'static [Family] {
    static FOUND: OnceLock<Vec<Family>> = OnceLock::new();
    FOUND.get_or_init(|| {
        let mut database = Database::new();
        database.load_system_fonts();
        let mut files: Vec<(String, File)> = Vec::new();
        for face in database.faces() {
            let (Source::File(path) | Source::SharedFile(path, _)) = &face.source else { continue };
            let Some((name, _)) = face.families.first() else { continue };
            let usual = face.style == Style::Normal && face.stretch == Stretch::Normal;
            if !usual || face.monospaced || name.starts_with("Inter") {
                continue;
            }
            let (path, data) = (path.clone(), OnceLock::new());
            let file = File { path, index: face.index, weight: face.weight.0, data };
            files.push((name.clone(), file));
        }
        // Folders list their files in any order.
        files.sort_by(|(a, one), (b, other)| {
            let far = |file: &File| file.weight.abs_diff(400);
            let key = |file: &File| (far(file), file.path.clone(), file.index);
            (kind(a), a).cmp(&(kind(b), b)).then_with(|| key(one).cmp(&key(other)))
        });
        let mut families: Vec<Family> = Vec::new();
        for (name, file) in files {
            match families.last_mut() {
                Some(last) if last.name == name => {
                    let known = last.bold.as_ref().map_or(u16::MAX, |bold| bold.weight);
                    if file.weight >= 600 && file.weight < known {
                        last.bold = Some(file);
                    }
                }
                _ => families.push(Family {
                    name,
                    regular: file,
                    bold: None,
                    letters: OnceLock::new(),
                }),
            }
        }
        families
    })
}

/// 0 for fonts without serifs, 1 for those that do not say, 2 for others, 3 for those that only stand in.
fn kind(name: &str) -> u8 {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["Last", "Blank", "Unifont", "Fallback"]) {
        3
    } else if has(&["Mono", "Serif", "Condensed", "Display", "Light", "Narrow", "Math"]) {
        2
    } else {
        u8::from(!has(&["Sans", "Arial", "Segoe", "Helvetica", "Gothic", "PingFang", "YaHei"]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_inter_are_one_run_and_signs_without_form_change_nothing() {
        for text in ["Größe 3x4", "Щука Ωμέγα", "", "a\u{200d}b\u{fe0f}\u{200f}"] {
            let whole = Run { text: text.to_owned(), font: None };
            assert_eq!(runs(text, Weight::Regular), [whole], "{text}");
            assert_eq!(lacking(text, Weight::SemiBold).count(), 0);
        }
    }

    #[test]
    fn every_letter_is_in_a_run_whose_font_has_it_or_is_told() {
        for text in [
            "\u{5e9}\u{5dc}\u{5d5}\u{5dd} (12) world",
            "\u{639}\u{645}\u{64a}\u{644} 7",
            "\u{9867}\u{5ba2} No. 5 \u{1f600}",
            "a \u{e000}",
        ] {
            for weight in [Weight::Regular, Weight::SemiBold] {
                let told: Vec<char> = lacking(text, weight).collect();
                let found = runs(text, weight);
                let joined: String = found.iter().map(|run| &*run.text).collect();
                assert_eq!(joined, text);
                for run in found {
                    let has = |c: char| match run.font {
                        Some(font) => system()[font.family].has(c),
                        None => fonts::has(c, weight),
                    };
                    let unheld: Vec<char> = run.text.chars().filter(|c| !has(*c)).collect();
                    assert!(unheld.iter().all(|c| told.contains(c)), "{text}: {unheld:?}");
                    if let Some(font) = run.font {
                        let mut database = fonts::database();
                        let id = load(&font.name(), &mut database).unwrap();
                        assert_eq!(load(&font.name(), &mut database), Some(id), "loaded once");
                    }
                }
            }
        }
        assert!(lacking("\u{10fffd}", Weight::Regular).next().is_some(), "nobody draws this");
    }

    #[test]
    fn what_stands_between_letters_of_a_font_goes_with_them() {
        let Some(family) = family_of('\u{5d0}') else { return };
        if !system()[family].has('1') {
            return;
        }
        let letters: Vec<char> = "\u{5d0} 1\u{5d0} 2".chars().collect();
        let mut families: Vec<Option<usize>> =
            letters.iter().map(|c| runs_leftwards(*c).then_some(family)).collect();
        close_gaps(&letters, &mut families);
        assert_eq!(families[..4], [Some(family); 4]);
        assert_eq!(families[4..], [None; 2]);
    }
}
