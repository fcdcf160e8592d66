//! 一.4-b「各单位要在本校内选树一批先进典型，用身边事教育身边人」
//!
//! What unit-exemplar-wanted calls to mind in every month wants a reason at the year's end.

use crate::domain::Exemplar;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "no-unit-exemplar",
    clause: "一.4-b",
    gate: YearEnd,
    severity: Warning,
    summary: "到年底单位没有选树先进典型",
    passes: "单位选树了一个先进典型" => |scene| {
        scene.lived(12, 31);
    },
    fails: "先进典型没有写主要事迹" => |scene| scene.lived(12, 31).unit().exemplars[0].deeds.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit() else { return };
    if !unit.exemplars.iter().any(Exemplar::is_chosen) {
        found.add(
            Address::missing(unit, "exemplars"),
            "到年底单位还没有写明主要事迹的先进典型，请补填；没有选树的，请说明理由。",
        );
    }
}
