//! Both maps moved as one: the map under the pointer leads, the other follows.
//!
//! Maps have no units in common, so what is shared is how many times closer the view is than where the map is whole,
//! and how far its middle lies from the map's, in widths and heights of the whole.

use super::figure_view::Seen;
use crate::methods::Method;

/// Whether, and what the leading map shows.
#[derive(Debug, Clone, Default)]
pub struct MapLock {
    on: bool,
    leader: Option<(Method, Seen)>,
}

impl MapLock {
    /// Whether the maps move as one.
    pub fn is_on(&self) -> bool {
        self.on
    }

    /// Joins or parts them.
    pub fn toggle(&mut self) {
        *self = Self { on: !self.on, leader: None };
    }

    /// What this map is to show, where it follows.
    pub(super) fn followed_by(&self, method: Method) -> Option<Seen> {
        self.leader.filter(|(leader, _)| self.on && *leader != method).map(|(_, seen)| seen)
    }

    /// A map was drawn; `pointed` where the pointer is on it. Returns whether the other has to follow.
    pub(super) fn saw(&mut self, method: Method, seen: Seen, pointed: bool) -> bool {
        let leads = match self.leader {
            None => pointed,
            Some((leader, _)) => pointed || leader == method,
        };
        let changed = self.on && leads && self.leader != Some((method, seen));
        if changed {
            self.leader = Some((method, seen));
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_under_the_pointer_leads() {
        let whole = Seen { zoom: 1.0, middle: [0.0, 0.0] };
        let close = Seen { zoom: 4.0, middle: [0.1, -0.2] };
        let mut lock = MapLock::default();
        assert!(!lock.saw(Method::Pca, close, true));
        assert_eq!(lock.followed_by(Method::Tsne), None);
        lock.toggle();
        assert!(!lock.saw(Method::Tsne, whole, false), "nobody leads yet");
        assert!(lock.saw(Method::Pca, close, true));
        assert_eq!(lock.followed_by(Method::Tsne), Some(close));
        assert_eq!(lock.followed_by(Method::Pca), None);
        // It leads on when the pointer has gone, also to a new picture of it.
        assert!(lock.saw(Method::Pca, whole, false) && !lock.saw(Method::Pca, whole, false));
        assert!(lock.saw(Method::Tsne, close, true));
        assert_eq!(lock.followed_by(Method::Pca), Some(close));
        lock.toggle();
        assert_eq!(lock.followed_by(Method::Pca), None);
    }
}
