//! One field: label, hint, control, what the program can fill in, findings, and the clause behind it.

use super::{Basis, Control, FindingList};
use crate::domain::{Field, Id, Kind, Shape};
use crate::notice::Programme;
use crate::rules::Severity;
use crate::state::{self, Edit, OpenBooks, RecordFindings};
use crate::ui::route::field_id;
use crate::ui::words;
use leptos::prelude::*;

/// A field of a form.
#[component]
pub(in crate::ui) fn FieldRow(
    /// The book.
    document: Id,
    /// The record.
    record: Id,
    /// The field's declaration.
    field: &'static Field,
    /// The findings at the record.
    findings: Memo<RecordFindings>,
    /// Leaves the label to the ears and the clause to another place: for the cells of a table.
    #[prop(optional)]
    in_cell: bool,
) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let id = field_id(&record, field.name);
    let described_by = format!("{id}-note");
    let here = Memo::new(move |_| {
        let all = findings.read();
        all.iter().filter(|finding| finding.address.field == Some(field.name)).cloned().collect::<Vec<_>>()
    });
    let empty = {
        let (document, record) = (document.clone(), record.clone());
        Memo::new(move |_| {
            let is_empty = |r: &dyn crate::domain::Record| r.get(field.name).is_none_or(|v| v.is_empty());
            books.with_record(&document, &record, is_empty).unwrap_or(true)
        })
    };
    let wrong = Memo::new(move |_| here.read().iter().any(|f| f.rule.severity == Severity::Error));
    let wide = field.shape == Shape::Paragraph || matches!(field.kind, Kind::Several(_) | Kind::Refs);
    let group = matches!(field.kind, Kind::Several(_) | Kind::Refs);
    let label_id = format!("{id}-label");
    let label = if group || books.is_read_only() {
        view! { <span class="label" id=label_id>{field.label}</span> }.into_any()
    } else {
        view! { <label class="label" for=id.clone() id=label_id>{field.label}</label> }.into_any()
    };
    let hint = (!field.hint.is_empty()).then(|| view! { <p class="hint">{field.hint}</p> });
    view! {
        <div class="field" class:wide=wide class:in-cell=in_cell data-field=field.name
            data-state=move || match (wrong.get(), empty.get()) {
                (true, true) => "todo",
                (true, false) => "wrong",
                _ => "fine",
            }>
            {label}
            {(!in_cell).then_some(hint)}
            <Control document=document.clone() record=record.clone() field id
                described_by=described_by.clone() invalid=Signal::derive(move || wrong.get() && !empty.get())/>
            <Suggestion document record field/>
            <FindingList findings=here id=described_by/>
            {(!in_cell && !field.clause.is_empty()).then(|| view! { <Basis clause=field.clause/> })}
        </div>
    }
    .into_any()
}

/// What the program can fill in by itself, one click away.
#[component]
fn Suggestion(document: Id, record: Id, field: &'static Field) -> AnyView {
    const OFFERED: &[&str] = &[
        "overall_responsible",
        "responsible",
        "target_grade",
        "due",
        "chair",
        "items",
        "term",
        "leader",
        "post",
        "from",
        "applies_to",
    ];
    let books = expect_context::<OpenBooks>();
    if books.is_read_only() || field.derived || !OFFERED.contains(&field.name) {
        return ().into_any();
    }
    let programme = Programme::default();
    let offered = {
        let (document, record) = (document.clone(), record.clone());
        Memo::new(move |_| {
            books.track_all();
            books.with(|books| state::suggestion(books, &programme, &document, &record, field.name))
        })
    };
    let take = {
        let (document, record) = (document.clone(), record.clone());
        move |_| {
            let Some(value) = offered.get_untracked() else { return };
            let (document, record) = (document.clone(), record.clone());
            let _ = books.dispatch(Edit::Set { document, record, field: field.name, value });
        }
    };
    let words = move || {
        let offered = offered.read();
        offered.as_ref().map(|value| {
            let words = match field.kind {
                Kind::Refs => "全部选上".to_owned(),
                _ => books.with(|books| format!("填入“{}”", words::shown(books, &document, field, value))),
            };
            view! { <button type="button" class="suggestion" on:click=take.clone()>{words}</button> }
        })
    };
    view! { {words} }.into_any()
}
