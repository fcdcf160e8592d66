//! 一.1-a「基层党支部要召开支部专题会议，对查找的问题逐个研究分析，找出问题根源，找准解决办法，做到一个问题
//! 一个解决措施」
//!
//! Every problem has a measure of its own, one at least. Text is compared without spaces and punctuation,
//! within a ledger: what two branches have in common belongs to a type's solution (一.1-b).

use crate::domain::Id;
use crate::rules::text::bare;
use crate::rules::{Context, Findings};

rule! {
    id: "identical-measures",
    clause: "一.1-a",
    gate: Plan,
    severity: Warning,
    summary: "两个问题用了同一条措施",
    passes: "每个问题各有措施" => |_| {},
    fails: "两个问题的措施一字不差" => |scene| scene.first().items[1].measures = scene.first().items[0].measures.clone(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let mut known: Vec<(&Id, String, usize)> = Vec::new();
    for row in cx.items() {
        let words = bare(&row.item.measures);
        if words.is_empty() {
            continue;
        }
        let same = |one: &&(&Id, String, usize)| one.0 == row.book.id() && one.1 == words;
        match known.iter().find(same) {
            None => known.push((row.book.id(), words, row.name.number)),
            Some((.., first)) => found.add(
                row.field("measures"),
                format!(
                    "{}的措施与第{first}项完全相同，请一个问题写一个解决措施；确需相同的，请说明理由。",
                    row.name
                ),
            ),
        }
    }
}
