//! 审阅: what the office says to a received plan.

use crate::state::OpenWorkspace;
use crate::ui::view::nothing;
use leptos::prelude::*;

/// The review of the plan that is being read.
pub(super) fn review_bar(_open: &OpenWorkspace, _bundle: &str) -> AnyView {
    nothing()
}
