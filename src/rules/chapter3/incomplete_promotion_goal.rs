//! 三.1「各单位党组织要细化所属每个党支部晋级的目标任务、主要措施和完成时限，力争到今年底，1个“较差”类党
//! 支部 、5个“一般”类党支部全部晋位升级」
//!
//! For every branch of the unit (“所属每个党支部”), 好 included: its target stays 好 (note A), its tasks,
//! measures and due date are written all the same.

use crate::rules::{Context, Findings};

rule! {
    id: "incomplete-promotion-goal",
    clause: "三.1",
    gate: Plan,
    severity: Error,
    summary: "支部的晋级目标不完整",
    passes: "每个支部的晋级目标齐全" => |_| {},
    fails: "一个支部没有写目标任务" => |scene| scene.good().promotion_goal.tasks.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        let goal = &*branch.book.promotion_goal;
        let fields = ["target_grade", "tasks", "measures", "due"];
        found.add_blanks(branch.book, "promotion_goal", goal, &fields, |label| {
            format!("{}的晋级目标缺“{label}”，请补填。", branch.name)
        });
    }
}
