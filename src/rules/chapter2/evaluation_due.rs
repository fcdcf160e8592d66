//! 二.2-b「整改任务基本完成后，要组织党员、群众代表对整改工作进行评议，了解群众满意度，做好整改提高后续工作」
//!
//! “基本完成” is not defined: it is read as every item that is not long being closed out (销号), there being at
//! least one. The vote is asked for until one has a date.

use crate::domain::Term;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "evaluation-due",
    clause: "二.2-b",
    gate: Monthly,
    severity: Reminder,
    summary: "整改任务基本完成，还没有组织评议",
    passes: "还有一个短期项目没有销号，不必评议" => |scene| {
        scene.lived(7, 29);
        scene.first().close_outs.pop();
        scene.fairly_good().close_outs.pop();
    },
    fails: "一个支部的短期、中期项目全部销号，还没有评议" => |scene| {
        scene.lived(7, 29);
        scene.fairly_good().close_outs.pop();
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        let book = branch.book;
        let mut counted = book
            .items
            .iter()
            .filter(|item| item.term != Some(Term::Long))
            .peekable();
        let finished = counted.peek().is_some() && counted.all(|item| book.closed(&item.id).is_some());
        if finished && book.evaluation().is_none() {
            let address = match book.evaluations.first() {
                Some(begun) => Address::field(book, "evaluations", begun, "date"),
                None => Address::missing(book, "evaluations"),
            };
            found.add(
                address,
                format!(
                    "{}的短期、中期项目已全部销号，请组织党员、群众代表评议，并填写评议日期和票数。",
                    branch.name
                ),
            );
        }
    }
}
