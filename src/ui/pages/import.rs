//! 导入.

use crate::state::OpenWorkspace;
use crate::ui::view::h1;
use crate::ui::widgets::import_panel;
use leptos::prelude::*;

/// The page for files that come in.
pub(in crate::ui) fn import(open: OpenWorkspace) -> AnyView {
    view! { {h1("导入")} {import_panel(Some(open))} }.into_any()
}
