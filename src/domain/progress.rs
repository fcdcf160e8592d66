//! The ledger at work: what happens to an item between the plan and its close-out (销号).

use super::Id;
use chrono::NaiveDate;

record! {
    /// 进展: what was done about an item on a day.
    ProgressEntry "进展" {
        /// The ledger item.
        item: Option<Id> => "所属项目" [clause "一.3-e"] [items] [derived];
        /// When.
        date: Option<NaiveDate> => "日期" [clause "一.3-e"];
        /// What was done.
        content: String => "进展情况" [clause "一.3-e"] [long];
    }
}

record! {
    /// 延期: a new due date, asked for while the old one had not passed. The last one counts; the item keeps the day
    /// that the plan gave it.
    Extension "延期" {
        /// The ledger item.
        item: Option<Id> => "所属项目" [clause "一.3-b"] [items] [derived];
        /// The day that was due until then.
        from_due: Option<NaiveDate> => "原定时限" [clause "一.3-b"] [derived];
        /// When it was asked for.
        asked_on: Option<NaiveDate> => "提出日期" [clause "一.3-b"] [hint "要在原定时限之前提出"];
        /// The day that is due from then on, inclusive.
        new_due: Option<NaiveDate> => "延期到" [clause "一.3-b"];
        /// Why.
        reason: String => "延期理由" [clause "一.3-b"] [long];
    }
}

record! {
    /// 销号: one item solved, verified and crossed off. A reopened one stays, and so does its story.
    CloseOut "销号" {
        /// The ledger item.
        item: Option<Id> => "所属项目" [clause "一.3-e"] [items] [derived];
        /// When the problem was solved.
        completed_on: Option<NaiveDate> => "完成日期" [clause "一.3-e"];
        /// What came of it.
        result: String => "整改结果" [clause "一.3-e"] [long];
        /// What shows it: papers, photographs, records.
        evidence: String => "佐证材料" [clause "一.3-e"] [hint "写材料名称和存放处"];
        /// Who looked whether it is so.
        verified_by: String => "核验人" [clause "一.3-e"] [hint "不由承办责任人自己核验"];
        /// The day on which the branch asked for the close-out.
        applied_on: Option<NaiveDate> => "申请销号日期" [clause "一.3-e"] [derived];
        /// The day from which the item counts as crossed off.
        closed_on: Option<NaiveDate> => "销号日期" [clause "一.3-e"] [derived];
        /// The day on which the item was taken up again.
        reopened_on: Option<NaiveDate> => "重新整改日期" [clause "一.3-e"] [derived];
        /// Why it was taken up again.
        reopen_reason: String => "重新整改原因" [clause "一.3-e"] [long];
    }
}

record! {
    /// 群众反馈: what the public said about an item, and the answer.
    Feedback "群众反馈" {
        /// The ledger item.
        item: Option<Id> => "所属项目" [clause "一.3-e"] [items] [derived];
        /// When.
        date: Option<NaiveDate> => "反馈日期" [clause "一.3-e"];
        /// What was said.
        content: String => "反馈内容" [clause "一.3-e"] [hint "不写反馈人姓名"] [long];
        /// The answer.
        reply: String => "答复" [clause "一.3-e"] [long];
    }
}
