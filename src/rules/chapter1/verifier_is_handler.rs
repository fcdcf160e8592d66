//! 一.3-e「每个党支部都要对照整改台帐、做到解决一个问题销号一个问题，并公示整改情况，接受群众监督」
//!
//! Whoever did the work does not say alone that it is done, nor one of several who did. In a small branch there may be
//! nobody else; then a reason is given.

use crate::rules::text::{names, same};
use crate::rules::{Address, Context, Findings};

rule! {
    id: "verifier-is-handler",
    clause: "一.3-e",
    gate: CloseOut,
    severity: Warning,
    summary: "承办责任人自己核验销号",
    passes: "由党总支组织委员核验" => |scene| {
        scene.lived(8, 10);
    },
    fails: "承办责任人自己核验" => |scene| {
        let handler = scene.lived(8, 10).short().handler.clone();
        scene.close_out().verified_by = handler;
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for (row, close_out) in cx.standing_close_outs() {
        let handlers: Vec<String> = names(&row.item.handler).collect();
        let mut verifiers = names(&close_out.verified_by).peekable();
        let one_of_them = verifiers.peek().is_some() && verifiers.all(|name| handlers.contains(&name));
        if one_of_them || same(&close_out.verified_by, &row.item.handler) {
            found.add(
                Address::field(row.book, "close_outs", close_out, "verified_by"),
                format!(
                    "{}由承办责任人“{}”自己核验，请换人核验；没有别人可以核验的，请说明理由。",
                    row.name,
                    close_out.verified_by.trim()
                ),
            );
        }
    }
}
