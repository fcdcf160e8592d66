//! 一.2-b「党总支书记要亲自联系较差或一般党支部」
//!
//! “亲自”: nobody stands in. Others may be linked as well, beside the secretary who is in office now.

use crate::rules::text::{blank, same};
use crate::rules::{Address, Context, Findings};

rule! {
    id: "link-not-by-secretary",
    clause: "一.2-b",
    gate: Plan,
    severity: Error,
    summary: "联系较差、一般支部的不是党总支书记本人",
    passes: "联系人就是现任党总支书记" => |_| {},
    fails: "联系人写成了副书记" => |scene| scene.unit().secretary_links[0].leader = "党总支副书记".into(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit_above_branches() else {
        return;
    };
    let secretary = &unit.profile.secretary;
    for branch in cx.weak_branches() {
        let links = || {
            unit.secretary_links
                .iter()
                .filter(|link| link.branch.as_ref() == Some(branch.book.id()))
        };
        let Some(first) = links().next() else { continue };
        if blank(secretary) {
            found.add(
                Address::field(unit, "profile", &*unit.profile, "secretary"),
                format!("请先填写党组织书记，才能核对{}的联系人。", branch.name),
            );
        } else if !links().any(|link| same(&link.leader, secretary)) {
            found.add(
                Address::field(unit, "secretary_links", first, "leader"),
                format!(
                    "联系{}的应是现任党总支（党委）书记“{}”本人，请改正。",
                    branch.name,
                    secretary.trim()
                ),
            );
        }
    }
}
