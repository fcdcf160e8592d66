//! Names of people and posts, offered again wherever a person is asked for.

use crate::domain::{Document, Field, RecordList, sort_by_text};
use crate::state::{Changing, OpenBooks};
use crate::ui::element::el;
use crate::ui::view::{all, live};
use leptos::prelude::*;

/// The names that were typed somewhere in the books.
#[derive(Clone, Copy)]
pub(in crate::ui) struct People(Changing<Vec<String>>);

impl People {
    /// The id of the page's one `datalist`.
    pub(super) const LIST: &'static str = "people";

    /// No names yet.
    pub(in crate::ui) fn new() -> Self {
        Self(Changing::new(Vec::new()))
    }

    /// The page's one `datalist`.
    pub(in crate::ui) fn list(self) -> AnyView {
        let names = live(move || {
            let names = self.0.get();
            all(names
                .into_iter()
                .map(|name| el("option").attr("value", name).view()))
        });
        el("datalist").attr("id", Self::LIST).child(names).view()
    }

    /// Reads the names anew; asked when a field that wants a person gets the focus.
    pub(super) fn refresh(self, books: OpenBooks) {
        let mut names = Vec::new();
        books.with(|books| {
            for document in books.documents() {
                for collection in document.collections() {
                    let list = <dyn Document>::list(document, collection.name);
                    for record in list.into_iter().flat_map(<dyn RecordList>::iter) {
                        for field in record.def().fields.iter().filter(|field| is_person(field)) {
                            let name = record
                                .get(field.name)
                                .map(|value| value.to_input())
                                .unwrap_or_default();
                            if !name.trim().is_empty() && !names.contains(&name) {
                                names.push(name);
                            }
                        }
                    }
                }
            }
        });
        sort_by_text(&mut names, |name| name);
        if self.0.with_untracked(|known| *known != names) {
            self.0.set(names);
        }
    }
}

/// Whether a field asks for a person or a post.
pub(super) fn is_person(field: &Field) -> bool {
    matches!(
        field.name,
        "handler"
            | "leader"
            | "chair"
            | "recorder"
            | "responsible"
            | "overall_responsible"
            | "secretary"
            | "who"
            | "verified_by"
    )
}
