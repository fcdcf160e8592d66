//! 二.2-d「党支部一周总结一次整改工作，一月公示一次整改情况」
//!
//! Called to mind in the last days of a month. A notice counts once it hangs, that is, from its first day; one
//! that is only drafted is led back to.

use crate::domain::Duty;
use crate::rules::{Context, Findings};

rule! {
    id: "public-notice-due",
    clause: "二.2-d",
    gate: Monthly,
    severity: Reminder,
    summary: "本月快结束，还没有公示",
    passes: "每个支部7月都公示了" => |scene| {
        scene.lived(7, 31);
    },
    fails: "7月31日，一个支部的公示还没有贴出来" => |scene| scene.lived(7, 31).first().public_notices[0].from = None,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for line in cx.lines_of(&[Duty::PublicNotice]) {
        if let (Some(asked), Some(branch)) = (line.asked(), cx.branch_of(&line)) {
            found.add_due(
                asked.address,
                format!(
                    "{branch}{}还没有公示整改情况，请在{}前（含当日）贴出，并填写公示开始日期。",
                    asked.period, asked.last
                ),
                asked.last,
            );
        }
    }
}
