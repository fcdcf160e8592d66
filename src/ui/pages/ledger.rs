//! 整改问题台账: the table that a person works in all day.

use super::ledger_row::LedgerRow;
use crate::domain::{Choose, Id, LedgerItem, ProblemType, Term};
use crate::notice::Programme;
use crate::rules::Severity;
use crate::state::{self, App, Edit, Light, OpenBooks, countdown, new_id};
use crate::ui::route::{block_id, field_id};
use crate::ui::widgets::FindingList;
use leptos::prelude::*;
use std::collections::HashSet;

/// What the table shows of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Filter {
    problem_type: Option<&'static str>,
    term: Option<&'static str>,
    state: Option<&'static str>,
    words: String,
}

impl Filter {
    fn is_off(&self) -> bool {
        *self == Self::default()
    }
}

/// The states that the ledger is sorted by for work.
const STATES: [(&str, &str); 4] =
    [("errors", "还缺内容"), ("overdue", "已逾期"), ("near", "近期到期"), ("complete", "已填全")];

/// What is shared between the table and its rows.
#[derive(Clone, Copy)]
pub(super) struct LedgerView {
    /// The row that is open for editing.
    pub(super) open: RwSignal<Option<Id>>,
    /// Ids of all items in their order.
    pub(super) ids: Memo<Vec<Id>>,
}

/// The ledger of one branch.
#[component]
pub(in crate::ui) fn Ledger(
    /// The branch's book.
    document: Id,
) -> AnyView {
    let app = expect_context::<App>();
    let books = expect_context::<OpenBooks>();
    let filter = RwSignal::new(Filter::default());
    let ids = {
        let document = document.clone();
        Memo::new(move |_| books.ids(&document, "items"))
    };
    let view = LedgerView { open: RwSignal::new(None), ids };
    provide_context(view);
    let shown = {
        let document = document.clone();
        Memo::new(move |_| {
            let filter = filter.get();
            if filter.is_off() {
                return ids.get();
            }
            books.track_all();
            let with_errors: HashSet<Id> = books
                .report()
                .findings
                .iter()
                .filter(|f| f.address.document == document && f.rule.severity == Severity::Error)
                .filter_map(|f| f.address.record.clone())
                .collect();
            let today = app.today.get();
            // The row that is being edited stays, whatever is typed into it.
            let open = view.open.get();
            books.with(|books| {
                let items = books.branch(&document).map(|branch| branch.items.as_slice()).unwrap_or_default();
                let fits = |item: &&LedgerItem| {
                    open.as_ref() == Some(&item.id) || passes(item, &filter, &with_errors, today)
                };
                items.iter().filter(fits).map(|item| item.id.clone()).collect()
            })
        })
    };
    let add = {
        let document = document.clone();
        move |after: Option<Id>| {
            let id = new_id();
            let target = field_id(&id, "project");
            let edit =
                Edit::Add { document: document.clone(), collection: "items", after, id: id.clone(), preset: Vec::new() };
            if books.dispatch(edit).is_ok() {
                view.open.set(Some(id));
                state::focus_soon(target);
            }
        }
    };
    let missing = {
        let document = document.clone();
        Memo::new(move |_| {
            let report = books.report();
            let here = report.findings.iter().filter(|f| {
                f.address.document == document && f.address.collection == "items" && f.address.record.is_none()
            });
            here.cloned().collect::<Vec<_>>()
        })
    };
    let summary = {
        let document = document.clone();
        move || {
            books.track_all();
            let today = app.today.get();
            let (total, overdue) = books.with(|books| {
                let items = books.branch(&document).map(|branch| branch.items.as_slice()).unwrap_or_default();
                (items.len(), items.iter().filter(|item| item.due.is_some_and(|due| due < today)).count())
            });
            let shown = shown.read().len();
            let part = if shown == total { String::new() } else { format!("，显示其中 {shown} 项") };
            let overdue = if overdue > 0 { format!("，{overdue} 项逾期") } else { String::new() };
            format!("共 {total} 项{overdue}{part}")
        }
    };
    // An address that leads into a row opens it.
    open_addressed(view, ids);
    let add_first = {
        let add = add.clone();
        move |_| add(None)
    };
    let row_document = document.clone();
    let read_only = books.is_read_only();
    view! {
        <section class="ledger" id=block_id("items") tabindex="-1">
            <FindingList findings=missing/>
            {(!ids.read_untracked().is_empty() || !read_only).then(|| filters(filter))}
            <p class="ledger-summary" role="status">{summary}</p>
            {(!read_only).then(|| view! {
                <p class="hint keys">
                    "键盘：Tab 到某一行的序号，↑↓ 换行，回车打开；打开后 Ctrl+回车 在下面新增一项，Alt+↑↓ 移动，Esc 收起。"
                </p>
            })}
            <table class="ledger-table">
                <caption class="sr">"整改问题台账"</caption>
                <thead>
                    <tr>
                        <th scope="col" class="col-no">"序号"</th>
                        <th scope="col" class="col-project">"具体项目"</th>
                        <th scope="col">"问题类型"</th>
                        <th scope="col" class="col-measures">"主要措施"</th>
                        <th scope="col">"期限"</th>
                        <th scope="col" class="col-due">"完成时限与倒计时"</th>
                        <th scope="col">"承办责任人"</th>
                        <th scope="col">"检查"</th>
                    </tr>
                </thead>
                <For each=move || shown.get() key=Clone::clone let(id)>
                    <LedgerRow document=row_document.clone() record=id add=Callback::new({
                        let add = add.clone();
                        move |after: Id| add(Some(after))
                    })/>
                </For>
            </table>
            {(!read_only).then(|| view! {
                <button type="button" class="add primary" on:click=add_first>"＋ 新增一项"</button>
            })}
        </section>
    }
    .into_any()
}

fn passes(
    item: &LedgerItem,
    filter: &Filter,
    with_errors: &HashSet<Id>,
    today: chrono::NaiveDate,
) -> bool {
    let light = || item.due.map(|due| countdown(due, today, &Programme::default()).light);
    let state = match filter.state {
        Some("errors") => with_errors.contains(&item.id),
        Some("overdue") => light() == Some(Light::Overdue),
        Some("near") => matches!(light(), Some(Light::Near | Light::Pressing)),
        Some("complete") => !with_errors.contains(&item.id),
        _ => true,
    };
    let words = filter.words.trim();
    let text = [&item.project, &item.root_cause, &item.measures, &item.handler];
    state
        && filter.problem_type.is_none_or(|code| item.problem_type.map(Choose::code) == Some(code))
        && filter.term.is_none_or(|code| item.term.map(Choose::code) == Some(code))
        && (words.is_empty() || text.iter().any(|text| text.contains(words)))
}

fn filters(filter: RwSignal<Filter>) -> AnyView {
    let types = ProblemType::CHOICES.iter().map(|choice| (choice.code, choice.label)).collect();
    let terms = Term::CHOICES.iter().map(|choice| (choice.code, choice.label)).collect();
    let pick = |label, options, put: fn(&mut Filter, Option<&'static str>)| choose(filter, label, options, put);
    view! {
        <div class="filters" role="search" aria-label="筛选台账">
            {pick("问题类型", types, |filter, code| filter.problem_type = code)}
            {pick("期限", terms, |filter, code| filter.term = code)}
            {pick("状态", STATES.to_vec(), |filter, code| filter.state = code)}
            <label>
                "查找"
                <input type="search" autocomplete="off"
                    on:input=move |event| filter.update(|f| f.words = event_target_value(&event))/>
            </label>
        </div>
    }
    .into_any()
}

fn choose(
    filter: RwSignal<Filter>,
    label: &'static str,
    options: Vec<(&'static str, &'static str)>,
    put: fn(&mut Filter, Option<&'static str>),
) -> AnyView {
    let codes: Vec<_> = options.iter().map(|(code, _)| *code).collect();
    let chosen = move |event| {
        let code = event_target_value(&event);
        let code = codes.iter().copied().find(|known| *known == code);
        filter.update(|filter| put(filter, code));
    };
    view! {
        <label>
            {label}
            <select on:change=chosen>
                <option value="">"全部"</option>
                {options.into_iter().map(|(code, label)| view! { <option value=code>{label}</option> }).collect_view()}
            </select>
        </label>
    }
    .into_any()
}

/// Opens the row that the address leads to, so that its fields are there to be focused.
fn open_addressed(view: LedgerView, ids: Memo<Vec<Id>>) {
    let books = expect_context::<OpenBooks>();
    let hash = state::hash();
    let Some((_, target)) = hash.split_once("?at=") else { return };
    let owner = ids.with_untracked(|ids| {
        ids.iter()
            .find(|id| target == crate::ui::route::record_id(id) || target.starts_with(&format!("f-{id}-")))
            .cloned()
    });
    // A step of an item's plan lies in the item's row.
    let owner = owner.or_else(|| {
        books.with(|books| {
            let steps = books.branches.iter().flat_map(|branch| &branch.milestones);
            let named = |id: &Id| target == crate::ui::route::record_id(id) || target.starts_with(&format!("f-{id}-"));
            steps.filter(|step| named(&step.id)).find_map(|step| step.item.clone())
        })
    });
    if let Some(id) = owner {
        view.open.set(Some(id));
        let target = target.to_owned();
        state::focus_soon(target);
    }
}
