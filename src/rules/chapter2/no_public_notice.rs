//! 二.2-d「党支部一周总结一次整改工作，一月公示一次整改情况」
//!
//! A month that is over cannot be made up, so this is never an error. A reason given for the month answers it; it
//! stands in the branch's book, where the calendar shows it.

use crate::domain::Duty;
use crate::rules::{Context, Findings};

rule! {
    id: "no-public-notice",
    clause: "二.2-d",
    gate: Monthly,
    severity: Warning,
    own_reason: true,
    summary: "有的月没有公示，也没有写理由",
    passes: "7月没有公示，写了理由" => |scene| {
        let branch = scene.lived(8, 15).first();
        branch.public_notices.clear();
        branch.period_reasons.push(PeriodReason {
            duty: Some(Duty::PublicNotice),
            period: Some(day(2012, 7, 1)),
            reason: "校园改造，公开栏拆除，8月补贴".into(),
            ..PeriodReason::default()
        });
    },
    fails: "7月没有公示，没有写理由" => |scene| scene.lived(8, 15).first().public_notices.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for line in cx.lines_of(&[Duty::PublicNotice]) {
        if let (Some(months), Some(branch)) = (line.missed(), cx.branch_of(&line)) {
            found.add(
                line.place(),
                format!(
                    "{branch}{months}没有公示整改情况的记录：公示过的，请补记；没有公示的，请逐月写明理由。"
                ),
            );
        }
    }
}
