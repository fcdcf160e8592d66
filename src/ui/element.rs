//! Elements, compiled once.
//!
//! Leptos' `view!` builds code anew for every shape of element, attribute and child. Most of what this page shows is
//! elements with texts, so they are made here from one shape: a tag, attributes by name, children. It is Leptos all
//! the same: what follows a signal follows it alone, text never becomes markup, and characters that are not seen are shown
//! as a mark.

use crate::domain::shown;
use crate::state::{Changing, Derived};
use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::ev::{Custom, on};
use leptos::html::custom;
use leptos::prelude::*;
use leptos::tachys::html::property::prop;
use leptos::web_sys;

/// What happens at an event.
pub(super) type Handler = Box<dyn FnMut(web_sys::Event)>;

/// An element that is being put together; [`El::view`] finishes it. Boxed, because it is handed on at every step.
pub(super) struct El(Box<Inner>);

struct Inner {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// Begins an element.
#[inline(never)]
pub(super) fn el(tag: &'static str) -> El {
    El(Box::new(Inner {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

/// What an attribute can hold: fixed text, text that is there or not, and both of them following a signal.
pub(super) trait Content {
    /// Sets an attribute to it.
    fn put_on(self, element: El, name: &'static str) -> El;
}

impl Content for &'static str {
    #[inline(never)]
    fn put_on(self, element: El, name: &'static str) -> El {
        self.to_owned().put_on(element, name)
    }
}

impl Content for String {
    #[inline(never)]
    fn put_on(self, element: El, name: &'static str) -> El {
        // An empty class or id is none; other empty attributes mean something.
        if self.is_empty() && matches!(name, "class" | "id") {
            return element;
        }
        element.put(custom_attribute(name, self).into_any_attr())
    }
}

impl Content for Option<&'static str> {
    fn put_on(self, element: El, name: &'static str) -> El {
        match self {
            Some(text) => text.put_on(element, name),
            None => element,
        }
    }
}

impl Content for Signal<String> {
    #[inline(never)]
    fn put_on(self, element: El, name: &'static str) -> El {
        element.put(custom_attribute(name, self).into_any_attr())
    }
}

impl Content for Changing<String> {
    fn put_on(self, element: El, name: &'static str) -> El {
        let text = Signal::derive(move || self.get());
        text.put_on(element, name)
    }
}

impl Content for Signal<Option<&'static str>> {
    #[inline(never)]
    fn put_on(self, element: El, name: &'static str) -> El {
        element.put(custom_attribute(name, self).into_any_attr())
    }
}

/// A property's content.
pub(super) enum Held {
    /// A control's text.
    Text(Signal<String>),
    /// A tick.
    Tick(Signal<bool>),
}

impl From<Derived<String>> for Held {
    fn from(text: Derived<String>) -> Self {
        Self::Text(Signal::derive(move || text.get()))
    }
}

impl From<Changing<String>> for Held {
    fn from(text: Changing<String>) -> Self {
        Self::Text(Signal::derive(move || text.get()))
    }
}

impl From<Signal<String>> for Held {
    fn from(text: Signal<String>) -> Self {
        Self::Text(text)
    }
}

impl From<String> for Held {
    fn from(text: String) -> Self {
        Self::Text(Signal::stored(text))
    }
}

impl From<Derived<bool>> for Held {
    fn from(tick: Derived<bool>) -> Self {
        Self::Tick(Signal::derive(move || tick.get()))
    }
}

/// What can stand in an element.
pub(super) trait Part: Sized {
    /// It, ready to stand there.
    fn part(self) -> AnyView;

    /// Puts it into an element. A method of its own, so that the commonest parts are handed on without a detour.
    fn add_to(self, element: El) -> El {
        element.add(self.part())
    }
}

impl Part for AnyView {
    fn part(self) -> AnyView {
        self
    }
}

impl Part for El {
    fn part(self) -> AnyView {
        self.view()
    }

    #[inline(never)]
    fn add_to(self, element: El) -> El {
        element.add(self.view())
    }
}

// Whatever text is shown passes here, or `words` in `view`.
impl Part for String {
    #[inline(never)]
    fn part(self) -> AnyView {
        shown(self).into_any()
    }

    #[inline(never)]
    fn add_to(self, element: El) -> El {
        element.add(self.part())
    }
}

impl Part for &'static str {
    #[inline(never)]
    fn part(self) -> AnyView {
        self.to_owned().into_any()
    }

    #[inline(never)]
    fn add_to(self, element: El) -> El {
        self.to_owned().add_to(element)
    }
}

impl Part for Vec<AnyView> {
    #[inline(never)]
    fn part(self) -> AnyView {
        self.into_any()
    }
}

/// A part of any kind, ready to stand beside others.
pub(super) fn part(part: impl Part) -> AnyView {
    part.part()
}

/// Parts one after the other.
pub(super) fn parts(parts: Vec<AnyView>) -> AnyView {
    parts.into_any()
}

impl El {
    /// Sets its classes.
    pub(super) fn class(self, names: impl Content) -> Self {
        names.put_on(self, "class")
    }

    /// Sets an attribute.
    pub(super) fn attr(self, name: &'static str, content: impl Content) -> Self {
        content.put_on(self, name)
    }

    /// Sets a property, which a person's input changes too.
    pub(super) fn prop(self, name: &'static str, content: impl Into<Held>) -> Self {
        self.hold(name, content.into())
    }

    /// Says what happens at an event.
    #[inline(never)]
    pub(super) fn on(mut self, event: &'static str, act: Handler) -> Self {
        self.0
            .attributes
            .push(on(Custom::<web_sys::Event>::new(event), act).into_any_attr());
        self
    }

    /// Puts something in, after what is there.
    pub(super) fn child(self, child: impl Part) -> Self {
        child.add_to(self)
    }

    #[inline(never)]
    fn add(mut self, child: AnyView) -> Self {
        self.0.children.push(child);
        self
    }

    #[inline(never)]
    fn hold(mut self, name: &'static str, content: Held) -> Self {
        self.0.attributes.push(match content {
            Held::Text(text) => prop(name, text).into_any_attr(),
            Held::Tick(tick) => prop(name, tick).into_any_attr(),
        });
        self
    }

    fn put(mut self, attribute: AnyAttribute) -> Self {
        self.0.attributes.push(attribute);
        self
    }

    /// The element, finished.
    #[inline(never)]
    pub(super) fn view(self) -> AnyView {
        let Inner {
            tag,
            attributes,
            children,
        } = *self.0;
        let element = custom(tag);
        if children.is_empty() {
            element.add_any_attr(attributes).into_any()
        } else {
            element.child(children).add_any_attr(attributes).into_any()
        }
    }
}
