//! Families of tables whose answer is known, at several sizes, amounts of noise, dimensions and seeds.

use super::support::test_data;
use dimlens::data::{self, ReadOptions};
use dimlens::features::{Recipe, prepare};
use dimlens::methods::Method;
use dimlens::narrative::MapChoice::{self, Both, Neither, Pca, Tsne};
use dimlens::narrative::{Evidence, Verdict};
use dimlens::progress::Progress;
use dimlens::project::{Choices, MapAgreement, compute, evidence};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use std::f64::consts::{PI, TAU};
use std::fmt::Write;

type Random = Xoshiro256Plus;

/// As the program's own.
const ITERATIONS: usize = 750;
type Rows = Vec<Vec<f64>>;

/// A kind of table.
#[derive(Clone, Copy)]
struct Family {
    name: &'static str,
    /// What may be said of it.
    right: &'static [MapChoice],
    /// Numbers of columns.
    columns: &'static [usize],
    make: fn(usize, usize, f64, &mut Random) -> Rows,
}

const FAMILIES: [Family; 14] = [
    Family { name: "a turned plane", right: &[Pca], columns: &[5, 12, 50], make: plane },
    Family { name: "a correlated cloud", right: &[Pca], columns: &[4, 10, 40], make: cloud },
    Family { name: "a cloud with a factor", right: &[Pca], columns: &[5, 12, 30], make: factor },
    Family { name: "many groups", right: &[Tsne], columns: &[10, 20, 50], make: many_groups },
    Family { name: "groups at corners", right: &[Tsne], columns: &[8, 15, 30], make: corners },
    Family {
        name: "three groups in a plane",
        right: &[Pca, Both],
        columns: &[4, 10, 30],
        make: three,
    },
    Family { name: "two groups", right: &[Pca, Both], columns: &[3, 10, 30], make: two },
    Family { name: "a roll", right: &[Tsne, Both], columns: &[3, 10, 30], make: roll },
    Family { name: "rings", right: &[Tsne, Both], columns: &[3, 10, 30], make: rings },
    Family { name: "normal noise", right: &[Neither], columns: &[3, 10, 50], make: normal_noise },
    Family { name: "even noise", right: &[Neither], columns: &[3, 10, 50], make: even_noise },
    Family {
        name: "noise with heavy tails",
        right: &[Neither],
        columns: &[4, 10, 50],
        make: heavy_noise,
    },
    Family {
        name: "noise with long tails",
        right: &[Neither],
        columns: &[5, 12, 30],
        make: skewed_noise,
    },
    Family { name: "noise of two humps", right: &[Neither], columns: &[3, 5, 12], make: humps },
];

fn normal(random: &mut Random) -> f64 {
    let (u, v): (f64, f64) = (random.gen_range(f64::MIN_POSITIVE..1.0), random.gen_range(0.0..1.0));
    (-2.0 * u.ln()).sqrt() * (TAU * v).cos()
}

fn rows(n: usize, random: &mut Random, row: impl Fn(&mut Random) -> Vec<f64>) -> Rows {
    (0..n).map(|_| row(random)).collect()
}

/// Each cell on its own.
fn cells(n: usize, p: usize, random: &mut Random, cell: fn(&mut Random) -> f64) -> Rows {
    rows(n, random, |random| (0..p).map(|_| cell(random)).collect())
}

/// Few coordinates along turned axes of `p` dimensions, and noise on every column in units of what it holds.
fn turned(few: &Rows, p: usize, noise: f64, random: &mut Random) -> Rows {
    let axes = axes(few[0].len().min(p), p, random);
    let n = few.len() as f64;
    let variance: f64 = (0..axes.len())
        .map(|k| {
            let mean = few.iter().map(|row| row[k]).sum::<f64>() / n;
            few.iter().map(|row| (row[k] - mean).powi(2)).sum::<f64>() / n
        })
        .sum();
    let noise = noise * (variance / p as f64).sqrt();
    few.iter()
        .map(|row| {
            let along = |j: usize| row.iter().zip(&axes).map(|(x, axis)| x * axis[j]).sum::<f64>();
            (0..p).map(|j| along(j) + noise * normal(random)).collect()
        })
        .collect()
}

/// Orthonormal axes (Gram and Schmidt).
fn axes(count: usize, p: usize, random: &mut Random) -> Rows {
    let mut axes: Rows = Vec::new();
    for _ in 0..count {
        let mut axis: Vec<f64> = (0..p).map(|_| normal(random)).collect();
        for other in &axes {
            let along: f64 = axis.iter().zip(other).map(|(a, b)| a * b).sum();
            for (a, b) in axis.iter_mut().zip(other) {
                *a -= along * b;
            }
        }
        let length = axis.iter().map(|a| a * a).sum::<f64>().sqrt();
        for a in &mut axis {
            *a /= length;
        }
        axes.push(axis);
    }
    axes
}

fn plane(n: usize, p: usize, noise: f64, random: &mut Random) -> Rows {
    let few = rows(n, random, |r| vec![r.gen_range(-1.0..1.0), r.gen_range(-1.0..1.0)]);
    turned(&few, p, noise, random)
}

/// Variances that fall off, in turned axes.
fn cloud(n: usize, p: usize, noise: f64, random: &mut Random) -> Rows {
    let few = rows(n, random, |r| (0..p).map(|k| normal(r) / (1.0 + k as f64)).collect());
    turned(&few, p, noise, random)
}

/// Two hidden amounts, of which every column holds its part.
fn factor(n: usize, p: usize, noise: f64, random: &mut Random) -> Rows {
    let parts = cells(2, p, random, normal);
    rows(n, random, |r| {
        let hidden = [normal(r), normal(r)];
        let cell = |j: usize| hidden[0] * parts[0][j] + hidden[1] * parts[1][j];
        (0..p).map(|j| cell(j) + (0.3 + noise) * normal(r)).collect()
    })
}

fn many_groups(n: usize, p: usize, noise: f64, random: &mut Random) -> Rows {
    let count = random.gen_range(8..21);
    let centres = cells(count, p, random, |r| 4.0 * normal(r));
    rows(n, random, |r| {
        let centre = &centres[r.gen_range(0..count)];
        centre.iter().map(|c| c + (0.5 + noise) * normal(r)).collect()
    })
}

/// Groups at the corners of a box in four directions.
fn corners(n: usize, p: usize, noise: f64, random: &mut Random) -> Rows {
    let few = rows(n, random, |r| {
        (0..4).map(|_| if r.gen_range(0..2) == 0 { 5.0 } else { -5.0 } + 0.5 * normal(r)).collect()
    });
    turned(&few, p, noise, random)
}

fn three(n: usize, p: usize, noise: f64, random: &mut Random) -> Rows {
    let few = rows(n, random, |r| {
        let angle = f64::from(r.gen_range(0..3_u8)) * TAU / 3.0;
        vec![6.0 * angle.cos() + normal(r), 6.0 * angle.sin() + normal(r)]
    });
    turned(&few, p, 0.2 + noise, random)
}

fn two(n: usize, p: usize, noise: f64, random: &mut Random) -> Rows {
    let few =
        rows(n, random, |r| vec![if r.gen_range(0..2) == 0 { 4.0 } else { -4.0 } + normal(r)]);
    turned(&few, p, 0.2 + noise, random)
}

fn roll(n: usize, p: usize, noise: f64, random: &mut Random) -> Rows {
    let few = rows(n, random, |r| {
        let t: f64 = 1.5 * PI * (1.0 + 2.0 * r.gen_range(0.0..1.0));
        let wide = 0.3 * noise;
        let point = [t * t.cos(), 21.0 * r.gen_range(0.0..1.0), t * t.sin()];
        point.iter().map(|v| v + wide * normal(r)).collect()
    });
    if p == 3 { few } else { turned(&few, p, 0.2 * noise, random) }
}

/// Rings that pass through each other.
fn rings(n: usize, p: usize, noise: f64, random: &mut Random) -> Rows {
    let few = rows(n, random, |r| {
        let t = r.gen_range(0.0..TAU);
        let point = match r.gen_range(0..3) {
            0 => [t.cos(), t.sin(), 0.0],
            1 => [1.0 + t.cos(), 0.0, t.sin()],
            _ => [2.0 + t.cos(), t.sin(), 0.0],
        };
        point.iter().map(|v| v + 0.05 * noise * normal(r)).collect()
    });
    if p == 3 { few } else { turned(&few, p, 0.2 * noise, random) }
}

fn normal_noise(n: usize, p: usize, _: f64, random: &mut Random) -> Rows {
    cells(n, p, random, normal)
}

fn even_noise(n: usize, p: usize, _: f64, random: &mut Random) -> Rows {
    cells(n, p, random, |r| r.gen_range(0.0..1.0))
}

/// Student's t with three degrees of freedom.
fn heavy_noise(n: usize, p: usize, _: f64, random: &mut Random) -> Rows {
    cells(n, p, random, |r| {
        let squares: f64 = (0..3).map(|_| normal(r).powi(2)).sum();
        normal(r) / (squares / 3.0).sqrt()
    })
}

fn skewed_noise(n: usize, p: usize, _: f64, random: &mut Random) -> Rows {
    cells(n, p, random, |r| normal(r).exp())
}

fn humps(n: usize, p: usize, _: f64, random: &mut Random) -> Rows {
    cells(n, p, random, |r| if r.gen_range(0..2) == 0 { 3.0 } else { -3.0 } + normal(r))
}

fn csv(rows: &Rows) -> String {
    let names: Vec<String> = (1..=rows[0].len()).map(|j| format!("v{j}")).collect();
    let mut text = names.join(",") + "\n";
    for row in rows {
        let cells: Vec<String> = row.iter().map(|v| format!("{v:.9}")).collect();
        let _ = writeln!(text, "{}", cells.join(","));
    }
    text
}

/// Columns of words that know nothing of each other, some numbers between them.
fn words(n: usize, p: usize, random: &mut Random) -> String {
    let names: Vec<String> = (1..=p).map(|j| format!("v{j}")).collect();
    let mut text = names.join(",") + "\n";
    for _ in 0..n {
        let cell = |j: usize, r: &mut Random| match j % 3 {
            0 => format!("{:.6}", normal(r)),
            _ => ["a", "b", "c", "d", "e", "f"][r.gen_range(0..2 + j % 5)].to_owned(),
        };
        let cells: Vec<String> = (0..p).map(|j| cell(j, random)).collect();
        let _ = writeln!(text, "{}", cells.join(","));
    }
    text
}

/// The whole way from the text of a file to the verdict.
fn judge(csv: &[u8], iterations: usize) -> (Evidence, Verdict) {
    let progress = Progress::new();
    let table = data::read_bytes("family.csv", csv, &ReadOptions::default(), &progress).unwrap();
    let matrix = prepare(&table, &Recipe::default(), &progress).unwrap().matrix;
    let mut choices = Choices::default();
    choices.tsne.iterations = iterations;
    let map = |method| compute(method, &matrix, &choices, &progress).unwrap();
    let (pca, tsne) = (map(Method::Pca), map(Method::Tsne));
    let maps = [&pca, &tsne];
    let judged = MapAgreement::new("family", &matrix, maps, 42, &progress).unwrap();
    let found = evidence(&matrix, maps, &judged, &choices.tsne, &progress).unwrap();
    let verdict = Verdict::new(&found);
    (found, verdict)
}

fn seeded(family: usize, n: usize, p: usize, noise: f64, seed: u64) -> Random {
    let own = [family as u64, n as u64, p as u64, (noise * 100.0) as u64, seed];
    Random::seed_from_u64(own.iter().fold(7, |hash, v| hash * 1_000_003 + v))
}

/// One line with the numbers that decide.
fn line(name: &str, evidence: &Evidence, verdict: &Verdict) -> String {
    let s = &evidence.shuffled;
    let [pca, tsne] = &evidence.maps;
    let contrast =
        |c: dimlens::metrics::Contrast| format!("{:+.3} ({:.1})", c.effect, c.deviations);
    format!(
        "{name:44} {:8} {:.2} | c {:2} {:.2} straight {} nearer {} beyond {} {} | v2 {:.2} trust {:.3} {:.3} noise {:.3} {:.3} shep {:.2} | groups {} {} {:?} | firm {:.2} {:.2} {:.2}",
        format!("{:?}", verdict.choice),
        verdict.confidence,
        s.components,
        s.plane_of_components,
        contrast(s.straight),
        contrast(s.nearer),
        contrast(s.beyond_plane),
        s.beyond_plane_of_components.map_or("-".to_owned(), contrast),
        evidence.variance_in_two,
        pca.trustworthiness,
        tsne.trustworthiness,
        evidence.noise.trustworthiness[0],
        evidence.noise.trustworthiness[1],
        pca.shepard.unwrap_or(f64::NAN),
        evidence.groups.count,
        evidence.groups.in_noise,
        evidence.groups.mixed.map(|m| m.map(|v| (v * 100.0).round() / 100.0)),
        evidence.stability.starts,
        evidence.stability.perplexities,
        evidence.stability.subsamples
    )
}

/// Which members of the families are judged.
struct Grid {
    /// Numbers of families; none: all.
    families: Vec<usize>,
    sizes: Vec<usize>,
    noises: Vec<f64>,
    /// The first so many numbers of columns of each family.
    columns: usize,
    seeds: u64,
    iterations: usize,
}

/// Numbers for each family and each answer, and what went wrong.
fn confusion(grid: &Grid) -> (String, Vec<String>) {
    let answers = [Neither, Pca, Both, Tsne];
    let (mut table, mut wrong) = (String::new(), Vec::new());
    let titles = ["neither", "pca", "both", "tsne"].map(|title| format!("{title:>9}")).concat();
    let _ = writeln!(table, "{:26}{titles}{:>9}", "", "right");
    for (number, family) in FAMILIES.iter().enumerate() {
        if !grid.families.is_empty() && !grid.families.contains(&number) {
            continue;
        }
        let (mut counts, mut right) = ([0; 4], 0);
        let columns = &family.columns[..grid.columns];
        let sizes = grid.sizes.iter().flat_map(|&n| columns.iter().map(move |&p| (n, p)));
        let kinds = sizes.flat_map(|size| grid.noises.iter().map(move |&noise| (size, noise)));
        for (((n, p), noise), seed) in kinds.flat_map(|k| (0..grid.seeds).map(move |s| (k, s))) {
            let rows = (family.make)(n, p, noise, &mut seeded(number, n, p, noise, seed));
            let (evidence, verdict) = judge(csv(&rows).as_bytes(), grid.iterations);
            for (count, answer) in counts.iter_mut().zip(answers) {
                *count += usize::from(answer == verdict.choice);
            }
            let name = format!("{}, {n} x {p}, noise {noise}, seed {seed}", family.name);
            println!("{}", line(&name, &evidence, &verdict));
            if family.right.contains(&verdict.choice) {
                right += 1;
            } else {
                wrong.push(line(&name, &evidence, &verdict));
            }
        }
        let cells = counts.map(|count| format!("{count:>9}")).concat();
        let all: usize = counts.iter().sum();
        let _ = writeln!(table, "{:26}{cells}{:>9}", family.name, format!("{right}/{all}"));
    }
    (table, wrong)
}

#[test]
fn families_get_the_answer_that_is_known() {
    let (sizes, noises) = (vec![200], vec![0.3]);
    let (table, wrong) = confusion(&Grid {
        families: Vec::new(),
        sizes,
        noises,
        columns: 1,
        seeds: 1,
        iterations: 200,
    });
    println!("{table}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_without_a_relation_are_no_structure() {
    for seed in 1..=2 {
        let text = words(300, 6, &mut seeded(99, 300, 6, 0.0, seed));
        let (evidence, verdict) = judge(text.as_bytes(), 200);
        assert_eq!(verdict.choice, Neither, "{}", line("words", &evidence, &verdict));
    }
}

/// `SIZES`, `NOISES`, `SEEDS` and `FAMILIES` (numbers from 0) in the environment choose the grid.
#[test]
#[ignore = "takes minutes; prints the confusion table"]
fn confusion_of_a_large_grid() {
    let set = |name: &str, default: &str| -> Vec<f64> {
        let text = std::env::var(name).unwrap_or(default.to_owned());
        let values = text.split(',').filter(|value| !value.is_empty());
        values.map(|value| value.parse().unwrap()).collect()
    };
    let sizes = set("SIZES", "300,1000,3000").iter().map(|size| *size as usize).collect();
    let (noises, seeds) = (set("NOISES", "0.1,0.5"), set("SEEDS", "2")[0] as u64);
    let families = set("FAMILIES", "").iter().map(|number| *number as usize).collect();
    let (table, wrong) =
        confusion(&Grid { families, sizes, noises, columns: 3, seeds, iterations: ITERATIONS });
    println!("{table}\n{}", wrong.join("\n"));
}

#[test]
#[ignore = "prints what decides on the tables of the data folder"]
fn real_tables() {
    let Some(folder) = test_data() else { return };
    for file in [
        "benchmarks/sklearn_iris",
        "benchmarks/sklearn_wine",
        "benchmarks/palmerpenguins_penguins",
        "benchmarks/sklearn_breast_cancer",
        "customers/uci_wholesale_440x8",
        "customers/uci_german_credit_1000x21",
        "customers/modeldata_credit_data",
        "customers/modeldata_mlc_churn",
        "customers/modeldata_wa_churn",
        "benchmarks/sklearn_digits_1797x64",
    ] {
        let text = std::fs::read(folder.join(format!("{file}.csv"))).unwrap();
        let (evidence, verdict) = judge(&text, ITERATIONS);
        println!("{}", line(file, &evidence, &verdict));
    }
    for n in [300, 1000] {
        for p in [3, 10, 30] {
            let text = words(n, p, &mut seeded(99, n, p, 0.0, 1));
            let (evidence, verdict) = judge(text.as_bytes(), ITERATIONS);
            println!("{}", line(&format!("words {n} x {p}"), &evidence, &verdict));
        }
    }
}
