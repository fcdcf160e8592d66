//! 三.1「各单位党组织要细化所属每个党支部晋级的目标任务、主要措施和完成时限，力争到今年底，1个“较差”类党
//! 支部 、5个“一般”类党支部全部晋位升级」
//!
//! Nobody aims lower than they stand (note A). Weak branches have to aim higher anyway
//! (weak-target-not-higher), so this one is for the others.

use crate::domain::Choose;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "target-below-grade",
    clause: "三.1",
    gate: Plan,
    severity: Error,
    summary: "目标等次低于现等次",
    passes: "好支部的目标保持好" => |_| {},
    fails: "好支部的目标写成较好" => |scene| scene.good().promotion_goal.target_grade = Some(Grade::FairlyGood),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches().filter(|branch| !branch.book.is_key_rectification()) {
        let goal = &branch.book.promotion_goal;
        let (Some(now), Some(target)) = (branch.grade(), goal.target_grade) else {
            continue;
        };
        if target < now {
            found.add(
                Address::field(branch.book, "promotion_goal", &**goal, "target_grade"),
                format!(
                    "{}现为“{}”，目标等次不能低于现等次，请改正。",
                    branch.name,
                    now.label()
                ),
            );
        }
    }
}
