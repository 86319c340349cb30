//! What several tests need: the built program, files, reference data.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder that goes when the test ends.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// The built program, headless: no display is known to it.
pub fn dimlens(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dimlens"));
    command.args(args).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").stdin(Stdio::null());
    command
}

/// Runs it and returns what it printed; it must succeed.
pub fn run(args: &[&str]) -> String {
    let output = dimlens(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Runs it and parses the one JSON object that it printed.
pub fn json(args: &[&str]) -> serde_json::Value {
    serde_json::from_str(&run(args)).unwrap()
}

/// Runs it; it must fail with status 1 and one line on standard error, which is returned.
pub fn failure(args: &[&str]) -> String {
    let output = dimlens(args).output().unwrap();
    one_line_of_failure(args, &output)
}

/// Runs it; it must be wrong usage (status 2) and one line on standard error, which is returned.
pub fn wrong_usage(args: &[&str]) -> String {
    let output = dimlens(args).output().unwrap();
    one_line_of(args, &output, 2)
}

/// The one line that a failed run printed.
pub fn one_line_of_failure(args: &[&str], output: &Output) -> String {
    one_line_of(args, output, 1)
}

fn one_line_of(args: &[&str], output: &Output, status: i32) -> String {
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(status), "{args:?}: {error}");
    assert!(output.stdout.is_empty(), "{args:?} printed a result");
    assert_eq!(error.trim_end().lines().count(), 1, "{args:?}: {error}");
    assert!(!error.contains("panicked"), "{error}");
    error
}

/// Runs it with `input` on standard input.
pub fn run_with_input(args: &[&str], input: &[u8]) -> Output {
    let mut child = dimlens(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

/// A sample that the program brings along.
pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data").join(format!("{name}.csv"))
}

/// A path as text.
pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The folder of data sets that may not be shipped, where the environment names one.
pub fn test_data() -> Option<PathBuf> {
    std::env::var_os("DIMLENS_TEST_DATA").map(PathBuf::from)
}

/// The file of the reference values' data set: shipped, or in the folder of [`test_data`].
pub fn data_set(file: &str) -> Option<PathBuf> {
    let shipped = match file {
        "customers/modeldata_wa_churn.csv" => sample("wa_churn"),
        "benchmarks/sklearn_digits_1797x64.csv" => sample("digits"),
        "benchmarks/palmerpenguins_penguins.csv" => sample("penguins"),
        _ => Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/reference")
            .join(Path::new(file).file_name().unwrap()),
    };
    if shipped.exists() {
        return Some(shipped);
    }
    test_data().map(|folder| folder.join(file)).filter(|path| path.exists())
}

/// Texts of a JSON list.
pub fn names(value: &serde_json::Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect()
}

/// The cells of a plain table, line by line.
pub fn cells(path: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| line.split(',').map(|c| c.trim_matches('"').to_owned()).collect())
        .collect()
}

/// The points of a written map: its columns `x` and `y`, after `row`.
pub fn points(path: &str) -> Vec<Vec<f64>> {
    let rows = cells(path);
    rows[1..]
        .iter()
        .map(|row| row[1..3].iter().map(|cell| cell.parse().unwrap()).collect())
        .collect()
}

/// The numeric columns that are not dropped, standardised where the reference did so; constant ones count
/// for nothing.
pub fn prepared(path: &str, dropped: &[&str], standardise: bool) -> Vec<Vec<f64>> {
    let rows = cells(path);
    let n = (rows.len() - 1) as f64;
    let mut out = vec![Vec::new(); rows.len() - 1];
    for (column, name) in rows[0].iter().enumerate() {
        if dropped.contains(&name.as_str()) {
            continue;
        }
        let Ok(values) =
            rows[1..].iter().map(|row| row[column].parse()).collect::<Result<Vec<f64>, _>>()
        else {
            continue;
        };
        let mean = values.iter().sum::<f64>() / n;
        let sd = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        let scale = if standardise && sd > 0.0 { 1.0 / sd } else { 1.0 };
        for (row, value) in out.iter_mut().zip(values) {
            row.push((value - mean) * scale);
        }
    }
    out
}
