//! 一.3-e「每个党支部都要对照整改台帐、做到解决一个问题销号一个问题，并公示整改情况，接受群众监督」
//!
//! Only the day on which the problem was found counts. Without one it was there before the notice, and may have been
//! solved before it too.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "closed-before-found",
    clause: "一.3-e",
    gate: CloseOut,
    severity: Error,
    summary: "完成日期早于发现日期",
    passes: "发现当天就完成" => |scene| {
        scene.lived(8, 10).short().found_on = Some(day(2012, 7, 19));
    },
    fails: "完成以后才发现问题" => |scene| {
        scene.lived(8, 10).short().found_on = Some(day(2012, 7, 20));
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for (row, close_out) in cx.standing_close_outs() {
        if let (Some(found_on), Some(done)) = (row.item.found_on, close_out.completed_on)
            && done < found_on
        {
            found.add(
                Address::field(row.book, "close_outs", close_out, "completed_on"),
                format!("{}的完成日期{done}早于发现日期{found_on}，请改正。", row.name),
            );
        }
    }
}
