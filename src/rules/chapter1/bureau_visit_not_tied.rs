//! 一.2-c「局党委还将根据较差和一般党支部存在的问题，有针对性地到校进行指导」
//!
//! “有针对性”: a visit to a weak branch is about problems that stand in its ledger.

use crate::domain::VisitBy;
use crate::rules::{Context, Findings};

rule! {
    id: "bureau-visit-not-tied",
    clause: "一.2-c",
    gate: Monthly,
    severity: Warning,
    summary: "局党委到校指导没有针对具体的整改项目",
    passes: "局党委的指导针对一个整改项目" => |scene| {
        scene.lived(9, 12);
    },
    fails: "局党委的指导没有写针对哪个项目" => |scene| {
        let visits = &mut scene.lived(9, 12).unit().guidance_visits;
        for visit in visits.iter_mut().filter(|visit| visit.by == Some(VisitBy::Bureau)) {
            visit.items.clear();
        }
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit() else { return };
    for branch in cx.weak_branches() {
        let here = unit.guidance_visits.iter().filter(|visit| {
            visit.branch.as_ref() == Some(branch.book.id()) && visit.by == Some(VisitBy::Bureau)
        });
        for visit in here {
            let Some(date) = visit.date else { continue };
            found.add_blanks(unit, "guidance_visits", visit, &["items"], |label| {
                format!(
                    "局党委{date}到{}指导，没有选“{label}”，请选上；不针对具体项目的，请说明理由。",
                    branch.name
                )
            });
        }
    }
}
