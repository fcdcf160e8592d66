//! The work on an item between plan and close-out: progress, new due dates, and what the public says.

use super::ledger_below::{part_id, work_part};
use super::ledger_item::Row;
use crate::domain::{Id, ProgressEntry, RecordDef};
use crate::state::{self, App, Changing, Edit, new_id};
use crate::ui::desk::record_note;
use crate::ui::element::{el, part, parts};
use crate::ui::route::{field_id, record_id};
use crate::ui::topics;
use crate::ui::view::{all, button, derived, live, live_if, nothing, press, rows};
use crate::ui::widgets::{comments_at_record, field_row, finding_list, sift};
use chrono::NaiveDate;
use leptos::prelude::*;

/// 进展: what was done, the newest first.
pub(super) fn progress(row: Row) -> AnyView {
    let app = expect_context::<App>();
    let ids = derived(move || newest_first(row));
    let note = move || {
        let Some(newest) = ids.read().first().cloned() else {
            return "还没有记".to_owned();
        };
        row.books.track_record(&row.document(), &newest);
        let latest = row.branch(|branch| {
            let entry = branch.progress.iter().find(|entry| entry.id == newest);
            entry.map(told).unwrap_or_default()
        });
        format!("{} 条，最近 {latest}", ids.read().len())
    };
    let add = move || {
        let today = untrack(|| app.today.get());
        row.add_belonging("progress", ("date", today), "content");
    };
    let add = live_if(
        move || row.may_work(),
        move || button("add", "＋ 记一条进展", add),
    );
    let list = rows(
        move || ids.read().iter().map(ToString::to_string).collect(),
        move |id| entry(row, "progress", &id, &["date", "content"], true),
    );
    work_part(
        row,
        "progress",
        "进展",
        note,
        false,
        parts(vec![part(add), part(list)]),
    )
}

/// An entry on one line: its day and the beginning of its words.
fn told(entry: &ProgressEntry) -> String {
    let day = entry.date.map(|day| day.to_string()).unwrap_or_default();
    let words: String = entry.content.chars().take(24).collect();
    format!("{day} {words}")
}

/// The entries, the newest day first. They are put in order when one comes or goes, and not while a day is typed.
fn newest_first(row: Row) -> Vec<Id> {
    let own = row.belonging("progress");
    let mut sorted: Vec<(NaiveDate, Id)> = Vec::new();
    row.branch(|branch| {
        for id in own {
            let entry = branch.progress.iter().find(|entry| entry.id == id);
            let day = entry.and_then(|entry| entry.date).unwrap_or(NaiveDate::MAX);
            let at = sorted.iter().position(|(other, _)| *other <= day);
            sorted.insert(at.unwrap_or(sorted.len()), (day, id));
        }
    });
    sorted.into_iter().map(|(_, id)| id).collect()
}

/// 延期: new due dates. They may be asked for late; a rule says so.
pub(super) fn extensions(row: Row) -> AnyView {
    let app = expect_context::<App>();
    let ids = derived(move || row.belonging("extensions"));
    let refused = Changing::new(false);
    let note = move || match (ids.read().len(), row.standing.read().due) {
        (0, _) => "没有延期".to_owned(),
        (n, Some(due)) => format!("{n} 次，现完成时限 {due}"),
        (n, None) => format!("{n} 次"),
    };
    let ask = move || {
        let (document, item) = (row.document(), row.record());
        // One that is not finished comes first.
        let blank = row.branch(|branch| {
            let last = branch.extensions_of(&item).last();
            last.filter(|last| last.new_due.is_none())
                .map(|last| last.id.clone())
        });
        if let Some(blank) = blank {
            state::focus(&field_id(&blank, "new_due"));
            return;
        }
        let id = new_id();
        let edit = Edit::Extend {
            document,
            item,
            id: id.clone(),
            asked_on: untrack(|| app.today.get()),
        };
        let done = row.books.dispatch(edit).is_ok();
        refused.set(!done);
        if done {
            state::focus_soon(field_id(&id, "new_due"));
        }
    };
    let ask = live_if(move || row.may_work(), move || button("add", "申请延期", ask));
    let refused = live_if(
        move || refused.get(),
        || {
            el("p")
                .class("refused")
                .attr("role", "alert")
                .child("这一项还没有完成时限，先填时限，再申请延期。")
                .view()
        },
    );
    let fields = &["from_due", "asked_on", "new_due", "reason"];
    let list = rows(
        move || ids.read().iter().map(ToString::to_string).collect(),
        move |id| entry(row, "extensions", &id, fields, false),
    );
    let body = parts(vec![part(list), part(ask), part(refused)]);
    work_part(row, "extensions", "延期", note, false, body)
}

/// 群众反馈: what the public said, and the answer. It comes after the close-out too.
pub(super) fn feedbacks(row: Row) -> AnyView {
    let app = expect_context::<App>();
    let ids = derived(move || row.belonging("feedbacks"));
    let note = move || match ids.read().len() {
        0 => "还没有记".to_owned(),
        n => format!("{n} 条"),
    };
    let add = move || {
        let today = untrack(|| app.today.get());
        row.add_belonging("feedbacks", ("date", today), "content");
    };
    let add = if row.books.is_read_only() {
        nothing()
    } else {
        button("add", "＋ 记一条群众反馈", add)
    };
    let list = rows(
        move || ids.read().iter().map(ToString::to_string).collect(),
        move |id| entry(row, "feedbacks", &id, &["date", "content", "reply"], false),
    );
    work_part(
        row,
        "feedbacks",
        "群众反馈",
        note,
        false,
        parts(vec![part(list), part(add)]),
    )
}

/// One entry: its fields and the way to take it out. In one line, or as a small form.
fn entry(
    row: Row,
    collection: &'static str,
    id: &str,
    names: &'static [&'static str],
    in_line: bool,
) -> AnyView {
    let (Ok(id), Some((def, _))) = (
        Id::parse(id),
        topics::record_def(topics::BookKind::Branch, collection),
    ) else {
        return nothing();
    };
    let document = row.document();
    let findings = row.books.record_findings(document.clone(), id.clone());
    let elsewhere = sift(findings, move |finding| {
        finding.address.field.is_none_or(|field| !names.contains(&field))
    });
    // What the public says is written down after the close-out too.
    let stays = collection == "feedbacks";
    let fields = {
        let (document, id) = (document.clone(), id.clone());
        live(move || {
            if !stays {
                row.provide();
            }
            let fields = names.iter().filter_map(|name| def.field(name));
            all(fields.map(|field| field_row(&document, &id, field, findings, in_line)))
        })
    };
    let record = id.clone();
    // An extension that another one counts from stays.
    let may_go = move || {
        (stays || row.may_work())
            && !row.books.is_read_only()
            && (collection != "extensions" || row.belonging(collection).last() == Some(&record))
    };
    let record = id.clone();
    let remove = live_if(may_go, move || {
        remove_button(row, collection, def, record.clone())
    });
    el("div")
        .class(if in_line { "entry line" } else { "entry" })
        .attr("id", record_id(&id))
        .attr("tabindex", "-1")
        .child(finding_list(elsewhere, String::new()))
        .child(el("div").class("fields").child(fields))
        .child(record_note(&row.document(), &id))
        .child(comments_at_record(
            &document,
            &id,
            def,
            if in_line { &[""] } else { names },
        ))
        .child(remove)
        .view()
}

fn remove_button(row: Row, collection: &'static str, def: &'static RecordDef, record: Id) -> AnyView {
    let remove = press(move || {
        let (document, record) = (row.document(), record.clone());
        let words = format!("已删除一条{}。", def.title);
        row.books.remove(Edit::Remove { document, record }, words);
        state::focus(&part_id(collection));
    });
    el("button")
        .attr("type", "button")
        .class("quiet danger")
        .attr("aria-label", format!("删除这条{}", def.title))
        .on("click", remove)
        .child("删除")
        .view()
}
