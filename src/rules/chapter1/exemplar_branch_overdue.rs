//! 一.4-c「选树整改工作开展好的基层党支部，发挥示范带头作用」
//!
//! “整改工作开展好的”: a branch whose own items are overdue is no example to others yet.

use crate::domain::ExemplarKind;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "exemplar-branch-overdue",
    clause: "一.4-c",
    gate: Monthly,
    severity: Warning,
    summary: "选树的先进党支部有超期的整改项目",
    passes: "先进党支部没有超期的项目" => |scene| {
        let chosen = Some(scene.lived(9, 12).first().id().clone());
        let exemplar = &mut scene.unit().exemplars[0];
        exemplar.kind = Some(ExemplarKind::Branch);
        exemplar.branch = chosen;
    },
    fails: "先进党支部有一个项目超期" => |scene| {
        let chosen = Some(scene.lived(9, 12).first().id().clone());
        let exemplar = &mut scene.unit().exemplars[0];
        exemplar.kind = Some(ExemplarKind::Branch);
        exemplar.branch = chosen;
        scene.first().close_outs.remove(0);
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit() else { return };
    let chosen = unit
        .exemplars
        .iter()
        .filter(|exemplar| exemplar.kind == Some(ExemplarKind::Branch));
    for exemplar in chosen {
        let mut branches = cx.branches();
        let Some(branch) = branches.find(|branch| exemplar.branch.as_ref() == Some(branch.book.id())) else {
            continue;
        };
        let overdue = cx.overdue_items(branch.book).count();
        if overdue > 0 {
            found.add(
                Address::field(unit, "exemplars", exemplar, "branch"),
                format!(
                    "{}选树为先进党支部，还有{overdue}个项目超期没有销号，请抓紧完成或改选；仍要选树的，请说明理由。",
                    branch.name
                ),
            );
        }
    }
}
