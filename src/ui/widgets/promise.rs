//! Whether the browser keeps the books for good, and how much space there is.

use crate::state::{App, space_words};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{button, live, maybe, nothing, p, run, section};
use leptos::prelude::*;

/// The panel that says so.
pub(in crate::ui) fn promise_panel(app: App) -> AnyView {
    let keeping = app.keeping();
    run(async move { keeping.ask(false).await });
    let body = live(move || {
        maybe(keeping.promised.get(), |promised| {
            let ask = move || {
                let ask = button("quiet", "再请浏览器答应一次", move || {
                    run(async move { keeping.ask(true).await });
                });
                el("p").class("actions").child(ask).view()
            };
            let (code, words, more) = match promised.kept {
                Some(true) => (
                    "yes",
                    "✓ 浏览器答应长期保存：磁盘快满时，它不会自己清理本页的数据。您自己清除浏览器数据、重装系统，还是会清掉。",
                    nothing(),
                ),
                Some(false) => (
                    "no",
                    "浏览器还没有答应长期保存：磁盘快满时，它可能自己清理本页的数据，账本就没有了。请按时导出备份；把本页加入收藏（书签），或者安装到桌面，用上几天以后再请它答应一次，多半会答应。",
                    ask(),
                ),
                None => (
                    "absent",
                    "这个浏览器（或者这个网址）没有“长期保存”这一项：磁盘快满时，它可能自己清理本页的数据。请按时导出备份，不要让磁盘太满。",
                    nothing(),
                ),
            };
            let space = maybe(promised.space, |(used, free)| {
                let (used, free) = (space_words(used), space_words(free));
                p("", format!("本页已用 {used}，还可以用 {free}。"))
            });
            el("div")
                .attr("data-persisted", code)
                .child(parts(vec![part(p("", words)), part(more), part(space)]))
                .view()
        })
    });
    section("panel", "浏览器会不会自己清理", body)
}
