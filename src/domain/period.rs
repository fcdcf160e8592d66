//! What is due anew every week or month: 一周一总结, 一月一公示 and the unit's 三个一.

use super::Id;
use chrono::NaiveDate;

choices! {
    /// A duty that comes back every week or month.
    Duty {
        /// 支部一周总结一次 (clause 二.2-d).
        WeeklySummary = "weekly_summary" "周总结",
        /// 支部一月公示一次 (clause 二.2-d).
        PublicNotice = "public_notice" "每月公示",
        /// 单位一月调度一次 (clause 二.1-b).
        DispatchMeeting = "dispatch_meeting" "调度会",
        /// 单位一月通报一次 (clause 二.1-b).
        Bulletin = "bulletin" "通报",
        /// 联点领导一周到支部指导一次 (clause 二.1-b).
        GuidanceVisit = "guidance_visit" "联点指导",
    }
}

impl Duty {
    /// Whether it comes back every week; the others come back every month.
    pub fn is_weekly(self) -> bool {
        matches!(self, Self::WeeklySummary | Self::GuidanceVisit)
    }

    /// The collection that holds its records, of the branch's book or of the unit's.
    pub fn collection(self) -> &'static str {
        match self {
            Self::WeeklySummary => "weekly_summaries",
            Self::PublicNotice => "public_notices",
            Self::DispatchMeeting => "dispatch_meetings",
            Self::Bulletin => "bulletins",
            Self::GuidanceVisit => "guidance_visits",
        }
    }
}

record! {
    /// 周总结: what a branch did in a week. “No progress” is a valid summary.
    WeeklySummary "周总结" {
        /// The week, by its Monday.
        week: Option<NaiveDate> => "周次" [clause "二.2-d"] [week];
        /// What was done.
        done: String => "本周完成" [clause "二.2-d"] [hint "没有进展的，写“本周没有进展”"] [long];
        /// What is not solved yet.
        pending: String => "还没解决的问题" [clause "二.2-d"] [long];
        /// What comes next.
        next: String => "下周打算" [clause "二.2-d"] [long];
    }
}

record! {
    /// 公示: what a branch posts about its rectification in a month.
    PublicNotice "每月公示" {
        /// The month, by its first day.
        month: Option<NaiveDate> => "月份" [clause "二.2-d"] [month];
        /// The first day on which it hung.
        from: Option<NaiveDate> => "公示开始日期" [clause "二.2-d"] [hint "贴出来以后填，填了才算公示"];
        /// The last day on which it hung.
        to: Option<NaiveDate> => "公示结束日期" [clause "二.2-d"];
        /// Where it hung.
        place: String => "公示地点" [clause "二.2-d"] [hint "如：校务公开栏"];
        /// The items that it shows.
        items: Vec<Id> => "公示的项目" [clause "一.3-e"] [items];
        /// What it says besides.
        content: String => "公示内容" [clause "二.2-d"] [long];
        /// Where the photograph is kept.
        photo_ref: String => "照片存放处" [clause "二.2-d"];
        /// What the public said.
        feedback: String => "群众反馈" [clause "一.3-e"] [hint "不写反馈人姓名"] [long];
    }
}

record! {
    /// Why a duty was not done in a period; it cannot be made up, but it can be told.
    PeriodReason "没有开展的理由" {
        /// The duty.
        duty: Option<Duty> => "事项" [derived];
        /// The period, by its first day.
        period: Option<NaiveDate> => "周或月" [derived];
        /// The branch, where the duty is owed to one.
        branch: Option<Id> => "支部" [branches] [derived];
        /// The leader, where the duty is one person's.
        leader: String => "联点领导" [derived];
        /// Why.
        reason: String => "理由" [clause "二.1-b"] [long];
    }
}
