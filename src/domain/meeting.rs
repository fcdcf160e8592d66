//! Meetings before the plan: the branch's special meeting and the unit's.

use super::Id;
use chrono::NaiveDate;

record! {
    /// 支部专题会议: the branch's meeting that goes through its problems one by one.
    SpecialMeeting "支部专题会议" {
        /// When it was held.
        date: Option<NaiveDate> => "会议日期" [clause "一.1-a"];
        /// Where.
        place: String => "地点" [clause "一.1-a"];
        /// Who chaired it.
        chair: String => "主持人" [clause "一.1-a"];
        /// Who kept the record.
        recorder: String => "记录人" [clause "一.1-a"];
        /// Who was there.
        attendees: String => "参加人员" [clause "一.1-a"] [long];
        /// The ledger items that were discussed.
        items: Vec<Id> => "逐个研究的问题" [clause "一.1-a"] [items];
        /// What was resolved.
        resolution: String => "会议决定" [clause "一.1-a"] [long];
    }
}

record! {
    /// The unit's meeting on rectification.
    UnitMeeting "单位专题会议" {
        /// When it was held.
        date: Option<NaiveDate> => "会议日期" [clause "二.1-a"];
        /// Where.
        place: String => "地点" [clause "二.1-a"];
        /// Who chaired it.
        chair: String => "主持人" [clause "二.1-a"];
        /// Who was there.
        attendees: String => "参加人员" [clause "二.1-a"] [long];
        /// What was resolved for all.
        resolution: String => "会议决定" [clause "二.1-a"] [long];
    }
}

record! {
    /// What the unit's meeting worked out for one branch.
    BranchDiscussion "逐一研究支部" {
        /// The branch.
        branch: Option<Id> => "支部" [clause "二.1-a"] [branches];
        /// The line of thought.
        approach: String => "整改思路" [clause "二.1-a"] [long];
        /// The measures.
        measures: String => "整改措施" [clause "二.1-a"] [long];
    }
}
