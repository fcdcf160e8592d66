//! 三个一 and the branch's own: what comes back every week or month, and how it stands in each period.
//!
//! Rules, statistics and the calendar all read these lines, so that they cannot disagree about what was done.

use chrono::{Datelike, NaiveDate};

use super::context::BranchName;
use super::text::{blank, same};
use super::{Address, Context};
use crate::domain::{Books, BranchBook, Choose, Document, Duty, Id, LinkPost, PeriodReason, VisitBy};
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

impl DutyState {
    /// How a period stands on a day: done, or else told why not, or else as the calendar has it.
    pub fn of(
        is_done: bool,
        excuse: Option<&str>,
        span: &Span,
        programme: &Programme,
        today: NaiveDate,
    ) -> Self {
        match excuse {
            _ if is_done => Self::Done,
            Some(excuse) => Self::Excused(excuse.trim().to_owned()),
            None if span.is_over(today) => Self::Missing,
            None if span.has_begun(today) => Self::Running {
                ending: programme.is_ending(span, today),
            },
            None => Self::Ahead,
        }
    }
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
    /// The first day on which it is done, if there is one: what is planned for a later day is done on that day.
    pub since: Option<NaiveDate>,
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
        self.ending_cell().map(|cell| &cell.span)
    }

    fn ending_cell(&self) -> Option<&DutyCell> {
        let ending = DutyState::Running { ending: true };
        self.cells.iter().find(|cell| cell.state == ending)
    }

    /// What is asked for now: the ending period's name, its last day, and the record that was begun for it or else
    /// the place where one is added.
    pub(super) fn asked(&self) -> Option<Asked> {
        let cell = self.ending_cell()?;
        Some(Asked {
            period: self.named(&[&cell.span]),
            last: cell.span.last,
            address: Address {
                record: cell.record.clone(),
                ..self.place()
            },
        })
    }

    /// The periods that are over without record or reason, as a message names them: “7月、9月”, “第3、5—8周”.
    pub(super) fn missed(&self) -> Option<String> {
        let spans: Vec<&Span> = self.missing().collect();
        (!spans.is_empty()).then(|| self.named(&spans))
    }

    /// Where its records are added.
    pub(super) fn place(&self) -> Address {
        Address {
            document: self.document.clone(),
            collection: self.collection(),
            record: None,
            field: None,
        }
    }

    /// Periods by name.
    fn named(&self, spans: &[&Span]) -> String {
        if self.duty.is_weekly() {
            let numbers: Vec<u32> = spans.iter().map(|span| span.number).collect();
            return format!("第{}周", runs(&numbers));
        }
        let months: Vec<String> = spans
            .iter()
            .map(|span| format!("{}月", span.first.month()))
            .collect();
        months.join("、")
    }

    fn count(&self, counts: impl Fn(&DutyState) -> bool) -> usize {
        self.cells.iter().filter(|cell| counts(&cell.state)).count()
    }
}

/// What a duty asks for in the last days of a period.
pub(super) struct Asked {
    /// The period's name.
    pub(super) period: String,
    /// Its last day.
    pub(super) last: NaiveDate,
    /// Where it is done.
    pub(super) address: Address,
}

/// Ascending numbers, three and more in a row drawn together: “3、5—8”.
fn runs(numbers: &[u32]) -> String {
    let mut words = Vec::new();
    for run in numbers.chunk_by(|one, next| one + 1 == *next) {
        match run {
            [first, _, .., last] => words.push(format!("{first}—{last}")),
            _ => words.extend(run.iter().map(ToString::to_string)),
        }
    }
    words.join("、")
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
        self.lines_of(Duty::VALUES)
    }

    /// The lines of one duty, or of some.
    pub(super) fn lines_of(&self, duties: &[Duty]) -> Vec<DutyLine> {
        let asked = |duty: &Duty| duties.contains(duty);
        let mut lines = Vec::new();
        if let Some(unit) = self.unit() {
            for duty in [Duty::DispatchMeeting, Duty::Bulletin].into_iter().filter(asked) {
                lines.push(self.duty_line(duty, unit, None, "", &unit.period_reasons));
            }
        }
        for branch in self.branches() {
            let book = branch.book;
            for duty in [Duty::WeeklySummary, Duty::PublicNotice]
                .into_iter()
                .filter(asked)
            {
                lines.push(self.duty_line(duty, book, None, "", &book.period_reasons));
            }
            if let Some(unit) = self.unit().filter(|_| asked(&Duty::GuidanceVisit)) {
                for (leader, from) in self.leaders(book) {
                    let (to, reasons) = (Some(book.id()), &unit.period_reasons);
                    let mut line = self.duty_line(Duty::GuidanceVisit, unit, to, leader, reasons);
                    // Whoever was linked later owes no visit before.
                    line.cells
                        .retain(|cell| from.is_none_or(|from| from <= cell.span.last));
                    lines.push(line);
                }
            }
        }
        lines
    }

    /// How messages name the branch of a line: the one that owes the duty, or to which it is owed.
    pub(super) fn branch_of(&self, line: &DutyLine) -> Option<BranchName<'_>> {
        self.branch_name(line.branch.as_ref().unwrap_or(&line.document))
    }

    /// Whether the stage's first week is over. Before, the plan is being written, and nothing of the work that
    /// follows it can have been left out.
    pub(super) fn first_week_is_over(&self) -> bool {
        let mut weeks = self.programme.weeks();
        weeks.next().is_some_and(|week| week.is_over(self.today))
    }

    /// Whether the stage's first month is over.
    pub(super) fn first_month_is_over(&self) -> bool {
        let mut months = self.programme.months();
        months.next().is_some_and(|month| month.is_over(self.today))
    }

    /// The leaders linked to a branch (联点), and since when: the secretary of a weak one (一.2-b), and members of the team
    /// (二.1-b). A member of the bureau's committee is none of the unit's: the bureau comes as often as it comes (一.2-c).
    pub(super) fn leaders(&self, branch: &BranchBook) -> Vec<(&str, Option<NaiveDate>)> {
        let Some(unit) = self.unit() else {
            return Vec::new();
        };
        let linked = unit
            .secretary_links
            .iter()
            .filter(|link| link.branch.as_ref() == Some(branch.id()))
            .filter(|link| link.post != Some(LinkPost::BureauMember))
            .map(|link| (link.leader.trim(), link.from));
        let team = unit
            .team_members
            .iter()
            .filter(|member| member.branches.contains(branch.id()))
            .map(|member| (member.name.trim(), member.from));
        let mut leaders: Vec<(&str, Option<NaiveDate>)> = Vec::new();
        for (leader, from) in linked.chain(team) {
            if !leader.is_empty() && !leaders.iter().any(|(known, _)| same(known, leader)) {
                leaders.push((leader, from));
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
            let here = records.iter().filter(|record| record.period == span.first);
            let counts = |record: &&Recorded| record.counts_from.is_some_and(|from| from <= self.today);
            let record = here.clone().find(counts).or_else(|| here.clone().next());
            let excuse = reasons.iter().find(|reason| {
                reason.duty == Some(duty)
                    && reason.period == Some(span.first)
                    && reason.branch.as_ref() == branch
                    && reason.leader.trim() == leader
                    && !blank(&reason.reason)
            });
            let excuse = excuse.map(|excuse| excuse.reason.as_str());
            let is_done = record.as_ref().is_some_and(counts);
            let state = DutyState::of(is_done, excuse, &span, self.programme, self.today);
            DutyCell {
                span,
                state,
                record: record.map(|record| record.id.clone()),
                since: here.filter_map(|record| record.counts_from).min(),
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
        let mut put = |id: &Id, period: Option<NaiveDate>, counts_from: Option<NaiveDate>| {
            if let Some(period) = period {
                let id = id.clone();
                all.push(Recorded {
                    id,
                    period,
                    counts_from,
                });
            }
        };
        if let Some(book) = self.books.branch(document) {
            if duty == Duty::WeeklySummary {
                for summary in &book.weekly_summaries {
                    let texts = [&summary.done, &summary.pending, &summary.next];
                    let written = texts.iter().any(|text| !blank(text));
                    let from = written.then_some(NaiveDate::MIN);
                    put(&summary.id, summary.week.map(monday_of), from);
                }
            } else {
                for notice in &book.public_notices {
                    put(&notice.id, notice.month.map(first_of_month), notice.from);
                }
            }
        } else if let Some(unit) = self.unit() {
            match duty {
                Duty::DispatchMeeting => {
                    for meeting in &unit.dispatch_meetings {
                        let month = meeting.date.or(meeting.month).map(first_of_month);
                        put(&meeting.id, month, meeting.date);
                    }
                }
                Duty::Bulletin => {
                    for bulletin in &unit.bulletins {
                        put(
                            &bulletin.id,
                            bulletin.month.map(first_of_month),
                            bulletin.issued_on,
                        );
                    }
                }
                _ => {
                    for visit in &unit.guidance_visits {
                        let here = visit.branch.as_ref() == branch && same(&visit.leader, leader);
                        if here && visit.by != Some(VisitBy::Bureau) {
                            let week = visit.date.or(visit.week).map(monday_of);
                            put(&visit.id, week, visit.date);
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
    /// The day from which the duty is done with it: what is only planned yet is not.
    counts_from: Option<NaiveDate>,
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
    fn missed_periods_are_named_together() {
        let today = day(2013, 1, 1);
        let mut books = sample::lived(today);
        let summaries = &mut books.branches[0].weekly_summaries;
        for week in [3, 5, 6, 7, 8, 10, 11] {
            summaries.retain(|summary| !summary.id.as_str().ends_with(&format!("-1-{week}")));
        }
        books.branches[0].public_notices.remove(5);
        books.branches[0].public_notices.remove(0);
        let missed = |duty| line(&books, duty, today).missed();
        assert_eq!(missed(Duty::WeeklySummary).as_deref(), Some("第3、5—8、10、11周"));
        assert_eq!(missed(Duty::PublicNotice).as_deref(), Some("7月、12月"));
        assert_eq!(missed(Duty::Bulletin), None);
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
    fn what_is_only_planned_is_not_done() {
        let mut books = sample::lived(day(2012, 7, 24));
        if let Some(unit) = &mut books.unit {
            unit.dispatch_meetings.push(crate::domain::DispatchMeeting {
                date: Some(day(2012, 7, 30)),
                ..Default::default()
            });
        }
        let july = |today| line(&books, Duty::DispatchMeeting, today).cells[0].state.clone();
        assert_eq!(july(day(2012, 7, 29)), DutyState::Running { ending: true });
        assert_eq!(july(day(2012, 7, 30)), DutyState::Done);
    }

    #[test]
    fn whoever_was_linked_later_owes_no_visit_before() {
        let mut books = sample::lived(day(2012, 7, 5));
        if let Some(unit) = &mut books.unit {
            unit.secretary_links[0].from = Some(day(2012, 9, 5));
        }
        let visits = line(&books, Duty::GuidanceVisit, day(2012, 9, 17));
        // The week of 5 September and the one after it.
        assert_eq!(visits.cells[0].span.first, day(2012, 9, 3));
        assert_eq!(visits.missing().count(), 2);
    }

    #[test]
    fn the_last_day_of_the_year_makes_no_week_missing() {
        let books = sample::lived(day(2012, 12, 30));
        let last = line(&books, Duty::WeeklySummary, day(2013, 1, 7));
        assert_eq!(last.missing().count(), 0);
    }
}
