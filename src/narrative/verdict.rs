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
//! What t-SNE cannot promise is said each time: sizes and gaps on it mean nothing (Wattenberg, Viegas and Johnson 2016).
//! The thresholds are about kinds of tables, not single ones; each says where it comes from.

use super::Evidence;
use super::say::{deviations, percent, score};
use crate::metrics::Contrast;
use crate::words::{count_of, format_count};
use serde::Serialize;

/// Straight relations count from this share of the variance on. Noise has none that stands out from ten shuffles, or one
/// that has a few thousandths.
const STRAIGHT: Contrast = Contrast { effect: 0.01, deviations: 4.0 };
/// Neighbours count as nearer from this share on; in noise of 300 rows and three columns 2 % come about.
const NEARER: Contrast = Contrast { effect: 0.03, deviations: 5.0 };
/// What the plane cannot show: clouds without any reach 1 %, clouds with heavy tails 5 %, rolls and groups under heavy noise
/// begin at 6 %.
const BEYOND: Contrast = Contrast { effect: 0.05, deviations: 3.0 };
/// The same among the components that stand out, which are fewer, so that chance has more room.
const BEYOND_OF_COMPONENTS: Contrast = Contrast { effect: 0.05, deviations: 4.0 };
/// The share of PCA's lost trust that t-SNE may leave: on clouds it leaves two thirds or more, on groups and rolls
/// less than a third.
const LEFT: f64 = 0.6;
/// The plane is worth a look from this share of the variance that stands out on: four fifths, as is usual for the
/// number of components to keep (Jolliffe 2002, 6.1.1).
const OF_COMPONENTS: f64 = 0.8;
/// Or where distances on it have nearly the order of those in the data.
const SHEPARD: f64 = 0.9;
/// Neighbours of another group on PCA's map that count as groups laid over each other: two of 15.
const MIXED: f64 = 0.1;
/// Rows below which every answer is a guess.
const FEW: usize = 100;

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
    fn new(finding: String, meaning: impl Into<String>) -> Self {
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
fn way(found: Contrast, needed: Contrast) -> f64 {
    (found.effect / needed.effect).min(found.deviations / needed.deviations).max(0.0)
}

fn holds(found: Contrast, needed: Contrast) -> bool {
    way(found, needed) >= 1.0
}

/// The answers to the four questions.
struct Findings<'a> {
    evidence: &'a Evidence,
    straight: bool,
    related: bool,
    beyond: bool,
    adds: bool,
    plane_holds: bool,
    overlaid: bool,
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

    /// The stronger of the two contrasts beyond the plane.
    fn beyond_plane(&self) -> Contrast {
        let all = self.evidence.shuffled.beyond_plane;
        match self.evidence.shuffled.beyond_plane_of_components {
            Some(some) if way(some, BEYOND_OF_COMPONENTS) > way(all, BEYOND) => some,
            _ => all,
        }
    }

    fn purpose(&self, choice: MapChoice) -> String {
        let share = percent(self.evidence.variance_in_two);
        match choice {
            MapChoice::Neither => {
                "Neither map shows more than chance: look at the columns one by one, or \
                at other columns. Do not read groups into either picture."
                    .to_owned()
            }
            MapChoice::Pca => format!(
                "PCA for which columns go together, for how far customers differ along them, and for distances ({share} of \
                 the variance is on its map). Islands that t-SNE alone shows have no relation between columns behind them."
            ),
            MapChoice::Both => format!(
                "PCA for the large picture: directions, distances, which columns drive them ({share} of the variance). t-SNE \
                 for who is like whom and for small groups; not for how large groups are or how far apart."
            ),
            MapChoice::Tsne => format!(
                "t-SNE for who is like whom and for groups; not for how large they are or how far apart. PCA's map \
                 ({share} of the variance) lays unlike customers over each other; its loadings still say which columns go together."
            ),
        }
    }

    fn reasons(&self, choice: MapChoice) -> Vec<Reason> {
        let mut reasons = vec![self.against_noise(), self.variance()];
        if choice != MapChoice::Neither {
            reasons.push(self.beyond_reason());
            reasons.push(self.neighbors());
            reasons.extend(self.groups().or_else(|| self.stability()));
        } else {
            reasons.push(self.noise_map());
            reasons.extend(self.stability());
        }
        reasons
    }

    fn against_noise(&self) -> Reason {
        let nearer = self.evidence.shuffled.nearer;
        let way = if nearer.effect < 0.0 { "farther" } else { "nearer" };
        let finding = format!(
            "A row's neighbours are {} {way} than in the same columns shuffled ({} standard deviations of {} shuffles).",
            percent(nearer.effect.abs()),
            deviations(nearer.deviations.abs()),
            self.evidence.shuffled.times
        );
        let meaning = if self.related {
            "The columns are related: noise would not look like this."
        } else {
            "The columns hardly know of each other: noise looks like this."
        };
        Reason::new(finding, meaning)
    }

    fn variance(&self) -> Reason {
        let Evidence { variance_in_two, shuffled, .. } = self.evidence;
        let two = percent(*variance_in_two);
        if !self.straight {
            let [own, chance] = shuffled.first_share;
            return Reason::new(
                format!(
                    "The first component has {} of the variance, shuffled columns give {}.",
                    percent(own),
                    percent(chance)
                ),
                "No direction stands out, so there is no plane that PCA should show.",
            );
        }
        let found = count_of(shuffled.components, "component stands", "components stand");
        let finding = format!(
            "Two components hold {two} of the variance; {found} out from shuffled columns."
        );
        let meaning = if shuffled.components <= 2 {
            "The plane of PCA holds every straight relation there is.".to_owned()
        } else {
            let share = percent(shuffled.plane_of_components);
            format!("The plane of PCA holds {share} of what stands out.")
        };
        Reason::new(finding, meaning)
    }

    fn beyond_reason(&self) -> Reason {
        let found = self.beyond_plane();
        let finding = format!(
            "Neighbours are {} {} than if the other directions were independent of PCA's plane ({} standard deviations).",
            percent(found.effect.abs()),
            if found.effect < 0.0 { "farther" } else { "nearer" },
            deviations(found.deviations.abs())
        );
        let meaning = if self.beyond {
            "Groups, bends or curves leave that plane: no straight picture shows them whole."
        } else {
            "What the plane does not show is plain spread, without groups or curves."
        };
        Reason::new(finding, meaning)
    }

    fn neighbors(&self) -> Reason {
        let [pca, tsne] = &self.evidence.maps;
        let finding = format!(
            "Of {} nearest neighbours PCA keeps {} and t-SNE {} (at random {}); trust {} and {}.",
            pca.k,
            percent(pca.kept),
            percent(tsne.kept),
            percent(pca.kept_by_chance),
            score(pca.trustworthiness),
            score(tsne.trustworthiness)
        );
        let large = format!(
            "Of {} they keep {} and {}",
            pca.large_k,
            percent(pca.kept_at_large),
            percent(tsne.kept_at_large)
        );
        let meaning = match (self.adds, self.beyond) {
            (true, true) => format!("{large}: t-SNE is the truer picture of who is like whom."),
            (true, false) => {
                format!(
                    "{large}: t-SNE sorts the plain spread a little finer, which is no structure."
                )
            }
            (false, _) => format!("{large}: t-SNE takes away little of what PCA gets wrong."),
        };
        Reason::new(finding, meaning)
    }

    fn groups(&self) -> Option<Reason> {
        let groups = self.evidence.groups;
        let [pca, tsne] = groups.mixed.filter(|_| groups.count > groups.in_noise)?;
        let finding = format!(
            "{} groups have gaps between them ({} in shuffled columns); {} of the neighbours on PCA's map are of another \
             group, {} on t-SNE's.",
            format_count(groups.count),
            format_count(groups.in_noise),
            percent(pca),
            percent(tsne)
        );
        let meaning = if pca >= MIXED && tsne < pca {
            "PCA lays groups over each other that t-SNE parts."
        } else {
            "Both maps keep them apart."
        };
        Some(Reason::new(finding, meaning))
    }

    fn noise_map(&self) -> Reason {
        let [own, noise] = self.evidence.noise.trustworthiness;
        Reason::new(
            format!(
                "t-SNE of {} of these rows is trusted {}, of shuffled columns {}.",
                format_count(self.evidence.noise.rows),
                score(own),
                score(noise)
            ),
            "Its picture is as good, or as bad, as one of nothing: islands on it are made of chance.",
        )
    }

    fn stability(&self) -> Option<Reason> {
        let found = self.evidence.stability;
        let least = found.starts.min(found.perplexities).min(found.subsamples);
        if !least.is_finite() {
            return None;
        }
        let finding = format!(
            "Two runs of t-SNE share {} of the neighbours from another start, {} with another perplexity, {} with a third of \
             the rows left out (at random {}).",
            percent(found.starts),
            percent(found.perplexities),
            percent(found.subsamples),
            percent(found.by_chance)
        );
        let meaning = if least >= 0.5 {
            "The small picture is firm."
        } else {
            "Much of the small picture is of one run only."
        };
        Some(Reason::new(finding, meaning))
    }

    fn would_change(&self, choice: MapChoice) -> Vec<String> {
        let mut found = Vec::new();
        let rows = self.evidence.rows;
        if rows < FEW {
            let rows = count_of(rows, "row is", "rows are");
            found.push(format!("More rows: {rows} few for any of this."));
        }
        match choice {
            MapChoice::Neither => {
                found.push(
                    "Columns that are related: other columns, or the same without those of pure noise."
                        .to_owned(),
                );
            }
            MapChoice::Pca => {
                found.push(format!(
                    "Groups or curves that leave the plane: then neighbours would be {} nearer or more than if directions were \
                     independent; here it is {}.",
                    percent(BEYOND.effect),
                    percent(self.beyond_plane().effect.max(0.0))
                ));
            }
            MapChoice::Both => {
                found.push(format!(
                    "t-SNE alone, if the plane held less than {} of what stands out from noise; it holds {}.",
                    percent(OF_COMPONENTS),
                    percent(self.evidence.shuffled.plane_of_components)
                ));
            }
            MapChoice::Tsne => found.push(format!(
                "Both, if PCA's plane held {} of what stands out from noise and laid no groups over each other; it holds {}.",
                percent(OF_COMPONENTS),
                percent(if self.straight { self.evidence.shuffled.plane_of_components } else { 0.0 })
            )),
        }
        if choice != MapChoice::Neither {
            found.push(
                "Other columns or scaling: one-hot columns, long tails and repeated columns shape both maps."
                    .to_owned(),
            );
        }
        found
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
            MapChoice::Pca if !self.beyond => over(related).min(under(beyond)),
            MapChoice::Pca => over(related) / 2.0,
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
        if self.evidence.rows < FEW {
            confidence *= 0.7;
        }
        confidence
    }
}

#[cfg(test)]
mod tests;
