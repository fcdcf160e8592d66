//! 依据: the clause behind a field or a finding, on demand.

use crate::notice;
use leptos::prelude::*;

/// The clause's own words, folded away until somebody asks.
#[component]
pub(in crate::ui) fn Basis(
    /// The clause's id; nothing is shown for an unknown or empty one.
    clause: &'static str,
) -> AnyView {
    let Some(clause) = notice::clause(clause) else { return ().into_any() };
    view! {
        <details class="basis">
            <summary>"依据"</summary>
            <p>
                <q>{clause.words}</q>
                <cite>{format!("（华教发[2012]12号，{}）", clause.id)}</cite>
            </p>
        </details>
    }
    .into_any()
}
