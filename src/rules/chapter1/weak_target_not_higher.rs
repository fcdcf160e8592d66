//! 一.2-f「使每一个“较差”和“一般”类基层党组织在原有基础上都有新的提高，年内全部实现转化升级」
//!
//! Setting the goal is compulsory, reaching it is a result to be measured. One grade up is enough (note A).
//! A target below the grade is told here too for these branches; for the others see target-below-grade.

use crate::domain::Choose;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "weak-target-not-higher",
    clause: "一.2-f",
    also: ["三.1"],
    gate: Plan,
    severity: Error,
    summary: "较差、一般支部的目标等次没有高于现等次",
    passes: "一般支部的目标是较好" => |_| {},
    fails: "一般支部的目标仍是一般" => |scene| scene.first().promotion_goal.target_grade = Some(Grade::Average),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.weak_branches() {
        let goal = &branch.book.promotion_goal;
        let (Some(now), Some(target)) = (branch.grade(), goal.target_grade) else {
            continue;
        };
        if target <= now {
            found.add(
                Address::field(branch.book, "promotion_goal", &**goal, "target_grade"),
                format!(
                    "{}现为“{}”，目标等次要高于现等次，年内实现转化升级，请改正。",
                    branch.name,
                    now.label()
                ),
            );
        }
    }
}
