//! One field: label, hint, control, what the program can fill in, findings, and the clause behind it.

use super::basis;
use super::comments::comments_at_field;
use super::control::{Place, control};
use super::finding::{finding_list, sift};
use crate::domain::{Field, Id, Kind, Record, Shape, Value};
use crate::rules::Severity;
use crate::state::{self, App, Derived, Edit, OpenBooks, RecordFindings};
use crate::ui::desk::field_note;
use crate::ui::element::el;
use crate::ui::route::field_id;
use crate::ui::view::{button, derived, live, nothing, p, text, truth};
use crate::ui::words;
use leptos::prelude::*;

/// A field of a form. In the cell of a table its label is left to the ears, and its clause to another place.
pub(in crate::ui) fn field_row(
    document: &Id,
    record: &Id,
    field: &'static Field,
    findings: Derived<RecordFindings>,
    in_cell: bool,
) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let id = field_id(record, field.name);
    let note = format!("{id}-note");
    let here = sift(findings, move |finding| finding.address.field == Some(field.name));
    let empty = {
        let (document, record) = (document.clone(), record.clone());
        truth(move || {
            let look = |record: &dyn Record| record.get(field.name).is_none_or(|value| value.is_empty());
            books.with_record(&document, &record, look).unwrap_or(true)
        })
    };
    let wrong = truth(move || {
        here.read()
            .iter()
            .any(|found| found.rule.severity == Severity::Error)
    });
    let state = text(move || {
        let state = match (wrong.get(), empty.get()) {
            (true, true) => "todo",
            (true, false) => "wrong",
            _ => "fine",
        };
        state.to_owned()
    });
    let group = matches!(field.kind, Kind::Several(_) | Kind::Refs);
    let class = match (in_cell, group || field.shape == Shape::Paragraph) {
        (true, _) => "field in-cell",
        (false, true) => "field wide",
        (false, false) => "field",
    };
    let label_id = format!("{id}-label");
    let registered = books.with(|books| state::is_registered(books, document, field.name));
    let label = if group || field.derived || registered || books.is_read_only() {
        el("span")
            .class("label")
            .attr("id", label_id)
            .child(field.label)
            .view()
    } else {
        el("label")
            .class("label")
            .attr("for", id.clone())
            .attr("id", label_id)
            .child(field.label)
            .view()
    };
    let hint = if registered {
        // No hint on how to type, which would not be shown where nothing can be.
        p("purpose", "由花名册确定，有误请与办公室联系。")
    } else if in_cell || field.hint.is_empty() {
        nothing()
    } else {
        p("hint", field.hint)
    };
    let place = Place {
        document: document.clone(),
        record: record.clone(),
        field,
        id,
        note: note.clone(),
    };
    let control = control(place, truth(move || wrong.get() && !empty.get()));
    el("div")
        .class(class)
        .attr("data-field", field.name)
        .attr("data-state", state)
        .child(label)
        .child(control)
        .child(hint)
        .child(suggestion(document, record, field))
        .child(comments_at_field(document, record, field.name, in_cell))
        .child(finding_list(here, note))
        .child(if in_cell { nothing() } else { basis(field.clause) })
        .child(field_note(document, record, field))
        .view()
}

/// What the program can fill in by itself, one click away.
fn suggestion(document: &Id, record: &Id, field: &'static Field) -> AnyView {
    const OFFERED: &[&str] = &[
        "overall_responsible",
        "responsible",
        "target_grade",
        "due",
        "chair",
        "term",
        "leader",
        "post",
        "from",
    ];
    let books = expect_context::<OpenBooks>();
    if books.is_read_only() || field.derived || !OFFERED.contains(&field.name) {
        return nothing();
    }
    let (document, record) = (document.clone(), record.clone());
    let offered = Offer {
        app: expect_context::<App>(),
        books,
        document,
        record,
        field,
    };
    // No words, no offer.
    let words = {
        let offered = offered.clone();
        derived(move || {
            books.track_all();
            let value = offered.value();
            let words = value.map(|value| {
                let shown = books.with(|books| words::shown(books, &offered.document, field, &value));
                format!("填入“{shown}”")
            });
            words.unwrap_or_default()
        })
    };
    live(move || {
        let offered = offered.clone();
        match words.get() {
            words if words.is_empty() => nothing(),
            words => button("suggestion", words, move || offered.take()),
        }
    })
}

/// What is offered for one field.
#[derive(Clone)]
struct Offer {
    app: App,
    books: OpenBooks,
    document: Id,
    record: Id,
    field: &'static Field,
}

impl Offer {
    fn value(&self) -> Option<Value> {
        let Self {
            books,
            document,
            record,
            field,
            ..
        } = self;
        books.with(|books| {
            state::suggestion(
                books,
                &self.app.programme.read_untracked(),
                document,
                record,
                field.name,
            )
        })
    }

    fn take(&self) {
        if let Some(value) = self.value() {
            let (document, record) = (self.document.clone(), self.record.clone());
            let _ = self.books.dispatch(Edit::Set {
                document,
                record,
                field: self.field.name,
                value,
            });
        }
    }
}
