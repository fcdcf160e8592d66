//! 一.3-a「每个党支部要有一本整改问题台帐，明确整改的具体项目、主要措施、完成时限和承办责任人」
//!
//! “每个党支部要有一本”: a plan without any branch's ledger is no plan. That a branch of the register is
//! missing is told where the register is.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "unit-without-branch-book",
    clause: "一.3-a",
    gate: Plan,
    severity: Error,
    summary: "单位名下没有支部台账",
    passes: "单位有三个支部的台账" => |_| {},
    fails: "单位一个支部也没有" => |scene| {
        scene.books.branches.clear();
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    if let Some(unit) = cx.unit().filter(|_| cx.books.branches.is_empty()) {
        found.add(
            Address::record(unit, "profile", &*unit.profile),
            "还没有任何党支部的台账，请先添加支部，或导入支部交来的文件。",
        );
    }
}
