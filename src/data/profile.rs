//! What can be said of one column at a glance.

use super::{Column, Levels, Values};

/// Bars of the tiny distribution.
const BINS: usize = 12;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnKind {
    /// Whole numbers only.
    Integer,
    /// Numbers.
    Decimal,
    /// Days, with or without the time of day.
    Date,
    /// A yes and a no, in words.
    Boolean,
    /// Words.
    Text,
    /// Not one cell is known.
    Empty,
}

/// A column in numbers. Missing cells count nowhere but in `missing`.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ColumnProfile {
    /// What the cells are.
    #[serde(rename = "type")]
    pub kind: ColumnKind,
    /// Cells that are not known.
    pub missing: usize,
    /// Different values.
    pub distinct: usize,
    /// Cells that are infinite.
    pub infinite: usize,
    /// Smallest finite number; of dates in days since 1970-01-01, as are `max` and `mean`.
    pub min: Option<f64>,
    /// Largest finite number.
    pub max: Option<f64>,
    /// Arithmetic mean of the finite numbers.
    pub mean: Option<f64>,
    /// The earliest date, as ISO text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// The latest date, as ISO text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// How the cells were read, where they are not plain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// The most frequent levels with their counts, most frequent first, at most twelve.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<(String, usize)>,
    /// Counts in equal bins from `min` to `max`, or of `levels`.
    #[serde(skip)]
    pub histogram: Vec<usize>,
}

impl ColumnProfile {
    /// Profiles a column.
    pub fn new(column: &Column) -> Self {
        let profile = match &column.values {
            Values::Numbers(values) => numbers(values),
            Values::Dates(days) => dates(days),
            Values::Text(levels) => words(levels),
        };
        Self { reading: column.reading.clone(), ..profile }
    }
}

fn numbers(values: &[f64]) -> ColumnProfile {
    let mut known: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
    known.sort_unstable_by(f64::total_cmp);
    // -0 and 0 are one value, though total_cmp tells them apart.
    let distinct = known.chunk_by(|a, b| a == b).count();
    let finite: Vec<f64> = known.iter().copied().filter(|v| v.is_finite()).collect();
    let (min, max) = (finite.first().copied(), finite.last().copied());
    // Summed about the smallest value, so that a large offset keeps its digits.
    let mean = min.map(|m| m + finite.iter().map(|v| (v - m) / finite.len() as f64).sum::<f64>());
    let kind = if known.is_empty() {
        ColumnKind::Empty
    } else if finite.iter().all(|v| v.fract() == 0.0) && !finite.is_empty() {
        ColumnKind::Integer
    } else {
        ColumnKind::Decimal
    };
    let mut histogram = vec![0; BINS];
    if let (Some(min), Some(max)) = (min, max) {
        for value in &finite {
            // Halved first: max - min may overflow.
            let share = (value / 2.0 - min / 2.0) / (max / 2.0 - min / 2.0);
            let bin = if share.is_finite() { (share * BINS as f64) as usize } else { 0 };
            histogram[bin.min(BINS - 1)] += 1;
        }
    }
    ColumnProfile {
        kind,
        missing: values.len() - known.len(),
        distinct,
        infinite: known.len() - finite.len(),
        min,
        max,
        mean,
        first: None,
        last: None,
        reading: None,
        levels: Vec::new(),
        histogram,
    }
}

fn dates(days: &[f64]) -> ColumnProfile {
    let profile = numbers(days);
    let kind = if profile.kind == ColumnKind::Empty { profile.kind } else { ColumnKind::Date };
    let text = |days: Option<f64>| days.map(Values::iso_date);
    ColumnProfile { kind, first: text(profile.min), last: text(profile.max), ..profile }
}

fn words(words: &Levels) -> ColumnProfile {
    let counts = words.counts();
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(counts[at]));
    let levels: Vec<(String, usize)> =
        order.iter().take(BINS).map(|&at| (words.names()[at].clone(), counts[at])).collect();
    ColumnProfile {
        kind: match counts.len() {
            0 => ColumnKind::Empty,
            2 if words.yes().is_some() => ColumnKind::Boolean,
            _ => ColumnKind::Text,
        },
        missing: words.codes().filter(Option::is_none).count(),
        distinct: counts.len(),
        infinite: 0,
        min: None,
        max: None,
        mean: None,
        first: None,
        last: None,
        reading: None,
        histogram: levels.iter().map(|(_, count)| *count).collect(),
        levels,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: Values) -> ColumnProfile {
        ColumnProfile::new(&Column { name: "x".into(), values, reading: None })
    }

    fn profile(values: Vec<f64>) -> ColumnProfile {
        of(Values::Numbers(values))
    }

    #[test]
    fn missing_and_infinite_cells_are_counted_apart() {
        let p = profile(vec![1.0, f64::NAN, f64::INFINITY, 3.0, 3.0]);
        assert_eq!((p.missing, p.infinite, p.distinct), (1, 1, 3));
        assert_eq!((p.min, p.max), (Some(1.0), Some(3.0)));
        assert!((p.mean.unwrap() - 7.0 / 3.0).abs() < 1e-15);
        assert_eq!(p.kind, ColumnKind::Integer);
        assert_eq!(p.histogram.iter().sum::<usize>(), 3);
    }

    #[test]
    fn a_column_of_nothing_is_empty() {
        assert_eq!(profile(vec![f64::NAN; 3]).kind, ColumnKind::Empty);
    }

    #[test]
    fn extremes_do_not_overflow_the_histogram() {
        let p = profile(vec![-1.7e308, 1.7e308, 0.0]);
        assert_eq!((p.histogram[0], p.histogram[6], p.histogram[11]), (1, 1, 1));
    }

    #[test]
    fn levels_are_sorted_by_count_then_name() {
        let levels = Levels::new(&[Some("b"), Some("c"), Some("a"), Some("c"), None]);
        let p = of(Values::Text(levels));
        let names: Vec<&str> = p.levels.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["c", "a", "b"]);
        assert_eq!((p.missing, p.distinct), (1, 3));
    }

    #[test]
    fn dates_have_a_first_and_a_last_day() {
        let p = of(Values::Dates(vec![19_790.5, f64::NAN, 19_789.0]));
        assert_eq!((p.kind, p.missing, p.min), (ColumnKind::Date, 1, Some(19_789.0)));
        assert_eq!(p.first.as_deref(), Some("2024-03-07"));
        assert_eq!(p.last.as_deref(), Some("2024-03-08T12:00:00"));
        assert_eq!(of(Values::Dates(vec![f64::NAN])).kind, ColumnKind::Empty);
        assert_eq!(serde_json::to_value(&p).unwrap()["type"], "date");
    }

    #[test]
    fn yes_and_no_are_boolean() {
        let kind = |cells: &[Option<&str>]| of(Values::Text(Levels::new(cells))).kind;
        assert_eq!(kind(&[Some("ja"), None, Some("nein")]), ColumnKind::Boolean);
        assert_eq!(kind(&[Some("ja"), Some("no")]), ColumnKind::Text);
        assert_eq!(kind(&[Some("yes")]), ColumnKind::Text);
        // 0 and 1 are numbers.
        assert_eq!(profile(vec![0.0, 1.0]).kind, ColumnKind::Integer);
    }
}
