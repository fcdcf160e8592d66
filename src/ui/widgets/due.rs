//! A countdown with its light.

use crate::notice::Programme;
use crate::state::{Light, countdown};
use chrono::NaiveDate;
use leptos::prelude::*;

/// Days left to a day, in words and with a light; nothing without a day.
#[component]
pub(in crate::ui) fn Due(
    /// The day, which itself still counts.
    #[prop(into)]
    due: Signal<Option<NaiveDate>>,
    /// Today.
    today: Signal<NaiveDate>,
) -> AnyView {
    let shown = Memo::new(move |_| due.get().map(|due| countdown(due, today.get(), &Programme::default())));
    let light = move || shown.with(|s| s.as_ref().map_or("none", |s| s.light.code()));
    let mark = move || {
        shown.with(|s| match s.as_ref().map(|s| s.light) {
            Some(Light::Overdue) => "●",
            Some(Light::Pressing) => "◆",
            Some(Light::Near) => "▲",
            _ => "",
        })
    };
    view! {
        <span class="due" data-light=light>
            <span aria-hidden="true">{mark}</span>
            {move || shown.with(|s| s.as_ref().map(|s| s.words.clone()).unwrap_or_default())}
        </span>
    }
    .into_any()
}
