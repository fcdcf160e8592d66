//! 通-3「7月6日前，各单位党组织整改提高晋位升级的具体方案要报局党委基层组织建设年领导小组办公室审阅」
//!
//! “7月6日前” includes the day itself (note C). Asked from some days before until the plan is sent or the
//! day is over; then it is late.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "plan-due-soon",
    clause: "通-3",
    gate: Plan,
    severity: Reminder,
    summary: "具体方案快到报送期限，还没有报送",
    passes: "方案7月5日已经报送" => |scene| scene.unit().responsibility.submitted_on = Some(day(2012, 7, 5)),
    fails: "7月4日，方案还没有报送" => |scene| scene.today = day(2012, 7, 4),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit() else { return };
    let due = cx.programme.plan_due.value;
    let left = (due - cx.today).num_days();
    let days = 0..=i64::from(cx.programme.plan_reminder_days.value);
    if unit.responsibility.submitted_on.is_none() && days.contains(&left) {
        let left = if left == 0 {
            "今天截止".to_owned()
        } else {
            format!("还有{left}天")
        };
        found.add_due(
            Address::field(unit, "responsibility", &*unit.responsibility, "submitted_on"),
            format!("具体方案要在{due}前（含当日）报局党委领导小组办公室，{left}，请抓紧核对后导出报送。"),
            due,
        );
    }
}
