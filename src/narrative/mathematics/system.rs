//! The whole: what goes in, how it is prepared, what each method tries to do and how far it came, what comes out.

use super::{Lesson, Numbers, Step, Told};
use crate::data::Table;
use crate::features::{LedgerLine, Prepared, Role};
use crate::methods::{PcaModel, Plane};
use crate::words::{count_of, format_value, shortened};
use serde::Serialize;

const SOURCE: &str = "Jolliffe (2002), Principal Component Analysis; van der Maaten and Hinton (2008), JMLR 9, 2579-2605";

/// A method, what it tries to do, and how far it came.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Objective {
    /// The method.
    pub method: &'static str,
    /// What it makes as large or as small as it can.
    pub objective: &'static str,
    /// How far it came, in a few words.
    pub reached: String,
    /// What is to be known of that.
    pub remark: &'static str,
    /// The number that it came to.
    pub value: Option<f64>,
    /// The share of the way that it went, 0 to 1, and of what.
    pub share: Option<f64>,
    /// What the share is of.
    pub measure: &'static str,
}

/// The whole, in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct System {
    /// What goes in.
    pub goes_in: String,
    /// What became of each column that takes part, and of the others.
    pub prepared: Vec<String>,
    /// What each method tries.
    pub objectives: Vec<Objective>,
    /// What comes out.
    pub comes_out: String,
}

/// What the whole is told from.
#[derive(Debug, Clone, Copy)]
pub struct SystemInputs<'a> {
    /// The table.
    pub table: &'a Table,
    /// Its columns as the methods see them.
    pub prepared: &'a Prepared,
    /// The components, and the two of them that the map shows.
    pub pca: (&'a PcaModel, Plane),
    /// Of a t-SNE map: its divergence when it began, where it stands, and after how many iterations.
    pub tsne: Option<([Option<f64>; 2], usize)>,
}

impl<'a> SystemInputs<'a> {
    fn of(lesson: &Lesson<'a>) -> Self {
        Self {
            table: lesson.table,
            prepared: lesson.prepared,
            pca: (lesson.pca, lesson.plane),
            tsne: lesson.tsne.map(|tsne| (tsne.kl, tsne.iterations)),
        }
    }
}

/// The whole, filled in.
pub fn system_of(inputs: &SystemInputs<'_>) -> System {
    let SystemInputs { table, prepared, pca: (pca, plane), tsne } = *inputs;
    let (rows, features) = prepared.matrix.dim();
    let of = |role: Role| prepared.roles.iter().filter(|one| one.role == role).count();
    let aside = [
        (of(Role::Label), ["label to compare with", "labels to compare with"]),
        (of(Role::Identifier), ["identifier", "identifiers"]),
        (of(Role::Ignored), ["column that was left out", "columns that were left out"]),
    ];
    let aside: Vec<String> = aside
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, [one, many])| count_of(count, one, many))
        .collect();
    let aside =
        if aside.is_empty() { String::new() } else { format!("; set aside: {}", aside.join(", ")) };
    let goes_in = format!(
        "{} of {}, {} that {} part{aside}.",
        count_of(rows, "customer", "customers"),
        table.short_name(),
        count_of(of(Role::Feature), "column", "columns"),
        if of(Role::Feature) == 1 { "takes" } else { "take" },
    );
    let made = |line: &LedgerLine| match line.features.len() {
        0 | 1 => String::new(),
        count => format!(" Features made: {count} ({}).", shortened(&line.features, 4)),
    };
    let lines = prepared
        .ledger
        .iter()
        .filter(|line| !line.text.is_empty())
        .map(|line| format!("{}: {}{}", line.column, line.text, made(line)))
        .collect();
    let ratio = pca.explained_variance_ratio();
    let first = plane.axes.contains(&0) && plane.axes.contains(&1);
    let share: f64 = plane.axes.iter().filter_map(|axis| ratio.get(*axis)).sum();
    let mut objectives = vec![Objective {
        method: "PCA",
        objective: "as much of the customers' variance as two perpendicular directions can have",
        reached: format!("{:.1} % of the variance", share * 100.0),
        remark: if first {
            "no other two directions have more"
        } else {
            "of the two components that are shown"
        },
        value: Some(share),
        share: Some(share),
        measure: "variance on the map",
    }];
    if let Some(([from, to], iterations)) = tsne {
        let gone = from.zip(to).filter(|(from, _)| *from > 0.0).map(|(from, to)| 1.0 - to / from);
        let from = from.map_or(String::new(), |kl| format!("from {} ", format_value(kl)));
        let to_words = to.map_or("an unknown value".to_owned(), format_value);
        objectives.push(Objective {
            method: "t-SNE",
            objective: "as little Kullback-Leibler divergence of the map's neighbours from the data's as it can find",
            reached: format!(
                "{from}to {to_words} nats in {}",
                count_of(iterations, "iteration", "iterations")
            ),
            remark: "a good place, not proven the best: another start may end elsewhere",
            value: to,
            share: gone,
            measure: "divergence removed",
        });
    }
    let maps = if tsne.is_some() { "a place on each map" } else { "a place" };
    let comes_out = format!(
        "{maps} for each of {}; for PCA also {} a component, which say what its axes mean.",
        count_of(rows, "customer", "customers"),
        count_of(features, "coefficient", "coefficients")
    );
    System {
        goes_in,
        prepared: lines,
        objectives,
        comes_out: crate::words::capitalised(&comes_out),
    }
}

pub(super) fn told(lesson: &Lesson<'_>) -> Told {
    let found = system_of(&SystemInputs::of(lesson));
    let (rows, features) = lesson.matrix().dim();
    let sentence = format!(
        "{} in {} go in; every method gets the same prepared numbers and seeks to keep something else of them.",
        count_of(rows, "customer", "customers"),
        count_of(features, "prepared column", "prepared columns")
    );
    let mut steps = vec![Step::said(found.goes_in.clone())];
    steps.extend(found.prepared.iter().map(Step::said));
    for one in &found.objectives {
        let text =
            format!("{} seeks {}: {}; {}.", one.method, one.objective, one.reached, one.remark);
        steps.push(Step { text, value: one.value });
    }
    steps.push(Step::said(found.comes_out.clone()));
    Told { sentence, steps, numbers: Numbers::System(found), source: SOURCE }
}
