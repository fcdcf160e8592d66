//! 表-2「局党委意见」
//!
//! On the form the committee's opinion stands below the conclusion, and is given on it. Both may bear the same day.

use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "opinion-before-acceptance",
    clause: "表-2",
    gate: YearEnd,
    severity: Warning,
    summary: "局党委意见早于验收，或还没有验收结论",
    passes: "验收当天就有局党委意见" => |scene| {
        let acceptance = &mut scene.office().acceptances[0];
        acceptance.opinion_date = acceptance.date;
    },
    fails: "局党委意见比验收早一天" => |scene| {
        let acceptance = &mut scene.office().acceptances[0];
        acceptance.opinion_date = acceptance.date.and_then(|date| date.pred_opt());
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(office) = cx.office() else { return };
    for acceptance in &office.acceptances {
        let name = acceptance.branch_name.trim();
        let (field, message) = match (acceptance.date, acceptance.opinion_date) {
            _ if blank(&acceptance.conclusion) && !blank(&acceptance.bureau_opinion) => (
                "conclusion",
                format!("{name}还没有验收结论，已有局党委意见，请先填验收结论；没有验收的，请说明理由。"),
            ),
            (Some(accepted), Some(given)) if given < accepted => (
                "opinion_date",
                format!(
                    "对{name}的局党委意见日期{given}早于验收日期{accepted}，请核对；无误的，请说明理由。"
                ),
            ),
            _ => continue,
        };
        found.add(Address::field(office, "acceptances", acceptance, field), message);
    }
}
