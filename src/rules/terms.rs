//! Counting days to due dates.

use chrono::{Days, NaiveDate};

use super::Context;
use crate::domain::{LedgerItem, Term};

impl Context<'_> {
    /// The last day of a short term for this item: the notice's or, for a problem found after it, a number of
    /// days from then (note B).
    pub(super) fn short_limit(&self, item: &LedgerItem) -> NaiveDate {
        let limit = self.programme.short_due.value;
        match item.found_on {
            Some(found) if found > limit => {
                let days = Days::new(self.programme.late_found_short_days.value.into());
                found.checked_add_days(days).unwrap_or(NaiveDate::MAX)
            }
            _ => limit,
        }
    }

    /// Whether the item's short term is over.
    pub(super) fn is_past_short_limit(&self, item: &LedgerItem) -> bool {
        item.term == Some(Term::Short) && self.today > self.short_limit(item)
    }

    /// Whether the first monthly return is being made or was made: from the last days of the stage's first month on,
    /// what the notice asks for without a date is called to mind.
    pub(super) fn monthly_return_has_come(&self) -> bool {
        let first = self.programme.months().next();
        first.is_some_and(|month| month.is_over(self.today) || self.programme.is_ending(&month, self.today))
    }

    /// Whether half of the stage's weeks are over.
    pub(super) fn half_of_stage_is_over(&self) -> bool {
        let over = self.programme.weeks().filter(|week| week.is_over(self.today));
        over.count() * 2 >= self.programme.weeks.value as usize
    }

    /// Words for a due date that is near, once the first day of the countdown has come. They stand until the
    /// day is over and not on the days of the countdown alone: who opens the book a day later reads them too.
    pub(super) fn countdown(&self, due: NaiveDate) -> Option<String> {
        let left = u32::try_from((due - self.today).num_days()).ok()?;
        let steps = &self.programme.countdown_days.value;
        let step = steps.iter().filter(|step| **step >= left).min()?;
        Some(match left {
            0 => "今天到期".to_owned(),
            _ => format!("还有{left}天到期（{step}天内，{due}）"),
        })
    }

    /// Words for a day that is near, and on after it.
    pub(super) fn countdown_and_on(&self, due: NaiveDate) -> Option<String> {
        if due < self.today {
            let days = (self.today - due).num_days();
            return Some(format!("已超期{days}天（{due}）"));
        }
        self.countdown(due)
    }
}
