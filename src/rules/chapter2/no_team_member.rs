//! 二.1-d「党组织班子成员要认真履行“一岗双责”，把推进整改工作与抓好分管工作有机结合，积极为整改工作提供支持帮助」
//!
//! Whose “一岗双责” it is has to be written down once; members' branches (联点) are taken from the same list. A unit
//! that is its only branch may list its committee, and need not (note D).

use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "no-team-member",
    clause: "二.1-d",
    gate: Monthly,
    severity: Reminder,
    summary: "没有登记班子成员",
    passes: "登记了班子成员" => |scene| {
        scene.lived(8, 5);
    },
    fails: "一名班子成员也没有登记" => |scene| scene.lived(8, 5).unit().team_members.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit_above_branches().filter(|_| cx.first_week_is_over()) else {
        return;
    };
    if unit.team_members.iter().all(|member| blank(&member.name)) {
        found.add(
            Address::missing(unit, "team_members"),
            "单位还没有登记班子成员，请填写各人的职务、分管工作和联点支部。",
        );
    }
}
