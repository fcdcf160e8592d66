//! 一.3-d「对加快发展、加强基础设施建设等一时解决不了的，要向群众说明情况，列出整改计划，逐步抓好落实」
//!
//! The notice asks for a plan of what cannot be solved at once: an item of a long term has one step at
//! least. Where a task of the two slow categories is marked short or medium, the table's reading wants a
//! warning only (slow-task-not-long), so its term decides here and not its category. Steps are written under their item, so there the finding leads.

use crate::domain::Term;
use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "long-item-without-plan",
    clause: "一.3-d",
    gate: Item,
    severity: Error,
    summary: "长期项目没有列出整改计划",
    passes: "长期项目分三步推进" => |_| {},
    fails: "长期项目一个节点也没有" => |scene| scene.first().milestones.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items().filter(|row| row.item.term == Some(Term::Long)) {
        if row
            .book
            .milestones_of(&row.item.id)
            .all(|milestone| blank(&milestone.step))
        {
            found.add(
                Address::record(row.book, "items", row.item),
                format!("{}列为长期，要列出整改计划，请至少填写一个节点。", row.name),
            );
        }
    }
}
