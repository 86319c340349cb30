//! Figures as last drawn: made anew only when the result or the colour column changed.

use super::components_panel::ComponentsFigure;
use crate::methods::Method;
use crate::plots::{Figure, Legend};
use crate::project::{
    MapResult, PcaPanels, Project, color_column, coloring, map_figure, scree_figure,
};
use std::sync::Arc;

/// The figures on show.
#[derive(Default)]
pub(crate) struct Drawn {
    maps: [Option<Map>; 2],
    scree: Option<(Arc<MapResult>, Arc<Figure>)>,
    components: Option<(Map, ComponentsFigure)>,
}

struct Map {
    of: Arc<MapResult>,
    column: Option<String>,
    figure: Arc<Figure>,
}

impl Drawn {
    /// The map of a method, if it was computed.
    pub fn map(&mut self, project: &Project, method: Method) -> Option<Arc<Figure>> {
        let result = project.map(method)?;
        let table = &project.opened()?.table;
        let roles = project.prepared().map_or(&[][..], |p| &p.roles);
        let column = color_column(table, roles, &project.choices().color_by);
        let place = &mut self.maps[usize::from(method == Method::Tsne)];
        if let Some(map) = place
            && Arc::ptr_eq(&map.of, result)
            && map.column.as_deref() == column
        {
            return Some(Arc::clone(&map.figure));
        }
        let colors = coloring(table, result.embedding.rows(), column);
        let figure = Arc::new(map_figure(table, result, &colors));
        *place = Some(Map {
            of: Arc::clone(result),
            column: column.map(str::to_owned),
            figure: Arc::clone(&figure),
        });
        Some(figure)
    }

    /// The legend that both maps share.
    pub fn legend(&mut self, project: &Project) -> Option<Legend> {
        self.map(project, Method::Pca)?.legend.clone()
    }

    /// The explained variance, if PCA was computed.
    pub fn scree(&mut self, project: &Project) -> Option<Arc<Figure>> {
        let result = project.map(Method::Pca)?;
        if let Some((of, figure)) = &self.scree
            && Arc::ptr_eq(of, result)
        {
            return Some(Arc::clone(figure));
        }
        let table = &project.opened()?.table;
        let figure = Arc::new(scree_figure(table, result)?);
        self.scree = Some((Arc::clone(result), Arc::clone(&figure)));
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
        let column = color_column(table, &prepared.roles, &project.choices().color_by);
        if let Some((drawn, of)) = &self.components
            && *of == which
            && Arc::ptr_eq(&drawn.of, result)
            && drawn.column.as_deref() == column
        {
            return Some(Ok(Arc::clone(&drawn.figure)));
        }
        let panels = PcaPanels::new(table, &prepared.matrix, result)?;
        let figure = match which {
            ComponentsFigure::Loadings(component) => panels.loadings(component),
            ComponentsFigure::Heat => Ok(panels.heat()),
            ComponentsFigure::Biplot(scaling) => {
                let colors = coloring(table, result.embedding.rows(), column);
                Ok(panels.biplot(scaling, &colors))
            }
            ComponentsFigure::Circle => Ok(panels.circle()),
            ComponentsFigure::Contributions(component) => panels.contributions(component),
            ComponentsFigure::Cos2 => Ok(panels.cos2()),
        };
        let figure = match figure {
            Ok(figure) => Arc::new(figure),
            Err(error) => return Some(Err(error.to_string())),
        };
        let (of, column) = (Arc::clone(result), column.map(str::to_owned));
        self.components = Some((Map { of, column, figure: Arc::clone(&figure) }, which));
        Some(Ok(figure))
    }
}
