//! 二.2-a「党支部要强化整改提高的主体责任意识，围绕如果解决好问题，广泛听取群众的意见建议」
//!
//! 如果 is a slip for 如何. The sense of responsibility itself cannot be recorded; that people were asked
//! can.

use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "no-opinion-round",
    clause: "二.2-a",
    gate: Plan,
    severity: Warning,
    summary: "没有听取群众意见建议的记录",
    passes: "每个支部都听取了意见" => |_| {},
    fails: "一个支部没有听取意见" => |scene| scene.first().opinion_rounds.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        let rounds = &branch.book.opinion_rounds;
        if rounds
            .iter()
            .all(|round| round.date.is_none() && blank(&round.opinions))
        {
            found.add(
                Address::missing(branch.book, "opinion_rounds"),
                format!(
                    "{}还没有听取群众意见建议的记录，请补填；还没有听取的，请说明理由。",
                    branch.name
                ),
            );
        }
    }
}
