//! 一.3-a「每个党支部要有一本整改问题台帐，明确整改的具体项目、主要措施、完成时限和承办责任人」
//!
//! “承办责任人”: somebody who can be asked. A post is a person; “支部” and “全体党员” are not. Warned
//! only where every part of what was written ends in such a word, so that “组织委员、全体党员” passes.

use crate::rules::text::names;
use crate::rules::{Context, Findings};

rule! {
    id: "handler-not-a-person",
    clause: "一.3-a",
    gate: Item,
    severity: Warning,
    summary: "承办责任人不是具体的人",
    passes: "责任人是职务，另有支部协助" => |scene| scene.short().handler = "组织委员、支部".into(),
    fails: "责任人写成“全体党员”" => |scene| scene.short().handler = "全体党员".into(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let collective = &cx.programme.collective_handlers.value;
    for row in cx.items() {
        let mut parts = names(&row.item.handler).peekable();
        if parts.peek().is_some() && parts.all(|part| collective.iter().any(|word| part.ends_with(word))) {
            found.add(
                row.field("handler"),
                format!(
                    "{}的承办责任人写的是“{}”，请落实到具体的人或职务；不能落实的，请说明理由。",
                    row.name,
                    row.item.handler.trim()
                ),
            );
        }
    }
}
