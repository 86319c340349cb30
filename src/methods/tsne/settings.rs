//! What a user may set, and the checks.

use crate::data::Notice;
use crate::methods::MethodError;
use serde::{Deserialize, Serialize};

/// The perplexity where none is asked for and the rows allow it.
const PERPLEXITY: f64 = 30.0;
/// Iterations with early exaggeration, at most.
const EARLY: usize = 250;
/// The learning rate at least (Belkina et al. 2019 for the rule, van der Maaten's 200 / 4 for the floor).
const LEAST_RATE: f64 = 50.0;

/// Where the points start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Start {
    /// On the first two principal components, shrunk.
    #[default]
    Pca,
    /// On seeded random numbers.
    Random,
}

/// What a user may set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TsneSettings {
    /// Effective number of neighbours; 30, capped at (n - 1) / 3, where `None`.
    pub perplexity: Option<f64>,
    /// Iterations, both phases together.
    pub iterations: usize,
    /// Factor on the attraction in the first phase: min(250, iterations / 3) iterations.
    pub exaggeration: f64,
    /// The same in the second phase; 1 is t-SNE itself.
    pub late_exaggeration: f64,
    /// Step per unit of gradient; n / exaggeration in each phase, at least 50, where `None`.
    pub learning_rate: Option<f64>,
    /// Where the points start.
    pub start: Start,
    /// Seed of the jitter, or of the random start.
    pub seed: u64,
    /// Barnes-Hut angle, for linfa-tsne only: 0 is exact and slow, 0.5 the usual.
    pub theta: f64,
}

impl Default for TsneSettings {
    fn default() -> Self {
        Self {
            perplexity: None,
            iterations: 750,
            exaggeration: 12.0,
            late_exaggeration: 1.0,
            learning_rate: None,
            start: Start::Pca,
            seed: 42,
            theta: 0.5,
        }
    }
}

impl TsneSettings {
    /// Checks the settings against the number of rows.
    ///
    /// # Errors
    /// [`MethodError`]: too few rows, an explicit perplexity that is too large, a setting outside its range.
    pub fn check(&self, rows: usize) -> Result<TsneValidParams, MethodError> {
        let (perplexity, notice) = self.perplexity(rows)?;
        if self.iterations == 0 {
            return out_of_range("the number of iterations", 0.0, "1 or more");
        }
        let factors = [
            ("exaggeration", self.exaggeration, 100.0),
            ("late exaggeration", self.late_exaggeration, 10.0),
        ];
        for (setting, value, most) in factors {
            if !(value.is_finite() && (1.0..=most).contains(&value)) {
                let range = if most > 10.0 { "from 1 to 100" } else { "from 1 to 10" };
                return out_of_range(setting, value, range);
            }
        }
        if let Some(rate) = self.learning_rate
            && !(rate.is_finite() && rate > 0.0)
        {
            return out_of_range("the learning rate", rate, "above 0");
        }
        if !(self.theta.is_finite() && (0.0..=1.0).contains(&self.theta)) {
            return out_of_range("theta", self.theta, "from 0 to 1");
        }
        Ok(TsneValidParams { settings: self.clone(), rows, perplexity, notice })
    }

    /// The perplexity to use, and what is to be said of it.
    fn perplexity(&self, rows: usize) -> Result<(f64, Option<Notice>), MethodError> {
        if rows < 4 {
            return Err(MethodError::TooFewRows { method: "t-SNE", needed: 4, rows });
        }
        let most = (rows - 1) as f64 / 3.0;
        match self.perplexity {
            Some(p) if !(p.is_finite() && p >= 1.0) => out_of_range("perplexity", p, "1 or more"),
            Some(perplexity) if perplexity > most => {
                let needed = (3.0 * perplexity).ceil() as usize + 1;
                let most = (most * 10.0).floor() / 10.0;
                Err(MethodError::PerplexityTooLarge { perplexity, needed, rows, most })
            }
            Some(perplexity) => Ok((perplexity, None)),
            None if most < PERPLEXITY => {
                let notice = Notice::info(format!(
                    "Perplexity {most:.1} is used instead of {PERPLEXITY}: the table has only {rows} rows."
                ));
                Ok((most, Some(notice)))
            }
            None => Ok((PERPLEXITY, None)),
        }
    }
}

fn out_of_range<T>(
    setting: &'static str,
    value: f64,
    range: &'static str,
) -> Result<T, MethodError> {
    Err(MethodError::OutOfRange { setting, value, range })
}

/// Settings that were checked; only these can be fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct TsneValidParams {
    settings: TsneSettings,
    rows: usize,
    perplexity: f64,
    notice: Option<Notice>,
}

impl TsneValidParams {
    /// What was set.
    pub fn settings(&self) -> &TsneSettings {
        &self.settings
    }

    /// Rows that the settings were checked against.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The perplexity that is used.
    pub fn perplexity(&self) -> f64 {
        self.perplexity
    }

    /// Iterations, both phases together.
    pub fn iterations(&self) -> usize {
        self.settings.iterations
    }

    /// Iterations of the first phase.
    pub fn early_iterations(&self) -> usize {
        EARLY.min(self.settings.iterations / 3)
    }

    /// Neighbours that each row attracts: three times the perplexity.
    pub fn neighbors(&self) -> usize {
        ((3.0 * self.perplexity).floor() as usize).clamp(1, self.rows - 1)
    }

    /// Said where the default perplexity was capped.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// The step per unit of gradient (without its factor 4) at an exaggeration: n / exaggeration (Belkina et
    /// al. 2019), at least 50.
    pub fn learning_rate(&self, exaggeration: f64) -> f64 {
        self.settings.learning_rate.unwrap_or((self.rows as f64 / exaggeration).max(LEAST_RATE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_perplexity_is_capped_and_an_explicit_one_refused() {
        let capped = TsneSettings::default().check(50).unwrap();
        assert!((capped.perplexity() - 49.0 / 3.0).abs() < 1e-12);
        assert_eq!(capped.neighbors(), 49);
        assert!(capped.notice().unwrap().text.contains("16.3"));
        let asked = TsneSettings { perplexity: Some(30.0), ..TsneSettings::default() };
        let error = asked.check(50).unwrap_err().to_string();
        assert!(error.starts_with("perplexity 30 needs at least 91 rows; this table has 50"));
        assert!(asked.check(91).unwrap().notice().is_none());
    }

    #[test]
    fn settings_outside_their_range_are_refused() {
        let refused = |settings: TsneSettings| settings.check(100).unwrap_err().to_string();
        let default = TsneSettings::default;
        assert!(refused(TsneSettings { iterations: 0, ..default() }).contains("iterations"));
        let rate = TsneSettings { learning_rate: Some(f64::NAN), ..default() };
        assert!(refused(rate).contains("learning rate"));
        let late = TsneSettings { late_exaggeration: 0.5, ..default() };
        assert!(refused(late).contains("from 1 to 10"));
        assert!(matches!(default().check(3), Err(MethodError::TooFewRows { .. })));
        assert!(default().check(4).is_ok());
    }

    #[test]
    fn phases_and_rates_follow_the_table() {
        let params = TsneSettings::default().check(12_000).unwrap();
        assert_eq!((params.early_iterations(), params.neighbors()), (250, 90));
        assert_eq!((params.learning_rate(12.0), params.learning_rate(1.0)), (1000.0, 12_000.0));
        assert_eq!(TsneSettings::default().check(100).unwrap().learning_rate(12.0), 50.0);
        let short = TsneSettings { iterations: 60, ..TsneSettings::default() };
        assert_eq!(short.check(100).unwrap().early_iterations(), 20);
    }
}
