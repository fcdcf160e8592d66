//! Leaders on the spot: visits, branches that lag, sessions there, inspections.

use super::Id;
use chrono::NaiveDate;

choices! {
    /// Who came.
    VisitBy {
        /// 联点党员领导干部 (clause 二.1-b).
        LinkLeader = "link_leader" "联点领导",
        /// 局党委 (clause 一.2-c).
        Bureau = "bureau" "局党委",
    }
}

record! {
    /// 指导: a visit to a branch, by its link leader or by the bureau.
    GuidanceVisit "到支部指导" {
        /// The branch.
        branch: Option<Id> => "支部" [clause "二.1-b"] [branches];
        /// Who came.
        by: Option<VisitBy> => "谁来指导" [clause "二.1-b"];
        /// The leader, or who came from the bureau.
        leader: String => "指导人" [clause "二.1-b"];
        /// The week it was begun for, by its Monday; a date of its own counts before it.
        week: Option<NaiveDate> => "周次" [clause "二.1-b"] [week] [derived];
        /// When.
        date: Option<NaiveDate> => "日期" [clause "二.1-b"];
        /// The problem that was looked at.
        problem: String => "了解的问题" [clause "二.1-b"] [long];
        /// The ledger items that were looked at.
        items: Vec<Id> => "针对的整改项目" [clause "一.2-c"] [items];
        /// What was advised.
        advice: String => "指导意见" [clause "二.1-b"] [long];
    }
}

record! {
    /// 整改不力: a branch of which a person has confirmed that it lags. The program suggests, people decide.
    LaggingBranch "整改不力的支部" {
        /// The branch.
        branch: Option<Id> => "支部" [clause "二.1-c"] [branches];
        /// When it was confirmed.
        confirmed_on: Option<NaiveDate> => "认定日期" [clause "二.1-c"];
        /// Why.
        reason: String => "认定理由" [clause "二.1-c"] [long];
        /// When it was over.
        lifted_on: Option<NaiveDate> => "解除日期" [clause "二.1-c"];
    }
}

record! {
    /// 现场办公: the secretary settles matters at a branch that lags.
    OnSiteSession "现场办公" {
        /// The branch.
        branch: Option<Id> => "支部" [clause "二.1-c"] [branches];
        /// When.
        date: Option<NaiveDate> => "日期" [clause "二.1-c"];
        /// Who held it.
        chair: String => "主持人" [clause "二.1-c"] [hint "党组织书记亲自到场"];
        /// What it was about.
        issue: String => "解决的问题" [clause "二.1-c"] [long];
        /// What was decided.
        decision: String => "现场决定" [clause "二.1-c"] [long];
        /// By when, inclusive.
        due: Option<NaiveDate> => "落实时限" [clause "二.1-c"];
    }
}

record! {
    /// 督查: an inspection, at no fixed interval, of goal and pledges.
    Inspection "工作督查" {
        /// The branch.
        branch: Option<Id> => "支部" [clause "三.3-a"] [branches];
        /// When.
        date: Option<NaiveDate> => "日期" [clause "三.3-a"];
        /// How the goal stands.
        goal_status: String => "晋级目标落实情况" [clause "三.3-a"] [long];
        /// How the pledges stand.
        pledge_status: String => "党员承诺完成情况" [clause "三.3-a"] [long];
        /// What is to be mended.
        findings: String => "发现的问题" [clause "三.3-a"] [long];
        /// By when, inclusive.
        fix_due: Option<NaiveDate> => "整改时限" [clause "三.3-a"];
    }
}
