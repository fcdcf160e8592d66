//! A table of thousands of rows, of which only those in sight are in the document.

use crate::state::{Changing, Derived};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{all, derived, event, live, rows, text};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys;

/// The height of a row in CSS pixels; `.virtual tr` in the style sheet has it too.
const ROW: usize = 68;

/// How many rows are in the document: more than the tallest screen shows.
const WINDOW: usize = 40;

/// How many of them lie above what is in sight.
const ABOVE: usize = 10;

/// Such a table. `keys` names the rows that there are, in order; `row` makes the cells of one, once each time it comes
/// into sight. The heads that do not fit a narrow screen are left out there, with their cells, see the style sheet.
pub(super) fn virtual_list(
    class: &str,
    label: &'static str,
    heads: &[&'static str],
    keys: Derived<Vec<String>>,
    row: impl Fn(&str) -> Vec<AnyView> + Send + Sync + 'static,
) -> AnyView {
    let heads = heads.iter().map(|head| (*head).to_owned()).collect();
    virtual_table(class, label, heads, keys, row)
}

/// The same, with columns as wide as the style sheet says for `class`. A key is made of all that its row shows: what
/// changes has another key, and is shown anew.
pub(super) fn virtual_table(
    class: &str,
    label: &'static str,
    heads: Vec<String>,
    keys: Derived<Vec<String>>,
    row: impl Fn(&str) -> Vec<AnyView> + Send + Sync + 'static,
) -> AnyView {
    let top = Changing::new(0_usize);
    let scrolled = event(move |event| {
        let Some(target) = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) else {
            return;
        };
        let row = usize::try_from(target.scroll_top()).unwrap_or(0) / ROW;
        // A few rows at a time: nothing is made anew for every pixel.
        let row = row - row % 5;
        if top.get_untracked() != row {
            top.set(row);
        }
    });
    let first = derived(move || {
        let last = keys.read().len().saturating_sub(1);
        top.get().min(last).saturating_sub(ABOVE)
    });
    let shown = move || {
        let keys = keys.read();
        let end = (first.get() + WINDOW).min(keys.len());
        keys.get(first.get()..end).unwrap_or_default().to_vec()
    };
    let body = rows(shown, move |key| {
        let at = {
            let key = key.clone();
            text(move || {
                let keys = keys.read();
                // It is in sight: of tens of thousands only those around it are looked through.
                let first = first.get_untracked().min(keys.len());
                let near = keys[first..].iter().take(WINDOW).position(|known| *known == key);
                near.map_or_else(String::new, |near| (first + near + 2).to_string())
            })
        };
        el("tr")
            .attr("aria-rowindex", at)
            .child(all(row(&key)
                .into_iter()
                .map(|cell| el("td").child(el("div").child(cell)).view())))
            .view()
    });
    // An attribute and not a style: the page's policy admits none in markup. One cell, as wide as the first column: how
    // many columns there are depends on the screen.
    let space = move |height: usize| {
        el("tr")
            .attr("aria-hidden", "true")
            .class("space")
            .child(el("td").attr("height", height.to_string()))
            .view()
    };
    let below = live(move || {
        let rest = keys.read().len().saturating_sub(first.get() + WINDOW);
        space(rest * ROW)
    });
    let above = live(move || space(first.get() * ROW));
    let heads = all(heads
        .into_iter()
        .map(|head| el("th").attr("scope", "col").child(head).view()));
    let count = text(move || (keys.read().len() + 1).to_string());
    el("div")
        .class(format!("virtual {class}").trim_end().to_owned())
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", label)
        .on("scroll", scrolled)
        .child(
            el("table")
                .attr("aria-rowcount", count)
                .child(el("thead").child(el("tr").child(heads)))
                .child(el("tbody").child(parts(vec![part(above), part(body), part(below)]))),
        )
        .view()
}
