//! Each wrong input gets one clear line and status 1; nothing half-written, no panic.

use super::support::{
    dimlens, failure, folder, json, one_line_of_failure, sample, text, wrong_usage,
};
use std::path::Path;

fn file(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    text(&path).to_owned()
}

#[test]
fn what_is_no_table_is_refused_by_every_command() {
    let folder = folder();
    let at = folder.path();
    let cases = [
        (text(&at.join("none.csv")).to_owned(), "no such file"),
        (text(at).to_owned(), "folder"),
        (file(at, "empty.csv", b""), "empty"),
        (file(at, "blank.csv", b"\n \n\n"), "empty"),
        (file(at, "noise.csv", b"\x01\x02\x03\x04\x05\x10\xFF\x00,\x01"), "binary"),
        (file(at, "book.csv", b"PK\x03\x04\x14\0\0\0"), "ZIP archive"),
        (
            file(at, "ragged.csv", b"a,b\n1,2\n3\n4\n5\n6\n7\n8\n9,9\n8,8\n7,7\n6,6\n5,5\n"),
            "line 3, field 2",
        ),
        (file(at, "quote.csv", b"a,b\n\"1,2\n3,4\n"), "line 2"),
    ];
    for (path, words) in &cases {
        for command in [&["info"][..], &["embed"], &["plot", "-o", "never.svg"], &[]] {
            let args = [command, &[path.as_str()]].concat();
            if args.len() == 1 {
                // Without a display a summary stands for the window, and says so first.
                let output = dimlens(&args).output().unwrap();
                assert_eq!(output.status.code(), Some(1));
                assert!(String::from_utf8_lossy(&output.stderr).contains(words), "{path}");
            } else {
                assert!(failure(&args).contains(words), "{args:?}: {}", failure(&args));
            }
        }
    }
    assert!(!Path::new("never.svg").exists());
}

#[test]
fn tables_without_a_map_are_described_but_not_drawn() {
    let folder = folder();
    let at = folder.path();
    let cases = [
        (file(at, "header.csv", b"a,b\n"), 0, "no rows"),
        (file(at, "one.csv", b"a,b\n1,2\n"), 1, "one row"),
        (file(at, "nan.csv", b"a,b\nNaN,inf\nNaN,-inf\n"), 2, "every cell is missing"),
        (file(at, "names.csv", b"name,city\nAnn,Bern\nBob,Genf\n"), 2, "unique text"),
        (file(at, "flat.csv", b"a,b\n1,2\n1,2\n"), 2, "constant"),
    ];
    for (path, rows, words) in &cases {
        assert_eq!(json(&["info", path, "--json"])["rows"], *rows, "{path}");
        let out = at.join("out.csv");
        let error = failure(&["embed", path, "-o", text(&out)]);
        assert!(error.contains(words), "{error}");
        assert!(!out.exists(), "nothing is written");
    }
}

#[test]
fn columns_that_are_not_there_are_named_with_those_that_are() {
    let path = sample("penguins");
    for option in ["--columns", "--exclude", "--label", "--id", "--keep"] {
        let error = failure(&["embed", text(&path), option, "bodymass"]);
        assert!(error.contains("bodymass") && error.contains("body_mass_g"), "{error}");
    }
    let error = failure(&["plot", text(&path), "--color-by", "bodymass", "-o", "never.svg"]);
    assert!(error.contains("body_mass_g"), "{error}");
}

#[test]
fn settings_that_do_not_fit_say_what_would() {
    let folder = folder();
    let path = file(folder.path(), "small.csv", b"a,b\n1,2\n2,1\n3,5\n4,4\n5,9\n6,3\n7,7\n8,1\n");
    let error = failure(&["embed", &path, "--method", "tsne", "--perplexity", "30"]);
    assert!(error.contains("perplexity 30 needs at least 91 rows; this table has 8"), "{error}");
    // The default is capped, and said so.
    let out = folder.path().join("o.csv");
    let found = json(&["embed", &path, "--method", "tsne", "--json", "-o", text(&out)]);
    assert!(found["notices"].to_string().contains("Perplexity 2.3"));
    let error = failure(&["plot", &path, "-o", "never.gif"]);
    assert!(error.contains(".svg") && error.contains(".png"), "{error}");
    let error =
        wrong_usage(&["plot", &path, "--method", "tsne", "--figure", "scree", "-o", "never.svg"]);
    assert!(error.contains("--method pca"), "{error}");
    assert!(wrong_usage(&["plot", &path, "--width", "1", "-o", "never.svg"]).contains("--width"));
}

#[test]
fn the_table_being_read_is_never_written_over() {
    let folder = folder();
    let bytes = std::fs::read(sample("penguins")).unwrap();
    let path = file(folder.path(), "p.csv", &bytes);
    let error = failure(&["embed", &path, "-o", &path]);
    assert!(error.contains("being read"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_folder_that_is_not_there_is_said_and_nothing_is_left() {
    let folder = folder();
    let out = folder.path().join("no/such/folder/a.csv");
    let error = failure(&["embed", text(&sample("penguins")), "-o", text(&out)]);
    assert!(error.contains("folder"), "{error}");
    let out = folder.path().to_path_buf();
    failure(&["embed", text(&sample("penguins")), "-o", text(&out)]);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// `/dev/full` is a device that is always full; writing beside it is forbidden or fails alike.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let args = ["embed", text(&sample("penguins")), "--quiet"].map(str::to_owned);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = dimlens(&args).stdout(full).output().unwrap();
    let error = one_line_of_failure(&args, &output);
    assert!(error.contains("standard output cannot be written"), "{error}");
}

/// Permissions mean nothing to root, so that where tests run as root the program runs as nobody.
#[cfg(unix)]
mod permissions {
    use super::super::support::{folder, sample, text};
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    use std::path::Path;
    use std::process::{Command, Output};

    const NOBODY: u32 = 65_534;

    fn chmod(path: &Path, mode: u32) {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    /// Runs a copy of the program in `at`, without root's rights.
    fn run_unprivileged(at: &Path, args: &[&str]) -> Output {
        chmod(at, 0o755);
        let program = at.join("dimlens");
        std::fs::copy(env!("CARGO_BIN_EXE_dimlens"), &program).unwrap();
        let mut command = Command::new(program);
        command.args(args).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        if std::fs::metadata("/proc/self")
            .is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0)
        {
            command.uid(NOBODY).gid(NOBODY);
        }
        // A test beside this one may be starting a program, and so hold the copy open for a moment.
        for _ in 0..100 {
            match command.output() {
                Err(busy) if busy.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                    std::thread::sleep(std::time::Duration::from_millis(20));
                }
                outcome => return outcome.unwrap(),
            }
        }
        panic!("the copy of the program stays busy");
    }

    #[test]
    fn a_file_that_may_not_be_read_is_said() {
        let folder = folder();
        let path = folder.path().join("secret.csv");
        std::fs::copy(sample("penguins"), &path).unwrap();
        chmod(&path, 0o000);
        let output = run_unprivileged(folder.path(), &["info", text(&path)]);
        let error = super::one_line_of_failure(&["info"], &output);
        assert!(error.contains("no permission to read"), "{error}");
    }

    #[test]
    fn a_read_only_folder_is_said_and_nothing_is_left() {
        let folder = folder();
        let table = folder.path().join("p.csv");
        std::fs::copy(sample("penguins"), &table).unwrap();
        let locked = folder.path().join("locked");
        std::fs::create_dir(&locked).unwrap();
        chmod(&locked, 0o555);
        for out in ["a.svg", "a.png"] {
            let out = locked.join(out);
            let args = ["plot", text(&table), "--quiet", "-o", text(&out)];
            let output = run_unprivileged(folder.path(), &args);
            let error = super::one_line_of_failure(&args, &output);
            assert!(error.contains("locked"), "{error}");
        }
        assert_eq!(std::fs::read_dir(&locked).unwrap().count(), 0);
    }
}

/// `dimlens ... | head` closes the pipe early.
#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_failure() {
    let mut child = dimlens(&["embed", text(&sample("digits")), "--quiet"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}
