//! 一.3-c「对调整组织设置、配齐人员力量、完善工作制度等短期能做好的，要在7月底前完成」
//!
//! The other half of quick-task-without-reason: with a reason it stays a warning, so that whoever reviews
//! the plan sees it. The reason that it takes is the one written in the item; nobody types it twice.

use crate::domain::{Choose, TaskCategory, Term};
use crate::rules::text::blank;
use crate::rules::{Context, Findings};

rule! {
    id: "quick-task-not-short",
    clause: "一.3-c",
    gate: Item,
    severity: Warning,
    own_reason: true,
    summary: "三类短期能做好的事有理由不列为短期",
    passes: "完善制度的项目列为短期" => |_| {},
    fails: "完善制度的项目列为中期，写了理由" => |scene| {
        scene.short().term = Some(Term::Medium);
        scene.short().due = Some(day(2012, 9, 30));
        scene.short().term_reason = "制度要经9月份的教代会通过".into();
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items() {
        let (Some(category), Some(Term::Medium | Term::Long)) = (row.item.task_category, row.item.term)
        else {
            continue;
        };
        if TaskCategory::is_quick(category) && !blank(&row.item.term_reason) {
            found.add_with_reason(
                row.field("term"),
                format!(
                    "{}属于“{}”，没有列为短期，已写理由，请上级审阅时留意。",
                    row.name,
                    category.label()
                ),
                &row.item.term_reason,
            );
        }
    }
}
