//! 一月调度一次、一月通报一次: the unit's meeting and bulletin of each month.

use super::Id;
use chrono::NaiveDate;

record! {
    /// 调度会: the secretary goes through the month's rectification.
    DispatchMeeting "调度会" {
        /// The month it was begun for, by its first day; a date of its own counts before it.
        month: Option<NaiveDate> => "月份" [clause "二.1-b"] [month] [derived];
        /// When it was held.
        date: Option<NaiveDate> => "会议日期" [clause "二.1-b"];
        /// Who chaired it.
        chair: String => "主持人" [clause "二.1-c"] [hint "党组织书记亲自主持"];
        /// Why it was not the secretary.
        chair_reason: String => "书记没有主持的理由" [clause "二.1-c"];
        /// Who was there.
        attendees: String => "参加人员" [clause "二.1-b"];
        /// What it went through.
        matters: String => "调度的事项" [clause "二.1-b"] [long];
        /// What was decided.
        decisions: String => "会议决定" [clause "二.1-b"] [long];
    }
}

record! {
    /// 通报: the month's bulletin, which names who did well and who did not.
    Bulletin "通报" {
        /// The month, by its first day.
        month: Option<NaiveDate> => "月份" [clause "二.1-b"] [month];
        /// When it was issued.
        issued_on: Option<NaiveDate> => "通报日期" [clause "二.1-b"] [hint "发出以后填，填了才算通报"];
        /// To whom.
        to: String => "通报范围" [clause "二.1-b"];
        /// Branches praised.
        praised: Vec<Id> => "表扬的支部" [clause "二.1-b"] [branches];
        /// Branches criticised.
        criticised: Vec<Id> => "批评的支部" [clause "二.1-b"] [branches];
        /// What it says.
        content: String => "通报内容" [clause "二.1-b"] [long];
    }
}
