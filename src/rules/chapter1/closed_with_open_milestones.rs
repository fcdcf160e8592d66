//! 一.3-e「每个党支部都要对照整改台帐、做到解决一个问题销号一个问题，并公示整改情况，接受群众监督」
//!
//! “逐步抓好落实” (一.3-d): an item with a plan in steps is solved when every step is done. A step that fell away is taken
//! out of the plan.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "closed-with-open-milestones",
    clause: "一.3-e",
    also: ["一.3-d"],
    gate: CloseOut,
    severity: Error,
    summary: "整改计划的节点没有完成就销号",
    passes: "节点全部完成以后销号" => |scene| {
        let long = scene.lived(8, 10).long().id.clone();
        scene.close_out().item = Some(long);
        for milestone in &mut scene.first().milestones {
            milestone.done_on = Some(day(2012, 8, 9));
        }
    },
    fails: "还有一个节点没有完成就销号" => |scene| {
        let long = scene.lived(8, 10).long().id.clone();
        scene.close_out().item = Some(long);
        for milestone in scene.first().milestones.iter_mut().skip(1) {
            milestone.done_on = Some(day(2012, 8, 9));
        }
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items() {
        let mut close_outs = row.book.close_outs_of(&row.item.id);
        if !close_outs.any(|close_out| close_out.reopened_on.is_none()) {
            continue;
        }
        for milestone in row.book.milestones_of(&row.item.id) {
            if milestone.done_on.is_none() {
                found.add(
                    Address::field(row.book, "milestones", milestone, "done_on"),
                    format!(
                        "{}要销号，节点“{}”还没有完成日期，请完成后填写；不再需要的节点，请删去。",
                        row.name,
                        milestone.step.trim()
                    ),
                );
            }
        }
    }
}
