//! 二.1-d「党组织班子成员要认真履行“一岗双责”，把推进整改工作与抓好分管工作有机结合，积极为整改工作提供支持帮助」
//!
//! “积极” has no number: one record a member. Nobody is asked before the stage's first month is over.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "member-without-support",
    clause: "二.1-d",
    gate: Monthly,
    severity: Reminder,
    summary: "班子成员没有支持帮助整改的记录",
    passes: "每名班子成员都有支持帮助的记录" => |scene| {
        scene.lived(8, 5);
    },
    fails: "一名班子成员没有记录" => |scene| drop(scene.lived(8, 5).unit().supports.pop()),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit().filter(|_| cx.first_month_is_over()) else {
        return;
    };
    for member in cx.members().filter(|member| !member.has_helped()) {
        found.add(
            Address::missing(unit, "supports"),
            format!("班子成员“{}”还没有支持帮助整改的记录，请补填。", member.name()),
        );
    }
}
