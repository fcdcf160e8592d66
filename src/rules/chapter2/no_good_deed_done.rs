//! 二.2-e「每个党支部都要结合教师、群众所需所盼，办1-2件好事实事」
//!
//! “办”: a plan is not enough by the year's end. One at least is firm; a deed is done once it has a day.

use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "no-good-deed-done",
    clause: "二.2-e",
    gate: YearEnd,
    severity: Error,
    summary: "好事实事没有办成",
    passes: "每个支部都办成了好事实事" => |scene| {
        scene.lived(12, 31);
    },
    fails: "一个支部一件也没有办成" => |scene| scene.lived(12, 31).first().good_deeds[0].done_on = None,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let least = cx.programme.good_deeds_min.value as usize;
    for branch in cx.branches() {
        let deeds = &branch.book.good_deeds;
        let done = deeds
            .iter()
            .filter(|deed| deed.done_on.is_some() && !blank(&deed.title))
            .count();
        if done < least {
            let address = match deeds.iter().find(|deed| deed.done_on.is_none()) {
                Some(deed) => Address::field(branch.book, "good_deeds", deed, "done_on"),
                None => Address::missing(branch.book, "good_deeds"),
            };
            found.add(
                address,
                format!(
                    "{}办成的好事实事有{done}件，至少要办成{least}件，请办成后填写办成日期和效果。",
                    branch.name
                ),
            );
        }
    }
}
