//! One item of the ledger: a line of text until it is opened, then a form in its place.

use super::ledger::LedgerView;
use crate::domain::{Choose, Id, LedgerItem, Milestone, ProblemType, Record};
use crate::rules::Severity;
use crate::state::{self, App, Edit, OpenBooks, RecordFindings, new_id};
use crate::ui::route::record_id;
use crate::ui::topics;
use crate::ui::widgets::{Due, FieldRow, FindingList, RecordForm, RecordList};
use leptos::prelude::*;
use leptos::web_sys;

/// The fields that stand in the open row's columns; the others stand below it.
const COLUMNS: &[&str] = &["project", "problem_type", "measures", "term", "due", "handler"];
const BELOW: &[&str] = &[
    "type_label",
    "root_cause",
    "task_category",
    "difficulty",
    "term_reason",
    "leader",
    "members",
    "found_on",
    "explanation_text",
    "explanation_audience",
    "explanation_channel",
    "explained_on",
    "remark",
];

/// A row of the ledger.
#[component]
pub(super) fn LedgerRow(
    /// The branch's book.
    document: Id,
    /// The item.
    record: Id,
    /// Adds an item below this one.
    add: Callback<Id>,
) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let view = expect_context::<LedgerView>();
    let key = StoredValue::new((document, record));
    let findings = key.with_value(|(document, record)| books.record_findings(document.clone(), record.clone()));
    let is_open = Memo::new(move |_| key.with_value(|(_, record)| view.open.read().as_ref() == Some(record)));
    let close = move || {
        view.open.set(None);
        let row = key.with_value(|(_, record)| record_id(record));
        state::focus_soon(row);
    };
    let moved = move |by: i32| {
        let (document, record) = key.get_value();
        let _ = books.dispatch(Edit::Move { document, record, by });
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        let (open, key_name) = (is_open.get_untracked(), event.key());
        match key_name.as_str() {
            "Escape" if open => close(),
            "Enter" if event.ctrl_key() && !books.is_read_only() => {
                event.prevent_default();
                add.run(key.with_value(|(_, record)| record.clone()));
            }
            "ArrowUp" | "ArrowDown" if event.alt_key() && !books.is_read_only() => {
                event.prevent_default();
                moved(if key_name == "ArrowUp" { -1 } else { 1 });
            }
            _ => {}
        }
    };
    view! {
        <tbody class="item" class:open=move || is_open.get() on:keydown=keys
            data-errors=move || count(&findings.read(), Severity::Error).to_string()>
            <Line key findings is_open/>
            {move || is_open.get().then(|| view! { <Below key findings close=Callback::new(move |()| close()) add/> })}
        </tbody>
    }
    .into_any()
}

type Key = StoredValue<(Id, Id)>;

fn count(findings: &RecordFindings, severity: Severity) -> usize {
    let open = findings.iter().filter(|finding| finding.rule.severity == severity && finding.reason.is_none());
    open.count()
}

/// The row itself: its number, and columns that hold text or controls.
#[component]
fn Line(key: Key, findings: Memo<RecordFindings>, is_open: Memo<bool>) -> AnyView {
    let app = expect_context::<App>();
    let books = expect_context::<OpenBooks>();
    let view = expect_context::<LedgerView>();
    let number = Memo::new(move |_| {
        key.with_value(|(_, record)| view.ids.read().iter().position(|id| id == record).map_or(0, |at| at + 1))
    });
    let toggle = move |_| {
        let record = key.with_value(|(_, record)| record.clone());
        view.open.update(|open| *open = if open.as_ref() == Some(&record) { None } else { Some(record) });
    };
    let neighbours = move |event: web_sys::KeyboardEvent| {
        if event.alt_key() || event.ctrl_key() {
            return;
        }
        let step = match event.key().as_str() {
            "ArrowUp" => -1,
            "ArrowDown" => 1,
            _ => return,
        };
        event.prevent_default();
        let at = number.get_untracked().saturating_sub(1).checked_add_signed(step);
        let to = at.and_then(|at| view.ids.with_untracked(|ids| ids.get(at).map(record_id)));
        if let Some(to) = to {
            state::focus(&to);
        }
    };
    let item = move |look: fn(&LedgerItem) -> String| {
        key.with_value(|(document, record)| {
            books.with_record(document, record, |_| ());
            books.with(|books| {
                let items = books.branch(document).map(|branch| &branch.items);
                items.and_then(|items| items.iter().find(|item| item.id == *record)).map(look).unwrap_or_default()
            })
        })
    };
    let due = Signal::derive(move || {
        let day = item(|item| item.due.map(|day| day.to_string()).unwrap_or_default());
        day.parse::<chrono::NaiveDate>().ok()
    });
    let cell = move |field: &'static str, text: fn(&LedgerItem) -> String| {
        move || {
            if is_open.get() {
                column(key, field, findings)
            } else {
                view! { <div class="text">{move || item(text)}</div> }.into_any()
            }
        }
    };
    let checks = move || {
        let findings = findings.read();
        let (errors, warnings) = (count(&findings, Severity::Error), count(&findings, Severity::Warning));
        match (errors, warnings) {
            (0, 0) => view! { <span class="tag" data-topic-state="done">"✓ 已填全"</span> }.into_any(),
            (0, n) => view! { <span class="tag" data-topic-state="warnings">{format!("！{n} 处要说明")}</span> }.into_any(),
            (n, _) => view! { <span class="tag" data-topic-state="errors">{format!("✕ 还缺 {n} 处")}</span> }.into_any(),
        }
    };
    let id = key.with_value(|(_, record)| record_id(record));
    view! {
        <tr>
            <th scope="row" data-label="序号">
                <button type="button" class="row-handle" id=id aria-expanded=move || is_open.get().to_string()
                    aria-label=move || format!("第{}项，{}", number.get(), if is_open.get() { "收起" } else { "打开" })
                    on:click=toggle on:keydown=neighbours>
                    {move || number.get()}
                </button>
            </th>
            <td data-label="具体项目">{cell("project", |item| item.project.clone())}</td>
            <td data-label="问题类型">{cell("problem_type", |item| match item.problem_type {
                Some(ProblemType::Other) if !item.type_label.trim().is_empty() => item.type_label.clone(),
                Some(kind) => kind.label().to_owned(),
                None => String::new(),
            })}</td>
            <td data-label="主要措施">{cell("measures", |item| item.measures.clone())}</td>
            <td data-label="期限">{cell("term", |item| item.term.map(Choose::label).unwrap_or_default().to_owned())}</td>
            <td data-label="完成时限与倒计时">
                {cell("due", |item| item.due.map(|day| day.to_string()).unwrap_or_default())}
                <Due due today=app.today/>
            </td>
            <td data-label="承办责任人">{cell("handler", |item| item.handler.clone())}</td>
            <td data-label="检查">{checks}</td>
        </tr>
    }
    .into_any()
}

fn column(key: Key, field: &'static str, findings: Memo<RecordFindings>) -> AnyView {
    let Some(field) = LedgerItem::default().def().field(field) else { return ().into_any() };
    let (document, record) = key.get_value();
    view! { <FieldRow document record field findings in_cell=true/> }.into_any()
}

/// What opens below the row: the other fields, the plan of a long item, and what can be done with the item.
#[component]
fn Below(key: Key, findings: Memo<RecordFindings>, close: Callback<()>, add: Callback<Id>) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let view = expect_context::<LedgerView>();
    let (document, record) = key.get_value();
    let planned = Memo::new(move |_| {
        key.with_value(|(document, record)| {
            let needs = books.with_record(document, record, state::needs_plan).unwrap_or(false);
            books.ids(document, "milestones");
            needs || books.with(|b| b.branch(document).is_some_and(|b| b.milestones_of(record).next().is_some()))
        })
    });
    let whole = Signal::derive(move || {
        let known = |field: &str| COLUMNS.contains(&field) || BELOW.contains(&field);
        let all = findings.read();
        all.iter().filter(|f| f.address.field.is_none_or(|field| !known(field))).cloned().collect::<Vec<_>>()
    });
    let duplicate = move |_| {
        let (document, record) = key.get_value();
        let id = new_id();
        let spare = std::iter::repeat_with(new_id).take(50).collect();
        if books.dispatch(Edit::Duplicate { document, record, id: id.clone(), spare }).is_ok() {
            let target = record_id(&id);
            view.open.set(Some(id));
            state::focus_soon(target);
        }
    };
    let remove = move |_| {
        let (document, record) = key.get_value();
        let number = view.ids.with_untracked(|ids| ids.iter().position(|id| *id == record).map_or(0, |at| at + 1));
        view.open.set(None);
        books.remove(Edit::Remove { document, record }, format!("已删除第{number}项。"));
        state::focus(&crate::ui::route::block_id("items"));
    };
    let moved = move |by: i32| {
        let (document, record) = key.get_value();
        let _ = books.dispatch(Edit::Move { document, record, by });
    };
    let def = LedgerItem::default().def();
    let steps = topics::record_def(false, "milestones").map(|(def, _)| def).unwrap_or(Milestone::default().def());
    let belonging = record.clone();
    let steps_document = document.clone();
    let actions = (!books.is_read_only()).then(|| view! {
        <button type="button" on:click=move |_| add.run(key.get_value().1)>"在下面新增一项"</button>
        <button type="button" class="quiet" on:click=duplicate>"复制"</button>
        <button type="button" class="quiet" on:click=move |_| moved(-1)>"上移"</button>
        <button type="button" class="quiet" on:click=move |_| moved(1)>"下移"</button>
        <button type="button" class="quiet danger" on:click=remove>"删除"</button>
    });
    view! {
        <tr class="below">
            <td colspan="8">
                <FindingList findings=whole/>
                <RecordForm document record def only=BELOW/>
                {move || planned.get().then(|| view! {
                    <section class="steps">
                        <h2>"整改计划（分步节点）"</h2>
                        <RecordList document=steps_document.clone() collection="milestones" def=steps
                            belonging=("item", belonging.clone())/>
                    </section>
                })}
                <div class="actions">
                    {actions}
                    <button type="button" class="quiet" on:click=move |_| close.run(())>"收起"</button>
                </div>
            </td>
        </tr>
    }
    .into_any()
}
