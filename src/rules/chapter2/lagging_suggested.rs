//! 二.1-c「党组织书记要亲自组织召开调度会，到整改不力的支部现场办公」
//!
//! The notice does not say what 整改不力 is. An item that is overdue or weekly summaries that were not written
//! suggest it; a person confirms it, or does not. A branch that was one once is judged anew by the weeks after.
//! Only a unit above its branches has somebody to send there.

use crate::domain::Duty;
use crate::rules::{Address, Context, DutyLine, Findings};

rule! {
    id: "lagging-suggested",
    clause: "二.1-c",
    gate: Monthly,
    severity: Reminder,
    summary: "支部可能整改不力，请核实认定",
    passes: "一个支部缺1次周总结" => |scene| drop(scene.lived(8, 5).first().weekly_summaries.remove(0)),
    fails: "一个支部缺2次周总结" => |scene| drop(scene.lived(8, 5).first().weekly_summaries.drain(..2)),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit_above_branches() else {
        return;
    };
    let lines = cx.lines_of(&[Duty::WeeklySummary]);
    for branch in cx.branches() {
        let id = branch.book.id();
        let known = || {
            let lagging = unit.lagging_branches.iter();
            lagging.filter(|lagging| lagging.branch.as_ref() == Some(id))
        };
        if known().any(|lagging| lagging.lifted_on.is_none()) {
            continue;
        }
        let lifted = known().filter_map(|lagging| lagging.lifted_on).max();
        let own = lines.iter().filter(|line| line.document == *id);
        let weeks = own
            .flat_map(DutyLine::missing)
            .filter(|week| lifted.is_none_or(|lifted| lifted < week.first))
            .count();
        let overdue = cx.overdue_items(branch.book).count();
        let mut signs = Vec::new();
        if overdue > 0 {
            signs.push(format!("有{overdue}项整改项目超期"));
        }
        if weeks >= cx.programme.lagging_after_weeks.value as usize {
            signs.push(format!("缺{weeks}次周总结"));
        }
        if !signs.is_empty() {
            found.add(
                Address::missing(unit, "lagging_branches"),
                format!(
                    "{}{}，可能整改不力，请核实；属实的，请登记认定，由书记到支部现场办公。",
                    branch.name,
                    signs.join("、")
                ),
            );
        }
    }
}
