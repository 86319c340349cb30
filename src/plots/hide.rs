//! Classes of a legend that are switched off: their points are not drawn, not pointed at, not enclosed.

use super::{Figure, Key, LegendEntries, Mark, Rgb, Shape, figure::Ink};

impl Figure {
    /// Hides the points of the legend's classes with these names. The legend keeps them, marked; axes stay as they
    /// are.
    pub fn hide(&mut self, labels: &[String]) {
        let Some(LegendEntries::Classes(classes)) =
            self.legend.as_mut().map(|legend| &mut legend.entries)
        else {
            return;
        };
        let mut styles: Vec<(Rgb, Shape)> = Vec::new();
        for class in classes.iter_mut() {
            class.hidden = labels.contains(&class.label);
            if let (true, Ink::Data(color), Key::Point(shape)) =
                (class.hidden, class.ink, class.key)
            {
                styles.push((color, shape));
            }
        }
        if styles.is_empty() {
            return;
        }
        for mark in &mut self.marks {
            let Mark::Points(points) = mark else { continue };
            // Each class has a style of its own.
            let style = |at: usize| Some((*points.colors.get(at)?, *points.shapes.get(at)?));
            let seen = |at: usize| style(at).is_none_or(|style| !styles.contains(&style));
            let place = |(at, place): (usize, &[f64; 2])| {
                if seen(at) { *place } else { [f64::NAN; 2] }
            };
            points.xy = points.xy.iter().enumerate().map(place).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::plots::{ColorBy, Coloring, LegendEntries, MapInput, Mark, PointIndex, map};

    #[test]
    fn hidden_classes_are_out_of_sight_and_reach_and_marked_in_the_legend() {
        let levels = ["a", "b"].map(str::to_owned);
        let codes = [Some(0), Some(1), None];
        let by = ColorBy::Categories { title: "t", codes: &codes, levels: &levels };
        let coloring = Coloring::new(&by, 3);
        let mut figure = map(&MapInput {
            title: "",
            caption: "",
            points: &[[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]],
            axis_labels: ["", ""],
            numbered_axes: true,
            coloring: &coloring,
            faint: &[],
        });
        let before = figure.clone();
        figure.hide(&[]);
        assert_eq!(figure, before);
        figure.hide(&["b".to_owned(), "no such".to_owned()]);
        assert_eq!(figure.x.range, before.x.range);
        let Mark::Points(points) = &figure.marks[0] else { panic!() };
        let index = PointIndex::new(&points.xy);
        let everywhere = [[-9.0, -9.0], [9.0, -9.0], [9.0, 9.0], [-9.0, 9.0]];
        assert_eq!(index.inside(&everywhere), [0, 2]);
        let Some(LegendEntries::Classes(classes)) = figure.legend.map(|legend| legend.entries)
        else {
            panic!()
        };
        let marks: Vec<bool> = classes.iter().map(|class| class.hidden).collect();
        assert_eq!(marks, [false, true, false]);
    }
}
