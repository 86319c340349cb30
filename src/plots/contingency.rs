//! How many customers two groupings have in common, group by group.

use super::palette::readable_on;
use super::{
    Align, Axis, Cells, ColorScale, Figure, Ink, Legend, LegendEntries, LegendPlace, Line, Mark,
    TextMark, Ticks, format_count,
};

/// What a table of counts is made of.
#[derive(Debug, Clone, Copy)]
pub struct ContingencyInput<'a> {
    /// Below the picture.
    pub caption: &'a str,
    /// What the groups down and across are groups of.
    pub names: [&'a str; 2],
    /// The groups down, the first on top.
    pub down: &'a [String],
    /// The groups across.
    pub across: &'a [String],
    /// The customers in both, a line for each group down.
    pub counts: &'a [Vec<usize>],
    /// So many of both are partners; they stand on the diagonal.
    pub partners: usize,
}

/// A cell for each two groups, the darker the larger the share of the group at its left; partners are framed.
pub fn contingency(input: &ContingencyInput) -> Figure {
    let scale = ColorScale::from_zero(100.0);
    let (mut at, mut colors, mut words, mut frames) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (line, counts) in input.counts.iter().enumerate() {
        let all: usize = counts.iter().sum();
        for (column, &count) in counts.iter().enumerate() {
            let place = [column as f64, -(line as f64)];
            let color = scale.color(count as f64 / all.max(1) as f64 * 100.0);
            at.push(place);
            colors.push(color);
            words.push(Mark::Text(TextMark {
                at: place,
                offset: [0.0, 4.0],
                text: format_count(count),
                ink: Ink::Data(readable_on(color)),
                align: Align::Middle,
                optional: true,
                on: Some(color),
            }));
            if line == column && line < input.partners {
                frames.push(framed(place));
            }
        }
    }
    let ticks = |names: &[String], sign: f64| {
        let place = |(at, name): (usize, &String)| (sign * at as f64, name.clone());
        Ticks::At(names.iter().enumerate().map(place).collect())
    };
    let last = |n: usize| n.max(1) as f64 - 0.5;
    let mut marks = vec![Mark::Cells(Cells { at, colors, size: [1.0, 1.0] })];
    marks.append(&mut frames);
    marks.append(&mut words);
    Figure {
        title: format!("{} against {}", input.names[0], input.names[1]),
        caption: input.caption.to_owned(),
        x: Axis {
            label: input.names[1].to_owned(),
            range: (-0.5, last(input.across.len())),
            ticks: ticks(input.across, 1.0),
        },
        y: Axis {
            label: input.names[0].to_owned(),
            range: (-last(input.down.len()), 0.5),
            ticks: ticks(input.down, -1.0),
        },
        marks,
        legend: Some(Legend {
            title: "% of the line".to_owned(),
            entries: LegendEntries::Scale { scale, missing: None },
            place: LegendPlace::Right,
        }),
        equal_aspect: false,
    }
}

fn framed([x, y]: [f64; 2]) -> Mark {
    const IN: f64 = 0.48;
    let corner = |dx: f64, dy: f64| [x + dx * IN, y + dy * IN];
    let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)];
    let xy = corners.map(|(dx, dy)| corner(dx, dy)).to_vec();
    Mark::Line(Line { xy, ink: Ink::Primary, width: 1.6, dashed: false, markers: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_as_dark_as_its_share_of_the_line_and_partners_are_framed() {
        let down = ["a", "b"].map(str::to_owned);
        let across = ["x", "y", "z"].map(str::to_owned);
        let counts = [vec![30, 10, 0], vec![0, 5, 0]];
        let figure = contingency(&ContingencyInput {
            caption: "",
            names: ["one", "other"],
            down: &down,
            across: &across,
            counts: &counts,
            partners: 2,
        });
        let Mark::Cells(cells) = &figure.marks[0] else { panic!("expected cells") };
        let scale = ColorScale::from_zero(100.0);
        let shares = [75.0, 25.0, 0.0, 0.0, 100.0, 0.0];
        assert_eq!(cells.colors, shares.map(|share| scale.color(share)));
        assert_eq!(cells.at[4], [1.0, -1.0]);
        let frames = figure.marks.iter().filter(|mark| matches!(mark, Mark::Line(_))).count();
        let words: Vec<&str> = figure
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Text(text) = mark { Some(&*text.text) } else { None })
            .collect();
        assert_eq!((frames, words), (2, vec!["30", "10", "0", "0", "5", "0"]));
    }
}
