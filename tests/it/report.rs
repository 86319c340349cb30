//! The report of a whole table: complete, alone, harmless, the same each time.

use super::support::{dimlens, failure, folder, run, sample, text, wrong_usage};
use super::window::penguins;
use dimlens::ui::{Ask, Purpose};
use egui_kittest::kittest::Queryable;

/// Rows with a hostile column name and hostile values, and groups to find.
fn hostile() -> String {
    let long = "x".repeat(10_000);
    let names = format!(
        "\"<script>alert(1)</script>\",\"\"\"><img src=x onerror=alert(2)>\",\u{202e}turned,\u{1f600} smile,{long},kind\n"
    );
    let row = |i: i32| {
        let (side, wave) = ((i % 2) * 9, (i * 37) % 11);
        let kind =
            ["</style><script>alert(3)</script>", "\u{202e}abc", "a\u{7}b ]]>"][i as usize % 3];
        format!("{},{},{},{},{},{kind}\n", side + wave, side - i % 5, wave, i % 7, side * 2 + i % 3)
    };
    names + &(0..150).map(row).collect::<String>()
}

const QUICK: [&str; 3] = ["--quiet", "--iterations", "60"];

fn report(table: &str, out: &std::path::Path) -> Vec<u8> {
    let mut args = vec!["report", table, "-o", text(out)];
    args.extend(QUICK);
    run(&args);
    std::fs::read(out).unwrap()
}

#[test]
fn it_holds_all_that_was_found_and_needs_nothing_else() {
    let folder = folder();
    let penguins = sample("penguins");
    let page = folder.path().join("r.html");
    let html = String::from_utf8(report(text(&penguins), &page)).unwrap();
    for id in [
        "verdict",
        "maps",
        "believed",
        "components",
        "optimisation",
        "clusters",
        "methods",
        "columns",
        "notices",
        "provenance",
    ] {
        assert!(html.contains(&format!("<section id=\"{id}\">")), "{id}");
    }
    assert!(html.find("id=\"verdict\"") < html.find("id=\"maps\""), "the answer first");
    let bytes = std::fs::read(&penguins).unwrap();
    assert!(html.contains(&blake3::hash(&bytes).to_hex().to_string()));
    for words in
        ["Use ", "Trustworthiness", "Adjusted Rand index", "Standardised", "Seed", "344 rows"]
    {
        assert!(html.contains(words), "{words}");
    }
    assert!(html.contains(&format!("dimlens {}", env!("CARGO_PKG_VERSION"))));
    // Nothing is fetched, nothing runs: addresses are names of kinds, or within the page.
    let outside =
        html.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "");
    for forbidden in
        ["http:", "https:", "<script", "<link", "<iframe", "src=\"", "@import", "url(\"", "url(h"]
    {
        assert!(!outside.contains(forbidden), "{forbidden}");
    }
    // Every figure says what it shows, with numbers.
    let figures = html.matches("<figure aria-label=").count();
    assert!(figures >= 5 && html.matches("<svg ").count() >= figures);
    // So do formulas, aloud.
    let formulas = html.matches("<figure class=\"formula\">").count();
    assert_eq!((formulas, html.matches("role=\"img\"").count()), (1, figures + formulas));
    let label = html.split("<figure aria-label=\"").nth(1).unwrap();
    assert!(
        label.starts_with("Map of PCA: 344 points, coloured by species (Adelie"),
        "{}",
        &label[..90]
    );
    assert!(html.len() < 2_000_000, "{}", html.len());
    // The same again, and by another number of threads.
    let again = folder.path().join("s.html");
    let mut args = vec!["report", text(&penguins), "-o", text(&again), "--threads", "1"];
    args.extend(QUICK);
    run(&args);
    assert!(html.as_bytes() == std::fs::read(again).unwrap(), "not the same bytes");
}

#[test]
fn hostile_names_and_values_stay_words_on_the_page_and_on_paper() {
    let folder = folder();
    let table = folder.path().join("hostile.csv");
    std::fs::write(&table, hostile()).unwrap();
    let page = folder.path().join("r.html");
    let html = String::from_utf8(report(text(&table), &page)).unwrap();
    assert!(html.contains("&lt;script&gt;alert(1)"), "the name is told");
    for forbidden in ["<script", "<img", "onerror=alert(2)>", "\u{202e}", "\u{7}"] {
        assert!(!html.contains(forbidden), "{forbidden:?}");
    }
    assert!(!html.contains(&"x".repeat(1_000)), "long names are cut");
    assert!(html.contains("\u{1f600} smile"));
    let pdf = folder.path().join("r.pdf");
    let bytes = report(text(&table), &pdf);
    assert!(
        bytes.starts_with(b"%PDF-") && bytes == report(text(&table), &folder.path().join("s.pdf"))
    );
    // Figures alone, of the same table.
    for (name, figure) in
        [("a.svg", "map"), ("b.svg", "loadings"), ("c.svg", "heatmap"), ("d.pdf", "biplot")]
    {
        let path = folder.path().join(name);
        run(&[
            "plot",
            text(&table),
            "--figure",
            figure,
            "--color-by",
            "kind",
            "--caption",
            "-o",
            text(&path),
        ]);
        let written = std::fs::read(&path).unwrap();
        if name.ends_with("svg") {
            let svg = String::from_utf8(written).unwrap();
            assert!(!svg.contains("<script") && !svg.contains("<img") && !svg.contains('\u{202e}'));
            assert!(!svg.contains('\u{7}') && !svg.contains(&"x".repeat(1_000)), "{name}");
        }
    }
}

/// The objects of a PDF that is not packed as a whole: its streams unpacked, all as text.
fn unpacked(pdf: &[u8]) -> String {
    let mut out = String::from_utf8_lossy(pdf).into_owned();
    let starts: Vec<usize> =
        (0..pdf.len().saturating_sub(8)).filter(|at| pdf[*at..].starts_with(b"stream\n")).collect();
    for at in starts {
        let mut words = String::new();
        let mut reader = flate2::read::ZlibDecoder::new(&pdf[at + 7..]);
        if std::io::Read::read_to_string(&mut reader, &mut words).is_ok() {
            out.push_str(&words);
        }
    }
    out
}

/// A text string of PDF as its bytes are written, and as they are in UTF-16.
fn holds(pdf: &str, words: &str) -> bool {
    let wide: Vec<String> = words.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    pdf.contains(words) || pdf.to_uppercase().contains(&wide.concat())
}

#[test]
fn pages_have_tags_an_outline_and_words_for_each_figure() {
    let folder = folder();
    let path = folder.path().join("r.pdf");
    let pdf = unpacked(&report(text(&sample("penguins")), &path));
    for mark in ["/MarkInfo", "/StructTreeRoot", "/Outlines", "/Lang", "/Title"] {
        assert!(pdf.contains(mark), "{mark}");
    }
    for kind in ["/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/TD"] {
        assert!(pdf.contains(&format!("/S{kind}")), "{kind}");
    }
    let figures = pdf.matches("/S/Figure").count() + pdf.matches("/S /Figure").count();
    assert!(figures >= 5, "{figures} figures");
    assert!(pdf.matches("/Alt").count() >= figures, "each in words");
    assert!(holds(&pdf, "Which map to use"), "in the outline");
}

#[test]
fn hostile_names_in_figures_of_clusters_stay_words() {
    let folder = folder();
    let table = folder.path().join("hostile.csv");
    let long = "y".repeat(10_000);
    let kinds = [
        "<script>alert(1)</script>",
        "\"\"><img src=x onerror=alert(2)>",
        "../../etc/passwd",
        "\u{202e}\u{5d0}\u{5d1} 12",
        "\u{1f600} \u{9867}\u{5ba2}",
        &long,
    ];
    let row = |i: usize| {
        let (kind, wave) = (i % kinds.len(), (i * 37) % 11);
        format!("{},{},{},\"{}\"\n", kind * 9 + wave, wave, (kind * 5) % 7, kinds[kind])
    };
    let rows: String = (0..240).map(row).collect();
    std::fs::write(&table, format!("a,b,c,\"</desc><script>segment\"\n{rows}")).unwrap();
    for figure in ["contingency", "clusters-flow", "silhouette", "how-many"] {
        let pair: &[&str] = match figure {
            "contingency" | "clusters-flow" => &["--between", "pca-map,</desc><script>segment"],
            _ => &[],
        };
        for ending in ["svg", "pdf", "png"] {
            let path = folder.path().join(format!("{figure}.{ending}"));
            let mut args = vec!["plot", text(&table), "--figure", figure, "--caption"];
            args.extend(["--label", "</desc><script>segment", "-o", text(&path)]);
            args.extend(pair);
            run(&args);
            let bytes = std::fs::read(&path).unwrap();
            if ending == "svg" {
                let svg = String::from_utf8(bytes).unwrap();
                for forbidden in ["<script", "<img", "\u{202e}"] {
                    assert!(!svg.contains(forbidden), "{figure}: {forbidden:?}");
                }
                assert!(!svg.contains(&"y".repeat(1_000)), "{figure}: long names are cut");
                continue;
            }
            let pdf = unpacked(&bytes);
            assert!(!pdf.contains(&"y".repeat(1_000)) && !pdf.contains('\u{202e}'), "{figure}");
            if ending == "pdf" {
                let (_, metadata) = pdf.split_once("<x:xmpmeta").unwrap();
                let (metadata, _) = metadata.split_once("</x:xmpmeta>").unwrap();
                assert!(
                    !metadata.contains("<script") && !metadata.contains("</desc"),
                    "{metadata}"
                );
                assert!(
                    pair.is_empty() || metadata.contains("&lt;script&gt;segment"),
                    "{metadata}"
                );
                assert!(pair.is_empty() || holds(&pdf, "<script>segment"), "in its words");
            }
        }
    }
}

#[test]
fn letters_that_no_font_has_are_told_and_the_others_are_drawn() {
    let folder = folder();
    let table = folder.path().join("odd.csv");
    let row = |i: i32| format!("{},{},name \u{10fffd} {}\n", i % 7, i * 3 % 11, i % 3);
    let rows: String = (0..60).map(row).collect();
    std::fs::write(&table, format!("a,b,segment\n{rows}")).unwrap();
    for (name, told) in [("a.pdf", true), ("a.png", true), ("a.svg", false)] {
        let path = folder.path().join(name);
        let output = dimlens(&["plot", text(&table), "-o", text(&path)]).output().unwrap();
        assert!(output.status.success());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said.contains("U+10FFFD"), told, "{name}: {said}");
    }
    let path = folder.path().join("r.pdf");
    let mut args = vec!["report", text(&table), "-o", text(&path)];
    args.extend(&QUICK[1..]);
    let output = dimlens(&args).output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("1 sign in "));
}

#[test]
fn a_table_of_few_rows_has_a_report_that_says_so() {
    let folder = folder();
    let page = folder.path().join("few.html");
    for (rows, wanted) in [
        ("a,b,c\n1,2,5\n2,4,1\n3,6,2\n", "t-SNE needs at least 4 rows; this table has 3"),
        ("a,b,c\n1,2,5\n2,4,1\n3,6,2\n4,1,1\n5,2,7\n", "Neighbours kept"),
        ("a,b\n1,2\n2,4\n3,6\n4,8\n5,10\n6,12\n", "PC2 has none of the variance"),
    ] {
        let table = folder.path().join("few.csv");
        std::fs::write(&table, rows).unwrap();
        let html = String::from_utf8(report(text(&table), &page)).unwrap();
        assert!(html.contains(wanted), "{wanted}");
        assert!(html.contains("<section id=\"columns\">") && html.contains("Fingerprint"));
        assert!(report(text(&table), &folder.path().join("few.pdf")).starts_with(b"%PDF-"));
    }
}

#[test]
fn what_cannot_be_written_is_said_before_the_work() {
    let penguins = sample("penguins");
    let error = failure(&["report", text(&penguins), "-o", "report.docx"]);
    assert!(error.contains(".html") && error.contains(".pdf"), "{error}");
    let output = dimlens(&["report", text(&penguins)]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "a file to write is wanted");
}

#[test]
fn the_window_writes_the_same_page_and_can_be_stopped() {
    let folder = folder();
    let path = folder.path().join("window.html");
    let mut harness = penguins();
    harness.state_mut().ask(Ask::Typed(Purpose::ExportReport, path.clone()));
    let start = std::time::Instant::now();
    // The file is there a moment before the window learns of it.
    while harness.query_by_label_contains("Saved ").is_none() {
        assert!(start.elapsed().as_secs() < 120, "no report was written");
        harness.step();
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let html = std::fs::read_to_string(&path).unwrap();
    assert!(html.contains("<section id=\"verdict\">") && html.contains("Fingerprint"));
    // As the command line writes it, to the byte.
    let own = folder.path().join("own.html");
    run(&["report", text(&sample("penguins")), "-o", text(&own), "--quiet"]);
    assert!(html == std::fs::read_to_string(&own).unwrap(), "another page");
    // Stopped in its first moments, it leaves nothing.
    let never = folder.path().join("never.html");
    harness.state_mut().ask(Ask::Typed(Purpose::ExportReport, never.clone()));
    harness.step();
    harness.state_mut().ask(Ask::StopWriting);
    let start = std::time::Instant::now();
    while harness.query_by_label_contains("Stopped: nothing was written").is_none() {
        assert!(start.elapsed().as_secs() < 60, "it did not stop");
        harness.step();
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert!(!never.exists());
    // A name of another kind is refused in words.
    harness.state_mut().ask(Ask::Typed(Purpose::ExportReport, folder.path().join("a.docx")));
    harness.run_steps(3);
    harness.get_by_label_contains(".html or .pdf");
}

#[test]
fn topics_are_an_appendix_with_formulas_steps_and_figures() {
    let (folder, table) = (folder(), sample("penguins"));
    let written = |name: &str, topics: &str| {
        let path = folder.path().join(name);
        let args = ["report", text(&table), "-o", text(&path), "--explain", topics, "--row", "40"];
        run(&[&args[..], &QUICK].concat());
        std::fs::read(path).unwrap()
    };
    let html = String::from_utf8(written("a.html", "score,covariance")).unwrap();
    let (_, appendix) = html.split_once("<section id=\"mathematics\">").unwrap();
    // In the order in which each needs earlier ones only.
    let place = |words: &str| appendix.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(place("Covariance: How do two columns") < place("A score: Why does this customer"));
    assert!(appendix.contains("Row 40 stands at") && appendix.contains("Jolliffe (2002)"));
    assert_eq!(appendix.matches("<figure class=\"formula\">").count(), 3);
    assert!(appendix.contains("aria-label=\"the score is the sum over all columns"));
    assert_eq!(appendix.matches("<figure aria-label=").count(), 3);
    assert!(html.as_bytes() == written("b.html", "covariance,score"), "the same bytes");
    let all = written("c.html", "all");
    assert!(all.len() < 4_000_000, "{}", all.len());
    assert!(written("d.pdf", "all").starts_with(b"%PDF-"));
    // Names of glyphs are used once in a page.
    let all = String::from_utf8(all).unwrap();
    let mut ids: Vec<&str> =
        all.split(" id='").skip(1).filter_map(|s| s.split('\'').next()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert!(ids.len() == count && count > 100, "{count}");
    let wrong = wrong_usage(&["report", text(&table), "-o", "x.html", "--explain", "scores", "-q"]);
    assert!(wrong.contains("'scores'") && wrong.contains("score"), "{wrong}");
}
