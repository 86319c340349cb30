//! A private desktop that goes when it is dropped.

use super::super::support::{folder, text};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use tempfile::TempDir;

/// How the desktop's file dialogs behave.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Dialogs {
    /// They come.
    Work,
    /// The portal answers that it has none, and no other program offers one.
    Fail,
    /// The portal is there, but never answers.
    Hang,
}

/// Display, window manager, message bus, and the program.
pub struct Session {
    home: TempDir,
    display: String,
    bus: String,
    children: std::cell::RefCell<Vec<Child>>,
    dialogs: Dialogs,
}

impl Session {
    /// Starts a desktop.
    pub fn start(dialogs: Dialogs) -> Self {
        let (home, nothing) = (folder(), String::new);
        let mut session =
            Self { home, display: nothing(), bus: nothing(), children: Vec::new().into(), dialogs };
        session.write_settings();
        // With -noreset: a server without clients would restart itself, and turn away who connects just then.
        let server = "-displayfd 1 -screen 0 1400x900x24 -nolisten tcp -noreset";
        session.display =
            format!(":{}", session.announced(Command::new("Xvfb").args(server.split(' '))));
        let mut bus = Command::new("dbus-daemon");
        bus.args(["--session", "--nofork", "--print-address=1"]);
        bus.arg(format!("--address=unix:path={}", text(&session.home.path().join("bus"))));
        session.environment(&mut bus);
        if dialogs == Dialogs::Fail {
            bus.env_remove("DISPLAY");
        }
        session.bus = session.announced(&mut bus);
        let mut manager = Command::new("openbox");
        session.environment(&mut manager);
        session.background(manager.stdout(Stdio::null()).stderr(session.log("desktop.log")));
        let managed = || !session.xdotool(&["get_num_desktops"]).is_empty();
        session.wait_for("the window manager", || managed().then_some(()));
        session
    }

    fn write_settings(&self) {
        // Nobody's first start: the hints were read, and the maps lie where those of a twin without settings do.
        let read = r#"{"hints": {"read": ["linked", "lasso", "believe"]}}"#;
        self.write("state", "settings.json", read);
        // Portals before 1.17 go by XDG_CURRENT_DESKTOP instead.
        self.write("config/xdg-desktop-portal", "portals.conf", "[preferred]\ndefault=gtk\n");
        // It would mount a file system.
        self.write_service("org.freedesktop.portal.Documents", "/bin/false");
        if self.dialogs == Dialogs::Hang {
            // It never takes the name, and ends with the bus.
            self.write_service("org.freedesktop.portal.Desktop", "/usr/bin/dbus-monitor");
        }
    }

    /// Puts a service before the system's own of that name.
    fn write_service(&self, name: &str, program: &str) {
        let content = format!("[D-BUS Service]\nName={name}\nExec={program}\n");
        self.write("data/dbus-1/services", &format!("{name}.service"), &content);
    }

    fn write(&self, folder: &str, name: &str, content: &str) {
        let folder = self.home.path().join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name), content).unwrap();
    }

    pub(super) fn environment(&self, command: &mut Command) {
        let home = self.home.path();
        command
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("HOME", home)
            .env("DIMLENS_HOME", self.state_folder())
            .env("XDG_RUNTIME_DIR", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("XDG_CURRENT_DESKTOP", "GNOME")
            .env("GSETTINGS_BACKEND", "memory")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("XAUTHORITY")
            .stdin(Stdio::null());
    }

    /// Starts the program on a file and waits until its window shows it and stands still.
    pub fn open(&self, file: &Path) -> u64 {
        self.open_under(&[], file)
    }

    /// The same by another program, which is given its name and arguments.
    pub fn open_under(&self, other: &[String], file: &Path) -> u64 {
        let words = other.iter().map(String::as_str).chain([env!("CARGO_BIN_EXE_dimlens")]);
        let words: Vec<&str> = words.collect();
        let mut program = Command::new(words[0]);
        self.environment(program.args(&words[1..]).arg(file));
        program.env("DIMLENS_FRAME_LOG", self.frame_log());
        if self.dialogs == Dialogs::Fail {
            program.env("PATH", self.home.path());
        }
        let started = Instant::now();
        self.background(program.stdout(Stdio::null()).stderr(self.log("program.log")));
        self.window("dimlens");
        let mapped = started.elapsed();
        let window = self.window(&file.file_name().unwrap().to_string_lossy());
        let shown = started.elapsed();
        println!("from start: a window after {mapped:.2?}, with the file after {shown:.2?}");
        self.settled(window);
        window
    }

    /// Ends the program as `kill -9` does.
    pub fn kill(&self) {
        if let Some(mut program) = self.children.borrow_mut().pop() {
            program.kill().unwrap();
            program.wait().unwrap();
        }
    }

    /// Where the program keeps what outlives it.
    pub fn state_folder(&self) -> PathBuf {
        self.home.path().join("state")
    }

    /// Where the program writes how long each frame took.
    pub fn frame_log(&self) -> PathBuf {
        self.home.path().join("frames.tsv")
    }

    /// How long the program has worked, in hundredths of a second.
    pub(super) fn worked(&self) -> u64 {
        let children = self.children.borrow();
        let Some(program) = children.last() else { return 0 };
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", program.id()));
        // After the name, which stands in parentheses: user and system time are the 12th and 13th.
        let stat = stat.unwrap_or_default();
        let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11);
        fields.take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum()
    }

    /// What is on the screen, for the message of a failure.
    pub(super) fn state(&self) -> String {
        let windows = self.xdotool(&["search", "--onlyvisible", "--name", "."]);
        let title = |id: &str| self.xdotool(&["getwindowname", id.trim()]).trim().to_owned();
        let titles: Vec<String> = windows.lines().map(title).collect();
        let file = format!("desktop-{}{}.png", std::process::id(), self.display);
        let screenshot = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(file.replace(':', "-"));
        let mut import = Command::new("import");
        self.environment(import.args(["-silent", "-window", "root", text(&screenshot)]));
        let saved = import.status().is_ok_and(|status| status.success());
        let read = |name| std::fs::read_to_string(self.home.path().join(name)).unwrap_or_default();
        format!(
            "Windows: {titles:?}. Screenshot: {}\nThe program said: {}\nThe desktop said: {}",
            if saved { text(&screenshot) } else { "none" },
            read("program.log"),
            read("desktop.log"),
        )
    }

    fn log(&self, name: &str) -> File {
        let path = self.home.path().join(name);
        File::options().create(true).append(true).open(path).unwrap()
    }

    fn background(&self, command: &mut Command) -> Option<std::process::ChildStdout> {
        let mut child = command
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?} cannot be started: {error}"));
        let output = child.stdout.take();
        self.children.borrow_mut().push(child);
        output
    }

    /// Starts what prints one line when it is ready, and returns the line.
    fn announced(&self, command: &mut Command) -> String {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(self.log("desktop.log"));
        let mut line = String::new();
        let output = self.background(command).expect("its output is piped");
        BufReader::new(output).read_line(&mut line).unwrap();
        assert!(!line.trim().is_empty(), "{command:?} did not start. {}", self.state());
        line.trim().to_owned()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The program first, the display last; what the bus started ends with it.
        for child in self.children.get_mut().iter_mut().rev() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
