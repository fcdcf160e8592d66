//! 一.3-d「对加快发展、加强基础设施建设等一时解决不了的，要向群众说明情况，列出整改计划，逐步抓好落实」

use crate::rules::{Address, Context, Findings};

rule! {
    id: "milestone-approaching",
    clause: "一.3-d",
    also: ["一.3-b"],
    gate: Item,
    severity: Reminder,
    summary: "整改计划的节点快到期",
    passes: "这个节点已经完成" => |scene| {
        scene.first().milestones[0].due = Some(day(2012, 7, 8));
        scene.first().milestones[0].done_on = Some(day(2012, 7, 5));
    },
    fails: "一个节点还有3天到期" => |scene| scene.first().milestones[0].due = Some(day(2012, 7, 8)),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for (row, milestone) in cx.open_milestones() {
        let Some(due) = milestone.due else { continue };
        if let Some(words) = cx.countdown(due) {
            found.add_due(
                Address::field(row.book, "milestones", milestone, "due"),
                format!("{}的节点“{}”{words}，请抓紧。", row.name, milestone.step.trim()),
                due,
            );
        }
    }
}
