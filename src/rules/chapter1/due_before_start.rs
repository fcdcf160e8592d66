//! 一.3-b「针对整改问题的难易程度，按长、中、短期落实整改时间，以“倒计时”方式抓好整改」
//!
//! Nothing can be counted down to a day that was over before the problem was found or the notice was issued:
//! mostly a wrong year. The clause table does not ask for it, so it warns and blocks nobody who has a reason.

use crate::rules::{Context, Findings};

rule! {
    id: "due-before-start",
    clause: "一.3-b",
    gate: Item,
    severity: Warning,
    summary: "完成时限早于发现日期或通知印发日期",
    passes: "发现当天就能做好的项目" => |scene| {
        scene.short().found_on = Some(day(2012, 7, 4));
        scene.short().due = Some(day(2012, 7, 4));
    },
    fails: "时限的年份写成了去年" => |scene| scene.short().due = Some(day(2011, 7, 20)),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let issued = cx.programme.issued_on.value;
    for row in cx.items() {
        let start = row.item.found_on.map_or(issued, |day| day.max(issued));
        if let Some(due) = row.item.due.filter(|due| *due < start) {
            found.add(
                row.field("due"),
                format!(
                    "{}的完成时限{due}早于{start}（发现日期或通知印发日期），请核对年份；无误的，请说明理由。",
                    row.name
                ),
            );
        }
    }
}
