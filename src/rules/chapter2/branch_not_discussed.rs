//! 二.1-a「各单位党组织要召开会议专题讨论整改提高工作，逐一为每个党支部研究整改思路和措施」
//!
//! “逐一为每个党支部研究整改思路和措施”: each branch has an entry of its own with both.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "branch-not-discussed",
    clause: "二.1-a",
    gate: Plan,
    severity: Error,
    summary: "单位没有逐一研究每个支部",
    passes: "三个支部逐一研究过" => |_| {},
    fails: "漏了一个支部" => |scene| drop(scene.unit().branch_discussions.pop()),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit() else { return };
    for branch in cx.branches() {
        let mut entries = unit.branch_discussions.iter();
        match entries.find(|entry| entry.branch.as_ref() == Some(branch.book.id())) {
            None => found.add(
                Address::missing(unit, "branch_discussions"),
                format!("单位会议还没有研究{}，请补写整改思路和措施。", branch.name),
            ),
            Some(entry) => {
                let fields = ["approach", "measures"];
                found.add_blanks(unit, "branch_discussions", entry, &fields, |label| {
                    format!("单位会议研究{}缺“{label}”，请补写。", branch.name)
                });
            }
        }
    }
}
