//! Columns that stand below each other with blanks between them, as terminals and old programs print tables.
//!
//! Two blanks or more part fields; one belongs to the field. A line that lacks a cell has a wider gap there: its
//! fields are put where the other lines have theirs. The text is rewritten with tabs, line by line, so that
//! everything behind reads it like any other.

use super::{Dialect, Guess, Notice, ReadOptions, dialect, typing};
use crate::words::{count_of, one_line};
use std::ops::Range;

/// Bytes looked at before the whole text is.
const LOOK: usize = 1 << 20;
/// The share of the lines that must agree on the number of fields where nobody said that blanks part them.
const AGREED: f64 = 0.9;
/// Lines below which nothing is agreed on.
const LEAST: usize = 3;
/// Fields from which a table may have a title above its names.
const WIDE: usize = 3;

/// Text that is read as one with tabs.
pub(super) struct Aligned {
    /// The same lines, one tab between two fields.
    pub text: String,
    /// That blanks part the fields, and why.
    pub separator: Guess<char>,
    /// What was passed over.
    pub notices: Vec<Notice>,
}

impl Aligned {
    /// How the rewritten text is written.
    pub fn dialect(&self, encoding: Guess<String>, options: &ReadOptions) -> Dialect {
        let quote = options.quote.unwrap_or(ReadOptions::NO_QUOTE);
        let tabs = ReadOptions { separator: Some('\t'), quote: Some(quote), ..options.clone() };
        let mut dialect = dialect::sniff(&self.text, &tabs, encoding);
        if options.quote.is_none() {
            let why = "Where blanks part the fields, quotation marks are letters.";
            dialect.quote = Guess::certain(quote, why);
        }
        dialect
    }
}

/// A field: from which letter of the line to which, and its text.
struct Field<'a> {
    letters: Range<usize>,
    text: &'a str,
}

/// The text with tabs where blanks part its fields, because `options` say so or because no mark of `dialect` does
/// and the lines agree; `None` where they do not.
pub(super) fn find(text: &str, options: &ReadOptions, dialect: &Dialect) -> Option<Aligned> {
    let given = options.separator == Some(ReadOptions::BLANKS);
    if !given && options.separator.is_some() {
        return None;
    }
    let look = &text[..text.floor_char_boundary(LOOK)];
    if !given && (look.contains('\t') || !look.contains("  ")) {
        return None;
    }
    let (width, share) = agreed(look, options)?;
    if !given && !convincing(look, width, share, options, dialect) {
        return None;
    }
    let separator = if given {
        Guess::given(ReadOptions::BLANKS)
    } else {
        let reason = format!(
            "Two or more blanks give {width} fields in {:.0} % of the lines looked at.",
            share * 100.0
        );
        Guess::new(ReadOptions::BLANKS, share, reason)
    };
    let (text, notices) = rewritten(text, width, options.quote);
    Some(Aligned { text, separator, notices })
}

/// Lines that hold something, less rules and those the user skips.
fn lines<'a>(text: &'a str, options: &ReadOptions) -> impl Iterator<Item = &'a str> {
    let filled = text.lines().filter(|line| !line.trim().is_empty() && !is_rule(line));
    filled.skip(options.skip.unwrap_or(0))
}

/// The commonest number of fields, and the share of lines that have it, or fewer that stand where the others have
/// theirs. Titles above a table of several columns have no say.
fn agreed(text: &str, options: &ReadOptions) -> Option<(usize, f64)> {
    let found: Vec<Vec<Field>> =
        lines(text, options).map(|line| fields(line, options.quote)).collect();
    let mut counts = std::collections::BTreeMap::new();
    for fields in &found {
        *counts.entry(fields.len()).or_insert(0_usize) += 1;
    }
    let (width, full) = counts.into_iter().max_by_key(|(width, count)| (*count, *width))?;
    let spans = spans(text, width, options.quote);
    let placed = |fields: &&Vec<Field>| {
        let short = fields.len() > 1 && fields.len() < width;
        spans.as_ref().is_some_and(|spans| short && placed(fields, spans).is_some())
    };
    let titles = match width {
        WIDE.. => found.iter().take_while(|fields| fields.len() == 1).count(),
        _ => 0,
    };
    let agree = full + found.iter().filter(placed).count();
    // Where most lines lack a cell nobody knows where the cells belong.
    let share = if 2 * full > found.len() - titles { agree } else { full };
    Some((width, share as f64 / (found.len() - titles) as f64))
}

/// Whether blanks part the lines better than the mark of `dialect` does.
fn convincing(
    look: &str,
    width: usize,
    share: f64,
    options: &ReadOptions,
    dialect: &Dialect,
) -> bool {
    let lines: Vec<&str> = lines(look, options).collect();
    let first = lines.first().map_or(0, |line| fields(line, options.quote).len());
    // One name over lines of two parts: sentences with two blanks between them.
    let headed = first == width || width >= WIDE;
    if width < 2 || share < AGREED || lines.len() < LEAST || !headed {
        return false;
    }
    if dialect.parts_nothing(look) {
        return true;
    }
    // A mark that parts fields stands in them where blanks are taken for it, and blanks stand in its fields.
    let mark = dialect.separator.value;
    let (mut odd, mut all) = (0_usize, 0_usize);
    for line in &lines {
        for field in fields(line, options.quote) {
            all += 1;
            odd += usize::from(field.text.contains(mark) && typing::number(field.text).is_none());
        }
    }
    odd as f64 <= all as f64 * (1.0 - AGREED)
}

/// Whether a line is nothing but a rule below names: `-----  ---`.
fn is_rule(line: &str) -> bool {
    let runs = || line.split_whitespace();
    runs().next().is_some()
        && runs().all(|run| {
            run.len() > 1 && (run.bytes().all(|b| b == b'-') || run.bytes().all(|b| b == b'='))
        })
}

/// The fields of a line. Between a given quotation mark and the next one nothing is parted.
fn fields(line: &str, quote: Option<char>) -> Vec<Field<'_>> {
    let letters: Vec<(usize, char)> = line.char_indices().collect();
    let blank = |at: usize| letters.get(at).is_none_or(|(_, c)| c.is_whitespace());
    let gap =
        |at: usize| at >= letters.len() || letters[at].1 == '\t' || (blank(at) && blank(at + 1));
    let byte = |at: usize| letters.get(at).map_or(line.len(), |(byte, _)| *byte);
    let (mut found, mut at) = (Vec::new(), 0);
    while at < letters.len() {
        if blank(at) {
            at += 1;
            continue;
        }
        let start = at;
        if Some(letters[at].1) == quote
            && let Some(end) =
                (at + 1..letters.len()).find(|&end| Some(letters[end].1) == quote && gap(end + 1))
        {
            at = end + 1;
        }
        while !gap(at) {
            at += 1;
        }
        found.push(Field { letters: start..at, text: &line[byte(start)..byte(at)] });
    }
    found
}

/// Where the fields of full lines stand, as ranges of letters; `None` where those overlap.
fn spans(text: &str, width: usize, quote: Option<char>) -> Option<Vec<Range<usize>>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    for line in text.lines().filter(|line| !is_rule(line)) {
        let fields = fields(line, quote);
        if fields.len() != width {
            continue;
        }
        spans.resize(width, Range { start: usize::MAX, end: 0 });
        for (span, field) in spans.iter_mut().zip(fields) {
            *span = span.start.min(field.letters.start)..span.end.max(field.letters.end);
        }
    }
    let apart = spans.windows(2).all(|pair| pair[0].end <= pair[1].start);
    (apart && !spans.is_empty()).then_some(spans)
}

/// Each field under the one span that it touches; `None` where one touches none, or several, or shares it.
fn placed<'a>(fields: &[Field<'a>], spans: &[Range<usize>]) -> Option<Vec<&'a str>> {
    let mut cells = vec![""; spans.len()];
    for field in fields {
        let touched =
            |span: &Range<usize>| span.start < field.letters.end && field.letters.start < span.end;
        let mut places = (0..spans.len()).filter(|&at| touched(&spans[at]));
        let (place, None) = (places.next()?, places.next()) else { return None };
        if !cells[place].is_empty() {
            return None;
        }
        cells[place] = field.text;
    }
    Some(cells)
}

/// The text with tabs, and what was done to its lines.
fn rewritten(text: &str, width: usize, quote: Option<char>) -> (String, Vec<Notice>) {
    let spans = spans(text, width, quote);
    let (mut out, mut rules, mut filled) =
        (String::with_capacity(text.len()), Vec::new(), Vec::new());
    for (at, line) in text.lines().enumerate() {
        if is_rule(line) {
            rules.push((at + 1, line));
        } else {
            let fields = fields(line, quote);
            // One field alone is a title or a note: it keeps its line for itself.
            let short = fields.len() > 1 && fields.len() < width;
            let cells = spans.as_ref().filter(|_| short).and_then(|spans| placed(&fields, spans));
            if cells.is_some() {
                filled.push((at + 1, line));
            }
            let cells = cells.unwrap_or_else(|| fields.iter().map(|field| field.text).collect());
            // What was a tab inside quotation marks is no end of a field.
            let cells: Vec<String> =
                cells.into_iter().map(|cell| cell.replace('\t', " ")).collect();
            out.push_str(&cells.join("\t"));
        }
        out.push('\n');
    }
    let mut notices = Vec::new();
    if let Some((line, text)) = rules.first() {
        notices.push(Notice::info(format!(
            "Rules were passed over: {}, the first is line {line}: \u{201c}{}\u{201d}.",
            count_of(rules.len(), "line", "lines"),
            one_line(text, 60)
        )));
    }
    if let Some((line, text)) = filled.first() {
        notices.push(Notice::warning(format!(
            "Columns are parted by blanks, and {} fewer fields than {width}: each field was put below those that it stands \
             under, the gaps are missing. The first is line {line}: \u{201c}{}\u{201d}.",
            count_of(filled.len(), "line has", "lines have"),
            one_line(text, 60)
        )));
    }
    (out, notices)
}

#[cfg(test)]
mod tests;
