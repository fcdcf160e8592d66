//! One item of the ledger: a line of text until it is opened, then a form in its place.

use super::ledger::LedgerView;
use super::ledger_below::below;
use super::ledger_item::{Row, marks};
use crate::domain::{Choose, Id, LedgerItem, ProblemType, Record, RecordDef};
use crate::state::{App, OpenBooks, Stage};
use crate::ui::element::el;
use crate::ui::view::{keys, live, live_if, nothing, press, tag, text, words};
use crate::ui::widgets::{comment_mark, due, field_row};
use leptos::prelude::*;

/// The fields that stand in the open row's columns; the others stand below it.
pub(super) const COLUMNS: &[&str] = &["project", "problem_type", "measures", "term", "due", "handler"];

/// A row of the ledger.
pub(super) fn ledger_row(view: LedgerView, record: Id) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let row = Row::new(books, view, record);
    let is_open = row.is_open;
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
    let cell = move |label: &'static str, field: &'static str, text: fn(&LedgerItem) -> String| {
        let content = live(move || {
            if row.is_open.get() {
                row.provide();
                return column(row, field);
            }
            el("div")
                .class("text")
                .child(words(move || row.item(text)))
                .view()
        });
        el("td").attr("data-label", label).child(content).view()
    };
    let checks = marks(row.open_findings, || tag("done", "✓ 已填全"));
    let said = comment_mark(move |placed| {
        placed.document == *row.view.document.read_value()
            && placed.item.as_ref() == Some(&*row.record.read_value())
    });
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
        .child(cell("具体项目", "project", |item| item.project.clone()))
        .child(cell("问题类型", "problem_type", type_words))
        .child(cell("主要措施", "measures", |item| item.measures.clone()))
        .child(cell("期限", "term", |item| {
            item.term.map(Choose::label).unwrap_or_default().to_owned()
        }))
        .child(due_cell(row, app))
        .child(cell("承办责任人", "handler", |item| item.handler.clone()))
        .child(el("td").attr("data-label", "检查").child(checks).child(said))
        .view()
}

/// When the item is due now, and how far its close-out is.
fn due_cell(row: Row, app: App) -> AnyView {
    let day = live(move || {
        if row.is_open.get() {
            row.provide();
            return column(row, "due");
        }
        let due = move || row.standing.read().due.map(|day| day.to_string());
        el("div")
            .class("text day")
            .child(words(move || due().unwrap_or_default()))
            .view()
    });
    // Where the row is open, the plan's own day stands above; else the day that counts.
    let extended = words(move || {
        let standing = row.standing.read();
        match (standing.planned, standing.due) {
            (Some(_), Some(due)) if row.is_open.get() => format!("（已延期到 {due}）"),
            (Some(planned), _) => format!("（延期，原 {planned}）"),
            _ => String::new(),
        }
    });
    let stage = live(move || match &row.standing.read().stage {
        Stage::Open => nothing(),
        Stage::Applied(on) => tag("waiting", format!("… 已申请销号 {on}")),
        Stage::Closed { on, .. } => tag("done", format!("✓ 已销号 {on}")),
        Stage::Reopened { on, .. } => tag("warnings", format!("↺ 重新整改 {on}")),
    });
    let left = Signal::derive(move || row.standing.read().counts_to());
    el("td")
        .attr("data-label", "完成时限与倒计时")
        .child(day)
        .child(el("div").class("extended").child(extended))
        .child(due(left, app.today))
        .child(stage)
        .view()
}

fn type_words(item: &LedgerItem) -> String {
    match item.problem_type {
        Some(ProblemType::Other) if !item.type_label.trim().is_empty() => item.type_label.clone(),
        Some(kind) => kind.label().to_owned(),
        None => String::new(),
    }
}

/// The declaration of an item.
pub(super) fn def() -> &'static RecordDef {
    LedgerItem::default().def()
}

fn column(row: Row, field: &'static str) -> AnyView {
    let Some(field) = def().field(field) else {
        return nothing();
    };
    field_row(&row.document(), &row.record(), field, row.findings, true)
}
