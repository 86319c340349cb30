//! `dimlens info`: what was understood of a file.

use super::args::InfoArgs;
use super::console::Console;
use super::{output, read};
use crate::data::{ColumnProfile, Dialect, Notice};
use crate::features::{ColumnRole, prepare, roles};
use crate::plots::{format_count, format_value};
use crate::progress::Progress;
use serde::Serialize;

#[derive(Serialize)]
struct Info<'a> {
    file: &'a str,
    format: &'static str,
    #[serde(flatten)]
    dialect: &'a Dialect,
    rows: usize,
    columns: Vec<ColumnInfo<'a>>,
    notices: &'a [Notice],
}

#[derive(Serialize)]
struct ColumnInfo<'a> {
    name: &'a str,
    #[serde(flatten)]
    role: &'a ColumnRole,
    #[serde(flatten)]
    profile: &'a ColumnProfile,
}

pub(super) fn run(args: &InfoArgs) -> anyhow::Result<()> {
    let console = Console::new(args.talk.quiet, args.data.threads);
    let (table, _) = read(&args.data, &console)?;
    let profiles: Vec<ColumnProfile> = table.columns().iter().map(ColumnProfile::new).collect();
    let recipe = args.data.recipe();
    let mut roles = roles(&table, &profiles, &recipe)?;
    // What preparing would do, or why it cannot be done.
    let mut notices = table.notices().to_vec();
    match prepare(&table, &recipe, &Progress::new()) {
        Ok(prepared) => {
            roles = prepared.roles;
            notices.extend(prepared.notices);
        }
        Err(error) => notices.push(Notice::warning(capitalised(&error.to_string()))),
    }
    let columns = table
        .columns()
        .iter()
        .zip(&roles)
        .zip(&profiles)
        .map(|((column, role), profile)| ColumnInfo { name: &column.name, role, profile })
        .collect();
    let info = Info {
        file: table.name(),
        format: "csv",
        dialect: table.dialect(),
        rows: table.rows().len(),
        columns,
        notices: &notices,
    };
    if args.talk.json {
        return output::json(&info);
    }
    output::write(None, text(&info).as_bytes())?;
    console.notices(info.notices);
    Ok(())
}

fn text(info: &Info) -> String {
    let mut lines = vec![info.file.to_owned()];
    // The reasons say how sure each is; what is certain needs no number.
    lines.extend(info.dialect.told().iter().map(|told| match told.confidence {
        1.0 => format!("  {} {}  ({})", told.name, told.value, told.reason),
        share => {
            format!(
                "  {} {}  ({:.0} % sure. {})",
                told.name,
                told.value,
                share * 100.0,
                told.reason
            )
        }
    }));
    lines.extend([
        format!("  {} rows, {} columns", format_count(info.rows), info.columns.len()),
        String::new(),
    ]);
    let width = |cells: &dyn Fn(&ColumnInfo) -> usize, least: usize| {
        info.columns.iter().map(cells).max().unwrap_or(0).clamp(least, 36)
    };
    let name_width = width(&|c| c.name.chars().count(), 4);
    lines.push(format!(
        "  {:name_width$}  {:8} {:>8} {:>9}  {:28} role",
        "name", "type", "missing", "distinct", "range"
    ));
    for column in &info.columns {
        let profile = column.profile;
        let range = match (profile.min, profile.max) {
            _ if profile.first.is_some() => [&profile.first, &profile.last]
                .map(|day| day.as_deref().unwrap_or_default())
                .join(" to "),
            (Some(min), Some(max)) => format!("{} to {}", format_value(min), format_value(max)),
            _ => profile.levels.iter().map(|(l, _)| l.as_str()).collect::<Vec<_>>().join(", "),
        };
        let kind = format!("{:?}", profile.kind).to_lowercase();
        lines.push(format!(
            "  {:name_width$}  {kind:8} {:>8} {:>9}  {:28} {} ({})",
            shorten(column.name, 36),
            format_count(profile.missing),
            format_count(profile.distinct),
            shorten(&range, 28),
            format!("{:?}", column.role.role).to_lowercase(),
            column.role.reason,
        ));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn shorten(text: &str, most: usize) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if clean.chars().count() <= most {
        return clean;
    }
    clean.chars().take(most - 1).chain(['\u{2026}']).collect()
}
