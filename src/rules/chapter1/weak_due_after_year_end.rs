//! 一.2-f「使每一个“较差”和“一般”类基层党组织在原有基础上都有新的提高，年内全部实现转化升级」
//!
//! “年内” here, “力争到今年底” in 三.1: the last day of the year is still in time. Both the goal and
//! the turnaround plan have a due date.

use crate::domain::Record;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "weak-due-after-year-end",
    clause: "一.2-f",
    also: ["三.1"],
    gate: Plan,
    severity: Error,
    summary: "较差、一般支部的转化升级时限超过年底",
    passes: "一般支部12月20日前完成" => |_| {},
    fails: "一般支部的时限定到次年1月" => |scene| scene.first().promotion_goal.due = Some(day(2013, 1, 10)),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let end = cx.programme.year_end.value;
    for branch in cx.weak_branches() {
        let book = branch.book;
        let dates: [(_, &dyn Record, _); 2] = [
            ("promotion_goal", &*book.promotion_goal, book.promotion_goal.due),
            (
                "turnaround_plan",
                &*book.turnaround_plan,
                book.turnaround_plan.due,
            ),
        ];
        for (collection, record, due) in dates {
            if due > Some(end) {
                found.add(
                    Address::field(book, collection, record, "due"),
                    format!(
                        "{}要在年内（{end}前，含当日）实现转化升级，“{}”的时限超过了，请改正。",
                        branch.name,
                        record.def().title
                    ),
                );
            }
        }
    }
}
