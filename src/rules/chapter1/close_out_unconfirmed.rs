//! 一.3-e「每个党支部都要对照整改台帐、做到解决一个问题销号一个问题，并公示整改情况，接受群众监督」
//!
//! The branch asks for the close-out, the unit above it looks and confirms. Called to mind at the unit's desk alone: the
//! branch can do nothing more, and a branch that is its own unit confirms for itself (note D).

use crate::rules::{Address, Context, Findings};

rule! {
    id: "close-out-unconfirmed",
    clause: "一.3-e",
    gate: CloseOut,
    severity: Reminder,
    summary: "支部申请销号，单位还没有确认",
    passes: "申请当天已经确认" => |scene| {
        scene.lived(8, 10);
    },
    fails: "申请以后还没有确认" => |scene| scene.lived(8, 10).close_out().closed_on = None,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    if cx.unit_above_branches().is_none() {
        return;
    }
    for (row, close_out) in cx.standing_close_outs() {
        if let (Some(applied), None) = (close_out.applied_on, close_out.closed_on) {
            found.add(
                Address::record(row.book, "close_outs", close_out),
                format!(
                    "{}已在{applied}申请销号，请核验后确认；没有解决的，请写明原因，重新整改。",
                    row.name
                ),
            );
        }
    }
}
