//! 表-1「验收结论」
//!
//! The form has a line for the 验收人 under the conclusion: it is theirs, and nobody else writes it.

use crate::rules::text::blank;
use crate::rules::{Context, Findings};

rule! {
    id: "conclusion-without-acceptor",
    clause: "表-1",
    gate: YearEnd,
    severity: Error,
    summary: "有验收结论，没有验收人",
    passes: "每个支部的验收结论都有验收人" => |scene| {
        scene.office();
    },
    fails: "一个支部的验收结论没有验收人" => |scene| scene.office().acceptances[0].acceptor.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(office) = cx.office() else { return };
    for acceptance in office
        .acceptances
        .iter()
        .filter(|acceptance| !blank(&acceptance.conclusion))
    {
        found.add_blanks(office, "acceptances", acceptance, &["acceptor"], |label| {
            format!(
                "{}的验收结论缺“{label}”，请由验收人填写。",
                acceptance.branch_name.trim()
            )
        });
    }
}
