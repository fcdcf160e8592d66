//! What a unit (单位党组织) keeps.

use super::{
    BranchDiscussion, KeyTask, SecretaryLink, SelfAnalysis, TypeSolution, UnitMeeting, UnitProfile,
    UnitResponsibility, WarningReason,
};

document! {
    /// The unit's book: its own part of the plan, and what it worked out for its branches.
    UnitBook "unit_book" {
        one {
            /// The unit itself.
            profile: UnitProfile,
            /// Its analysis of its own problems.
            self_analysis: SelfAnalysis,
            /// Who answers for the plan.
            responsibility: UnitResponsibility,
        }
        many {
            /// Its key tasks.
            key_tasks: KeyTask,
            /// Its meetings on rectification.
            unit_meetings: UnitMeeting,
            /// What they worked out, branch by branch.
            branch_discussions: BranchDiscussion,
            /// One set of answers for each kind of problem.
            type_solutions: TypeSolution,
            /// Secretaries' links to weak branches.
            secretary_links: SecretaryLink,
            /// Why warnings were passed.
            warning_reasons: WarningReason,
        }
    }
}
