//! 一.3-e「每个党支部都要对照整改台帐、做到解决一个问题销号一个问题，并公示整改情况，接受群众监督」
//!
//! “对照整改台帐”: somebody has held the item against what was done.

use crate::rules::{Context, Findings};

rule! {
    id: "close-out-without-verifier",
    clause: "一.3-e",
    gate: CloseOut,
    severity: Warning,
    summary: "销号没有写核验人",
    passes: "销号写明了核验人" => |scene| {
        scene.lived(8, 10);
    },
    fails: "销号没有写核验人" => |scene| scene.lived(8, 10).close_out().verified_by.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for (row, close_out) in cx.standing_close_outs() {
        found.add_blanks(row.book, "close_outs", close_out, &["verified_by"], |label| {
            format!(
                "{}的销号缺“{label}”，请由承办责任人以外的人核验后填写；没有核验的，请说明理由。",
                row.name
            )
        });
    }
}
