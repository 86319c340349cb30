//! Keys, once the table has the focus: up and down pick the row above and below (with Shift beside the others), Page
//! Up and Down go a page, Home and End to the ends, left and right scroll, Esc selects nothing.

use crate::ui::key_presses;
use eframe::egui::{EventFilter, Id, Key, Modifiers, Ui};

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// Pick the row of a line; beside the others, where that is so.
    Pick(usize, bool),
    /// Scroll by columns.
    Aside(isize),
    /// Select nothing.
    Nothing,
}

/// What the keys ask for that were pressed while the table had the focus; `picked` finds the line of the picked row.
pub(super) fn moves(
    ui: &Ui,
    id: Id,
    picked: impl FnOnce() -> Option<usize>,
    page: usize,
    lines: usize,
) -> Vec<Move> {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return Vec::new();
    }
    let arrows = EventFilter {
        vertical_arrows: true,
        horizontal_arrows: true,
        escape: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let keys = taken(ui);
    if keys.is_empty() {
        return Vec::new();
    }
    let mut line = picked();
    let mut moves = Vec::new();
    for (key, modifiers) in keys {
        let found = asked(key, modifiers, line, page, lines);
        if let Some(Move::Pick(to, _)) = found {
            line = Some(to);
        }
        moves.extend(found);
    }
    moves
}

fn asked(
    key: Key,
    modifiers: Modifiers,
    line: Option<usize>,
    page: usize,
    lines: usize,
) -> Option<Move> {
    let last = lines.checked_sub(1);
    let to = match key {
        Key::Escape => return Some(Move::Nothing),
        Key::ArrowLeft => return Some(Move::Aside(-1)),
        Key::ArrowRight => return Some(Move::Aside(1)),
        Key::Home => Some(0),
        Key::End => last,
        Key::ArrowUp => line.map(|line| line.saturating_sub(1)),
        Key::PageUp => line.map(|line| line.saturating_sub(page)),
        Key::ArrowDown => line.map(|line| line + 1),
        _ => line.map(|line| line + page),
    };
    // Where no line is picked, every key begins at the first.
    Some(Move::Pick(to.unwrap_or(0).min(last?), modifiers.shift))
}

/// Takes the keys that the table knows out of the input, in their order: a slow frame brings several.
fn taken(ui: &Ui) -> Vec<(Key, Modifiers)> {
    key_presses::taken(ui, |key, _| {
        matches!(
            key,
            Key::ArrowUp
                | Key::ArrowDown
                | Key::ArrowLeft
                | Key::ArrowRight
                | Key::PageUp
                | Key::PageDown
                | Key::Home
                | Key::End
                | Key::Escape
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_within_the_lines() {
        let to = |key, line| match asked(key, Modifiers::NONE, line, 5, 12) {
            Some(Move::Pick(to, false)) => to,
            other => panic!("{other:?}"),
        };
        assert_eq!((to(Key::ArrowDown, None), to(Key::ArrowDown, Some(3))), (0, 4));
        assert_eq!((to(Key::ArrowDown, Some(11)), to(Key::ArrowUp, Some(0))), (11, 0));
        assert_eq!((to(Key::PageDown, Some(9)), to(Key::PageUp, Some(3))), (11, 0));
        assert_eq!((to(Key::Home, Some(4)), to(Key::End, None)), (0, 11));
        assert_eq!(asked(Key::End, Modifiers::NONE, None, 5, 0), None);
        assert_eq!(
            asked(Key::ArrowUp, Modifiers::SHIFT, Some(4), 5, 12),
            Some(Move::Pick(3, true))
        );
        assert_eq!(asked(Key::Escape, Modifiers::NONE, None, 5, 0), Some(Move::Nothing));
    }
}
