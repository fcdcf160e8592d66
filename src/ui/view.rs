//! The few shapes that pages are made of, each compiled once.
//!
//! Leptos builds code anew for every closure that a view contains. Here a closure is boxed before the view sees it,
//! so that a page costs little more than its words: the whole page has to travel over a school's line.

use leptos::prelude::*;
use leptos::{ev, web_sys};
use std::pin::Pin;
use std::sync::Arc;

/// A part of the page that follows its signals.
pub(super) fn live(part: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
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
    fn follow(condition: Memo<bool>, part: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
        live(move || if condition.get() { part() } else { nothing() })
    }
    follow(truth(condition), Box::new(part))
}

/// Words that follow their signals.
pub(super) fn words(text: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    fn follow(text: Signal<String>) -> AnyView {
        (move || text.get()).into_any()
    }
    follow(Signal::derive(text))
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
    Signal::derive(text)
}

/// An attribute that is there or not.
pub(super) fn optional(
    text: impl Fn() -> Option<&'static str> + Send + Sync + 'static,
) -> Signal<Option<&'static str>> {
    Signal::derive(text)
}

/// A yes or no that follows its signals and tells only when it changes.
pub(super) fn truth(condition: impl Fn() -> bool + Send + Sync + 'static) -> Memo<bool> {
    fn follow(condition: Box<dyn Fn() -> bool + Send + Sync>) -> Memo<bool> {
        Memo::new(move |_| condition())
    }
    follow(Box::new(condition))
}

/// A list that keeps the rows it has: each key's row is made once.
pub(super) fn rows(
    keys: impl Fn() -> Vec<String> + Send + Sync + 'static,
    row: impl Fn(String) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    type Keys = Box<dyn Fn() -> Vec<String> + Send + Sync>;
    type Row = Arc<dyn Fn(String) -> AnyView + Send + Sync>;
    fn follow(keys: Keys, row: Row) -> AnyView {
        view! { <For each=move || keys() key=Clone::clone children=move |key: String| row(key)/> }.into_any()
    }
    follow(Box::new(keys), Arc::new(row))
}

/// What a press does.
pub(super) fn press(act: impl FnMut() + 'static) -> Box<dyn FnMut(ev::MouseEvent)> {
    let mut act = act;
    Box::new(move |_| act())
}

/// What a control's new text does.
pub(super) fn typed(act: impl FnMut(String) + 'static) -> Box<dyn FnMut(ev::Event)> {
    let mut act = act;
    Box::new(move |event| act(event_target_value(&event)))
}

/// What a box's tick does.
pub(super) fn ticked(act: impl FnMut(bool) + 'static) -> Box<dyn FnMut(ev::Event)> {
    let mut act = act;
    Box::new(move |event| act(event_target_checked(&event)))
}

/// What keys do.
pub(super) fn keys(act: impl FnMut(web_sys::KeyboardEvent) + 'static) -> Box<dyn FnMut(ev::KeyboardEvent)> {
    Box::new(act)
}

/// A button.
pub(super) fn button(class: &'static str, label: impl Into<String>, act: impl FnMut() + 'static) -> AnyView {
    fn make(class: &'static str, label: String, act: Box<dyn FnMut(ev::MouseEvent)>) -> AnyView {
        view! { <button type="button" class=class on:click=act>{label}</button> }.into_any()
    }
    make(class, label.into(), press(act))
}

/// A link.
pub(super) fn link(class: &'static str, href: impl Into<String>, label: impl Into<String>) -> AnyView {
    fn make(class: &'static str, href: String, label: String) -> AnyView {
        view! { <a class=class href=href>{label}</a> }.into_any()
    }
    make(class, href.into(), label.into())
}

/// A paragraph.
pub(super) fn p(class: &'static str, text: impl Into<String>) -> AnyView {
    fn make(class: &'static str, text: String) -> AnyView {
        view! { <p class=class>{text}</p> }.into_any()
    }
    make(class, text.into())
}

/// A piece of a line.
pub(super) fn span(class: &'static str, text: impl Into<String>) -> AnyView {
    fn make(class: &'static str, text: String) -> AnyView {
        view! { <span class=class>{text}</span> }.into_any()
    }
    make(class, text.into())
}

/// A section with its heading.
pub(super) fn section(class: &'static str, title: impl Into<String>, body: AnyView) -> AnyView {
    fn make(class: &'static str, title: String, body: AnyView) -> AnyView {
        view! { <section class=class><h2>{title}</h2>{body}</section> }.into_any()
    }
    make(class, title.into(), body)
}

/// A page's heading.
pub(super) fn h1(title: impl Into<String>) -> AnyView {
    fn make(title: String) -> AnyView {
        view! { <h1>{title}</h1> }.into_any()
    }
    make(title.into())
}

/// A state as a word in a coloured frame.
pub(super) fn tag(state: &'static str, label: impl Into<String>) -> AnyView {
    fn make(state: &'static str, label: String) -> AnyView {
        view! { <span class="tag" data-topic-state=state>{label}</span> }.into_any()
    }
    make(state, label.into())
}

/// What went wrong, said aloud at once; nothing while all is well.
pub(super) fn alarm(words: RwSignal<Option<String>>) -> AnyView {
    live(move || {
        maybe(words.get(), |words| {
            view! { <p class="refused" role="alert">{words}</p> }.into_any()
        })
    })
}

/// A table whose rows become cards on a narrow screen.
pub(super) fn table(heads: &[&'static str], body: AnyView) -> AnyView {
    let heads = all(heads
        .iter()
        .map(|head| view! { <th scope="col">{*head}</th> }.into_any()));
    view! { <table class="cards"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table> }.into_any()
}

/// A row of such a table: its head, and cells under their headings.
pub(super) fn table_row(head: AnyView, cells: Vec<(&'static str, AnyView)>) -> AnyView {
    let cells = cells
        .into_iter()
        .map(|(label, cell)| view! { <td data-label=label>{cell}</td> }.into_any());
    view! { <tr><th scope="row">{head}</th>{all(cells)}</tr> }.into_any()
}

/// Runs something that waits, behind the page.
pub(super) fn run(work: impl Future<Output = ()> + 'static) {
    fn start(work: Pin<Box<dyn Future<Output = ()>>>) {
        leptos::task::spawn_local(work);
    }
    start(Box::pin(work));
}
