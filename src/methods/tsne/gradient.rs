//! The gradient of the divergence: attraction along the neighbours, repulsion from everybody.
//!
//! With `w = 1 / (1 + |y_i - y_j|^2)` and Z = sum of all w, a quarter of the gradient of row i is
//! `sum_j p_ij w_ij (y_i - y_j) - sum_j w_ij^2 (y_i - y_j) / Z` (van der Maaten and Hinton 2008, equation 5). As
//! is usual since, the factor 4 is left to the learning rate.

mod attraction;
mod mesh;
mod pairs;

use super::affinity::Affinities;
use mesh::Mesh;
use rayon::prelude::*;

/// Rows up to which all pairs are summed: it takes as long as the mesh there.
const PAIRS_UP_TO: usize = 1500;
/// Rows that one task takes.
const ROWS: usize = 4096;
/// Iterations after which the mesh is chosen anew.
const PLAN_EVERY: usize = 10;

/// The repulsion on all points, before division by Z.
#[derive(Debug, Default)]
struct Repulsion {
    forces: Vec<[f32; 2]>,
    z: f64,
}

/// Computes gradients; keeps its memory from one to the next.
pub(super) struct Gradient {
    mesh: Option<Mesh>,
    x: Vec<f32>,
    y: Vec<f32>,
    repulsion: Repulsion,
    attraction: Vec<[f32; 2]>,
}

impl Gradient {
    /// For a table of so many rows: exact up to 1,500, through the mesh beyond.
    pub(super) fn new(rows: usize) -> Self {
        Self::with(rows, rows > PAIRS_UP_TO)
    }

    fn with(rows: usize, mesh: bool) -> Self {
        let repulsion = Repulsion { forces: vec![[0.0; 2]; rows], z: 1.0 };
        let attraction = vec![[0.0; 2]; rows];
        Self { mesh: mesh.then(Mesh::new), x: Vec::new(), y: Vec::new(), repulsion, attraction }
    }

    /// A quarter of the gradient at `points`, with the attraction multiplied by `exaggeration`.
    pub(super) fn at(
        &mut self,
        p: &Affinities,
        points: &[[f32; 2]],
        exaggeration: f64,
        iteration: usize,
        out: &mut [[f32; 2]],
    ) {
        self.repel(points, iteration.is_multiple_of(PLAN_EVERY));
        attraction::attraction(p, points, &mut self.attraction);
        let (exaggeration, share) = (exaggeration as f32, (1.0 / self.repulsion.z) as f32);
        let pushes = self.repulsion.forces.par_chunks(ROWS);
        let parts = out.par_chunks_mut(ROWS).zip(self.attraction.par_chunks(ROWS)).zip(pushes);
        parts.for_each(|((out, pulls), pushes)| {
            for ((out, pull), push) in out.iter_mut().zip(pulls).zip(pushes) {
                for a in 0..2 {
                    out[a] = exaggeration * pull[a] - push[a] * share;
                }
            }
        });
    }

    /// The points' numbers in an order in which neighbours on the map are neighbours in memory. None where
    /// all pairs are summed.
    pub(super) fn order(&mut self, points: &[[f32; 2]]) -> Option<Vec<u32>> {
        self.mesh.as_mut().map(|mesh| mesh.order(points))
    }

    fn repel(&mut self, points: &[[f32; 2]], plan: bool) {
        if let Some(mesh) = &mut self.mesh {
            if plan {
                mesh.plan(points);
            }
            mesh.repulsion(points, &mut self.repulsion);
        } else {
            self.x.clear();
            self.y.clear();
            self.x.extend(points.iter().map(|point| point[0]));
            self.y.extend(points.iter().map(|point| point[1]));
            pairs::repulsion(&self.x, &self.y, &mut self.repulsion);
        }
    }

    /// The Kullback-Leibler divergence of the map from P, in nats: sum p ln p + sum p ln(1 + d^2) + ln Z.
    pub(super) fn divergence(&mut self, p: &Affinities, points: &[[f32; 2]]) -> f64 {
        self.repel(points, false);
        self.divergence_there(p, points)
    }

    /// The same, where the last gradient was asked for: Z is known.
    pub(super) fn divergence_there(&self, p: &Affinities, points: &[[f32; 2]]) -> f64 {
        p.negative_entropy() + attraction::spread(p, points) + self.repulsion.z.ln()
    }
}

#[cfg(test)]
mod tests {
    use super::super::neighbors::Neighbors;
    use super::super::tests::mixture;
    use super::*;
    use crate::progress::Progress;
    use rand::{Rng, SeedableRng};
    use rand_xoshiro::Xoshiro256Plus;

    fn affinities(rows: usize) -> Affinities {
        let neighbors = Neighbors::exact(mixture(rows, 5, 4, 7).view(), 30, &Progress::new());
        Affinities::new(&neighbors.unwrap(), 10.0, &Progress::new()).unwrap()
    }

    /// Points of several dense spots over a square of the given side.
    fn scattered(rows: usize, side: f32, seed: u64) -> Vec<[f32; 2]> {
        let mut rng = Xoshiro256Plus::seed_from_u64(seed);
        (0..rows)
            .map(|i| {
                let spot = [(i % 5) as f32, (i % 3) as f32].map(|at| at * side / 5.0);
                let mut near = || (rng.r#gen::<f32>() + rng.r#gen::<f32>() - 1.0) * side / 4.0;
                [spot[0] + near(), spot[1] + near()]
            })
            .collect()
    }

    /// The divergence by its definition, in f64.
    fn divergence(p: &Affinities, points: &[[f64; 2]]) -> f64 {
        let n = points.len();
        let weight = |i: usize, j: usize| {
            let d = [points[i][0] - points[j][0], points[i][1] - points[j][1]];
            1.0 / (1.0 + d[0] * d[0] + d[1] * d[1])
        };
        let pairs = (0..n).flat_map(|i| (0..n).map(move |j| (i, j)));
        let z: f64 = pairs.filter(|(i, j)| i != j).map(|(i, j)| weight(i, j)).sum();
        (0..n)
            .flat_map(|i| {
                let (columns, values) = p.row(i);
                columns.iter().zip(values).map(move |(&j, &p)| (i, j as usize, f64::from(p)))
            })
            .map(|(i, j, p)| p * (p / (weight(i, j) / z)).ln())
            .sum()
    }

    #[test]
    fn the_exact_gradient_is_the_slope_of_the_divergence() {
        let p = affinities(120);
        let points = scattered(120, 12.0, 1);
        let mut found = vec![[0.0; 2]; 120];
        let mut gradient = Gradient::with(120, false);
        gradient.at(&p, &points, 1.0, 0, &mut found);
        let wide: Vec<[f64; 2]> = points.iter().map(|point| point.map(f64::from)).collect();
        let here = divergence(&p, &wide);
        assert!((gradient.divergence(&p, &points) - here).abs() < 1e-5 * here);
        let longest = found.iter().flatten().fold(0.0_f32, |most, v| most.max(v.abs()));
        for i in (0..120).step_by(7) {
            for a in 0..2 {
                let moved = |by: f64| {
                    let mut points = wide.clone();
                    points[i][a] += by;
                    divergence(&p, &points)
                };
                let slope = (moved(1e-4) - moved(-1e-4)) / 2e-4;
                // The factor 4 is left to the learning rate.
                let error = (slope / 4.0 - f64::from(found[i][a])).abs();
                assert!(error < 1e-4 * f64::from(longest), "row {i}: {slope} {}", found[i][a]);
            }
        }
    }

    /// The size of the difference, as a share of the size of the truth.
    fn error(found: &Repulsion, truth: &Repulsion) -> f64 {
        let square = |v: f32| f64::from(v) * f64::from(v);
        let (found, truth) = (found.forces.as_flattened(), truth.forces.as_flattened());
        let off: f64 = found.iter().zip(truth).map(|(f, t)| square(f - t)).sum();
        let size: f64 = truth.iter().copied().map(square).sum();
        (off / size).sqrt()
    }

    #[test]
    fn every_mesh_is_within_one_percent_of_all_pairs() {
        for (rows, side) in
            [(3000, 1e-3), (3000, 0.1), (3000, 3.0), (3000, 20.0), (3000, 90.0), (500, 40.0)]
        {
            let points = scattered(rows, side, 3);
            let mut exact = Gradient::with(rows, false);
            exact.repel(&points, true);
            for offer in 0..mesh::Mesh::offers() {
                let mut out = Repulsion { forces: vec![[0.0; 2]; rows], z: 0.0 };
                let Some(mut mesh) = Mesh::of(offer, &points) else { continue };
                mesh.repulsion(&points, &mut out);
                let error = error(&out, &exact.repulsion);
                let z = (out.z / exact.repulsion.z - 1.0).abs();
                println!("{rows} points over {side}, mesh {offer}: force {error:.5}, Z {z:.1e}");
                assert!(error < 0.01 && z < 1e-3, "{rows} over {side}, mesh {offer}: {error} {z}");
            }
        }
    }
}
