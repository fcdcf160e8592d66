//! What a branch (党支部) keeps.

use super::{
    Benchmark, BranchProfile, BranchResponsibility, CatchUp, CloseOut, Evaluation, Extension, Feedback,
    FiveInOnePart, GoodDeed, Id, KeyTask, LedgerItem, MergeDecision, Milestone, OpinionRound, PeriodReason,
    Pledge, ProgressEntry, PromotionGoal, PublicNotice, ResponsibilitySystem, SpecialMeeting, TurnaroundPlan,
    WarningReason, WeeklySummary, YearEnd,
};

document! {
    /// The branch's book: its ledger and everything that goes with it.
    BranchBook "branch_book" {
        one {
            /// The branch itself.
            profile: BranchProfile,
            /// Who answers for its rectification.
            responsibility: BranchResponsibility,
            /// Its system of responsibility.
            responsibility_system: ResponsibilitySystem,
            /// The grade it aims at.
            promotion_goal: PromotionGoal,
            /// How it catches up with its benchmark.
            catch_up: CatchUp,
            /// What is owed when it is weak.
            turnaround_plan: TurnaroundPlan,
            /// What it reached by the year's end.
            year_end: YearEnd,
        }
        many {
            /// Its key tasks.
            key_tasks: KeyTask,
            /// Rounds of asking the public.
            opinion_rounds: OpinionRound,
            /// Meetings that went through the problems.
            special_meetings: SpecialMeeting,
            /// The ledger's items, in the order of their numbers.
            items: LedgerItem,
            /// Plans of items that take long.
            milestones: Milestone,
            /// What happened to the items.
            progress: ProgressEntry,
            /// New due dates of items.
            extensions: Extension,
            /// Items crossed off, and taken up again.
            close_outs: CloseOut,
            /// What the public said of items.
            feedbacks: Feedback,
            /// Whom it means to catch up with.
            benchmarks: Benchmark,
            /// The five parts of “五位一体”.
            five_in_one: FiveInOnePart,
            /// Good deeds, planned and done.
            good_deeds: GoodDeed,
            /// Members' pledges.
            pledges: Pledge,
            /// A summary a week.
            weekly_summaries: WeeklySummary,
            /// A public notice a month.
            public_notices: PublicNotice,
            /// Votes of members and the public.
            evaluations: Evaluation,
            /// Why summaries or notices were not made.
            period_reasons: PeriodReason,
            /// Why warnings were passed.
            warning_reasons: WarningReason,
            /// What was decided when copies were merged.
            merge_decisions: MergeDecision,
        }
    }
}

impl BranchBook {
    /// The steps of one item's plan, in order.
    pub fn milestones_of<'a>(&'a self, item: &Id) -> std::vec::IntoIter<&'a Milestone> {
        of_item(&self.milestones, item, |record| record.item.as_ref())
    }

    /// The close-out that crosses an item off now: verified, and not taken up again since.
    pub fn closed<'a>(&'a self, item: &'a Id) -> Option<&'a CloseOut> {
        let done = |close: &&CloseOut| close.closed_on.is_some() && close.reopened_on.is_none();
        self.close_outs_of(item).rfind(done)
    }

    /// Whether an item was crossed off at the end of a day, as its close-outs tell it.
    pub fn was_closed(&self, item: &Id, on: chrono::NaiveDate) -> bool {
        self.closed_at(item, on).is_some()
    }

    /// The close-out that crossed an item off at the end of a day, whatever came of it later.
    pub fn closed_at<'a>(&'a self, item: &Id, on: chrono::NaiveDate) -> Option<&'a CloseOut> {
        let stood = |close: &&CloseOut| {
            close.closed_on.is_some_and(|closed| closed <= on)
                && close.reopened_on.is_none_or(|reopened| reopened > on)
        };
        self.close_outs_of(item).rfind(stood)
    }

    /// The close-out that is being written or waits to be confirmed.
    pub fn open_close_out<'a>(&'a self, item: &'a Id) -> Option<&'a CloseOut> {
        let waiting = |close: &&CloseOut| close.closed_on.is_none() && close.reopened_on.is_none();
        self.close_outs_of(item).rfind(waiting)
    }

    /// Every close-out of an item, in the order in which they were made.
    pub fn close_outs_of<'a>(&'a self, item: &Id) -> std::vec::IntoIter<&'a CloseOut> {
        of_item(&self.close_outs, item, |record| record.item.as_ref())
    }

    /// The extensions of an item that say till when, in the order in which they were asked for.
    pub fn extensions_of<'a>(&'a self, item: &Id) -> std::vec::IntoIter<&'a Extension> {
        of_item(&self.extensions, item, |record| record.item.as_ref())
    }

    /// The day that is due for an item now: its own, or that of its last extension.
    pub fn due_of(&self, item: &LedgerItem) -> Option<chrono::NaiveDate> {
        let mut extended = self
            .extensions_of(&item.id)
            .filter_map(|extension| extension.new_due);
        extended.next_back().or(item.due)
    }

    /// The vote that counts: the last one that was held.
    pub fn evaluation(&self) -> Option<&Evaluation> {
        let held = self.evaluations.iter();
        held.filter(|evaluation| evaluation.date.is_some())
            .max_by_key(|evaluation| evaluation.date)
    }

    /// Whether it is one of the key branches (重点整顿); derived, never typed (clause 一.2-a).
    pub fn is_key_rectification(&self) -> bool {
        self.profile
            .initial_grade
            .is_some_and(super::Grade::is_key_rectification)
    }
}

/// Those records that belong to an item, listed: the page would carry an adapter once for everyone who walks over it.
#[inline(never)]
fn of_item<'a, T>(records: &'a [T], item: &Id, owner: fn(&T) -> Option<&Id>) -> std::vec::IntoIter<&'a T> {
    let mut found = Vec::new();
    for record in records {
        if owner(record) == Some(item) {
            found.push(record);
        }
    }
    found.into_iter()
}
