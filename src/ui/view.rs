//! The few shapes that pages are made of, each compiled once.
//!
//! Leptos builds code anew for every closure that a view contains. Here a closure is boxed before the view sees it,
//! so that a page costs little more than its words: the whole page has to travel over a school's line.

use super::element::{Handler, el};
use crate::domain::shown;
pub(super) use crate::state::{Changing, Derived, derived, run};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys;
use std::sync::Arc;

/// A part of the page that follows its signals.
pub(super) fn live(part: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    #[inline(never)]
    fn follow(part: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
        (move || part()).into_any()
    }
    follow(Box::new(part))
}

/// A part of the page that is there while its condition holds.
pub(super) fn live_if(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    part: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    #[inline(never)]
    fn follow(condition: Derived<bool>, part: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
        live(move || if condition.get() { part() } else { nothing() })
    }
    follow(truth(condition), Box::new(part))
}

/// Words that follow their signals.
pub(super) fn words(text: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    #[inline(never)]
    fn follow(text: Box<dyn Fn() -> String + Send + Sync>) -> AnyView {
        (move || shown(text())).into_any()
    }
    follow(Box::new(text))
}

/// No part at all.
pub(super) fn nothing() -> AnyView {
    ().into_any()
}

/// A part that is there or not, for good.
pub(super) fn maybe<T>(thing: Option<T>, part: impl FnOnce(T) -> AnyView) -> AnyView {
    thing.map_or_else(nothing, part)
}

/// Parts one after the other.
pub(super) fn all(parts: impl Iterator<Item = AnyView>) -> AnyView {
    parts.collect::<Vec<_>>().into_any()
}

/// An attribute's text that follows its signals.
pub(super) fn text(text: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    #[inline(never)]
    fn follow(text: Box<dyn Fn() -> String + Send + Sync>) -> Signal<String> {
        Signal::derive(text)
    }
    follow(Box::new(text))
}

/// An attribute that is there or not.
pub(super) fn optional(
    text: impl Fn() -> Option<&'static str> + Send + Sync + 'static,
) -> Signal<Option<&'static str>> {
    #[inline(never)]
    fn follow(text: Box<dyn Fn() -> Option<&'static str> + Send + Sync>) -> Signal<Option<&'static str>> {
        Signal::derive(text)
    }
    follow(Box::new(text))
}

/// A yes or no that follows its signals and tells only when it changes.
pub(super) fn truth(condition: impl Fn() -> bool + Send + Sync + 'static) -> Derived<bool> {
    derived(condition)
}

/// A list that keeps the rows it has: each key's row is made once.
pub(super) fn rows(
    keys: impl Fn() -> Vec<String> + Send + Sync + 'static,
    row: impl Fn(String) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    type Keys = Box<dyn Fn() -> Vec<String> + Send + Sync>;
    type Row = Arc<dyn Fn(String) -> AnyView + Send + Sync>;
    #[inline(never)]
    fn follow(keys: Keys, row: Row) -> AnyView {
        view! { <For each=move || keys() key=Clone::clone children=move |key: String| row(key)/> }.into_any()
    }
    follow(Box::new(keys), Arc::new(row))
}

/// What a press does.
pub(super) fn press(act: impl FnMut() + 'static) -> Handler {
    let mut act = act;
    Box::new(move |_| act())
}

/// What an event does that has something to tell.
pub(super) fn event(act: impl FnMut(web_sys::Event) + 'static) -> Handler {
    Box::new(act)
}

/// What a control's new text does.
pub(super) fn typed(act: impl FnMut(String) + 'static) -> Handler {
    let mut act = act;
    Box::new(move |event| act(event_target_value(&event)))
}

/// What a box's tick does.
pub(super) fn ticked(act: impl FnMut(bool) + 'static) -> Handler {
    let mut act = act;
    Box::new(move |event| act(event_target_checked(&event)))
}

/// What keys do.
pub(super) fn keys(act: impl FnMut(web_sys::KeyboardEvent) + 'static) -> Handler {
    let mut act = act;
    Box::new(move |event| act(event.unchecked_into()))
}

/// A button.
pub(super) fn button(class: &'static str, label: impl Into<String>, act: impl FnMut() + 'static) -> AnyView {
    el("button")
        .attr("type", "button")
        .class(class)
        .on("click", press(act))
        .child(label.into())
        .view()
}

/// A link.
pub(super) fn link(class: &'static str, href: impl Into<String>, label: impl Into<String>) -> AnyView {
    el("a")
        .class(class)
        .attr("href", href.into())
        .child(label.into())
        .view()
}

/// A paragraph.
pub(super) fn p(class: &'static str, text: impl Into<String>) -> AnyView {
    el("p").class(class).child(text.into()).view()
}

/// A piece of a line.
pub(super) fn span(class: &'static str, text: impl Into<String>) -> AnyView {
    el("span").class(class).child(text.into()).view()
}

/// A section with its heading.
pub(super) fn section(class: &'static str, title: impl Into<String>, body: AnyView) -> AnyView {
    el("section")
        .class(class)
        .child(el("h2").child(title.into()))
        .child(body)
        .view()
}

/// A page's heading.
pub(super) fn h1(title: impl Into<String>) -> AnyView {
    el("h1").child(title.into()).view()
}

/// A state as a word in a coloured frame.
pub(super) fn tag(state: &'static str, label: impl Into<String>) -> AnyView {
    el("span")
        .class("tag")
        .attr("data-topic-state", state)
        .child(label.into())
        .view()
}

/// What went wrong, said aloud at once; nothing while all is well.
pub(super) fn alarm(words: Changing<Option<String>>) -> AnyView {
    alarm_of(move || words.get())
}

/// The same, where the words are kept elsewhere.
pub(super) fn alarm_of(words: impl Fn() -> Option<String> + Send + Sync + 'static) -> AnyView {
    live(move || {
        maybe(words(), |words| {
            el("p").class("refused").attr("role", "alert").child(words).view()
        })
    })
}

/// A table whose rows become cards on a narrow screen.
pub(super) fn table(heads: &[&'static str], body: AnyView) -> AnyView {
    let heads = all(heads
        .iter()
        .map(|head| el("th").attr("scope", "col").child(*head).view()));
    let head = el("thead").child(el("tr").child(heads));
    el("table")
        .class("cards")
        .child(head)
        .child(el("tbody").child(body))
        .view()
}

/// A row of such a table: its head, and cells under their headings.
pub(super) fn table_row(head: AnyView, cells: Vec<(&'static str, AnyView)>) -> AnyView {
    let cells = cells
        .into_iter()
        .map(|(label, cell)| el("td").attr("data-label", label).child(cell).view());
    el("tr")
        .child(el("th").attr("scope", "row").child(head))
        .child(all(cells))
        .view()
}
