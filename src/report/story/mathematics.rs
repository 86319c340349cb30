//! What goes in and what comes out, and, where it was asked for, the mathematics of the pictures.

use super::{Block, Drawn, Section, Story, Told, Typeset};
use crate::narrative::mathematics::{Formula, SystemInputs, Topic, formulas_of, system_of};
use crate::project::{Taught, TopicTold, system_figure};
use crate::words::{capitalised, format_number};

/// The system, defined: what goes in, what each method tries, how far it came, what comes out.
pub(super) fn methods(told: Told<'_>) -> Section {
    let [pca, tsne] = &told.found.maps;
    let mut blocks: Vec<Block> = Vec::new();
    if let Some(model) = &pca.pca {
        let way = tsne.tsne.as_ref().map(|used| {
            let ends = [used.curve.first(), used.curve.last()];
            (ends.map(|point| point.map(|point| point.kl)), used.iterations)
        });
        let found = system_of(&SystemInputs {
            table: told.table,
            prepared: told.prepared,
            pca: (model, pca.plane),
            tsne: way,
        });
        let ends = [("In", &found.goes_in), ("Out", &found.comes_out)];
        let ends = ends.map(|(name, words)| vec![name.to_owned(), words.clone()]).to_vec();
        blocks.push(Block::grid(&["", ""], ends, false));
        blocks.push(formulas("methods", Topic::System));
        let rows = found
            .objectives
            .iter()
            .map(|one| {
                vec![
                    one.method.to_owned(),
                    capitalised(one.objective),
                    capitalised(&format!("{}; {}.", one.reached, one.remark)),
                ]
            })
            .collect();
        blocks.push(Block::grid(&["Method", "What it seeks", "How far it came"], rows, false));
        blocks.push(Block::note("What was done to each column stands in the next section."));
        let settings = format!("{}: {}; {}", told.table.short_name(), pca.caption, tsne.caption);
        let figure = system_figure(&settings, &found);
        blocks.push(Block::Figures { list: vec![Drawn::new(figure)] });
    }
    Section { id: "methods", title: "What goes in, and what comes out", blocks }
}

impl Story {
    /// The same with the mathematics of some topics at its end; one that cannot be told says why.
    #[must_use]
    pub fn with_topics(mut self, topics: &[TopicTold]) -> Self {
        let mut blocks = Vec::new();
        for (topic, told) in topics {
            blocks.push(Block::heading(&format!("{}: {}", topic.title(), topic.question())));
            match told {
                Ok(told) => blocks.extend(explained(told)),
                Err(error) => {
                    blocks.push(Block::note(&format!(
                        "Not told: {}",
                        capitalised(&error.to_string())
                    )));
                }
            }
        }
        self.sections.push(Section {
            id: "mathematics",
            title: "Appendix: the mathematics, filled in",
            blocks,
        });
        self
    }
}

fn explained(told: &Taught) -> Vec<Block> {
    let found = &told.found;
    let mut blocks = vec![Block::text(&found.sentence), formulas("mathematics", found.topic)];
    let number = |value: Option<f64>| value.map_or_else(String::new, format_number);
    let rows = found.steps.iter().map(|step| vec![step.text.clone(), number(step.value)]).collect();
    blocks.push(Block::grid(&["Step", "Number"], rows, true));
    if !told.figures.is_empty() {
        let list = told.figures.iter().map(|one| Drawn::new(one.figure.clone())).collect();
        blocks.push(Block::Figures { list });
    }
    blocks.push(Block::note(&format!("Source: {}.", found.source)));
    blocks
}

/// The formulas of a topic in a section.
fn formulas(section: &str, topic: Topic) -> Block {
    let list = formulas_of(topic).into_iter().map(|formula| typeset(section, formula));
    Block::Formulas { list: list.collect() }
}

/// Glyphs are named by their place in a font of that formula: in one page names need the section's and the formula's own.
fn typeset(section: &str, formula: &Formula) -> Typeset {
    let own = format!("{section}-{}-", formula.name);
    let svg = formula
        .svg
        .replace("id='", &format!("id='{own}"))
        .replace("href='#", &format!("href='#{own}"));
    Typeset { svg, spoken: formula.spoken, symbols: formula.symbols }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_glyph_of_a_formula_is_found_under_a_name_of_its_own() {
        let of_methods = typeset("methods", formulas_of(Topic::System)[0]).svg;
        let mut names: Vec<String> = of_methods
            .split(" id='")
            .skip(1)
            .filter_map(|rest| Some(rest.split('\'').next()?.to_owned()))
            .collect();
        for formula in Topic::ALL.into_iter().flat_map(formulas_of) {
            let svg = typeset("mathematics", formula).svg;
            let own: Vec<&str> =
                svg.split(" id='").skip(1).filter_map(|rest| rest.split('\'').next()).collect();
            for used in svg.split("href='#").skip(1).filter_map(|rest| rest.split('\'').next()) {
                assert!(own.contains(&used), "{used} of {}", formula.name);
            }
            names.extend(own.into_iter().map(str::to_owned));
        }
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert!(all == names.len() && all > 100, "{all}");
    }
}
