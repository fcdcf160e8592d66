//! The topics of the office's own book: cases, exemplars, acceptance.

use crate::county::{ItemFilter, ItemState};
use crate::domain::{Choose as _, ProblemType, Record, TypicalCase};
use crate::state::office::office;
use crate::state::{self, Edit, OpenBooks, OpenWorkspace, new_id};
use crate::ui::element::el;
use crate::ui::pages::topic;
use crate::ui::route::field_id;
use crate::ui::topics::{BookKind, OFFICE};
use crate::ui::view::{all, button, link, live, nothing, p, section};
use crate::ui::words::date;
use leptos::prelude::*;

/// A topic of the office's book; the one of cases with what can be collected above it.
pub(super) fn office_topic(open: &OpenWorkspace, slug: &str) -> AnyView {
    let above = if slug == "cases" {
        collectable(open.clone())
    } else {
        nothing()
    };
    topic(BookKind::Office, None, slug, above)
}

/// The ways to the office's topics.
pub(super) fn office_topics() -> AnyView {
    let topics = all(OFFICE.iter().map(|topic| {
        el("li")
            .class("task")
            .child(link("", format!("#/office/{}", topic.slug), topic.title))
            .child(el("span").class("purpose").child(topic.purpose))
            .view()
    }));
    section(
        "tasks",
        "办公室的工作",
        el("ul").class("task-list").child(topics).view(),
    )
}

/// Solved problems of the received plans that are not cases yet, by type; one press makes a case of one.
fn collectable(open: OpenWorkspace) -> AnyView {
    let books = open.books;
    let closed = ItemFilter::default().standing(Some(ItemState::Closed));
    let list = live(move || {
        office(&open).county(|county| {
            let mut proposals: Vec<TypicalCase> = Vec::new();
            for row in county.rows(&closed) {
                if !row.is_cased {
                    proposals.extend(row.case());
                }
            }
            if proposals.is_empty() {
                return p("none", "收到的方案里没有还没收集的已销号问题。");
            }
            all(ProblemType::VALUES.iter().map(|kind| {
                let of_kind: Vec<_> = proposals
                    .iter()
                    .filter(|case| case.problem_type == Some(*kind))
                    .collect();
                if of_kind.is_empty() {
                    return nothing();
                }
                let summary = format!("{}（{} 项）", kind.label(), of_kind.len());
                let cases = all(of_kind.into_iter().map(|case| one(books, case)));
                el("details")
                    .child(el("summary").child(summary))
                    .child(el("ul").class("plain").child(cases))
                    .view()
            }))
        })
    });
    section("panel", "可以收集的案例", list)
}

fn one(books: OpenBooks, case: &TypicalCase) -> AnyView {
    let words = format!(
        "{}：{}（{}销号）",
        case.branch_name,
        case.problem,
        case.source_closed_on.map(date).unwrap_or_default()
    );
    let case = case.clone();
    let collect = button("quiet", "收为案例", move || {
        let Some(document) = books.with(|own| own.office.as_ref().map(|office| office.id().clone())) else {
            return;
        };
        let id = new_id();
        let record: &dyn Record = &case;
        let fields = record.def().fields.iter();
        let preset = fields.filter_map(|field| Some((field.name, record.get(field.name)?)));
        let added = books.dispatch(Edit::Add {
            document,
            collection: "typical_cases",
            after: None,
            id: id.clone(),
            preset: preset.collect(),
        });
        if added.is_ok() {
            state::set_hash(&format!("/office/cases?at={}", field_id(&id, "problem_type")));
        }
    });
    el("li").child(words).child(collect).view()
}
