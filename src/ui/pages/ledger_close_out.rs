//! 销号: an item solved, verified and crossed off, alone (一个…一个); and taken up again when the problem comes back.
//!
//! The branch asks and the unit confirms where the unit keeps the book; a branch's own desk, and a unit that is its own
//! branch, cross off in one step. Whatever is typed is saved as it is typed; only the step waits for the rules.

use super::ledger_below::work_part;
use super::ledger_item::Row;
use super::ledger_slip::slip;
use crate::domain::Id;
use crate::state::{self, App, Edit, Stage, has_general_branch, new_id};
use crate::ui::element::{part, parts};
use crate::ui::route::field_id;
use crate::ui::view::{button, derived, live_if, nothing, p, rows, truth};
use leptos::prelude::*;

/// The close-outs of an item, the newest first: the one under way, the one that counts, and those before.
pub(super) fn close_outs(row: Row) -> AnyView {
    let app = expect_context::<App>();
    let two_acts = row.books.with(has_general_branch);
    let ids = derived(move || {
        let mut ids = row.belonging("close_outs");
        ids.reverse();
        ids
    });
    let under_way = truth(move || {
        row.standing.read();
        row.books.track_list(&row.document(), "close_outs");
        let item = row.record();
        row.branch(|branch| branch.open_close_out(&item).is_some())
    });
    let state = move || match &row.standing.read().stage {
        Stage::Applied(on) if two_acts => format!("已申请 {on}，等单位确认"),
        Stage::Applied(on) => format!("已申请 {on}，还没有销号"),
        Stage::Closed { on, by } if by.is_empty() => format!("✓ 已销号 {on}"),
        Stage::Closed { on, by } => format!("✓ 已销号 {on}，核验人：{by}"),
        Stage::Open if under_way.get() => "正在填写，还没有申请".to_owned(),
        Stage::Open => "未申请".to_owned(),
        Stage::Reopened { on, .. } if under_way.get() => format!("重新整改 {on}，正在填写新的销号"),
        Stage::Reopened { on, why } => format!("重新整改 {on}：{why}"),
    };
    let begin = move || {
        let id = new_id();
        let edit = Edit::BeginCloseOut {
            document: row.document(),
            item: row.record(),
            id: id.clone(),
            completed_on: untrack(|| app.today.get()),
        };
        if row.books.dispatch(edit).is_ok() {
            state::focus_soon(field_id(&id, "completed_on"));
        }
    };
    let begin = live_if(
        move || row.may_work() && !under_way.get(),
        move || {
            let why = p(
                "hint",
                "解决一个问题，销号一个问题：问题解决以后，在这里填完成日期、结果、佐证和核验人。",
            );
            parts(vec![part(why), part(button("add", "＋ 办理销号", begin))])
        },
    );
    let cards = rows(
        move || ids.read().iter().map(ToString::to_string).collect(),
        move |id| Id::parse(&id).map_or_else(|_| nothing(), |id| slip(app.today, row, id, two_acts)),
    );
    let body = parts(vec![part(begin), part(cards)]);
    let unfolded = untrack(move || under_way.get() || row.is_closed.get());
    work_part(row, "close_outs", "销号", state, unfolded, body)
}
