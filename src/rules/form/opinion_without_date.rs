//! 表-2「局党委意见」
//!
//! The form has 年 月 日 under the opinion.

use crate::rules::text::blank;
use crate::rules::{Context, Findings};

rule! {
    id: "opinion-without-date",
    clause: "表-2",
    gate: YearEnd,
    severity: Error,
    summary: "局党委意见没有日期",
    passes: "局党委意见都有日期" => |scene| {
        scene.office();
    },
    fails: "对一个支部的局党委意见没有日期" => |scene| {
        scene.office().acceptances[0].opinion_date = None;
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(office) = cx.office() else { return };
    let given = office
        .acceptances
        .iter()
        .filter(|acceptance| !blank(&acceptance.bureau_opinion));
    for acceptance in given {
        found.add_blanks(office, "acceptances", acceptance, &["opinion_date"], |label| {
            format!("对{}缺“{label}”，请补填。", acceptance.branch_name.trim())
        });
    }
}
