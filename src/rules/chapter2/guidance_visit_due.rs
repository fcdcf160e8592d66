//! 二.1-b「要建立整改工作一月调度一次，一月通报一次，联点党员领导干部一周到联系点支部指导一次的“三个一”工作制度」
//!
//! Each linked leader owes each branch of theirs a visit a week; the weekly visit of a secretary linked to a weak
//! branch (一.2-b) is one of these.

use crate::domain::Duty;
use crate::rules::{Context, Findings};

rule! {
    id: "guidance-visit-due",
    clause: "二.1-b",
    also: ["一.2-b"],
    gate: Monthly,
    severity: Reminder,
    summary: "本周快结束，联点领导还没有到支部指导",
    passes: "每位联点领导本周都到了支部" => |scene| {
        scene.lived(8, 5);
    },
    fails: "8月5日，一位联点领导本周还没有去" => |scene| drop(scene.lived(8, 5).unit().guidance_visits.pop()),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for line in cx.lines_of(&[Duty::GuidanceVisit]) {
        if let (Some(asked), Some(branch)) = (line.asked(), cx.branch_of(&line)) {
            found.add_due(
                asked.address,
                format!(
                    "联点领导“{}”{}还没有到{branch}指导，请在{}前（含当日）去一次，并填写日期。",
                    line.leader, asked.period, asked.last
                ),
                asked.last,
            );
        }
    }
}
