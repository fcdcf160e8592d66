//! 二.1-b「要建立整改工作一月调度一次，一月通报一次，联点党员领导干部一周到联系点支部指导一次的“三个一”工作制度」
//!
//! A month that is over cannot be made up, so this is never an error. A reason given for the month answers it;
//! it stands in the unit's book, where the calendar shows it.

use crate::domain::Duty;
use crate::rules::{Context, Findings};

rule! {
    id: "no-bulletin",
    clause: "二.1-b",
    gate: Monthly,
    severity: Warning,
    own_reason: true,
    summary: "有的月没有发通报，也没有写理由",
    passes: "7月没有发，写了理由" => |scene| {
        let unit = scene.lived(8, 15).unit();
        unit.bulletins.clear();
        unit.period_reasons.push(PeriodReason {
            duty: Some(Duty::Bulletin),
            period: Some(day(2012, 7, 1)),
            reason: "暑假，班子成员全部外出培训".into(),
            ..PeriodReason::default()
        });
    },
    fails: "7月没有发，没有写理由" => |scene| scene.lived(8, 15).unit().bulletins.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for line in cx.lines_of(&[Duty::Bulletin]) {
        if let Some(months) = line.missed() {
            found.add(
                line.place(),
                format!("单位{months}没有发通报的记录：发过的，请补记；没有发的，请逐月写明理由。"),
            );
        }
    }
}
