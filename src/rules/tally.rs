//! 前-1: the bureau's branches, counted over everything that was handed in and held against the notice's figures. No
//! rule can: each looks at the books of one unit.

use crate::domain::{Books, Choose as _, Grade, Id};
use crate::notice::Programme;

use super::text::same;

/// The branches that were handed in, by grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Each grade, with how many branches have it and how many the notice counts; then those without a grade.
    pub grades: Vec<(&'static str, usize, usize)>,
    /// All of them.
    pub total: (usize, usize),
    /// Names of branches that stand in two units' books.
    pub twice: Vec<String>,
}

impl Tally {
    /// Counts the branches of all these plans.
    pub fn of(plans: &[Books], programme: &Programme) -> Self {
        let mut known: Vec<(&Id, &str)> = Vec::new();
        let mut twice = Vec::new();
        let mut grades = Vec::new();
        for branch in plans.iter().flat_map(|plan| &plan.branches) {
            let name = branch.profile.name.trim();
            let is_same = |one: &&(&Id, &str)| one.0 == branch.id() || same(one.1, name);
            if known.iter().any(|one| is_same(&one)) {
                twice.push(name.to_owned());
            } else {
                known.push((branch.id(), name));
                grades.push(branch.profile.initial_grade);
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
            twice,
        }
    }

    /// Whether it is what the notice counts.
    pub fn agrees(&self) -> bool {
        self.twice.is_empty() && self.grades.iter().all(|(_, found, expected)| found == expected)
    }
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
        let tally = Tally::of(&plans, &programme);
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
        assert!(Tally::of(&plans, &programme).agrees());
    }

    #[test]
    fn a_branch_in_two_units_is_named_and_counted_once() {
        let mut plans = [sample::unit_of_three(), sample::single_branch()];
        plans[1].branches[0].profile.name = " 示例中学高中部党支部".into();
        let tally = Tally::of(&plans, &Programme::default());
        assert_eq!(tally.twice, ["示例中学高中部党支部"]);
        assert_eq!(tally.total.0, 3);
        plans[1].branches[0].profile.initial_grade = None;
        plans[1].branches[0].profile.name = "别的支部".into();
        assert_eq!(
            Tally::of(&plans, &Programme::default()).grades.last(),
            Some(&("没有填等次", 1, 0))
        );
    }
}
