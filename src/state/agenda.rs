//! What a desk has to do now, the most urgent first.

use crate::rules::{Finding, Gate, Severity};
use chrono::NaiveDate;

/// Those findings that ask for something to be done these days, in the order in which a person would do it: what is
/// overdue, the oldest first; what counts down, the nearest first; then what has to be mended, what has to be mended or
/// explained, and what is called to mind without a day. What the plan's own tasks list is left to them, but for dates.
pub fn agenda(findings: &[Finding], today: NaiveDate) -> Vec<&Finding> {
    let wanted = |finding: &&Finding| match finding.rule.severity {
        Severity::Reminder => finding.rule.gate != Gate::Plan,
        Severity::Error | Severity::Warning => finding.is_open() && !Gate::Plan.includes(finding.rule.gate),
        Severity::Statistic => false,
    };
    let mut all: Vec<&Finding> = findings.iter().filter(wanted).collect();
    // A desk has tens of them; inserting one by one costs the page less than a sort of its own.
    for at in 1..all.len() {
        let to = all[..at].partition_point(|before| urgency(before, today) <= urgency(all[at], today));
        all[to..=at].rotate_right(1);
    }
    all
}

/// Smaller is sooner.
fn urgency(finding: &Finding, today: NaiveDate) -> (u8, NaiveDate) {
    match (finding.due, finding.rule.severity) {
        (Some(due), _) if due < today => (0, due),
        (Some(due), _) => (1, due),
        (None, Severity::Error) => (2, today),
        (None, Severity::Warning) => (3, today),
        (None, _) => (4, today),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;
    use crate::notice::Programme;
    use crate::{rules, sample};

    #[test]
    fn what_is_overdue_comes_before_what_is_near() {
        let today = day(2012, 7, 24);
        let books = sample::unit_of_three();
        let found = rules::check(&books, &Programme::default(), today);
        let agenda = agenda(&found, today);
        let dated: Vec<_> = agenda.iter().filter_map(|finding| finding.due).collect();
        assert!(dated.len() >= 3 && dated.is_sorted(), "{dated:?}");
        assert_eq!(agenda[0].rule.id, "item-overdue");
        let last_dated = agenda.iter().rposition(|finding| finding.due.is_some());
        let first_undated = agenda.iter().position(|finding| finding.due.is_none());
        assert!(first_undated.is_none_or(|first| Some(first) > last_dated));
    }

    #[test]
    fn the_plans_own_mistakes_are_left_to_its_tasks() {
        let mut books = sample::unit_of_three();
        books.branches[0].special_meetings.clear();
        let found = rules::check(&books, &Programme::default(), sample::TODAY);
        assert!(
            found
                .iter()
                .any(|finding| finding.rule.id == "no-special-meeting")
        );
        assert!(
            agenda(&found, sample::TODAY)
                .iter()
                .all(|finding| finding.rule.gate != Gate::Plan)
        );
    }
}
