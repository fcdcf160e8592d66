//! 二.2-d「党支部一周总结一次整改工作，一月公示一次整改情况」
//!
//! Called to mind in the last days of a week. “No progress” is a summary too.

use crate::domain::Duty;
use crate::rules::{Context, Findings};

rule! {
    id: "weekly-summary-due",
    clause: "二.2-d",
    gate: Monthly,
    severity: Reminder,
    summary: "本周快结束，还没有写周总结",
    passes: "每个支部都写了本周的总结" => |scene| {
        scene.lived(8, 5);
    },
    fails: "8月5日，一个支部本周还没有写" => |scene| drop(scene.lived(8, 5).first().weekly_summaries.pop()),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for line in cx.lines_of(&[Duty::WeeklySummary]) {
        if let (Some(asked), Some(branch)) = (line.asked(), cx.branch_of(&line)) {
            found.add_due(
                asked.address,
                format!(
                    "{branch}{}还没有写周总结，请在{}前（含当日）写好；没有进展的，也写明没有进展。",
                    asked.period, asked.last
                ),
                asked.last,
            );
        }
    }
}
