//! 一.3-a「每个党支部要有一本整改问题台帐，明确整改的具体项目、主要措施、完成时限和承办责任人」
//!
//! “一本”: one. Books of the same name in one unit are two ledgers for one branch.

use crate::rules::text::same;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "two-ledgers-for-one-branch",
    clause: "一.3-a",
    gate: Plan,
    severity: Error,
    summary: "一个支部有两本台账",
    passes: "三个支部各有一本台账" => |_| {},
    fails: "两本台账用了同一个支部名称" => |scene| scene.good().profile.name = scene.first().profile.name.clone(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for (at, branch) in cx.branches().enumerate() {
        let name = &branch.book.profile.name;
        if cx.books.branches[..at]
            .iter()
            .any(|other| same(&other.profile.name, name))
        {
            found.add(
                Address::field(branch.book, "profile", &*branch.book.profile, "name"),
                format!(
                    "有两本台账都叫“{}”，一个支部只能有一本，请合并或改正支部名称。",
                    name.trim()
                ),
            );
        }
    }
}
