//! One item of the ledger: a line of text until it is opened, then a form in its place.

use super::ledger::LedgerView;
use super::ledger_item::Row;
use crate::domain::{Choose, Id, LedgerItem, ProblemType, Record, RecordDef};
use crate::rules::Severity;
use crate::state::{self, App, OpenBooks};
use crate::ui::element::{el, part, parts};
use crate::ui::topics::{self, BookKind};
use crate::ui::view::{button, keys, live, live_if, nothing, press, tag, text, truth, words};
use crate::ui::widgets::{ListOf, due, field_row, finding_list, record_form, record_list, sift};
use leptos::prelude::*;

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
pub(super) fn ledger_row(view: LedgerView, record: Id) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let findings = books.record_findings(view.document.get_value(), record.clone());
    let record = StoredValue::new(record);
    let is_open = truth(move || view.open.read().as_ref() == Some(&*record.read_value()));
    let row = Row {
        books,
        view,
        record,
        findings,
        is_open,
    };
    let class = text(move || if is_open.get() { "item open" } else { "item" }.to_owned());
    let on_key = keys(move |event| row.key(&event));
    let below = live_if(move || is_open.get(), move || below(row));
    el("tbody")
        .class(class)
        .on("keydown", on_key)
        .child(line(row))
        .child(below)
        .view()
}

/// The row itself: its number, and columns that hold text or controls.
fn line(row: Row) -> AnyView {
    let app = expect_context::<App>();
    let due_day = Signal::derive(move || {
        let day = row.item(|item| item.due.map(|day| day.to_string()).unwrap_or_default());
        crate::domain::parse_date(&day)
    });
    let cell =
        move |label: &'static str, field: &'static str, text: fn(&LedgerItem) -> String, more: AnyView| {
            let content = live(move || {
                if row.is_open.get() {
                    return column(row, field);
                }
                el("div")
                    .class("text")
                    .child(words(move || row.item(text)))
                    .view()
            });
            el("td")
                .attr("data-label", label)
                .child(content)
                .child(more)
                .view()
        };
    let checks = live(
        move || match (row.count(Severity::Error), row.count(Severity::Warning)) {
            (0, 0) => tag("done", "✓ 已填全"),
            (0, n) => tag("warnings", format!("！{n} 处要说明")),
            (n, _) => tag("errors", format!("✕ 还缺 {n} 处")),
        },
    );
    let expanded = text(move || row.is_open.get().to_string());
    let label = text(move || {
        format!(
            "第{}项，{}",
            row.number(),
            if row.is_open.get() { "收起" } else { "打开" }
        )
    });
    let toggle = press(move || row.toggle());
    let step = keys(move |event| row.step(&event));
    el("tr")
        .child(
            el("th").attr("scope", "row").child(
                el("button")
                    .attr("type", "button")
                    .class("row-handle")
                    .attr("id", row.element())
                    .attr("aria-expanded", expanded)
                    .attr("aria-label", label)
                    .on("click", toggle)
                    .on("keydown", step)
                    .child(words(move || row.number().to_string())),
            ),
        )
        .child(cell(
            "具体项目",
            "project",
            |item| item.project.clone(),
            nothing(),
        ))
        .child(cell("问题类型", "problem_type", type_words, nothing()))
        .child(cell(
            "主要措施",
            "measures",
            |item| item.measures.clone(),
            nothing(),
        ))
        .child(cell(
            "期限",
            "term",
            |item| item.term.map(Choose::label).unwrap_or_default().to_owned(),
            nothing(),
        ))
        .child(cell(
            "完成时限与倒计时",
            "due",
            |item| item.due.map(|day| day.to_string()).unwrap_or_default(),
            due(due_day, app.today),
        ))
        .child(cell(
            "承办责任人",
            "handler",
            |item| item.handler.clone(),
            nothing(),
        ))
        .child(el("td").attr("data-label", "检查").child(checks))
        .view()
}

fn type_words(item: &LedgerItem) -> String {
    match item.problem_type {
        Some(ProblemType::Other) if !item.type_label.trim().is_empty() => item.type_label.clone(),
        Some(kind) => kind.label().to_owned(),
        None => String::new(),
    }
}

fn def() -> &'static RecordDef {
    LedgerItem::default().def()
}

fn column(row: Row, field: &'static str) -> AnyView {
    let Some(field) = def().field(field) else {
        return nothing();
    };
    field_row(&row.document(), &row.record(), field, row.findings, true)
}

/// What opens below the row: the other fields, the plan of a long item, and what can be done with the item.
fn below(row: Row) -> AnyView {
    let (document, record) = (row.document(), row.record());
    let planned = move || {
        let (document, record) = (row.document(), row.record());
        let needs = row
            .books
            .with_record(&document, &record, state::needs_plan)
            .unwrap_or(false);
        row.books.ids(&document, "milestones");
        let has = |branch: &crate::domain::BranchBook| branch.milestones_of(&record).next().is_some();
        needs || row.books.with(|books| books.branch(&document).is_some_and(has))
    };
    // Findings at fields that stand neither in a column nor below.
    let elsewhere = sift(row.findings, |finding| {
        let known = |field: &&str| COLUMNS.contains(field) || BELOW.contains(field);
        finding.address.field.is_some_and(|field| !known(&field))
    });
    let actions = if row.books.is_read_only() {
        nothing()
    } else {
        parts(vec![
            part(button("", "在下面新增一项", move || {
                row.view.add(row.books, Some(row.record()));
            })),
            part(button("quiet", "复制", move || row.duplicate())),
            part(button("quiet", "上移", move || row.shift(-1))),
            part(button("quiet", "下移", move || row.shift(1))),
            part(button("quiet danger", "删除", move || row.remove())),
        ])
    };
    el("tr")
        .class("below")
        .child(
            el("td")
                .attr("colspan", "8")
                .child(finding_list(elsewhere, String::new()))
                .child(record_form(&document, &record, def(), BELOW))
                .child(live_if(planned, move || steps(row)))
                .child(el("div").class("actions").child(actions).child(button(
                    "quiet",
                    "收起",
                    move || row.close(),
                ))),
        )
        .view()
}

/// The plan of an item that takes long.
fn steps(row: Row) -> AnyView {
    let Some((def, _)) = topics::record_def(BookKind::Branch, "milestones") else {
        return nothing();
    };
    let belonging = Some(("item", row.record()));
    let list = ListOf {
        document: row.document(),
        collection: "milestones",
        def,
        belonging,
        fixed: false,
    };
    el("section")
        .class("steps")
        .child(el("h2").child("整改计划（分步节点）"))
        .child(record_list(list))
        .view()
}
