//! Undo and redo: a change puts the old value on the undo stack and clears the redo stack.

/// Old values are dropped beyond this many.
const LIMIT: usize = 200;

/// The past and the undone future of a value.
#[derive(Debug, Clone)]
pub struct History<T> {
    past: Vec<T>,
    future: Vec<T>,
}

impl<T> Default for History<T> {
    fn default() -> Self {
        Self { past: Vec::new(), future: Vec::new() }
    }
}

impl<T: Clone + PartialEq> History<T> {
    /// Replaces `current`; nothing happens where `next` equals it. Returns whether anything changed.
    pub fn set(&mut self, current: &mut T, next: T) -> bool {
        if *current == next {
            return false;
        }
        self.past.push(std::mem::replace(current, next));
        if self.past.len() > LIMIT {
            self.past.remove(0);
        }
        self.future.clear();
        true
    }

    /// Takes the last change back. Returns whether there was one.
    pub fn undo(&mut self, current: &mut T) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(current, before));
        true
    }

    /// Makes the last change taken back again. Returns whether there was one.
    pub fn redo(&mut self, current: &mut T) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(current, after));
        true
    }

    /// Forgets steps that lead nowhere, since the present value went back by itself.
    pub fn forget_same(&mut self, current: &T) {
        while self.past.last() == Some(current) {
            self.past.pop();
        }
    }

    /// What taking the last change back leads to, where there is one.
    pub fn before(&self) -> Option<&T> {
        self.past.last()
    }

    /// What making a change again leads to, where one was taken back.
    pub fn after(&self) -> Option<&T> {
        self.future.last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_then_redo_is_where_we_were_and_a_change_forgets_the_future() {
        let (mut history, mut value) = (History::default(), 1);
        assert!(history.set(&mut value, 2) && history.set(&mut value, 3));
        assert!(!history.set(&mut value, 3));
        assert!(history.undo(&mut value) && history.undo(&mut value) && !history.undo(&mut value));
        assert_eq!(value, 1);
        assert_eq!((history.before(), history.after()), (None, Some(&2)));
        assert!(history.redo(&mut value));
        assert_eq!(value, 2);
        history.set(&mut value, 9);
        assert!(history.after().is_none() && !history.redo(&mut value));
        assert!(history.undo(&mut value));
        assert_eq!(value, 2);
        history.forget_same(&1);
        assert_eq!((history.before(), value), (None, 2));
    }
}
