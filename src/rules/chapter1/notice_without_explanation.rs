//! 一.3-d「对加快发展、加强基础设施建设等一时解决不了的，要向群众说明情况，列出整改计划，逐步抓好落实」
//!
//! Until the plan is sent the words may wait to be said (explanation-not-given warns). A monthly notice tells the public
//! how things stand, and so by the first one that hung after the problem was found they have been said.

use crate::domain::Term;
use crate::rules::{Context, Findings};

rule! {
    id: "notice-without-explanation",
    clause: "一.3-d",
    gate: Monthly,
    severity: Error,
    summary: "已经公示，长期项目还没有向群众说明",
    passes: "7月底公示以前，长期项目已经说明" => |scene| {
        scene.lived(8, 10);
    },
    fails: "7月底已经公示，长期项目还没有说明日期" => |scene| {
        scene.lived(8, 10).long().explained_on = None;
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.open_items().filter(|row| row.item.term == Some(Term::Long)) {
        let hung = row.book.public_notices.iter().filter_map(|notice| notice.from);
        let known = hung.filter(|from| row.item.found_on.is_none_or(|found_on| found_on <= *from));
        let Some(from) = known.min() else { continue };
        found.add_blanks(row.book, "items", row.item, &["explained_on"], |label| {
            format!(
                "{}列为长期，{from}已经公示，还没有向群众说明，请说明后填写“{label}”。",
                row.name
            )
        });
    }
}
