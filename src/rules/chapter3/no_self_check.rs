//! 三.3-b「局党委基层组织建设年活动领导小组将于年底对各单位党组织晋位升级工作进行考核验收」
//!
//! What is accepted is the unit, and the form is one a branch (表): before the bureau comes, the unit has looked at each
//! of its branches itself, and says when, who, and with what result.

use crate::domain::{Record, SelfCheck};
use crate::rules::{Address, Context, Findings};

rule! {
    id: "no-self-check",
    clause: "三.3-b",
    gate: YearEnd,
    severity: Error,
    summary: "验收以前，单位没有逐个支部自查",
    passes: "三个支部都自查过" => |scene| {
        scene.lived(12, 31);
    },
    fails: "漏了一个支部" => |scene| drop(scene.lived(12, 31).unit().self_checks.pop()),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit() else { return };
    let fields = ["date", "checked_by", "conclusion"];
    for branch in cx.branches() {
        let of_branch = || {
            let checks = unit.self_checks.iter();
            checks.filter(|check| check.branch.as_ref() == Some(branch.book.id()))
        };
        let is_whole = |check: &SelfCheck| {
            let record: &dyn Record = check;
            let filled = |name: &&str| record.get(name).is_some_and(|value| !value.is_empty());
            fields.iter().all(filled)
        };
        if of_branch().any(is_whole) {
            continue;
        }
        match of_branch().next_back() {
            None => found.add(
                Address::missing(unit, "self_checks"),
                format!("还没有自查{}，请在验收以前自查，并作记录。", branch.name),
            ),
            Some(check) => found.add_blanks(unit, "self_checks", check, &fields, |label| {
                format!("对{}的自查缺“{label}”，请补填。", branch.name)
            }),
        }
    }
}
