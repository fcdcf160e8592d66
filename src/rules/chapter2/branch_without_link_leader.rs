//! 二.1-b「要建立整改工作一月调度一次，一月通报一次，联点党员领导干部一周到联系点支部指导一次的“三个一”工作制度」
//!
//! “联点” presumes that each branch has a leader linked to it. Weak branches must have one, and the secretary
//! (一.2-b), so they are asked in the plan; the others are asked once the first week is over. A unit that is its
//! only branch has nobody to link (note D). One finding names all of them: it is mended in one list, and its
//! reason answers for all that it names.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "branch-without-link-leader",
    clause: "二.1-b",
    gate: Monthly,
    severity: Warning,
    summary: "支部没有联点领导",
    passes: "每个支部都有联点领导" => |scene| {
        scene.lived(8, 5);
    },
    fails: "一个支部没有联点领导" => |scene| scene.lived(8, 5).unit().team_members[1].branches.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit_above_branches().filter(|_| cx.first_week_is_over()) else {
        return;
    };
    let without: Vec<String> = cx
        .branches()
        .filter(|branch| !branch.book.is_key_rectification() && cx.leaders(branch.book).is_empty())
        .map(|branch| branch.name.to_string())
        .collect();
    if !without.is_empty() {
        found.add(
            Address::missing(unit, "team_members"),
            format!(
                "{}还没有联点领导，请在班子成员的“联点支部”里选上；暂时没有安排的，请说明理由。",
                without.join("、")
            ),
        );
    }
}
