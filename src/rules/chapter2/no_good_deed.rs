//! 二.2-e「每个党支部都要结合教师、群众所需所盼，办1-2件好事实事」
//!
//! One at least is firm. A plan without one is a warning, since the deed may be settled on later; by the year's
//! end it is an error if none is done (no-good-deed-done).

use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "no-good-deed",
    clause: "二.2-e",
    gate: Plan,
    severity: Warning,
    summary: "没有计划好事实事",
    passes: "每个支部都计划了好事实事" => |_| {},
    fails: "一个支部没有计划好事实事" => |scene| scene.first().good_deeds.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let least = cx.programme.good_deeds_min.value as usize;
    for branch in cx.branches() {
        let planned = branch
            .book
            .good_deeds
            .iter()
            .filter(|deed| !blank(&deed.title))
            .count();
        if planned < least {
            found.add(
                Address::missing(branch.book, "good_deeds"),
                format!(
                    "{}计划的好事实事有{planned}件，至少要办{least}件，请补填；暂时定不下来的，请说明理由。",
                    branch.name
                ),
            );
        }
    }
}
