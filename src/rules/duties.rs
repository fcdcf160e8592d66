//! 三个一 and the branch's own: what comes back every week or month, and how it stands in each period.
//!
//! Rules, statistics and the calendar all read these lines, so that they cannot disagree about what was done.

use chrono::NaiveDate;

use super::Context;
use super::text::{blank, same};
use crate::domain::{Books, BranchBook, Document, Duty, Id, PeriodReason, VisitBy};
use crate::notice::{Programme, Span, first_of_month, monday_of};

/// How a duty stands in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DutyState {
    /// Done and recorded.
    Done,
    /// Not done, and told why.
    Excused(String),
    /// The period is over, and there is neither record nor reason.
    Missing,
    /// The period is running; whether its last days have come.
    Running {
        /// Whether it is called to mind now.
        ending: bool,
    },
    /// The period has not begun.
    Ahead,
}

/// One period of a duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyCell {
    /// The period.
    pub span: Span,
    /// How it stands.
    pub state: DutyState,
    /// The record that was made for it, also while it does not count yet (a notice that does not hang, say).
    pub record: Option<Id>,
}

/// One duty of one branch, unit or leader, over the whole stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyLine {
    /// The duty.
    pub duty: Duty,
    /// The book in which it is recorded.
    pub document: Id,
    /// The branch to which it is owed, where it is owed to one of the unit's.
    pub branch: Option<Id>,
    /// The leader who owes it; empty where it is not one person's.
    pub leader: String,
    /// Its periods, in order.
    pub cells: Vec<DutyCell>,
}

impl DutyLine {
    /// The collection that holds its records.
    pub fn collection(&self) -> &'static str {
        self.duty.collection()
    }

    /// In how many periods it was done.
    pub fn done(&self) -> usize {
        self.count(|state| *state == DutyState::Done)
    }

    /// In how many periods it was due so far: those that are over, and those in which it is done already.
    pub fn due(&self) -> usize {
        self.count(|state| {
            matches!(
                state,
                DutyState::Done | DutyState::Excused(_) | DutyState::Missing
            )
        })
    }

    /// The periods that are over without record or reason.
    pub fn missing(&self) -> impl Iterator<Item = &Span> {
        let missing = self.cells.iter().filter(|cell| cell.state == DutyState::Missing);
        missing.map(|cell| &cell.span)
    }

    /// The period in whose last days we are and for which nothing was done.
    pub fn ending(&self) -> Option<&Span> {
        let ending = DutyState::Running { ending: true };
        self.cells
            .iter()
            .find(|cell| cell.state == ending)
            .map(|cell| &cell.span)
    }

    fn count(&self, counts: impl Fn(&DutyState) -> bool) -> usize {
        self.cells.iter().filter(|cell| counts(&cell.state)).count()
    }
}

/// Every duty of the open books: the unit's, then each branch's own and its leaders'.
pub fn duty_lines(books: &Books, programme: &Programme, today: NaiveDate) -> Vec<DutyLine> {
    let context = Context {
        books,
        programme,
        today,
    };
    context.duty_lines()
}

impl Context<'_> {
    /// See [`duty_lines`].
    pub(super) fn duty_lines(&self) -> Vec<DutyLine> {
        let mut lines = Vec::new();
        if let Some(unit) = self.unit() {
            for duty in [Duty::DispatchMeeting, Duty::Bulletin] {
                lines.push(self.duty_line(duty, unit, None, "", &unit.period_reasons));
            }
        }
        for branch in self.branches() {
            let book = branch.book;
            for duty in [Duty::WeeklySummary, Duty::PublicNotice] {
                lines.push(self.duty_line(duty, book, None, "", &book.period_reasons));
            }
            if let Some(unit) = self.unit() {
                for leader in self.leaders(book) {
                    let (to, reasons) = (Some(book.id()), &unit.period_reasons);
                    lines.push(self.duty_line(Duty::GuidanceVisit, unit, to, leader, reasons));
                }
            }
        }
        lines
    }

    /// The leaders linked to a branch (联点): the secretary of a weak one (一.2-b), and members of the team (二.1-b).
    pub(super) fn leaders(&self, branch: &BranchBook) -> Vec<&str> {
        let Some(unit) = self.unit() else {
            return Vec::new();
        };
        let linked = unit
            .secretary_links
            .iter()
            .filter(|link| link.branch.as_ref() == Some(branch.id()))
            .map(|link| link.leader.trim());
        let team = unit
            .team_members
            .iter()
            .filter(|member| member.branches.contains(branch.id()))
            .map(|member| member.name.trim());
        let mut leaders: Vec<&str> = Vec::new();
        for leader in linked.chain(team).filter(|leader| !leader.is_empty()) {
            if !leaders.iter().any(|known| same(known, leader)) {
                leaders.push(leader);
            }
        }
        leaders
    }

    fn duty_line(
        &self,
        duty: Duty,
        book: &dyn Document,
        branch: Option<&Id>,
        leader: &str,
        reasons: &[PeriodReason],
    ) -> DutyLine {
        let spans = self.programme.spans(duty.is_weekly());
        let records = self.recorded(duty, book.id(), branch, leader);
        let cells = spans.into_iter().map(|span| {
            let mut here = records.iter().filter(|record| record.period == span.first);
            let record = here.clone().find(|record| record.counts).or_else(|| here.next());
            let excuse = reasons.iter().find(|reason| {
                reason.duty == Some(duty)
                    && reason.period == Some(span.first)
                    && reason.branch.as_ref() == branch
                    && reason.leader.trim() == leader
                    && !blank(&reason.reason)
            });
            let state = match (record.is_some_and(|record| record.counts), excuse) {
                (true, _) => DutyState::Done,
                (false, Some(excuse)) => DutyState::Excused(excuse.reason.trim().to_owned()),
                _ if span.is_over(self.today) => DutyState::Missing,
                _ if span.has_begun(self.today) => DutyState::Running {
                    ending: self.programme.is_ending(&span, self.today),
                },
                _ => DutyState::Ahead,
            };
            DutyCell {
                span,
                state,
                record: record.map(|record| record.id.clone()),
            }
        });
        DutyLine {
            duty,
            document: book.id().clone(),
            branch: branch.cloned(),
            leader: leader.to_owned(),
            cells: cells.collect(),
        }
    }

    /// The records of a duty, each with the first day of its period.
    fn recorded(&self, duty: Duty, document: &Id, branch: Option<&Id>, leader: &str) -> Vec<Recorded> {
        let mut all = Vec::new();
        let mut put = |id: &Id, period: Option<NaiveDate>, counts: bool| {
            if let Some(period) = period {
                let id = id.clone();
                all.push(Recorded { id, period, counts });
            }
        };
        if let Some(book) = self.books.branch(document) {
            if duty == Duty::WeeklySummary {
                for summary in &book.weekly_summaries {
                    let texts = [&summary.done, &summary.pending, &summary.next];
                    let written = texts.iter().any(|text| !blank(text));
                    put(&summary.id, summary.week.map(monday_of), written);
                }
            } else {
                for notice in &book.public_notices {
                    put(
                        &notice.id,
                        notice.month.map(first_of_month),
                        notice.from.is_some(),
                    );
                }
            }
        } else if let Some(unit) = self.unit() {
            match duty {
                Duty::DispatchMeeting => {
                    for meeting in &unit.dispatch_meetings {
                        let month = meeting.date.or(meeting.month).map(first_of_month);
                        put(&meeting.id, month, meeting.date.is_some());
                    }
                }
                Duty::Bulletin => {
                    for bulletin in &unit.bulletins {
                        put(
                            &bulletin.id,
                            bulletin.month.map(first_of_month),
                            bulletin.issued_on.is_some(),
                        );
                    }
                }
                _ => {
                    for visit in &unit.guidance_visits {
                        let here = visit.branch.as_ref() == branch && same(&visit.leader, leader);
                        if here && visit.by != Some(VisitBy::Bureau) {
                            let week = visit.date.or(visit.week).map(monday_of);
                            put(&visit.id, week, visit.date.is_some());
                        }
                    }
                }
            }
        }
        all
    }
}

/// A record of a duty.
struct Recorded {
    id: Id,
    /// The first day of its period.
    period: NaiveDate,
    /// Whether the duty is done with it.
    counts: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;
    use crate::sample;

    fn line(books: &Books, duty: Duty, today: NaiveDate) -> DutyLine {
        let lines = duty_lines(books, &Programme::default(), today);
        lines
            .into_iter()
            .find(|line| line.duty == duty)
            .unwrap_or_else(|| panic!("{duty:?}"))
    }

    #[test]
    fn nothing_is_missing_where_everything_was_done() {
        let today = day(2012, 12, 31);
        let books = sample::lived(today);
        for line in duty_lines(&books, &Programme::default(), today) {
            let due = if line.duty.is_weekly() { 26 } else { 6 };
            assert_eq!((line.due(), line.done()), (due, due), "{line:?}");
        }
    }

    #[test]
    fn a_week_is_running_then_ending_then_missing() {
        let books = sample::unit_of_three();
        for (today, state) in [
            (day(2012, 7, 2), DutyState::Running { ending: false }),
            (day(2012, 7, 4), DutyState::Running { ending: true }),
            (day(2012, 7, 8), DutyState::Running { ending: true }),
            (day(2012, 7, 9), DutyState::Missing),
        ] {
            assert_eq!(
                line(&books, Duty::WeeklySummary, today).cells[0].state,
                state,
                "{today}"
            );
        }
    }

    #[test]
    fn the_last_day_of_the_year_makes_no_week_missing() {
        let books = sample::lived(day(2012, 12, 30));
        let last = line(&books, Duty::WeeklySummary, day(2013, 1, 7));
        assert_eq!(last.missing().count(), 0);
    }
}
