//! 一.4-b「各单位要在本校内选树一批先进典型，用身边事教育身边人」
//!
//! “用身边事教育身边人”: an exemplar that nobody heard of teaches nobody.

use crate::rules::text::blank;
use crate::rules::{Context, Findings};

rule! {
    id: "exemplar-not-publicised",
    clause: "一.4-b",
    gate: YearEnd,
    severity: Warning,
    summary: "先进典型没有宣传",
    passes: "先进典型在教师节大会上宣传过" => |scene| {
        scene.lived(12, 31);
    },
    fails: "先进典型没有写宣传日期" => |scene| {
        scene.lived(12, 31).unit().exemplars[0].published_on = None;
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit() else { return };
    for exemplar in unit.exemplars.iter().filter(|exemplar| exemplar.is_chosen()) {
        let branch = exemplar.branch.as_ref().and_then(|id| cx.branch_name(id));
        let name = match branch {
            Some(branch) if blank(&exemplar.name) => branch.to_string(),
            _ => exemplar.name.trim().to_owned(),
        };
        let fields = ["publicity", "published_on"];
        found.add_blanks(unit, "exemplars", exemplar, &fields, |label| {
            format!("先进典型“{name}”缺“{label}”，请宣传后填写；没有宣传的，请说明理由。")
        });
    }
}
