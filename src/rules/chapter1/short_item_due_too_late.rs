//! 一.3-c「对调整组织设置、配齐人员力量、完善工作制度等短期能做好的，要在7月底前完成」
//!
//! “7月底前” includes the last day (note C). A problem found after it cannot meet it: such an item is
//! short when done within a number of days from the day it was found (note B).

use crate::domain::Term;
use crate::rules::{Context, Findings};

rule! {
    id: "short-item-due-too-late",
    clause: "一.3-c",
    also: ["一.3-b"],
    gate: Item,
    severity: Error,
    summary: "短期项目的完成时限超过7月底",
    passes: "8月10日发现的短期项目，9月9日前完成" => |scene| {
        scene.short().found_on = Some(day(2012, 8, 10));
        scene.short().due = Some(day(2012, 9, 9));
    },
    fails: "短期项目的时限定到8月1日" => |scene| scene.short().due = Some(day(2012, 8, 1)),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items().filter(|row| row.item.term == Some(Term::Short)) {
        let limit = cx.short_limit(row.item);
        if row.item.due > Some(limit) {
            found.add(
                row.field("due"),
                format!(
                    "{}列为短期，要在{limit}前（含当日）完成，请改时限；确实做不到的，请改分期。",
                    row.name
                ),
            );
        }
    }
}
