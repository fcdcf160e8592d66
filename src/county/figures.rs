//! Figures, each with the rows that it opens to.

use super::totals::expected;
use super::{
    BranchFilter, BranchRow, County, DutyFilter, DutyMark, DutyTally, ItemCounts, ItemFilter, ItemState,
    Pick, Rows, SubmissionState, UnitFilter, UnitLine,
};
use crate::domain::{Choose as _, Duty, Grade, ProblemType, TaskCategory, Term, satisfaction_rate};
use crate::notice::Span;
use crate::rules::blank;

/// A figure and what it opens to: as many rows as it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What is counted.
    pub label: &'static str,
    /// How many there are.
    pub part: usize,
    /// Of how many; none where there is no whole.
    pub whole: Option<usize>,
    /// The clause.
    pub clause: &'static str,
    /// What it opens to.
    pub rows: Rows,
}

/// Items of one type, category or term: a row of a table whose columns are how they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemsLine {
    /// Of what.
    pub label: &'static str,
    /// How they stand.
    pub counts: ItemCounts,
    /// What they open to; with [`ItemFilter::standing`] one column of it.
    pub filter: ItemFilter,
}

/// One duty of all units, period by period.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyTable<'a> {
    /// The duty.
    pub duty: Duty,
    /// Its periods.
    pub spans: &'a [Span],
    /// Units of which something came, each with its tallies, one a period, and their sum.
    pub units: Vec<(&'a UnitLine, &'a [DutyTally], DutyTally)>,
    /// All units together, one a period.
    pub total: &'a [DutyTally],
    /// All units and periods together.
    pub sum: DutyTally,
}

impl DutyTable<'_> {
    /// What a figure of it opens to: of one unit or all, in one period or all.
    pub fn rows(&self, unit: Option<&UnitLine>, span: Option<&Span>, mark: Option<DutyMark>) -> DutyFilter {
        DutyFilter {
            unit: unit.map(|unit| unit.key.clone()),
            branch: None,
            duty: Pick::Is(self.duty),
            period: span.map(|span| span.first),
            mark,
        }
    }
}

/// A key branch (一.2): what is owed for it, and how it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyBranch<'a> {
    /// The branch and its unit.
    pub row: BranchRow<'a>,
    /// Parts of its turnaround plan that are not filled in (一.2-d); all of them where nothing came.
    pub plan_missing: Vec<&'static str>,
    /// Its leaders' weekly visits (二.1-b).
    pub visits: DutyTally,
    /// Its weekly summaries (二.2-d).
    pub weeks: DutyTally,
    /// Its monthly notices (二.2-d).
    pub notices: DutyTally,
}

impl KeyBranch<'_> {
    /// What the tallies of a duty open to.
    pub fn periods(&self, duty: Duty) -> DutyFilter {
        DutyFilter {
            unit: Some(self.row.line.key.clone()),
            branch: self.row.cell.book.clone(),
            duty: Pick::Is(duty),
            ..DutyFilter::default()
        }
    }

    /// 满意率 of its last vote, in tenths of a per cent (二.2-b).
    pub fn satisfaction(&self) -> Option<u32> {
        let sent = self.row.sent()?;
        let against = sent.votes_against.unwrap_or_default();
        satisfaction_rate(u64::from(sent.votes?), u64::from(against))
    }
}

impl County {
    /// The figures of the front page, in the order of the work.
    pub fn figures(&self) -> Vec<Figure> {
        let units = |label, filter, clause| Figure {
            label,
            part: self.units(filter).len(),
            whole: Some(self.lines.len()),
            clause,
            rows: Rows::Units(filter),
        };
        let total = self.total();
        let programme = &self.ground.programme;
        let all = expected(programme, Pick::Any);
        let weak = Grade::VALUES.iter().filter(|grade| grade.is_key_rectification());
        let weak = weak.map(|grade| expected(programme, Pick::Is(*grade))).sum();
        let branches = |label, part, whole, clause, filter| Figure {
            label,
            part,
            whole: Some(whole),
            clause,
            rows: Rows::Branches(filter),
        };
        let items = |label, state| Figure {
            label,
            part: total.items.of(state),
            whole: state.map(|_| total.items.all()),
            clause: "一.3-e",
            rows: Rows::Items(ItemFilter::default().standing(state)),
        };
        let mut all_figures = vec![
            units("已报送的单位", UnitFilter::Received, "通-3"),
            units("未报送的单位", UnitFilter::In(SubmissionState::Missing), "通-3"),
            units("逾期报送的单位", UnitFilter::Late, "通-3"),
            units("还没有审阅意见的单位", UnitFilter::AwaitsOpinion, "通-3"),
            units(
                "退回修改的单位",
                UnitFilter::In(SubmissionState::Returned),
                "通-3",
            ),
            units("已审阅的单位", UnitFilter::In(SubmissionState::Reviewed), "通-3"),
            branches(
                "已报送的支部",
                self.branches(BranchFilter::Received).len(),
                all,
                "前-1",
                BranchFilter::Received,
            ),
            branches("重点整顿支部", total.key, weak, "一.2-a", BranchFilter::Key),
            branches(
                "晋位升级的支部（原定等次不是“好”的）",
                total.promoted,
                all - expected(programme, Pick::Is(Grade::Good)),
                "通-2e",
                BranchFilter::Promoted,
            ),
            branches(
                "其中较差、一般支部",
                total.key_promoted,
                weak,
                "三.1",
                BranchFilter::KeyPromoted,
            ),
            branches(
                "有新的提高的支部",
                total.improved,
                all,
                "通-2e",
                BranchFilter::Improved,
            ),
            items("整改项目", None),
            items("未销号", Some(ItemState::Open)),
            items("超期未完成", Some(ItemState::Overdue)),
            items("等确认销号", Some(ItemState::Waiting)),
            items("已销号", Some(ItemState::Closed)),
        ];
        for duty in Duty::VALUES {
            let tally = total.sum_of_duty(*duty);
            all_figures.push(Figure {
                label: duty.label(),
                part: tally.done,
                whole: Some(tally.due()),
                clause: match duty {
                    Duty::WeeklySummary | Duty::PublicNotice => "二.2-d",
                    _ => "二.1-b",
                },
                rows: Rows::Duties(DutyFilter {
                    duty: Pick::Is(*duty),
                    mark: Some(DutyMark::Done),
                    ..DutyFilter::default()
                }),
            });
        }
        all_figures
    }

    /// How many units stand so, state by state.
    pub fn states(&self) -> Vec<(SubmissionState, usize)> {
        let count = |state| self.units(UnitFilter::In(state)).len();
        SubmissionState::ALL
            .iter()
            .map(|state| (*state, count(*state)))
            .collect()
    }

    /// All items.
    pub fn all_items(&self) -> ItemsLine {
        ItemsLine {
            label: Pick::<ProblemType>::Any.label(),
            counts: self.total.items,
            filter: ItemFilter::default(),
        }
    }

    /// Items by type (一.1-b), those without one last.
    pub fn items_by_type(&self) -> Vec<ItemsLine> {
        let line = |kind: Pick<ProblemType>| ItemsLine {
            label: kind.label(),
            counts: self.total.of_type(kind),
            filter: ItemFilter {
                kind,
                ..ItemFilter::default()
            },
        };
        Pick::each().into_iter().map(line).collect()
    }

    /// Items by category (一.3-c, 一.3-d), those without one last.
    pub fn items_by_category(&self) -> Vec<ItemsLine> {
        let line = |category: Pick<TaskCategory>| ItemsLine {
            label: category.label(),
            counts: self.total.of_category(category),
            filter: ItemFilter {
                category,
                ..ItemFilter::default()
            },
        };
        Pick::each().into_iter().map(line).collect()
    }

    /// Items by term (一.3-b), those without one last.
    pub fn items_by_term(&self) -> Vec<ItemsLine> {
        let line = |term: Pick<Term>| ItemsLine {
            label: term.label(),
            counts: self.total.of_term(term),
            filter: ItemFilter {
                term,
                ..ItemFilter::default()
            },
        };
        Pick::each().into_iter().map(line).collect()
    }

    /// A duty, unit by unit and period by period.
    pub fn duty_table(&self, duty: Duty) -> DutyTable<'_> {
        let mut units = Vec::new();
        for line in self.lines.iter().filter(|line| line.is_received()) {
            units.push((line, line.counts.of_duty(duty), line.counts.sum_of_duty(duty)));
        }
        DutyTable {
            duty,
            spans: if duty.is_weekly() {
                &self.ground.weeks
            } else {
                &self.ground.months
            },
            units,
            total: self.total.of_duty(duty),
            sum: self.total.sum_of_duty(duty),
        }
    }

    /// The key branches (一.2-a).
    pub fn key_branches(&self) -> Vec<KeyBranch<'_>> {
        let mut all = Vec::new();
        for row in self.branches(BranchFilter::Key) {
            let [mut visits, mut weeks, mut notices] = [DutyTally::default(); 3];
            if let Some(summary) = row.line.summary() {
                for (at, duty) in summary.duties.iter().enumerate() {
                    if duty.branch.is_none() || duty.branch != row.cell.place {
                        continue;
                    }
                    let tally = match duty.duty {
                        Some(Duty::GuidanceVisit) => &mut visits,
                        Some(Duty::WeeklySummary) => &mut weeks,
                        Some(Duty::PublicNotice) => &mut notices,
                        _ => continue,
                    };
                    for (_, state) in self.ground.duty_states(summary, at, duty) {
                        tally.count(&state);
                    }
                }
            }
            let mut plan_missing = Vec::new();
            let sent = row.sent();
            for (label, is_missing) in [
                ("整顿目标", sent.is_none_or(|sent| blank(&sent.turnaround_goal))),
                (
                    "整顿责任人",
                    sent.is_none_or(|sent| blank(&sent.turnaround_responsible)),
                ),
                (
                    "整顿措施",
                    sent.is_none_or(|sent| blank(&sent.turnaround_measures)),
                ),
                ("完成时限", sent.is_none_or(|sent| sent.turnaround_due.is_none())),
            ] {
                if is_missing {
                    plan_missing.push(label);
                }
            }
            all.push(KeyBranch {
                row,
                plan_missing,
                visits,
                weeks,
                notices,
            });
        }
        all
    }
}
