//! What the figures must keep, on a real table and on tables that have little to show.

use super::*;
use crate::data::{ReadOptions, Table, sample};
use crate::features::{Recipe, prepare};
use crate::methods::Method;
use crate::narrative::mathematics::{Topic, paces, turned};
use crate::plots::{Bars, Line, Mark, Points, Ribbons};
use crate::project::{Choices, ExplainInputs, Explained, compute, taught};

fn inputs(table: Table, iterations: usize) -> ExplainInputs {
    let quiet = Progress::new();
    let mut choices = Choices::default();
    choices.tsne.iterations = iterations;
    let prepared = prepare(&table, &Recipe::default(), &quiet).unwrap();
    let made = |method| compute(method, &prepared.matrix, &choices, &quiet);
    let pca = Arc::new(made(Method::Pca).unwrap());
    let tsne = made(Method::Tsne).ok().map(Arc::new);
    let (table, prepared) = (Arc::new(table), Arc::new(prepared));
    let (settings, clusters) = (choices.tsne, choices.clusters);
    ExplainInputs { table, prepared, pca, tsne, p: None, settings, clusters }
}

fn penguins() -> ExplainInputs {
    inputs(sample::find("penguins").unwrap().read(&Progress::new()).unwrap(), 90)
}

fn of_csv(text: &str) -> ExplainInputs {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.csv");
    std::fs::write(&path, text).unwrap();
    inputs(crate::data::read(&path, &ReadOptions::default(), &Progress::new()).unwrap(), 60)
}

fn explained(inputs: &ExplainInputs, topic: Topic) -> Explained {
    let row = Some(inputs.prepared.matrix.rows()[39]);
    Explained::new(topic, row, inputs.clone(), None, None, &Progress::new()).unwrap()
}

fn marks<T>(figure: &Figure, pick: impl Fn(&Mark) -> Option<&T>) -> Vec<&T> {
    figure.marks.iter().filter_map(pick).collect()
}

fn lines(figure: &Figure) -> Vec<&Line> {
    marks(figure, |mark| if let Mark::Line(line) = mark { Some(line) } else { None })
}

fn points(figure: &Figure) -> Vec<&Points> {
    marks(figure, |mark| if let Mark::Points(points) = mark { Some(points) } else { None })
}

#[test]
fn every_topic_has_figures_that_say_what_they_show_and_who_is_who() {
    let inputs = penguins();
    let list = taught(&Topic::ALL, None, &inputs, None, true, &Progress::new()).unwrap();
    assert_eq!(list.len(), Topic::ALL.len());
    for (topic, told) in list {
        let told = told.unwrap();
        assert!(!told.figures.is_empty(), "{topic:?}");
        for LessonFigure { figure, rows } in &told.figures {
            assert!(!figure.title.is_empty() && figure.caption.contains("penguins"), "{topic:?}");
            for axis in [&figure.x, &figure.y] {
                assert!(axis.range.0 < axis.range.1, "{topic:?}: {}", figure.title);
            }
            if let Some(points) = points(figure).first().filter(|_| !rows.is_empty()) {
                assert_eq!(points.xy.len(), rows.len(), "{topic:?}: {}", figure.title);
            }
        }
    }
}

#[test]
fn the_marked_maximum_is_the_curve_s_and_lies_along_the_first_component_of_the_plane() {
    let inputs = penguins();
    let told = explained(&inputs, Topic::Eigenvectors);
    let Numbers::Eigenvectors(found) = told.numbers() else { panic!("expected a direction") };
    let figure = turning_figure(&told.lesson().unwrap(), found, 20.0);
    let lines = lines(&figure);
    let curve = lines.iter().find(|line| line.xy.len() > 100).unwrap();
    let highest = curve.xy.iter().map(|at| at[1]).fold(0.0, f64::max);
    let dots: Vec<&&Line> = lines.iter().filter(|line| line.markers).collect();
    assert_eq!(dots[0].xy[0], found.best);
    assert!(dots[0].xy[0][1] >= highest && dots[0].xy[0][1] - highest < 1e-3 * highest);
    assert_eq!(dots[1].xy[0], [20.0, turned(found.covariance, 20.0)]);
}

#[test]
fn the_waterfall_ends_at_the_score_and_the_weights_sum_to_1() {
    let inputs = penguins();
    let told = explained(&inputs, Topic::Score);
    let Numbers::Score(found) = told.numbers() else { panic!("expected a score") };
    let figure = score_figure(&told.lesson().unwrap(), found, 39);
    let ribbons: Vec<&Ribbons> =
        marks(&figure, |mark| if let Mark::Ribbons(found) = mark { Some(found) } else { None });
    let last = ribbons[0].ribbons.last().unwrap();
    assert!((last.x[0] + last.x[1] - found.score).abs() < 1e-9, "one end is zero");

    let told = explained(&inputs, Topic::Perplexity);
    let Numbers::Perplexity(found) = told.numbers() else { panic!("expected weights") };
    let figure = weights_figure(&told.lesson().unwrap(), found, 39);
    let bars: Vec<&Bars> =
        marks(&figure, |mark| if let Mark::Bars(bars) = mark { Some(bars) } else { None });
    let sum: f64 = bars[0].bars.iter().map(|bar| bar[1]).sum();
    assert!((sum - 1.0).abs() < 1e-5, "{sum}");
}

#[test]
fn at_full_rank_both_ends_meet_and_nothing_is_left() {
    let inputs = penguins();
    let told = explained(&inputs, Topic::Svd);
    let Numbers::Svd(found) = told.numbers() else { panic!("expected a rebuilt customer") };
    let lesson = told.lesson().unwrap();
    let all = found.rebuilt.len() - 1;
    let figure = rebuilt_figure(&lesson, found, 39, all);
    let ends = &points(&figure)[0].xy;
    let count = ends.len() / 2;
    for at in 0..count {
        assert!((ends[at][0] - ends[count + at][0]).abs() < 1e-9);
    }
    assert!(rebuilt_figure(&lesson, found, 39, usize::MAX) == figure);
    let lost = lost_figure(&lesson, found, 39, all);
    let curve = lines(&lost).into_iter().find(|line| line.markers && line.xy.len() > 2).unwrap();
    assert!((curve.xy[0][1] - 100.0).abs() < 1e-9 && curve.xy[all][1].abs() < 1e-9);
}

#[test]
fn arrows_balance_as_the_forces_do_and_small_maps_show_the_harm() {
    let inputs = penguins();
    let told = explained(&inputs, Topic::Gradient);
    let Numbers::Gradient(found) = told.numbers() else { panic!("expected a gradient") };
    let lesson = told.lesson().unwrap();
    let drawn = forces_figure(&lesson, found, 39).unwrap();
    let tips: Vec<[f64; 2]> = drawn
        .figure
        .marks
        .iter()
        .filter_map(
            |mark| if let Mark::Arrows(arrows) = mark { Some(arrows.tips[0]) } else { None },
        )
        .collect();
    let [.., pull, push, left] = tips[..] else { panic!("expected arrows") };
    for d in 0..2 {
        assert!((pull[d] + push[d] - left[d]).abs() < 1e-9);
    }
    let small = paces(&lesson, &Progress::new()).unwrap();
    let maps = pace_maps(&lesson, &small);
    assert_eq!((maps.len(), maps[0].rows.len()), (3, 300));
    assert!(maps[0].figure.caption.contains("a seeded sample of 300 of 344 rows"));
}

#[test]
fn tables_with_little_to_show_are_told_as_far_as_they_go() {
    let one = "a\n1\n2\n4\n8\n9\n3\n";
    let three = "a,b\n1,2\n2,1\n5,3\n";
    let twelve: Vec<String> = (0..12).map(|i| format!("{i},{},x\n", (i * 7) % 5)).collect();
    let constant = format!("a,b,c\n{}", twelve.concat());
    let gaps = "a,b\n1,2\n,1\n5,\n7,3\n8,1\n2,\n";
    for (text, told_at_least) in [(one, 6), (three, 7), (&constant, 12), (gaps, 12)] {
        let inputs = of_csv(text);
        let list = taught(&Topic::ALL, None, &inputs, None, true, &Progress::new()).unwrap();
        let told = list.iter().filter(|(_, told)| told.is_ok()).count();
        assert!(told >= told_at_least, "{text}: {told}");
        for (topic, told) in list {
            match told {
                Ok(told) => {
                    assert!(told.found.sentence.ends_with('.'), "{topic:?}");
                    let words = told.found.sentence
                        + &told.found.steps.iter().map(|s| &*s.text).collect::<String>();
                    assert!(!words.contains("NaN") && !words.contains("n/a"), "{topic:?}: {words}");
                }
                Err(error) => assert!(error.to_string().ends_with('.'), "{topic:?}: {error}"),
            }
        }
    }
}
