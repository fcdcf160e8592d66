//! 一.3-e「每个党支部都要对照整改台帐、做到解决一个问题销号一个问题，并公示整改情况，接受群众监督」
//!
//! “接受群众监督”: whoever asks is shown something. What it is differs from item to item, so a reason may stand for it.

use crate::rules::{Context, Findings};

rule! {
    id: "close-out-without-evidence",
    clause: "一.3-e",
    gate: CloseOut,
    severity: Warning,
    summary: "销号没有佐证材料",
    passes: "销号写明了佐证材料和存放处" => |scene| {
        scene.lived(8, 10);
    },
    fails: "销号没有写佐证材料" => |scene| scene.lived(8, 10).close_out().evidence.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for (row, close_out) in cx.standing_close_outs() {
        found.add_blanks(row.book, "close_outs", close_out, &["evidence"], |label| {
            format!(
                "{}的销号缺“{label}”，请写材料名称和存放处；没有材料的，请说明理由。",
                row.name
            )
        });
    }
}
