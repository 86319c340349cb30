//! Wrong usage on one line: what, where, what to do.

use super::Cli;
use clap::Parser as _;
use clap::error::ErrorKind;

/// The arguments of the program, or what is to be printed instead and the exit status: help and version
/// with 0, wrong usage on one line with 2.
///
/// # Errors
/// The line on standard error, without the program's name.
pub fn parse() -> Result<Cli, String> {
    Cli::try_parse().map_err(|error| {
        if matches!(
            error.kind(),
            ErrorKind::DisplayHelp
                | ErrorKind::DisplayVersion
                | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        ) {
            error.exit();
        }
        one_line(&error.to_string())
    })
}

/// The message, its hints and where help is, from clap's several lines; the usage is left to the help.
fn one_line(message: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    // Lines that belong together are those of a paragraph, but for hints.
    let mut new = true;
    for line in message.lines().map(str::trim).filter(|line| !line.starts_with("Usage:")) {
        let line = line.trim_start_matches("error: ");
        if line.is_empty() || line.starts_with('[') || line.starts_with("tip: ") {
            new = true;
        }
        let line = line.trim_start_matches("tip: ").trim_matches(['[', ']']);
        match parts.last_mut().filter(|_| !new && !line.is_empty()) {
            Some(last) => {
                last.push(' ');
                last.push_str(line);
            }
            None if !line.is_empty() => {
                parts.push(line.to_owned());
                new = false;
            }
            None => {}
        }
    }
    let sentences = parts.iter().map(|part| part.trim_end_matches('.'));
    format!("{}.", sentences.collect::<Vec<_>>().join(". "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(args: &[&str]) -> String {
        one_line(&Cli::try_parse_from([&["dimlens"], args].concat()).unwrap_err().to_string())
    }

    #[test]
    fn wrong_usage_is_one_line() {
        for (args, words) in [
            (&["embed"][..], "not provided: <FILE>"),
            (&["plot", "x.csv"], "--output <OUT.svg|pdf|png>"),
            (&["embed", "x.csv", "--method", "umap"], "possible values: pca, tsne"),
            (&["embed", "x.csv", "--methd", "pca"], "'--method'"),
            (&["info", "x.csv", "--decimal", ";"], ". or , (or point, comma)"),
            (&["info", "x.csv", "--skip", "-1"], "-1"),
            (&["info", "x.csv", "--day-first", "maybe"], "yes, no"),
            (&["info", "x.csv", "--role", "a=foo"], "feature, label, identifier, ignored"),
            (&["embed", "x.csv", "--rows", "-3"], "a whole number, 1 or more"),
            (&["embed", "x.csv", "--rows", "0"], "a whole number, 1 or more"),
            (&["embed", "x.csv", "--components", "0"], "a whole number, 1 or more"),
            (&["embed", "x.csv", "--columns", ""], "it names no column"),
        ] {
            let line = said(args);
            assert_eq!(line.lines().count(), 1, "{line}");
            assert!(line.contains(words) && line.ends_with("try '--help'."), "{line}");
            assert!(!line.contains("-- -"), "{line}");
            assert!(!line.contains("error:") && !line.contains("Usage"), "{line}");
        }
    }
}
