//! Whether what is on the screen is on the disk, always in sight.

use crate::state::{App, Changing, OpenWorkspace, SaveState, export_backup};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{button, live, maybe, nothing, p, run, span, text};
use leptos::prelude::*;

/// The save state, and the way out when saving fails.
pub(in crate::ui) fn save_state(open: OpenWorkspace) -> AnyView {
    let app = expect_context::<App>();
    let Some(state) = open.books.save_state() else {
        return nothing();
    };
    let told = Changing::new(None::<String>);
    let code = text(move || state.read().code().to_owned());
    let words = live(move || match state.get() {
        SaveState::Saved => span("", "✓ 已保存"),
        SaveState::Saving => span("", "… 正在保存"),
        SaveState::Failed(words) => {
            let open = open;
            let backup = button("", "导出备份文件", move || {
                let open = open;
                run(async move {
                    let words = match export_backup(app, &open).await {
                        Ok(exported) => format!("✓ 备份文件“{}”已经导出。", exported.file_name),
                        Err(error) => error.words(),
                    };
                    told.try_set(Some(words));
                });
            });
            parts(vec![
                part(el("span").child("✕ 没有存上。").child(words)),
                part(backup),
                // Beside the words of the first failure, not in their place.
                part(live(move || maybe(told.get(), |words| p("", words)))),
            ])
        }
    });
    el("div")
        .class("save-state")
        .attr("role", "status")
        .attr("data-save-state", code)
        .child(words)
        .view()
}
