//! 一.1-a「基层党支部要召开支部专题会议，对查找的问题逐个研究分析，找出问题根源，找准解决办法，做到一个问题
//! 一个解决措施」
//!
//! The meeting comes before the plan. Only the first meeting counts: a branch may well meet again later.
//! Recorded days are compared; until the plan is sent there is nothing to compare with.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "meeting-after-plan",
    clause: "一.1-a",
    gate: Plan,
    severity: Warning,
    summary: "专题会议开在方案报送之后",
    passes: "会议7月3日召开，方案7月5日报送" => |scene| scene.unit().responsibility.submitted_on = Some(day(2012, 7, 5)),
    fails: "方案7月5日报送，会议7月6日才开" => |scene| {
        scene.unit().responsibility.submitted_on = Some(day(2012, 7, 5));
        scene.first().special_meetings[0].date = Some(day(2012, 7, 6));
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let sent = cx.unit().and_then(|unit| unit.responsibility.submitted_on);
    let Some(sent) = sent else { return };
    for branch in cx.branches() {
        let meetings = branch.book.special_meetings.iter();
        let first = meetings
            .filter(|meeting| meeting.date.is_some())
            .min_by_key(|meeting| meeting.date);
        if let Some(meeting) = first.filter(|meeting| meeting.date > Some(sent)) {
            found.add(
                Address::field(branch.book, "special_meetings", meeting, "date"),
                format!(
                    "{}的专题会议开在方案报送（{sent}）之后，请核对日期；确实后开的，请说明理由。",
                    branch.name
                ),
            );
        }
    }
}
