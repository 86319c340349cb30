//! Where the points start.
//!
//! The first two principal components keep the data's global order, which t-SNE by itself forgets (Kobak and
//! Berens 2019); they are shrunk until the Gaussian kernel sees one point. The jitter parts identical rows.

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

/// Standard deviation of the first axis.
const SPREAD: f64 = 1e-4;
/// Size of the jitter, as a share of the first axis' standard deviation.
const JITTER: f64 = 0.01;

/// The scores of two components, centred and scaled to a standard deviation of 1e-4 on the first axis,
/// with a jitter of 1 % of that.
pub fn from_scores(scores: &[[f64; 2]], seed: u64) -> Vec<[f32; 2]> {
    let n = scores.len() as f64;
    let mean: [f64; 2] = std::array::from_fn(|a| scores.iter().map(|s| s[a]).sum::<f64>() / n);
    let variance = scores.iter().map(|s| (s[0] - mean[0]).powi(2)).sum::<f64>() / (n - 1.0);
    let scale = if variance > 0.0 { SPREAD / variance.sqrt() } else { 0.0 };
    let mut normal = Normal::new(seed);
    let jitter = SPREAD * JITTER;
    scores
        .iter()
        .map(|s| {
            std::array::from_fn(|a| ((s[a] - mean[a]) * scale + normal.draw() * jitter) as f32)
        })
        .collect()
}

/// Normal numbers with a standard deviation of 1e-4: nothing of the data is in them.
pub fn random(rows: usize, seed: u64) -> Vec<[f32; 2]> {
    let mut normal = Normal::new(seed);
    (0..rows).map(|_| std::array::from_fn(|_| (normal.draw() * SPREAD) as f32)).collect()
}

/// Standard normal numbers, by the method of Box and Muller (1958).
struct Normal(Xoshiro256Plus);

impl Normal {
    fn new(seed: u64) -> Self {
        Self(Xoshiro256Plus::seed_from_u64(seed))
    }

    fn draw(&mut self) -> f64 {
        // In (0, 1]: its logarithm is finite.
        let radius = (-2.0 * (1.0 - self.0.r#gen::<f64>()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.0.r#gen::<f64>()).cos()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sd(points: &[[f32; 2]], axis: usize) -> f64 {
        let n = points.len() as f64;
        let mean = points.iter().map(|p| f64::from(p[axis])).sum::<f64>() / n;
        let sum: f64 = points.iter().map(|p| (f64::from(p[axis]) - mean).powi(2)).sum();
        (sum / (n - 1.0)).sqrt()
    }

    #[test]
    fn scores_keep_their_shape_and_twins_part() {
        let scores: Vec<[f64; 2]> =
            (0..1000).map(|i| [f64::from(i / 2) * 40.0, f64::from(i % 7)]).collect();
        let start = from_scores(&scores, 42);
        assert!((sd(&start, 0) - 1e-4).abs() < 2e-7);
        assert!(start.chunks(2).all(|twins| twins[0] != twins[1]));
        assert_eq!(start, from_scores(&scores, 42));
        assert_ne!(start, from_scores(&scores, 43));
        let order = start.windows(3).filter(|w| w[2][0] > w[0][0]).count();
        assert!(order > 500, "the first axis goes with the first component: {order}");
    }

    #[test]
    fn random_starts_are_small_and_seeded() {
        let start = random(2000, 1);
        assert!((sd(&start, 0) - 1e-4).abs() < 1e-5 && (sd(&start, 1) - 1e-4).abs() < 1e-5);
        assert_ne!(start, random(2000, 2));
    }
}
