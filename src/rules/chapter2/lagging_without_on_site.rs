//! 二.1-c「党组织书记要亲自组织召开调度会，到整改不力的支部现场办公」
//!
//! “到整改不力的支部现场办公”: a session counts from the day on which the branch was confirmed, until that is
//! lifted. By when is not said.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "lagging-without-on-site",
    clause: "二.1-c",
    gate: Monthly,
    severity: Reminder,
    summary: "整改不力的支部，书记还没有去现场办公",
    passes: "认定以后去现场办公了" => |scene| {
        let branch = scene.lived(8, 5).first().id().clone();
        scene.unit().lagging_branches.push(LaggingBranch {
            branch: Some(branch.clone()),
            confirmed_on: Some(day(2012, 8, 1)),
            ..LaggingBranch::default()
        });
        scene.unit().on_site_sessions.push(OnSiteSession {
            branch: Some(branch),
            date: Some(day(2012, 8, 1)),
            ..OnSiteSession::default()
        });
    },
    fails: "认定以后没有去" => |scene| {
        let branch = scene.lived(8, 5).first().id().clone();
        scene.unit().lagging_branches.push(LaggingBranch {
            branch: Some(branch),
            confirmed_on: Some(day(2012, 8, 1)),
            ..LaggingBranch::default()
        });
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit() else { return };
    for lagging in unit.lagging_branches.iter().filter(|one| one.lifted_on.is_none()) {
        let (Some(id), Some(since)) = (&lagging.branch, lagging.confirmed_on) else {
            continue;
        };
        let Some(branch) = cx.branch_name(id) else {
            continue;
        };
        let sessions = unit.on_site_sessions.iter();
        let mut there = sessions.filter(|session| session.branch.as_ref() == Some(id));
        if !there.any(|session| session.date.is_some_and(|date| since <= date)) {
            found.add(
                Address::missing(unit, "on_site_sessions"),
                format!("{branch}{since}认定为整改不力，请党组织书记到支部现场办公，并补填记录。"),
            );
        }
    }
}
