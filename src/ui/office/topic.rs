//! The topics of the office's own book: cases, exemplars, acceptance.

use crate::papers::{CaseProposal, case_proposals};
use crate::state::office::received_plans;
use crate::state::{self, Edit, OpenBooks, OpenWorkspace, new_id};
use crate::ui::element::el;
use crate::ui::pages::topic;
use crate::ui::route::field_id;
use crate::ui::topics::{BookKind, OFFICE};
use crate::ui::view::{all, button, derived, link, live, nothing, p, section};
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
    let plans = derived(move || received_plans(&open));
    let proposals = derived(move || {
        books.track_all();
        let plans = plans.read();
        books.with(|own| {
            own.office
                .as_ref()
                .map_or_else(Vec::new, |office| case_proposals(&plans.0, office))
        })
    });
    let list = live(move || {
        let proposals = proposals.read();
        if proposals.is_empty() {
            return p("none", "收到的方案里没有还没收集的已销号问题。");
        }
        let kinds = proposals.chunk_by(|one, next| one.problem_type == next.problem_type);
        all(kinds.map(|kind| {
            let cases = all(kind.iter().map(|proposal| one(books, proposal)));
            let name = crate::domain::Choose::label(kind[0].problem_type);
            el("details")
                .child(el("summary").child(format!("{name}（{} 项）", kind.len())))
                .child(el("ul").class("plain").child(cases))
                .view()
        }))
    });
    section("panel", "可以收集的案例", list)
}

fn one(books: OpenBooks, proposal: &CaseProposal) -> AnyView {
    let words = format!(
        "{}：{}（{}，{}销号）",
        proposal.branch_name,
        proposal.problem,
        proposal.type_name,
        date(proposal.source_closed_on)
    );
    let proposal = proposal.clone();
    let collect = button("quiet", "收为案例", move || {
        let Some(document) = books.with(|own| own.office.as_ref().map(|office| office.id().clone())) else {
            return;
        };
        let id = new_id();
        let added = books.dispatch(Edit::Add {
            document,
            collection: "typical_cases",
            after: None,
            id: id.clone(),
            preset: proposal.preset(),
        });
        if added.is_ok() {
            state::set_hash(&format!("/office/cases?at={}", field_id(&id, "problem_type")));
        }
    });
    el("li").child(words).child(collect).view()
}
