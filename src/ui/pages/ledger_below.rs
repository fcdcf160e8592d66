//! What opens below a row of the ledger: the item's other fields, its plan, the work on it, and what can be done with it.

use super::ledger_close_out::close_outs;
use super::ledger_item::{Row, marks};
use super::ledger_row::{COLUMNS, def};
use super::ledger_work::{extensions, feedbacks, progress};
use crate::domain::BranchBook;
use crate::state;
use crate::ui::element::{el, part, parts};
use crate::ui::topics;
use crate::ui::view::{button, link, live, live_if, nothing, p, words};
use crate::ui::widgets::{ListOf, finding_list, record_form, record_list, sift};
use leptos::prelude::*;

/// The fields that stand below the row's columns.
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

/// What opens below the row.
pub(super) fn below(row: Row) -> AnyView {
    let (document, record) = (row.document(), row.record());
    // Findings at fields that stand neither in a column nor below.
    let elsewhere = sift(row.findings, |finding| {
        let known = |field: &&str| COLUMNS.contains(field) || BELOW.contains(field);
        finding.address.field.is_some_and(|field| !known(&field))
    });
    let content = live(move || {
        row.provide();
        let form = record_form(&document, &record, def(), BELOW);
        parts(vec![part(form), part(plan(row))])
    });
    let settled = live_if(
        move || row.is_closed.get(),
        || {
            p(
                "hint",
                "已销号的项目只看不改。问题又出现的，在下面“销号”里写明原因，重新整改。",
            )
        },
    );
    el("tr")
        .class("below")
        .child(
            el("td")
                .attr("colspan", "8")
                .child(settled)
                .child(finding_list(elsewhere, String::new()))
                .child(content)
                .child(
                    el("div")
                        .class("work")
                        .child(progress(row))
                        .child(extensions(row))
                        .child(close_outs(row))
                        .child(feedbacks(row)),
                )
                .child(actions(row)),
        )
        .view()
}

fn actions(row: Row) -> AnyView {
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
            part(live_if(
                move || !row.is_closed.get(),
                move || button("quiet danger", "删除", move || row.remove()),
            )),
            part(link("", format!("#/history/{}", row.record()), "这一项的历史")),
        ])
    };
    el("div")
        .class("actions")
        .child(actions)
        .child(button("quiet", "收起", move || row.close()))
        .view()
}

/// The plan of an item that takes long.
fn plan(row: Row) -> AnyView {
    let planned = move || {
        let (document, record) = (row.document(), row.record());
        let needs = row
            .books
            .with_record(&document, &record, state::needs_plan)
            .unwrap_or(false);
        row.books.track_list(&document, "milestones");
        let has = |branch: &BranchBook| branch.milestones_of(&record).next().is_some();
        needs || row.books.with(|books| books.branch(&document).is_some_and(has))
    };
    live_if(planned, move || steps(row))
}

fn steps(row: Row) -> AnyView {
    let Some((def, _)) = topics::record_def(topics::BookKind::Branch, "milestones") else {
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

/// The element id of the line that a part is folded to; only one row is open at a time.
pub(super) fn part_id(collection: &str) -> String {
    format!("w-{collection}")
}

/// A part of the open row that is folded to a line: its title, what there is, and how much of it is still open. It
/// unfolds by itself where something is, so that nobody has to look for it.
pub(super) fn work_part(
    row: Row,
    collection: &'static str,
    title: &'static str,
    note: impl Fn() -> String + Send + Sync + 'static,
    unfolded: bool,
    body: AnyView,
) -> AnyView {
    let here = sift(row.open_findings, move |finding| {
        finding.address.collection == collection
    });
    let said = row.books.comments().with_untracked(|all| {
        let mut all = all.0.iter();
        all.any(|placed| {
            !placed.resolved && placed.collection == collection && placed.item.as_ref() == Some(&row.record())
        })
    });
    let open = unfolded || said || here.with_untracked(|here| !here.is_empty());
    el("details")
        .class("work-part")
        .attr("open", open.then_some(""))
        .child(
            el("summary")
                .attr("id", part_id(collection))
                .child(el("strong").child(title))
                .child(el("span").class("note").child(words(note)))
                .child(marks(here, nothing)),
        )
        .child(el("div").class("work-body").child(body))
        .view()
}
