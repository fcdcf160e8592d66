//! 二.1-e「在整改提高阶段，党支部书记对整改工作负总责」
//!
//! A branch directly under the bureau's committee is its own unit, and its secretary is both secretaries
//! (note D).

use crate::rules::text::{blank, same};
use crate::rules::{Address, Context, Findings};

rule! {
    id: "unit-and-branch-secretaries-differ",
    clause: "二.1-e",
    gate: Plan,
    severity: Error,
    summary: "单位与支部是一个组织，书记却不一致",
    passes: "直属支部的书记就是单位书记" => |scene| {
        scene.single();
    },
    fails: "单位书记与支部书记写得不一样" => |scene| scene.single().unit().profile.secretary = "校长".into(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit().filter(|_| cx.books.unit_is_branch()) else {
        return;
    };
    for branch in cx
        .branches()
        .filter(|branch| !blank(&branch.book.profile.secretary))
    {
        let secretary = &branch.book.profile.secretary;
        if !same(&unit.profile.secretary, secretary) {
            found.add(
                Address::field(unit, "profile", &*unit.profile, "secretary"),
                format!(
                    "本单位只有一个支部，党组织书记就是支部书记“{}”，请填写一致。",
                    secretary.trim()
                ),
            );
        }
    }
}
