//! 一.2-c「局党委还将根据较差和一般党支部存在的问题，有针对性地到校进行指导」
//!
//! It binds the bureau; the school that is visited keeps the record, and so can ask for the visit. No frequency is set:
//! one visit is enough, and its lack is only called to mind, from the first monthly return on.

use crate::domain::VisitBy;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "weak-branch-without-bureau-visit",
    clause: "一.2-c",
    gate: Monthly,
    severity: Reminder,
    summary: "局党委还没有到较差、一般支部指导",
    passes: "局党委9月12日到一般支部指导过" => |scene| {
        scene.lived(9, 12);
    },
    fails: "9月11日，局党委还没有到过一般支部" => |scene| {
        scene.lived(9, 11);
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit().filter(|_| cx.monthly_return_has_come()) else {
        return;
    };
    for branch in cx.weak_branches() {
        let visited = unit.guidance_visits.iter().any(|visit| {
            visit.branch.as_ref() == Some(branch.book.id())
                && visit.by == Some(VisitBy::Bureau)
                && visit.date.is_some()
        });
        if !visited {
            found.add(
                Address::missing(unit, "guidance_visits"),
                format!(
                    "{}是重点整顿的支部，还没有局党委到校指导的记录，来过的请补记，没有来的请与局党委联系。",
                    branch.name
                ),
            );
        }
    }
}
