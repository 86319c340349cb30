//! One column becomes a colour and a shape per point, and the legend that explains them.
//!
//! Categories: the 24 most frequent (ties by name) in the order of the levels, six colours as discs, then the
//! same six as squares, triangles and diamonds; the rest is grey and called other. Numbers: viridis, logarithmic where
//! [`ColorScale::of`] says so. No value: a grey ring. The same input gives the same colours always, and a
//! level that has no point takes no colour.

use super::palette::{CATEGORIES, MISSING, OTHER};
use super::{ColorScale, Ink, Key, Legend, LegendEntries, LegendEntry, LegendPlace, Rgb, Shape};

/// What colours the points.
#[derive(Debug, Clone, Copy)]
pub enum ColorBy<'a> {
    /// One colour for all, no legend.
    Nothing,
    /// Few kinds without order.
    Categories {
        /// The column.
        title: &'a str,
        /// Per point, the index in `levels`; `None`, or an index beyond them, is missing.
        codes: &'a [Option<u32>],
        /// The names.
        levels: &'a [String],
    },
    /// Kinds that the user made, with styles of their own; points of none are grey.
    Chosen {
        /// What they are.
        title: &'a str,
        /// Per point, the index in `levels`; `None`, or an index beyond them, is of none.
        codes: &'a [Option<u32>],
        /// The names.
        levels: &'a [&'a str],
        /// Colour and shape of each, by number: six colours as discs, then as squares, and so on.
        styles: &'a [usize],
    },
    /// Quantities.
    Numbers {
        /// The column.
        title: &'a str,
        /// Per point; what is not finite is missing.
        values: &'a [f64],
    },
}

/// A colour and a shape per point, and the legend that explains them.
#[derive(Debug, Clone, PartialEq)]
pub struct Coloring {
    /// One a point.
    pub colors: Vec<Rgb>,
    /// One a point.
    pub shapes: Vec<Shape>,
    /// `None` where there is nothing to explain.
    pub legend: Option<Legend>,
}

/// Shapes in the order in which the colours are used again.
const SHAPES: [Shape; 4] = [Shape::Circle, Shape::Square, Shape::Triangle, Shape::Diamond];

/// How many categories get a colour and shape of their own: 24.
const OWN: usize = CATEGORIES.len() * SHAPES.len();

impl Coloring {
    /// Colours `n` points. Points beyond the end of the column count as missing, values beyond `n` are
    /// ignored.
    pub fn new(by: &ColorBy, n: usize) -> Self {
        match *by {
            ColorBy::Nothing => Self {
                colors: vec![CATEGORIES[0]; n],
                shapes: vec![Shape::Circle; n],
                legend: None,
            },
            ColorBy::Categories { title, codes, levels } => {
                Self::categories(title, codes, levels, n)
            }
            ColorBy::Chosen { title, codes, levels, styles } => {
                Self::chosen(title, codes, levels, styles, n)
            }
            ColorBy::Numbers { title, values } => Self::numbers(title, values, n),
        }
    }

    fn categories(title: &str, codes: &[Option<u32>], levels: &[String], n: usize) -> Self {
        let level = |i: usize| {
            codes.get(i).copied().flatten().map(|c| c as usize).filter(|c| *c < levels.len())
        };
        let mut counts = vec![0_usize; levels.len()];
        (0..n).filter_map(level).for_each(|code| counts[code] += 1);
        let mut ranked: Vec<usize> = (0..levels.len()).filter(|code| counts[*code] > 0).collect();
        ranked.sort_by(|a, b| {
            counts[*b].cmp(&counts[*a]).then_with(|| levels[*a].cmp(&levels[*b])).then(a.cmp(b))
        });

        let mut styles = vec![(OTHER, Shape::Circle); levels.len()];
        let mut entries = Vec::new();
        let others = ranked.split_off(ranked.len().min(OWN));
        // The order in which a reader looks for them: 0, 1, 2 ... or by name.
        ranked.sort_unstable();
        for (rank, code) in ranked.into_iter().enumerate() {
            styles[code] = style_of(rank);
            let label = if levels[code].trim().is_empty() { "(empty)" } else { &levels[code] };
            entries.push(entry(label, styles[code], counts[code]));
        }
        if !others.is_empty() {
            let label = format!("(other: {})", others.len());
            entries.push(entry(
                &label,
                (OTHER, Shape::Circle),
                others.iter().map(|code| counts[*code]).sum(),
            ));
        }
        entries.extend(missing_entry(n - counts.iter().sum::<usize>()));

        let (colors, shapes) =
            (0..n).map(|i| level(i).map_or((MISSING, Shape::Ring), |code| styles[code])).unzip();
        let entries = LegendEntries::Classes(entries);
        Self {
            colors,
            shapes,
            legend: Some(Legend { title: title.to_owned(), entries, place: LegendPlace::Right }),
        }
    }

    fn chosen(
        title: &str,
        codes: &[Option<u32>],
        levels: &[&str],
        styles: &[usize],
        n: usize,
    ) -> Self {
        const NONE: (Rgb, Shape) = (OTHER, Shape::Circle);
        let own = |code: usize| styles.get(code).map_or(NONE, |style| style_of(*style));
        let mut counts = vec![0_usize; levels.len() + 1];
        let (mut colors, mut shapes) = (Vec::with_capacity(n), Vec::with_capacity(n));
        for i in 0..n {
            let code = codes.get(i).copied().flatten().map_or(levels.len(), |code| code as usize);
            let code = code.min(levels.len());
            counts[code] += 1;
            let (color, shape) = if code < levels.len() { own(code) } else { NONE };
            colors.push(color);
            shapes.push(shape);
        }
        let mut entries: Vec<LegendEntry> = levels
            .iter()
            .enumerate()
            .map(|(code, label)| entry(label, own(code), counts[code]))
            .collect();
        if counts[levels.len()] > 0 {
            entries.push(entry("(none)", NONE, counts[levels.len()]));
        }
        let entries = LegendEntries::Classes(entries);
        let legend = Some(Legend { title: title.to_owned(), entries, place: LegendPlace::Right });
        Self { colors, shapes, legend }
    }

    fn numbers(title: &str, values: &[f64], n: usize) -> Self {
        let value = |i: usize| values.get(i).copied().filter(|v| v.is_finite());
        let scale = ColorScale::of(&values[..n.min(values.len())]);
        let (colors, shapes): (Vec<Rgb>, Vec<Shape>) = (0..n)
            .map(|i| match (value(i), scale) {
                (Some(v), Some(scale)) => (scale.color(v), Shape::Circle),
                _ => (MISSING, Shape::Ring),
            })
            .unzip();
        let title = if scale.is_some_and(|scale| scale.clipped) {
            format!("{title} (1st to 99th percentile)")
        } else {
            title.to_owned()
        };
        let missing = missing_entry(shapes.iter().filter(|shape| **shape == Shape::Ring).count());
        let entries = match scale {
            Some(scale) => LegendEntries::Scale { scale, missing },
            None => LegendEntries::Classes(missing.into_iter().collect()),
        };
        Self { colors, shapes, legend: Some(Legend { title, entries, place: LegendPlace::Right }) }
    }
}

/// The colour and shape of that number; beyond the last they begin again.
pub fn style_of(style: usize) -> (Rgb, Shape) {
    let shape = SHAPES[style / CATEGORIES.len() % SHAPES.len()];
    (CATEGORIES[style % CATEGORIES.len()], shape)
}

fn entry(label: &str, (color, shape): (Rgb, Shape), count: usize) -> LegendEntry {
    let entry = LegendEntry::new(label, Ink::Data(color), Key::Point(shape));
    LegendEntry { count: Some(count), ..entry }
}

fn missing_entry(count: usize) -> Option<LegendEntry> {
    (count > 0).then(|| entry("(missing)", (MISSING, Shape::Ring), count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(coloring: &Coloring) -> Vec<(String, usize)> {
        match &coloring.legend.as_ref().unwrap().entries {
            LegendEntries::Classes(list) => {
                list.iter().map(|e| (e.label.clone(), e.count.unwrap())).collect()
            }
            LegendEntries::Scale { .. } => panic!("expected classes"),
        }
    }

    #[test]
    fn levels_in_their_order_missing_last() {
        let levels = ["b", "a", "unused", "big"].map(str::to_owned);
        let codes = [Some(0), Some(3), Some(3), Some(1), None, Some(9)];
        let coloring =
            Coloring::new(&ColorBy::Categories { title: "t", codes: &codes, levels: &levels }, 7);
        let names = classes(&coloring);
        let expected = [("b", 1), ("a", 1), ("big", 2), ("(missing)", 3)];
        assert_eq!(names, expected.map(|(name, count)| (name.to_owned(), count)));
        assert_eq!(coloring.colors[0], CATEGORIES[0]);
        assert_eq!(coloring.colors[1], CATEGORIES[2]);
        assert_eq!(coloring.shapes[4..], [Shape::Ring; 3]);
    }

    #[test]
    fn chosen_kinds_keep_their_styles_and_the_rest_is_grey() {
        let by = ColorBy::Chosen {
            title: "Segment",
            codes: &[Some(1), None, Some(0), Some(7)],
            levels: &["a", "b", "nobody"],
            styles: &[3, 6, 1],
        };
        let coloring = Coloring::new(&by, 4);
        assert_eq!((coloring.colors[0], coloring.shapes[0]), (CATEGORIES[0], Shape::Square));
        assert_eq!(coloring.colors[1..], [OTHER, CATEGORIES[3], OTHER]);
        let expected = [("a", 1), ("b", 1), ("nobody", 0), ("(none)", 2)];
        assert_eq!(classes(&coloring), expected.map(|(name, count)| (name.to_owned(), count)));
        assert_eq!(style_of(OWN), style_of(0));
    }

    #[test]
    fn forty_levels_share_no_style_until_other() {
        let levels: Vec<String> = (0..40).map(|i| format!("level {i:02}")).collect();
        let codes: Vec<Option<u32>> = (0..40).map(Some).collect();
        let coloring =
            Coloring::new(&ColorBy::Categories { title: "t", codes: &codes, levels: &levels }, 40);
        let styles: std::collections::BTreeSet<_> =
            coloring.colors.iter().zip(&coloring.shapes).take(OWN).collect();
        assert_eq!(styles.len(), OWN);
        assert!(coloring.colors[OWN..].iter().all(|color| *color == OTHER));
        assert_eq!(classes(&coloring).last().unwrap(), &("(other: 16)".to_owned(), 16));
    }

    #[test]
    fn the_most_frequent_levels_keep_their_colours() {
        let levels: Vec<String> = (0..30).map(|i| format!("level {i:02}")).collect();
        // The last six levels occur twice, all others once.
        let codes: Vec<Option<u32>> = (0..30).chain(24..30).map(Some).collect();
        let coloring =
            Coloring::new(&ColorBy::Categories { title: "t", codes: &codes, levels: &levels }, 36);
        assert!(coloring.colors[24..].iter().all(|color| *color != OTHER));
        assert!(coloring.colors[18..24].iter().all(|color| *color == OTHER));
    }

    #[test]
    fn numbers_run_from_dark_to_light_and_count_the_missing() {
        let values = [0.0, 5.0, f64::NAN, 10.0];
        let coloring = Coloring::new(&ColorBy::Numbers { title: "t", values: &values }, 4);
        assert_eq!(coloring.colors[0], crate::plots::palette::viridis(0.0));
        assert_eq!(coloring.colors[3], crate::plots::palette::viridis(1.0));
        assert_eq!(coloring.shapes[2], Shape::Ring);
        let Some(Legend { entries: LegendEntries::Scale { scale, missing }, .. }) = coloring.legend
        else {
            panic!("expected a scale")
        };
        assert_eq!((scale.min, scale.max, missing.unwrap().count), (0.0, 10.0, Some(1)));
    }

    #[test]
    fn a_column_without_any_value_is_all_missing() {
        let coloring = Coloring::new(&ColorBy::Numbers { title: "t", values: &[f64::NAN] }, 2);
        assert_eq!(classes(&coloring), [("(missing)".to_owned(), 2)]);
        assert!(Coloring::new(&ColorBy::Nothing, 0).colors.is_empty());
    }
}
