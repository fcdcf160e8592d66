//! What the books count up to: the statistics (S) of the clause table.
//!
//! What counts as done is what the rules take for done, so that a list of what is missing and the count beside it
//! cannot disagree.

use chrono::NaiveDate;

use super::context::Branch;
use super::text::blank;
use super::{Context, DutyLine, OfficeStatistics, Share, UnitStatistics};
use crate::domain::{
    Acceptance, Books, BranchBook, Choose, Duty, Evaluation, Fulfilment, Grade, Id, ProblemType, Term,
    satisfaction_rate,
};
use crate::notice::Programme;

/// Counts over the books that are open together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statistics {
    /// Branches (一.3-a).
    pub branches: usize,
    /// Key branches: 较差 and 一般 (一.2-a).
    pub weak_branches: usize,
    /// Branches whose grade rose, of those whose grade could: all but 好 (通-2e, note A).
    pub promoted: Share,
    /// Key branches whose grade rose (三.1).
    pub weak_promoted: Share,
    /// Branches that say what became better (通-2e).
    pub improved: Share,
    /// Ledger items (一.3-a).
    pub items: usize,
    /// Items of each type (一.1-b), in the order of the types.
    pub by_type: Vec<(ProblemType, usize)>,
    /// Items of each term (一.3-b), in the order of the terms.
    pub by_term: Vec<(Term, usize)>,
    /// Items closed out (一.3-e).
    pub closed: usize,
    /// Items that are not (一.3-e).
    pub open: usize,
    /// Unfinished items whose due date, with extensions, is over (一.3-b): without those that wait to be crossed off.
    pub overdue: usize,
    /// Unfinished short items for which the short term is over (一.3-c).
    pub short_overdue: usize,
    /// How often each duty was done, of how often it was due so far (二.1-b, 二.2-d), in the order of the duties.
    pub duties: Vec<(Duty, Share)>,
    /// Good deeds planned (二.2-e).
    pub good_deeds: usize,
    /// Good deeds done (二.2-e).
    pub good_deeds_done: usize,
    /// Pledges made (二.2-f).
    pub pledges: usize,
    /// Pledges kept (二.2-f).
    pub pledges_kept: usize,
    /// Pledges judged broken (二.2-f).
    pub pledges_broken: usize,
    /// Rounds of asking the public (二.2-a).
    pub opinion_rounds: usize,
    /// Rounds of which something was adopted (二.2-a).
    pub adopted_rounds: usize,
    /// 满意率 over the branches' last votes together, in tenths of a per cent; `None` before the first (二.2-b).
    pub satisfaction: Option<u32>,
    /// Each branch's own, in the order of the books.
    pub by_branch: Vec<BranchStatistics>,
    /// The unit's, where its book is open.
    pub unit: Option<UnitStatistics>,
    /// The office's, at its desk.
    pub office: Option<OfficeStatistics>,
}

/// Counts over one branch's book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchStatistics {
    /// The book.
    pub branch: Id,
    /// How messages name it.
    pub name: String,
    /// Ledger items.
    pub items: usize,
    /// Items that are not closed out (一.3-e).
    pub open: usize,
    /// Open items whose due date, with extensions, is over (一.3-b).
    pub overdue: usize,
    /// Weekly summaries written, of those due so far (二.2-d).
    pub weeks: Share,
    /// Public notices posted, of those due so far (二.2-d).
    pub notices: Share,
    /// 满意率 of the last vote, in tenths of a per cent (二.2-b).
    pub satisfaction: Option<u32>,
}

impl Statistics {
    /// Counts.
    pub fn of(books: &Books, programme: &Programme, today: NaiveDate) -> Self {
        let cx = Context {
            books,
            programme,
            today,
        };
        let lines = cx.duty_lines();
        let branches = || books.branches.iter();
        let items = || branches().flat_map(|branch| &branch.items);
        let rounds = || {
            let rounds = branches().flat_map(|branch| &branch.opinion_rounds);
            rounds.filter(|round| round.date.is_some() || !blank(&round.opinions))
        };
        let deeds = || {
            let deeds = branches().flat_map(|branch| &branch.good_deeds);
            deeds.filter(|deed| !blank(&deed.title))
        };
        let pledges = || {
            let pledges = branches().flat_map(|branch| &branch.pledges);
            pledges.filter(|pledge| !blank(&pledge.content))
        };
        let judged = |how| pledges().filter(|pledge| pledge.fulfilment == Some(how)).count();
        let is_promoted =
            |branch: &Branch<'_>| is_promoted(branch.book, books.acceptance_of(branch.book.id()));
        let can_rise = |branch: &Branch<'_>| branch.grade().is_some_and(|grade| grade < Grade::Good);
        let by_branch: Vec<_> = cx.branches().map(|branch| cx.count(&branch, &lines)).collect();
        let votes = branches().filter_map(|branch| branch.evaluation()?.tally());
        let (votes, against) = votes.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let open = by_branch.iter().map(|branch| branch.open).sum();
        Self {
            branches: branches().count(),
            weak_branches: cx.weak_branches().count(),
            promoted: Share::of(cx.branches().filter(can_rise), is_promoted),
            weak_promoted: Share::of(cx.weak_branches(), is_promoted),
            improved: Share::of(branches(), |branch| !blank(&branch.year_end.improvements)),
            items: items().count(),
            by_type: count_by(|kind| items().filter(|item| item.problem_type == Some(kind)).count()),
            by_term: count_by(|term| items().filter(|item| item.term == Some(term)).count()),
            closed: items().count() - open,
            open,
            overdue: by_branch.iter().map(|branch| branch.overdue).sum(),
            short_overdue: cx
                .unfinished_items()
                .filter(|row| cx.is_past_short_limit(row.item))
                .count(),
            duties: count_by(|duty| done(lines.iter().filter(|line| line.duty == duty))),
            good_deeds: deeds().count(),
            good_deeds_done: deeds().filter(|deed| deed.done_on.is_some()).count(),
            pledges: pledges().count(),
            pledges_kept: judged(Fulfilment::Kept),
            pledges_broken: judged(Fulfilment::Broken),
            opinion_rounds: rounds().count(),
            adopted_rounds: rounds().filter(|round| !blank(&round.adopted)).count(),
            satisfaction: satisfaction_rate(votes, against),
            by_branch,
            unit: cx.unit_statistics(),
            office: cx.office_statistics(),
        }
    }
}

impl Context<'_> {
    fn count(&self, branch: &Branch<'_>, lines: &[DutyLine]) -> BranchStatistics {
        let book = branch.book;
        let of_duty = |duty| {
            let own = lines.iter().filter(|line| line.document == *book.id());
            done(own.filter(|line| line.duty == duty))
        };
        let items = book.items.iter();
        BranchStatistics {
            branch: book.id().clone(),
            name: branch.name.to_string(),
            items: book.items.len(),
            open: items.filter(|item| book.closed(&item.id).is_none()).count(),
            overdue: self.overdue_items(book).count(),
            weeks: of_duty(Duty::WeeklySummary),
            notices: of_duty(Duty::PublicNotice),
            satisfaction: book.evaluation().and_then(Evaluation::satisfaction_rate),
        }
    }
}

/// In how many periods duties were done, of those in which they were due so far.
fn done<'a>(lines: impl Iterator<Item = &'a DutyLine>) -> Share {
    Share::sum(lines.map(|line| Share {
        part: line.done(),
        whole: line.due(),
    }))
}

/// A count for every answer of a closed list.
fn count_by<T: Choose, N>(count: impl Fn(T) -> N) -> Vec<(T, N)> {
    T::VALUES.iter().map(|value| (*value, count(*value))).collect()
}

/// Whether a branch stands higher than at the start: by its acceptance, or by its own word before.
fn is_promoted(branch: &BranchBook, accepted: Option<&Acceptance>) -> bool {
    let accepted = accepted.and_then(|accepted| accepted.final_grade);
    let initial = branch.profile.initial_grade;
    initial.is_some() && accepted.or(branch.year_end.final_grade) > initial
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Extension, day};
    use crate::rules::PlanStatus;
    use crate::sample;

    fn share(part: usize, whole: usize) -> Share {
        Share { part, whole }
    }

    fn counted(books: &Books, today: NaiveDate) -> Statistics {
        Statistics::of(books, &Programme::default(), today)
    }

    #[test]
    fn the_plan_is_counted() {
        let counted = counted(&sample::unit_of_three(), sample::TODAY);
        assert_eq!(
            (counted.branches, counted.weak_branches, counted.items),
            (3, 1, 8)
        );
        assert_eq!(
            counted.by_term,
            [(Term::Short, 3), (Term::Medium, 3), (Term::Long, 2)]
        );
        assert_eq!(counted.by_type.iter().map(|(_, n)| n).sum::<usize>(), 8);
        assert_eq!((counted.good_deeds, counted.pledges, counted.overdue), (3, 3, 0));
        assert_eq!(counted.unit.map(|unit| unit.plan), Some(PlanStatus::Awaited));
    }

    /// A half-year lived in time: the six items that are not long are closed out, 26 weeks and 6 months of three
    /// branches are done, and 105 votes were cast, three of them against.
    #[test]
    fn the_half_year_is_counted() {
        let today = day(2012, 12, 31);
        let counted = counted(&sample::lived(today), today);
        assert_eq!((counted.closed, counted.open, counted.overdue), (6, 2, 0));
        assert_eq!(
            [counted.promoted, counted.weak_promoted, counted.improved],
            [share(2, 2), share(1, 1), share(3, 3)]
        );
        assert_eq!(
            counted.duties,
            [
                (Duty::WeeklySummary, share(78, 78)),
                (Duty::PublicNotice, share(18, 18)),
                (Duty::DispatchMeeting, share(6, 6)),
                (Duty::Bulletin, share(6, 6)),
                (Duty::GuidanceVisit, share(78, 78)),
            ]
        );
        assert_eq!((counted.good_deeds, counted.good_deeds_done), (3, 3));
        assert_eq!(
            (counted.pledges, counted.pledges_kept, counted.pledges_broken),
            (3, 3, 0)
        );
        assert_eq!(counted.satisfaction, Some(971));
        assert_eq!(counted.by_branch[1].satisfaction, Some(971));
        assert_eq!(
            counted.unit,
            Some(UnitStatistics {
                plan: PlanStatus::OnTime,
                weak_visited: share(1, 1),
                members_helping: share(3, 3),
                members_appraised: share(3, 3),
                inspected: share(3, 3),
                exemplars: 1,
                exemplar_branches: 0,
            })
        );
    }

    /// On Sunday, 30 September, the 13th week and the third month end. Three short items and one of the medium ones are
    /// closed out.
    #[test]
    fn the_quarter_is_counted() {
        let today = day(2012, 9, 30);
        let counted = counted(&sample::lived(today), today);
        assert_eq!((counted.closed, counted.open, counted.overdue), (4, 4, 0));
        assert_eq!(
            [counted.promoted, counted.weak_promoted, counted.improved],
            [share(0, 2), share(0, 1), share(0, 3)]
        );
        let done: Vec<_> = counted.duties.iter().map(|(_, done)| *done).collect();
        assert_eq!(
            done,
            [
                share(39, 39),
                share(9, 9),
                share(3, 3),
                share(3, 3),
                share(39, 39)
            ]
        );
        let open: Vec<_> = counted.by_branch.iter().map(|branch| branch.open).collect();
        assert_eq!(open, [1, 2, 1]);
        assert_eq!(counted.by_branch[0].weeks, share(13, 13));
        assert_eq!((counted.good_deeds_done, counted.satisfaction), (0, None));
        let unit = counted.unit.expect("the unit");
        assert_eq!(
            [unit.weak_visited, unit.members_appraised, unit.inspected],
            [share(1, 1), share(0, 3), share(0, 3)]
        );
    }

    #[test]
    fn what_was_left_out_is_counted() {
        let today = day(2012, 8, 6);
        let mut books = sample::lived(today);
        // Of the first branch's short items, due on 20 and 25 July, the first is open, the second put off to the 6th.
        books.branches[0].close_outs.clear();
        let item = books.branches[0].items[1].id.clone();
        books.branches[0].extensions.push(Extension {
            item: Some(item),
            new_due: Some(today),
            ..Extension::default()
        });
        // Five weeks are over; two have no summary.
        books.branches[0].weekly_summaries.truncate(3);
        if let Some(unit) = &mut books.unit {
            unit.responsibility.submitted_on = Some(day(2012, 7, 7));
            unit.supports.pop();
        }
        let counted = counted(&books, today);
        assert_eq!((counted.open, counted.overdue, counted.short_overdue), (7, 1, 2));
        assert_eq!(counted.by_branch[0].weeks, share(3, 5));
        let unit = counted.unit.expect("the unit");
        assert_eq!((unit.plan, unit.members_helping), (PlanStatus::Late, share(2, 3)));
    }

    /// What the office accepted stands before what the branch says of itself.
    #[test]
    fn acceptance_decides_the_grade() {
        let today = day(2012, 12, 31);
        let mut books = sample::lived(today);
        let mut office = sample::accepted(&books);
        office.acceptances[0].final_grade = Some(Grade::Average);
        office.typical_cases.pop();
        books.office = Some(office);
        let counted = counted(&books, today);
        assert_eq!(
            [counted.promoted, counted.weak_promoted],
            [share(1, 2), share(0, 1)]
        );
        assert_eq!(
            counted.office,
            Some(OfficeStatistics {
                exemplars: 1,
                exemplar_branches: 1,
                typical_cases: 3,
                types_without_case: vec![ProblemType::SplitFromWork],
            })
        );
    }
}
