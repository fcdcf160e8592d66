//! 一.1-b「要针对党支部普遍存在的经费投入不足，组织活动开展少，党组织制度坚持难、党建与业务工作“两张皮”等
//! 不同类型问题，分类研究制订解决的办法和措施，做到一个类型的问题有一套管用的解决方案，抓好整改落实」
//!
//! The four named types are an open list (等): a problem of another kind carries a label of its own.

use crate::domain::ProblemType;
use crate::rules::text::blank;
use crate::rules::{Context, Findings};

rule! {
    id: "item-without-type",
    clause: "一.1-b",
    gate: Item,
    severity: Error,
    summary: "整改项目没有问题类型",
    passes: "每个项目都有类型" => |_| {},
    fails: "一个项目没有选类型" => |scene| scene.short().problem_type = None,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items() {
        match row.item.problem_type {
            None => found.add(
                row.field("problem_type"),
                format!("{}没有选问题类型，请选四类之一或“其他类型”。", row.name),
            ),
            Some(ProblemType::Other) if blank(&row.item.type_label) => found.add(
                row.field("type_label"),
                format!("{}选了“其他类型”，请写出类型的名称。", row.name),
            ),
            Some(_) => {}
        }
    }
}
