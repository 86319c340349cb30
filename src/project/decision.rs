//! What was decided between two choices, in a few words for "Undo: ...". Every field is compared, so that no decision is
//! without a name.

mod columns;

use super::{Choices, ClusterSpace, ColorChoice, Measure, Segment};
use crate::data::ReadOptions;
use crate::methods::TsneSettings;
use crate::methods::cluster::{ClusterSettings, HowMany};
use crate::words::{format_value, one_line};
use serde::Serialize;

/// Letters of a name that the user gave.
const LETTERS: usize = 40;

/// The name of the decision that leads from one value to the other; the first and how many more, where it is several.
pub fn decision(before: &Choices, after: &Choices) -> String {
    let mut names = Vec::new();
    reading(&mut names, &before.read, &after.read);
    columns::named(&mut names, &before.recipe, &after.recipe);
    rows(&mut names, before, after);
    maps(&mut names, before, after);
    tsne(&mut names, &before.tsne, &after.tsne);
    clusters(&mut names, &before.clusters, &after.clusters);
    looks(&mut names, before, after);
    colors(&mut names, before, after);
    match names.len() {
        // Counting from another line is no decision of its own.
        0 => "read the file anew".to_owned(),
        1 => names.remove(0),
        count => format!("{} and {} more", names[0], count - 1),
    }
}

/// A name that the user gave, short enough for a menu.
fn quoted(name: &str) -> String {
    format!("\u{201c}{}\u{201d}", one_line(name, LETTERS))
}

/// The word of a setting, as it stands in files.
fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

fn note(names: &mut Vec<String>, changed: bool, name: impl Into<String>) {
    if changed {
        names.push(name.into());
    }
}

fn reading(names: &mut Vec<String>, before: &ReadOptions, after: &ReadOptions) {
    for (changed, what) in [
        (before.separator != after.separator, "separator"),
        (before.header != after.header, "header"),
        (before.encoding != after.encoding, "encoding"),
        (before.quote != after.quote, "quotation mark"),
        (before.skip != after.skip, "rows above the header"),
        (before.skip_end != after.skip_end, "rows below the table"),
        (before.decimal != after.decimal, "decimal mark"),
        (before.day_first != after.day_first, "order of dates"),
        (before.missing != after.missing, "words for missing"),
        (before.sheet != after.sheet, "sheet"),
        (before.sample != after.sample, "sample of rows"),
    ] {
        note(names, changed, format!("read the file with another {what}"));
    }
}

fn rows(names: &mut Vec<String>, before: &Choices, after: &Choices) {
    if before.set_aside == after.set_aside && before.scope != after.scope {
        names.push(match after.scope.last() {
            Some(part) if after.scope.len() > before.scope.len() => {
                format!("look only at {}", quoted(&part.name))
            }
            Some(part) => format!("back to {}", quoted(&part.name)),
            None => "back to all rows".to_owned(),
        });
    }
    // What is set aside was decided by nobody: it follows from reading the file otherwise.
    if before.set_aside == after.set_aside && before.segments != after.segments {
        names.push(segments(&before.segments, &after.segments));
    }
}

fn segments(before: &[Segment], after: &[Segment]) -> String {
    let lacks = |list: &[Segment], name: &str| list.iter().all(|segment| segment.name != name);
    let new = after.iter().find(|segment| lacks(before, &segment.name));
    let gone = before.iter().find(|segment| lacks(after, &segment.name));
    let changed = after.iter().zip(before).find(|(now, then)| now != then);
    match (new, gone) {
        (Some(new), Some(gone)) if after.len() == before.len() => {
            format!("rename segment {} to {}", quoted(&gone.name), quoted(&new.name))
        }
        (Some(new), _) if after.len() > before.len() + 1 => {
            format!("name {} segments, {} first", after.len() - before.len(), quoted(&new.name))
        }
        (Some(new), _) => format!("name segment {}", quoted(&new.name)),
        (None, Some(gone)) => {
            let into = after.iter().find(|now| {
                before.iter().any(|then| then.name == now.name && then.rows.len() < now.rows.len())
            });
            match into {
                Some(into) => {
                    format!("merge segment {} into {}", quoted(&gone.name), quoted(&into.name))
                }
                None => format!("remove segment {}", quoted(&gone.name)),
            }
        }
        (None, None) => match changed {
            Some((now, then)) if now.name == then.name && now.rows != then.rows => {
                format!("change the rows of segment {}", quoted(&now.name))
            }
            Some((now, then)) if now.name == then.name => {
                format!("change the colour of segment {}", quoted(&now.name))
            }
            _ => "change the order of segments".to_owned(),
        },
    }
}

fn maps(names: &mut Vec<String>, before: &Choices, after: &Choices) {
    let [x, y] = after.plane.axes.map(|axis| axis.saturating_add(1));
    note(names, before.plane.axes != after.plane.axes, format!("show PC{x} and PC{y}"));
    note(names, before.plane.flip != after.plane.flip, "turn an axis round");
    note(names, before.kept != after.kept, format!("keep {} components", after.kept));
    let components = after.pca.components;
    note(names, before.pca != after.pca, format!("compute {components} components"));
    let shown = |on: bool| if on { "fade" } else { "do not fade" };
    note(
        names,
        before.faint != after.faint,
        format!("{} rows that the plane shows badly", shown(after.faint)),
    );
    note(
        names,
        before.lies != after.lies,
        format!("{} rows that the maps lie about", shown(after.lies)),
    );
    for (side, before, after) in
        [("left", before.left, after.left), ("right", before.right, after.right)]
    {
        note(names, before != after, format!("{} at the {side}", after.title()));
    }
}

fn tsne(names: &mut Vec<String>, before: &TsneSettings, after: &TsneSettings) {
    let auto =
        |value: Option<f64>| value.map_or_else(|| "found by itself".to_owned(), format_value);
    for (changed, name) in [
        (before.perplexity != after.perplexity, format!("perplexity {}", auto(after.perplexity))),
        (before.iterations != after.iterations, format!("{} iterations", after.iterations)),
        (
            before.exaggeration != after.exaggeration,
            format!("exaggeration {}", format_value(after.exaggeration)),
        ),
        (
            before.late_exaggeration != after.late_exaggeration,
            format!("late exaggeration {}", format_value(after.late_exaggeration)),
        ),
        (
            before.learning_rate != after.learning_rate,
            format!("learning rate {}", auto(after.learning_rate)),
        ),
        (before.start != after.start, format!("start of t-SNE: {}", word(&after.start))),
        (before.seed != after.seed, format!("seed {}", after.seed)),
        (before.theta != after.theta, format!("theta {}", format_value(after.theta))),
    ] {
        note(names, changed, name);
    }
}

fn clusters(names: &mut Vec<String>, before: &ClusterSettings, after: &ClusterSettings) {
    note(names, before.method != after.method, format!("clusters by {}", after.method.title()));
    let k = match after.k {
        HowMany::Found => "as many clusters as the data speak for".to_owned(),
        HowMany::Given(k) => format!("{k} clusters"),
    };
    note(names, before.k != after.k, k);
    for (changed, name) in [
        (before.linkage != after.linkage, "linkage of clusters"),
        (before.covariance != after.covariance, "form of the mixture\u{2019}s clouds"),
        (before.radius != after.radius, "radius of clusters"),
        (before.min_points != after.min_points, "least number of neighbours"),
        (before.min_cluster_size != after.min_cluster_size, "smallest cluster"),
        (before.seed != after.seed, "seed of clusters"),
    ] {
        note(names, changed, name);
    }
}

fn looks(names: &mut Vec<String>, before: &Choices, after: &Choices) {
    note(
        names,
        before.clusters_also != after.clusters_also,
        match after.clusters_also {
            Some(_) => "look for clusters among the first components too",
            None => "look for no clusters among the first components",
        },
    );
    if before.cluster_looks != after.cluster_looks {
        let new = after.cluster_looks.iter().find(|look| !before.cluster_looks.contains(look));
        let name = new.and_then(|look| look.name.as_ref());
        let known = |name: &String| {
            before.cluster_looks.iter().any(|look| look.name.as_ref() == Some(name))
        };
        names.push(match name {
            Some(name) if !known(name) => format!("name a cluster {}", quoted(name)),
            _ => "change the look of a cluster".to_owned(),
        });
    }
}

fn colors(names: &mut Vec<String>, before: &Choices, after: &Choices) {
    if before.color_by != after.color_by {
        names.push(match &after.color_by {
            ColorChoice::Auto => "colour by the label".to_owned(),
            ColorChoice::Nothing => "one colour for all".to_owned(),
            ColorChoice::Column(name) => format!("colour by {}", one_line(name, LETTERS)),
            ColorChoice::Segments => "colour by segments".to_owned(),
            ColorChoice::Measure(Measure::Moved) => "colour by who moved".to_owned(),
            ColorChoice::Measure(_) => "colour by trust".to_owned(),
            ColorChoice::Clusters(ClusterSpace::Features) => {
                "colour by the clusters of the data".to_owned()
            }
            ColorChoice::Clusters(_) => "colour by clusters".to_owned(),
        });
    } else if before.hidden != after.hidden {
        // Another colouring shows all its classes; that is part of it.
        let hidden = after.hidden.iter().find(|name| !before.hidden.contains(name));
        let shown = before.hidden.iter().find(|name| !after.hidden.contains(name));
        names.push(match (hidden, shown) {
            (Some(name), None) => format!("hide {}", quoted(name)),
            (None, Some(name)) => format!("show {}", quoted(name)),
            _ => "show other classes".to_owned(),
        });
    }
    note(
        names,
        before.follow_map != after.follow_map,
        if after.follow_map { "follow the perplexity" } else { "do not follow the perplexity" },
    );
}

#[cfg(test)]
mod tests;
