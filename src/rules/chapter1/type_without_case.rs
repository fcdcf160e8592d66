//! 一.1-c「局党委基层组织建设活动领导小组办公室将针对各党支部普遍存在的共性问题，分类收集解决问题的典型案例，供各地学
//! 习借鉴」
//!
//! “共性问题”: the four types that the notice names. “其他类型” is each branch's own, and a case of it is welcome but not
//! called for. No date is set, so from the first monthly return on it is called to mind.

use crate::domain::{Choose, ProblemType};
use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "type-without-case",
    clause: "一.1-c",
    gate: Monthly,
    severity: Reminder,
    summary: "有的问题类型还没有收集典型案例",
    passes: "四类问题都有典型案例" => |scene| {
        scene.office();
    },
    fails: "一类问题没有典型案例" => |scene| drop(scene.office().typical_cases.pop()),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(office) = cx.office().filter(|_| cx.monthly_return_has_come()) else {
        return;
    };
    let mut wanted = Vec::new();
    for kind in ProblemType::VALUES
        .iter()
        .filter(|kind| **kind != ProblemType::Other)
    {
        let mut cases = office.typical_cases.iter();
        if !cases.any(|case| case.problem_type == Some(*kind) && !blank(&case.method)) {
            wanted.push(kind.label());
        }
    }
    if !wanted.is_empty() {
        found.add(
            Address::missing(office, "typical_cases"),
            format!(
                "还没有典型案例的问题类型：{}。请从已经销号的项目中收集解决得好的，供各地学习借鉴。",
                wanted.join("、")
            ),
        );
    }
}
