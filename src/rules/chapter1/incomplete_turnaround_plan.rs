//! 一.2-d「党组织要制订明确的整顿目标、责任和措施」
//!
//! “党组织” is not specified: the unit together with the branch. The plan stands in the branch's book,
//! where both write.

use crate::rules::{Context, Findings};

rule! {
    id: "incomplete-turnaround-plan",
    clause: "一.2-d",
    gate: Plan,
    severity: Error,
    summary: "较差、一般支部的整顿方案不完整",
    passes: "一般支部的整顿方案齐全" => |_| {},
    fails: "整顿方案没有写措施" => |scene| scene.first().turnaround_plan.measures.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.weak_branches() {
        let plan = &*branch.book.turnaround_plan;
        let fields = ["goal", "responsible", "measures", "due"];
        found.add_blanks(branch.book, "turnaround_plan", plan, &fields, |label| {
            format!("{}的整顿方案缺“{label}”，请补填。", branch.name)
        });
    }
}
