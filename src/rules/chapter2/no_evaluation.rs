//! 二.2-b「整改任务基本完成后，要组织党员、群众代表对整改工作进行评议，了解群众满意度，做好整改提高后续工作」
//!
//! Asked before acceptance, whether or not everything is finished by then. A vote counts once it has a date.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "no-evaluation",
    clause: "二.2-b",
    gate: YearEnd,
    severity: Error,
    summary: "没有组织党员、群众代表评议",
    passes: "每个支部都组织了评议" => |scene| {
        scene.lived(12, 31);
    },
    fails: "一个支部没有评议" => |scene| scene.lived(12, 31).first().evaluations.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches().filter(|branch| branch.book.evaluation().is_none()) {
        let book = branch.book;
        let address = match book.evaluations.first() {
            Some(evaluation) => Address::field(book, "evaluations", evaluation, "date"),
            None => Address::missing(book, "evaluations"),
        };
        found.add(
            address,
            format!(
                "{}还没有对整改工作组织评议，请组织党员、群众代表评议，并填写评议日期和票数。",
                branch.name
            ),
        );
    }
}
