//! 三.3-a「各单位要按照基层党组织晋位升级工作的总体安排，不定期开展工作督查，检查党支部晋级目标落实情况，党员承诺任务
//! 完成情况」
//!
//! “不定期”: no frequency is set, hence nothing is overdue. Who has not been to a branch when half of the stage's weeks are
//! over has time left to go; before that the word would come too early, and at the end too late.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "branch-never-inspected",
    clause: "三.3-a",
    gate: Monthly,
    severity: Reminder,
    summary: "整改提高阶段过半，有的支部还没有督查过",
    passes: "9月30日，阶段刚到一半" => |scene| {
        scene.lived(9, 30);
    },
    fails: "10月1日，还没有到支部督查过" => |scene| {
        scene.lived(10, 1);
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit().filter(|_| cx.half_of_stage_is_over()) else {
        return;
    };
    for branch in cx.branches() {
        let inspected = unit.inspections.iter().any(|inspection| {
            inspection.branch.as_ref() == Some(branch.book.id()) && inspection.date.is_some()
        });
        if !inspected {
            found.add(
                Address::missing(unit, "inspections"),
                format!(
                    "整改提高阶段已经过半，还没有督查过{}，请安排督查晋级目标和党员承诺，并作记录。",
                    branch.name
                ),
            );
        }
    }
}
