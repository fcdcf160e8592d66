//! What the office's pages are made of besides: figures that open to their rows, the ways between the pages of the
//! county, looking for something in all of it, and long lists page by page.

use crate::county::{Asked, ItemState, Rows};
use crate::state::{self, Changing};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{all, button, event, link, live, nothing, span, tag, typed};
use leptos::prelude::*;

/// The pages of the county, by the end of their address and name.
const COUNTY: [(&str, &str); 5] = [
    ("county", "总体"),
    ("map", "支部图"),
    ("key", "重点整顿"),
    ("duties", "日程完成"),
    ("problems", "共性问题"),
];

/// The address of one of the office's pages.
pub(super) fn href(slug: &str) -> String {
    format!("#/office/{slug}")
}

/// A figure: a way to the rows behind it, where there are any.
pub(super) fn figure(count: usize, rows: &Rows) -> AnyView {
    worded(count, count.to_string(), rows)
}

/// The same, in other words than the number alone.
pub(super) fn worded(count: usize, words: String, rows: &Rows) -> AnyView {
    if count == 0 {
        return span("figure none", words);
    }
    link("figure", href(&rows.slug()), words)
}

/// A figure with its name below it.
pub(super) fn tile(words: String, label: impl Into<String>, note: &str, rows: &Rows) -> AnyView {
    el("li")
        .child(
            el("a")
                .attr("href", href(&rows.slug()))
                .child(el("strong").child(words))
                .child(el("span").child(label.into())),
        )
        .child(span("hint", note.to_owned()))
        .view()
}

/// Tiles in a row.
pub(super) fn tiles(tiles: Vec<AnyView>) -> AnyView {
    el("ul").class("tiles").child(tiles).view()
}

/// A table of numbers: also on a narrow screen a table, for its columns are read downwards.
pub(super) fn numbers(heads: &[&'static str], body: AnyView) -> AnyView {
    let heads = all(heads
        .iter()
        .map(|head| el("th").attr("scope", "col").child(*head).view()));
    el("table")
        .class("numbers")
        .child(el("thead").child(el("tr").child(heads)))
        .child(el("tbody").child(body))
        .view()
}

/// Marks with their words: code for the style sheet, mark, word.
pub(super) fn legend(marks: &[(&'static str, &'static str, &'static str)], of: &'static str) -> AnyView {
    let marks = all(marks.iter().map(|(code, mark, word)| {
        el("li")
            .child(
                el("span")
                    .class("cell")
                    .attr(of, *code)
                    .attr("aria-hidden", "true")
                    .child(*mark),
            )
            .child(*word)
            .view()
    }));
    el("ul")
        .class("legend")
        .attr("aria-label", "图例")
        .child(marks)
        .view()
}

/// An item's state as a word with a mark.
pub(super) fn item_tag(state: ItemState) -> AnyView {
    let (look, mark) = match state {
        ItemState::Open => ("open", "○"),
        ItemState::Overdue => ("errors", "✕"),
        ItemState::Waiting => ("waiting", "◷"),
        ItemState::Closed => ("done", "✓"),
    };
    tag(look, format!("{mark} {}", state.label()))
}

/// What stands above every page of the county: the ways to the others, and the search through all of it.
pub(super) fn county_nav(here: &'static str) -> AnyView {
    let links = all(COUNTY.iter().map(|(slug, title)| {
        el("li")
            .child(
                el("a")
                    .attr("href", href(slug))
                    .attr("aria-current", (*slug == here).then_some("page"))
                    .child(*title),
            )
            .view()
    }));
    el("div")
        .class("county-nav")
        .child(
            el("nav")
                .attr("aria-label", "全县情况")
                .child(el("ul").child(links)),
        )
        .child(search_box(""))
        .view()
}

/// Looks for something among all units, branches and items.
pub(super) fn search_box(words: &str) -> AnyView {
    let sought = Changing::new(words.to_owned());
    let look = event(move |event| {
        event.prevent_default();
        let words = sought.get_untracked();
        let asked = Asked::of("search").with("words", words.trim());
        state::set_hash(&format!("/office/{}", asked.slug()));
    });
    el("form")
        .class("search")
        .attr("role", "search")
        .attr("aria-label", "全县查找")
        .on("submit", look)
        .child(
            el("label").child("在全县查找").child(
                el("input")
                    .attr("type", "search")
                    .attr("autocomplete", "off")
                    .attr("placeholder", "单位、支部、书记、问题")
                    .prop("value", sought)
                    .on("input", typed(move |words| sought.set(words))),
            ),
        )
        .child(el("button").attr("type", "submit").child("查找"))
        .view()
}

/// Looks for something among the rows of a page.
pub(super) fn sift_box(label: &'static str, sought: Changing<String>) -> AnyView {
    el("label")
        .child(label)
        .child(
            el("input")
                .attr("type", "search")
                .attr("autocomplete", "off")
                .prop("value", sought)
                .on(
                    "input",
                    typed(move |words| {
                        if sought.get_untracked() != words {
                            sought.set(words);
                        }
                    }),
                ),
        )
        .view()
}

/// The way back from the rows to the figures.
pub(super) fn back() -> AnyView {
    el("nav")
        .class("crumbs")
        .attr("aria-label", "返回")
        .child(link("", "#/office/county", "← 全县情况"))
        .child(link("", "#/", "← 收到的方案"))
        .view()
}

/// From where to where a page of a long list goes.
pub(super) fn window(page: usize, size: usize, count: usize) -> (usize, usize) {
    let page = page.min(count.saturating_sub(1) / size);
    (page * size, ((page + 1) * size).min(count))
}

/// The ways through a long list, page by page; nothing where it is short.
pub(super) fn pager(
    page: Changing<usize>,
    size: usize,
    what: &'static str,
    count: impl Fn() -> usize + Send + Sync + 'static,
) -> AnyView {
    live(move || {
        let count = count();
        if count <= size {
            return nothing();
        }
        let (from, to) = window(page.get(), size, count);
        let here = from / size;
        let step = |words: &'static str, offered: bool, to: usize| {
            if offered {
                button("quiet", words, move || page.set(to))
            } else {
                nothing()
            }
        };
        el("p")
            .class("pager")
            .child(span(
                "",
                format!("第 {}—{to} {what}，共 {count} {what}", from + 1),
            ))
            .child(parts(vec![
                part(step("‹ 上一页", here > 0, here.saturating_sub(1))),
                part(step("下一页 ›", to < count, here + 1)),
            ]))
            .view()
    })
}
