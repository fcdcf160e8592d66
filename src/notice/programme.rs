//! The programme: what the notice fixes in figures. Another year's programme is another value of this type.

use chrono::NaiveDate;

use super::figure::Show;
use super::{Figure, FigureLine};
use crate::domain::{Grade, day};

/// How many branches have each grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BranchCounts {
    /// 好
    pub good: u32,
    /// 较好
    pub fairly_good: u32,
    /// 一般
    pub average: u32,
    /// 较差
    pub poor: u32,
}

impl BranchCounts {
    /// How many there are in all.
    pub fn total(self) -> u32 {
        self.good + self.fairly_good + self.average + self.poor
    }

    /// How many have this grade.
    pub fn of(self, grade: Grade) -> u32 {
        match grade {
            Grade::Good => self.good,
            Grade::FairlyGood => self.fairly_good,
            Grade::Average => self.average,
            Grade::Poor => self.poor,
        }
    }
}

/// Declares the programme's figures: `/// doc`, `name: Type = value, "clause" "meaning";`
macro_rules! programme {
    ($($(#[$doc:meta])* $name:ident : $ty:ty = $value:expr, $clause:literal $meaning:literal;)+) => {
        /// The figures of one year's programme.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Programme {
            /// Its name in files.
            pub id: String,
            /// Its number as papers cite it.
            pub number: String,
            /// Its title.
            pub title: String,
            $($(#[$doc])* pub $name: Figure<$ty>,)+
        }

        impl Default for Programme {
            /// The programme of 2012: 华教发[2012]12号.
            fn default() -> Self {
                Self {
                    id: "huajiaofa-2012-12".into(),
                    number: "华教发[2012]12号".into(),
                    title: "华容县教育局党委开展基层组织建设年整改提高晋位升级阶段具体方案".into(),
                    $($name: Figure { value: $value, clause: $clause, meaning: $meaning },)+
                }
            }
        }

        impl Programme {
            /// Every figure written out, in the notice's order.
            pub fn figures(&self) -> Vec<FigureLine> {
                vec![$(FigureLine {
                    name: stringify!($name),
                    value: self.$name.value.show(),
                    clause: self.$name.clause,
                    meaning: self.$name.meaning,
                }),+]
            }
        }
    };
}

programme! {
    /// The day of the notice.
    issued_on: NaiveDate = day(2012, 7, 2), "通-1" "印发日期";
    /// The last day, inclusive, on which the plan is in time.
    plan_due: NaiveDate = day(2012, 7, 6), "通-3" "具体方案报送截止日期（含当日）";
    /// From how many days before that the plan is asked for. Ours: the notice came four days before.
    plan_reminder_days: u32 = 3, "通-3" "报送截止前几天开始催报（天）";
    /// The bureau's branches, by grade.
    branches: BranchCounts = BranchCounts { good: 13, fairly_good: 26, average: 5, poor: 1 },
        "前-1" "局党委所属党支部数（个）";
    /// How many parts 五位一体 has.
    five_in_one_parts: u32 = 5, "一.2-e" "“五位一体”的项数（项）";
    /// The last day, inclusive, of the year in which weak branches are to be promoted.
    year_end: NaiveDate = day(2012, 12, 31), "一.2-f" "年内转化升级的最后一天（含当日）";
    /// A handler written with one of these words at its end names nobody. Ours.
    collective_handlers: Vec<&'static str> = vec![
        "支部", "总支", "党委", "支委会", "委员会", "班子", "党员", "成员", "小组", "学校", "学校领导", "教师", "教职工",
        "教研组", "教务处", "总务处", "政教处", "办公室", "部门", "人员", "大家", "集体",
    ], "一.3-a" "以这些字结尾的，不算具体的承办责任人";
    /// On which days before a due date it is called to mind. Ours.
    countdown_days: Vec<u32> = vec![14, 7, 3, 1], "一.3-b" "倒计时提醒：到期前几天（天）";
    /// The first day of a medium term. Ours: the day after the short one ends.
    medium_from: NaiveDate = day(2012, 8, 1), "一.3-b" "中期项目完成时限的第一天";
    /// The last day, inclusive, of a medium term. Ours: before acceptance.
    medium_until: NaiveDate = day(2012, 12, 31), "一.3-b" "中期项目完成时限的最后一天（含当日）";
    /// The last day, inclusive, of a short term.
    short_due: NaiveDate = day(2012, 7, 31), "一.3-c" "短期项目完成时限（含当日）";
    /// Within how many days a short item is done that was found after that. Ours.
    late_found_short_days: u32 = 30, "一.3-c" "短期截止后新发现的问题，短期完成的天数（天）";
    /// The first day of the stage, a Monday.
    stage_start: NaiveDate = day(2012, 7, 2), "二.1-b" "整改提高阶段第一天（周一）";
    /// How many whole weeks, Monday to Sunday, the stage has.
    weeks: u32 = 26, "二.1-b" "整改提高阶段的周数（周）";
    /// How many months, of which the stage's first is the first.
    months: u32 = 6, "二.1-b" "整改提高阶段的月数（月）";
    /// In how many last days of a week or month what is missing in it is called to mind. Ours.
    period_reminder_days: u32 = 5, "二.1-b" "周、月结束前几天开始提醒（天）";
    /// After how many missed weekly summaries a branch is suggested as one that lags. Ours.
    lagging_after_weeks: u32 = 2, "二.1-c" "缺几次周总结，提示可能整改不力（次）";
    /// The least satisfaction at which no word is said, in per cent. The notice sets none; off by default.
    pass_mark: Option<u32> = None, "二.2-b" "满意率参考线（%），通知没有规定，默认不用";
    /// The least number of good deeds of a branch.
    good_deeds_min: u32 = 1, "二.2-e" "每个支部好事实事的最少件数（件）";
    /// The number of good deeds beyond which the main ones are to be chosen.
    good_deeds_max: u32 = 2, "二.2-e" "每个支部好事实事的最多件数（件）";
    /// How many benchmarks a branch that is not 好 has.
    benchmarks: u32 = 1, "三.2-c" "“较好”“一般”“较差”类支部的赶超对象数（个）";
    /// From which day what the year's end asks for is asked. Ours.
    year_end_from: NaiveDate = day(2012, 12, 1), "三.3-b" "从哪天起提示年终自查和验收要用的内容";
    /// Whom the schools ask at the office. It is personal data: none ships, each place fills in its own.
    office_contact: String = String::new(), "通-3" "领导小组办公室联系方式";
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Weekday};

    use super::*;
    use crate::notice::clause;

    #[test]
    fn figures_agree_with_each_other_and_the_calendar() {
        let programme = Programme::default();
        assert_eq!(programme.branches.value.total(), 45);
        assert_eq!(programme.stage_start.value.weekday(), Weekday::Mon);
        assert_eq!(programme.plan_due.value.weekday(), Weekday::Fri);
        let days = i64::from(programme.weeks.value) * 7;
        let last = programme.stage_start.value + chrono::Duration::days(days - 1);
        assert_eq!(last, day(2012, 12, 30));
    }

    #[test]
    fn every_figure_cites_a_clause_that_exists() {
        for line in Programme::default().figures() {
            assert!(clause(line.clause).is_some(), "{line:?}");
        }
    }

    #[test]
    fn there_are_47_clauses_and_each_number_is_used_once() {
        let mut ids: Vec<_> = crate::notice::CLAUSES.iter().map(|clause| clause.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 47);
    }
}
