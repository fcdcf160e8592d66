//! 一.1-c「局党委基层组织建设活动领导小组办公室将针对各党支部普遍存在的共性问题，分类收集解决问题的典型案例，供各地学
//! 习借鉴」
//!
//! “解决问题的典型案例”: a case shows how a problem was solved, so it comes from an item that was closed out.

use crate::rules::text::{blank, excerpt};
use crate::rules::{Context, Findings};

rule! {
    id: "case-from-open-item",
    clause: "一.1-c",
    gate: Monthly,
    severity: Warning,
    summary: "典型案例来自没有销号的项目",
    passes: "典型案例都来自已经销号的项目" => |scene| {
        scene.office();
    },
    fails: "一个案例的来源项目还没有销号" => |scene| {
        scene.office().typical_cases[0].source_closed_on = None;
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(office) = cx.office() else { return };
    let begun = office.typical_cases.iter();
    for case in begun.filter(|case| !blank(&case.problem) || !blank(&case.method)) {
        found.add_blanks(office, "typical_cases", case, &["source_closed_on"], |label| {
            format!(
                "典型案例“{}”（{}）缺“{label}”，请等来源项目销号后填写；没有销号也要印发的，请说明理由。",
                excerpt(&case.problem),
                case.branch_name.trim()
            )
        });
    }
}
