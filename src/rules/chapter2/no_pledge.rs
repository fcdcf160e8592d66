//! 二.2-f「党支部要抓好党员“五带头”和履诺践诺工作，充分发挥党员在整改工作中的作用」
//!
//! “履诺践诺” presumes pledges. Whether they are kept is asked by pledge-due, as they fall due.

use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "no-pledge",
    clause: "二.2-f",
    gate: Plan,
    severity: Warning,
    summary: "没有党员承诺",
    passes: "每个支部都有党员承诺" => |_| {},
    fails: "一个支部没有党员承诺" => |scene| scene.first().pledges.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        if branch.book.pledges.iter().all(|pledge| blank(&pledge.content)) {
            found.add(
                Address::missing(branch.book, "pledges"),
                format!(
                    "{}还没有党员承诺，请补填；还没有开展的，请说明理由。",
                    branch.name
                ),
            );
        }
    }
}
