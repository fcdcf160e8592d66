//! The topics of the office's own book: cases, exemplars, acceptance.

use super::topic;
use crate::domain::Id;
use crate::papers::{CaseProposal, case_proposals};
use crate::state::{self, Edit, OpenBooks, OpenWorkspace, new_id, received_plans};
use crate::ui::element::{el, part, parts};
use crate::ui::route::{block_id, field_id, record_id};
use crate::ui::topics::{self, BookKind, OFFICE};
use crate::ui::view::{all, button, derived, link, live, nothing, p, rows, section};
use crate::ui::widgets::record_form;
use crate::ui::words::date;
use leptos::prelude::*;

/// A topic of the office's book; the one of cases with what can be collected above it.
pub(in crate::ui) fn office_topic(open: &OpenWorkspace, slug: &str) -> AnyView {
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

/// Every acceptance that was written, under its branch's name. One begins at the form of a received branch.
pub(super) fn acceptances(document: &Id) -> AnyView {
    const COLLECTION: &str = "acceptances";
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
