//! 考核验收 of a branch whose plan was received, in the office's own book.

use crate::domain::{Id, Value};
use crate::state::{self, Edit, OpenBooks, new_id};
use crate::ui::route::{Links, field_id};
use crate::ui::topics::{self, BookKind};
use crate::ui::view::{button, derived, live, nothing, section};
use crate::ui::widgets::record_form;
use leptos::prelude::*;

const COLLECTION: &str = "acceptances";

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
