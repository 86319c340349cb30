//! What a person at the desktop does: look, click, type.

use super::super::support::text;
use super::session::Session;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Everything here is drawn in software on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);
/// A dialog of the system that is still there after this long has lost keys, and is given them again.
const ANSWER: Duration = Duration::from_secs(8);
/// Between two looks.
const BEAT: Duration = Duration::from_millis(50);
/// How long a button is hovered before it is pressed.
const HOVER: Duration = Duration::from_millis(200);
/// Hundredths of a second that a program at rest may work between two looks.
const IDLE: u64 = 6;
/// Between two pictures that are to be the same.
const REST: Duration = Duration::from_millis(400);

impl Session {
    /// Waits for a window whose title holds these words.
    pub fn window(&self, title: &str) -> u64 {
        self.wait_for(&format!("a window titled {title}"), || self.find(title))
    }

    fn find(&self, title: &str) -> Option<u64> {
        let found = self.xdotool(&["search", "--onlyvisible", "--name", title]);
        found.lines().last().and_then(|id| id.trim().parse().ok())
    }

    /// Waits until a window neither moves nor draws anything new, and the program has nothing to do: a million points
    /// drawn in software can take longer than there is between two looks.
    pub fn settled(&self, window: u64) {
        let look = || {
            let place = self.xdotool(&["getwindowgeometry", &window.to_string()]);
            (place, self.picture(window, &[]))
        };
        let mut before = look();
        self.wait_for("a window at rest", || {
            let worked = self.worked();
            std::thread::sleep(REST);
            let idle = self.worked() <= worked + IDLE;
            let now = look();
            let same = idle && now == before && !now.1.is_empty();
            before = now;
            same.then_some(())
        });
    }

    /// The window's pixels, three bytes each.
    fn picture(&self, window: u64, options: &[&str]) -> Vec<u8> {
        let mut import = Command::new("import");
        self.environment(&mut import);
        import.args(["-silent", "-window", &window.to_string()]).args(options);
        import.args(["-depth", "8", "rgb:-"]);
        import.output().expect("imagemagick is installed").stdout
    }

    /// Does something, and waits for one of the program's own dialogs: it darkens the whole window.
    pub fn modal_after(&self, window: u64, act: impl Fn()) {
        let before = self.brightness(window);
        self.wait_for("the program's own dialog", || {
            // Asked for again where the keys were lost; a dialog that is open stays open.
            act();
            within(ANSWER, || self.is_darker(window, before).then_some(()))
        });
    }

    /// How bright a window is at its edge.
    pub fn brightness(&self, window: u64) -> u32 {
        let corner = self.picture(window, &["-crop", "4x4+2+400"]);
        corner.into_iter().map(u32::from).sum()
    }

    /// Whether one of the program's own dialogs darkens its window.
    pub fn is_darker(&self, window: u64, before: u32) -> bool {
        let now = self.brightness(window);
        now > 0 && now * 10 < before * 9
    }

    /// Clicks at a place in a window.
    pub fn click(&self, window: u64, (x, y): (i32, i32)) {
        let (window, x, y) = (window.to_string(), x.to_string(), y.to_string());
        self.xdotool(&["mousemove", "--window", &window, &x, &y]);
        std::thread::sleep(HOVER);
        self.xdotool(&["click", "1"]);
    }

    /// Drags from one place in a window to another.
    pub fn drag(&self, shown: u64, from: (i32, i32), to: (i32, i32)) {
        let window = shown.to_string();
        let go = |(x, y): (i32, i32)| {
            self.xdotool(&["mousemove", "--window", &window, &x.to_string(), &y.to_string()]);
            std::thread::sleep(HOVER);
        };
        go(from);
        // A press and a release within one slow frame would be no drag.
        self.settled(shown);
        self.xdotool(&["mousedown", "1"]);
        self.settled(shown);
        // By the way: a drag is more than a jump.
        go((i32::midpoint(from.0, to.0), i32::midpoint(from.1, to.1)));
        self.settled(shown);
        go(to);
        self.settled(shown);
        self.xdotool(&["mouseup", "1"]);
    }

    /// Drags round and round a place in a window, in small steps, for as long as asked.
    pub fn drag_about(&self, window: u64, (x, y): (i32, i32), radius: f64, time: Duration) {
        let window = window.to_string();
        let step = "0.025";
        let go = |(x, y): (i32, i32)| {
            let (x, y) = (x.to_string(), y.to_string());
            self.xdotool(&["mousemove", "--window", &window, &x, &y, "sleep", step]);
        };
        go((x, y));
        self.xdotool(&["mousedown", "1"]);
        let started = Instant::now();
        while started.elapsed() < time {
            // Once round in two seconds.
            let (sin, cos) = (started.elapsed().as_secs_f64() * std::f64::consts::PI).sin_cos();
            go((x + (radius * (1.0 - cos)) as i32, y + (radius * sin) as i32));
        }
        go((x, y));
        self.xdotool(&["mouseup", "1"]);
    }

    /// Presses keys in a window.
    pub fn keys(&self, window: u64, keys: &str) {
        assert!(self.focused(window), "a window does not take the focus. {}", self.state());
        self.xdotool(&["key", keys]);
    }

    /// Types a path into whatever has the focus in a window, and confirms it.
    pub fn type_and_enter(&self, window: u64, path: &Path) {
        assert!(self.focused(window), "a window does not take the focus. {}", self.state());
        self.xdotool(&["type", "--delay", "20", text(path)]);
        self.xdotool(&["key", "Return"]);
    }

    /// Waits for a dialog of the system, answers it with a path, and waits until it has gone.
    pub fn answer(&self, title: &str, path: &Path) {
        let dialog = self.window(title);
        let (slash, rest) = text(path).split_at(1);
        self.wait_for(&format!("an end of the dialog {title}"), || {
            // GTK loses keys while it fills its dialog, and while the slash brings up the line for paths.
            self.settled(dialog);
            if self.focused(dialog) {
                self.xdotool(&["key", "ctrl+a"]);
                self.xdotool(&["type", slash]);
                self.settled(dialog);
                self.xdotool(&["type", "--delay", "20", rest]);
                self.settled(dialog);
                self.xdotool(&["key", "Return"]);
            } else {
                // Over it lies GTK's word that there is no such file.
                self.xdotool(&["key", "Escape"]);
            }
            within(ANSWER, || self.find(title).is_none().then_some(()))
        });
    }

    fn focused(&self, window: u64) -> bool {
        let window = window.to_string();
        self.xdotool(&["windowactivate", &window]);
        let active = || self.xdotool(&["getactivewindow"]).trim() == window;
        within(ANSWER, || active().then_some(())).is_some()
    }

    /// Looks again and again until there is an answer.
    pub fn wait_for<T>(&self, what: &str, look: impl FnMut() -> Option<T>) -> T {
        within(PATIENCE, look).unwrap_or_else(|| panic!("{what} did not come. {}", self.state()))
    }

    pub(super) fn xdotool(&self, args: &[&str]) -> String {
        let mut command = Command::new("xdotool");
        self.environment(&mut command);
        let output = command.args(args).output().expect("xdotool is installed");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

fn within<T>(time: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let started = Instant::now();
    loop {
        let found = look();
        if found.is_some() || started.elapsed() > time {
            return found;
        }
        std::thread::sleep(BEAT);
    }
}
