//! A received plan, read at the office.

use crate::state::{App, OpenWorkspace};
use crate::ui::element::{el, part, parts};
use crate::ui::pages::{check, forms, home, paper, topic};
use crate::ui::route::{Links, Place};
use crate::ui::topics::BookKind;
use crate::ui::view::{h1, link, nothing};
use leptos::prelude::*;

/// A received plan, to be read: the same pages as at the unit's desk, with nothing to change.
pub(super) fn received(open: &OpenWorkspace, id: String, place: Place) -> AnyView {
    let app = expect_context::<App>();
    let Some(books) = open.read_received(&id, app) else {
        let back = link("", "#/", "回到收到的方案");
        return parts(vec![
            part(h1("没有这份文件")),
            part(el("p").child("这份方案不在这个工作区里。").child(back)),
        ]);
    };
    provide_context(books);
    let links = Links(Some(id));
    provide_context(links.clone());
    let page = match place {
        Place::Unit(slug) => topic(BookKind::Unit, None, &slug, nothing()),
        Place::Branch(id, slug) => topic(BookKind::Branch, Some(id), &slug, nothing()),
        Place::Print(id, shown) => paper(id, shown, Some(open.books)),
        Place::Check => check(),
        _ => parts(vec![part(home(false)), part(forms(books, &links))]),
    };
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
                .child(link("", links.home(), "内容"))
                .child(link("", links.check(), "检查结果")),
        ),
        part(page),
    ])
}
