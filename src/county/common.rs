//! 共性问题: problems by type over all units, the answers of all units side by side, and cases to choose (一.1-b, 一.1-c).

use super::{County, ItemCounts, ItemFilter, ItemRow, ItemState, Pick, SentSolution, UnitLine};
use crate::domain::{Choose as _, ProblemType, SortedMap};
use crate::rules::bare;

/// What a unit answers to a kind of problem.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SolutionRow<'a> {
    /// The unit.
    pub line: &'a UnitLine,
    /// Its answers.
    pub solution: &'a SentSolution,
}

/// A kind of problem over all units.
#[derive(Debug, Clone, PartialEq)]
pub struct CommonProblem<'a> {
    /// The kind.
    pub kind: ProblemType,
    /// Its name: the notice's, or the own label of another kind.
    pub name: String,
    /// How its items stand.
    pub counts: ItemCounts,
    /// Units that have it.
    pub units: usize,
    /// Branches that have it.
    pub branches: usize,
    /// Items of it of which a case was made.
    pub cased: usize,
    /// What its items open to.
    pub filter: ItemFilter,
    /// All units' answers to it.
    pub solutions: Vec<SolutionRow<'a>>,
}

impl CommonProblem<'_> {
    /// Whether more than one branch has it.
    pub fn is_common(&self) -> bool {
        self.branches > 1
    }
}

impl County {
    /// Kinds of problems: those that the notice names, in its order, then others by their own labels, the most
    /// widespread first.
    pub fn common_problems(&self) -> Vec<CommonProblem<'_>> {
        let mut all: Vec<CommonProblem<'_>> = Vec::new();
        for kind in ProblemType::VALUES
            .iter()
            .filter(|kind| **kind != ProblemType::Other)
        {
            all.push(blank_problem(*kind, None));
        }
        let named = all.len();
        let mut others: SortedMap<String, usize> = SortedMap::new();
        for line in &self.lines {
            let Some(summary) = line.summary() else { continue };
            // Which problems this unit and its branches have been counted for.
            let mut seen: SortedMap<(usize, Option<u32>), ()> = SortedMap::new();
            for item in &summary.items {
                let Some(at) = place(&mut all, &mut others, item.kind, &item.label) else {
                    continue;
                };
                let problem = &mut all[at];
                problem.counts.count(item.state(self.ground.today));
                problem.cased += usize::from(self.ground.is_cased(item.item.as_ref()));
                problem.units += usize::from(seen.insert((at, None), ()).is_none());
                problem.branches += usize::from(seen.insert((at, item.branch), ()).is_none());
            }
            for solution in &summary.solutions {
                let at = place(&mut all, &mut others, solution.kind, &solution.label);
                if let Some(at) = at {
                    all[at].solutions.push(SolutionRow { line, solution });
                }
            }
        }
        let widest_first = |problem: &CommonProblem<'_>| std::cmp::Reverse(problem.branches);
        for at in named + 1..all.len() {
            let sorted = &all[named..at];
            let to = named + sorted.partition_point(|one| widest_first(one) <= widest_first(&all[at]));
            all[to..=at].rotate_right(1);
        }
        all
    }

    /// Closed items of which no case was made: those that a filter takes.
    pub fn cases_to_choose(&self, filter: &ItemFilter) -> Vec<ItemRow<'_>> {
        let mut rows = self.rows(&filter.standing(Some(ItemState::Closed)));
        rows.retain(|row| !row.is_cased);
        rows
    }
}

/// The place of a kind of problem; another kind is put in when it is met first.
fn place(
    all: &mut Vec<CommonProblem<'_>>,
    others: &mut SortedMap<String, usize>,
    kind: Option<ProblemType>,
    label: &str,
) -> Option<usize> {
    match kind? {
        ProblemType::Other => {
            let next = all.len();
            let at = *others.get_or_insert_with(bare(label), || next);
            if at == next {
                all.push(blank_problem(ProblemType::Other, Some(label)));
            }
            Some(at)
        }
        named => all.iter().position(|problem| problem.kind == named),
    }
}

fn blank_problem<'a>(kind: ProblemType, label: Option<&str>) -> CommonProblem<'a> {
    let label = label.map(str::trim);
    CommonProblem {
        kind,
        name: match label {
            Some(label) if !label.is_empty() => label.to_owned(),
            _ => kind.label().to_owned(),
        },
        counts: ItemCounts::default(),
        units: 0,
        branches: 0,
        cased: 0,
        filter: ItemFilter {
            kind: Pick::Is(kind),
            label: label.map(str::to_owned),
            ..ItemFilter::default()
        },
        solutions: Vec::new(),
    }
}
