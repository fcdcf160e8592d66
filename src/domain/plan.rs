//! 具体方案: key tasks, self-analysis and responsibility, of unit and branch.

use chrono::NaiveDate;

choices! {
    /// The three pieces of work that units guide their branches to (clause 三.2-e).
    Focus {
        /// 加强班子建设
        Leadership = "leadership" "加强班子建设",
        /// 搞好教育教学
        Teaching = "teaching" "搞好教育教学",
        /// 解决学生家长和师生反映的突出问题
        ParentsTeachersStudents = "parents_teachers_students" "解决学生家长和师生反映的突出问题",
    }
}

record! {
    /// One key task of the plan (整改提高的重点任务).
    KeyTask "重点任务" {
        /// What is to be done.
        task: String => "重点任务" [clause "通-2b"] [long];
        /// Which pieces of work it serves.
        focus: Vec<Focus> => "对应的重要工作" [clause "三.2-e"];
    }
}

record! {
    /// The unit's analysis of its own problems; a 党总支 owes one beside its branches' ledgers.
    SelfAnalysis "单位自身问题分析" {
        /// Its own problems.
        problems: String => "存在的问题" [clause "通-2a"] [long];
        /// Their causes.
        root_causes: String => "产生的原因" [clause "通-2a"] [long];
        /// What is done about them.
        measures: String => "整改措施" [clause "通-2c"] [long];
    }
}

record! {
    /// Who answers for the unit's plan, and when it was sent.
    UnitResponsibility "单位整改责任" {
        /// Who answers for the whole.
        overall_responsible: String => "负总责人" [clause "通-2d"];
        /// The day the plan was first sent to the bureau.
        submitted_on: Option<NaiveDate> => "首次报送日期" [clause "通-3"] [derived];
    }
}

record! {
    /// Who answers for the branch's rectification as a whole.
    BranchResponsibility "支部整改责任" {
        /// The branch's secretary, who answers for the whole.
        overall_responsible: String => "负总责人" [clause "二.1-e"] [hint "支部书记对整改工作负总责"];
    }
}

record! {
    /// The branch's system of responsibility (整改工作责任制).
    ResponsibilitySystem "整改工作责任制" {
        /// When it was adopted.
        adopted_on: Option<NaiveDate> => "建立日期" [clause "二.2-c"];
        /// Its text, or where it is to be found.
        text: String => "责任制内容或文件名" [clause "二.2-c"] [long];
    }
}
