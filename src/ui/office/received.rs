//! A received plan, read at the office.

use super::changes::changes;
use super::review::{review_bar, reviewing};
use crate::state::office::{Reading, read_received};
use crate::state::{self, App, OpenBooks, OpenWorkspace};
use crate::ui::element::{el, part, parts};
use crate::ui::pages::{check, forms, home, paper, topic};
use crate::ui::route::{At, Links, Place};
use crate::ui::topics::BookKind;
use crate::ui::view::{h1, link, live, maybe, nothing, p};
use leptos::prelude::*;

/// A received plan, to be read: the same pages as at the unit's desk, with nothing to change but what the office says to
/// it.
pub(super) fn received(open: &OpenWorkspace, id: String, place: Place) -> AnyView {
    let app = expect_context::<App>();
    let reading = read_received(app, open, &id);
    let open = *open;
    let at = use_context::<At>();
    let waited = StoredValue::new(false);
    live(move || match reading.get() {
        Reading::Opening => {
            waited.set_value(true);
            p("", "正在打开……")
        }
        Reading::NotThere => no_file("这份方案不在这个工作区里。".into()),
        Reading::Failed(words) => no_file(words),
        Reading::Open(books) => {
            // Who was led to a field came before the page did.
            if let (true, Some(At(at))) = (waited.get_value(), at)
                && let Some(at) = at.get_untracked()
            {
                state::focus_soon(at);
            }
            plan(&open, books, id.clone(), place.clone())
        }
    })
}

fn no_file(words: String) -> AnyView {
    let back = link("", "#/", "回到收到的方案");
    parts(vec![
        part(h1("没有这份文件")),
        part(el("p").child(words).child(back)),
    ])
}

fn plan(open: &OpenWorkspace, books: OpenBooks, id: String, place: Place) -> AnyView {
    provide_context(books);
    let links = Links(Some(id.clone()));
    provide_context(links.clone());
    let reviewing = reviewing(open, books, &id);
    if let Some(reviewing) = &reviewing {
        provide_context(reviewing.clone());
    }
    let bar = maybe(reviewing.as_ref(), |reviewing| review_bar(reviewing, &place));
    let (own, at) = (open.books, use_context::<At>());
    let (home_of, check_of) = (links.home(), links.check());
    // A remark in the bar leads to a place on the very page: what is folded there unfolds when it is made.
    let page = live(move || {
        if let Some(At(at)) = at {
            at.read();
        }
        match place.clone() {
            Place::Office(slug) if slug == "changes" => maybe(reviewing.as_ref(), changes),
            Place::Unit(slug) => topic(BookKind::Unit, None, &slug, nothing()),
            Place::Branch(id, slug) => topic(BookKind::Branch, Some(id), &slug, nothing()),
            Place::Print(id, shown) => paper(id, shown, Some(own)),
            Place::Check => check(),
            _ => parts(vec![part(home(None)), part(forms(books, &links))]),
        }
    });
    let name = books.with(|books| {
        books
            .unit
            .as_ref()
            .map(|unit| unit.profile.name.clone())
            .unwrap_or_default()
    });
    parts(vec![
        part(
            el("nav")
                .class("crumbs reading")
                .attr("aria-label", "正在查看")
                .child(link("", "#/", "← 收到的方案"))
                .child(el("strong").child(format!("{name}（只读）")))
                .child(link("", home_of, "内容"))
                .child(link("", check_of, "检查结果")),
        ),
        part(bar),
        part(page),
    ])
}
