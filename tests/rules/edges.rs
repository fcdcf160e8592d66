//! Edges of rules, by table: what was changed in books in which everything was done in time, and how often a rule speaks.

use chrono::NaiveDate;
use jinwei::domain::{
    Acceptance, Books, BranchBook, CloseOut, Extension, Grade, Id, Inspection, LinkPost, OfficeBook,
    ProblemType, SecretaryLink, SelfCheck, SpecialMeeting, TypeSolution, TypicalCase, UnitBook, UnitKind,
};
use jinwei::notice::Programme;
use jinwei::rules::check;
use jinwei::sample;

use crate::{at_the_office, on};

/// How often a rule finds something in these books on this day.
fn count(rule: &str, books: &Books, today: NaiveDate) -> usize {
    let found = check(books, &Programme::default(), today);
    found.iter().filter(|finding| finding.rule.id == rule).count()
}

/// A rule, what was changed in the first branch, and how often the rule finds something then.
type BranchEdge = (&'static str, fn(&mut BranchBook), usize);

/// The first branch after the half-year: its first item was closed out on 19 July, its third takes long and is open; its
/// notices hung from the last day of every month.
const BRANCH_EDGES: &[BranchEdge] = &[
    // The new day lies after the old one; an extension is asked for until the old one is over.
    ("incomplete-extension", |branch| extend(branch, 20, 21), 0),
    ("incomplete-extension", |branch| extend(branch, 20, 20), 1),
    ("extension-asked-late", |branch| extend(branch, 20, 21), 0),
    ("extension-asked-late", |branch| extend(branch, 21, 22), 1),
    // The first notice that hung after the problem was found, on that day too; one that never hung is none.
    ("notice-without-explanation", |branch| unexplained(branch, 31), 1),
    (
        "notice-without-explanation",
        |branch| {
            unexplained(branch, 31);
            branch
                .public_notices
                .retain(|notice| notice.from == Some(on(7, 31)));
        },
        1,
    ),
    (
        "notice-without-explanation",
        |branch| {
            unexplained(branch, 31);
            branch.public_notices.truncate(1);
            branch.items[2].found_on = Some(on(8, 1));
        },
        0,
    ),
    (
        "notice-without-explanation",
        |branch| {
            unexplained(branch, 31);
            for notice in &mut branch.public_notices {
                notice.from = None;
            }
        },
        0,
    ),
    // Found and solved on one day; without a day of finding nothing is held against it.
    (
        "closed-before-found",
        |branch| branch.items[0].found_on = branch.close_outs[0].completed_on,
        0,
    ),
    (
        "closed-before-found",
        |branch| branch.items[0].found_on = Some(on(7, 20)),
        1,
    ),
    (
        "closed-before-found",
        |branch| branch.close_outs[0].completed_on = Some(on(6, 1)),
        0,
    ),
    // A draft is asked before it is applied for; what was taken up again is history.
    (
        "close-out-incomplete",
        |branch| branch.close_outs.push(draft(branch)),
        2,
    ),
    (
        "close-out-incomplete",
        |branch| {
            branch.close_outs.push(CloseOut {
                reopened_on: Some(on(9, 1)),
                ..draft(branch)
            });
        },
        0,
    ),
    (
        "closed-with-open-milestones",
        |branch| branch.close_outs.push(draft(branch)),
        1,
    ),
    (
        "verifier-is-handler",
        |branch| branch.close_outs[0].verified_by = " 组织委员。".into(),
        1,
    ),
    (
        "verifier-is-handler",
        |branch| branch.close_outs[0].verified_by.clear(),
        0,
    ),
    // One of several who did the work; somebody else beside them is enough.
    (
        "verifier-is-handler",
        |branch| branch.items[0].handler = "宣传委员、党总支组织委员".into(),
        1,
    ),
    (
        "verifier-is-handler",
        |branch| branch.close_outs[0].verified_by = "组织委员、支部书记".into(),
        0,
    ),
    // A meeting without a day was not held.
    (
        "item-not-discussed",
        |branch| {
            let held = branch.special_meetings[0].clone();
            let drawn = branch.special_meetings[0].items.pop();
            branch.special_meetings.push(SpecialMeeting {
                id: Id::default(),
                date: None,
                items: drawn.into_iter().collect(),
                ..held
            });
        },
        1,
    ),
    // An untitled deed is none.
    (
        "no-good-deed-done",
        |branch| branch.good_deeds[0].title.clear(),
        1,
    ),
    (
        "reopened-without-reason",
        |branch| branch.close_outs[0].reopened_on = Some(on(9, 1)),
        1,
    ),
    // A notice counts once it hangs; an item that was taken up again is not closed.
    (
        "closed-item-never-publicised",
        |branch| branch.public_notices[0].from = None,
        2,
    ),
    (
        "closed-item-never-publicised",
        |branch| branch.public_notices.clear(),
        2,
    ),
    (
        "closed-item-never-publicised",
        |branch| {
            branch.public_notices.clear();
            branch.close_outs[0].reopened_on = Some(on(9, 1));
        },
        1,
    ),
    // It is shown as solved by a notice that tells of the day on which it was crossed off, by name or without names.
    (
        "closed-item-never-publicised",
        |branch| {
            branch.close_outs[0].closed_on = Some(on(8, 1));
            branch.public_notices.truncate(1);
        },
        1,
    ),
    (
        "closed-item-never-publicised",
        |branch| branch.public_notices[0].items.clear(),
        0,
    ),
    (
        "closed-item-never-publicised",
        |branch| {
            branch.close_outs[0].closed_on = Some(on(8, 1));
            branch.public_notices.remove(0);
            branch.public_notices[0].items.clear();
            branch.close_outs.truncate(1);
        },
        0,
    ),
    // Which grade it has come to is asked first; one grade up is enough.
    (
        "weak-not-promoted",
        |branch| branch.year_end.final_grade = None,
        1,
    ),
    (
        "weak-not-promoted",
        |branch| branch.year_end.final_grade = branch.profile.initial_grade.and_then(Grade::next),
        0,
    ),
    (
        "weak-not-promoted",
        |branch| branch.year_end.final_grade = branch.profile.initial_grade,
        1,
    ),
];

/// Puts the first item, due on 20 July, off: asked for and due on these days of July.
fn extend(branch: &mut BranchBook, asked_on: u32, new_due: u32) {
    branch.extensions.push(Extension {
        item: Some(branch.items[0].id.clone()),
        from_due: branch.items[0].due,
        asked_on: Some(on(7, asked_on)),
        new_due: Some(on(7, new_due)),
        reason: "等假期会议通过".into(),
        ..Extension::default()
    });
}

/// The third item was found on a day in July, and nobody told the public.
fn unexplained(branch: &mut BranchBook, found_on: u32) {
    branch.items[2].found_on = Some(on(7, found_on));
    branch.items[2].explained_on = None;
}

/// An empty close-out of the third item.
fn draft(branch: &BranchBook) -> CloseOut {
    CloseOut {
        item: Some(branch.items[2].id.clone()),
        ..CloseOut::default()
    }
}

#[test]
fn edges_of_the_ledger_and_the_year_end() {
    let today = on(12, 31);
    for (at, (rule, change, expected)) in BRANCH_EDGES.iter().enumerate() {
        let mut books = sample::lived(today);
        change(&mut books.branches[0]);
        assert_eq!(count(rule, &books, today), *expected, "{rule}, case {at}");
    }
}

/// A rule, what was changed in the unit's book, and how often the rule finds something then.
type UnitEdge = (&'static str, fn(&mut UnitBook), usize);

const UNIT_EDGES: &[UnitEdge] = &[
    // One whole check is enough; a begun one is asked for what it lacks.
    ("no-self-check", |unit| unit.self_checks[0].checked_by.clear(), 1),
    (
        "no-self-check",
        |unit| {
            unit.self_checks.push(SelfCheck {
                branch: unit.self_checks[0].branch.clone(),
                ..SelfCheck::default()
            });
        },
        0,
    ),
    ("no-self-check", |unit| unit.self_checks.clear(), 3),
    // An inspection counts once it has a day, and is half done once one of its subjects is written.
    (
        "branch-never-inspected",
        |unit| unit.inspections[0].date = None,
        1,
    ),
    (
        "inspection-half-done",
        |unit| unit.inspections.push(Inspection::default()),
        0,
    ),
    (
        "inspection-half-done",
        |unit| unit.inspections[0].goal_status.clear(),
        1,
    ),
    // A visit counts once it has a day.
    (
        "weak-branch-without-bureau-visit",
        |unit| unit.guidance_visits.retain(|visit| visit.items.is_empty()),
        1,
    ),
    ("no-unit-exemplar", |unit| unit.exemplars[0].name.clear(), 1),
    // A second, empty entry for a type does not undo the whole one.
    (
        "type-without-solution",
        |unit| {
            unit.type_solutions.insert(
                0,
                TypeSolution {
                    problem_type: unit.type_solutions[0].problem_type,
                    ..TypeSolution::default()
                },
            );
        },
        0,
    ),
    (
        "exemplar-not-publicised",
        |unit| unit.exemplars[0].deeds.clear(),
        0,
    ),
];

#[test]
fn edges_of_the_unit() {
    let today = on(12, 31);
    for (at, (rule, change, expected)) in UNIT_EDGES.iter().enumerate() {
        let mut books = sample::lived(today);
        change(books.unit.as_mut().unwrap());
        assert_eq!(count(rule, &books, today), *expected, "{rule}, case {at}");
    }
}

/// What has no date is called to mind from the last five days of the first month on.
#[test]
fn the_first_monthly_return_brings_up_what_has_no_date() {
    for (today, expected) in [(on(7, 26), 0), (on(7, 27), 1), (on(8, 1), 1)] {
        let books = sample::lived(today);
        for rule in ["unit-exemplar-wanted", "weak-branch-without-bureau-visit"] {
            assert_eq!(count(rule, &books, today), expected, "{rule}, {today}");
        }
        let office = at_the_office(OfficeBook::new(Id::default()));
        for rule in ["type-without-case", "no-bureau-exemplar"] {
            assert_eq!(count(rule, &office, today), expected, "{rule}, {today}");
        }
    }
}

/// A rule, what was changed in the office's book, and how often the rule finds something then.
type OfficeEdge = (&'static str, fn(&mut OfficeBook), usize);

const OFFICE_EDGES: &[OfficeEdge] = &[
    // Acceptance on 27 December, the opinion on the same day or the day before it, or on nothing at all.
    (
        "opinion-before-acceptance",
        |office| office.acceptances[0].opinion_date = Some(on(12, 27)),
        0,
    ),
    (
        "opinion-before-acceptance",
        |office| office.acceptances[0].opinion_date = Some(on(12, 26)),
        1,
    ),
    (
        "opinion-before-acceptance",
        |office| office.acceptances[0].conclusion.clear(),
        1,
    ),
    // What was only begun lacks nothing yet.
    (
        "acceptance-without-date",
        |office| office.acceptances.push(Acceptance::default()),
        0,
    ),
    (
        "conclusion-without-acceptor",
        |office| office.acceptances.push(Acceptance::default()),
        0,
    ),
    (
        "opinion-without-date",
        |office| office.acceptances.push(Acceptance::default()),
        0,
    ),
    // The four types that the notice names, each with how it was solved.
    (
        "type-without-case",
        |office| office.typical_cases[0].problem_type = Some(ProblemType::Other),
        1,
    ),
    (
        "type-without-case",
        |office| office.typical_cases[0].method.clear(),
        1,
    ),
    ("type-without-case", |office| office.typical_cases.clear(), 1),
    // A case that was only begun lacks nothing yet.
    (
        "case-from-open-item",
        |office| office.typical_cases.push(TypicalCase::default()),
        0,
    ),
];

#[test]
fn edges_of_the_office() {
    let today = on(12, 31);
    for (at, (rule, change, expected)) in OFFICE_EDGES.iter().enumerate() {
        let mut book = sample::accepted(&sample::lived(today));
        change(&mut book);
        assert_eq!(
            count(rule, &at_the_office(book), today),
            *expected,
            "{rule}, case {at}"
        );
    }
}

/// A branch that is its own unit confirms for itself.
#[test]
fn a_direct_branch_waits_for_nobody() {
    let mut books = sample::single_branch();
    let branch = &mut books.branches[0];
    branch.close_outs.push(CloseOut {
        item: Some(branch.items[0].id.clone()),
        applied_on: Some(on(7, 20)),
        ..CloseOut::default()
    });
    assert_eq!(count("close-out-unconfirmed", &books, on(7, 25)), 0);
    books.unit.as_mut().unwrap().profile.kind = None;
    assert_eq!(count("close-out-unconfirmed", &books, on(7, 25)), 1);
}

/// What the branch solved in time and asked to have crossed off waits for its unit, and is not pressed on.
#[test]
fn what_waits_to_be_crossed_off_is_not_pressed_on() {
    let today = on(8, 10);
    let mut books = sample::lived(today);
    books.branches[0].close_outs[0].closed_on = None;
    for rule in ["short-item-still-open", "item-overdue", "lagging-suggested"] {
        assert_eq!(count(rule, &books, today), 0, "{rule}");
    }
    assert_eq!(count("close-out-unconfirmed", &books, today), 1);
    // At its own desk the branch can do nothing more.
    let mut alone = books.clone();
    alone.unit = None;
    assert_eq!(count("short-item-still-open", &alone, today), 0);
    // Nobody was asked yet; or what was asked for did not hold.
    books.branches[0].close_outs[0].applied_on = None;
    assert_eq!(count("short-item-still-open", &books, today), 1);
    books.branches[0].close_outs[0].applied_on = Some(on(7, 19));
    books.branches[0].close_outs[0].reopened_on = Some(on(7, 25));
    assert_eq!(count("short-item-still-open", &books, today), 1);
    // One that is its own unit waits for nobody.
    books.branches[0].close_outs[0].reopened_on = None;
    books.unit.as_mut().unwrap().profile.kind = Some(UnitKind::Branch);
    assert_eq!(count("short-item-still-open", &books, today), 1);
}

/// The unit does not answer for how often a member of the bureau's committee comes.
#[test]
fn a_member_of_the_bureau_owes_no_weekly_visit() {
    let today = on(8, 15);
    let mut books = sample::single_branch();
    let branch = books.branches[0].id().clone();
    books.branches[0].profile.initial_grade = Some(Grade::Average);
    let mut link = SecretaryLink {
        branch: Some(branch),
        leader: "局党委委员".into(),
        post: Some(LinkPost::BureauMember),
        ..SecretaryLink::default()
    };
    books.unit.as_mut().unwrap().secretary_links = vec![link.clone()];
    assert_eq!(count("direct-branch-without-bureau-link", &books, today), 0);
    assert_eq!(count("no-guidance-visit", &books, today), 0);
    link.post = Some(LinkPost::TeamMember);
    books.unit.as_mut().unwrap().secretary_links = vec![link];
    assert_eq!(count("no-guidance-visit", &books, today), 1);
}
