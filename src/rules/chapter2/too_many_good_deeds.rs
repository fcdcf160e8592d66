//! 二.2-e「每个党支部都要结合教师、群众所需所盼，办1-2件好事实事」
//!
//! More is no breach; the form has room for the main ones.

use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "too-many-good-deeds",
    clause: "二.2-e",
    gate: Plan,
    severity: Warning,
    summary: "好事实事超过两件",
    passes: "计划了两件" => |scene| {
        let deeds = &mut scene.first().good_deeds;
        deeds.resize(2, deeds[0].clone());
    },
    fails: "计划了三件" => |scene| {
        let deeds = &mut scene.first().good_deeds;
        deeds.resize(3, deeds[0].clone());
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let most = cx.programme.good_deeds_max.value as usize;
    for branch in cx.branches() {
        let mut planned = branch.book.good_deeds.iter().filter(|deed| !blank(&deed.title));
        if let Some(deed) = planned.nth(most) {
            found.add(
                Address::field(branch.book, "good_deeds", deed, "title"),
                format!(
                    "{}计划的好事实事超过{most}件，请选主要的{most}件填报；都要保留的，请说明理由。",
                    branch.name
                ),
            );
        }
    }
}
