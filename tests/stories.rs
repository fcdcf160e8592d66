//! What happens at the desks in the days around 6 July, told as stories.

mod scenario;

use jinwei::domain::{Books, Value, ValueError};
use jinwei::rules::blocks_submission;
use jinwei::sample;
use scenario::Scenario;

const UNIT: &str = "sample-unit";
const WEAK: &str = "sample-branch-1";
const FAIRLY_GOOD: &str = "sample-branch-2";
const GOOD: &str = "sample-branch-3";

#[test]
fn an_average_branch_forgets_its_link() {
    let mut school = Scenario::open(sample::unit_of_three());
    school.is_clean();

    school.remove(UNIT, "secretary_links/sample-link-sample-branch-1");
    school.finds("weak-branch-without-link", "sample-unit/secretary_links");
    school.is_held_back_by(&["weak-branch-without-link"]);

    // The clerk names the deputy, who is nearer at hand. The notice wants the secretary in person.
    school
        .add(UNIT, "secretary_links", "new-link")
        .answer(UNIT, "secretary_links/new-link", "branch", WEAK)
        .answer(UNIT, "secretary_links/new-link", "leader", "党总支副书记");
    school.finds(
        "link-not-by-secretary",
        "sample-unit/secretary_links/new-link/leader",
    );

    school.answer(UNIT, "secretary_links/new-link", "leader", " 党总支书记 ");
    school.is_clean();

    // A new secretary takes office: the link is no longer theirs.
    school.answer(UNIT, "profile", "secretary", "党总支书记（新任）");
    school.is_held_back_by(&["link-not-by-secretary"]);
}

#[test]
fn the_plan_is_on_time_on_the_sixth_and_late_on_the_seventh() {
    let mut school = Scenario::open(sample::unit_of_three());
    school.today("2012-07-02").does_not_find("plan-due-soon");
    school
        .today("2012-07-03")
        .finds("plan-due-soon", "sample-unit/responsibility/submitted_on");
    school.today("2012-07-06").does_not_find("late-plan");
    assert!(school.finding("plan-due-soon").message.contains("今天截止"));

    // Late is marked and never blocks, and there is no reason to be typed for it.
    school.today("2012-07-07").does_not_find("plan-due-soon");
    school
        .finds("late-plan", "sample-unit/responsibility/submitted_on")
        .is_held_back_by(&[]);

    school
        .answer(UNIT, "responsibility", "submitted_on", "2012-07-06")
        .today("2012-07-20")
        .does_not_find("late-plan");
    school
        .answer(UNIT, "responsibility", "submitted_on", "2012-07-07")
        .finds("late-plan", "sample-unit/responsibility/submitted_on");
    school.is_held_back_by(&[]);
}

#[test]
fn a_quick_task_that_is_really_slow_is_passed_with_a_reason() {
    let mut school = Scenario::open(sample::unit_of_three());
    let item = "items/sample-item-1-1";

    school.answer(WEAK, item, "due", "2012-09-30");
    school.is_held_back_by(&["short-item-due-too-late"]);

    school.answer(WEAK, item, "term", "medium");
    school.finds(
        "quick-task-without-reason",
        "sample-branch-1/items/sample-item-1-1/term_reason",
    );

    // One reason, written once, answers the warning too.
    school.answer(WEAK, item, "term_reason", "制度要经九月的教代会通过");
    school
        .does_not_find("quick-task-without-reason")
        .is_held_back_by(&[]);
    assert_eq!(
        school.finding("quick-task-not-short").reason.as_deref(),
        Some("制度要经九月的教代会通过")
    );
}

#[test]
fn a_problem_found_after_july_has_thirty_days() {
    let mut school = Scenario::open(sample::unit_of_three());
    let item = "items/sample-item-1-2";
    school
        .answer(UNIT, "responsibility", "submitted_on", "2012-07-05")
        .answer(WEAK, item, "due", "2012-09-09")
        .is_held_back_by(&["short-item-due-too-late"]);

    school.answer(WEAK, item, "found_on", "2012-08-10").is_clean();
    school
        .answer(WEAK, item, "due", "2012-09-10")
        .is_held_back_by(&["short-item-due-too-late"]);

    // Found within July, the notice's own date stands.
    school
        .answer(WEAK, item, "found_on", "2012-07-31")
        .answer(WEAK, item, "due", "2012-07-31")
        .is_clean();
}

#[test]
fn a_small_school_is_unit_and_branch_at_once() {
    let (unit, branch) = ("sample-single-unit", "sample-branch-4");
    let mut school = Scenario::open(sample::single_branch());
    school.is_clean();

    // A file from elsewhere names another secretary in one of the two books. Typed here, it would stand in both.
    school.books.branches[0].profile.secretary = "校长".into();
    school.answer(branch, "responsibility", "overall_responsible", "校长");
    school.finds(
        "unit-and-branch-secretaries-differ",
        "sample-single-unit/profile/secretary",
    );
    school.answer(unit, "profile", "secretary", "校长").is_clean();

    // Graded 一般 it has no 党总支 above it: somebody of the bureau's committee is linked to it.
    school
        .answer(branch, "profile", "initial_grade", "average")
        .answer(branch, "turnaround_plan", "goal", "年内转化升级为“较好”")
        .answer(branch, "turnaround_plan", "responsible", "校长")
        .answer(branch, "turnaround_plan", "measures", "健全组织生活制度")
        .answer(branch, "turnaround_plan", "due", "2012-12-31");
    school
        .does_not_find("weak-branch-without-link")
        .is_held_back_by(&["direct-branch-without-bureau-link"]);
    school
        .add(unit, "secretary_links", "bureau-link")
        .answer(unit, "secretary_links/bureau-link", "branch", branch)
        .answer(unit, "secretary_links/bureau-link", "leader", "局党委委员")
        .answer(unit, "secretary_links/bureau-link", "post", "bureau_member")
        .is_clean();
}

#[test]
fn a_fairly_good_branch_may_stay_so_with_a_reason() {
    let mut school = Scenario::open(sample::unit_of_three());
    let rule = "fairly-good-without-promotion";
    school
        .answer(FAIRLY_GOOD, "promotion_goal", "target_grade", "fairly_good")
        .is_held_back_by(&[rule]);

    school
        .explain(rule, "今年新合并两个教学点，先稳住")
        .is_held_back_by(&[]);
    assert_eq!(
        school.finding(rule).reason.as_deref(),
        Some("今年新合并两个教学点，先稳住")
    );

    // Aiming lower than it stands is an error, which no reason passes.
    school.answer(FAIRLY_GOOD, "promotion_goal", "target_grade", "average");
    school.is_held_back_by(&["target-below-grade"]);
}

#[test]
fn a_branch_at_its_own_desk_hears_nothing_of_the_unit() {
    let mut whole = sample::unit_of_three();
    let alone = whole.branches.remove(0);
    let mut desk = Scenario::open(Books {
        branches: vec![alone],
        ..Books::default()
    });
    desk.is_clean();
    desk.today("2012-07-08").is_clean();

    desk.remove(WEAK, "special_meetings/sample-meeting-1");
    desk.finds("no-special-meeting", "sample-branch-1/special_meetings");
    assert!(desk.finding("no-special-meeting").message.starts_with("本支部"));
}

#[test]
fn a_day_that_does_not_exist_is_refused_and_changes_nothing() {
    let mut school = Scenario::open(sample::unit_of_three());
    let item = "items/sample-item-3-1";
    let before = school.holds(GOOD, item, "due");
    assert_eq!(
        school.try_answer(GOOD, item, "due", "2012-09-31"),
        Err(ValueError::NoSuchDay)
    );
    assert_eq!(school.holds(GOOD, item, "due"), before);
    assert!(matches!(before, Value::Date(Some(_))));
}

#[test]
fn the_last_day_is_still_in_time() {
    for (item, due, held_back_by) in [
        ("sample-item-2-1", "2012-07-31", None),
        ("sample-item-2-1", "2012-08-01", Some("short-item-due-too-late")),
        ("sample-item-2-2", "2012-07-31", Some("term-contradicts-due")),
        ("sample-item-2-2", "2012-08-01", None),
        ("sample-item-2-2", "2012-12-31", None),
        ("sample-item-2-2", "2013-01-01", Some("term-contradicts-due")),
        ("sample-item-2-2", "2012-07-01", Some("term-contradicts-due")),
    ] {
        let mut school = Scenario::open(sample::unit_of_three());
        school.answer(FAIRLY_GOOD, &format!("items/{item}"), "due", due);
        let found = school.findings();
        let first = blocks_submission(&found).first().map(|finding| finding.rule.id);
        assert_eq!(first, held_back_by, "{item} {due}");
    }
    for (record, due, held_back_by) in [
        ("promotion_goal", "2012-12-31", &[][..]),
        ("promotion_goal", "2013-01-01", &["weak-due-after-year-end"]),
        ("turnaround_plan", "2013-01-01", &["weak-due-after-year-end"]),
    ] {
        let mut school = Scenario::open(sample::unit_of_three());
        school
            .answer(WEAK, record, "due", due)
            .is_held_back_by(held_back_by);
    }
}

#[test]
fn the_countdown_runs_from_a_fortnight_before_to_the_day_itself() {
    let mut school = Scenario::open(sample::unit_of_three());
    school.answer(UNIT, "responsibility", "submitted_on", "2012-07-05");
    // The first item of the first branch is due on 20 July.
    school.today("2012-07-05").does_not_find("due-approaching");
    for (day, words) in [
        ("2012-07-06", "还有14天到期（14天内"),
        ("2012-07-14", "还有6天到期（7天内"),
        ("2012-07-19", "还有1天到期（1天内"),
        ("2012-07-20", "今天到期"),
    ] {
        let message = school.today(day).finding("due-approaching").message;
        assert!(message.contains(words), "{day}: {message}");
    }
    school
        .today("2012-07-21")
        .finds("item-overdue", "sample-branch-1/items/sample-item-1-1/due");
}
