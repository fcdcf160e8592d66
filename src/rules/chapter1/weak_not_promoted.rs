//! 一.2-f「使每一个“较差”和“一般”类基层党组织在原有基础上都有新的提高，年内全部实现转化升级」
//!
//! “力争” (三.1) stands beside “全部实现”: setting the goal is compulsory and asked for with the plan; failing to reach it
//! is counted and explained, and is no mistake in the book. So it only asks which grade the branch holds to be its own
//! and, where that is no better, for the reason.

use crate::domain::Choose;
use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "weak-not-promoted",
    clause: "一.2-f",
    also: ["三.1"],
    gate: YearEnd,
    severity: Reminder,
    summary: "较差、一般支部年底没有填自评等次，或没有晋位也没有写原因",
    passes: "一般支部没有晋位，写了原因" => |scene| {
        let year_end = &mut scene.lived(12, 31).first().year_end;
        year_end.final_grade = Some(Grade::Average);
        year_end.not_promoted_reason = "阵地建设尚未完成，支部暂评一般".into();
    },
    fails: "一般支部自评仍是一般，没有写原因" => |scene| {
        scene.lived(12, 31).first().year_end.final_grade = Some(Grade::Average);
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.weak_branches() {
        let year_end = &branch.book.year_end;
        let Some(before) = branch.grade() else { continue };
        let Some(now) = year_end.final_grade else {
            found.add_blanks(branch.book, "year_end", &**year_end, &["final_grade"], |label| {
                format!(
                    "{}原为“{}”，年终还没有填“{label}”，请填写；没有晋位的，一并写明原因。",
                    branch.name,
                    before.label()
                )
            });
            continue;
        };
        if now <= before && blank(&year_end.not_promoted_reason) {
            found.add(
                Address::field(branch.book, "year_end", &**year_end, "not_promoted_reason"),
                format!(
                    "{}原为“{}”，自评“{}”，年内没有晋位，请写明原因。",
                    branch.name,
                    before.label(),
                    now.label()
                ),
            );
        }
    }
}
