//! 三.1「各单位党组织要细化所属每个党支部晋级的目标任务、主要措施和完成时限，力争到今年底，1个“较差”类党
//! 支部 、5个“一般”类党支部全部晋位升级」
//!
//! 普遍 means generally: the sentence speaks of every branch's goal and names only the weak ones as having
//! to be promoted. So 较好 may stay 较好, with a reason (note A).

use crate::domain::Grade;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "fairly-good-without-promotion",
    clause: "三.1",
    gate: Plan,
    severity: Warning,
    summary: "较好支部的目标仍是较好",
    passes: "较好支部的目标是好" => |_| {},
    fails: "较好支部的目标仍是较好" => |scene| scene.fairly_good().promotion_goal.target_grade = Some(Grade::FairlyGood),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        let goal = &branch.book.promotion_goal;
        let stays = [branch.grade(), goal.target_grade];
        if stays == [Some(Grade::FairlyGood); 2] {
            found.add(
                Address::field(branch.book, "promotion_goal", &**goal, "target_grade"),
                format!(
                    "{}现为“较好”，目标一般定为“好”；保持“较好”的，请说明理由。",
                    branch.name
                ),
            );
        }
    }
}
