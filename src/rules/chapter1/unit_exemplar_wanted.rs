//! 一.4-b「各单位要在本校内选树一批先进典型，用身边事教育身边人」
//!
//! “一批” has no number: one is enough. Called to mind from the first monthly return on; that there is none at the
//! year's end is told by no-unit-exemplar.

use crate::domain::Exemplar;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "unit-exemplar-wanted",
    clause: "一.4-b",
    gate: Monthly,
    severity: Reminder,
    summary: "单位还没有选树先进典型",
    passes: "单位9月10日选树了一个先进典型" => |scene| {
        scene.lived(9, 10);
    },
    fails: "9月9日，单位还没有先进典型" => |scene| {
        scene.lived(9, 9);
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit().filter(|_| cx.monthly_return_has_come()) else {
        return;
    };
    if !unit.exemplars.iter().any(Exemplar::is_chosen) {
        found.add(
            Address::missing(unit, "exemplars"),
            "单位还没有先进典型，请在本校内选树，写明是谁和主要事迹。",
        );
    }
}
