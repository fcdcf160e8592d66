//! 前-1: the bureau's branches, counted over everything that was handed in and held against the notice's figures. No
//! rule can: each looks at the books of one unit.

use crate::domain::{Acceptance, Books, BranchBook, Choose as _, Grade, Id, OfficeBook, SortedMap};
use crate::notice::Programme;

use super::text::{bare, blank};

/// The branches that were handed in, by grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Each grade, with how many branches have it and how many the notice counts; then those without a grade.
    pub grades: Vec<(&'static str, usize, usize)>,
    /// All of them.
    pub total: (usize, usize),
    /// Branches that were promoted, of those that the notice counts below 好 (通-2e, note A).
    pub promoted: (usize, usize),
    /// Branches that wrote down what became better, of all that the notice counts (通-2e).
    pub improved: (usize, usize),
    /// Names of branches that stand in two units' books.
    pub twice: Vec<String>,
}

impl Tally {
    /// Counts the branches of all these plans.
    pub fn of(plans: &[Books], office: Option<&OfficeBook>, programme: &Programme) -> Self {
        // Looked up by order: a province has thousands.
        let (mut ids, mut names) = (SortedMap::<Id, ()>::new(), SortedMap::<String, String>::new());
        let mut twice = Vec::new();
        let mut grades = Vec::new();
        let (mut promoted, mut improved) = (0, 0);
        for branch in plans.iter().flat_map(|plan| &plan.branches) {
            let name = branch.profile.name.trim();
            let words = bare(name);
            if ids.get(branch.id()).is_some() || names.get(&words).is_some() {
                twice.push(name.to_owned());
            } else {
                ids.insert(branch.id().clone(), ());
                // Nothing is the same as no name.
                if !words.is_empty() {
                    names.insert(words, String::new());
                }
                grades.push(branch.profile.initial_grade);
                let accepted = office.and_then(|office| office.acceptance_of(branch.id()));
                promoted += usize::from(is_promoted(branch, accepted));
                improved += usize::from(!blank(&branch.year_end.improvements));
            }
        }
        let count = |grade: Option<Grade>| grades.iter().filter(|known| **known == grade).count();
        let expected = programme.branches.value;
        let mut lines: Vec<_> = Grade::VALUES
            .iter()
            .rev()
            .map(|grade| (grade.label(), count(Some(*grade)), expected.of(*grade) as usize))
            .collect();
        if count(None) > 0 {
            lines.push(("没有填等次", count(None), 0));
        }
        Self {
            grades: lines,
            total: (grades.len(), expected.total() as usize),
            promoted: (promoted, (expected.total() - expected.good) as usize),
            improved: (improved, expected.total() as usize),
            twice,
        }
    }

    /// Whether it is what the notice counts.
    pub fn agrees(&self) -> bool {
        self.twice.is_empty() && self.grades.iter().all(|(_, found, expected)| found == expected)
    }
}

/// Whether a branch stands higher than at the start: by its acceptance, or by its own word before.
pub(super) fn is_promoted(branch: &BranchBook, accepted: Option<&Acceptance>) -> bool {
    let accepted = accepted.and_then(|accepted| accepted.final_grade);
    let initial = branch.profile.initial_grade;
    initial.is_some() && accepted.or(branch.year_end.final_grade) > initial
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::BranchCounts;
    use crate::sample;

    #[test]
    fn branches_are_held_against_the_notice() {
        let plans = [sample::unit_of_three(), sample::single_branch()];
        let mut programme = Programme::default();
        let tally = Tally::of(&plans, None, &programme);
        assert_eq!(tally.total, (4, 45));
        assert_eq!(
            tally.grades,
            [("好", 1, 13), ("较好", 2, 26), ("一般", 1, 5), ("较差", 0, 1)]
        );
        assert!(!tally.agrees());
        programme.branches.value = BranchCounts {
            good: 1,
            fairly_good: 2,
            average: 1,
            poor: 0,
        };
        assert!(Tally::of(&plans, None, &programme).agrees());
    }

    #[test]
    fn promotion_is_counted_over_those_below_good_and_acceptance_decides() {
        let plans = [sample::lived(crate::domain::day(2012, 12, 31))];
        let mut office = sample::accepted(&plans[0]);
        let promoted = |office: &OfficeBook| {
            let tally = Tally::of(&plans, Some(office), &Programme::default());
            (tally.promoted, tally.improved)
        };
        assert_eq!(promoted(&office), ((2, 32), (3, 45)));
        office.acceptances[0].final_grade = Some(Grade::Average);
        assert_eq!(promoted(&office), ((1, 32), (3, 45)));
    }

    #[test]
    fn a_branch_in_two_units_is_named_and_counted_once() {
        let mut plans = [sample::unit_of_three(), sample::single_branch()];
        plans[1].branches[0].profile.name = " 示例中学高中部党支部".into();
        let tally = Tally::of(&plans, None, &Programme::default());
        assert_eq!(tally.twice, ["示例中学高中部党支部"]);
        assert_eq!(tally.total.0, 3);
        plans[1].branches[0].profile.initial_grade = None;
        plans[1].branches[0].profile.name = "别的支部".into();
        assert_eq!(
            Tally::of(&plans, None, &Programme::default()).grades.last(),
            Some(&("没有填等次", 1, 0))
        );
    }
}
