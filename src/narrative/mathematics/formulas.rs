//! The formulas of each topic: drawn once by LaTeX (`assets/formulas/draw.sh`), said in words, each symbol named.

use super::Topic;
use serde::Serialize;

/// A formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Formula {
    /// Its name, that of its picture.
    pub name: &'static str,
    /// How it is said aloud.
    pub spoken: &'static str,
    /// Each symbol and what it stands for.
    pub symbols: &'static [(&'static str, &'static str)],
    /// Its picture, letters as outlines, in the colour of the text around it.
    #[serde(skip)]
    pub svg: &'static str,
}

macro_rules! formula {
    ($name:literal, $spoken:literal, $symbols:expr) => {
        Formula {
            name: $name,
            spoken: $spoken,
            symbols: &$symbols,
            svg: include_str!(concat!("../../../assets/formulas/", $name, ".svg")),
        }
    };
}

const STANDARDISE: Formula = formula!(
    "standardise",
    "z equals x minus the mean of the column, over its standard deviation",
    [
        ("x", "the value in the file"),
        ("x\u{304}", "the column's mean"),
        ("s", "its standard deviation, divisor n \u{2212} 1")
    ]
);
const COVARIANCE: Formula = formula!(
    "covariance",
    "the covariance of a and b is the sum over all customers of both deviations from the means, multiplied, over n minus 1",
    [("a\u{1d62}, b\u{1d62}", "customer i's values in both columns"), ("n", "customers")]
);
const CORRELATION: Formula = formula!(
    "correlation",
    "the correlation is the covariance over both standard deviations",
    [("s", "the standard deviation of column a, and of column b")]
);
const VARIANCE_ALONG: Formula = formula!(
    "variance-along",
    "the variance along the unit vector u is u transposed times S times u",
    [("u", "a direction of length 1"), ("S", "the covariance matrix of all columns")]
);
const VARIANCE_TURNED: Formula = formula!(
    "variance-turned",
    "in the plane of two columns: s a a times the squared cosine of alpha, plus twice s a b times sine times cosine, plus s b b times the squared sine",
    [("\u{3b1}", "the angle from the first column's axis")]
);
const EIGENVECTOR: Formula = formula!(
    "eigenvector",
    "S times v k equals lambda k times v k; different eigenvectors are perpendicular",
    [("v\u{2096}", "component k"), ("\u{3bb}\u{2096}", "the variance along it: its eigenvalue")]
);
const SVD: Formula = formula!(
    "svd",
    "X is U times Sigma times V transposed; a customer rebuilt from k components is the sum of its scores times the components",
    [
        ("X", "all customers, means subtracted"),
        ("V", "the components"),
        ("\u{3a3}", "the singular values"),
        ("x", "one customer"),
        ("k", "components that are kept")
    ]
);
const SVD_ERROR: Formula = formula!(
    "svd-error",
    "what is lost in all customers together is the sum of the squares of the singular values that were left out",
    [("\u{3c3}\u{2090}", "singular value of component a")]
);
const SCORE: Formula = formula!(
    "score",
    "the score is the sum over all columns of the coefficient times the value less the mean",
    [
        ("t", "the score: the place on the axis"),
        ("v\u{2c7c}", "the component's coefficient for column j"),
        ("x\u{2c7c}", "the customer's prepared value"),
        ("x\u{304}\u{2c7c}", "the column's mean")
    ]
);
const CONDITIONAL: Formula = formula!(
    "conditional",
    "p of j given i is a Gaussian of the distance of i and j, over the sum of those of all others",
    [
        ("d\u{1d62}\u{2c7c}", "the distance of customers i and j in the data"),
        ("\u{3c3}\u{1d62}", "the width of customer i's Gaussian")
    ]
);
const PERPLEXITY: Formula = formula!(
    "perplexity",
    "the perplexity is the exponential of the entropy of the weights",
    [("p\u{2c7c}|\u{1d62}", "what neighbour j weighs for customer i")]
);
const JOINT: Formula = formula!(
    "joint",
    "p i j is the mean of both conditional weights over n; q i j is one over one plus the squared distance on the map, over the sum of all of these",
    [("y\u{1d62}", "customer i's place on the map"), ("n", "customers")]
);
const DIVERGENCE: Formula = formula!(
    "divergence",
    "the divergence is the sum over all pairs of p times the logarithm of p over q",
    [("p", "neighbours in the data"), ("q", "neighbours on the map")]
);
const GRADIENT: Formula = formula!(
    "gradient",
    "the gradient of customer i is four times the sum over all others of p minus q, times the way from j to i, over one plus its squared length",
    [
        ("C", "the divergence"),
        ("p \u{2212} q", "pull where the data want them nearer, push where they do not")
    ]
);
const CHAIN: Formula = formula!(
    "chain",
    "by the chain rule the slope is the sum over all distances that begin or end at i",
    [("d\u{1d62}\u{2c7c}", "the distance of i and j on the map")]
);
const CHAIN_LINK: Formula = formula!(
    "chain-link",
    "the slope of the divergence by one distance is twice p minus q, times the distance over one plus its square",
    [("p, q", "of this pair")]
);
const DIFFERENCE: Formula = formula!(
    "difference",
    "the slope by trying: f at two and one steps either way, of fourth order",
    [("f", "the divergence as customer i moves"), ("h", "the step")]
);
const JACOBIAN: Formula = formula!(
    "jacobian",
    "the place is V transposed times x less the mean; its derivative by x is V transposed, the same for everybody",
    [("V", "the components of the map's axes"), ("x", "a customer's prepared values")]
);
const CONTRAST: Formula = formula!(
    "contrast",
    "the distance to the farthest less that to the nearest, over the nearest, goes to nothing as unrelated columns are added",
    [("p", "columns")]
);
const TRUST: Formula = formula!(
    "trust",
    "trustworthiness is one minus a factor times the sum over all customers and their strangers on the map of the rank in the data beyond k",
    [
        ("U\u{2096}(i)", "those among i's k nearest on the map, but not in the data"),
        ("r(i, j)", "the rank of j among i's neighbours in the data")
    ]
);
const SILHOUETTE: Formula = formula!(
    "silhouette",
    "the silhouette is b minus a over the larger of both",
    [("a", "mean distance to the own cluster"), ("b", "mean distance to the next cluster")]
);
const RAND: Formula = formula!(
    "rand",
    "the adjusted Rand index is the pairs together in both groupings less those expected by chance, over the most there could be less the same",
    [
        ("n\u{1d62}\u{2c7c}", "customers in cluster i of the one and j of the other"),
        ("a\u{1d62}, b\u{2c7c}", "customers in each"),
        ("E", "pairs expected by chance")
    ]
);
const SYSTEM: Formula = formula!(
    "system",
    "a customer with p numbers becomes a place with two",
    [("p", "prepared columns")]
);

/// The formulas of a topic.
pub fn formulas_of(topic: Topic) -> Vec<&'static Formula> {
    match topic {
        Topic::Preparing => vec![&STANDARDISE],
        Topic::Covariance => vec![&COVARIANCE, &CORRELATION],
        Topic::Eigenvectors => vec![&VARIANCE_ALONG, &VARIANCE_TURNED, &EIGENVECTOR],
        Topic::Svd => vec![&SVD, &SVD_ERROR],
        Topic::Score => vec![&SCORE],
        Topic::Perplexity => vec![&CONDITIONAL, &PERPLEXITY],
        Topic::Neighbors => vec![&JOINT, &DIVERGENCE],
        Topic::Gradient => vec![&GRADIENT, &CHAIN, &CHAIN_LINK, &DIFFERENCE],
        Topic::Jacobian => vec![&JACOBIAN],
        Topic::HighDimension => vec![&CONTRAST],
        Topic::Metrics => vec![&TRUST, &SILHOUETTE, &RAND],
        Topic::System => vec![&SYSTEM],
    }
}
