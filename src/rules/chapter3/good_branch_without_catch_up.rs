//! 三.2-d「制定好赶超措施和时限」
//!
//! The sentence's subject is the branches that are not 好, but a benchmark without a way to it is empty for
//! 好 as well: applied to all, as a warning for these.

use crate::domain::Grade;
use crate::rules::{Context, Findings};

rule! {
    id: "good-branch-without-catch-up",
    clause: "三.2-d",
    gate: Plan,
    severity: Warning,
    summary: "好支部没有制定赶超措施和时限",
    passes: "好支部也有赶超措施和时限" => |_| {},
    fails: "好支部没有赶超时限" => |scene| scene.good().catch_up.due = None,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches().filter(|branch| branch.grade() == Some(Grade::Good)) {
        let catch_up = &*branch.book.catch_up;
        found.add_blanks(branch.book, "catch_up", catch_up, &["measures", "due"], |label| {
            format!(
                "{}定级为好，没有填“{label}”，请补填；不填的，请说明理由。",
                branch.name
            )
        });
    }
}
