//! 一.3-a「每个党支部要有一本整改问题台帐，明确整改的具体项目、主要措施、完成时限和承办责任人」
//!
//! One of the four columns that the notice fixes. “一个问题一个解决措施”: each problem has a measure, one
//! at least; two items with the same one are told by identical-measures.

use crate::rules::{Context, Findings};

rule! {
    id: "item-without-measure",
    clause: "一.3-a",
    also: ["通-2c", "一.1-a"],
    gate: Item,
    severity: Error,
    summary: "整改项目没有写主要措施",
    passes: "每个项目都写了主要措施" => |_| {},
    fails: "一个项目没有写主要措施" => |scene| scene.short().measures.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items() {
        found.add_blanks(row.book, "items", row.item, &["measures"], |label| {
            format!("{}没有填“{label}”，请一个问题写一个解决措施。", row.name)
        });
    }
}
