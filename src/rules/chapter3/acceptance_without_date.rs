//! 三.3-b「局党委基层组织建设年活动领导小组将于年底对各单位党组织晋位升级工作进行考核验收」
//!
//! “于年底”: a conclusion without a day says nothing about the year's end.

use crate::rules::text::blank;
use crate::rules::{Context, Findings};

rule! {
    id: "acceptance-without-date",
    clause: "三.3-b",
    gate: YearEnd,
    severity: Error,
    summary: "有验收结论，没有验收日期",
    passes: "每个支部的验收都有日期" => |scene| {
        scene.office();
    },
    fails: "一个支部的验收没有日期" => |scene| scene.office().acceptances[0].date = None,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(office) = cx.office() else { return };
    for acceptance in office
        .acceptances
        .iter()
        .filter(|acceptance| !blank(&acceptance.conclusion))
    {
        found.add_blanks(office, "acceptances", acceptance, &["date"], |label| {
            format!(
                "{}已有验收结论，缺“{label}”，请补填。",
                acceptance.branch_name.trim()
            )
        });
    }
}
