//! 一.3-e「每个党支部都要对照整改台帐、做到解决一个问题销号一个问题，并公示整改情况，接受群众监督」
//!
//! An item that was crossed off was shown to the public as solved; taking it up again is told as plainly.

use crate::rules::{Context, Findings};

rule! {
    id: "reopened-without-reason",
    clause: "一.3-e",
    gate: CloseOut,
    severity: Error,
    summary: "销号以后重新整改，没有写原因",
    passes: "重新整改，写明了原因" => |scene| {
        let close_out = scene.lived(8, 10).close_out();
        close_out.reopened_on = Some(day(2012, 8, 8));
        close_out.reopen_reason = "8月第一周又没有单独记录".into();
    },
    fails: "重新整改，没有写原因" => |scene| {
        scene.lived(8, 10).close_out().reopened_on = Some(day(2012, 8, 8));
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items() {
        let all = row.book.close_outs_of(&row.item.id);
        for close_out in all.filter(|close_out| close_out.reopened_on.is_some()) {
            found.add_blanks(row.book, "close_outs", close_out, &["reopen_reason"], |label| {
                format!("{}销号以后重新整改，请填写“{label}”。", row.name)
            });
        }
    }
}
