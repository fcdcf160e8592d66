//! 依据: the clause behind a field or a finding, on demand.

use crate::notice::{self, Programme};
use crate::ui::view::nothing;
use leptos::prelude::*;

/// The clause's own words, folded away until somebody asks; nothing for an unknown or empty clause.
pub(in crate::ui) fn basis(clause: &str) -> AnyView {
    let Some(clause) = notice::clause(clause) else {
        return nothing();
    };
    view! {
        <details class="basis">
            <summary>"依据"</summary>
            <p>
                <q>{clause.words}</q>
                <cite>{format!("（{}，{}）", Programme::default().number, clause.id)}</cite>
            </p>
        </details>
    }
    .into_any()
}
