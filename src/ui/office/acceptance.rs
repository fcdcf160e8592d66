//! 考核验收 of branches whose plans were received, in the office's own book.

use crate::domain::{Id, Value};
use crate::state::{self, Edit, OpenBooks, new_id};
use crate::ui::element::{el, part, parts};
use crate::ui::route::{Links, block_id, field_id, record_id};
use crate::ui::topics::{self, BookKind};
use crate::ui::view::{button, derived, live, nothing, p, rows, section};
use crate::ui::widgets::record_form;
use leptos::prelude::*;

/// The collection of the office's book.
pub(super) const COLLECTION: &str = "acceptances";

/// The place where a branch's acceptance is written; it begins with the first press.
pub(super) fn acceptance(office: OpenBooks, branch: Id, name: String) -> AnyView {
    let Some((def, _)) = topics::record_def(BookKind::Office, COLLECTION) else {
        return nothing();
    };
    let Some(document) = office.with(|own| own.office.as_ref().map(|book| book.id().clone())) else {
        return nothing();
    };
    let written = {
        let branch = branch.clone();
        derived(move || {
            office.track_all();
            office.with(|own| {
                let acceptance = own.office.as_ref()?.acceptance_of(&branch)?;
                Some(acceptance.id.clone())
            })
        })
    };
    let body = live(move || {
        if let Some(record) = written.get() {
            // What is around it reads the plan; this part writes the office's book.
            provide_context(office);
            provide_context(Links(None));
            return record_form(&document, &record, def, &[]);
        }
        let (document, branch, name) = (document.clone(), branch.clone(), name.clone());
        button("primary", "填写验收", move || {
            let id = new_id();
            let added = office.dispatch(Edit::Add {
                document: document.clone(),
                collection: COLLECTION,
                after: None,
                id: id.clone(),
                preset: vec![
                    ("branch", Value::Ref(Some(branch.clone()))),
                    ("branch_name", Value::Text(name.clone())),
                ],
            });
            if added.is_ok() {
                state::focus_soon(field_id(&id, "date"));
            }
        })
    });
    section("panel", def.title, body)
}

/// Every acceptance that was written, under its branch's name. One begins at the form of a received branch.
pub(super) fn acceptances(document: &Id) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let Some((def, _)) = topics::record_def(BookKind::Office, COLLECTION) else {
        return nothing();
    };
    let id = StoredValue::new(document.clone());
    let ids = derived(move || books.ids(&id.read_value(), COLLECTION));
    let cards = rows(
        move || ids.read().iter().map(ToString::to_string).collect(),
        move |key| {
            let Ok(record) = Id::parse(&key) else {
                return nothing();
            };
            let named = books.with_record(&id.read_value(), &record, |record| record.get("branch_name"));
            let name = named.flatten().map(|name| name.to_input()).unwrap_or_default();
            let (form, frame) = (
                record_form(&id.read_value(), &record, def, &[]),
                record_id(&record),
            );
            let words = format!("已删除“{name}”的验收。");
            let remove = button("quiet danger", "删除", move || {
                let (document, record) = (id.get_value(), record.clone());
                books.remove(Edit::Remove { document, record }, words.clone());
                state::focus(&block_id(COLLECTION));
            });
            el("fieldset")
                .class("record")
                .attr("id", frame)
                .attr("tabindex", "-1")
                .child(el("legend").child(name))
                .child(el("div").class("actions").child(remove))
                .child(form)
                .view()
        },
    );
    el("div")
        .class("records")
        .attr("id", block_id(COLLECTION))
        .attr("tabindex", "-1")
        .child(parts(vec![
            part(p(
                "hint",
                "在“收到的方案”里打开单位，进入支部的情况表，点“填写验收”；填过的列在这里。",
            )),
            part(cards),
        ]))
        .view()
}
