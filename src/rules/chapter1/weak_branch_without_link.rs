//! 一.2-b「党总支书记要亲自联系较差或一般党支部」
//!
//! “或” means of either class: every such branch of the unit. A unit that is its only branch is asked for
//! a member of the bureau's committee instead (direct-branch-without-bureau-link).

use crate::rules::{Address, Context, Findings};

rule! {
    id: "weak-branch-without-link",
    clause: "一.2-b",
    gate: Plan,
    severity: Error,
    summary: "较差、一般支部没有书记联系",
    passes: "党总支书记联系了一般支部" => |_| {},
    fails: "一般支部没有人联系" => |scene| scene.unit().secretary_links.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit_above_branches() else {
        return;
    };
    for branch in cx.weak_branches() {
        if !unit
            .secretary_links
            .iter()
            .any(|link| link.branch.as_ref() == Some(branch.book.id()))
        {
            found.add(
                Address::missing(unit, "secretary_links"),
                format!(
                    "{}定级为较差或一般，党总支（党委）书记要亲自联系，请补填联系记录。",
                    branch.name
                ),
            );
        }
    }
}
