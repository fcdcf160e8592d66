//! 二.2-e「每个党支部都要结合教师、群众所需所盼，办1-2件好事实事」
//!
//! Counted down to the day that the branch set itself, and on from it until the deed is done.

use crate::rules::text::excerpt;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "good-deed-due",
    clause: "二.2-e",
    gate: Monthly,
    severity: Reminder,
    summary: "好事实事快到期或已超期，还没有办成",
    passes: "还有20天到期" => |scene| {
        scene.lived(11, 10);
    },
    fails: "还有5天到期" => |scene| scene.lived(11, 10).first().good_deeds[0].due = Some(day(2012, 11, 15)),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        let deeds = branch.book.good_deeds.iter();
        for deed in deeds.filter(|deed| deed.done_on.is_none()) {
            let Some(due) = deed.due else { continue };
            if let Some(words) = cx.countdown_and_on(due) {
                found.add_due(
                    Address::field(branch.book, "good_deeds", deed, "done_on"),
                    format!(
                        "{}的好事实事“{}”{words}，请抓紧办成，并填写办成日期。",
                        branch.name,
                        excerpt(&deed.title)
                    ),
                    due,
                );
            }
        }
    }
}
