//! 一.3-a「每个党支部要有一本整改问题台帐，明确整改的具体项目、主要措施、完成时限和承办责任人」
//!
//! One of the four columns that the notice fixes. An item of a long term may leave its end open (一.3-d):
//! there the steps of its plan have dates, and long-item-without-plan and milestone-without-date see to
//! them.

use crate::domain::Term;
use crate::rules::{Context, Findings};

rule! {
    id: "item-without-due",
    clause: "一.3-a",
    gate: Item,
    severity: Error,
    summary: "整改项目没有完成时限",
    passes: "长期项目可以只有节点时限" => |scene| scene.long().due = None,
    fails: "短期项目没有完成时限" => |scene| scene.short().due = None,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items().filter(|row| row.item.term != Some(Term::Long)) {
        found.add_blanks(row.book, "items", row.item, &["due"], |label| {
            format!("{}没有填“{label}”，请填写年月日。", row.name)
        });
    }
}
