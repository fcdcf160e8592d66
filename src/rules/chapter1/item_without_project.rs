//! 一.3-a「每个党支部要有一本整改问题台帐，明确整改的具体项目、主要措施、完成时限和承办责任人」
//!
//! One of the four columns that the notice fixes: the problem itself.

use crate::rules::{Context, Findings};

rule! {
    id: "item-without-project",
    clause: "一.3-a",
    gate: Item,
    severity: Error,
    summary: "整改项目没有写具体项目",
    passes: "每个项目都写了具体项目" => |_| {},
    fails: "一个项目没有写具体项目" => |scene| scene.short().project.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items() {
        found.add_blanks(row.book, "items", row.item, &["project"], |label| {
            format!("{}没有填“{label}”，请写明要解决的问题。", row.name)
        });
    }
}
