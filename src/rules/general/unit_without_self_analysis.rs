//! 通-2a「每一个基层党组织（党总支、党支部）都要认真分析自身存在的问题及产生问题的原因」
//!
//! A 党支部 writes its analysis into its ledger; a 党总支 keeps no ledger (一.3-a names branches alone) and
//! still owes an analysis of itself. A unit that is its only branch has made it in the ledger (note D).

use crate::rules::{Context, Findings};

rule! {
    id: "unit-without-self-analysis",
    clause: "通-2a",
    also: ["通-2c"],
    gate: Plan,
    severity: Warning,
    summary: "单位没有分析自身的问题和原因",
    passes: "党总支分析了自身问题，有原因、有措施" => |_| {},
    fails: "党总支没有写产生的原因" => |scene| scene.unit().self_analysis.root_causes.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit_above_branches() else {
        return;
    };
    let fields = ["problems", "root_causes", "measures"];
    found.add_blanks(unit, "self_analysis", &*unit.self_analysis, &fields, |label| {
        format!("单位自身问题分析缺“{label}”，请补写；暂不写的，请说明理由。")
    });
}
