//! Edges of chapter two's rules: what comes back every week and month, votes, deeds and pledges.

use chrono::NaiveDate;
use jinwei::domain::{
    Books, BranchBook, Duty, Evaluation, Extension, Fulfilment, GoodDeed, GuidanceVisit, LaggingBranch,
    OnSiteSession, PeriodReason, Pledge, TeamMember, UnitBook, VisitBy,
};
use jinwei::notice::Programme;
use jinwei::rules::{Finding, check};
use jinwei::sample;

use crate::on;

/// What a rule finds in these books on this day.
fn found(rule: &str, books: &Books, today: NaiveDate) -> Vec<Finding> {
    let mut found = check(books, &Programme::default(), today);
    found.retain(|finding| finding.rule.id == rule);
    found
}

/// What a rule says, one line a finding.
fn messages(rule: &str, books: &Books, today: NaiveDate) -> Vec<String> {
    let found = found(rule, books, today).into_iter();
    found.map(|finding| finding.message).collect()
}

/// A rule, a day, what was changed in the first branch, and how often the rule finds something then.
type BranchEdge = (&'static str, (u32, u32), fn(&mut BranchBook), usize);

const BRANCH_EDGES: &[BranchEdge] = &[
    // A summary for the week counts whatever day of it was written down; an empty one does not.
    (
        "weekly-summary-missing",
        (8, 5),
        |branch| branch.weekly_summaries[0].week = Some(on(7, 5)),
        0,
    ),
    (
        "weekly-summary-missing",
        (8, 5),
        |branch| {
            let summary = &mut branch.weekly_summaries[0];
            for text in [&mut summary.done, &mut summary.pending, &mut summary.next] {
                text.clear();
            }
        },
        1,
    ),
    // A reason is one for its own duty, and says something.
    (
        "no-public-notice",
        (8, 5),
        |branch| unposted(branch, Duty::PublicNotice, "拆除公开栏"),
        0,
    ),
    (
        "no-public-notice",
        (8, 5),
        |branch| unposted(branch, Duty::PublicNotice, " "),
        1,
    ),
    (
        "no-public-notice",
        (8, 5),
        |branch| unposted(branch, Duty::WeeklySummary, "拆除公开栏"),
        1,
    ),
    // A long item does not hold the vote up; without a short or medium one there is nothing to vote on yet.
    ("evaluation-due", (7, 29), |_| {}, 1),
    (
        "evaluation-due",
        (7, 29),
        |branch| branch.close_outs[0].reopened_on = Some(on(7, 28)),
        0,
    ),
    (
        "evaluation-due",
        (7, 29),
        |branch| drop(branch.items.drain(..2)),
        0,
    ),
    (
        "evaluation-due",
        (7, 29),
        |branch| branch.evaluations.push(Evaluation::default()),
        1,
    ),
    // What was only begun is not counted; no-evaluation leads to its date.
    (
        "ballots-do-not-add-up",
        (12, 31),
        |branch| branch.evaluations.push(Evaluation::default()),
        0,
    ),
    (
        "ballots-do-not-add-up",
        (12, 31),
        |branch| branch.evaluations[0].mass_returned = Some(21),
        1,
    ),
    (
        "ballots-do-not-add-up",
        (12, 31),
        |branch| branch.evaluations[0].mass_issued = Some(0),
        1,
    ),
    (
        "ballots-do-not-add-up",
        (12, 31),
        |branch| branch.evaluations[0].mass_basically = None,
        1,
    ),
    (
        "ballots-do-not-add-up",
        (12, 31),
        |branch| {
            branch.evaluations[0].members_returned = None;
            branch.evaluations[0].mass_satisfied = Some(u32::MAX);
        },
        2,
    ),
    (
        "no-evaluation",
        (12, 31),
        |branch| branch.evaluations[0].date = None,
        1,
    ),
    // Fourteen days before and on the day itself, and on after it until it is done.
    ("good-deed-due", (11, 15), |branch| deed(branch, 30), 0),
    ("good-deed-due", (11, 15), |branch| deed(branch, 29), 1),
    ("good-deed-due", (11, 15), |branch| deed(branch, 14), 1),
    ("pledge-due", (12, 10), |branch| pledge(branch, 9, None), 1),
    (
        "pledge-due",
        (12, 10),
        |branch| pledge(branch, 9, Some(Fulfilment::Underway)),
        1,
    ),
    (
        "pledge-due",
        (12, 10),
        |branch| pledge(branch, 9, Some(Fulfilment::Broken)),
        0,
    ),
    // An item that was put off is not overdue.
    (
        "lagging-suggested",
        (8, 6),
        |branch| drop(branch.close_outs.pop()),
        1,
    ),
    (
        "lagging-suggested",
        (8, 6),
        |branch| {
            let close = branch.close_outs.remove(1);
            branch.extensions.push(Extension {
                item: close.item,
                new_due: Some(on(8, 6)),
                ..Extension::default()
            });
        },
        0,
    ),
];

/// Takes July's notice away and gives this reason.
fn unposted(branch: &mut BranchBook, duty: Duty, reason: &str) {
    branch.public_notices.clear();
    branch.period_reasons.push(PeriodReason {
        duty: Some(duty),
        period: Some(on(7, 1)),
        reason: reason.into(),
        ..PeriodReason::default()
    });
}

/// A good deed due on this day of November, beside the branch's own, which is done.
fn deed(branch: &mut BranchBook, due: u32) {
    branch.good_deeds[0].done_on = Some(on(11, 1));
    branch.good_deeds.push(GoodDeed {
        due: Some(on(11, due)),
        ..GoodDeed::default()
    });
    branch.good_deeds.rotate_right(1);
}

/// A pledge due on this day of December, instead of the branch's own.
fn pledge(branch: &mut BranchBook, due: u32, fulfilment: Option<Fulfilment>) {
    branch.pledges = vec![Pledge {
        due: Some(on(12, due)),
        fulfilment,
        ..Pledge::default()
    }];
}

#[test]
fn edges_of_the_branch() {
    for (at, (rule, (month, date), change, expected)) in BRANCH_EDGES.iter().enumerate() {
        let today = on(*month, *date);
        let mut books = sample::lived(today);
        change(&mut books.branches[0]);
        // The others' own duties are near as well.
        let mut found = messages(rule, &books, today);
        found.retain(|message| message.contains("示例中学行政后勤党支部"));
        assert_eq!(found.len(), *expected, "{rule}, case {at}: {found:#?}");
    }
}

/// A rule, a day, what was changed in the unit's book, and how often the rule finds something then.
type UnitEdge = (&'static str, (u32, u32), fn(&mut UnitBook), usize);

const UNIT_EDGES: &[UnitEdge] = &[
    // A meeting belongs to the month of its date.
    (
        "no-dispatch-meeting",
        (9, 5),
        |unit| unit.dispatch_meetings[0].date = Some(on(8, 1)),
        1,
    ),
    (
        "no-bulletin",
        (9, 5),
        |unit| unit.bulletins[1].issued_on = None,
        1,
    ),
    // Spaces make nobody another person; a bureau's visit is not the link leader's.
    (
        "dispatch-chair-not-secretary",
        (8, 5),
        |unit| unit.dispatch_meetings[0].chair = " 党总支书记 ".into(),
        0,
    ),
    (
        "dispatch-chair-not-secretary",
        (8, 5),
        |unit| unit.dispatch_meetings[0].chair.clear(),
        1,
    ),
    (
        "dispatch-chair-not-secretary",
        (8, 5),
        |unit| {
            unit.dispatch_meetings[0].chair.clear();
            unit.dispatch_meetings[0].date = None;
        },
        0,
    ),
    (
        "no-guidance-visit",
        (8, 5),
        |unit| unit.guidance_visits[0].by = Some(VisitBy::Bureau),
        1,
    ),
    // A member without a name is nobody yet; nobody is asked for before the first week is over.
    (
        "no-team-member",
        (8, 5),
        |unit| unit.team_members = vec![TeamMember::default()],
        1,
    ),
    ("no-team-member", (7, 8), |unit| unit.team_members.clear(), 0),
    (
        "branch-without-link-leader",
        (7, 8),
        |unit| unit.team_members.clear(),
        0,
    ),
    (
        "branch-without-link-leader",
        (7, 9),
        |unit| unit.team_members.clear(),
        1,
    ),
    ("member-without-support", (7, 31), |unit| unit.supports.clear(), 0),
    ("member-without-support", (8, 1), |unit| unit.supports.clear(), 3),
    (
        "no-appraisal-link",
        (12, 31),
        |unit| unit.appraisal_links[0].used_in.clear(),
        1,
    ),
    ("no-appraisal-link", (12, 31), |unit| unit.team_members.clear(), 0),
    // A session before the branch was confirmed does not count; a branch that caught up needs none.
    (
        "lagging-without-on-site",
        (8, 5),
        |unit| lagging(unit, 1, None),
        0,
    ),
    (
        "lagging-without-on-site",
        (8, 5),
        |unit| lagging(unit, 2, None),
        1,
    ),
    (
        "lagging-without-on-site",
        (8, 5),
        |unit| lagging(unit, 2, Some(on(8, 4))),
        0,
    ),
];

/// The first branch was confirmed on this day of August; the secretary was there on the 1st.
fn lagging(unit: &mut UnitBook, confirmed_on: u32, lifted_on: Option<NaiveDate>) {
    let branch = unit.secretary_links[0].branch.clone();
    unit.lagging_branches.push(LaggingBranch {
        branch: branch.clone(),
        confirmed_on: Some(on(8, confirmed_on)),
        lifted_on,
        ..LaggingBranch::default()
    });
    unit.on_site_sessions.push(OnSiteSession {
        branch,
        date: Some(on(8, 1)),
        ..OnSiteSession::default()
    });
}

#[test]
fn edges_of_the_unit() {
    for (at, (rule, (month, date), change, expected)) in UNIT_EDGES.iter().enumerate() {
        let today = on(*month, *date);
        let mut books = sample::lived(today);
        change(books.unit.as_mut().unwrap());
        let found = messages(rule, &books, today);
        assert_eq!(found.len(), *expected, "{rule}, case {at}: {found:#?}");
    }
}

/// One finding a line, which names all the periods.
#[test]
fn missed_periods_stand_in_one_finding() {
    let today = on(10, 1);
    let mut books = sample::lived(today);
    let unit = books.unit.as_mut().unwrap();
    unit.dispatch_meetings
        .retain(|meeting| meeting.date == Some(on(8, 25)));
    unit.guidance_visits
        .retain(|visit| ![Some(on(7, 18)), Some(on(8, 1))].contains(&visit.date));
    assert_eq!(
        messages("no-dispatch-meeting", &books, today),
        ["单位7月、9月没有开调度会的记录：开过的，请补记；没有开的，请逐月写明理由。"]
    );
    let visits = messages("no-guidance-visit", &books, today);
    assert_eq!(visits.len(), 3);
    assert!(
        visits[0].starts_with("联点领导“党总支书记”第3、5周没有到示例中学行政后勤党支部指导的记录"),
        "{visits:#?}"
    );
}

/// The reason stands in the meeting, and answers the warning.
#[test]
fn the_meeting_says_why_another_chaired() {
    let today = on(8, 5);
    let mut books = sample::lived(today);
    let meeting = &mut books.unit.as_mut().unwrap().dispatch_meetings[0];
    meeting.chair = "党总支副书记".into();
    meeting.chair_reason = "书记在省里培训".into();
    let found = found("dispatch-chair-not-secretary", &books, today);
    assert_eq!(found[0].reason.as_deref(), Some("书记在省里培训"));
    assert!(!found[0].is_open());
}

/// The reminder leads to what was begun, and counts down to the period's last day.
#[test]
fn a_reminder_leads_to_what_was_begun() {
    let today = on(8, 2);
    let mut books = sample::lived(today);
    let unit = books.unit.as_mut().unwrap();
    unit.guidance_visits.pop();
    let last = unit.guidance_visits.last().unwrap().clone();
    unit.guidance_visits.push(GuidanceVisit {
        id: jinwei::domain::Id::parse("begun").unwrap(),
        week: Some(on(7, 30)),
        date: None,
        ..last
    });
    let found = found("guidance-visit-due", &books, today);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].due, Some(on(8, 5)));
    assert_eq!(found[0].address.record.as_ref().unwrap().as_str(), "begun");
}

/// A branch that was found to lag is judged anew by the weeks after that was lifted.
#[test]
fn a_branch_that_caught_up_is_not_suggested_for_what_was() {
    let today = on(8, 20);
    let mut books = sample::lived(today);
    books.branches[0].weekly_summaries.drain(..2);
    assert_eq!(found("lagging-suggested", &books, today).len(), 1);
    let unit = books.unit.as_mut().unwrap();
    lagging(unit, 1, None);
    assert_eq!(found("lagging-suggested", &books, today).len(), 0);
    books.unit.as_mut().unwrap().lagging_branches[0].lifted_on = Some(on(8, 3));
    assert_eq!(found("lagging-suggested", &books, today).len(), 0);
    books.branches[0].weekly_summaries.truncate(3);
    assert_eq!(found("lagging-suggested", &books, today).len(), 1);
}

/// Where unit and branch are one, the duties of both are owed, and no leader is asked for (note D).
#[test]
fn a_small_school_owes_both_and_links_nobody() {
    let books = sample::single_branch();
    let today = on(8, 15);
    for (rule, expected) in [
        ("no-dispatch-meeting", 1),
        ("no-bulletin", 1),
        ("no-public-notice", 1),
        ("weekly-summary-missing", 1),
        ("branch-without-link-leader", 0),
        ("no-team-member", 0),
        ("lagging-suggested", 0),
    ] {
        assert_eq!(found(rule, &books, today).len(), expected, "{rule}");
    }
}

/// At its own desk a branch hears of its own alone.
#[test]
fn a_branch_alone_hears_nothing_of_the_unit() {
    let mut books = sample::unit_of_three();
    books.unit = None;
    books.branches.truncate(1);
    let today = on(8, 15);
    assert_eq!(
        messages("weekly-summary-missing", &books, today),
        ["本支部第1—6周没有周总结，请补写；没有总结的，请逐周写明理由。"]
    );
    for rule in [
        "no-dispatch-meeting",
        "no-bulletin",
        "no-guidance-visit",
        "no-team-member",
    ] {
        assert_eq!(found(rule, &books, today).len(), 0, "{rule}");
    }
}
