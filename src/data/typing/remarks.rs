//! What typing has to say, gathered so that a wide table does not bury its reader.

use super::super::{Notice, NoticeKind};

/// Names shown before "and more".
const SHOWN: usize = 8;

/// One column's part of a sentence; columns with the same sentence share one notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remark {
    kind: NoticeKind,
    before: &'static str,
    detail: String,
    after: &'static str,
}

impl Remark {
    /// A decision that is worth knowing.
    pub fn info(before: &'static str, detail: impl Into<String>, after: &'static str) -> Self {
        Self { kind: NoticeKind::Info, before, detail: detail.into(), after }
    }

    /// A decision that only the user can take.
    pub fn question(before: &'static str, detail: impl Into<String>, after: &'static str) -> Self {
        Self { kind: NoticeKind::Question, before, detail: detail.into(), after }
    }

    /// Something that may mislead, of one column as of others.
    pub fn caution(before: &'static str, detail: impl Into<String>, after: &'static str) -> Self {
        Self { kind: NoticeKind::Warning, before, detail: detail.into(), after }
    }

    /// Something that may mislead: a sentence of its own.
    pub fn warning(sentence: String) -> Self {
        Self { kind: NoticeKind::Warning, before: "", detail: sentence, after: "" }
    }
}

/// Turns remarks into notices, in the order in which each sentence first came up.
pub(super) fn gather(remarks: Vec<Remark>, notices: &mut Vec<Notice>) {
    let mut groups: Vec<(Remark, Vec<String>)> = Vec::new();
    for remark in remarks {
        let same = |(r, _): &&mut (Remark, Vec<String>)| {
            r.kind == remark.kind
                && r.before == remark.before
                && r.after == remark.after
                && !(r.before.is_empty() && r.after.is_empty())
        };
        if let Some((_, details)) = groups.iter_mut().find(same) {
            details.push(remark.detail);
        } else {
            let detail = remark.detail.clone();
            groups.push((remark, vec![detail]));
        }
    }
    for (remark, details) in groups {
        let more = details.len().saturating_sub(SHOWN);
        let mut list = details[..details.len() - more].join(", ");
        if more > 0 {
            use std::fmt::Write;
            let _ = write!(list, " and {more} more");
        }
        let text = format!("{}{list}{}", remark.before, remark.after);
        notices.push(Notice { kind: remark.kind, text });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_sentence_is_said_once() {
        let mut remarks: Vec<Remark> =
            (0..10).map(|i| Remark::info("Read: ", format!("c{i}"), ".")).collect();
        remarks.insert(1, Remark::warning("One.".to_owned()));
        remarks.push(Remark::warning("Two.".to_owned()));
        let mut notices = Vec::new();
        gather(remarks, &mut notices);
        let texts: Vec<&str> = notices.iter().map(|n| n.text.as_str()).collect();
        assert_eq!(texts, ["Read: c0, c1, c2, c3, c4, c5, c6, c7 and 2 more.", "One.", "Two."]);
    }
}
