//! The notice, executable: every rule is a value that cites its clause.
//!
//! A rule stands in a file of its own, under the notice's own chapters, named after what is wrong; one line in
//! [`ALL`] declares the file and lists the rule. From that list come the checks, the table of tests, the page of
//! rules and the clause shown beside every finding. Clauses that no rule checks stand in [`UNCHECKED`], each with
//! the reason.
//!
//! **Invariant:** checking never fails and never reads a clock; dates, counts and thresholds come from the
//! [`Programme`] and nowhere else.

#[macro_use]
mod rule;
#[macro_use]
mod example;
mod burn_down;
mod context;
mod duties;
mod finding;
mod share;
mod statistics;
mod statistics_desks;
mod statistics_lines;
mod team;
mod terms;
mod text;
mod unchecked;

pub use burn_down::{BurnDown, burn_down};
pub use context::Context;
pub use duties::{DutyCell, DutyLine, DutyState, duty_lines};
pub use example::Example;
#[cfg(not(target_arch = "wasm32"))]
pub use example::Scene;
pub use finding::{Address, Finding, Findings, blocks_submission};
pub use rule::{Gate, Rule, Severity};
pub use share::Share;
pub use statistics::{BranchStatistics, Statistics};
pub use statistics_desks::{OfficeStatistics, PlanStatus, UnitStatistics};
pub use statistics_lines::StatisticsLine;
pub(crate) use text::{bare, bare_onto, blank};
pub use unchecked::UNCHECKED;

use chrono::NaiveDate;

use crate::domain::{Books, BranchBook, Id};
use crate::notice::Programme;

/// Looks for everything that is wrong with these books on this day, in the notice's order.
///
/// ```
/// use jinwei::notice::Programme;
/// use jinwei::rules::{blocks_submission, check};
/// use jinwei::sample;
///
/// let mut books = sample::unit_of_three();
/// books.branches[0].special_meetings.clear();
/// let found = check(&books, &Programme::default(), sample::TODAY);
/// assert_eq!(blocks_submission(&found)[0].rule.id, "no-special-meeting");
/// ```
pub fn check(books: &Books, programme: &Programme, today: NaiveDate) -> Vec<Finding> {
    let context = Context {
        books,
        programme,
        today,
    };
    let mut found = Vec::new();
    for rule in ALL {
        (rule.check)(&context, &mut Findings::of(rule, books, &mut found));
    }
    found
}

/// What is found of all that is asked already on this day: what lists show and files carry.
pub fn asked(books: &Books, programme: &Programme, today: NaiveDate) -> Vec<Finding> {
    let mut found = check(books, programme, today);
    found.retain(|finding| finding.rule.gate.is_asked(programme, today));
    found
}

/// Since when an open item waits to be crossed off by the unit above its branch; none while the branch itself has to do
/// with it. See [`Statistics::overdue`], which leaves those that wait out.
pub fn waits_since(
    books: &Books,
    branch: &BranchBook,
    item: &Id,
    programme: &Programme,
) -> Option<NaiveDate> {
    let context = Context {
        books,
        programme,
        today: NaiveDate::MIN,
    };
    context.waiting(branch, item)?.applied_on
}

/// The rule with this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
}

/// Declares the files of rules, folder by folder, and lists their rules.
macro_rules! rules {
    ($($(#[$doc:meta])* $folder:ident { $($file:ident)+ })+) => {
        $($(#[$doc])* mod $folder { $(pub(super) mod $file;)+ })+

        /// Every rule, in the notice's order.
        pub static ALL: &[&Rule] = &[$($(&$folder::$file::RULE),+),+];
    };
}

rules! {
    /// The covering letter (通).
    general {
        unit_without_self_analysis
        no_key_task
        unit_without_responsible
        plan_due_soon
        late_plan
        improvement_not_recorded
    }
    /// Chapter one: measures.
    chapter1 {
        no_special_meeting
        item_not_discussed
        item_without_root_cause
        identical_measures
        meeting_after_plan
        item_without_type
        type_without_solution
        type_without_case
        case_from_open_item
        branch_without_grade
        weak_branch_without_link
        link_not_by_secretary
        direct_branch_without_bureau_link
        weak_branch_without_bureau_visit
        bureau_visit_not_tied
        incomplete_turnaround_plan
        five_in_one_blank
        weak_target_not_higher
        weak_due_after_year_end
        weak_not_promoted
        unit_without_branch_book
        empty_ledger
        two_ledgers_for_one_branch
        item_without_project
        item_without_measure
        item_without_handler
        item_without_due
        handler_not_a_person
        item_without_term
        term_contradicts_due
        due_before_start
        due_approaching
        item_overdue
        incomplete_extension
        extension_asked_late
        short_item_due_too_late
        quick_task_without_reason
        quick_task_not_short
        short_item_still_open
        long_item_without_plan
        long_item_without_explanation
        explanation_not_given
        milestone_without_date
        slow_task_not_long
        milestone_approaching
        milestone_overdue
        notice_without_explanation
        close_out_incomplete
        closed_before_found
        closed_with_open_milestones
        close_out_without_verifier
        verifier_is_handler
        close_out_without_evidence
        close_out_unconfirmed
        reopened_without_reason
        closed_item_never_publicised
        feedback_without_reply
        no_bureau_exemplar
        unit_exemplar_wanted
        no_unit_exemplar
        exemplar_not_publicised
        exemplar_branch_overdue
    }
    /// Chapter two: responsibility.
    chapter2 {
        no_unit_meeting
        branch_not_discussed
        identical_discussions
        dispatch_meeting_due
        bulletin_due
        guidance_visit_due
        no_dispatch_meeting
        no_bulletin
        no_guidance_visit
        branch_without_link_leader
        dispatch_chair_not_secretary
        lagging_suggested
        lagging_without_on_site
        no_team_member
        member_without_support
        secretary_not_responsible
        unit_and_branch_secretaries_differ
        no_appraisal_link
        no_opinion_round
        evaluation_due
        no_evaluation
        ballots_do_not_add_up
        dissatisfied_without_follow_up
        satisfaction_below_mark
        no_responsibility_system
        weekly_summary_due
        weekly_summary_missing
        public_notice_due
        no_public_notice
        no_good_deed
        too_many_good_deeds
        good_deed_due
        no_good_deed_done
        no_pledge
        pledge_due
    }
    /// Chapter three: promotion.
    chapter3 {
        incomplete_promotion_goal
        target_below_grade
        fairly_good_without_promotion
        no_benchmark
        benchmark_is_itself
        good_branch_aims_low
        too_many_benchmarks
        benchmark_not_better
        no_catch_up
        good_branch_without_catch_up
        focus_without_task
        branch_never_inspected
        inspection_half_done
        no_self_check
        acceptance_without_date
    }
    /// The annexed form (表).
    form {
        conclusion_without_acceptor
        opinion_without_date
        opinion_before_acceptance
    }
}
