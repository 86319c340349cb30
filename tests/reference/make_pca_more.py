"""Makes pca_more.json, by numpy and scipy alone: python make_pca_more.py (README.md says what is in it)."""

import csv
import json
from pathlib import Path

import numpy as np
import scipy.stats as st

HERE = Path(__file__).parent


def table(n):
    r = list(csv.reader(open(HERE / f"sklearn_{n}.csv")))[1:]
    X = np.array([[float(v) for v in x[:-1]] for x in r])
    lab = [x[-1] for x in r]
    return (X - X.mean(0)) / X.std(0, ddof=1), lab


def svd(X):
    n = len(X)
    U, s, V = np.linalg.svd(X - X.mean(0), full_matrices=False)
    for k in range(len(V)):
        if V[k, np.argmax(abs(V[k]))] < 0:
            V[k] *= -1
    return s**2 / (n - 1), V


def rvarimax(L, normalize=True, eps=1e-15, it=10000):  # R's stats::varimax, transcribed; L: p x A
    x = L.copy()
    p, nc = x.shape
    if normalize:
        sc = np.sqrt((x**2).sum(1))
        x = x / sc[:, None]
    T = np.eye(nc)
    d = 0
    for _ in range(it):
        z = x @ T
        B = x.T @ (z**3 - z @ np.diag((z**2).sum(0)) / p)
        u, s, v = np.linalg.svd(B)
        T = u @ v
        dp = d
        d = s.sum()
        if d < dp * (1 + eps):
            break
    z = x @ T
    if normalize:
        z = z * sc[:, None]
    return z, T


rng = np.random.default_rng(7)
out = {}
for name, A in (("iris", 2), ("wine", 3)):
    X, lab = table(name)
    n, p = X.shape
    X = X - X.mean(0)
    lam, V = svd(X)
    perm = []
    for _ in range(400):
        Y = np.column_stack([rng.permutation(X[:, j]) for j in range(p)])
        perm.append(np.linalg.eigvalsh(np.cov(Y.T))[::-1])
    line = np.percentile(perm, 95, axis=0)
    par = 0
    while par < p and lam[par] > line[par]:
        par += 1
    T = X @ V[:A].T
    t2 = (T**2 / lam[:A]).sum(1)
    R = X - T @ V[:A]
    spe = (R**2).sum(1)
    t2l = (n - 1) ** 2 / n * st.beta.ppf(0.95, A / 2, (n - A - 1) / 2)
    m, v = spe.mean(), spe.var(ddof=1)
    spel = v / (2 * m) * st.chi2.ppf(0.95, 2 * m * m / v)
    cos2 = (T**2).sum(1) / (X**2).sum(1)
    i = int(np.argmax(t2))
    c = X[i] * ((T[i] / lam[:A]) @ V[:A])
    L = (V[:A] * np.sqrt(lam[:A, None])).T
    z, rot = rvarimax(L)
    z = z[:, np.argsort(-(z**2).sum(0), kind="stable")]
    for k in range(A):
        if z[np.argmax(abs(z[:, k])), k] < 0:
            z[:, k] *= -1
    # bootstrap, re-standardised
    ev = []
    for _ in range(20000):
        Y = X[rng.integers(0, n, n)]
        ev.append(np.linalg.eigvalsh(np.corrcoef(Y.T))[::-1])
    first = X[:, 0] ** 2  # a supplementary column
    Tall = X @ V.T
    out[name] = dict(
        components=A,
        eigenvalues=lam.tolist(),
        parallel=dict(components=par, line=line.tolist()),
        t2=t2.tolist(),
        t2_limit=float(t2l),
        spe=spe.tolist(),
        spe_limit=float(spel),
        cos2=cos2.tolist(),
        row=i,
        t2_contributions=c.tolist(),
        spe_contributions=(R[i] ** 2).tolist(),
        varimax=z.T.tolist(),
        bootstrap=dict(
            low=np.percentile(ev, 2.5, axis=0).tolist(), high=np.percentile(ev, 97.5, axis=0).tolist()
        ),
        square_of_first=[float(np.corrcoef(first, T[:, a])[0, 1]) for a in range(A)],
    )
    L_ = np.array(lab)
    cents = {}
    for g in sorted(set(lab)):
        k = L_ == g
        nk = k.sum()
        c_ = T[k].mean(0)
        cents[g] = dict(
            rows=int(nk),
            centroid=c_.tolist(),
            v_test=(c_ * np.sqrt(nk) / np.sqrt(lam[:A] * (n - nk) / (n - 1) * (n - 1) / n * 1.0)).tolist(),
        )
    out[name]["centroids"] = cents
# quantiles
out["beta"] = [
    [q, a, b, float(st.beta.ppf(q, a, b))]
    for q in (0.01, 0.5, 0.95, 0.999)
    for a, b in ((0.5, 0.5), (1, 73.5), (1.5, 87), (5, 0.5), (10, 3), (1, 499998.5), (25, 5e5), (100, 20))
]
out["chi2"] = [
    [q, h, float(st.chi2.ppf(q, h))]
    for q in (0.01, 0.5, 0.95, 0.999)
    for h in (0.05, 0.5, 1, 2.7, 10, 64, 500.5, 1e4, 1e6, 3e7)
]
# wide table by a formula that any program can follow
n, p = 128, 12625
i = np.arange(n)[:, None]
j = np.arange(p)[None, :]
W = ((i * 7919 + j * 104729 + (i * j) * 31 + (i * i) * j * 17) % 1009) / 1009.0 + (i % 5) * ((j % 7) / 7.0)
Wc = W - W.mean(0)
s = np.linalg.svd(Wc, compute_uv=False)
out["wide"] = dict(eigenvalues=(s**2 / (n - 1))[: n - 1].tolist())
U, s_, V = np.linalg.svd(Wc, full_matrices=False)
v = V[0] * (1 if V[0, np.argmax(abs(V[0]))] > 0 else -1)
out["wide"]["component"] = v[:40].tolist()


def r(o):
    if isinstance(o, float):
        return float(f"{o:.14g}")
    if isinstance(o, list):
        return [r(x) for x in o]
    if isinstance(o, dict):
        return {k: r(v) for k, v in o.items()}
    return o


json.dump(r(out), open(HERE / "pca_more.json", "w"), separators=(",", ":"))
