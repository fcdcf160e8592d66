//! 一.2-b「党总支书记要亲自联系较差或一般党支部」
//!
//! A branch directly under the bureau's committee has no 党总支 whose secretary could be linked to it: a
//! member of the committee is named (note D).

use crate::domain::LinkPost;
use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "direct-branch-without-bureau-link",
    clause: "一.2-b",
    gate: Plan,
    severity: Warning,
    summary: "直属的较差、一般支部没有局党委委员联系",
    passes: "直属支部定级为较好，不必由局党委委员联系" => |scene| {
        scene.single();
    },
    fails: "直属支部定级为一般，没有局党委委员联系" => |scene| {
        let branch = scene.single().first();
        branch.profile.initial_grade = Some(Grade::Average);
        branch.turnaround_plan.goal = "年内转化升级".into();
        branch.turnaround_plan.responsible = "支部书记".into();
        branch.turnaround_plan.measures = "健全组织生活制度".into();
        branch.turnaround_plan.due = Some(day(2012, 12, 20));
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit().filter(|_| cx.books.unit_is_branch()) else {
        return;
    };
    for branch in cx.weak_branches() {
        let linked = unit.secretary_links.iter().any(|link| {
            link.branch.as_ref() == Some(branch.book.id())
                && link.post == Some(LinkPost::BureauMember)
                && !blank(&link.leader)
        });
        if !linked {
            found.add(
                Address::missing(unit, "secretary_links"),
                "本支部直属局党委，定级为较差或一般，请写明联系的局党委委员；尚未确定的，请说明理由。",
            );
        }
    }
}
