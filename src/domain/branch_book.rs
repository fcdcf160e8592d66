//! What a branch (党支部) keeps.

use super::{
    Benchmark, BranchProfile, BranchResponsibility, CatchUp, FiveInOnePart, GoodDeed, Id, KeyTask,
    LedgerItem, Milestone, OpinionRound, Pledge, PromotionGoal, ResponsibilitySystem, SpecialMeeting,
    TurnaroundPlan, WarningReason,
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
            /// Whom it means to catch up with.
            benchmarks: Benchmark,
            /// The five parts of “五位一体”.
            five_in_one: FiveInOnePart,
            /// Planned good deeds.
            good_deeds: GoodDeed,
            /// Members' pledges.
            pledges: Pledge,
            /// Why warnings were passed.
            warning_reasons: WarningReason,
        }
    }
}

impl BranchBook {
    /// The steps of one item's plan, in order.
    pub fn milestones_of<'a>(&'a self, item: &'a Id) -> impl Iterator<Item = &'a Milestone> {
        self.milestones
            .iter()
            .filter(move |milestone| milestone.item.as_ref() == Some(item))
    }

    /// Whether it is one of the key branches (重点整顿); derived, never typed (clause 一.2-a).
    pub fn is_key_rectification(&self) -> bool {
        self.profile
            .initial_grade
            .is_some_and(super::Grade::is_key_rectification)
    }
}
