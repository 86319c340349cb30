//! The fonts of every figure: embedded whole in the program, and as the few letters of a figure in its file.
//!
//! krilla embeds its own subset in PDF. For SVG and HTML a browser needs tables that a PDF does not: which
//! letter is which glyph (`cmap`), and `OS/2`. They are put back here. Tables: OpenType 1.9.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::{Arc, OnceLock};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use resvg::usvg::fontdb::Database;
use subsetter::{GlyphRemapper, subset};
use ttf_parser::Face;

use super::text::Weight;

/// Inter by The Inter Project Authors, SIL OFL 1.1, which allows it in documents: see `assets/fonts`.
const FONTS: [(Weight, &[u8]); 2] = [
    (Weight::Regular, include_bytes!("../../assets/fonts/Inter-Regular.otf")),
    (Weight::SemiBold, include_bytes!("../../assets/fonts/Inter-SemiBold.otf")),
];

/// Letters that a text is written in, by weight.
#[derive(Debug, Default, Clone)]
pub(super) struct Letters([BTreeSet<char>; 2]);

impl Letters {
    /// Adds those of a text.
    pub(super) fn add(&mut self, text: &str, weight: Weight) {
        self.0[usize::from(weight == Weight::SemiBold)].extend(text.chars());
    }

    /// Adds those of other texts.
    pub(super) fn join(&mut self, other: &Self) {
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            own.extend(other);
        }
    }

    /// Style rules that bring a font with these letters, and no others, along.
    pub(super) fn css(&self) -> String {
        let mut css = String::new();
        for ((weight, font), letters) in FONTS.iter().zip(&self.0) {
            let Some(font) = web_font(font, letters) else { continue };
            let weight = if *weight == Weight::SemiBold { 600 } else { 400 };
            // Writing to a string cannot fail.
            let _ = write!(
                css,
                "@font-face{{font-family:Inter;font-weight:{weight};\
                 src:url(data:font/otf;base64,{})}}",
                STANDARD.encode(font)
            );
        }
        css
    }
}

/// Whether Inter has a letter.
pub(super) fn has(letter: char, weight: Weight) -> bool {
    static FACES: OnceLock<Vec<(Weight, Face<'static>)>> = OnceLock::new();
    let parse =
        |(weight, font): (Weight, &'static [u8])| Some((weight, Face::parse(font, 0).ok()?));
    let faces = FACES.get_or_init(|| FONTS.into_iter().filter_map(parse).collect());
    let mut of = faces.iter().filter(|(own, _)| *own == weight);
    of.any(|(_, face)| face.glyph_index(letter).is_some())
}

/// Reading the fonts takes longer than many a figure: once is enough.
pub(super) fn database() -> Arc<Database> {
    static SHARED: OnceLock<Arc<Database>> = OnceLock::new();
    let load = || {
        let mut database = Database::new();
        for (_, font) in FONTS {
            let mut font = font.to_vec();
            rename_contextual_forms(&mut font);
            database.load_font_data(font);
        }
        Arc::new(database)
    };
    Arc::clone(SHARED.get_or_init(load))
}

/// Hides the feature `calt` in memory under a name that nothing asks for: it would show `3x4.csv` as
/// `3×4.csv`, and the renderer heeds no `font-feature-settings`. Tables: OpenType 1.9, "Organization of an
/// OpenType Font" and "GSUB".
fn rename_contextual_forms(font: &mut [u8]) {
    let Some((start, length)) = table(font, *b"GSUB") else { return };
    let Some(table) = font.get_mut(start..start + length) else { return };
    for at in 0..table.len().saturating_sub(3) {
        if table[at..].starts_with(b"calt") {
            table[at..at + 4].copy_from_slice(b"calx");
        }
    }
}

/// Where a table of a font begins, and its length.
fn table(font: &[u8], tag: [u8; 4]) -> Option<(usize, usize)> {
    let number = |at: usize| {
        font.get(at..at + 4).and_then(|b| b.try_into().ok()).map(|b| u32::from_be_bytes(b) as usize)
    };
    // After 12 bytes of header, 16 a table: tag, checksum, offset, length. No font has more than 64.
    let record = (0..64).map(|i| 12 + 16 * i).find(|at| font.get(*at..at + 4) == Some(&tag[..]))?;
    Some((number(record + 8)?, number(record + 12)?))
}

/// A font of these letters that a browser takes; `None` where it has none of them.
fn web_font(font: &[u8], letters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let face = Face::parse(font, 0).ok()?;
    let mut glyphs = GlyphRemapper::new();
    let mut map: Vec<(char, u16)> = Vec::new();
    for &letter in letters {
        if let Some(glyph) = face.glyph_index(letter) {
            map.push((letter, glyphs.remap(glyph.0)));
        }
    }
    if map.is_empty() {
        return None;
    }
    let small = subset(font, 0, &glyphs).ok()?;
    let mut tables: Vec<([u8; 4], Vec<u8>)> = Vec::new();
    let count = u16::from_be_bytes(small.get(4..6)?.try_into().ok()?);
    for i in 0..usize::from(count) {
        let tag: [u8; 4] = small.get(12 + 16 * i..16 + 16 * i)?.try_into().ok()?;
        let (start, length) = table(&small, tag)?;
        tables.push((tag, small.get(start..start + length)?.to_vec()));
    }
    tables.retain(|(tag, _)| tag != b"cmap" && tag != b"OS/2");
    tables.push((*b"cmap", cmap(&map)));
    let (start, length) = table(font, *b"OS/2")?;
    tables.push((*b"OS/2", font.get(start..start + length)?.to_vec()));
    tables.sort();
    Some(assembled(&small[..4], &tables))
}

/// Which letter is which glyph: one subtable of format 12, all of Unicode, a group a letter.
fn cmap(map: &[(char, u16)]) -> Vec<u8> {
    let mut out = Vec::new();
    // Version 0, one subtable: Windows (3), full Unicode (10), 12 bytes from here.
    for number in [0_u16, 1, 3, 10] {
        out.extend(number.to_be_bytes());
    }
    out.extend(12_u32.to_be_bytes());
    out.extend(12_u16.to_be_bytes());
    out.extend(0_u16.to_be_bytes());
    let count = map.len() as u32;
    for number in [16 + 12 * count, 0, count] {
        out.extend(number.to_be_bytes());
    }
    for (letter, glyph) in map {
        for number in [u32::from(*letter), u32::from(*letter), u32::from(*glyph)] {
            out.extend(number.to_be_bytes());
        }
    }
    out
}

/// A font file of these tables, which are in the order of their tags.
fn assembled(kind: &[u8], tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = tables.len() as u16;
    let log = count.ilog2() as u16;
    let range = 16 << log;
    let mut out = kind.to_vec();
    for number in [count, range, log, count * 16 - range] {
        out.extend(number.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    for (tag, content) in tables {
        out.extend(tag);
        for number in [checksum(content), offset as u32, content.len() as u32] {
            out.extend(number.to_be_bytes());
        }
        offset += content.len().next_multiple_of(4);
    }
    for (_, content) in tables {
        out.extend(content);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}

fn checksum(content: &[u8]) -> u32 {
    content.chunks(4).fold(0, |sum: u32, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_weights_of_the_font_are_found() {
        let database = database();
        let weights: Vec<u16> = database.faces().map(|face| face.weight.0).collect();
        assert_eq!(weights, [400, 600]);
        assert!(database.faces().all(|face| face.families.iter().any(|(name, _)| name == "Inter")));
    }

    #[test]
    fn a_small_font_draws_its_letters_as_the_whole_one_does_and_has_no_others() {
        let letters: BTreeSet<char> = "Größe 3x4 Щ\u{1f600}".chars().collect();
        for (_, font) in FONTS {
            let small = web_font(font, &letters).unwrap();
            assert!(small.len() < 12_000, "{}", small.len());
            let (whole, small) = (Face::parse(font, 0).unwrap(), Face::parse(&small, 0).unwrap());
            for letter in "Größe3x4Щ".chars() {
                let advance = |face: &Face<'_>| {
                    let glyph = face.glyph_index(letter).unwrap();
                    (face.glyph_hor_advance(glyph), face.glyph_bounding_box(glyph))
                };
                assert_eq!(advance(&whole), advance(&small), "{letter}");
            }
            assert!(small.glyph_index('Z').is_none() && small.glyph_index('\u{1f600}').is_none());
            assert_eq!(whole.units_per_em(), small.units_per_em());
        }
        assert!(web_font(FONTS[0].1, &BTreeSet::new()).is_none());
    }
}
