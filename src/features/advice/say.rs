//! Advice as notices: one sentence a kind where there are many, so that a wide table floods nobody.

use super::{Advice, AdviceKind};
use crate::data::{Notice, NoticeKind};
use crate::features::summary::NAMED;
use crate::words::shortened;

/// Advice of one kind up to which each is said in full.
const IN_FULL: usize = 2;

/// Says all advice but that on numbers which may mean "not known": reading has asked about those.
pub(in crate::features) fn say(advice: &[Advice], notices: &mut Vec<Notice>) {
    for group in advice.chunk_by(|a, b| a.kind == b.kind) {
        let (kind, before, after) = match group[0].kind {
            AdviceKind::Sentinel => continue,
            AdviceKind::Dominates => (NoticeKind::Warning, "", ""),
            AdviceKind::MostlyMissing => (
                NoticeKind::Warning,
                "More than 40 % of the cells are missing, and the map sees mostly what fills them: ",
                ".",
            ),
            AdviceKind::Outlier => (
                NoticeKind::Warning,
                "Values lie 20 robust standard deviations and more from the median: ",
                ".",
            ),
            AdviceKind::FarDate => (
                NoticeKind::Question,
                "Does a date far from all others mean \u{201c}not known\u{201d} or \u{201c}never\u{201d}? ",
                ".",
            ),
            AdviceKind::Identifier => {
                (NoticeKind::Question, "", ": whole numbers, no two alike. Do they name the rows?")
            }
            AdviceKind::Answer => (
                NoticeKind::Question,
                "",
                ": two levels that say how something ended. Are they answers, not clues?",
            ),
            AdviceKind::Codes => (
                NoticeKind::Question,
                "",
                ": few different whole numbers, taken as amounts. Are they codes of categories?",
            ),
            AdviceKind::NearConstant => {
                (NoticeKind::Info, "At least 98 % of the known cells are equal: ", ".")
            }
            AdviceKind::Correlated => (
                NoticeKind::Info,
                "Columns that say nearly the same (correlation 0.98 or more): ",
                ".",
            ),
            AdviceKind::Sum => (NoticeKind::Info, "Columns that follow from others: ", "."),
            AdviceKind::DuplicateRows => (NoticeKind::Info, "", ""),
            AdviceKind::Skewed => (
                NoticeKind::Question,
                "",
                ": long tails (skewness beyond 2). Should they be bent, by log(1 + x) or Yeo-Johnson?",
            ),
        };
        if group.len() <= IN_FULL {
            notices.extend(group.iter().map(|one| Notice { kind, text: one.text.clone() }));
            continue;
        }
        let names: Vec<String> = group.iter().map(named).collect();
        notices.push(Notice { kind, text: format!("{before}{}{after}", shortened(&names, NAMED)) });
    }
}

/// What an advice is about, short.
fn named(advice: &Advice) -> String {
    match advice.kind {
        AdviceKind::Correlated => advice.columns.join(" and "),
        AdviceKind::Outlier => match advice.rows.first() {
            Some(row) => format!("{} (row {row})", advice.columns[0]),
            None => advice.columns[0].clone(),
        },
        _ => advice.columns.first().cloned().unwrap_or_default(),
    }
}
