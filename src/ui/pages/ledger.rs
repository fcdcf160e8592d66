//! 整改问题台账: the table that a person works in all day.

use super::ledger_filter::{Filter, filters};
use super::ledger_row::ledger_row;
use crate::domain::{Document, Id, LedgerItem, Record, Value};
use crate::rules::Severity;
use crate::state::{self, App, Derived, Edit, OpenBooks, Standing, new_id};
use crate::ui::element::el;
use crate::ui::route::{block_id, field_id, record_id};
use crate::ui::topics;
use crate::ui::view::{all, button, derived, nothing, p, rows, words as words_of};
use crate::ui::widgets::{finding_list, missing_findings};
use leptos::prelude::*;

/// What is shared between the table and its rows.
#[derive(Clone, Copy)]
pub(super) struct LedgerView {
    /// The branch's book.
    pub(super) document: StoredValue<Id>,
    /// The row that is open for editing.
    pub(super) open: RwSignal<Option<Id>>,
    /// Ids of all items in their order.
    pub(super) ids: Derived<Vec<Id>>,
}

impl LedgerView {
    /// Adds an item below another, or at the end, opens it and leads to its first field.
    pub(super) fn add(self, books: OpenBooks, after: Option<Id>) {
        let id = new_id();
        let target = field_id(&id, "project");
        let document = self.document.get_value();
        let edit = Edit::Add {
            document,
            collection: "items",
            after,
            id: id.clone(),
            preset: Vec::new(),
        };
        if books.dispatch(edit).is_ok() {
            self.open.set(Some(id));
            state::focus_soon(target);
        }
    }
}

/// The ledger of one branch.
pub(super) fn ledger(document: &Id) -> AnyView {
    let app = expect_context::<App>();
    let books = expect_context::<OpenBooks>();
    let filter = RwSignal::new(Filter::default());
    let ids = {
        let document = document.clone();
        derived(move || books.ids(&document, "items"))
    };
    let view = LedgerView {
        document: StoredValue::new(document.clone()),
        open: RwSignal::new(None),
        ids,
    };
    provide_context(view);
    let shown = derived(move || {
        let filter = filter.get();
        if filter == Filter::default() {
            ids.get()
        } else {
            filtered(app, books, view, &filter)
        }
    });
    let summary = words_of(move || summary(app, books, view, shown.read().len()));
    // An address that leads into a row opens it.
    open_addressed(books, view);
    let work = !books.is_read_only();
    let keys = "键盘：Tab 到某一行的序号，↑↓ 换行，回车打开；打开后 Ctrl+回车 在下面新增一项，Alt+↑↓ 移动，Esc 收起。";
    let add = || button("add primary", "＋ 新增一项", move || view.add(books, None));
    let heads = [
        "序号",
        "具体项目",
        "问题类型",
        "主要措施",
        "期限",
        "完成时限与倒计时",
        "承办责任人",
        "检查",
    ];
    let heads = all(heads
        .into_iter()
        .map(|head| el("th").attr("scope", "col").child(head).view()));
    let items = rows(
        move || shown.read().iter().map(ToString::to_string).collect(),
        move |id| Id::parse(&id).map_or_else(|_| nothing(), |id| ledger_row(view, id)),
    );
    el("section")
        .class("ledger")
        .attr("id", block_id("items"))
        .attr("tabindex", "-1")
        .child(finding_list(
            missing_findings(books, document.clone(), "items"),
            String::new(),
        ))
        .child(filters(filter))
        .child(
            el("p")
                .class("ledger-summary")
                .attr("role", "status")
                .child(summary),
        )
        .child(if work { p("hint keys", keys) } else { nothing() })
        .child(
            el("table")
                .class("ledger-table")
                .child(el("caption").class("sr").child("整改问题台账"))
                .child(el("thead").child(el("tr").child(heads)))
                .child(items),
        )
        .child(if work { add() } else { nothing() })
        .view()
}

/// How many items there are, and how far they are.
fn summary(app: App, books: OpenBooks, view: LedgerView, shown: usize) -> String {
    books.track_all();
    let today = app.today.get();
    let (mut total, mut closed, mut waiting, mut overdue) = (0, 0, 0, 0);
    books.with(|books| {
        let Some(branch) = books.branch(&view.document.read_value()) else {
            return;
        };
        for item in &branch.items {
            let standing = Standing::of(branch, item);
            total += 1;
            closed += usize::from(standing.is_closed());
            waiting += usize::from(standing.is_waiting());
            overdue += usize::from(standing.is_overdue(today));
        }
    });
    let part = if shown == total {
        String::new()
    } else {
        format!("，显示其中 {shown} 项")
    };
    let waits = if waiting > 0 {
        format!("（{waiting} 项等确认）")
    } else {
        String::new()
    };
    let open = total - closed;
    format!("共 {total} 项{part}，已销号 {closed}，未销号 {open}{waits}，逾期 {overdue}")
}

/// The ids of the items that the filter lets through. The row that is being edited stays, whatever is typed into it.
fn filtered(app: App, books: OpenBooks, view: LedgerView, filter: &Filter) -> Vec<Id> {
    books.track_all();
    let document = view.document.get_value();
    let report = books.report();
    let (today, programme) = (app.today.get(), app.programme.read());
    let open = view.open.get();
    books.with(|books| {
        let Some(branch) = books.branch(&document) else {
            return Vec::new();
        };
        let fits = |item: &&LedgerItem| {
            let faulty = || {
                let mut all = report.of_item(&document, &item.id);
                all.any(|finding| finding.rule.severity == Severity::Error)
            };
            open.as_ref() == Some(&item.id)
                || filter.lets(item, &Standing::of(branch, item), today, &programme, faulty)
        };
        let items = branch.items.iter().filter(fits);
        items.map(|item| item.id.clone()).collect()
    })
}

/// Opens the row that the address leads to, so that its fields are there to be focused.
fn open_addressed(books: OpenBooks, view: LedgerView) {
    let hash = state::hash();
    let Some((_, target)) = hash.split_once("?at=") else {
        return;
    };
    let named = |record: &dyn Record| {
        target == record_id(record.id()) || target.starts_with(&field_id(record.id(), ""))
    };
    let owner = books.with(|books| {
        let branch: &dyn Document = books.branch(&view.document.read_value())?;
        // Whatever belongs to an item lies in the item's row.
        topics::find(topics::BookKind::Branch, "ledger")?
            .blocks
            .iter()
            .find_map(|collection| {
                let record = branch.list(collection)?.iter().find(|record| named(*record))?;
                match record.get("item") {
                    Some(Value::Ref(item)) => item,
                    _ => Some(record.id().clone()),
                }
            })
    });
    if let Some(id) = owner {
        view.open.set(Some(id));
    }
}
