//! 整改问题台账: the ledger, its items and what belongs to them.

use super::Id;
use chrono::NaiveDate;

choices! {
    /// The four kinds of problem that the notice names, and an open fifth (clause 一.1-b).
    ProblemType {
        /// 经费投入不足
        Funding = "funding" "经费投入不足",
        /// 组织活动开展少
        FewActivities = "few_activities" "组织活动开展少",
        /// 党组织制度坚持难
        RulesNotKept = "rules_not_kept" "党组织制度坚持难",
        /// 党建与业务工作“两张皮”
        SplitFromWork = "split_from_work" "党建与业务工作“两张皮”",
        /// Another kind, with a label of its own.
        Other = "other" "其他类型",
    }
}

choices! {
    /// What is done about a problem (clauses 一.3-c and 一.3-d).
    TaskCategory {
        /// 调整组织设置
        OrganisationSetup = "organisation_setup" "调整组织设置",
        /// 配齐人员力量
        Staffing = "staffing" "配齐人员力量",
        /// 完善工作制度
        Rules = "rules" "完善工作制度",
        /// 加快发展
        Development = "development" "加快发展",
        /// 加强基础设施建设
        Infrastructure = "infrastructure" "加强基础设施建设",
        /// Anything else; the branch chooses the term.
        Other = "other" "其他",
    }
}

choices! {
    /// How hard an item is (clause 一.3-b).
    Difficulty {
        /// 易
        Easy = "easy" "易",
        /// 中
        Moderate = "moderate" "中",
        /// 难
        Hard = "hard" "难",
    }
}

choices! {
    /// Within what time an item is to be done (clause 一.3-b).
    Term {
        /// 短期
        Short = "short" "短期",
        /// 中期
        Medium = "medium" "中期",
        /// 长期
        Long = "long" "长期",
    }
}

impl TaskCategory {
    /// Whether the notice counts it among what can be done in a short time (clause 一.3-c).
    pub fn is_quick(self) -> bool {
        matches!(self, Self::OrganisationSetup | Self::Staffing | Self::Rules)
    }

    /// Whether the notice counts it among what cannot be solved at once (clause 一.3-d).
    pub fn is_slow(self) -> bool {
        matches!(self, Self::Development | Self::Infrastructure)
    }
}

record! {
    /// One problem on the ledger, and how it is put right.
    LedgerItem "整改项目" {
        /// The problem to be solved: the 具体项目 of the ledger.
        project: String => "具体项目（要解决的问题）" [clause "一.3-a"] [long];
        /// The kind of problem.
        problem_type: Option<ProblemType> => "问题类型" [clause "一.1-b"];
        /// The own label of a problem of another kind.
        type_label: String => "其他类型的名称" [clause "一.1-b"] [hint "选“其他类型”时填写"];
        /// The root of the problem.
        root_cause: String => "产生原因（问题根源）" [clause "一.1-a"] [long];
        /// What is done about it: one problem, one measure of its own.
        measures: String => "主要措施" [clause "一.3-a"] [long];
        /// What kind of task it is.
        task_category: Option<TaskCategory> => "任务类别" [clause "一.3-c"];
        /// How hard it is.
        difficulty: Option<Difficulty> => "难易程度" [clause "一.3-b"];
        /// Short, medium or long.
        term: Option<Term> => "长、中、短期" [clause "一.3-b"];
        /// Why a task that the notice counts as quick is not short.
        term_reason: String => "不列为短期的理由" [clause "一.3-c"] [hint "调整组织设置、配齐人员力量、完善工作制度三类不列短期时填写"] [long];
        /// The day by which it is to be done, inclusive.
        due: Option<NaiveDate> => "完成时限" [clause "一.3-a"];
        /// The person who answers for it (承办责任人).
        handler: String => "承办责任人" [clause "一.3-a"] [hint "填具体的人或职务，不填“支部”“全体党员”"];
        /// The leader in charge (责任领导).
        leader: String => "责任领导" [clause "二.1-d"];
        /// Party members who take part.
        members: String => "参与党员" [clause "二.2-f"];
        /// The day the problem was found.
        found_on: Option<NaiveDate> => "发现日期" [clause "一.3-c"] [hint "7月31日以后新发现的问题要填"];
        /// What was said to the public about a task that takes long.
        explanation_text: String => "向群众说明的内容" [clause "一.3-d"] [long];
        /// To whom it was said.
        explanation_audience: String => "说明对象" [clause "一.3-d"];
        /// How it was said.
        explanation_channel: String => "说明方式" [clause "一.3-d"] [hint "如：教代会、家长会、公示栏"];
        /// When it was said.
        explained_on: Option<NaiveDate> => "说明日期" [clause "一.3-d"];
        /// Anything else.
        remark: String => "备注" [long];
    }
}

record! {
    /// One step of the plan for an item that takes long (整改计划).
    Milestone "整改计划节点" {
        /// The ledger item it belongs to.
        item: Option<Id> => "所属项目" [clause "一.3-d"] [items] [derived];
        /// What is to be reached.
        step: String => "节点目标" [clause "一.3-d"];
        /// By when, inclusive.
        due: Option<NaiveDate> => "节点时限" [clause "一.3-d"];
        /// Who answers for it.
        handler: String => "节点责任人" [clause "一.3-d"];
        /// When it was reached.
        done_on: Option<NaiveDate> => "完成日期" [clause "一.3-d"];
    }
}

record! {
    /// The unit's one set of answers for a kind of problem (一类一策).
    TypeSolution "类型解决方案" {
        /// The kind of problem.
        problem_type: Option<ProblemType> => "问题类型" [clause "一.1-b"];
        /// The own label of a problem of another kind.
        type_label: String => "其他类型的名称" [clause "一.1-b"] [hint "选“其他类型”时填写，与台账里的名称一致"];
        /// How problems of this kind are solved.
        approach: String => "解决办法" [clause "一.1-b"] [long];
        /// The measures, step by step.
        steps: String => "具体措施" [clause "一.1-b"] [long];
        /// The branches it is meant for.
        applies_to: Vec<Id> => "适用支部" [clause "一.1-b"] [branches];
    }
}
