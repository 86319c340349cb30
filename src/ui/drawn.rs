//! Figures as last drawn: made anew only when the result or the colour column changed.

use super::components_panel::ComponentsFigure;
use super::drawn_clusters::DrawnClusters;
use super::drawn_morph::DrawnMorph;
use super::drawn_strip::DrawnStrip;
use super::drawn_tsne::DrawnTsne;
use crate::features::Prepared;
use crate::methods::Method;
use crate::plots::{Figure, Legend};
use crate::project::{
    ClusterSpace, Colors, Faint, FigureKind, Frame, Live, MapResult, Measured, PcaPanels, Project,
    SmallMap, Strip, coloring, component_names, map_figure, scree_figure,
};
use std::sync::Arc;

/// The figures on show.
#[derive(Default)]
pub(crate) struct Drawn {
    /// PCA, t-SNE, and the other methods in the place of either.
    maps: [Option<Map>; 4],
    scree: Option<Scree>,
    /// The last few: a panel and the dialog before it may show different ones.
    components: Vec<(Map, ComponentsFigure)>,
    /// Whether they name columns: a result that waits for its matrix cannot.
    names: Option<(Arc<MapResult>, bool, Arc<Vec<String>>)>,
    largest: Option<(Arc<MapResult>, usize, f64)>,
    tsne: DrawnTsne,
    strip: DrawnStrip,
    morph: DrawnMorph,
    clusters: DrawnClusters,
}

struct Scree {
    of: Arc<MapResult>,
    /// The cut; whether parallel analysis and the bootstrap are drawn. Both follow from the matrix of the result:
    /// they can come, and never change.
    with: (usize, [bool; 2]),
    figure: Arc<Figure>,
}

struct Map {
    of: Arc<MapResult>,
    colors: Colors,
    hidden: Vec<String>,
    /// The matrix that says which points are faint, where they are asked for.
    faint: Option<Arc<Prepared>>,
    /// What the map makes of rows, where those that it lies about are to be faint.
    lies: Option<Arc<Measured>>,
    figure: Arc<Figure>,
}

/// Figures of components that are kept.
const KEPT: usize = 4;
/// Components that can be chosen from a list.
const LISTED: usize = 50;

impl Drawn {
    /// The map of a method, if it was computed.
    pub fn map(&mut self, project: &Project, method: Method) -> Option<Arc<Figure>> {
        let result = project.map(method)?;
        let table = &project.opened()?.table;
        let roles = project.prepared().map_or(&[][..], |p| &p.roles);
        let by = project.colors(roles);
        let faint = project.prepared().filter(|_| method == Method::Pca && project.choices().faint);
        let judged = project.agreement().filter(|_| project.choices().lies);
        let lies = judged.and_then(|judged| judged.maps.iter().find(|map| map.method() == method));
        let place = match method {
            Method::Pca => 0,
            Method::Tsne => 1,
            other => 2 + usize::from(other.is_tsne()),
        };
        let place = &mut self.maps[place];
        if let Some(map) = place
            && Arc::ptr_eq(&map.of, result)
            && map.colors == by
            && map.hidden == project.choices().hidden
            && map.faint.as_ref().map(Arc::as_ptr) == faint.map(Arc::as_ptr)
            && map.lies.as_ref().map(Arc::as_ptr) == lies.map(|map| Arc::as_ptr(map.trust()))
        {
            return Some(Arc::clone(&map.figure));
        }
        let colored = coloring(table, result.embedding.rows(), &by);
        let cos2 = faint.and_then(|prepared| result.cos2(&prepared.matrix));
        let mut held = cos2.map_or_else(Faint::default, |cos2| Faint::of_plane(&cos2));
        if let Some(map) = lies {
            held = held.with_lies(map, result.embedding.rows());
        }
        let hidden = project.choices().hidden.clone();
        let mut figure = map_figure(table, result, &colored, &held);
        figure.hide(&hidden);
        let figure = Arc::new(figure);
        *place = Some(Map {
            of: Arc::clone(result),
            colors: by,
            hidden,
            faint: faint.cloned(),
            lies: lies.map(|map| Arc::clone(map.trust())),
            figure: Arc::clone(&figure),
        });
        Some(figure)
    }

    /// The map of a method as it is to be shown: the one at the left may be on its way to the one at the right.
    pub fn shown_map(
        &mut self,
        project: &Project,
        method: Method,
        share: f32,
    ) -> Option<Arc<Figure>> {
        let home = self.map(project, method)?;
        if method != project.shown_methods()[0] {
            return Some(home);
        }
        if share <= 0.0 {
            self.morph.rest();
            return Some(home);
        }
        Some(self.morph.figure(project, &home, share).unwrap_or(home))
    }

    /// What the first components are called: "PC1: tenure +, contract (Two year +) (20.8 %)"; those that were
    /// not computed have no more than their number and share.
    pub fn names(&mut self, project: &Project) -> Option<Arc<Vec<String>>> {
        let result = project.map(Method::Pca)?;
        let features = project.prepared()?.matrix.features();
        let fits = result.pca.as_ref().is_some_and(|pca| pca.mean().len() == features.len());
        if let Some((of, complete, names)) = &self.names
            && Arc::ptr_eq(of, result)
            && (*complete || !fits)
        {
            return Some(Arc::clone(names));
        }
        let known = component_names(features, result);
        let ratio = result.explained_variance_ratio()?;
        let text = |(k, share): (usize, &f64)| {
            let made_of = known.get(k).and_then(|name| name.split_once(':')).map_or("", |(_, m)| m);
            let colon = if made_of.trim().is_empty() { "" } else { ":" };
            format!("PC{}{colon}{made_of} ({:.1} %)", k + 1, share * 100.0)
        };
        let names: Vec<String> = ratio.iter().take(LISTED).enumerate().map(text).collect();
        let names = Arc::new(names);
        self.names = Some((Arc::clone(result), fits, Arc::clone(&names)));
        Some(names)
    }

    /// The largest loading of a component in magnitude.
    pub fn largest_loading(&mut self, project: &Project, component: usize) -> Option<f64> {
        let result = project.map(Method::Pca)?;
        if let Some((of, at, largest)) = &self.largest
            && Arc::ptr_eq(of, result)
            && *at == component
        {
            return Some(*largest);
        }
        let loadings = result.pca.as_ref()?.loadings();
        let row = loadings.rows().into_iter().nth(component)?;
        let largest = row.iter().fold(0.0, |most: f64, v| most.max(v.abs()));
        self.largest = Some((Arc::clone(result), component, largest));
        Some(largest)
    }

    /// The map of a run of t-SNE after one of its iterations.
    pub fn moving(
        &mut self,
        project: &Project,
        live: &Live,
        frame: &Frame,
        smooth: bool,
    ) -> Option<Arc<Figure>> {
        self.tsne.moving(project, live, frame, smooth)
    }

    /// A map of the perplexity strip.
    pub fn small_map(
        &mut self,
        project: &Project,
        strip: &Strip,
        map: &Arc<SmallMap>,
    ) -> Arc<Figure> {
        self.strip.map(project, strip, map)
    }

    /// The divergence of t-SNE by iteration.
    pub fn kl(&mut self, project: &Project) -> Option<Arc<Figure>> {
        self.tsne.kl(project)
    }

    /// A picture of clusters: of those of a space, or of the pair at a place.
    pub fn clusters(
        &mut self,
        project: &Project,
        kind: FigureKind,
        space: ClusterSpace,
        pair: usize,
    ) -> Option<Arc<Figure>> {
        self.clusters.figure(project, (kind, space, pair))
    }

    /// The legend that both maps share.
    pub fn legend(&mut self, project: &Project) -> Option<Legend> {
        self.map(project, Method::Pca)?.legend.clone()
    }

    /// The explained variance with the cut behind so many components, if PCA was computed.
    pub fn scree(&mut self, project: &Project, kept: usize) -> Option<Arc<Figure>> {
        let result = project.map(Method::Pca)?;
        let (parallel, bootstrap) = (project.parallel(), project.bootstrap());
        let with = (kept, [parallel.is_some(), bootstrap.is_some()]);
        if let Some(scree) = &self.scree
            && Arc::ptr_eq(&scree.of, result)
            && scree.with == with
        {
            return Some(Arc::clone(&scree.figure));
        }
        let table = &project.opened()?.table;
        let figure = Arc::new(scree_figure(table, result, kept, parallel, bootstrap)?);
        self.scree = Some(Scree { of: Arc::clone(result), with, figure: Arc::clone(&figure) });
        Some(figure)
    }

    /// One of the panels that explain the PCA, if it was computed from the matrix at hand.
    pub fn components(
        &mut self,
        project: &Project,
        which: ComponentsFigure,
    ) -> Option<Result<Arc<Figure>, String>> {
        let result = project.map(Method::Pca)?;
        let table = &project.opened()?.table;
        let prepared = project.prepared()?;
        let by = project.colors(&prepared.roles);
        let same = |(drawn, of): &&(Map, ComponentsFigure)| {
            *of == which && Arc::ptr_eq(&drawn.of, result) && drawn.colors == by
        };
        if let Some((drawn, _)) = self.components.iter().find(same) {
            return Some(Ok(Arc::clone(&drawn.figure)));
        }
        let panels = PcaPanels::new(table, &prepared.matrix, result)?;
        let figure = match which {
            ComponentsFigure::Loadings { component, cutoff } => panels.loadings(component, cutoff),
            ComponentsFigure::Heat { kept } => Ok(panels.heat(kept)),
            ComponentsFigure::Biplot { scaling, named } => {
                let colors = coloring(table, result.embedding.rows(), &by);
                Ok(panels.biplot(scaling, named, &colors))
            }
            ComponentsFigure::Circle { named } => Ok(panels.circle(named)),
            ComponentsFigure::Contributions(span) => panels.contributions(span),
            ComponentsFigure::Cos2(span) => panels.cos2(span),
        };
        let figure = match figure {
            Ok(figure) => Arc::new(figure),
            Err(error) => return Some(Err(error.to_string())),
        };
        let of = Arc::clone(result);
        let map = Map {
            of,
            colors: by,
            hidden: Vec::new(),
            faint: None,
            lies: None,
            figure: Arc::clone(&figure),
        };
        if self.components.len() >= KEPT {
            self.components.remove(0);
        }
        self.components.push((map, which));
        Some(Ok(figure))
    }
}
