//! 一.3-b「针对整改问题的难易程度，按长、中、短期落实整改时间，以“倒计时”方式抓好整改」
//!
//! “倒计时”: counted down for each item that is open, from the first day of the countdown to the due date
//! itself.

use crate::rules::{Context, Findings};

rule! {
    id: "due-approaching",
    clause: "一.3-b",
    gate: Item,
    severity: Reminder,
    summary: "整改项目快到期",
    passes: "7月5日，最近的时限还有15天" => |_| {},
    fails: "7月18日，一个项目还有2天到期" => |scene| scene.later(7, 18),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.unfinished_items() {
        let Some(due) = row.due() else { continue };
        if let Some(words) = cx.countdown(due) {
            found.add_due(row.field("due"), format!("{}{words}，请抓紧。", row.name), due);
        }
    }
}
