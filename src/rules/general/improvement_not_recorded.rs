//! 通-2e「通过整改提高普遍实现晋位升级」
//!
//! “普遍” is generally and not without exception, so promotion itself is counted and not demanded (note A). What every
//! branch owes, the good ones too, is to have become better on its own basis, and to say in what.

use crate::rules::{Context, Findings};

rule! {
    id: "improvement-not-recorded",
    clause: "通-2e",
    also: ["一.2-f"],
    gate: YearEnd,
    severity: Warning,
    summary: "年终没有写在原有基础上有哪些新的提高",
    passes: "每个支部都写了新的提高" => |scene| {
        scene.lived(12, 31);
    },
    fails: "一个支部没有写新的提高" => |scene| scene.lived(12, 31).good().year_end.improvements.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        let year_end = &*branch.book.year_end;
        found.add_blanks(branch.book, "year_end", year_end, &["improvements"], |label| {
            format!(
                "{}的年终情况缺“{label}”，请写在原有基础上有哪些提高；没有提高的，请说明理由。",
                branch.name
            )
        });
    }
}
