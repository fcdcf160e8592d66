//! 二.1-b「要建立整改工作一月调度一次，一月通报一次，联点党员领导干部一周到联系点支部指导一次的“三个一”工作制度」
//!
//! Called to mind in the last days of a month in which none was held.

use crate::domain::Duty;
use crate::rules::{Context, Findings};

rule! {
    id: "dispatch-meeting-due",
    clause: "二.1-b",
    gate: Monthly,
    severity: Reminder,
    summary: "本月快结束，还没有开调度会",
    passes: "7月25日开了调度会" => |scene| {
        scene.lived(7, 28);
    },
    fails: "7月28日，本月还没有开" => |scene| drop(scene.lived(7, 28).unit().dispatch_meetings.pop()),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for line in cx.lines_of(&[Duty::DispatchMeeting]) {
        if let Some(asked) = line.asked() {
            found.add_due(
                asked.address,
                format!(
                    "单位{}还没有开调度会，请在{}前（含当日）由党组织书记主持召开，并填写会议日期。",
                    asked.period, asked.last
                ),
                asked.last,
            );
        }
    }
}
