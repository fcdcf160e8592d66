//! 导入.

use crate::state::OpenWorkspace;
use crate::ui::element::{part, parts};
use crate::ui::view::h1;
use crate::ui::widgets::import_panel;
use leptos::prelude::*;

/// The page for files that come in.
pub(in crate::ui) fn import(open: OpenWorkspace) -> AnyView {
    parts(vec![part(h1("导入")), part(import_panel(Some(open)))])
}
