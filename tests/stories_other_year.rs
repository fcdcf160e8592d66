//! Every story again, under an invented programme of another year; and one of a programme that is shaped differently.

// A story that names what is not there is a mistake in the story; each file of stories brings the desk that it needs.
#![allow(clippy::expect_used, clippy::duplicate_mod)]

#[path = "half_year.rs"]
mod half_year;
#[path = "stories.rs"]
mod stories;

use chrono::NaiveDate;
use jinwei::domain::Duty;
use jinwei::notice::Programme;
use jinwei::rules::{Severity, check, duty_lines};
use jinwei::sample;

fn on(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2015, month, day).expect("a day")
}

/// A spring term: eighteen weeks in four months, other days, other counts.
fn spring_term() -> Programme {
    let mut programme = Programme {
        id: "jiashe-2015-3".into(),
        ..Programme::default()
    };
    programme.issued_on.value = on(3, 2);
    programme.plan_due.value = on(3, 13);
    programme.plan_reminder_days.value = 2;
    programme.countdown_days.value = vec![10, 4];
    programme.short_due.value = on(3, 31);
    programme.medium_from.value = on(4, 1);
    programme.medium_until.value = on(6, 30);
    programme.stage_start.value = on(3, 2);
    programme.weeks.value = 18;
    programme.months.value = 4;
    programme.period_reminder_days.value = 1;
    programme.good_deeds_min.value = 2;
    programme.good_deeds_max.value = 3;
    programme.year_end.value = on(6, 30);
    programme.year_end_from.value = on(6, 15);
    programme
}

/// The sample's plan, its days moved into that term.
fn books() -> jinwei::domain::Books {
    let mut books = sample::unit_of_three();
    for branch in &mut books.branches {
        branch.items.truncate(1);
        branch.items[0].due = Some(on(3, 20));
        branch.items[0].found_on = None;
        branch.items[0].explained_on = Some(on(3, 10));
        branch.milestones.clear();
        branch.promotion_goal.due = Some(on(6, 30));
        branch.turnaround_plan.due = Some(on(6, 30));
        branch.good_deeds[0].due = Some(on(5, 20));
        branch.pledges[0].due = Some(on(6, 20));
    }
    books
}

#[test]
fn figures_of_a_spring_term_are_used_everywhere() {
    let programme = spring_term();
    let found = |month, day| {
        let found = check(&books(), &programme, on(month, day));
        found.iter().map(|finding| finding.rule.id).collect::<Vec<_>>()
    };
    assert!(!found(3, 10).contains(&"plan-due-soon"));
    assert!(found(3, 11).contains(&"plan-due-soon"));
    assert!(!found(3, 13).contains(&"late-plan"));
    assert!(found(3, 14).contains(&"late-plan"));
    assert!(!found(3, 9).contains(&"due-approaching"));
    assert!(found(3, 10).contains(&"due-approaching"));
    // One good deed is planned where two are the least.
    assert!(found(3, 10).contains(&"no-good-deed"));
    // The weak branch's day is the term's last.
    assert!(!found(3, 10).contains(&"weak-due-after-year-end"));
}

#[test]
fn a_spring_term_has_its_own_weeks_and_months() {
    let lines = duty_lines(&books(), &spring_term(), on(7, 6));
    let line = |duty: Duty| lines.iter().find(|line| line.duty == duty).expect("a line");
    assert_eq!(line(Duty::WeeklySummary).missing().count(), 18);
    assert_eq!(line(Duty::PublicNotice).missing().count(), 4);
    assert_eq!(line(Duty::GuidanceVisit).cells[17].span.last, on(7, 5));
}

#[test]
fn what_2012_fixed_is_asked_nowhere_in_a_spring_term() {
    // A short item due on 31 March is in time, one of 1 April is not; in 2012 both would be long past.
    for (due, late) in [(on(3, 31), false), (on(4, 1), true)] {
        let mut books = books();
        books.branches[0].items[0].due = Some(due);
        let found = check(&books, &spring_term(), on(3, 10));
        let is_late = found
            .iter()
            .any(|finding| finding.rule.id == "short-item-due-too-late");
        assert_eq!(is_late, late, "{due}");
        let errors = found
            .iter()
            .filter(|finding| finding.rule.severity == Severity::Error)
            .filter(|finding| finding.message.contains("2012"));
        assert_eq!(errors.count(), 0);
    }
}
