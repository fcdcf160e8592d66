//! How a branch's open items grow fewer, week by week.

use chrono::NaiveDate;

use crate::domain::{BranchBook, LedgerItem};
use crate::notice::{Programme, Span};

/// The end of one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BurnDown {
    /// The week.
    pub week: Span,
    /// Items that were on the ledger and not closed out (销号); for the running week those of today, `None` for weeks
    /// that have not begun.
    pub open: Option<usize>,
    /// Items that would be, if each were closed out on the day that the plan gave it. An extension does not move it: how
    /// far the work lies behind the plan is what the two together show.
    pub planned: usize,
}

/// The stage's weeks. An item counts from the day on which it was found, or from the start where none is noted; one that
/// was taken up again counts as closed for the days between.
pub fn burn_down(branch: &BranchBook, programme: &Programme, today: NaiveDate) -> Vec<BurnDown> {
    let count = |on: NaiveDate, is_open: &dyn Fn(&LedgerItem) -> bool| {
        let known = branch.items.iter();
        let known = known.filter(|item| item.found_on.is_none_or(|found| found <= on));
        known.filter(|item| is_open(item)).count()
    };
    let weeks = programme.weeks().map(|week| {
        let end = week.last;
        let seen = end.min(today);
        BurnDown {
            week,
            open: week
                .has_begun(today)
                .then(|| count(seen, &|item| !branch.was_closed(&item.id, seen))),
            planned: count(end, &|item| item.due.is_none_or(|due| due > end)),
        }
    });
    weeks.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;
    use crate::sample;

    /// The first branch: two short items due on 20 and 25 July, closed out the day before, in the third week (16 to 22
    /// July) and the fourth, and a long one.
    #[test]
    fn items_are_closed_out_week_by_week() {
        let today = day(2012, 8, 1);
        let mut books = sample::lived(today);
        let branch = &mut books.branches[0];
        let programme = Programme::default();
        let first = |branch: &BranchBook, weeks| -> Vec<(Option<usize>, usize)> {
            let series = burn_down(branch, &programme, today);
            assert_eq!(series.len(), 26);
            series
                .iter()
                .take(weeks)
                .map(|end| (end.open, end.planned))
                .collect()
        };
        assert_eq!(
            first(branch, 6),
            [
                (Some(3), 3),
                (Some(3), 3),
                (Some(2), 2),
                (Some(1), 1),
                (Some(1), 1),
                (None, 1)
            ]
        );

        // Taken up again on the 30th, in the fifth week; the past stays as it was.
        branch.close_outs[0].reopened_on = Some(day(2012, 7, 30));
        assert_eq!(first(branch, 5)[2..], [(Some(2), 2), (Some(1), 1), (Some(2), 1)]);

        // Found on the 24th, in the fourth week.
        branch.items[2].found_on = Some(day(2012, 7, 24));
        assert_eq!(first(branch, 5)[2..], [(Some(1), 1), (Some(1), 1), (Some(2), 1)]);
    }
}
