//! 一.3-a「每个党支部要有一本整改问题台帐，明确整改的具体项目、主要措施、完成时限和承办责任人」
//!
//! Every branch analyses its problems and keeps a ledger of them; one graded 好 is no exception.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "empty-ledger",
    clause: "一.3-a",
    also: ["通-2a"],
    gate: Plan,
    severity: Error,
    summary: "支部台账上没有整改项目",
    passes: "每个支部都登记了问题" => |_| {},
    fails: "好支部一个问题也没有登记" => |scene| {
        scene.good().items.clear();
        scene.good().milestones.clear();
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches().filter(|branch| branch.book.items.is_empty()) {
        found.add(
            Address::missing(branch.book, "items"),
            format!(
                "{}的台账还没有整改项目，请至少登记一个问题；定级为好的支部也要查找问题。",
                branch.name
            ),
        );
    }
}
