//! 一.3-d「对加快发展、加强基础设施建设等一时解决不了的，要向群众说明情况，列出整改计划，逐步抓好落实」
//!
//! “一时解决不了的”: these two are slow by nature. Somebody who means to be done sooner may say so.

use crate::domain::{Choose, TaskCategory, Term};
use crate::rules::{Context, Findings};

rule! {
    id: "slow-task-not-long",
    clause: "一.3-d",
    gate: Item,
    severity: Warning,
    summary: "加快发展、基础设施建设类项目没有列为长期",
    passes: "基础设施项目列为长期" => |_| {},
    fails: "基础设施项目列为中期" => |scene| {
        scene.long().term = Some(Term::Medium);
        scene.long().due = Some(day(2012, 12, 20));
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items() {
        let (Some(category), Some(Term::Short | Term::Medium)) = (row.item.task_category, row.item.term)
        else {
            continue;
        };
        if TaskCategory::is_slow(category) {
            found.add(
                row.field("term"),
                format!(
                    "{}属于“{}”，一般列为长期；确能提前完成的，请说明理由。",
                    row.name,
                    category.label()
                ),
            );
        }
    }
}
