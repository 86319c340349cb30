//! A verdict in words: what to use for what, why, and what would change it.

use super::Evidence;
use super::say::{deviations, percent, score};
use super::verdict::{
    BEYOND, BEYOND_OF_COMPONENTS, FEW, Findings, MIXED, MapChoice, OF_COMPONENTS, OTHER_STORY,
    Reason, way,
};
use crate::metrics::Contrast;
use crate::words::{count_of, format_count};

/// Clusters that are shown in the main: "moderate" recovery begins here (Steinley 2004).
const ALIKE: f64 = 0.65;

impl Findings<'_> {
    /// The stronger of the two contrasts beyond the plane.
    fn beyond_plane(&self) -> Contrast {
        let all = self.evidence.shuffled.beyond_plane;
        match self.evidence.shuffled.beyond_plane_of_components {
            Some(some) if way(some, BEYOND_OF_COMPONENTS) > way(all, BEYOND) => some,
            _ => all,
        }
    }

    pub(super) fn purpose(&self, choice: MapChoice) -> String {
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

    pub(super) fn reasons(&self, choice: MapChoice) -> Vec<Reason> {
        let mut reasons = vec![self.against_noise(), self.variance()];
        if choice == MapChoice::Neither {
            reasons.push(self.noise_map());
            reasons.extend(self.stability());
        } else {
            reasons.push(self.beyond_reason());
            reasons.push(self.neighbors());
            let groups = self.groups().or_else(|| self.clusters());
            reasons.extend(groups.or_else(|| self.stability()));
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
            "Groups, bends, curves or long tails leave that plane: no straight picture shows them whole."
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

    fn clusters(&self) -> Option<Reason> {
        let found = self.evidence.clusters?;
        let [pca, tsne] = found.agreement;
        let finding = format!(
            "{} of the data (k-means) against those seen on a map, finer ones put together: adjusted Rand index {} on PCA's, {} on \
             t-SNE's.",
            count_of(found.k, "cluster", "clusters"),
            score(pca),
            score(tsne)
        );
        let meaning = if pca > tsne + OTHER_STORY {
            "PCA shows the clusters of the data, t-SNE draws others."
        } else if tsne > pca + OTHER_STORY {
            "t-SNE shows the clusters of the data, PCA lays them over each other."
        } else if pca.max(tsne) >= ALIKE {
            "Both maps show the clusters of the data about equally well."
        } else {
            "Neither map shows the clusters of the data whole: do not read them off a map."
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

    pub(super) fn would_change(&self, choice: MapChoice) -> Vec<String> {
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
        if self.other_shows_clusters(choice).is_some() {
            found.push(
                "Clusters, if these are what you look for: the other map shows those of the data better."
                    .to_owned(),
            );
        }
        if choice != MapChoice::Neither {
            found.push(
                "Other columns or scaling: one-hot columns, long tails and repeated columns shape both maps."
                    .to_owned(),
            );
        }
        found
    }
}
