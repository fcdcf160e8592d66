//! 二.1-c「党组织书记要亲自组织召开调度会，到整改不力的支部现场办公」
//!
//! “亲自组织召开”: the secretary who is in office chairs. Where another did, the meeting says why; that reason is
//! the one that this takes.

use crate::rules::text::{blank, same};
use crate::rules::{Address, Context, Findings};

rule! {
    id: "dispatch-chair-not-secretary",
    clause: "二.1-c",
    gate: Monthly,
    severity: Warning,
    own_reason: true,
    summary: "调度会不是党组织书记主持",
    passes: "党总支书记主持" => |scene| {
        scene.lived(8, 5);
    },
    fails: "副书记主持，没有写理由" => |scene| {
        scene.lived(8, 5).unit().dispatch_meetings[0].chair = "党总支副书记".into();
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit() else { return };
    let secretary = &unit.profile.secretary;
    for meeting in &unit.dispatch_meetings {
        let Some(date) = meeting.date.filter(|_| !same(&meeting.chair, secretary)) else {
            continue;
        };
        let (address, message) = if blank(secretary) {
            (
                Address::field(unit, "profile", &*unit.profile, "secretary"),
                format!("请先填写党组织书记，才能核对{date}调度会的主持人。"),
            )
        } else if blank(&meeting.chair) {
            (
                Address::field(unit, "dispatch_meetings", meeting, "chair"),
                format!("{date}的调度会没有填主持人，请填写。"),
            )
        } else {
            (
                Address::field(unit, "dispatch_meetings", meeting, "chair_reason"),
                format!(
                    "{date}的调度会由“{}”主持，应由党组织书记“{}”亲自主持；确有特殊情况的，请填写书记没有主持的理由。",
                    meeting.chair.trim(),
                    secretary.trim()
                ),
            )
        };
        found.add_with_reason(address, message, &meeting.chair_reason);
    }
}
