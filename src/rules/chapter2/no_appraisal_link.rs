//! 二.1-f「党支部整改提高工作与领导班子成员履行党建职责的绩效考核挂钩」
//!
//! The notice gives no formula: what is recorded is how a branch's rectification was judged and in which appraisal
//! that counts. No score is computed.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "no-appraisal-link",
    clause: "二.1-f",
    gate: YearEnd,
    severity: Reminder,
    summary: "班子成员的绩效考核没有与支部整改提高挂钩",
    passes: "每名班子成员都写明了怎样挂钩" => |scene| {
        scene.lived(12, 31);
    },
    fails: "一名班子成员没有写" => |scene| drop(scene.lived(12, 31).unit().appraisal_links.pop()),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit() else { return };
    for member in cx.members().filter(|member| !member.is_appraised()) {
        found.add(
            Address::missing(unit, "appraisal_links"),
            format!(
                "班子成员“{}”的绩效考核还没有与支部整改提高挂钩，请写明支部整改提高情况和用于哪次考核。",
                member.name()
            ),
        );
    }
}
