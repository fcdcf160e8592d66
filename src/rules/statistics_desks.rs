//! What the unit's own book and the office's count up to.

use super::team::Member;
use super::text::blank;
use super::{Context, Share};
use crate::domain::{Choose, Exemplar, ExemplarKind, ProblemType, VisitBy};

/// How the plan stands towards its day (通-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanStatus {
    /// Sent on its last day or before.
    OnTime,
    /// Sent after it.
    Late,
    /// Not sent, and the day is over.
    Missing,
    /// Not sent, and the day is not over.
    Awaited,
}

impl PlanStatus {
    /// The words a clerk sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::OnTime => "按期报送",
            Self::Late => "逾期报送",
            Self::Missing => "逾期未报送",
            Self::Awaited => "尚未报送，未到期",
        }
    }
}

/// Counts over the unit's book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitStatistics {
    /// The plan (通-3).
    pub plan: PlanStatus,
    /// Key branches to which the bureau came (一.2-c).
    pub weak_visited: Share,
    /// Members of the team who are recorded to have helped (二.1-d).
    pub members_helping: Share,
    /// Members of the team whose appraisal counts a branch's rectification (二.1-f).
    pub members_appraised: Share,
    /// Branches inspected (三.3-a).
    pub inspected: Share,
    /// Exemplars, persons and branches (一.4-b).
    pub exemplars: usize,
    /// Branches among them (一.4-c).
    pub exemplar_branches: usize,
}

/// Counts over the office's book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeStatistics {
    /// The bureau's exemplars, persons and branches (一.4-a).
    pub exemplars: usize,
    /// Branches among them (一.4-c).
    pub exemplar_branches: usize,
    /// Cases that say how a problem was solved (一.1-c).
    pub typical_cases: usize,
    /// Types that the notice names and no case is of (一.1-c).
    pub types_without_case: Vec<ProblemType>,
}

impl Context<'_> {
    /// The unit's, if this desk keeps its book.
    pub(super) fn unit_statistics(&self) -> Option<UnitStatistics> {
        let unit = self.unit()?;
        let due = self.programme.plan_due.value;
        Some(UnitStatistics {
            plan: match unit.responsibility.submitted_on {
                Some(day) if day <= due => PlanStatus::OnTime,
                Some(_) => PlanStatus::Late,
                None if self.today > due => PlanStatus::Missing,
                None => PlanStatus::Awaited,
            },
            weak_visited: Share::of(self.weak_branches(), |branch| {
                unit.guidance_visits.iter().any(|visit| {
                    visit.by == Some(VisitBy::Bureau)
                        && visit.date.is_some()
                        && visit.branch.as_ref() == Some(branch.book.id())
                })
            }),
            members_helping: Share::of(self.members(), Member::has_helped),
            members_appraised: Share::of(self.members(), Member::is_appraised),
            inspected: Share::of(self.branches(), |branch| {
                unit.inspections.iter().any(|inspection| {
                    inspection.date.is_some() && inspection.branch.as_ref() == Some(branch.book.id())
                })
            }),
            exemplars: chosen(&unit.exemplars).count(),
            exemplar_branches: chosen(&unit.exemplars).filter(|one| is_branch(one)).count(),
        })
    }

    /// The office's, at its desk.
    pub(super) fn office_statistics(&self) -> Option<OfficeStatistics> {
        let office = self.office()?;
        let cases = || {
            let cases = office.typical_cases.iter();
            cases.filter(|case| !blank(&case.method))
        };
        let named = ProblemType::VALUES.iter().copied();
        Some(OfficeStatistics {
            exemplars: chosen(&office.exemplars).count(),
            exemplar_branches: chosen(&office.exemplars).filter(|one| is_branch(one)).count(),
            typical_cases: cases().count(),
            types_without_case: named
                .filter(|kind| *kind != ProblemType::Other)
                .filter(|kind| cases().all(|case| case.problem_type != Some(*kind)))
                .collect(),
        })
    }
}

fn chosen(exemplars: &[Exemplar]) -> impl Iterator<Item = &Exemplar> {
    exemplars.iter().filter(|exemplar| exemplar.is_chosen())
}

fn is_branch(exemplar: &Exemplar) -> bool {
    exemplar.kind == Some(ExemplarKind::Branch)
}
