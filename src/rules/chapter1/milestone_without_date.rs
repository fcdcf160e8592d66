//! 一.3-d「对加快发展、加强基础设施建设等一时解决不了的，要向群众说明情况，列出整改计划，逐步抓好落实」
//!
//! An open end is allowed here alone; “逐步抓好落实” still wants a date for every step.

use crate::rules::{Context, Findings};

rule! {
    id: "milestone-without-date",
    clause: "一.3-d",
    gate: Item,
    severity: Error,
    summary: "整改计划的节点没有时限",
    passes: "每个节点都有时限" => |_| {},
    fails: "一个节点没有时限" => |scene| scene.first().milestones[1].due = None,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items() {
        for milestone in row.book.milestones_of(&row.item.id) {
            found.add_blanks(row.book, "milestones", milestone, &["due"], |label| {
                format!("{}的整改计划有节点没有填“{label}”，请填写年月日。", row.name)
            });
        }
    }
}
