//! 选树典型: exemplars, and cases for others to learn from.

use super::{Id, ProblemType};
use chrono::NaiveDate;

choices! {
    /// What kind of exemplar.
    ExemplarKind {
        /// 个人
        Person = "person" "先进个人",
        /// 党支部
        Branch = "branch" "先进党支部",
    }
}

record! {
    /// 先进典型: a person or a branch that others look to.
    Exemplar "先进典型" {
        /// Person or branch.
        kind: Option<ExemplarKind> => "类别" [clause "一.4-b"];
        /// The branch that was chosen, or the chosen person's.
        branch: Option<Id> => "支部" [clause "一.4-c"] [branches];
        /// The name, of a person or of a branch elsewhere.
        name: String => "名称" [clause "一.4-b"] [hint "个人写姓名或职务；选本单位支部的，不用填"];
        /// What they did.
        deeds: String => "主要事迹" [clause "一.4-b"] [long];
        /// How it was made known.
        publicity: String => "宣传方式" [clause "一.4-b"] [hint "如：事迹报告会、宣传栏"];
        /// When it was made known.
        published_on: Option<NaiveDate> => "宣传日期" [clause "一.4-b"];
    }
}

impl Exemplar {
    /// Whether it says who was chosen and for what.
    pub fn is_chosen(&self) -> bool {
        let named = self.branch.is_some() || !self.name.trim().is_empty();
        named && !self.deeds.trim().is_empty()
    }
}

record! {
    /// 典型案例: how a problem that many have was solved somewhere.
    TypicalCase "典型案例" {
        /// The kind of problem.
        problem_type: Option<ProblemType> => "问题类型" [clause "一.1-c"];
        /// The own label of a problem of another kind.
        type_label: String => "其他类型的名称" [clause "一.1-c"];
        /// The unit and branch, by name.
        branch_name: String => "单位和支部" [clause "一.1-c"];
        /// The problem.
        problem: String => "问题" [clause "一.1-c"] [long];
        /// How it was solved.
        method: String => "解决办法" [clause "一.1-c"] [long];
        /// What came of it.
        effect: String => "成效" [clause "一.1-c"] [long];
        /// The ledger item it was made from.
        source_item: Option<Id> => "来源项目" [clause "一.1-c"] [derived];
        /// The day on which that item was closed out.
        source_closed_on: Option<NaiveDate> => "来源项目销号日期" [clause "一.1-c"] [hint "没有销号的问题不能作案例"];
        /// When it was handed out.
        shared_on: Option<NaiveDate> => "印发日期" [clause "一.1-c"];
    }
}
