//! The topics of the office's own book: cases, exemplars, acceptance.

use super::problems::ways_to_choose;
use crate::state::OpenWorkspace;
use crate::state::office::office;
use crate::ui::element::el;
use crate::ui::pages::topic;
use crate::ui::topics::{BookKind, OFFICE};
use crate::ui::view::{all, link, nothing, section};
use leptos::prelude::*;

/// A topic of the office's book; the one of cases with what can be collected above it.
pub(super) fn office_topic(open: &OpenWorkspace, slug: &str) -> AnyView {
    let above = if slug == "cases" {
        ways_to_choose(office(open))
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
