//! When a clerk is reminded of a backup.

use chrono::{Datelike as _, NaiveDate, Weekday};

/// From how many steps on a backup is asked for on the same day.
pub const MANY_STEPS: u64 = 200;

/// Work that is in no backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The day of its oldest step.
    pub since: NaiveDate,
    /// How many steps there are.
    pub steps: u64,
}

/// Whether to remind of a backup: of work from before the last working day's end, from the first working day after it on;
/// of [`MANY_STEPS`] at once. Who put it off until tomorrow (`put_off`: on which day) is left alone for that day.
///
/// Working days are Monday to Friday; feast days and the days worked in exchange for them are not known here.
pub fn is_due(waiting: &Waiting, put_off: Option<NaiveDate>, today: NaiveDate) -> bool {
    let mut next = waiting.since.succ_opt();
    while let Some(day) = next
        && matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
    {
        next = day.succ_opt();
    }
    let is_old = next.is_some_and(|next| next <= today);
    put_off != Some(today) && waiting.steps > 0 && (is_old || waiting.steps >= MANY_STEPS)
}
