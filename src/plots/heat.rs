//! Columns x components as coloured cells.

use super::{
    Axis, Cells, ColorScale, Figure, Ink, Legend, LegendEntries, LegendPlace, Line, Mark, Ticks,
};

/// What a heat map is made of.
#[derive(Debug, Clone, Copy)]
pub struct HeatInput<'a> {
    /// What is shown.
    pub title: &'a str,
    /// Below the picture.
    pub caption: &'a str,
    /// The name of the number.
    pub label: &'a str,
    /// The names of the rows, the first on top; a row without values is the heading of those below it.
    pub rows: &'a [(String, Vec<f64>)],
    /// The names of the columns.
    pub columns: &'a [String],
    /// The number of the strongest colour, above zero.
    pub largest: f64,
    /// A line behind so many columns.
    pub cut: Option<usize>,
}

/// Cells on a scale around zero: red below, blue above. What is not finite is grey.
pub fn heat(input: &HeatInput) -> Figure {
    let scale = ColorScale::around_zero(input.largest);
    let cells = input.rows.iter().enumerate().flat_map(|(i, (_, values))| {
        let place = move |(k, value): (usize, &f64)| ([k as f64, -(i as f64)], scale.color(*value));
        values.iter().take(input.columns.len()).enumerate().map(place)
    });
    let (at, colors) = cells.unzip();
    let across = input.columns.iter().enumerate().map(|(k, name)| (k as f64, name.clone()));
    let down = input.rows.iter().enumerate().map(|(i, (name, _))| (-(i as f64), name.clone()));
    let last = |n: usize| n.max(1) as f64 - 0.5;
    let mut marks = vec![Mark::Cells(Cells { at, colors, size: [1.0, 1.0] })];
    if let Some(x) = input.cut.map(|cut| cut as f64 - 0.5) {
        let xy = vec![[x, -last(input.rows.len())], [x, 0.5]];
        let ink = Ink::Primary;
        marks.push(Mark::Line(Line { xy, ink, width: 1.6, dashed: false, markers: false }));
    }
    Figure {
        title: input.title.to_owned(),
        caption: input.caption.to_owned(),
        x: Axis {
            label: String::new(),
            range: (-0.5, last(input.columns.len())),
            ticks: Ticks::At(across.collect()),
        },
        y: Axis {
            label: String::new(),
            range: (-last(input.rows.len()), 0.5),
            ticks: Ticks::At(down.collect()),
        },
        marks,
        legend: Some(Legend {
            title: input.label.to_owned(),
            entries: LegendEntries::Scale { scale, missing: None },
            place: LegendPlace::Right,
        }),
        equal_aspect: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plots::palette::{MISSING, diverging};

    #[test]
    fn cells_stand_in_reading_order_and_headings_have_none() {
        let rows = [
            ("a".to_owned(), vec![1.0, -1.0]),
            ("b:".to_owned(), vec![]),
            ("x".to_owned(), vec![0.0, f64::NAN]),
        ];
        let figure = heat(&HeatInput {
            title: "t",
            caption: "",
            label: "r",
            rows: &rows,
            columns: &["PC1".to_owned(), "PC2".to_owned()],
            largest: 1.0,
            cut: Some(1),
        });
        let Mark::Line(cut) = &figure.marks[1] else { panic!("expected the cut") };
        assert_eq!(cut.xy, [[0.5, -2.5], [0.5, 0.5]]);
        let Mark::Cells(cells) = &figure.marks[0] else { panic!("expected cells") };
        assert_eq!(cells.at, [[0.0, 0.0], [1.0, 0.0], [0.0, -2.0], [1.0, -2.0]]);
        let colors = [diverging(1.0), diverging(0.0), diverging(0.5), MISSING];
        assert_eq!(cells.colors, colors);
        assert_eq!((figure.x.range, figure.y.range), ((-0.5, 1.5), (-2.5, 0.5)));
    }
}
