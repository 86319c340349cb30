//! The columns' roles as the user is to see them: at once, not when the work is done.

use super::Project;
use crate::features::{ColumnRole, roles};

impl Project {
    /// The role of each column for the present choices: as prepared, or as the recipe says while that is under
    /// way or cannot be done.
    pub fn roles(&self) -> Vec<ColumnRole> {
        if let Some(prepared) = self.prepared.current(&self.prepared_key()) {
            return prepared.roles.clone();
        }
        let Some(opened) = &self.opened else { return Vec::new() };
        roles(&opened.table, &self.recipe()).unwrap_or_default()
    }
}
