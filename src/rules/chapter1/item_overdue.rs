//! 一.3-b「针对整改问题的难易程度，按长、中、短期落实整改时间，以“倒计时”方式抓好整改」
//!
//! Counted as a statistic too. Short items that are open when the short term is over are told by
//! short-item-still-open, which cites the notice's own date. What the branch has solved and asked to have crossed off
//! waits for its unit (close-out-unconfirmed): nobody is told to finish it.

use crate::rules::{Context, Findings};

rule! {
    id: "item-overdue",
    clause: "一.3-b",
    gate: Item,
    severity: Reminder,
    summary: "整改项目已经超过完成时限",
    passes: "7月20日到期的项目，当天不算超期" => |scene| scene.later(7, 20),
    fails: "7月21日，一个项目超期1天" => |scene| scene.later(7, 21),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx
        .unfinished_items()
        .filter(|row| !cx.is_past_short_limit(row.item))
    {
        if let Some(due) = row.due().filter(|due| *due < cx.today) {
            let days = (cx.today - due).num_days();
            found.add_due(
                row.field("due"),
                format!("{}已超过完成时限{days}天（{due}），请抓紧完成。", row.name),
                due,
            );
        }
    }
}
