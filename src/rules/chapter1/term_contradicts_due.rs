//! 一.3-b「针对整改问题的难易程度，按长、中、短期落实整改时间，以“倒计时”方式抓好整改」
//!
//! The notice bounds the short term alone (short-item-due-too-late). The bounds of the other two are ours,
//! configurable (note B): medium is from the end of the short term to the year's end; long cannot be
//! finished by then, unless it is of the two slow categories, which are long by nature.

use crate::domain::{LedgerItem, TaskCategory, Term};
use crate::notice::Programme;
use crate::rules::{Context, Findings};

rule! {
    id: "term-contradicts-due",
    clause: "一.3-b",
    gate: Item,
    severity: Error,
    summary: "长、中期与完成时限不一致",
    passes: "加快发展、基础设施建设类长期项目可以年内完成" => |scene| scene.long().due = Some(day(2012, 11, 30)),
    fails: "中期项目的时限定在7月" => |scene| scene.medium().due = Some(day(2012, 7, 20)),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items() {
        if let Some(bounds) = contradiction(row.item, cx.programme) {
            found.add(
                row.field("due"),
                format!("{}的完成时限与分期不一致：{bounds}，请改时限或改分期。", row.name),
            );
        }
    }
}

/// Words for the bounds that the due date of a medium or long item breaks.
fn contradiction(item: &LedgerItem, programme: &Programme) -> Option<String> {
    let due = item.due?;
    let (from, until) = (programme.medium_from.value, programme.medium_until.value);
    match item.term? {
        Term::Medium if due < from || due > until => Some(format!("中期为{from}至{until}")),
        Term::Long if due <= until && !item.task_category.is_some_and(TaskCategory::is_slow) => {
            Some(format!("长期为{until}以后才能完成"))
        }
        _ => None,
    }
}
