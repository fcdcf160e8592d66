//! 导入.

use crate::state::OpenWorkspace;
use crate::ui::widgets::ImportPanel;
use leptos::prelude::*;

/// The page for files that come in.
#[component]
pub(in crate::ui) fn Import(
    /// The open workspace.
    open: OpenWorkspace,
) -> AnyView {
    view! {
        <h1>"导入"</h1>
        <ImportPanel open=Some(open)/>
    }
    .into_any()
}
