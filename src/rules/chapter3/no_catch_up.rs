//! 三.2-d「制定好赶超措施和时限」
//!
//! By its grammar the sentence binds the branches that are not 好; for 好 see good-branch-without-catch-up.
//! A branch whose grade is not filled in is asked like the many.

use crate::domain::Grade;
use crate::rules::{Context, Findings};

rule! {
    id: "no-catch-up",
    clause: "三.2-d",
    gate: Plan,
    severity: Error,
    summary: "没有制定赶超措施和时限",
    passes: "较好支部有赶超措施和时限" => |_| {},
    fails: "较好支部没有赶超措施" => |scene| scene.fairly_good().catch_up.measures.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches().filter(|branch| branch.grade() != Some(Grade::Good)) {
        let catch_up = &*branch.book.catch_up;
        found.add_blanks(branch.book, "catch_up", catch_up, &["measures", "due"], |label| {
            format!("{}没有填“{label}”，请制定赶超措施和时限。", branch.name)
        });
    }
}
