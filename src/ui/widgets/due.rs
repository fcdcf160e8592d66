//! A countdown with its light.

use crate::state::{App, Countdown, Derived, Light, countdown};
use crate::ui::element::el;
use crate::ui::view::{text, words};
use chrono::NaiveDate;
use leptos::prelude::*;

/// Days left to a day, which itself still counts, in words and with a light; nothing without a day.
pub(in crate::ui) fn due(due: Signal<Option<NaiveDate>>, today: Derived<NaiveDate>) -> AnyView {
    let programme = expect_context::<App>().programme;
    let counted = move || -> Option<Countdown> {
        due.get()
            .map(|due| countdown(due, today.get(), &programme.read()))
    };
    let light = text(move || {
        counted()
            .map_or("none", |counted| counted.light.code())
            .to_owned()
    });
    let mark = words(move || {
        let mark = match counted().map(|counted| counted.light) {
            Some(Light::Overdue) => "● ",
            Some(Light::Pressing) => "◆ ",
            Some(Light::Near) => "▲ ",
            _ => "",
        };
        mark.to_owned()
    });
    let left = words(move || counted().map(|counted| counted.words).unwrap_or_default());
    el("span")
        .class("due")
        .attr("data-light", light)
        .child(el("span").attr("aria-hidden", "true").child(mark))
        .child(left)
        .view()
}
