//! What the books count up to.

use chrono::NaiveDate;

use super::Context;
use super::text::blank;
use crate::domain::{Books, Choose, ProblemType, Term};
use crate::notice::Programme;

/// Counts over the books that are open together; for the statistics (S) of the clause table that a plan gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statistics {
    /// Branches (一.3-a).
    pub branches: usize,
    /// Key branches: 较差 and 一般 (一.2-a).
    pub weak_branches: usize,
    /// Ledger items (一.3-a).
    pub items: usize,
    /// Items of each type (一.1-b), in the order of the types.
    pub by_type: Vec<(ProblemType, usize)>,
    /// Items of each term (一.3-b), in the order of the terms.
    pub by_term: Vec<(Term, usize)>,
    /// Open items whose due date is over (一.3-b).
    pub overdue: usize,
    /// Good deeds planned (二.2-e).
    pub good_deeds: usize,
    /// Pledges made (二.2-f).
    pub pledges: usize,
    /// Rounds of asking the public (二.2-a).
    pub opinion_rounds: usize,
    /// Rounds of which something was adopted (二.2-a).
    pub adopted_rounds: usize,
}

/// A statistic written out, for a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatisticsLine {
    /// What is counted.
    pub label: String,
    /// How many.
    pub value: usize,
    /// The measure word.
    pub unit: &'static str,
    /// The clause.
    pub clause: &'static str,
}

impl Statistics {
    /// Counts.
    pub fn of(books: &Books, programme: &Programme, today: NaiveDate) -> Self {
        let cx = Context {
            books,
            programme,
            today,
        };
        let branches = || books.branches.iter();
        let items = || branches().flat_map(|branch| &branch.items);
        let rounds = || {
            branches()
                .flat_map(|branch| &branch.opinion_rounds)
                .filter(|round| round.date.is_some() || !blank(&round.opinions))
        };
        Self {
            branches: branches().count(),
            weak_branches: cx.weak_branches().count(),
            items: items().count(),
            by_type: count_by(|kind| items().filter(|item| item.problem_type == Some(kind)).count()),
            by_term: count_by(|term| items().filter(|item| item.term == Some(term)).count()),
            overdue: cx
                .open_items()
                .filter(|row| row.item.due.is_some_and(|due| due < today))
                .count(),
            good_deeds: branches()
                .flat_map(|branch| &branch.good_deeds)
                .filter(|deed| !blank(&deed.title))
                .count(),
            pledges: branches()
                .flat_map(|branch| &branch.pledges)
                .filter(|pledge| !blank(&pledge.content))
                .count(),
            opinion_rounds: rounds().count(),
            adopted_rounds: rounds().filter(|round| !blank(&round.adopted)).count(),
        }
    }

    /// Every count written out.
    pub fn lines(&self) -> Vec<StatisticsLine> {
        let line = |label: &str, value, unit, clause| StatisticsLine {
            label: label.to_owned(),
            value,
            unit,
            clause,
        };
        let mut lines = vec![
            line("党支部", self.branches, "个", "一.3-a"),
            line("重点整顿支部（较差、一般）", self.weak_branches, "个", "一.2-a"),
            line("整改项目", self.items, "项", "一.3-a"),
        ];
        lines.extend(
            self.by_type
                .iter()
                .map(|(kind, value)| line(kind.label(), *value, "项", "一.1-b")),
        );
        lines.extend(
            self.by_term
                .iter()
                .map(|(term, value)| line(term.label(), *value, "项", "一.3-b")),
        );
        lines.extend([
            line("超期未完成", self.overdue, "项", "一.3-b"),
            line("计划好事实事", self.good_deeds, "件", "二.2-e"),
            line("党员承诺", self.pledges, "条", "二.2-f"),
            line("听取意见", self.opinion_rounds, "次", "二.2-a"),
            line("其中有采纳的", self.adopted_rounds, "次", "二.2-a"),
        ]);
        lines
    }
}

/// A count for every answer of a closed list.
fn count_by<T: Choose>(count: impl Fn(T) -> usize) -> Vec<(T, usize)> {
    T::VALUES.iter().map(|value| (*value, count(*value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn the_sample_is_counted() {
        let books = sample::unit_of_three();
        let counted = Statistics::of(&books, &Programme::default(), sample::TODAY);
        assert_eq!(
            (counted.branches, counted.weak_branches, counted.items),
            (3, 1, 8)
        );
        assert_eq!(
            counted.by_term,
            [(Term::Short, 3), (Term::Medium, 3), (Term::Long, 2)]
        );
        assert_eq!(counted.by_type.iter().map(|(_, n)| n).sum::<usize>(), 8);
        assert_eq!((counted.good_deeds, counted.pledges, counted.overdue), (3, 3, 0));
    }
}
