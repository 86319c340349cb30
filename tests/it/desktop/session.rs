//! A private desktop that goes when it is dropped.

use super::super::support::{folder, text};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Everything here is drawn in software on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);
/// Between two looks.
const BEAT: Duration = Duration::from_millis(100);
/// What the window needs to draw a dialog, and GTK to take the focus.
const REST: Duration = Duration::from_millis(1500);

/// Display, window manager, message bus, and the program.
pub struct Session {
    display: String,
    home: TempDir,
    bus: String,
    children: std::cell::RefCell<Vec<(&'static str, Child)>>,
}

impl Session {
    /// Starts a desktop. Without `dialogs` the portal does not know the display, and so can show none.
    pub fn start(dialogs: bool) -> Self {
        let home = folder();
        let (display_server, mut number) = spawn(
            Command::new("Xvfb")
                .args("-displayfd 1 -screen 0 1400x900x24 -nolisten tcp".split(' ')),
        );
        let display = format!(":{}", first_line(&mut number, "Xvfb"));
        let mut session = Self {
            display,
            home,
            bus: String::new(),
            children: vec![("Xvfb", display_server)].into(),
        };
        let mut bus = Command::new("dbus-daemon");
        bus.args(["--session", "--nofork", "--print-address=1"]);
        session.environment(&mut bus);
        if !dialogs {
            bus.env_remove("DISPLAY");
        }
        let (bus, mut address) = spawn(&mut bus);
        session.bus = first_line(&mut address, "dbus-daemon");
        session.children.get_mut().push(("dbus-daemon", bus));
        let mut manager = Command::new("openbox");
        session.environment(&mut manager);
        session.children.get_mut().push(("openbox", spawn(&mut manager).0));
        session
    }

    fn environment(&self, command: &mut Command) {
        let home = self.home.path();
        command
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("HOME", home)
            .env("XDG_RUNTIME_DIR", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CURRENT_DESKTOP", "GNOME")
            .env_remove("WAYLAND_DISPLAY");
    }

    /// Starts the program on a file and waits for its window.
    pub fn open(&self, file: &Path) -> u64 {
        let mut program = Command::new(env!("CARGO_BIN_EXE_dimlens"));
        self.environment(program.arg(file));
        let log = std::fs::File::create(self.log()).unwrap();
        let started = Instant::now();
        let child = program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().unwrap();
        self.children.borrow_mut().push(("dimlens", child));
        let window = self.window(&file.file_name().unwrap().to_string_lossy());
        println!(
            "{:.2} s from start to a window that shows the file",
            started.elapsed().as_secs_f32()
        );
        self.rest();
        window
    }

    fn log(&self) -> PathBuf {
        self.home.path().join("program.log")
    }

    /// Waits for a window whose title holds these words.
    pub fn window(&self, title: &str) -> u64 {
        self.wait_for(&format!("a window titled {title}"), || {
            let found = self.xdotool(&["search", "--onlyvisible", "--name", title]);
            found.lines().last().and_then(|id| id.trim().parse().ok())
        })
    }

    /// Clicks at a place in a window.
    pub fn click(&self, window: u64, (x, y): (i32, i32)) {
        let (window, x, y) = (window.to_string(), x.to_string(), y.to_string());
        self.xdotool(&["mousemove", "--window", &window, &x, &y]);
        std::thread::sleep(BEAT * 3);
        self.xdotool(&["mousedown", "1"]);
        std::thread::sleep(BEAT);
        self.xdotool(&["mouseup", "1"]);
    }

    /// Presses keys in a window.
    pub fn keys(&self, window: u64, keys: &str) {
        self.xdotool(&["windowfocus", "--sync", &window.to_string()]);
        self.xdotool(&["key", keys]);
    }

    /// Types a path into whatever has the focus in a window, and confirms it.
    pub fn type_and_enter(&self, window: u64, path: &Path) {
        self.xdotool(&["windowfocus", "--sync", &window.to_string()]);
        self.rest();
        self.xdotool(&["type", "--delay", "30", text(path)]);
        self.rest();
        self.xdotool(&["key", "Return"]);
    }

    /// Gives the desktop time to draw.
    pub fn rest(&self) {
        let _ = self;
        std::thread::sleep(REST);
    }

    /// Looks again and again until there is an answer.
    pub fn wait_for<T>(&self, what: &str, look: impl Fn() -> Option<T>) -> T {
        let started = Instant::now();
        loop {
            if let Some(found) = look() {
                return found;
            }
            assert!(started.elapsed() < PATIENCE, "{what} did not come. {}", self.state());
            std::thread::sleep(BEAT);
        }
    }

    /// What is on the screen, for the message of a failure.
    fn state(&self) -> String {
        let windows = self.xdotool(&["search", "--onlyvisible", "--name", "."]);
        let titles: Vec<String> =
            windows.lines().map(|id| self.xdotool(&["getwindowname", id.trim()])).collect();
        let picture = std::env::temp_dir().join("dimlens-desktop-test.png");
        let mut import = Command::new("import");
        self.environment(&mut import);
        let saved = import.args(["-window", "root", text(&picture)]).status();
        format!(
            "Windows: {titles:?}. The program said: {}. Screenshot: {}",
            std::fs::read_to_string(self.log()).unwrap_or_default(),
            if saved.is_ok_and(|s| s.success()) { text(&picture) } else { "none" }
        )
    }

    fn xdotool(&self, args: &[&str]) -> String {
        let mut command = Command::new("xdotool");
        self.environment(&mut command);
        let output = command.args(args).output().expect("xdotool is installed");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The program first, the display last.
        for (_, child) in self.children.get_mut().iter_mut().rev() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn spawn(command: &mut Command) -> (Child, ChildStdout) {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?} cannot be started: {error}"));
    let output = child.stdout.take().unwrap();
    (child, output)
}

fn first_line(output: &mut ChildStdout, name: &str) -> String {
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).unwrap();
    assert!(!line.trim().is_empty(), "{name} did not start");
    line.trim().to_owned()
}
