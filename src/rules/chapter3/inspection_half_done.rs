//! 三.3-a「各单位要按照基层党组织晋位升级工作的总体安排，不定期开展工作督查，检查党支部晋级目标落实情况，党员承诺任务
//! 完成情况」
//!
//! An inspection has two subjects: the goal and the members' pledges. One that was only begun has neither yet, and is
//! left alone.

use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "inspection-half-done",
    clause: "三.3-a",
    gate: Monthly,
    severity: Warning,
    summary: "督查只查了晋级目标和党员承诺中的一项",
    passes: "督查查了晋级目标和党员承诺" => |scene| {
        scene.lived(10, 20);
    },
    fails: "督查没有查党员承诺完成情况" => |scene| {
        scene.lived(10, 20).unit().inspections[0].pledge_status.clear();
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit() else { return };
    for inspection in &unit.inspections {
        let (field, subject) = match (blank(&inspection.goal_status), blank(&inspection.pledge_status)) {
            (true, false) => ("goal_status", "晋级目标落实情况"),
            (false, true) => ("pledge_status", "党员承诺完成情况"),
            _ => continue,
        };
        let branch = inspection.branch.as_ref().and_then(|id| cx.branch_name(id));
        let name = branch.map_or_else(|| "支部".to_owned(), |name| name.to_string());
        found.add(
            Address::field(unit, "inspections", inspection, field),
            format!("对{name}的督查没有写{subject}，请补查补填；这次没有查的，请说明理由。"),
        );
    }
}
