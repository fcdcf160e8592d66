//! From a submission to its summary: done once, when it comes in.

use chrono::NaiveDate;

use super::{
    DonePeriods, MADE_BY, SentBranch, SentDuty, SentExcuse, SentItem, SentSolution, Summary, ancestry,
};
use crate::bundle::Bundle;
use crate::domain::{
    Book, Books, BranchBook, Choose as _, Evaluation, Fulfilment, Id, LedgerItem, UnitBook, VisitBy,
};
use crate::notice::Programme;
use crate::rules::{self, DutyState, Severity, blank};

impl Summary {
    /// What this submission says. `received_at` is RFC 3339; `today` is the day of our own check of it.
    pub fn of(bundle: &Bundle, received_at: &str, programme: &Programme, today: NaiveDate) -> Self {
        Self::taking(&mut bundle.clone(), received_at, programme, today)
    }

    /// The same without a copy of the books: the unit's and its branches' are taken out of the bundle.
    pub fn taking(bundle: &mut Bundle, received_at: &str, programme: &Programme, today: NaiveDate) -> Self {
        let mut summary = Self::new(bundle.envelope.bundle_id.clone());
        let set_aside = bundle.set_aside_count();
        let mut books = Books::default();
        let mut units = 0;
        let mut others = Vec::new();
        for book in std::mem::take(&mut bundle.books) {
            match book {
                // The file's own unit; should there be others, they are counted and shown by the file alone.
                Book::Unit(unit) => {
                    units += 1;
                    if units == 1 {
                        books.unit = Some(unit);
                    }
                }
                Book::Branch(branch) => books.branches.push(branch),
                other => others.push(other),
            }
        }
        bundle.books = others;
        let envelope = &bundle.envelope;
        let file = &mut *summary.file;
        MADE_BY.clone_into(&mut file.made_by);
        file.bundle = Some(envelope.bundle_id.clone());
        file.supersedes.clone_from(&envelope.supersedes);
        file.desk = Some(envelope.created_by.desk);
        file.programme.clone_from(&envelope.programme);
        file.generator.clone_from(&envelope.generator);
        file.created_at.clone_from(&envelope.created_at);
        received_at.clone_into(&mut file.received_at);
        file.revision = Some(envelope.revision);
        file.digest.clone_from(&envelope.digest);
        file.set_aside = count(set_aside);
        file.units = count(units);
        let sent = |severity: Severity| {
            let sent = envelope.findings.iter();
            count(sent.filter(|finding| finding.severity == severity.code()).count())
        };
        file.sent_errors = sent(Severity::Error);
        file.sent_warnings = sent(Severity::Warning);
        let found = rules::asked(&books, programme, today);
        let found = |severity: Severity| {
            let found = found.iter();
            count(found.filter(|finding| finding.rule.severity == severity).count())
        };
        file.errors = found(Severity::Error);
        file.warnings = found(Severity::Warning);
        file.checked_on = Some(today);

        let unit = &mut *summary.unit;
        unit.book.clone_from(&envelope.created_by.unit_id);
        envelope.created_by.unit.trim().clone_into(&mut unit.name);
        if let Some(book) = &books.unit {
            unit.book = Some(book.id().clone());
            unit.register_unit.clone_from(&book.profile.register_unit);
            if !blank(&book.profile.name) {
                book.profile.name.trim().clone_into(&mut unit.name);
            }
            unit.kind = book.profile.kind;
            book.profile.secretary.trim().clone_into(&mut unit.secretary);
            unit.submitted_on = book.responsibility.submitted_on;
            unit.ancestry = ancestry(&book.head);
        }
        summary.put_branches(&books, programme);
        summary.put_solutions(&books);
        summary.put_duties(&books, programme);
        summary
    }

    fn put_branches(&mut self, books: &Books, programme: &Programme) {
        for (place, branch) in (0..).zip(&books.branches) {
            let mut sent = sent_branch(branch);
            sent.id = name("b", self.branches.len());
            if let Some(unit) = &books.unit {
                add_what_the_unit_did(&mut sent, unit, branch);
            }
            self.branches.push(sent);
            for (number, item) in (1..).zip(&branch.items) {
                let mut sent = sent_item(branch, item);
                sent.id = name("i", self.items.len());
                sent.branch = Some(place);
                sent.number = Some(number);
                sent.waits_since = rules::waits_since(books, branch, &item.id, programme);
                self.items.push(sent);
            }
        }
    }

    fn put_solutions(&mut self, books: &Books) {
        let Some(unit) = &books.unit else { return };
        for solution in &unit.type_solutions {
            let mut applies_to = String::new();
            for id in &solution.applies_to {
                let Some(branch) = books.branch(id) else { continue };
                if !applies_to.is_empty() {
                    applies_to.push('、');
                }
                applies_to.push_str(branch.profile.name.trim());
            }
            let sent = SentSolution {
                id: name("s", self.solutions.len()),
                kind: solution.problem_type,
                label: solution.type_label.trim().to_owned(),
                approach: solution.approach.trim().to_owned(),
                steps: solution.steps.trim().to_owned(),
                applies_to,
                ..SentSolution::default()
            };
            if !(sent.approach.is_empty() && sent.steps.is_empty()) {
                self.solutions.push(sent);
            }
        }
    }

    fn put_duties(&mut self, books: &Books, programme: &Programme) {
        // On the last of days everything that is planned is done; on the first, what was excused shows although
        // something is planned as well.
        let done = rules::duty_lines(books, programme, NaiveDate::MAX);
        let excused = rules::duty_lines(books, programme, NaiveDate::MIN);
        for (line, before) in done.iter().zip(&excused) {
            if line.cells.is_empty() {
                // Whoever is linked after the stage's end owes nothing in it.
                continue;
            }
            let place = u32::try_from(self.duties.len()).ok();
            let mut periods = DonePeriods::default();
            for cell in &line.cells {
                if let Some(since) = cell.since {
                    periods.0.push((cell.span.first, since));
                }
            }
            let of_branch = line.branch.as_ref().unwrap_or(&line.document);
            let branch = (0..)
                .zip(&books.branches)
                .find(|(_, branch)| branch.id() == of_branch);
            self.duties.push(SentDuty {
                id: name("d", self.duties.len()),
                duty: Some(line.duty),
                branch: branch.map(|(place, _)| place),
                leader: line.leader.clone(),
                from: line.cells.first().map(|cell| cell.span.first),
                done: periods.to_text(),
                ..SentDuty::default()
            });
            for cell in &before.cells {
                if let DutyState::Excused(reason) = &cell.state {
                    self.excuses.push(SentExcuse {
                        id: name("e", self.excuses.len()),
                        duty: place,
                        period: Some(cell.span.first),
                        reason: reason.clone(),
                        ..SentExcuse::default()
                    });
                }
            }
        }
    }
}

fn sent_branch(branch: &BranchBook) -> SentBranch {
    let deeds = || branch.good_deeds.iter().filter(|deed| !blank(&deed.title));
    let pledges = || branch.pledges.iter().filter(|pledge| !blank(&pledge.content));
    let judged = |how| count(pledges().filter(|pledge| pledge.fulfilment == Some(how)).count());
    let tally = branch.evaluation().and_then(Evaluation::tally);
    let votes = |votes: u64| u32::try_from(votes).ok();
    let mut sent = SentBranch {
        book: Some(branch.id().clone()),
        register_branch: branch.profile.register_branch.clone(),
        ancestry: ancestry(&branch.head),
        name: branch.profile.name.trim().to_owned(),
        secretary: branch.profile.secretary.trim().to_owned(),
        initial: branch.profile.initial_grade,
        target: branch.promotion_goal.target_grade,
        target_due: branch.promotion_goal.due,
        own_final: branch.year_end.final_grade,
        improvements: branch.year_end.improvements.trim().to_owned(),
        not_promoted_reason: branch.year_end.not_promoted_reason.trim().to_owned(),
        deeds: count(deeds().count()),
        deeds_done: count(deeds().filter(|deed| deed.done_on.is_some()).count()),
        pledges: count(pledges().count()),
        pledges_kept: judged(Fulfilment::Kept),
        pledges_broken: judged(Fulfilment::Broken),
        votes: tally.and_then(|tally| votes(tally.0)),
        votes_against: tally.and_then(|tally| votes(tally.1)),
        ..SentBranch::default()
    };
    if branch.is_key_rectification() {
        let plan = &branch.turnaround_plan;
        plan.goal.trim().clone_into(&mut sent.turnaround_goal);
        plan.responsible
            .trim()
            .clone_into(&mut sent.turnaround_responsible);
        plan.measures.trim().clone_into(&mut sent.turnaround_measures);
        sent.turnaround_due = plan.due;
        let parts = branch.five_in_one.iter();
        sent.five_in_one = count(
            parts
                .filter(|part| !blank(&part.label) && !blank(&part.content))
                .count(),
        );
    }
    sent
}

fn add_what_the_unit_did(sent: &mut SentBranch, unit: &UnitBook, branch: &BranchBook) {
    let here = |of: &Option<Id>| of.as_ref() == Some(branch.id());
    let inspections = unit.inspections.iter();
    sent.inspections = count(
        inspections
            .filter(|inspection| inspection.date.is_some() && here(&inspection.branch))
            .count(),
    );
    for link in &unit.secretary_links {
        if here(&link.branch) && !blank(&link.leader) {
            if !sent.linked.is_empty() {
                sent.linked.push('、');
            }
            sent.linked.push_str(link.leader.trim());
            if let Some(post) = link.post {
                sent.linked.push('（');
                sent.linked.push_str(post.label());
                sent.linked.push('）');
            }
        }
    }
    let mut visits = 0;
    for visit in &unit.guidance_visits {
        if visit.by == Some(VisitBy::Bureau) && visit.date.is_some() && here(&visit.branch) {
            visits += 1;
            sent.last_bureau_visit = sent.last_bureau_visit.max(visit.date);
        }
    }
    sent.bureau_visits = count(visits);
}

fn sent_item(branch: &BranchBook, item: &LedgerItem) -> SentItem {
    let due = branch.due_of(item);
    let mut sent = SentItem {
        item: Some(item.id.clone()),
        project: item.project.trim().to_owned(),
        kind: item.problem_type,
        label: item.type_label.trim().to_owned(),
        category: item.task_category,
        term: item.term,
        due,
        planned: item.due.filter(|_| due != item.due),
        handler: item.handler.trim().to_owned(),
        ..SentItem::default()
    };
    if let Some(close) = branch.closed(&item.id) {
        sent.closed_on = close.closed_on;
        item.measures.trim().clone_into(&mut sent.measures);
        close.result.trim().clone_into(&mut sent.result);
    }
    sent
}

/// A number; nothing is written for none.
fn count(count: usize) -> Option<u32> {
    u32::try_from(count).ok().filter(|count| *count > 0)
}

/// A record's short name: records here are made with their summary and belong to it alone.
fn name(letter: &str, place: usize) -> Id {
    Id::parse(&format!("{letter}{place}")).unwrap_or_default()
}
