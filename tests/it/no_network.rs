//! Nothing is ever sent: a whole comparison and the window under strace, which sees every socket.

use super::desktop::{Dialogs, Session};
use super::projects::project_in;
use super::support::{folder, sample, text};
use dimlens::methods::Method;
use dimlens::project::Choices;
use dimlens::project::file::Output;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// The calls of a log that are about the network; sockets between programs of one machine are not.
fn sockets(log: &Path) -> Vec<String> {
    let log = std::fs::read_to_string(log).unwrap();
    log.lines().filter(|line| line.contains("AF_INET")).map(str::to_owned).collect()
}

fn strace(log: &Path) -> Vec<String> {
    ["strace", "-f", "-qq", "-e", "trace=network", "-o", text(log)].map(str::to_owned).to_vec()
}

#[test]
#[ignore = "needs strace; .ci/run runs it"]
fn a_whole_comparison_and_a_project_open_no_socket_to_anywhere() {
    let folder = folder();
    let log = folder.path().join("log");
    let csv = folder.path().join("t.csv");
    let penguins = sample("penguins");
    let html = folder.path().join("r.html");
    let outputs =
        vec![Output::Figure { figure: "map".into(), method: Method::Pca, path: "map.svg".into() }];
    let project = project_in(folder.path(), Choices::default(), outputs);
    let commands = [
        vec!["compare", text(&penguins), "--json"],
        vec!["embed", text(&penguins), "--method", "tsne", "-o", text(&csv)],
        vec!["report", text(&penguins), "-o", text(&html)],
        vec!["run", text(&project)],
    ];
    for args in commands {
        let strace = strace(&log);
        let output = Command::new(&strace[0])
            .args(&strace[1..])
            .arg(env!("CARGO_BIN_EXE_dimlens"))
            .args(args)
            .output()
            .expect("strace is installed");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(sockets(&log), [""; 0]);
    }
}

#[test]
#[ignore = "needs strace, Xvfb and D-Bus; .ci/run runs it"]
fn the_window_opens_no_socket_to_anywhere() {
    let folder = folder();
    let log = folder.path().join("log");
    // Dialogs that fail take away the path to other programs, strace among them.
    let session = Session::start(Dialogs::Hang);
    let window = session.open_under(&strace(&log), &sample("penguins"));
    session.keys(window, "ctrl+r");
    std::thread::sleep(Duration::from_secs(3));
    let text = std::fs::read_to_string(&log).unwrap();
    assert!(text.contains("AF_UNIX"), "the log sees the sockets of the screen");
    assert_eq!(sockets(&log), [""; 0]);
}

/// The check can fail: a socket to elsewhere is seen.
#[test]
fn a_socket_to_elsewhere_would_be_seen() {
    let folder = folder();
    let log = folder.path().join("log");
    std::fs::write(&log, "1 socket(AF_UNIX, 0) = 3\n1 socket(AF_INET6, SOCK_DGRAM) = 4\n").unwrap();
    assert_eq!(sockets(&log).len(), 1);
}
