//! `dimlens info`: what was understood of a file.

use super::args::InfoArgs;
use super::console::Console;
use super::{output, read};
use crate::data::{ColumnProfile, Dialect, Notice, Origin, Packing, Sheet, Writing};
use crate::features::{ColumnRole, prepare, roles};
use crate::plots::{format_count, format_value};
use crate::progress::Progress;
use crate::wording::{capitalised, one_line};
use serde::Serialize;

#[derive(Serialize)]
struct Info<'a> {
    file: &'a str,
    format: &'static str,
    packing: Option<Packing>,
    files: usize,
    #[serde(flatten)]
    written: Written<'a>,
    #[serde(skip)]
    origin: &'a Origin,
    decimal: &'static str,
    rows: usize,
    columns: Vec<ColumnInfo<'a>>,
    notices: &'a [Notice],
}

/// What was found out about the writing; the keys of text are there, and null, where a file is none.
#[derive(Serialize)]
#[serde(untagged)]
enum Written<'a> {
    Text(&'a Dialect),
    Other {
        separator: (),
        encoding: (),
        #[serde(flatten)]
        sheet: Option<&'a Sheet>,
    },
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
    let comma = table.columns().iter().any(|column| {
        column.reading.as_ref().is_some_and(|reading| reading.contains("decimal comma"))
    });
    let origin = table.origin();
    let info = Info {
        file: table.name(),
        format: origin.format.key(),
        packing: origin.packing,
        files: origin.files,
        written: match origin.dialect() {
            Some(dialect) => Written::Text(dialect),
            None => Written::Other { separator: (), encoding: (), sheet: origin.sheet_of() },
        },
        origin,
        decimal: if comma { "," } else { "." },
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

/// How the file was written, in lines.
fn written(info: &Info) -> Vec<String> {
    match &info.origin.writing {
        Writing::Text(dialect) => text_written(dialect, info.decimal),
        Writing::Sheet(sheet) => {
            let header = header(sheet.header_rows, "row");
            vec![
                format!("  sheet {}  (of: {})", sheet.sheet, sheet.sheets.join(", ")),
                format!("  header {header}  ({})", sheet.header_reason),
            ]
        }
        Writing::Typed => Vec::new(),
    }
}

fn header(rows: usize, what: &str) -> String {
    match rows {
        0 => "none".to_owned(),
        1 => format!("1 {what}"),
        rows => format!("{rows} {what}s"),
    }
}

fn text_written(dialect: &Dialect, decimal: &str) -> Vec<String> {
    let separator = match dialect.separator {
        '\t' => "tab".to_owned(),
        mark => mark.to_string(),
    };
    let header = header(dialect.header_rows, "record");
    vec![
        format!("  encoding {}  ({})", dialect.encoding, dialect.encoding_reason),
        format!("  separator {separator}  ({})", dialect.separator_reason),
        format!("  header {header}  ({})", dialect.header_reason),
        format!("  decimal mark {decimal}"),
    ]
}

fn text(info: &Info) -> String {
    let mut lines = vec![info.file.to_owned(), format!("  format {}", info.origin.title())];
    lines.extend(written(info));
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
            one_line(column.name, 36),
            format_count(profile.missing),
            format_count(profile.distinct),
            one_line(&range, 28),
            format!("{:?}", column.role.role).to_lowercase(),
            column.role.reason,
        ));
    }
    lines.push(String::new());
    lines.join("\n")
}
