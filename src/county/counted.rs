//! Counting one unit's submission.

use chrono::NaiveDate;

use super::counts::place;
use super::ground::Ground;
use super::{
    BranchCell, DonePeriods, DutyTally, ItemCounts, ItemState, SentDuty, SentItem, Summary, UnitCounts,
};
use crate::domain::{Choose, Duty, ProblemType, TaskCategory, Term};
use crate::notice::Span;
use crate::rules::DutyState;

impl SentItem {
    /// How it stands on a day: what waits to be crossed off is not overdue, for the branch has done its part.
    pub fn state(&self, today: NaiveDate) -> ItemState {
        if self.closed_on.is_some() {
            ItemState::Closed
        } else if self.waits_since.is_some() {
            ItemState::Waiting
        } else if self.due.is_some_and(|due| due < today) {
            ItemState::Overdue
        } else {
            ItemState::Open
        }
    }
}

impl Ground {
    /// How a duty stands in every period in which it is owed.
    pub(super) fn duty_states(
        &self,
        summary: &Summary,
        at: usize,
        duty: &SentDuty,
    ) -> Vec<(Span, DutyState)> {
        let mut states = Vec::new();
        let weekly = duty.duty.is_some_and(Duty::is_weekly);
        let done = DonePeriods::from_text(&duty.done);
        let reason_for = |first: NaiveDate| {
            let mut excuses = summary.excuses.iter();
            let here = |period: Option<NaiveDate>| period == Some(first);
            excuses.find(|excuse| excuse.duty.is_some_and(|duty| duty as usize == at) && here(excuse.period))
        };
        for span in if weekly { &self.weeks } else { &self.months } {
            if duty.from.is_some_and(|from| from > span.first) {
                continue;
            }
            let excuse = reason_for(span.first).map(|excuse| excuse.reason.as_str());
            let is_done = done.is_done(span.first, self.today);
            let state = DutyState::of(is_done, excuse, span, &self.programme, self.today);
            states.push((*span, state));
        }
        states
    }
}

/// What is counted over one unit: over its branches, also those of which only the register knows, and over what came.
pub(super) fn counted(ground: &Ground, sent: Option<&Summary>, cells: &[BranchCell]) -> UnitCounts {
    let mut counts = UnitCounts {
        by_type: table::<ProblemType>(),
        by_category: table::<TaskCategory>(),
        by_term: table::<Term>(),
        ..UnitCounts::default()
    };
    for duty in Duty::VALUES {
        let spans = if duty.is_weekly() {
            &ground.weeks
        } else {
            &ground.months
        };
        counts.duties.push(vec![DutyTally::default(); spans.len()]);
    }
    for cell in cells {
        counts.can_rise += usize::from(cell.can_rise());
        counts.promoted += usize::from(cell.is_promoted());
        counts.key += usize::from(cell.is_key());
        counts.key_promoted += usize::from(cell.is_key() && cell.is_promoted());
        counts.improved += usize::from(cell.is_improved);
    }
    let Some(summary) = sent else { return counts };
    counts.units = 1;
    counts.branches = summary.branches.len();
    for item in &summary.items {
        let state = item.state(ground.today);
        counts.items.count(state);
        counts.by_type[place(item.kind)].count(state);
        counts.by_category[place(item.category)].count(state);
        counts.by_term[place(item.term)].count(state);
    }
    for (at, duty) in summary.duties.iter().enumerate() {
        let Some(of_duty) = counts.duties.get_mut(place(duty.duty)) else {
            continue;
        };
        for (span, state) in ground.duty_states(summary, at, duty) {
            if let Some(tally) = of_duty.get_mut((span.number - 1) as usize) {
                tally.count(&state);
            }
        }
    }
    for branch in &summary.branches {
        let of = |count: Option<u32>| count.unwrap_or_default() as usize;
        counts.deeds += of(branch.deeds);
        counts.deeds_done += of(branch.deeds_done);
        counts.pledges += of(branch.pledges);
        counts.pledges_kept += of(branch.pledges_kept);
        counts.pledges_broken += of(branch.pledges_broken);
        counts.votes += u64::from(branch.votes.unwrap_or_default());
        counts.votes_against += u64::from(branch.votes_against.unwrap_or_default());
    }
    counts
}

/// A count for every answer, and for none.
fn table<T: Choose>() -> Vec<ItemCounts> {
    vec![ItemCounts::default(); T::VALUES.len() + 1]
}
