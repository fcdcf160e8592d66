//! The year's end: what a branch reached, the unit's check of itself, and the bureau's acceptance (考核验收).

use super::{Grade, Id};
use chrono::NaiveDate;

record! {
    /// What the branch says of itself at the year's end.
    YearEnd "年终情况" {
        /// What became better.
        improvements: String => "新的提高" [clause "一.2-f"] [hint "在原有基础上有哪些提高"] [long];
        /// The grade it now holds to be its own; acceptance decides.
        final_grade: Option<Grade> => "自评等次" [clause "通-2e"];
        /// Why it was not promoted.
        not_promoted_reason: String => "没有晋位的原因" [clause "一.2-f"] [hint "没有晋位的填写"] [long];
        /// What the branch says on the form.
        branch_opinion: String => "党支部意见" [clause "三.3-b"] [long];
    }
}

record! {
    /// 自查: the unit's check of one branch before acceptance.
    SelfCheck "年终自查" {
        /// The branch.
        branch: Option<Id> => "支部" [clause "三.3-b"] [branches];
        /// When.
        date: Option<NaiveDate> => "自查日期" [clause "三.3-b"];
        /// Who looked.
        checked_by: String => "自查人" [clause "三.3-b"];
        /// What was found.
        conclusion: String => "自查结论" [clause "三.3-b"] [long];
        /// What the unit says on the form.
        unit_opinion: String => "单位党组织意见" [clause "三.3-b"] [long];
    }
}

record! {
    /// 考核验收: the bureau's acceptance of one branch, and its committee's opinion.
    Acceptance "考核验收" {
        /// The branch's book.
        branch: Option<Id> => "支部编号" [clause "三.3-b"] [derived];
        /// Its name when it was accepted.
        branch_name: String => "支部" [clause "三.3-b"] [derived];
        /// When it was examined.
        date: Option<NaiveDate> => "验收日期" [clause "三.3-b"];
        /// Who examined it.
        team: String => "验收组" [clause "三.3-b"];
        /// 验收结论.
        conclusion: String => "验收结论" [clause "表-1"] [long];
        /// 验收人.
        acceptor: String => "验收人" [clause "表-1"];
        /// The grade it has from now on.
        final_grade: Option<Grade> => "现等次" [clause "通-2e"];
        /// 局党委意见.
        bureau_opinion: String => "局党委意见" [clause "表-2"] [long];
        /// The day of the opinion (年 月 日).
        opinion_date: Option<NaiveDate> => "局党委意见日期" [clause "表-2"];
    }
}
