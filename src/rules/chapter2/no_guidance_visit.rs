//! 二.1-b「要建立整改工作一月调度一次，一月通报一次，联点党员领导干部一周到联系点支部指导一次的“三个一”工作制度」
//!
//! One finding for each leader and branch. A week that is over cannot be made up, so this is never an error. The
//! notice exempts no holiday; a reason given for the week answers it (note C).

use crate::domain::Duty;
use crate::rules::{Context, Findings};

rule! {
    id: "no-guidance-visit",
    clause: "二.1-b",
    also: ["一.2-b"],
    gate: Monthly,
    severity: Warning,
    own_reason: true,
    summary: "有的周联点领导没有到支部指导，也没有写理由",
    passes: "第1周没有去，写了理由" => |scene| {
        let unit = scene.lived(8, 5).unit();
        let visit = unit.guidance_visits.remove(0);
        unit.period_reasons.push(PeriodReason {
            duty: Some(Duty::GuidanceVisit),
            period: Some(day(2012, 7, 2)),
            branch: visit.branch,
            leader: visit.leader,
            reason: "到省里参加书记培训班".into(),
            ..PeriodReason::default()
        });
    },
    fails: "第1周没有去，没有写理由" => |scene| drop(scene.lived(8, 5).unit().guidance_visits.remove(0)),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for line in cx.lines_of(&[Duty::GuidanceVisit]) {
        if let (Some(weeks), Some(branch)) = (line.missed(), cx.branch_of(&line)) {
            found.add(
                line.place(),
                format!(
                    "联点领导“{}”{weeks}没有到{branch}指导的记录：去过的，请补记；没有去的，请逐周写明理由。",
                    line.leader
                ),
            );
        }
    }
}
