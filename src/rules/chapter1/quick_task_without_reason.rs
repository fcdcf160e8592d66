//! 一.3-c「对调整组织设置、配齐人员力量、完善工作制度等短期能做好的，要在7月底前完成」
//!
//! “短期能做好的” limits the list: a case that is really slow may be put into another term, with a
//! reason. What the list's 等 takes in beyond the three categories the notice does not say, so nothing is
//! asked of other tasks.

use crate::domain::{Choose, TaskCategory, Term};
use crate::rules::text::blank;
use crate::rules::{Context, Findings};

rule! {
    id: "quick-task-without-reason",
    clause: "一.3-c",
    gate: Item,
    severity: Error,
    summary: "三类短期能做好的事没有列为短期，也没有理由",
    passes: "完善制度的项目列为短期" => |_| {},
    fails: "完善制度的项目列为中期，没有写理由" => |scene| {
        scene.short().term = Some(Term::Medium);
        scene.short().due = Some(day(2012, 9, 30));
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items() {
        let (Some(category), Some(Term::Medium | Term::Long)) = (row.item.task_category, row.item.term)
        else {
            continue;
        };
        if TaskCategory::is_quick(category) && blank(&row.item.term_reason) {
            found.add(
                row.field("term_reason"),
                format!(
                    "{}属于“{}”，应列为短期，在{}前完成；确实做不到的，请写明理由。",
                    row.name,
                    category.label(),
                    cx.short_limit(row.item)
                ),
            );
        }
    }
}
