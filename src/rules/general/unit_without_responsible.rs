//! 通-2d「强化整改提高的工作责任」
//!
//! The branch's own responsible is asked for by 二.1-e. A unit that is its only branch names that one alone
//! (note D).

use crate::rules::{Context, Findings};

rule! {
    id: "unit-without-responsible",
    clause: "通-2d",
    gate: Plan,
    severity: Error,
    summary: "单位没有明确整改提高的负总责人",
    passes: "党总支写明了负总责人" => |_| {},
    fails: "党总支没有写负总责人" => |scene| scene.unit().responsibility.overall_responsible.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit_above_branches() else {
        return;
    };
    let fields = ["overall_responsible"];
    found.add_blanks(unit, "responsibility", &*unit.responsibility, &fields, |label| {
        format!("单位整改责任缺“{label}”，请填写具体的人或职务。")
    });
}
