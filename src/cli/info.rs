//! `dimlens info`: what was understood of a file.

use super::args::InfoArgs;
use super::console::Console;
use super::{output, read};
use crate::data::{ColumnProfile, Dialect, Notice, Origin, Packing, Sheet, Writing};
use crate::features::{Advice, ColumnRole, LedgerLine, ledger_text, prepare, roles};
use crate::progress::Progress;
use crate::words::{capitalised, count_of, format_count, format_range, one_line};
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
    rows: usize,
    columns: Vec<ColumnInfo<'a>>,
    advice: Vec<Advice>,
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
        decimal: (),
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
    /// What preparing does to it; none where it cannot be done.
    ledger: Option<&'a LedgerLine>,
}

pub(super) fn run(args: &InfoArgs) -> anyhow::Result<()> {
    let console = Console::new(args.talk.quiet, args.data.threads);
    args.data.check_files(None)?;
    let recipe = args.data.recipe()?;
    let (table, _) = read(&args.data, &console)?;
    let profiles = table.profiles();
    let mut roles = roles(&table, &recipe)?;
    // What preparing would do, or why it cannot be done.
    args.data.save(&recipe)?;
    let (mut ledger, mut advice) = (Vec::new(), Vec::new());
    let mut notices = table.notices().to_vec();
    match prepare(&table, &recipe, &Progress::new()) {
        Ok(prepared) => {
            (roles, ledger, advice) = (prepared.roles, prepared.ledger, prepared.advice);
            notices.extend(prepared.notices);
        }
        Err(error) => notices.push(Notice::warning(capitalised(&error.to_string()))),
    }
    let columns = table
        .columns()
        .iter()
        .zip(&roles)
        .zip(profiles.iter())
        .enumerate()
        .map(|(at, ((column, role), profile))| ColumnInfo {
            name: &column.name,
            role,
            profile,
            ledger: ledger.get(at),
        })
        .collect();
    let origin = table.origin();
    let info = Info {
        file: table.name(),
        format: origin.format.key(),
        packing: origin.packing,
        files: origin.files,
        written: match origin.dialect() {
            Some(dialect) => Written::Text(dialect),
            None => Written::Other {
                separator: (),
                encoding: (),
                decimal: (),
                sheet: origin.sheet_of(),
            },
        },
        origin,
        rows: table.rows().len(),
        columns,
        advice,
        notices: &notices,
    };
    if args.talk.json {
        return output::json(&info);
    }
    let mut words = text(&info);
    if !ledger.is_empty() {
        words += "\n  what becomes of each column\n";
        words += &ledger_text(&ledger);
    }
    output::write(None, words.as_bytes())?;
    console.notices(info.notices);
    Ok(())
}

/// How the file was written, in lines.
fn written(origin: &Origin) -> Vec<String> {
    // The reasons say how sure each is; what is certain needs no number.
    let line = |name: &str, value: &str, confidence: f64, reason: &str| match confidence {
        1.0 => format!("  {name} {value}  ({reason})"),
        share => format!("  {name} {value}  ({:.0} % sure. {reason})", share * 100.0),
    };
    match &origin.writing {
        Writing::Text(dialect) => {
            let told = dialect.told();
            told.iter().map(|t| line(t.name, &t.value, t.confidence, t.reason)).collect()
        }
        Writing::Sheet(sheet) => {
            let header = match sheet.header_rows {
                0 => "none".to_owned(),
                1 => "1 row".to_owned(),
                rows => format!("{rows} rows"),
            };
            vec![
                format!("  sheet {}  (of: {})", sheet.sheet, sheet.sheets.join(", ")),
                line("header", &header, sheet.header_confidence, &sheet.header_reason),
            ]
        }
        Writing::Typed => Vec::new(),
    }
}

fn text(info: &Info) -> String {
    let mut lines = vec![info.file.to_owned(), format!("  format {}", info.origin.title())];
    lines.extend(written(info.origin));
    lines.extend([
        format!(
            "  {}, {}",
            count_of(info.rows, "row", "rows"),
            count_of(info.columns.len(), "column", "columns")
        ),
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
            (Some(min), Some(max)) => format_range(min, max),
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
    lines.join("\n") + "\n"
}
