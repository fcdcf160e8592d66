//! 一.3-a「每个党支部要有一本整改问题台帐，明确整改的具体项目、主要措施、完成时限和承办责任人」
//!
//! One of the four columns that the notice fixes. The branch's secretary answers for the whole (二.1-e),
//! the handler for this item.

use crate::rules::{Context, Findings};

rule! {
    id: "item-without-handler",
    clause: "一.3-a",
    also: ["通-2d"],
    gate: Item,
    severity: Error,
    summary: "整改项目没有写承办责任人",
    passes: "每个项目都写了承办责任人" => |_| {},
    fails: "一个项目没有写承办责任人" => |scene| scene.short().handler.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items() {
        found.add_blanks(row.book, "items", row.item, &["handler"], |label| {
            format!("{}没有填“{label}”，请填具体的人或职务。", row.name)
        });
    }
}
