//! 通-3「7月6日前，各单位党组织整改提高晋位升级的具体方案要报局党委基层组织建设年领导小组办公室审阅」
//!
//! Late is marked and never blocked: a warning that asked for a reason would hold back the very plan that
//! is late, so it only marks. “7月6日前” includes the day itself (note C). What counts is the day of the
//! first sending; until there is one, today stands in for it.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "late-plan",
    clause: "通-3",
    gate: Plan,
    severity: Warning,
    only_marks: true,
    summary: "具体方案没有按期报送",
    passes: "方案7月6日当天报送" => |scene| scene.unit().responsibility.submitted_on = Some(day(2012, 7, 6)),
    fails: "方案7月7日才报送" => |scene| scene.unit().responsibility.submitted_on = Some(day(2012, 7, 7)),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit() else { return };
    let due = cx.programme.plan_due.value;
    let message = match unit.responsibility.submitted_on {
        Some(day) if day > due => format!("具体方案于{day}报送，超过{due}的期限，记为逾期。"),
        None if cx.today > due => {
            format!("已过{due}，具体方案还没有报送，请尽快报送；逾期只作标记，不影响报送。")
        }
        _ => return,
    };
    found.add(
        Address::field(unit, "responsibility", &*unit.responsibility, "submitted_on"),
        message,
    );
}
