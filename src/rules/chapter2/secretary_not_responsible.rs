//! 二.1-e「在整改提高阶段，党支部书记对整改工作负总责」
//!
//! For the whole stage the branch's secretary answers for the whole; the handlers of items are others and
//! stay with them.

use crate::rules::text::{blank, same};
use crate::rules::{Address, Context, Findings};

rule! {
    id: "secretary-not-responsible",
    clause: "二.1-e",
    also: ["通-2d"],
    gate: Plan,
    severity: Error,
    summary: "负总责的不是支部书记",
    passes: "支部书记负总责" => |_| {},
    fails: "负总责人写成了副书记" => |scene| scene.first().responsibility.overall_responsible = "支部副书记".into(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        let book = branch.book;
        let secretary = &book.profile.secretary;
        if blank(secretary) {
            found.add(
                Address::field(book, "profile", &*book.profile, "secretary"),
                format!("{}没有填支部书记，请填写。", branch.name),
            );
        } else if !same(&book.responsibility.overall_responsible, secretary) {
            found.add(
                Address::field(
                    book,
                    "responsibility",
                    &*book.responsibility,
                    "overall_responsible",
                ),
                format!(
                    "{}的负总责人应是支部书记“{}”，请填写一致。",
                    branch.name,
                    secretary.trim()
                ),
            );
        }
    }
}
