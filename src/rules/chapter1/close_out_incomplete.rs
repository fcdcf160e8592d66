//! 一.3-e「每个党支部都要对照整改台帐、做到解决一个问题销号一个问题，并公示整改情况，接受群众监督」
//!
//! “解决一个问题销号一个问题”: an item is crossed off because its problem was solved, so the close-out says when, and what
//! came of it. One that was taken up again keeps its story as it stands.

use crate::rules::{Context, Findings};

rule! {
    id: "close-out-incomplete",
    clause: "一.3-e",
    gate: CloseOut,
    severity: Error,
    summary: "销号没有写完成日期或整改结果",
    passes: "销号写明了完成日期和整改结果" => |scene| {
        scene.lived(8, 10);
    },
    fails: "销号没有写整改结果" => |scene| scene.lived(8, 10).close_out().result.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for (row, close_out) in cx.standing_close_outs() {
        let fields = ["completed_on", "result"];
        found.add_blanks(row.book, "close_outs", close_out, &fields, |label| {
            format!("{}的销号缺“{label}”，请补填。", row.name)
        });
    }
}
