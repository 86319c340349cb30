//! One number a column as lying bars, the longest on top, the levels of a column side by side.

use super::palette::CATEGORIES;
use super::{Align, Axis, Bars, Figure, Ink, Key, Legend, LegendEntries, LegendEntry, LegendPlace};
use super::{Line, Mark, TextMark, Ticks};

/// More lines than this cannot be read at a usual size.
const MOST: usize = 30;
/// Free space on x beside the longest bar, for its number, as a share of all bars' extent.
const ROOM: f64 = 0.14;

/// Room before and after a column of several lines, in lines.
const SPACE: f64 = 0.3;

/// From the middle of the first line to the upper edge, in lines: its number has room.
const ABOVE: f64 = 0.75;

/// Fewer lines than this have bars thinner than their lines.
const ROOMY: f64 = 12.0;

/// A column, and the numbers of its features.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The column.
    pub column: String,
    /// One number, or one for each level, with the level's name. What is not finite is drawn as 0.
    pub values: Vec<(String, f64)>,
}

/// What lying bars are made of.
#[derive(Debug, Clone, Copy)]
pub struct LyingInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Below the picture; how many columns are not shown is added.
    pub caption: &'a str,
    /// The name of the number, with its unit.
    pub label: &'a str,
    /// The columns, in the table's order.
    pub parts: &'a [Part],
    /// A number to compare with, and its name.
    pub reference: Option<(f64, &'a str)>,
    /// Numbers smaller in magnitude than this are left out, and how many it says; 0 for none.
    pub cutoff: f64,
    /// Decimals of the numbers beside the bars.
    pub decimals: usize,
}

/// Bars sorted by magnitude, those below zero in another colour. Columns with several features stand together
/// under their name, in the place of the largest of them. At most 30 lines: of what is left out, the
/// caption says how much it is.
pub fn lying_bars(input: &LyingInput) -> Figure {
    let Chosen { shown, hidden, small } = chosen(input.parts, input.cutoff);
    let mut ticks = Vec::new();
    let (mut above, mut below) = (Vec::new(), Vec::new());
    let mut marks = Vec::new();
    let mut line = 0.0;
    let mut before = false;
    for Sorted { column, many, values } in shown {
        // A column of several lines stands a little apart.
        if line < 0.0 && (many || before) {
            line -= SPACE;
        }
        before = many;
        if many {
            ticks.push((line, format!("{column}:")));
            line -= 1.0;
        }
        for (name, value) in values {
            ticks.push((line, if many { name.clone() } else { column.to_owned() }));
            let list = if value < 0.0 { &mut below } else { &mut above };
            list.push([value, line]);
            marks.push(number(value, line, input.decimals));
            line -= 1.0;
        }
    }
    let extent = |list: &[[f64; 2]]| list.iter().fold(0.0_f64, |most, bar| most.max(bar[0].abs()));
    let reference = input.reference.filter(|(at, _)| at.is_finite());
    let (low, high) = (extent(&below), extent(&above).max(reference.map_or(0.0, |(at, _)| at)));
    let span = if low + high > 0.0 { low + high } else { 1.0 };
    let pad = |side: f64| if side > 0.0 { side + ROOM * span } else { 0.0 };
    // A few bars are not made as thick as there is room.
    let width = 0.7 * (-line / ROOMY).clamp(0.3, 1.0);
    let mut keys = Vec::new();
    let mut drawn = Vec::new();
    for (bars, color) in [(above, CATEGORIES[0]), (below, CATEGORIES[4])] {
        if !bars.is_empty() {
            drawn.push(Mark::Bars(Bars { bars, width, lying: true, ink: Ink::Data(color) }));
        }
    }
    if let Some((at, name)) = reference {
        drawn.push(dashes(at, line));
        keys.push(LegendEntry::new(name, Ink::Muted, Key::Dashes));
    }
    for at in [-input.cutoff, input.cutoff] {
        let within = if at < 0.0 { low > 0.0 } else { high > 0.0 };
        if input.cutoff > 0.0 && within {
            drawn.push(dashes(at, line));
        }
    }
    drawn.append(&mut marks);
    let mut caption = input.caption.to_owned();
    if input.cutoff > 0.0 {
        let all: usize = input.parts.iter().map(|part| part.values.len()).sum();
        let decimals = input.decimals;
        let verb = if small == 1 { "is" } else { "are" };
        let said = format!(
            " Cut-off {:.decimals$}: {small} of {all} {verb} smaller and not shown.",
            input.cutoff
        );
        caption.push_str(&said);
    }
    if let Some((columns, most)) = hidden {
        let s = if columns == 1 { "" } else { "s" };
        let decimals = input.decimals;
        let more = format!(" Not shown: {columns} column{s}, none beyond {most:.decimals$}.");
        caption.push_str(&more);
    }
    let entries = LegendEntries::Classes(keys);
    let legend = Legend { title: String::new(), entries, place: LegendPlace::Top };
    Figure {
        title: input.title.to_owned(),
        caption,
        x: Axis {
            label: input.label.to_owned(),
            range: (
                -pad(low),
                if low > 0.0 && high <= 0.0 { 0.0 } else { pad(high).max(span * ROOM) },
            ),
            ticks: Ticks::Auto,
        },
        y: Axis { label: String::new(), range: (line + 0.4, ABOVE), ticks: Ticks::At(ticks) },
        marks: drawn,
        legend: reference.is_some().then_some(legend),
        equal_aspect: false,
    }
}

/// A line across all bars, the last of which stands above `line`.
fn dashes(at: f64, line: f64) -> Mark {
    let xy = vec![[at, line + 0.4], [at, ABOVE]];
    Mark::Line(Line { xy, ink: Ink::Muted, width: 1.2, dashed: true, markers: false })
}

/// A column with its features, sorted.
struct Sorted<'a> {
    column: &'a str,
    /// It has several features, though they may not all be shown.
    many: bool,
    values: Vec<(String, f64)>,
}

/// What is shown, sorted, and what is not.
struct Chosen<'a> {
    shown: Vec<Sorted<'a>>,
    /// How many columns there is no room for, with the largest of their magnitudes.
    hidden: Option<(usize, f64)>,
    /// How many features are below the cut-off.
    small: usize,
}

fn chosen(parts: &[Part], cutoff: f64) -> Chosen<'_> {
    let sound = |v: f64| if v.is_finite() { v } else { 0.0 };
    let mut small = 0;
    let mut sorted = Vec::new();
    for part in parts {
        let mut values: Vec<(String, f64)> =
            part.values.iter().map(|(name, v)| (name.clone(), sound(*v))).collect();
        values.retain(|(_, value)| value.abs() >= cutoff);
        small += part.values.len() - values.len();
        // Stable: equal ones stay in the table's order.
        values.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        if !values.is_empty() {
            sorted.push(Sorted { column: &part.column, many: part.values.len() > 1, values });
        }
    }
    sorted.sort_by(|a, b| b.values[0].1.abs().total_cmp(&a.values[0].1.abs()));
    let mut used = 0;
    let within = sorted.iter().take_while(|column| {
        used += column.values.len() + usize::from(column.many);
        used <= MOST
    });
    // One column at least, however many its levels.
    let kept = within.count().max(1);
    let rest = sorted.split_off(kept.min(sorted.len()));
    let hidden = rest.first().map(|column| (rest.len(), column.values[0].1.abs()));
    Chosen { shown: sorted, hidden, small }
}

fn number(value: f64, line: f64, decimals: usize) -> Mark {
    let (offset, align) = if value < 0.0 { (-5.0, Align::End) } else { (5.0, Align::Start) };
    let text = format!("{value:.decimals$}").replace('-', "\u{2212}");
    Mark::Text(TextMark {
        at: [value, line],
        offset: [offset, 4.0],
        text,
        ink: Ink::Muted,
        align,
        optional: true,
        on: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(column: &str, values: &[(&str, f64)]) -> Part {
        let values = values.iter().map(|(name, v)| ((*name).to_owned(), *v)).collect();
        Part { column: column.to_owned(), values }
    }

    fn of(parts: &[Part]) -> Figure {
        above(parts, 0.0)
    }

    fn above(parts: &[Part], cutoff: f64) -> Figure {
        lying_bars(&LyingInput {
            title: "t",
            caption: "c.",
            label: "Loading",
            parts,
            reference: Some((0.1, "average")),
            cutoff,
            decimals: 2,
        })
    }

    fn names(figure: &Figure) -> Vec<&str> {
        let Ticks::At(ticks) = &figure.y.ticks else { panic!("expected names") };
        ticks.iter().map(|(_, name)| name.as_str()).collect()
    }

    #[test]
    fn the_dominating_loading_has_the_longest_bar_on_top() {
        let figure = of(&[
            part("a", &[("a", 0.1)]),
            part("contract", &[("month", 0.2), ("two year", -0.95)]),
            part("b", &[("b", 0.5)]),
        ]);
        assert_eq!(names(&figure), ["contract:", "two year", "month", "b", "a"]);
        let bars: Vec<&[f64; 2]> = figure
            .marks
            .iter()
            .filter_map(|m| if let Mark::Bars(bars) = m { Some(&bars.bars) } else { None })
            .flatten()
            .collect();
        let longest = bars.iter().max_by(|a, b| a[0].abs().total_cmp(&b[0].abs())).unwrap();
        assert!((longest[0] + 0.95).abs() < 1e-12 && (longest[1] + 1.0).abs() < 1e-12);
        assert!(bars.iter().all(|bar| bar[0] >= figure.x.range.0 && bar[0] <= figure.x.range.1));
    }

    #[test]
    fn below_the_cut_off_is_left_out_and_counted_and_levels_keep_their_column() {
        let parts = [
            part("a", &[("a", 0.1)]),
            part("contract", &[("month", 0.2), ("two year", -0.95)]),
            part("b", &[("b", 0.3)]),
        ];
        let figure = above(&parts, 0.3);
        assert_eq!(names(&figure), ["contract:", "two year", "b"]);
        assert_eq!(figure.caption, "c. Cut-off 0.30: 2 of 4 are smaller and not shown.");
        let lines = figure.marks.iter().filter(|mark| matches!(mark, Mark::Line(_))).count();
        assert_eq!(lines, 3, "the average and both cut-offs");
        assert!(names(&above(&parts, 1.0)).is_empty());
    }

    #[test]
    fn what_is_not_shown_is_said() {
        let many: Vec<Part> =
            (0..50).map(|i| part(&format!("c{i}"), &[("", 1.0 / f64::from(i + 1))])).collect();
        let figure = of(&many);
        assert_eq!(names(&figure).len(), MOST);
        assert_eq!(figure.caption, "c. Not shown: 20 columns, none beyond 0.03.");
    }

    #[test]
    fn odd_numbers_do_not_break_the_picture() {
        for parts in [vec![], vec![part("a", &[("a", f64::NAN)]), part("b", &[])]] {
            let figure = of(&parts);
            assert!(figure.x.range.0 < figure.x.range.1 && figure.y.range.0 < figure.y.range.1);
        }
    }
}
