//! 一.3-d「对加快发展、加强基础设施建设等一时解决不了的，要向群众说明情况，列出整改计划，逐步抓好落实」

use crate::rules::{Address, Context, Findings};

rule! {
    id: "milestone-overdue",
    clause: "一.3-d",
    also: ["一.3-b"],
    gate: Item,
    severity: Reminder,
    summary: "整改计划的节点已经超期",
    passes: "节点当天到期，不算超期" => |scene| scene.first().milestones[0].due = Some(scene.today),
    fails: "一个节点超期1天" => |scene| scene.first().milestones[0].due = Some(day(2012, 7, 4)),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for (row, milestone) in cx.open_milestones() {
        if let Some(due) = milestone.due.filter(|due| *due < cx.today) {
            found.add_due(
                Address::field(row.book, "milestones", milestone, "due"),
                format!(
                    "{}的节点“{}”已超期（{due}），请抓紧完成，或填写完成日期。",
                    row.name,
                    milestone.step.trim()
                ),
                due,
            );
        }
    }
}
