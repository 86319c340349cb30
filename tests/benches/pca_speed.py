"""PCA beside scikit-learn's: the same job, the same numbers in memory, the same number of threads, in turns.

    python tests/benches/pca_speed.py [--program PATH] [--runs N] [ROWSxCOLUMNS ...]

Needs numpy, scikit-learn and threadpoolctl (which comes with it). Each program makes the matrix by the same formula and times
fit (all components) and transform (the scores of all components) in its own process; the eigenvalues must agree
to 1e-9 of the largest. Without --program the benchmark is built and run by cargo.
"""

import argparse
import json
import os
import subprocess
import sys
import time

THREADS = "2"
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[name] = THREADS
SHAPES = ["1797x64", "100000x200", "1000000x50"]
TARGETS = {"1797x64": 1.0, "100000x200": 0.8, "1000000x50": 0.8}


def matrix(rows, columns):
    """The formula of tests/benches/pca.rs."""
    import numpy as np

    out = np.empty((rows, columns))
    factor = 1.0 + np.arange(columns) % 7
    for start in range(0, rows, 10_000):
        end = min(start + 10_000, rows)
        z = np.arange(start * columns + 1, end * columns + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
        unit = (z >> np.uint64(11)).astype(np.float64) / 2.0**53
        out[start:end] = (2.0 * unit - 1.0).reshape(-1, columns) * factor
    return out


def theirs(rows, columns, runs):
    """scikit-learn, in a process of its own."""
    from sklearn.decomposition import PCA

    x = matrix(rows, columns)
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        model = PCA().fit(x)
        scores = model.transform(x)
        seconds.append(time.perf_counter() - started)
        assert scores.shape == (rows, min(rows, columns))
        del scores
    seconds.sort()
    print(
        json.dumps(
            {
                "least": seconds[0],
                "median": seconds[len(seconds) // 2],
                "solver": model._fit_svd_solver,
                "explained_variance": model.explained_variance_.tolist(),
            }
        )
    )


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", help="the built benchmark, where cargo is not to run it")
    parser.add_argument("--runs", type=int, help="of each program; by default 5, of small tables 200")
    parser.add_argument("--theirs", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("shapes", nargs="*", default=SHAPES)
    args = parser.parse_args()
    for shape in args.shapes:
        rows, columns = (int(v) for v in shape.split("x"))
        runs = args.runs or (200 if rows * columns < 1_000_000 else 5)
        if args.theirs:
            return theirs(rows, columns, runs)
        given = [str(rows), str(columns), str(runs)]
        cargo = ["cargo", "bench", "--quiet", "--bench", "pca", "--"]
        ours = run(([args.program] if args.program else cargo) + given)
        other = run([sys.executable, __file__, "--theirs", "--runs", str(runs), shape])
        values = zip(ours["explained_variance"], other["explained_variance"])
        off = max(abs(a - b) for a, b in values) / other["explained_variance"][0]
        assert off < 1e-9, f"the eigenvalues differ by {off} of the largest"
        print(
            f"{shape}: scikit-learn ({other['solver']}) least {other['least']:.4f} s, median {other['median']:.4f} s; "
            f"dimlens ({ours['threads']} threads) least {ours['least']:.4f} s, median {ours['median']:.4f} s; "
            f"ratio of the least {ours['least'] / other['least']:.2f}, of the medians "
            f"{ours['median'] / other['median']:.2f} (at most {TARGETS.get(shape, 'none stated')}); "
            f"eigenvalues within {off:.0e}",
            flush=True,
        )


if __name__ == "__main__":
    main()
