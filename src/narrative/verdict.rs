//! PCA, t-SNE, both or neither? The rules, all of them, in the order in which they are asked.
//!
//! 1. **Is there anything to map?** The rows are held against the same columns shuffled (Horn 1965; Buja and Eyuboglu
//!    1992): components that stand out, or neighbours that are nearer (any relation makes the rows denser: Kozachenko
//!    and Leonenko 1987). Neither: *use neither*. A map of noise has islands too (Kobak and Berens 2019), and tests
//!    of "clusters yes or no" on the rows alone are fooled by skewed columns (Hopkins and Skellam 1954 assumes
//!    even ones); shuffled columns keep every skew.
//! 2. **Is there anything that PCA's plane cannot show?** Directions beyond the first two are shuffled against that plane.
//!    A plane in many columns, a correlated cloud, groups that lie in one plane lose nothing: *use PCA*, which is
//!    exact and whose distances mean something (Jolliffe 2002). Without any straight relation (rings, rolls) there is no
//!    plane to keep to, and the answer is yes.
//! 3. **Does t-SNE show it?** Where it does not take away a good part of PCA's untrue neighbours (Venna and Kaski 2001) it adds
//!    nothing: *use PCA*.
//! 4. **Is PCA's plane worth a look besides?** It is where it holds most of what stands out, and does not lay groups
//!    over each other: *use both*. Otherwise *use t-SNE*.
//!
//! Whether the maps show the clusters of the data (adjusted Rand index: Hubert and Arabie 1985) decides nothing, as many
//! tables have none: it is a reason where no groups with gaps are, and makes the answer less sure where it speaks against it.
//!
//! What t-SNE cannot promise is said each time: sizes and gaps on it mean nothing (Wattenberg, Viegas and Johnson 2016).
//! The thresholds are about kinds of tables, not single ones; each says where it comes from.

use super::{ClusterEvidence, Evidence};
use crate::metrics::Contrast;
use serde::Serialize;

/// Straight relations count from this share of the variance on. Noise has none that stands out from ten shuffles, or one
/// that has a few thousandths.
const STRAIGHT: Contrast = Contrast { effect: 0.01, deviations: 4.0 };
/// Neighbours count as nearer from this share on; in noise of 300 rows and three columns 2 % come about.
const NEARER: Contrast = Contrast { effect: 0.03, deviations: 5.0 };
/// What the plane cannot show: clouds without any reach 1 %, clouds with heavy tails 5 %, rolls and groups under heavy noise
/// begin at 6 %.
pub(super) const BEYOND: Contrast = Contrast { effect: 0.05, deviations: 3.0 };
/// The same among the components that stand out, which are fewer, so that chance has more room.
pub(super) const BEYOND_OF_COMPONENTS: Contrast = Contrast { effect: 0.05, deviations: 4.0 };
/// The share of PCA's lost trust that t-SNE may leave: on clouds it leaves two thirds or more, on groups and rolls
/// less than a third.
const LEFT: f64 = 0.6;
/// The plane is worth a look from this share of the variance that stands out on: four fifths, as is usual for the
/// number of components to keep (Jolliffe 2002, 6.1.1).
pub(super) const OF_COMPONENTS: f64 = 0.8;
/// Or where distances on it have nearly the order of those in the data.
const SHEPARD: f64 = 0.9;
/// Neighbours of another group on PCA's map that count as groups laid over each other: two of 15.
pub(super) const MIXED: f64 = 0.1;
/// Adjusted Rand indices that differ by this are different stories: twice the step from a moderate recovery of clusters
/// (0.65) to a good one (0.8; Steinley 2004).
pub(super) const OTHER_STORY: f64 = 0.3;
/// Rows below which every answer is a guess.
pub(super) const FEW: usize = 100;

/// Which map to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MapChoice {
    /// The plane of the first two principal components.
    Pca,
    /// t-SNE.
    Tsne,
    /// Each for what it shows.
    Both,
    /// There is nothing that a map would show.
    Neither,
}

/// A number of this table, and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The number, in a sentence.
    pub finding: String,
    /// What follows from it.
    pub meaning: String,
}

impl Reason {
    pub(super) fn new(finding: String, meaning: impl Into<String>) -> Self {
        Self { finding, meaning: meaning.into() }
    }

    /// Both in one line.
    pub fn sentence(&self) -> String {
        format!("{} {}", self.finding, self.meaning)
    }
}

/// The answer, its reasons, and what would change it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// Which map.
    pub choice: MapChoice,
    /// What to use for what, in words.
    pub purpose: String,
    /// Three to five.
    pub reasons: Vec<Reason>,
    /// What would lead to another answer.
    pub would_change: Vec<String>,
    /// How far the numbers are from another answer, 0 to 1: not a probability.
    pub confidence: f64,
}

impl Verdict {
    /// Judges.
    pub fn new(evidence: &Evidence) -> Self {
        let found = Findings::new(evidence);
        let choice = found.choice();
        Self {
            choice,
            purpose: found.purpose(choice),
            reasons: found.reasons(choice),
            would_change: found.would_change(choice),
            confidence: found.confidence(choice),
        }
    }

    /// "Use t-SNE" and so on.
    pub fn headline(&self) -> &'static str {
        match self.choice {
            MapChoice::Pca => "Use PCA",
            MapChoice::Tsne => "Use t-SNE",
            MapChoice::Both => "Use both",
            MapChoice::Neither => "Use neither",
        }
    }
}

/// How far a contrast is on its way to counting: 1 where it just does.
pub(super) fn way(found: Contrast, needed: Contrast) -> f64 {
    (found.effect / needed.effect).min(found.deviations / needed.deviations).max(0.0)
}

fn holds(found: Contrast, needed: Contrast) -> bool {
    way(found, needed) >= 1.0
}

/// The answers to the four questions.
#[allow(clippy::struct_excessive_bools, reason = "they are the questions, each asked once")]
pub(super) struct Findings<'a> {
    pub(super) evidence: &'a Evidence,
    pub(super) straight: bool,
    pub(super) related: bool,
    pub(super) beyond: bool,
    pub(super) adds: bool,
    pub(super) plane_holds: bool,
    pub(super) overlaid: bool,
}

impl<'a> Findings<'a> {
    fn new(evidence: &'a Evidence) -> Self {
        let shuffled = &evidence.shuffled;
        let straight = holds(shuffled.straight, STRAIGHT);
        let nearer = holds(shuffled.nearer, NEARER);
        let of_components = shuffled.beyond_plane_of_components;
        let beyond = holds(shuffled.beyond_plane, BEYOND)
            || of_components.is_some_and(|found| holds(found, BEYOND_OF_COMPONENTS))
            || (nearer && !straight);
        let [pca, tsne] = &evidence.maps;
        let adds = 1.0 - tsne.trustworthiness < LEFT * (1.0 - pca.trustworthiness);
        let plane_holds = straight
            && (shuffled.plane_of_components >= OF_COMPONENTS
                || pca.shepard.is_some_and(|shepard| shepard >= SHEPARD));
        // With one or two components that stand out, what lies over each other on the plane differs in small things only.
        let overlaid = shuffled.components > 2
            && evidence.groups.count > evidence.groups.in_noise
            && evidence.groups.mixed.is_some_and(|[pca, tsne]| pca >= MIXED && tsne <= pca / 2.0);
        Self {
            evidence,
            straight,
            related: straight || nearer,
            beyond,
            adds,
            plane_holds,
            overlaid,
        }
    }

    fn choice(&self) -> MapChoice {
        match () {
            () if !self.related => MapChoice::Neither,
            () if !self.beyond || !self.adds => MapChoice::Pca,
            () if self.plane_holds && !self.overlaid => MapChoice::Both,
            () => MapChoice::Tsne,
        }
    }

    /// The clusters of the data where the map that is not advised shows them much better than the one that is.
    pub(super) fn other_shows_clusters(&self, choice: MapChoice) -> Option<ClusterEvidence> {
        self.evidence.clusters.filter(|found| {
            let [pca, tsne] = found.agreement;
            match choice {
                MapChoice::Pca => tsne > pca + OTHER_STORY,
                MapChoice::Tsne => pca > tsne + OTHER_STORY,
                MapChoice::Both | MapChoice::Neither => false,
            }
        })
    }

    /// From 0.5 where a number stands on its threshold to 0.95 where it is three times as far; less for few rows and
    /// for a t-SNE that comes out differently each time.
    fn confidence(&self, choice: MapChoice) -> f64 {
        let shuffled = &self.evidence.shuffled;
        let related = way(shuffled.straight, STRAIGHT).max(way(shuffled.nearer, NEARER));
        let of_components = shuffled
            .beyond_plane_of_components
            .map_or(0.0, |found| way(found, BEYOND_OF_COMPONENTS));
        let beyond = way(shuffled.beyond_plane, BEYOND).max(of_components);
        let beyond = if self.straight { beyond } else { beyond.max(way(shuffled.nearer, NEARER)) };
        let over = |way: f64| ((way - 1.0) / 2.0).clamp(0.0, 1.0);
        let under = |way: f64| (1.0 - way).clamp(0.0, 1.0);
        let margin = match choice {
            MapChoice::Neither => under(related),
            // Where t-SNE adds nothing, what is beyond the plane decides nothing.
            MapChoice::Pca if self.adds => over(related).min(under(beyond)),
            MapChoice::Pca => over(related).min(under(beyond).max(0.6)),
            MapChoice::Both | MapChoice::Tsne => over(related).min(over(beyond)),
        };
        let mut confidence = 0.5 + 0.45 * margin;
        if matches!(choice, MapChoice::Both | MapChoice::Tsne) {
            let found = self.evidence.stability;
            let least = found.starts.min(found.subsamples);
            // A map that keeps half of its neighbours from run to run is firm enough.
            if least.is_finite() && least < 0.5 {
                confidence *= 0.6 + 0.8 * least;
            }
        }
        if self.other_shows_clusters(choice).is_some() {
            confidence *= 0.85;
        }
        if self.evidence.rows < FEW {
            confidence *= 0.7;
        }
        confidence
    }
}

#[cfg(test)]
mod tests;
