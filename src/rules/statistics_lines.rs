//! The statistics written out, for a table.

use super::text::percent;
use super::{OfficeStatistics, Share, Statistics, UnitStatistics};
use crate::domain::{Choose, Duty, ProblemType};

/// A statistic written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatisticsLine {
    /// What is counted.
    pub label: String,
    /// How much it is: “8”, “14 / 26”, “97.1%”, a word, or a dash where there is nothing to count yet.
    pub value: String,
    /// The measure word; empty where there is none.
    pub unit: &'static str,
    /// The clause.
    pub clause: &'static str,
}

/// The line of this value.
fn line(label: &str, value: impl ToString, unit: &'static str, clause: &'static str) -> StatisticsLine {
    StatisticsLine {
        label: label.to_owned(),
        value: value.to_string(),
        unit,
        clause,
    }
}

impl Statistics {
    /// Every count written out, in the order of the work. What stands in a book that is not open has no line.
    pub fn lines(&self) -> Vec<StatisticsLine> {
        let mut lines = vec![
            line("党支部", self.branches, "个", "一.3-a"),
            line("重点整顿支部（较差、一般）", self.weak_branches, "个", "一.2-a"),
            line("整改项目", self.items, "项", "一.3-a"),
        ];
        for (kind, value) in &self.by_type {
            lines.push(line(kind.label(), *value, "项", "一.1-b"));
        }
        for (term, value) in &self.by_term {
            lines.push(line(term.label(), *value, "项", "一.3-b"));
        }
        lines.extend([
            line("已销号", self.closed, "项", "一.3-e"),
            line("未销号", self.open, "项", "一.3-e"),
            line("超期未完成", self.overdue, "项", "一.3-b"),
            line("短期项目过期未完成", self.short_overdue, "项", "一.3-c"),
            line("听取意见", self.opinion_rounds, "次", "二.2-a"),
            line("其中有采纳的", self.adopted_rounds, "次", "二.2-a"),
        ]);
        for (duty, done) in &self.duties {
            lines.extend(self.duty_line(*duty, *done));
        }
        lines.extend([
            line("计划好事实事", self.good_deeds, "件", "二.2-e"),
            line("办成好事实事", self.good_deeds_done, "件", "二.2-e"),
            line("党员承诺", self.pledges, "条", "二.2-f"),
            line("已兑现的承诺", self.pledges_kept, "条", "二.2-f"),
            line("没有兑现的承诺", self.pledges_broken, "条", "二.2-f"),
            line("群众满意率", rate(self.satisfaction), "", "二.2-b"),
        ]);
        lines.extend(self.unit.iter().flat_map(UnitStatistics::lines));
        lines.extend(self.office.iter().flat_map(OfficeStatistics::lines));
        lines.extend([
            line("有新的提高的支部", self.improved, "个", "通-2e"),
            line(
                "晋位升级的支部（原定等次不是“好”的）",
                self.promoted,
                "个",
                "通-2e",
            ),
            line("其中较差、一般支部", self.weak_promoted, "个", "三.1"),
        ]);
        lines
    }

    /// How often a duty was done; the unit's have no line where its book is not open.
    fn duty_line(&self, duty: Duty, done: Share) -> Option<StatisticsLine> {
        let clause = match duty {
            Duty::WeeklySummary | Duty::PublicNotice => "二.2-d",
            _ if self.unit.is_none() => return None,
            _ => "二.1-b",
        };
        Some(line(duty.label(), done, "次", clause))
    }
}

impl UnitStatistics {
    fn lines(&self) -> Vec<StatisticsLine> {
        vec![
            line("具体方案", self.plan.label(), "", "通-3"),
            line("局党委到校指导的重点整顿支部", self.weak_visited, "个", "一.2-c"),
            line("有支持帮助记录的班子成员", self.members_helping, "人", "二.1-d"),
            line("绩效考核已挂钩的班子成员", self.members_appraised, "人", "二.1-f"),
            line("督查过的支部", self.inspected, "个", "三.3-a"),
            line("先进典型", self.exemplars, "个", "一.4-b"),
            line("其中党支部", self.exemplar_branches, "个", "一.4-c"),
        ]
    }
}

impl OfficeStatistics {
    fn lines(&self) -> Vec<StatisticsLine> {
        let without = self.types_without_case.iter().copied().map(ProblemType::label);
        let without = without.collect::<Vec<_>>().join("、");
        let without = if without.is_empty() { "无" } else { &without };
        vec![
            line("全系统先进典型", self.exemplars, "个", "一.4-a"),
            line("其中党支部", self.exemplar_branches, "个", "一.4-c"),
            line("典型案例", self.typical_cases, "个", "一.1-c"),
            line("没有典型案例的问题类型", without, "", "一.1-c"),
        ]
    }
}

fn rate(tenths: Option<u32>) -> String {
    tenths.map_or_else(|| "—".to_owned(), percent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Books, day};
    use crate::notice::{Programme, clause};
    use crate::sample;

    fn lines(books: &Books) -> Vec<StatisticsLine> {
        Statistics::of(books, &Programme::default(), day(2012, 12, 31)).lines()
    }

    fn value(lines: &[StatisticsLine], label: &str) -> Option<String> {
        let found = lines.iter().find(|line| line.label == label);
        found.map(|line| line.value.clone())
    }

    #[test]
    fn every_line_cites_a_clause_that_exists() {
        let mut books = sample::lived(day(2012, 12, 31));
        books.office = Some(sample::accepted(&books));
        for line in lines(&books) {
            assert!(clause(line.clause).is_some(), "{line:?}");
        }
    }

    #[test]
    fn values_are_written_for_people() {
        let mut books = sample::lived(day(2012, 12, 31));
        let of_unit = lines(&books);
        assert_eq!(value(&of_unit, "周总结").as_deref(), Some("78 / 78"));
        assert_eq!(value(&of_unit, "群众满意率").as_deref(), Some("97.1%"));
        assert_eq!(value(&of_unit, "具体方案").as_deref(), Some("按期报送"));
        assert_eq!(value(&of_unit, "典型案例"), None);

        books.unit = None;
        books.branches.truncate(1);
        books.branches[0].evaluations.clear();
        let of_branch = lines(&books);
        assert_eq!(value(&of_branch, "群众满意率").as_deref(), Some("—"));
        assert_eq!(value(&of_branch, "调度会"), None);
        assert_eq!(value(&of_branch, "具体方案"), None);
    }
}
