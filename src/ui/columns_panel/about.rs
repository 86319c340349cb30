//! A column in words.

use crate::data::{ColumnKind, ColumnProfile};
use crate::features::{ColumnRole, Role};
use crate::plots::{format_count, format_value};

/// A role's word.
pub(crate) fn words(role: Role) -> &'static str {
    match role {
        Role::Feature => "feature",
        Role::Label => "label",
        Role::Identifier => "identifier",
        Role::Ignored => "left out",
    }
}

/// What a role means.
pub(super) fn meaning(role: Role) -> &'static str {
    match role {
        Role::Feature => "A feature shapes the maps.",
        Role::Label => "A label is an answer to compare the maps with; it never shapes them.",
        Role::Identifier => "An identifier names the row.",
        Role::Ignored => "The column is left out.",
    }
}

/// A type's word.
pub(crate) fn kind(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Integer => "whole numbers",
        ColumnKind::Decimal => "numbers",
        ColumnKind::Date => "dates",
        ColumnKind::Boolean => "yes or no",
        ColumnKind::Text => "text",
        ColumnKind::Empty => "empty",
    }
}

/// Type and why the role is what it is, once where both say the same.
pub(super) fn why(profile: &ColumnProfile, role: Option<&ColumnRole>) -> String {
    let kind = kind(profile.kind);
    let Some(role) = role else { return kind.to_owned() };
    match role.reason.as_str() {
        "chosen" => format!("{kind}; you chose so"),
        reason if reason.starts_with(kind) || kind.ends_with(reason) => {
            if reason.len() > kind.len() { reason } else { kind }.to_owned()
        }
        reason => format!("{kind}; {reason}"),
    }
}

/// The share of missing cells; nothing where all are known.
pub(super) fn missing(profile: &ColumnProfile, rows: usize) -> String {
    if profile.missing == 0 {
        return String::new();
    }
    let share = profile.missing as f64 * 100.0 / rows.max(1) as f64;
    match share {
        s if s < 0.1 => "< 0.1 % missing".to_owned(),
        s if s < 10.0 => format!("{s:.1} % missing"),
        // Not all: then not 100 %.
        s if profile.missing < rows => format!("{:.0} % missing", s.min(99.0)),
        _ => "100 % missing".to_owned(),
    }
}

/// All that is known of a column, for the tooltip.
pub(super) fn about(name: &str, profile: &ColumnProfile, role: Option<&ColumnRole>) -> String {
    let mut lines = vec![name.to_owned()];
    lines.push(match (profile.kind, profile.min, profile.max, profile.mean) {
        (ColumnKind::Text | ColumnKind::Boolean, ..) => {
            let levels: Vec<String> = profile
                .levels
                .iter()
                .take(5)
                .map(|(level, count)| format!("{level} ({})", format_count(*count)))
                .collect();
            let more = if profile.distinct > levels.len() { " \u{2026}" } else { "" };
            format!("Text, {} levels: {}{more}", format_count(profile.distinct), levels.join(", "))
        }
        (ColumnKind::Date, ..) => format!(
            "{} to {}, {} different values",
            profile.first.as_deref().unwrap_or_default(),
            profile.last.as_deref().unwrap_or_default(),
            format_count(profile.distinct)
        ),
        (_, Some(min), Some(max), Some(mean)) => format!(
            "{} to {}, mean {}, {} different values",
            format_value(min),
            format_value(max),
            format_value(mean),
            format_count(profile.distinct)
        ),
        _ => "No known value".to_owned(),
    });
    if let Some(reading) = &profile.reading {
        lines.push(format!("Read with: {reading}"));
    }
    if profile.missing > 0 {
        lines.push(format!("{} missing", format_count(profile.missing)));
    }
    if let Some(role) = role {
        lines.push(format!("Role: {} ({})", words(role.role), role.reason));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(missing: usize) -> ColumnProfile {
        let values = crate::data::Values::Numbers(vec![1.0; 2]);
        let column = crate::data::Column { name: "x".into(), values, reading: None };
        ColumnProfile { missing, ..ColumnProfile::new(&column) }
    }

    #[test]
    fn shares_are_rounded_towards_the_truth() {
        let share = |missing, rows| missing_of(missing, rows);
        assert_eq!(share(0, 10), "");
        assert_eq!(share(1, 100_000), "< 0.1 % missing");
        assert_eq!(share(11, 7043), "0.2 % missing");
        assert_eq!(share(1, 3), "33 % missing");
        assert_eq!(share(9999, 10_000), "99 % missing");
        assert_eq!(share(5, 5), "100 % missing");
    }

    fn missing_of(missing: usize, rows: usize) -> String {
        super::missing(&profile(missing), rows)
    }

    #[test]
    fn type_and_reason_are_said_once() {
        let role = |reason: &str| ColumnRole { role: Role::Feature, reason: reason.into() };
        let why = |reason: &str| why(&profile(0), Some(&role(reason)));
        assert_eq!(why("numbers"), "whole numbers");
        assert_eq!(why("chosen"), "whole numbers; you chose so");
        assert_eq!(why("constant"), "whole numbers; constant");
    }
}
