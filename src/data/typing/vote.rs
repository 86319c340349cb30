//! What columns tell each other: a certain decimal comma, a day above twelve.

use super::Survey;
use super::amounts::Mark;
use super::dates::Order;
use super::wishes::Wishes;

/// What the columns with certain marks show, where they agree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vote {
    /// The decimal mark.
    pub mark: Option<Mark>,
    /// The order of day and month.
    pub order: Option<Order>,
}

impl Vote {
    /// Hears all columns; what the user says stands above them.
    pub fn count(surveys: &[Survey], wishes: &Wishes) -> Self {
        let mark = wishes.mark.or_else(|| {
            agreed(surveys.iter().filter_map(|survey| match survey {
                Survey::Settled(_, mark) => *mark,
                Survey::Numbers(evidence) => evidence.certain(),
                Survey::Points(_) | Survey::Dates(_) | Survey::Unit(..) => None,
            }))
        });
        let order = wishes.order.or_else(|| {
            agreed(surveys.iter().filter_map(|survey| match survey {
                Survey::Dates(evidence) => evidence.certain(),
                _ => None,
            }))
        });
        // Where people write decimal commas, they write the day first.
        let order = order.or((mark == Some(Mark::Comma)).then_some(Order::Day));
        Self { mark, order }
    }
}

fn agreed<T: PartialEq>(mut votes: impl Iterator<Item = T>) -> Option<T> {
    let first = votes.next()?;
    votes.all(|vote| vote == first).then_some(first)
}
