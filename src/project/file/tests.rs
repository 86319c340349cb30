use super::*;
use crate::methods::Method;
use crate::progress::Progress;
use crate::project::Source;
use std::sync::Arc;

pub(super) const TABLE: &str = "id,a,b\n1,2,3\n2,3,5\n3,9,1\n4,2,2\n5,1,7\n";

/// A project of a small table in a folder.
fn saved(folder: &Path, choices: Choices) -> (std::path::PathBuf, Snapshot) {
    let data = folder.join("customers.csv");
    std::fs::write(&data, TABLE).unwrap();
    let source = Source::File(data);
    let table = Arc::new(source.read(&choices.read, &Progress::new()).unwrap());
    let snapshot = Snapshot {
        source,
        table,
        fingerprint: None,
        choices,
        view: KeptView { tab: Some("Rows".into()), side: Some(300), details: None },
        outputs: vec![Output::Coordinates {
            identifiers: Identifiers::Pseudonym,
            method: Method::Pca,
            keep: vec!["id".into()],
            path: "out/xy.csv".into(),
        }],
        project: None,
    };
    let path = folder.join("p.dimlens");
    std::fs::write(&path, snapshot.text(folder, false).unwrap()).unwrap();
    (path, snapshot)
}

pub(super) fn load(path: &Path) -> Result<LoadedProject, ProjectError> {
    LoadedProject::open(path, None, &Progress::new())
}

#[test]
fn a_project_comes_back_as_it_was_also_when_it_moved_with_its_data_or_without() {
    let folder = tempfile::tempdir().unwrap();
    let choices = Choices { kept: 3, ..Choices::default() };
    let (path, snapshot) = saved(folder.path(), choices.clone());
    let loaded = load(&path).unwrap();
    assert!(loaded.doubts.is_empty(), "{:?}", loaded.doubts);
    assert_eq!((&loaded.file.choices, &loaded.file.view), (&choices, &snapshot.view));
    assert_eq!(loaded.file.outputs, snapshot.outputs);
    assert_eq!(loaded.data.unwrap().table.rows().len(), 5);
    // Without its data: the whole path still leads there.
    let elsewhere = tempfile::tempdir().unwrap();
    let moved = elsewhere.path().join("p.dimlens");
    std::fs::copy(&path, &moved).unwrap();
    assert!(load(&moved).unwrap().doubts.is_empty());
    // With them: the way from the folder does.
    std::fs::rename(folder.path().join("customers.csv"), elsewhere.path().join("customers.csv"))
        .unwrap();
    assert!(load(&moved).unwrap().doubts.is_empty());
    let lost = load(&path).unwrap();
    assert!(lost.data.is_none() && lost.doubts[0].contains("no such file"), "{:?}", lost.doubts);
}

#[test]
fn what_became_of_the_data_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (path, _) = saved(folder.path(), Choices::default());
    let data = folder.path().join("customers.csv");
    let doubts = |text: &str| {
        std::fs::write(&data, text).unwrap();
        let loaded = load(&path).unwrap();
        assert!(loaded.data.is_some());
        loaded.doubts.join(" ")
    };
    let said = doubts("id,a,c\n1,2,3\n2,3,5\n3,9,1\n");
    for words in ["is not what it was", "3 rows now; it had 5", "no longer there: b", "new: c"] {
        assert!(said.contains(words), "{said}");
    }
    assert!(doubts(&TABLE.replace('9', "8")).contains("other content"));
    assert!(doubts("id,b,a\n1,2,3\n2,3,5\n3,9,1\n4,2,2\n5,1,7\n").contains("another order"));
    std::fs::write(&data, "").unwrap();
    let empty = load(&path).unwrap();
    assert!(empty.data.is_none() && !empty.doubts.is_empty());
}

#[test]
fn what_is_no_sound_project_is_refused_in_words() {
    let refused = |text: &str| ProjectFile::parse(text).unwrap_err();
    let with = |rest: &str| format!(r#"{{"dimlens":1,"data":{{"path":"a.csv"}},{rest}}}"#);
    let deep = "[".repeat(100_000);
    let output = |path: &str| {
        format!(r#""outputs":[{{"what":"coordinates","method":"pca","path":"{path}"}}]"#)
    };
    let half = r#"{"name":"a","style":0,"rows":[[0,9999999]]}"#;
    let more = r#"{"name":"b","style":1,"rows":[[5,10000005]]}"#;
    let one_too_many = with(&format!(r#""choices":{{"segments":[{half},{more}]}}"#));
    let in_scope = with(&format!(r#""choices":{{"segments":[{half}],"scope":[{more}]}}"#));
    let huge = with(r#""choices":{"segments":[{"name":"a","style":0,"rows":[[0,4294967295]]}]}"#);
    for (text, words) in [
        ("", "damaged"),
        ("{", "line 1"),
        ("[]", "no key"),
        (&deep, "recursion"),
        (r#"{"a":1}"#, "no key"),
        (r#"{"dimlens":2,"new":{}}"#, "newer version"),
        (r#"{"dimlens":1e999}"#, "damaged"),
        (r#"{"dimlens":-1}"#, "which is none"),
        (r#"{"dimlens":1,"data":{}}"#, "does not say where the data lie"),
        (&with(r#""choices":{"kept":1e300}"#), "invalid type"),
        (&with(r#""choices":{"kept":18446744073709551615}"#), "choices.kept"),
        (&with(r#""choices":{"plane":{"axes":[18446744073709551615,0]}}"#), "axes"),
        (&with(r#""choices":{"tsne":{"iterations":99999999999}}"#), "iterations"),
        (&with(r#""choices":{"colour":"x"}"#), "choices.colour"),
        (&with(r#""choices":{"tsne":{"preplexity":3}}"#), "choices.tsne.preplexity"),
        (&huge, "rows"),
        (&one_too_many, "20000001 rows"),
        (&in_scope, "rows"),
        (&with(&output("evil.desktop")), "ends in none of .csv"),
        (&with(&output("evil")), "ends in none of .csv"),
        (&with(&output("map.svg")), "ends in none of .csv"),
        (&with(&output(".git/x.csv")), "hidden"),
        (&with(&output("a/.x.csv")), "hidden"),
        (&with(&output("a/....csv")), "hidden"),
        (&with(&output("csv").replace("coordinates", "figure")), "ends in none of .svg"),
        (
            &with(r#""outputs":[{"what":"coordinates","method":"pca","path":"../../etc/x.csv"}]"#),
            "leads out",
        ),
        (
            &with(r#""outputs":[{"what":"coordinates","method":"pca","path":"/etc/x.csv"}]"#),
            "leads out",
        ),
        (
            &with(r#""outputs":[{"what":"coordinates","method":"pca","path":"C:\\x.csv"}]"#),
            "leads out",
        ),
        (&with(r#""outputs":[{"what":"coordinates","method":"pca","path":""}]"#), "no name"),
        (&with(r#""outputs":[{"what":"virus","path":"a"}]"#), "virus"),
    ] {
        let said = refused(text);
        assert!(said.contains(words), "{words}: {said}");
        assert!(said.len() < 400, "{said}");
    }
    for path in ["a.csv", "./a/b.PARQUET", "a.xlsx"] {
        assert!(ProjectFile::parse(&with(&output(path))).is_ok(), "{path}");
    }
    assert!(ProjectFile::parse("\u{feff}{\"dimlens\":1,\"data\":{\"path\":\"a.csv\"}}").is_ok());
}

#[test]
fn what_is_too_large_to_be_opened_again_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut snapshot) = saved(folder.path(), Choices::default());
    let mut text = |letters: usize| {
        snapshot.choices.hidden = vec!["x".repeat(letters)];
        snapshot.text(folder.path(), false)
    };
    let room = LARGEST as usize - text(1).unwrap().len() + 1;
    let largest = text(room).unwrap();
    assert_eq!(largest.len() as u64, LARGEST);
    std::fs::write(&path, largest).unwrap();
    assert_eq!(load(&path).unwrap().file.choices.hidden[0].len(), room);
    let said = text(room + 1).unwrap_err();
    assert!(said.contains("65 MB") && said.contains("64 MB"), "{said}");
}

#[test]
fn files_that_are_no_projects_are_refused_without_being_read() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |path: &Path| load(path).unwrap_err().to_string();
    assert!(refused(folder.path()).contains("no file"));
    let large = folder.path().join("large.dimlens");
    // A gigabyte that takes no room on the disk.
    std::fs::File::create(&large).unwrap().set_len(1 << 30).unwrap();
    let started = std::time::Instant::now();
    assert!(refused(&large).contains("at most 64 MB"));
    assert!(started.elapsed().as_secs() < 2);
    let bytes = folder.path().join("bytes.dimlens");
    std::fs::write(&bytes, [0xff, 0xfe, 0, 1]).unwrap();
    assert!(refused(&bytes).contains("UTF-8"));
    #[cfg(unix)]
    assert!(refused(Path::new("/dev/zero")).contains("no file"));
}

#[test]
fn a_project_by_hand_may_name_what_lies_beside_it_but_not_what_lies_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), TABLE).unwrap();
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(inner.join("a.csv"), TABLE).unwrap();
    for (path, sure) in [("a.csv", true), ("../a.csv", false)] {
        let project = inner.join("p.dimlens");
        let text = format!(r#"{{"dimlens":1,"data":{{"path":"{path}"}}}}"#);
        std::fs::write(&project, text).unwrap();
        let loaded = load(&project).unwrap();
        assert_eq!((loaded.doubts.is_empty(), loaded.unread.is_none()), (sure, sure), "{path}");
        assert_eq!(loaded.data.is_some(), sure, "nothing was read unasked");
    }
}

#[test]
fn a_file_elsewhere_is_looked_into_only_where_it_can_be_what_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    let (path, _) = saved(folder.path(), Choices::default());
    let project = inner.join("p.dimlens");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&project, text.replace("\"customers.csv\"", "\"../customers.csv\"")).unwrap();
    assert!(load(&project).unwrap().doubts.is_empty(), "as it was");
    let data = folder.path().join("customers.csv");
    std::fs::write(&data, TABLE.replace('9', "8")).unwrap();
    let loaded = load(&project).unwrap();
    assert!(loaded.data.is_some() && loaded.doubts.join(" ").contains("other content"));
    // Another length: it is asked about first.
    std::fs::write(&data, "secret").unwrap();
    let loaded = load(&project).unwrap();
    assert!(loaded.data.is_none() && loaded.unread.is_some());
    assert!(loaded.doubts.join(" ").contains("by its length"), "{:?}", loaded.doubts);
    let chosen = LoadedProject::open(&project, loaded.unread.as_deref(), &Progress::new()).unwrap();
    assert!(chosen.unread.is_none() && !chosen.doubts.is_empty());
}

#[test]
fn what_counts_is_the_place_that_is_used_not_the_one_that_is_named_first() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret.csv");
    std::fs::write(&secret, TABLE).unwrap();
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(inner.join("a.csv"), TABLE).unwrap();
    let project = inner.join("p.dimlens");
    let doubts = |path: &str, absolute: &Path| {
        let data = DataAt {
            path: Some(path.to_owned()),
            absolute: Some(absolute.to_str().unwrap().to_owned()),
            ..DataAt::default()
        };
        let text = serde_json::json!({"dimlens": 1, "data": data}).to_string();
        std::fs::write(&project, text).unwrap();
        load(&project).unwrap().doubts.join(" ")
    };
    let said = doubts("none.csv", &secret);
    assert!(said.contains("secret.csv") && said.contains("outside the project"), "{said}");
    assert_eq!(doubts("none.csv", &inner.join("a.csv")), "");
    assert_eq!(doubts("a.csv", &secret), "");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&secret, inner.join("link.csv")).unwrap();
        assert!(doubts("link.csv", &secret).contains("outside the project"));
    }
    // Whoever chose the file has answered.
    let chosen = LoadedProject::open(&project, Some(&secret), &Progress::new()).unwrap();
    assert_eq!(chosen.doubts, [""; 0]);
}

#[test]
fn a_project_leads_to_no_other_machine() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("p.dimlens");
    for (key, place) in [
        ("path", "\\\\server\\share\\a.csv"),
        ("absolute", "//server/share/a.csv"),
        ("absolute", "\\\\?\\UNC\\server\\a.csv"),
    ] {
        let text = serde_json::json!({"dimlens": 1, "data": {key: place}}).to_string();
        std::fs::write(&project, text).unwrap();
        let loaded = load(&project).unwrap();
        assert!(loaded.data.is_none() && loaded.doubts.len() == 1);
        assert!(loaded.doubts[0].contains("another machine"), "{:?}", loaded.doubts);
    }
}

#[test]
fn outputs_stay_in_the_project_s_folder_also_by_links() {
    let folder = tempfile::tempdir().unwrap();
    let place = |path: &str| {
        let output =
            Output::Figure { figure: "map".into(), method: Method::Pca, path: path.into() };
        output.place(folder.path())
    };
    assert_eq!(place("a.svg").unwrap(), folder.path().join("a.svg"));
    assert!(place("none/a.svg").unwrap_err().contains("Create it"));
    #[cfg(unix)]
    {
        let out = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(out.path(), folder.path().join("link")).unwrap();
        assert!(place("link/a.svg").unwrap_err().contains("through a link"));
    }
}
