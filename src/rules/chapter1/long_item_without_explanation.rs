//! 一.3-d「对加快发展、加强基础设施建设等一时解决不了的，要向群众说明情况，列出整改计划，逐步抓好落实」

use crate::domain::Term;
use crate::rules::{Context, Findings};

rule! {
    id: "long-item-without-explanation",
    clause: "一.3-d",
    gate: Item,
    severity: Error,
    summary: "长期项目没有写向群众说明的内容",
    passes: "长期项目写明了向群众怎么说" => |_| {},
    fails: "长期项目没有写说明内容" => |scene| scene.long().explanation_text.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items().filter(|row| row.item.term == Some(Term::Long)) {
        found.add_blanks(row.book, "items", row.item, &["explanation_text"], |label| {
            format!("{}列为长期，要向群众说明情况，请填写“{label}”。", row.name)
        });
    }
}
