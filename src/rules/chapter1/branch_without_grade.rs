//! 一.2-a「对1个较差党支部和5个一般党支部进行重点整顿」
//!
//! Which branches are put in order first (重点整顿) is derived from the grade and never typed. The clause
//! table asks for no check of the grade itself; but with none, every duty of a weak branch would pass
//! unseen, so a plan states it.

use crate::rules::{Context, Findings};

rule! {
    id: "branch-without-grade",
    clause: "一.2-a",
    also: ["三.1"],
    gate: Plan,
    severity: Error,
    summary: "没有填支部的原定等次",
    passes: "每个支部都填了等次" => |_| {},
    fails: "一个支部没有填等次" => |scene| scene.good().profile.initial_grade = None,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        found.add_blanks(
            branch.book,
            "profile",
            &*branch.book.profile,
            &["initial_grade"],
            |label| format!("{}没有填“{label}”，请按分类定级的结果填写。", branch.name),
        );
    }
}
