//! 一.1-a「基层党支部要召开支部专题会议，对查找的问题逐个研究分析，找出问题根源，找准解决办法，做到一个问题
//! 一个解决措施」
//!
//! “找出问题根源”, and in the covering letter “产生问题的原因”: one duty, said twice.

use crate::rules::{Context, Findings};

rule! {
    id: "item-without-root-cause",
    clause: "一.1-a",
    also: ["通-2a"],
    gate: Plan,
    severity: Error,
    summary: "有问题没有写产生原因",
    passes: "每个问题都写了根源" => |_| {},
    fails: "一个问题没有写原因" => |scene| scene.short().root_cause.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items() {
        found.add_blanks(row.book, "items", row.item, &["root_cause"], |label| {
            format!("{}没有写“{label}”，请写出问题的根源。", row.name)
        });
    }
}
