//! 通-2b「明确整改提高的重点任务」
//!
//! Binds 党总支 and 党支部 alike. A unit that is its only branch writes its tasks once, in the branch's
//! book (note D).

use std::fmt::Display;

use crate::domain::{Document, KeyTask};
use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "no-key-task",
    clause: "通-2b",
    gate: Plan,
    severity: Error,
    summary: "没有明确整改提高的重点任务",
    passes: "党总支和每个支部都有重点任务" => |_| {},
    fails: "一个支部的重点任务是空的" => |scene| scene.first().key_tasks.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    if let Some(unit) = cx.unit_above_branches() {
        look(unit, &unit.key_tasks, &"单位党组织", found);
    }
    for branch in cx.branches() {
        look(branch.book, &branch.book.key_tasks, &branch.name, found);
    }
}

fn look(document: &dyn Document, tasks: &[KeyTask], name: &dyn Display, found: &mut Findings<'_>) {
    if tasks.iter().all(|task| blank(&task.task)) {
        found.add(
            Address::missing(document, "key_tasks"),
            format!("{name}还没有写整改提高的重点任务，请至少写一条。"),
        );
    }
}
