//! Which old steps are put together, so that a history of years stays readable.

use super::difference::{Difference, Place};
use super::step::{Act, Step};
use crate::domain::on_the_wall;

/// How many of the newest steps are kept as they are.
pub const KEPT_WHOLE: usize = 2_000;

/// What becomes of old steps.
#[derive(Debug, Default, PartialEq)]
pub struct Thinned {
    /// Steps that took others in.
    pub joined: Vec<Step>,
    /// Numbers of the steps that are in others now.
    pub gone: Vec<u64>,
}

/// Puts old steps together, the oldest first in `steps`: what was typed into one record on one day becomes one step, from
/// what stood there before the first to what stood there after the last. What was typed in between, and again
/// overwritten on the same day, goes. A step that took something away (a record, a book), brought it, or is anything but
/// a command stays as it is: so does every text that stood at the end of a day, and the last copy of whatever was removed.
///
/// Taking back goes step by step from the newest; by [`KEPT_WHOLE`] it never comes as far as what this touches.
pub fn thin(steps: &[Step]) -> Thinned {
    let mut thinned = Thinned::default();
    let old = &steps[..steps.len().saturating_sub(KEPT_WHOLE)];
    let mut open: Option<(Step, bool)> = None;
    for step in old {
        if let Some((joined, changed)) = &mut open
            && may_join(joined, step)
            && joined.continue_with(&step.differences)
        {
            *changed = true;
            thinned.gone.push(step.number);
            continue;
        }
        thinned
            .joined
            .extend(open.take().filter(|(_, changed)| *changed).map(|(step, _)| step));
        if is_typing(step) {
            open = Some((step.clone(), false));
        }
    }
    thinned
        .joined
        .extend(open.filter(|(_, changed)| *changed).map(|(step, _)| step));
    thinned
}

/// Whether two moments (RFC 3339) lie on one day by the clocks on the wall.
fn is_one_day(earlier: &str, later: &str) -> bool {
    let day = |at| on_the_wall(at).map(|(day, _)| day);
    day(earlier).is_some() && day(earlier) == day(later)
}

fn is_typing(step: &Step) -> bool {
    let is_fields = |one: &Difference| matches!(one.place, Place::Fields { .. });
    matches!(step.act, Act::Command(_)) && step.differences.iter().all(is_fields)
}

fn may_join(earlier: &Step, later: &Step) -> bool {
    is_typing(later) && earlier.desk == later.desk && is_one_day(&earlier.at, &later.at)
}
