//! Families of tables whose answer is known.

use dimlens::data::{self, ReadOptions};
use dimlens::features::{FeatureMatrix, Recipe, prepare};
use dimlens::metrics;
use dimlens::methods::tsne::{Start, TsneRun, TsneSettings};
use dimlens::progress::Progress;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use ndarray::Axis;
use std::fmt::Write;
use std::time::Instant;

type Random = Xoshiro256Plus;

fn normal(random: &mut Random) -> f64 {
    let (u, v): (f64, f64) = (random.gen_range(f64::MIN_POSITIVE..1.0), random.gen_range(0.0..1.0));
    (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

/// Rows of few coordinates in randomly turned axes of `columns` dimensions, with noise on every column.
fn turned(few: Vec<Vec<f64>>, columns: usize, noise: f64, random: &mut Random) -> Vec<Vec<f64>> {
    let axes = axes(few[0].len(), columns, random);
    few.iter()
        .map(|row| {
            (0..columns)
                .map(|j| {
                    let there: f64 = row.iter().zip(&axes).map(|(x, axis)| x * axis[j]).sum();
                    there + noise * normal(random)
                })
                .collect()
        })
        .collect()
}

/// Orthonormal axes (Gram and Schmidt).
fn axes(count: usize, columns: usize, random: &mut Random) -> Vec<Vec<f64>> {
    let mut axes: Vec<Vec<f64>> = Vec::new();
    for _ in 0..count {
        let mut axis: Vec<f64> = (0..columns).map(|_| normal(random)).collect();
        for other in &axes {
            let along: f64 = axis.iter().zip(other).map(|(a, b)| a * b).sum();
            axis.iter_mut().zip(other).for_each(|(a, b)| *a -= along * b);
        }
        let length = axis.iter().map(|a| a * a).sum::<f64>().sqrt();
        axis.iter_mut().for_each(|a| *a /= length);
        axes.push(axis);
    }
    axes
}

fn csv(rows: &[Vec<f64>]) -> String {
    let names: Vec<String> = (1..=rows[0].len()).map(|j| format!("v{j}")).collect();
    let mut text = names.join(",") + "\n";
    for row in rows {
        let cells: Vec<String> = row.iter().map(|v| format!("{v:.9}")).collect();
        let _ = writeln!(text, "{}", cells.join(","));
    }
    text
}

/// A family member as CSV.
pub fn table(family: &str, n: usize, columns: usize, noise: f64, seed: u64) -> String {
    let random = &mut Random::seed_from_u64(seed * 7919 + n as u64 + columns as u64 * 31);
    let rows: Vec<Vec<f64>> = match family {
        "plane" => {
            let few = (0..n).map(|_| vec![random.gen_range(-1.7..1.7), random.gen_range(-1.7..1.7)]).collect();
            turned(few, columns, noise, random)
        }
        "blob" => {
            let d = columns;
            let few = (0..n).map(|_| (0..d).map(|k| normal(random) * 3.0 / (1.0 + noise * 5.0 * k as f64).sqrt()).collect()).collect();
            turned(few, columns, 0.0, random)
        }
        "tblob" => {
            let few = (0..n).map(|_| { let s = ((0..4).map(|_| normal(random).powi(2)).sum::<f64>() / 4.0).sqrt(); (0..columns).map(|k| normal(random) / s * 3.0 / (1.0 + noise * 5.0 * k as f64).sqrt()).collect() }).collect();
            turned(few, columns, 0.0, random)
        }
        "groups" => {
            let groups = 8 + (seed as usize * 5) % 13;
            let centres: Vec<Vec<f64>> = (0..groups).map(|_| (0..columns).map(|_| normal(random) * 4.0).collect()).collect();
            (0..n).map(|_| { let c = &centres[random.gen_range(0..groups)]; c.iter().map(|v| v + (1.0 + noise) * normal(random)).collect() }).collect()
        }
        "cube" => {
            let few: Vec<Vec<f64>> = (0..n).map(|_| (0..3).map(|_| if random.gen_range(0.0..1.0) < 0.5 { 6.0 } else { -6.0 }).collect()).collect();
            turned(few, columns, 1.0 + noise, random)
        }
        "three" => {
            let few: Vec<Vec<f64>> = (0..n).map(|_| { let a = f64::from(random.gen_range(0..3_u8)) * 2.1; vec![6.0 * a.cos(), 6.0 * a.sin()] }).collect();
            turned(few, columns, 1.0 + noise, random)
        }
        "two" => {
            let few: Vec<Vec<f64>> = (0..n).map(|_| vec![if random.gen_range(0.0..1.0) < 0.5 { 4.0 } else { -4.0 }]).collect();
            turned(few, columns, 1.0 + noise, random)
        }
        "roll" => {
            let few = (0..n).map(|_| { let t: f64 = 1.5 * std::f64::consts::PI * (1.0 + 2.0 * random.gen_range(0.0..1.0)); vec![t * t.cos(), 21.0 * random.gen_range(0.0..1.0), t * t.sin()] }).collect();
            if columns == 3 { let f: Vec<Vec<f64>> = few; f.into_iter().map(|r| r.iter().map(|v| v + noise * normal(random)).collect()).collect() } else { turned(few, columns, noise, random) }
        }
        "rings" => {
            let few: Vec<Vec<f64>> = (0..n).map(|i| { let t: f64 = random.gen_range(0.0..std::f64::consts::TAU); match i % 3 { 0 => vec![t.cos(), t.sin(), 0.0], 1 => vec![1.0 + t.cos(), 0.0, t.sin()], _ => vec![2.0 + t.cos(), t.sin(), 0.0] } }).collect();
            if columns == 3 { few.into_iter().map(|r| r.iter().map(|v| v + 0.1 * noise * normal(random)).collect()).collect() } else { turned(few, columns, 0.1 * noise, random) }
        }
        "normal" => (0..n).map(|_| (0..columns).map(|_| normal(random)).collect()).collect(),
        "uniform" => (0..n).map(|_| (0..columns).map(|_| random.gen_range(0.0..1.0)).collect()).collect(),
        "heavy" => (0..n).map(|_| (0..columns).map(|_| { let s = (normal(random).powi(2) + normal(random).powi(2) + normal(random).powi(2)) / 3.0; normal(random) / s.sqrt() }).collect()).collect(),
        "words" => {
            let levels = ["a", "b", "c", "d", "e", "f"];
            let mut text = (1..=columns).map(|j| format!("v{j}")).collect::<Vec<_>>().join(",") + "\n";
            for _ in 0..n {
                let cells: Vec<String> = (0..columns).map(|j| if j % 3 == 0 { format!("{:.6}", normal(random)) } else { levels[random.gen_range(0..2 + j % 5).min(5)].to_owned() }).collect();
                let _ = writeln!(text, "{}", cells.join(","));
            }
            return text;
        }
        _ => unreachable!(),
    };
    csv(&rows)
}

fn explore(name: &str, text: &[u8]) {
    if !std::env::var("ONLY").map_or(true, |only| only.split(',').any(|only| name.starts_with(only))) { return; }
    let progress = Progress::new();
    let table = data::read_bytes("t.csv", text, &ReadOptions::default(), &progress).unwrap();
    let prepared = prepare(&table, &Recipe::default(), &progress).unwrap();
    let all = &prepared.matrix;
    let mut columns = vec![0];
    for pair in all.features().windows(2) {
        let last = *columns.last().unwrap();
        columns.push(last + usize::from(pair[0].column != pair[1].column));
    }
    let n = all.rows().len();
    let mut order: Vec<usize> = (0..n).collect();
    let random = &mut Random::seed_from_u64(42);
    order.shuffle(random);
    let mut some = order[..n.min(2000)].to_vec();
    some.sort_unstable();
    let matrix = all.values().select(Axis(0), &some);
    let m = matrix.nrows();
    let t = Instant::now();
    let s = metrics::shuffled(matrix.view(), &columns, 12, 42, &progress).unwrap();
    let t1 = t.elapsed().as_secs_f64();
    let id = metrics::intrinsic_dimension(matrix.view(), &progress).unwrap();
    let t2 = t.elapsed().as_secs_f64();
    let small = matrix.select(Axis(0), &(0..m.min(1000)).map(|i| i * m / m.min(1000)).collect::<Vec<_>>());
    let map = |matrix: &ndarray::Array2<f64>, settings: TsneSettings| {
        let params = settings.check(matrix.nrows()).unwrap();
        let mut run = TsneRun::new(&params, matrix.view(), &progress).unwrap();
        run.advance(params.iterations(), &progress, |_| ()).unwrap();
        run.points().iter().map(|p| p.map(f64::from)).collect::<Vec<[f64; 2]>>()
    };
    let tsne = map(&small, TsneSettings::default());
    let t3 = t.elapsed().as_secs_f64();
    let model = dimlens::methods::PcaSettings { components: 2 }.check(small.nrows(), small.ncols()).unwrap().fit_with(small.view(), &progress).unwrap();
    let scores = model.transform(small.view());
    let pca: Vec<[f64; 2]> = scores.rows().into_iter().map(|r| [r[0], r.get(1).copied().unwrap_or(0.0)]).collect();
    let other = if std::env::var("AGAIN").is_ok() { map(&small, TsneSettings { start: Start::Random, seed: 7, ..TsneSettings::default() }) } else { tsne.clone() };
    let noise_data = metrics::shuffle_columns(small.view(), &columns, random);
    let noise = map(&noise_data, TsneSettings::default());
    let f = |data: &ndarray::Array2<f64>, m: &Vec<[f64; 2]>| metrics::faithfulness(data.view(), m, 0, &progress).unwrap();
    let st = |data: &ndarray::Array2<f64>, m: &Vec<[f64; 2]>| metrics::stretch(data.view(), m, &progress).unwrap().map(|s| s.share().unwrap_or(f64::NAN)).unwrap_or(f64::NAN);
    let (fp, ft, fn_) = (f(&small, &pca), f(&small, &tsne), f(&noise_data, &noise));
    let sh = |m: &Vec<[f64; 2]>| metrics::shepard(small.view(), m, 0, &progress).unwrap().correlation.unwrap_or(f64::NAN);
    let ratio = model.explained_variance_ratio();
    let share2: f64 = ratio.iter().take(2).sum();
    let gr = metrics::groups(small.view(), &progress).unwrap();
    let gn = metrics::groups(noise_data.view(), &progress).unwrap();
    let mix = |m: &Vec<[f64; 2]>| gr.mixed_on(m, &progress).unwrap().unwrap_or(f64::NAN);
    println!("   groups {} noise {} mixed {:.3} {:.3}", gr.count, gn.count, mix(&pca), mix(&tsne));
    let again = metrics::shared_neighbors(&tsne, &other, 0, &progress).unwrap();
    let again_at = again.curve.iter().find(|at| at.k == again.k).unwrap().share;
    println!("{name:28} n{n:5} p{:3} | comp {:2} plane/comp {:.2} straight {:.3} ({:5.1}) nearer {:.3} ({:5.1}) beyond {:+.3} ({:5.1}) {:+.3} ({:5.1}) | id {} | v2 {share2:.2} | trust {:.3} {:.3} noise {:.3} kept {:.2} {:.2} noise {:.2} | stretch {:.2} {:.2} noise {:.2} | shep {:.2} {:.2} | again {again_at:.2} | {t1:.1} {t2:.1} {t3:.1}",
        matrix.ncols(), s.components, s.plane_of_components, s.straight.effect, s.straight.deviations, s.nearer.effect, s.nearer.deviations, s.beyond_plane.effect, s.beyond_plane.deviations, s.beyond_plane_of_components.map_or(0.0, |c| c.effect), s.beyond_plane_of_components.map_or(0.0, |c| c.deviations),
        id.map_or("-".into(), |i| format!("{:.1} {:.1}", i.two_nn, i.likeliest)),
        fp.at_k().trustworthiness, ft.at_k().trustworthiness, fn_.at_k().trustworthiness, fp.at_k().kept, ft.at_k().kept, fn_.at_k().kept,
        st(&small, &pca), st(&small, &tsne), st(&noise_data, &noise), sh(&pca), sh(&tsne));
}

#[test]
#[ignore]
fn explore_all() {
    let _ = |m: &FeatureMatrix| m.rows().len();
    for file in ["benchmarks/sklearn_iris", "benchmarks/sklearn_wine", "benchmarks/palmerpenguins_penguins", "benchmarks/sklearn_breast_cancer", "customers/uci_wholesale_440x8", "customers/modeldata_wa_churn", "customers/modeldata_mlc_churn", "customers/modeldata_credit_data", "customers/uci_german_credit_1000x21", "benchmarks/sklearn_digits_1797x64"] {
        let path = super::support::test_data().unwrap().join(format!("{file}.csv"));
        explore(file.split('/').nth(1).unwrap(), &std::fs::read(path).unwrap());
    }
    let sizes: Vec<usize> = std::env::var("SIZES").unwrap_or("300,1000".into()).split(',').map(|s| s.parse().unwrap()).collect();
    for family in ["normal", "uniform", "heavy", "words", "plane", "blob", "groups", "cube", "three", "two", "roll", "rings", "tblob"] {
        for &n in &sizes {
            for columns in [3, 10, 50] {
                for noise in [0.1, 1.0] {
                    if columns == 3 && ["cube", "plane", "groups"].contains(&family) { continue; }
                    if ["normal", "uniform", "heavy", "words"].contains(&family) && noise == 0.1 { continue; }
                    explore(&format!("{family} {noise}"), table(family, n, columns, noise, 1).as_bytes());
                }
            }
        }
    }
}
