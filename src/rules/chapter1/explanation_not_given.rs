//! 一.3-d「对加快发展、加强基础设施建设等一时解决不了的，要向群众说明情况，列出整改计划，逐步抓好落实」
//!
//! The words may be ready before they are said. By the next monthly notice they have to be said; that check
//! belongs to the monthly gate. Where even the words are missing, long-item-without-explanation speaks.

use crate::domain::Term;
use crate::rules::text::blank;
use crate::rules::{Context, Findings};

rule! {
    id: "explanation-not-given",
    clause: "一.3-d",
    gate: Item,
    severity: Warning,
    summary: "长期项目还没有向群众说明",
    passes: "已在教代会上说明" => |_| {},
    fails: "说明内容写好了，还没有说明日期" => |scene| scene.long().explained_on = None,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let long = cx.items().filter(|row| row.item.term == Some(Term::Long));
    for row in long.filter(|row| !blank(&row.item.explanation_text)) {
        found.add_blanks(row.book, "items", row.item, &["explained_on"], |label| {
            format!(
                "{}还没有填“{label}”，请向群众说明后填写；还没说明的，请写明打算何时说明。",
                row.name
            )
        });
    }
}
