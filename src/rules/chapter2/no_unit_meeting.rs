//! 二.1-a「各单位党组织要召开会议专题讨论整改提高工作，逐一为每个党支部研究整改思路和措施」
//!
//! A meeting counts once it has a date. A unit that is its only branch owes it too (note D); where one
//! meeting served both, its record stands in both places.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "no-unit-meeting",
    clause: "二.1-a",
    gate: Plan,
    severity: Error,
    summary: "单位没有召开专题讨论整改提高的会议",
    passes: "单位开了专题会议" => |_| {},
    fails: "单位没有会议记录" => |scene| scene.unit().unit_meetings.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit() else { return };
    if unit.unit_meetings.iter().any(|meeting| meeting.date.is_some()) {
        return;
    }
    let address = match unit.unit_meetings.first() {
        Some(meeting) => Address::field(unit, "unit_meetings", meeting, "date"),
        None => Address::missing(unit, "unit_meetings"),
    };
    found.add(
        address,
        "单位还没有专题讨论整改提高的会议记录，请开会讨论，并填写会议日期。",
    );
}
