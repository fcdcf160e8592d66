//! Whether what is on the screen is on the disk, always in sight.

use crate::state::{App, OpenWorkspace, SaveState, export_backup};
use leptos::prelude::*;

/// The save state, and the way out when saving fails.
#[component]
pub(in crate::ui) fn SaveStateLine(
    /// The open workspace.
    open: OpenWorkspace,
) -> AnyView {
    let app = expect_context::<App>();
    let Some(state) = open.books.save_state() else { return ().into_any() };
    let code = {
        let state = state.clone();
        move || state.read().code()
    };
    let backup = move |_| {
        let open = open.clone();
        leptos::task::spawn_local(async move {
            // The words of a second failure would hide those of the first.
            let _ = export_backup(app, &open).await;
        });
    };
    let words = move || match state.get() {
        SaveState::Saved => view! { <span>"✓ 已保存"</span> }.into_any(),
        SaveState::Saving => view! { <span>"… 正在保存"</span> }.into_any(),
        SaveState::Failed(words) => view! {
            <span>"✕ 没有存上。" {words}</span>
            <button type="button" on:click=backup.clone()>"导出备份文件"</button>
        }
        .into_any(),
    };
    view! { <div class="save-state" role="status" data-save-state=code>{words}</div> }.into_any()
}
