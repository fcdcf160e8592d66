//! 晋位升级: the goal, the branch to catch up with, and the extra work of weak branches.

use super::Grade;
use chrono::NaiveDate;

choices! {
    /// How far away a benchmark stands.
    BenchmarkLevel {
        /// 本单位
        Unit = "unit" "本单位",
        /// 局属单位之间
        System = "system" "县教育系统内其他单位",
        /// 全县
        County = "county" "全县先进",
        /// 全市
        City = "city" "全市先进",
        /// 全省
        Province = "province" "全省先进",
    }
}

impl BenchmarkLevel {
    /// Whether the benchmark is one of the bureau's own branches, whose grade is known.
    pub fn is_inside_system(self) -> bool {
        matches!(self, Self::Unit | Self::System)
    }
}

record! {
    /// 晋级目标: the grade a branch aims at and how it gets there.
    PromotionGoal "晋级目标" {
        /// The grade aimed at.
        target_grade: Option<Grade> => "目标等次" [clause "三.1"];
        /// The tasks on the way.
        tasks: String => "目标任务" [clause "三.1"] [long];
        /// The measures.
        measures: String => "主要措施" [clause "三.1"] [long];
        /// By when, inclusive.
        due: Option<NaiveDate> => "完成时限" [clause "三.1"];
    }
}

record! {
    /// 赶超对象: a model to catch up with.
    Benchmark "赶超对象" {
        /// The model's name.
        name: String => "赶超对象名称" [clause "三.2-a"];
        /// How far away it stands.
        level: Option<BenchmarkLevel> => "层级" [clause "三.2-b"];
        /// Its grade, when it is one of the bureau's own branches.
        grade: Option<Grade> => "对方等次" [clause "三.2-c"] [hint "系统内支部填写"];
        /// Why it can be learned from and compared with (可学可比).
        comparable_because: String => "可学可比的理由" [clause "三.2-c"] [long];
    }
}

record! {
    /// 赶超措施和时限.
    CatchUp "赶超措施" {
        /// How the branch catches up.
        measures: String => "赶超措施" [clause "三.2-d"] [long];
        /// By when, inclusive.
        due: Option<NaiveDate> => "赶超时限" [clause "三.2-d"];
    }
}

record! {
    /// What is owed for each weak branch: a clear goal, who answers, and measures (重点整顿).
    TurnaroundPlan "整顿方案" {
        /// The goal.
        goal: String => "整顿目标" [clause "一.2-d"] [long];
        /// Who answers for it.
        responsible: String => "整顿责任人" [clause "一.2-d"];
        /// The measures.
        measures: String => "整顿措施" [clause "一.2-d"] [long];
        /// By when, inclusive.
        due: Option<NaiveDate> => "完成时限" [clause "一.2-f"];
    }
}

record! {
    /// One of the five parts of “五位一体”. The notice does not say what they are; each place fills its own.
    FiveInOnePart "“五位一体”转化升级" {
        /// The part's own name.
        label: String => "名称" [clause "一.2-e"] [hint "按本地原有文件填写，通知没有列出五项名称"];
        /// Who takes care of it.
        who: String => "责任人" [clause "一.2-e"];
        /// What is done.
        content: String => "内容" [clause "一.2-e"] [long];
    }
}
