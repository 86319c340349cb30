"""Writes clusters.json: the groups that scikit-learn and scipy find in iris and wine, standardised (n - 1)."""

import json
import pathlib

import numpy as np
import scipy
import sklearn
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.cluster import DBSCAN, HDBSCAN, KMeans
from sklearn.mixture import GaussianMixture

here = pathlib.Path(__file__).parent
SETS = {"iris": (0.8, 5, 15, 15), "wine": (2.4, 6, 12, 5)}


def groups(labels):
    return [int(g) for g in labels]


sets = []
for name, (radius, points, size, samples) in SETS.items():
    raw = np.loadtxt(here / f"sklearn_{name}.csv", delimiter=",", skiprows=1, usecols=range(4 if name == "iris" else 13))
    x = (raw - raw.mean(0)) / raw.std(0, ddof=1)
    kmeans = {k: KMeans(k, n_init=100, random_state=1, tol=0, max_iter=1000).fit(x) for k in range(2, 7)}
    # The variances have a floor of 1e-3 of the column's own, which is of divisor n here.
    z = (raw - raw.mean(0)) / raw.std(0)
    mixtures = {}
    for kind in ["full", "diag"]:
        fits = [GaussianMixture(k, covariance_type=kind, reg_covar=1e-3, n_init=10, tol=1e-7, max_iter=2000, random_state=1).fit(z) for k in range(1, 5)]
        mixtures[kind] = [float(m.bic(z)) for m in fits]
    sets.append({
        "file": f"sklearn_{name}.csv",
        "columns": x.shape[1],
        "inertia": [float(kmeans[k].inertia_) for k in range(2, 7)],
        "k_means_3": groups(kmeans[3].labels_),
        "ward_5": groups(fcluster(linkage(x, "ward"), 5, "maxclust")),
        "average_5": groups(fcluster(linkage(x, "average"), 5, "maxclust")),
        "complete_5": groups(fcluster(linkage(x, "complete"), 5, "maxclust")),
        "dbscan": {"radius": radius, "min_points": points, "groups": groups(DBSCAN(eps=radius, min_samples=points).fit_predict(x))},
        "hdbscan": {"min_cluster_size": size, "min_points": samples, "groups": groups(HDBSCAN(min_cluster_size=size, min_samples=samples, copy=True).fit_predict(x))},
        "bic_1_to_4": mixtures,
    })
versions = {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__}
(here / "clusters.json").write_text(json.dumps({"made_with": versions, "sets": sets}) + "\n")
