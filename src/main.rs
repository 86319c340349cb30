//! The program: the window, or a headless command.

use dimlens::cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match cli::parse() {
        Ok(cli) => cli,
        Err(wrong) => {
            eprintln!("dimlens: {wrong}");
            return ExitCode::from(2);
        }
    };
    let outcome = match cli.command {
        Some(command) => cli::run(command),
        None => open(cli.file.as_deref()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if !cli::is_cancelled(&error) {
                eprintln!("dimlens: {error:#}");
            }
            ExitCode::from(cli::exit_code(&error))
        }
    }
}

#[cfg(feature = "gui")]
fn open(file: Option<&std::path::Path>) -> anyhow::Result<()> {
    dimlens::ui::open(file).or_else(|no_window| {
        eprintln!("dimlens: {no_window:#}");
        cli::summarise(file)
    })
}

#[cfg(not(feature = "gui"))]
fn open(file: Option<&std::path::Path>) -> anyhow::Result<()> {
    cli::summarise(file)
}
