//! Figures as files, as a user asks for them: sizes, formats, words, very many points; and in the window.

use super::support::{dimlens, folder, run, sample, text, wrong_usage};
use super::window::{penguins, press};
use dimlens::methods::Method;
use dimlens::project::FigureKind;
use dimlens::report::{Page, PageSize, Theme, Unit};
use dimlens::ui::{App, Ask, Command, ExportFormat, ExportPlan, Purpose, Tab, WhichFigure};
use eframe::egui::{Key, Modifiers, OutputCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

fn starts(bytes: &[u8], with: &[u8]) -> bool {
    bytes.starts_with(with)
}

/// Width and height of the page, in points.
fn media_box(pdf: &[u8]) -> [f64; 2] {
    let text = String::from_utf8_lossy(pdf);
    let at = text.find("/MediaBox").unwrap();
    let numbers: Vec<f64> = text[at..]
        .split(['[', ']'])
        .nth(1)
        .unwrap()
        .split_whitespace()
        .map(|number| number.parse().unwrap())
        .collect();
    [numbers[2], numbers[3]]
}

#[test]
fn sizes_are_given_in_the_units_of_people_and_presets_are_sizes() {
    let (penguins, folder) = (sample("penguins"), folder());
    let draw = |name: &str, more: &[&str]| {
        let path = folder.path().join(name);
        let mut args = vec!["plot", text(&penguins), "-o", text(&path)];
        args.extend(more);
        run(&args);
        std::fs::read(&path).unwrap()
    };
    for (more, wanted) in [
        (&["--width", "180mm", "--height", "10cm"][..], [180.0 / 25.4 * 72.0, 100.0 / 25.4 * 72.0]),
        (&["--width", "7in", "--height", "360pt"], [504.0, 360.0]),
        (&["--width", "1200", "--height", "600px"], [900.0, 450.0]),
        (&["--size", "slide"], [960.0, 540.0]),
        (&["--size", "column", "--theme", "print"], [85.0 / 25.4 * 72.0, 68.0 / 25.4 * 72.0]),
    ] {
        let pdf = draw("a.pdf", more);
        assert!(starts(&pdf, b"%PDF-"));
        let found = media_box(&pdf);
        let near = |axis: usize| (found[axis] - wanted[axis]).abs() < 0.1;
        assert!(near(0) && near(1), "{more:?}: {found:?}, not {wanted:?}");
        assert!(!pdf.windows(13).any(|w| w == b"/CreationDate"), "no clock in it");
        assert_eq!(pdf, draw("b.pdf", more), "{more:?}");
    }
    let svg = |more: &[&str]| String::from_utf8(draw("a.svg", more)).unwrap();
    let [plain, told] = [svg(&["--no-caption"]), svg(&["--title", "<b>Who & why</b>"])];
    assert_eq!(plain.matches("344 rows").count(), 1, "only in the description");
    assert_eq!(told.matches("344 rows").count(), 2);
    assert!(told.contains("&lt;b&gt;Who &amp; why&lt;/b&gt;") && !told.contains("<b>"));
    assert!(plain.contains("@font-face") && plain.contains("data:font/otf;base64,"));
    assert!(!svg(&["--title", ""]).contains(">PCA</text>") && plain.contains(">PCA</text>"));
}

#[test]
fn absurd_sizes_are_refused_in_words_before_any_work() {
    for (more, word) in [
        (["--width", "1e9px"], "20,000 px"),
        (["--width", "-300"], "52.9 mm"),
        (["--height", "1in"], "1.6 in"),
        (["--dpi", "1e9"], "24 to 2400"),
        (["--dpi", "2400"], "dots"),
    ] {
        let mut args = vec!["plot", "no such file.csv", "-o", "never.png"];
        args.extend(more);
        let sample = sample("penguins");
        args[1] = text(&sample);
        let error = wrong_usage(&args);
        assert!(error.contains(more[0]) && error.contains(word), "{error}");
    }
    // Shapes have no dots.
    let (penguins, folder) = (sample("penguins"), folder());
    let wide = folder.path().join("wide.svg");
    run(&["plot", text(&penguins), "--width", "20000px", "-o", text(&wide)]);
    assert!(std::fs::read_to_string(&wide).unwrap().contains("width=\"20000\""));
    for more in [["--width", "12parsec"], ["--width", "NaN"], ["--size", "poster"]] {
        let output =
            dimlens(&["plot", "a.csv", "-o", "never.pdf", more[0], more[1]]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{more:?}");
    }
}

#[test]
fn a_table_of_many_rows_is_a_small_file_in_every_format() {
    let folder = folder();
    let table = folder.path().join("many.csv");
    let row = |i: u32| {
        let (a, b) = (i.wrapping_mul(2_654_435_761) >> 8, i.wrapping_mul(40_503) % 1_000);
        format!("{a},{b},{}\n", (a / 7 + b * 90) % 5_000)
    };
    let rows: String = (0..60_000).map(row).collect();
    std::fs::write(&table, format!("a,b,c\n{rows}")).unwrap();
    let size = |name: &str| {
        let path = folder.path().join(name);
        run(&["plot", text(&table), "-o", text(&path), "--quiet"]);
        std::fs::metadata(path).unwrap().len()
    };
    let (svg, pdf) = (size("a.svg"), size("a.pdf"));
    assert!(svg < 2_000_000 && pdf < 2_000_000, "{svg}, {pdf}");
}

#[test]
#[ignore = "draws a million points four times: half a minute"]
fn a_million_points_stay_small_at_any_size_and_resolution() {
    let folder = folder();
    let table = folder.path().join("million.csv");
    let row = |i: u32| {
        let (a, b) = (i.wrapping_mul(2_654_435_761) >> 8, i.wrapping_mul(40_503) % 10_007);
        format!("{a},{b},{}\n", (a / 7 + b * 90) % 5_000)
    };
    let rows: String = (0..1_000_000).map(row).collect();
    std::fs::write(&table, format!("a,b,c\n{rows}")).unwrap();
    for (size, dpi) in [("slide", "600"), ("slide", "1200"), ("page", "2400"), ("column", "2400")] {
        for ending in ["pdf", "svg"] {
            let path = folder.path().join(format!("a.{ending}"));
            let args = ["plot", text(&table), "-o", text(&path), "--size", size, "--dpi", dpi];
            let output = dimlens(&args).output().unwrap();
            assert!(output.status.success());
            let bytes = std::fs::metadata(&path).unwrap().len();
            assert!(bytes < 5_000_000, "{size} {dpi} {ending}: {bytes}");
            let said = String::from_utf8(output.stderr).unwrap();
            if size == "slide" {
                assert!(said.contains("dots an inch, fewer than asked for"), "{said}");
            }
        }
    }
}

#[test]
fn the_dialog_shows_the_picture_first_and_remembers_what_was_chosen() {
    let mut harness = penguins();
    let open = |harness: &mut egui_kittest::Harness<'static, dimlens::ui::App>| {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
        harness.run_steps(3);
    };
    open(&mut harness);
    let start = std::time::Instant::now();
    while harness.query_by_label("Preview of the exported figure").is_none() {
        assert!(start.elapsed().as_secs() < 30, "no preview came");
        harness.step();
    }
    press(&mut harness, "PDF");
    press(&mut harness, "Print");
    press(&mut harness, "mm");
    press(&mut harness, "Column");
    press(&mut harness, "Caption");
    press(&mut harness, "Close");
    open(&mut harness);
    let plan = harness.state().view().export.clone().unwrap();
    assert_eq!((plan.format, plan.unit), (ExportFormat::Pdf, Unit::Mm));
    let [width, height] = PageSize::Column.sides();
    let wanted = Page { width, height, theme: Theme::Print, caption: false, ..plan.page };
    assert_eq!(plan.page, wanted);
    assert_eq!(plan.with_ending("a".into()), std::path::PathBuf::from("a.pdf"));
}

#[test]
fn a_figure_is_copied_by_keys_and_from_the_dialog() {
    let mut harness = penguins();
    let copied = |harness: &mut egui_kittest::Harness<'static, dimlens::ui::App>| {
        let start = std::time::Instant::now();
        loop {
            harness.step();
            let commands = &harness.output().platform_output.commands;
            let image = commands.iter().find_map(|command| match command {
                OutputCommand::CopyImage(image) => Some(image.size),
                _ => None,
            });
            if let Some(size) = image {
                return size;
            }
            assert!(start.elapsed().as_secs() < 30, "nothing was copied");
        }
    };
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    assert_eq!(copied(&mut harness), [1800, 1280]);
    harness.state_mut().ask(Ask::Command(Command::Export));
    harness.run_steps(3);
    press(&mut harness, "Slide");
    harness.get_by_label("Copy").click();
    assert_eq!(copied(&mut harness), [2560, 1440]);
}

#[test]
fn a_figure_that_is_not_computed_is_said_and_can_be_had() {
    const PREVIEW: &str = "Preview of the exported figure";
    let mut harness = penguins();
    let open = |harness: &mut Harness<'static, App>, figure| {
        harness.state_mut().view_mut().export = Some(ExportPlan::new(figure));
        harness.run_steps(4);
    };
    let until = |harness: &mut Harness<'static, App>, label: &str| {
        let start = std::time::Instant::now();
        while harness.query_by_label(label).is_none() {
            assert!(start.elapsed().as_secs() < 60, "{label} did not come");
            harness.step();
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    };
    open(&mut harness, WhichFigure(FigureKind::Map, Method::Pca));
    until(&mut harness, PREVIEW);
    // Another figure that is not there: neither the old picture nor a button that would fail.
    harness.state_mut().view_mut().export =
        Some(ExportPlan::new(WhichFigure(FigureKind::Map, Method::DiffusionMap)));
    harness.run_steps(4);
    assert!(harness.query_by_label(PREVIEW).is_none(), "a picture of another figure");
    harness.get_by_label_contains("is not computed yet");
    assert!(harness.get_by_label("Type the path\u{2026}").accesskit_node().is_disabled());
    // What is computed only when somebody looks is asked for.
    open(&mut harness, WhichFigure(FigureKind::Agreement, Method::Pca));
    until(&mut harness, PREVIEW);
    assert!(!harness.get_by_label("Type the path\u{2026}").accesskit_node().is_disabled());
}

#[test]
fn the_map_that_is_looked_at_is_the_one_that_is_exported() {
    let mut harness = penguins();
    let asked = |harness: &mut Harness<'static, App>| {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
        harness.run_steps(3);
        let plan = harness.state_mut().view_mut().export.take().unwrap();
        harness.run_steps(3);
        plan.figure
    };
    harness.state_mut().view_mut().tab = Tab::Rows;
    let over = |harness: &mut Harness<'static, App>, label: &str| {
        let center = harness.get_by_label(label).rect().center();
        harness.hover_at(center);
        harness.run_steps(3);
    };
    over(&mut harness, "t-SNE map of 344 rows");
    assert_eq!(asked(&mut harness), WhichFigure(FigureKind::Map, Method::Tsne));
    over(&mut harness, "PCA map of 344 rows");
    assert_eq!(asked(&mut harness), WhichFigure(FigureKind::Map, Method::Pca));
    // A tab with a figure of its own speaks for that one.
    harness.state_mut().view_mut().tab = Tab::Variance;
    harness.run_steps(3);
    assert_eq!(asked(&mut harness).0, FigureKind::Scree);
}

#[test]
fn a_stopped_export_leaves_the_old_file() {
    let folder = folder();
    let path = folder.path().join("map.png");
    std::fs::write(&path, "old").unwrap();
    let mut harness = penguins();
    let mut plan = ExportPlan::new(WhichFigure(FigureKind::Map, Method::Pca));
    (plan.page.width, plan.page.height, plan.page.dpi) = (4_000.0, 4_000.0, 300.0);
    harness.state_mut().ask(Ask::Typed(Purpose::Export(plan), path.clone()));
    harness.state_mut().ask(Ask::StopWriting);
    let start = std::time::Instant::now();
    while harness.query_by_label_contains("Stopped: nothing was written").is_none() {
        assert!(start.elapsed().as_secs() < 60, "it did not stop");
        harness.step();
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert_eq!(std::fs::read(&path).unwrap(), b"old");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no remains");
}
