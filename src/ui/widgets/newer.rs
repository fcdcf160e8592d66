//! A newer build of the page is ready: said, and taken when a person says so.

use crate::state::{App, Changing, on_newer_version};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{alarm, button, live_if, run};
use leptos::prelude::*;

/// The bar that says so; nothing while there is none.
pub(in crate::ui) fn newer_bar(app: App) -> AnyView {
    let newer = Changing::new(false);
    on_newer_version(move || newer.try_set(true));
    let bar = live_if(
        move || newer.get(),
        move || {
            let failed = Changing::new(None::<String>);
            let take = button("", "换用新版本", move || {
                run(async move {
                    failed.try_set(app.take_newer_version().await.err().map(|error| error.words()));
                });
            });
            parts(vec![
                part(
                    el("p")
                        .class("banner")
                        .child(el("strong").child("有新版本。"))
                        .child("可以接着用现在的版本；换用时先把填写的内容存好，再重新打开本页，账本不变。")
                        .child(take),
                ),
                part(alarm(failed)),
            ])
        },
    );
    el("div").class("newer").attr("role", "status").child(bar).view()
}
