//! 二.2-d「党支部一周总结一次整改工作，一月公示一次整改情况」
//!
//! A week that is over can still be told of; nothing is held back for it. A reason given for the week answers it.

use crate::domain::Duty;
use crate::rules::{Context, Findings};

rule! {
    id: "weekly-summary-missing",
    clause: "二.2-d",
    gate: Monthly,
    severity: Reminder,
    summary: "有的周没有周总结，也没有写理由",
    passes: "第1周没有总结，写了理由" => |scene| {
        let branch = scene.lived(8, 5).first();
        branch.weekly_summaries.remove(0);
        branch.period_reasons.push(PeriodReason {
            duty: Some(Duty::WeeklySummary),
            period: Some(day(2012, 7, 2)),
            reason: "支部书记住院，组织委员接手后从第2周写起".into(),
            ..PeriodReason::default()
        });
    },
    fails: "第1周没有总结，没有写理由" => |scene| drop(scene.lived(8, 5).first().weekly_summaries.remove(0)),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for line in cx.lines_of(&[Duty::WeeklySummary]) {
        if let (Some(weeks), Some(branch)) = (line.missed(), cx.branch_of(&line)) {
            found.add(
                line.place(),
                format!("{branch}{weeks}没有周总结，请补写；没有总结的，请逐周写明理由。"),
            );
        }
    }
}
