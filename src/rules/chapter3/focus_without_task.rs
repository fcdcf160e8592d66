//! 三.2-e「各单位要指导党支部把加强班子建设，搞好教育教学，解决学生家长和师生反映的突出问题，作为晋位升级、
//! 赶超先进的重要工作」
//!
//! The three are 班子建设, 教育教学 and 突出问题: each is served by one key task of the branch at least.
//! Where there is no key task at all, no-key-task speaks.

use crate::domain::{Choose, Focus};
use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "focus-without-task",
    clause: "三.2-e",
    gate: Plan,
    severity: Warning,
    summary: "三项重要工作没有都落到重点任务上",
    passes: "三项重要工作都有重点任务" => |_| {},
    fails: "没有对应“搞好教育教学”的任务" => |scene| drop(scene.first().key_tasks.remove(1)),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        let tasks = || branch.book.key_tasks.iter().filter(|task| !blank(&task.task));
        let missing: Vec<_> = Focus::VALUES
            .iter()
            .filter(|focus| !tasks().any(|task| task.focus.contains(focus)))
            .map(|focus| format!("“{}”", focus.label()))
            .collect();
        if tasks().next().is_some() && !missing.is_empty() {
            found.add(
                Address::missing(branch.book, "key_tasks"),
                format!(
                    "{}的重点任务没有对应{}，请补上任务或勾选对应的工作；没有的，请说明理由。",
                    branch.name,
                    missing.join("、")
                ),
            );
        }
    }
}
