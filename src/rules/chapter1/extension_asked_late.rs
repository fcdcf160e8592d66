//! 一.3-b「针对整改问题的难易程度，按长、中、短期落实整改时间，以“倒计时”方式抓好整改」
//!
//! An extension is asked for while the day has not passed, the day itself included (note C); afterwards the item was
//! overdue, and no new day undoes that. Why it was late is another reason than why it takes longer.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "extension-asked-late",
    clause: "一.3-b",
    gate: CloseOut,
    severity: Warning,
    summary: "过了原定时限才提出延期",
    passes: "原定时限之前提出延期" => |scene| {
        scene.lived(8, 10).extension();
    },
    fails: "原定时限过了一天才提出延期" => |scene| {
        let extension = scene.lived(8, 10).extension();
        extension.asked_on = extension.from_due.and_then(|due| due.succ_opt());
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for (row, extension) in cx.extensions() {
        if let (Some(from), Some(asked)) = (extension.from_due, extension.asked_on)
            && asked > from
        {
            found.add(
                Address::field(row.book, "extensions", extension, "asked_on"),
                format!(
                    "{}的延期在{asked}提出，已过原定时限{from}，请核对日期；确实晚了的，请说明理由。",
                    row.name
                ),
            );
        }
    }
}
