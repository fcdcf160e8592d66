//! 一.3-c「对调整组织设置、配齐人员力量、完善工作制度等短期能做好的，要在7月底前完成」

use crate::rules::context::Row;
use crate::rules::{Context, Findings};

rule! {
    id: "short-item-still-open",
    clause: "一.3-c",
    gate: Item,
    severity: Reminder,
    summary: "短期项目过了7月底还没有完成",
    passes: "7月31日，短期项目还在期限内" => |scene| scene.later(7, 31),
    fails: "8月1日，短期项目还没有完成" => |scene| scene.later(8, 1),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let over = |row: &Row<'_>| cx.is_past_short_limit(row.item);
    for row in cx.unfinished_items().filter(over) {
        let limit = cx.short_limit(row.item);
        found.add_due(
            row.field("due"),
            format!(
                "{}列为短期，应在{limit}前完成，现在还没有销号，请抓紧。",
                row.name
            ),
            limit,
        );
    }
}
