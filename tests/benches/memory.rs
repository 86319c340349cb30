//! What the program holds in memory with a large table open and its PCA drawn.
//!
//! `cargo bench --bench memory`: 1,000,000 rows x 20 columns; `-- 100000` takes another number of rows. The window has
//! no screen and no graphics card: what a driver holds is not the program's, and software Vulkan keeps in the same
//! memory what a card keeps in its own.

#[path = "shared/customers.rs"]
mod customers;
#[allow(dead_code, reason = "each benchmark uses a part of it")]
#[path = "shared/window.rs"]
mod window;

use customers::customers;
use std::error::Error;
use window::Window;

fn main() -> Result<(), Box<dyn Error>> {
    let rows = std::env::args().find_map(|size| size.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("customers.csv");
    // In a process of its own: what writing the table took is none of the program's.
    if let Some(path) = std::env::var_os("DIMLENS_BENCH_TABLE") {
        let mut window = Window::new(path.as_ref(), None);
        for _ in 0..200 {
            window.rest();
        }
        let table = (rows * 20 * 8) as f64 / 1e6;
        for (name, what) in [("VmRSS", "now"), ("VmHWM", "at most")] {
            let held = held(name).unwrap_or(f64::NAN);
            println!(
                "{rows} rows: {held:.0} MB {what}, {:.2} times the table as f64",
                held / table
            );
        }
        return Ok(());
    }
    std::fs::write(&path, customers(rows))?;
    let program = std::env::current_exe()?;
    let mut program = std::process::Command::new(program);
    program.arg(rows.to_string()).env("DIMLENS_BENCH_TABLE", &path).status()?;
    Ok(())
}

/// A line of what Linux says of this process, in MB.
fn held(name: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? * 1024.0 / 1e6)
}
