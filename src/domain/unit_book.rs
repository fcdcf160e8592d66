//! What a unit (单位党组织) keeps.

use super::{
    AppraisalLink, BranchDiscussion, Bulletin, DispatchMeeting, Exemplar, GuidanceVisit, Inspection, KeyTask,
    LaggingBranch, MergeDecision, OnSiteSession, PeriodReason, SecretaryLink, SelfAnalysis, SelfCheck,
    Support, TeamMember, TypeSolution, UnitMeeting, UnitProfile, UnitResponsibility, WarningReason,
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
            /// The leading team.
            team_members: TeamMember,
            /// What its members did to help.
            supports: Support,
            /// Where their appraisal counts it.
            appraisal_links: AppraisalLink,
            /// A meeting a month.
            dispatch_meetings: DispatchMeeting,
            /// A bulletin a month.
            bulletins: Bulletin,
            /// Visits to branches, a week each, and the bureau's.
            guidance_visits: GuidanceVisit,
            /// Branches that lag.
            lagging_branches: LaggingBranch,
            /// The secretary's sessions there.
            on_site_sessions: OnSiteSession,
            /// Inspections.
            inspections: Inspection,
            /// The unit's exemplars.
            exemplars: Exemplar,
            /// Its check of its branches before acceptance.
            self_checks: SelfCheck,
            /// Why meetings, bulletins or visits were not held.
            period_reasons: PeriodReason,
            /// Why warnings were passed.
            warning_reasons: WarningReason,
            /// What was decided when copies were merged.
            merge_decisions: MergeDecision,
        }
    }
}
