//! 整改问题台账: the table that a person works in all day.

use super::ledger_row::ledger_row;
use crate::domain::{Books, Choose, Id, LedgerItem, ProblemType, Term};
use crate::notice::Programme;
use crate::rules::Severity;
use crate::state::{self, App, Edit, Light, OpenBooks, countdown, new_id};
use crate::ui::element::el;
use crate::ui::route::{block_id, field_id, record_id};
use crate::ui::view::{all, button, derived, nothing, p, rows, typed, words as words_of};
use crate::ui::widgets::{finding_list, missing_findings};
use chrono::NaiveDate;
use leptos::prelude::*;

/// What the table shows of the ledger: codes of the answers chosen, and words to look for. Empty is everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Filter {
    problem_type: String,
    term: String,
    state: String,
    words: String,
}

/// The states that the ledger is sorted by for work.
const STATES: [(&str, &str); 4] = [
    ("errors", "还缺内容"),
    ("overdue", "已逾期"),
    ("near", "近期到期"),
    ("complete", "已填全"),
];

/// What is shared between the table and its rows.
#[derive(Clone, Copy)]
pub(super) struct LedgerView {
    /// The branch's book.
    pub(super) document: StoredValue<Id>,
    /// The row that is open for editing.
    pub(super) open: RwSignal<Option<Id>>,
    /// Ids of all items in their order.
    pub(super) ids: Memo<Vec<Id>>,
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
    let summary = words_of(move || {
        books.track_all();
        let today = app.today.get();
        let (total, overdue) = books.with(|books| {
            let items = items(books, &view.document.read_value());
            (
                items.len(),
                items
                    .iter()
                    .filter(|item| item.due.is_some_and(|due| due < today))
                    .count(),
            )
        });
        let shown = shown.read().len();
        let part = if shown == total {
            String::new()
        } else {
            format!("，显示其中 {shown} 项")
        };
        let overdue = if overdue > 0 {
            format!("，{overdue} 项逾期")
        } else {
            String::new()
        };
        format!("共 {total} 项{overdue}{part}")
    });
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

fn items<'a>(books: &'a Books, document: &Id) -> &'a [LedgerItem] {
    books
        .branch(document)
        .map(|branch| branch.items.as_slice())
        .unwrap_or_default()
}

/// The ids of the items that the filter lets through. The row that is being edited stays, whatever is typed into it.
fn filtered(app: App, books: OpenBooks, view: LedgerView, filter: &Filter) -> Vec<Id> {
    books.track_all();
    let document = view.document.get_value();
    let report = books.report();
    let today = app.today.get();
    let open = view.open.get();
    books.with(|books| {
        let fits = |item: &&LedgerItem| {
            open.as_ref() == Some(&item.id)
                || passes(
                    item,
                    filter,
                    report.has(&document, &item.id, Severity::Error),
                    today,
                )
        };
        items(books, &document)
            .iter()
            .filter(fits)
            .map(|item| item.id.clone())
            .collect()
    })
}

fn passes(item: &LedgerItem, filter: &Filter, faulty: bool, today: NaiveDate) -> bool {
    let light = || {
        item.due
            .map(|due| countdown(due, today, &Programme::default()).light)
    };
    let state = match filter.state.as_str() {
        "errors" => faulty,
        "overdue" => light() == Some(Light::Overdue),
        "near" => matches!(light(), Some(Light::Near | Light::Pressing)),
        "complete" => !faulty,
        _ => true,
    };
    let chosen = |wanted: &str, code: Option<&str>| wanted.is_empty() || code == Some(wanted);
    let words = filter.words.trim();
    let texts = [&item.project, &item.root_cause, &item.measures, &item.handler];
    state
        && chosen(&filter.problem_type, item.problem_type.map(Choose::code))
        && chosen(&filter.term, item.term.map(Choose::code))
        && (words.is_empty() || texts.iter().any(|text| text.contains(words)))
}

fn filters(filter: RwSignal<Filter>) -> AnyView {
    let types = ProblemType::CHOICES
        .iter()
        .map(|choice| (choice.code, choice.label))
        .collect();
    let terms = Term::CHOICES
        .iter()
        .map(|choice| (choice.code, choice.label))
        .collect();
    let words = typed(move |text| filter.update(|filter| filter.words = text));
    el("div")
        .class("filters")
        .attr("role", "search")
        .attr("aria-label", "筛选台账")
        .child(choose(filter, "问题类型", types, |filter, code| {
            filter.problem_type = code;
        }))
        .child(choose(filter, "期限", terms, |filter, code| filter.term = code))
        .child(choose(filter, "状态", STATES.to_vec(), |filter, code| {
            filter.state = code;
        }))
        .child(
            el("label").child("查找").child(
                el("input")
                    .attr("type", "search")
                    .attr("autocomplete", "off")
                    .on("input", words),
            ),
        )
        .view()
}

fn choose(
    filter: RwSignal<Filter>,
    label: &'static str,
    options: Vec<(&'static str, &'static str)>,
    put: fn(&mut Filter, String),
) -> AnyView {
    let chosen = typed(move |code| filter.update(|filter| put(filter, code)));
    let options = all(options
        .into_iter()
        .map(|(code, label)| el("option").attr("value", code).child(label).view()));
    el("label")
        .child(label)
        .child(
            el("select")
                .on("change", chosen)
                .child(el("option").attr("value", "").child("全部"))
                .child(options),
        )
        .view()
}

/// Opens the row that the address leads to, so that its fields are there to be focused.
fn open_addressed(books: OpenBooks, view: LedgerView) {
    let hash = state::hash();
    let Some((_, target)) = hash.split_once("?at=") else {
        return;
    };
    let named = |id: &Id| target == record_id(id) || target.starts_with(&field_id(id, ""));
    let owner = books.with(|books| {
        let branch = books.branch(&view.document.read_value())?;
        let item = branch.items.iter().map(|item| &item.id).find(|id| named(id));
        // A step of an item's plan lies in the item's row.
        let step = || {
            branch
                .milestones
                .iter()
                .find(|step| named(&step.id))?
                .item
                .as_ref()
        };
        item.or_else(step).cloned()
    });
    if let Some(id) = owner {
        view.open.set(Some(id));
    }
}
