//! 一.4-a「结合全县教育系统创先争优考评督查工作，推出一批当前工作中涌现出的先进典型」
//!
//! “一批” has no number: one is enough. No date is set either, so from the first monthly return on it is called to mind.

use crate::domain::Exemplar;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "no-bureau-exemplar",
    clause: "一.4-a",
    gate: Monthly,
    severity: Reminder,
    summary: "局党委还没有推出先进典型",
    passes: "局党委推出了一个先进典型" => |scene| {
        scene.office();
    },
    fails: "局党委没有推出先进典型" => |scene| scene.office().exemplars.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(office) = cx.office().filter(|_| cx.monthly_return_has_come()) else {
        return;
    };
    if !office.exemplars.iter().any(Exemplar::is_chosen) {
        found.add(
            Address::missing(office, "exemplars"),
            "局党委还没有推出先进典型，请结合创先争优考评督查，填写一个以上，写明名称和主要事迹。",
        );
    }
}
