//! 二.1-a「各单位党组织要召开会议专题讨论整改提高工作，逐一为每个党支部研究整改思路和措施」
//!
//! “逐一” means one by one, not one text for all. An entry is its line of thought and its measures
//! together.

use crate::rules::text::same;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "identical-discussions",
    clause: "二.1-a",
    gate: Plan,
    severity: Warning,
    summary: "研究两个支部的内容完全相同",
    passes: "各支部各有思路和措施" => |_| {},
    fails: "两个支部的内容一字不差" => |scene| {
        let entries = &mut scene.unit().branch_discussions;
        entries[1].approach = entries[0].approach.clone();
        entries[1].measures = entries[0].measures.clone();
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit() else { return };
    let entries = &unit.branch_discussions;
    for (at, entry) in entries.iter().enumerate() {
        let copied = entries[..at]
            .iter()
            .any(|other| same(&other.approach, &entry.approach) && same(&other.measures, &entry.measures));
        if copied {
            let branch = entry.branch.as_ref().and_then(|id| cx.branch_name(id));
            let name = branch.map_or_else(|| "这个支部".to_owned(), |name| name.to_string());
            found.add(
                Address::field(unit, "branch_discussions", entry, "measures"),
                format!(
                    "研究{name}的思路和措施与另一个支部完全相同，请按各支部的实际分别写；确需相同的，请说明理由。"
                ),
            );
        }
    }
}
