//! 一.3-b「针对整改问题的难易程度，按长、中、短期落实整改时间，以“倒计时”方式抓好整改」

use crate::rules::{Context, Findings};

rule! {
    id: "item-without-term",
    clause: "一.3-b",
    gate: Item,
    severity: Error,
    summary: "整改项目没有分长、中、短期",
    passes: "每个项目都分了期" => |_| {},
    fails: "一个项目没有分期" => |scene| scene.medium().term = None,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items() {
        found.add_blanks(row.book, "items", row.item, &["term"], |label| {
            format!("{}没有选“{label}”，请按难易程度选择。", row.name)
        });
    }
}
