//! 依据: the clause behind a field or a finding, on demand.

use crate::notice;
use crate::state::App;
use crate::ui::element::el;
use crate::ui::view::nothing;
use leptos::prelude::*;

/// The clause's own words, folded away until somebody asks; nothing for an unknown or empty clause.
pub(in crate::ui) fn basis(clause: &str) -> AnyView {
    let Some(clause) = notice::clause(clause) else {
        return nothing();
    };
    el("details")
        .class("basis")
        .child(el("summary").child("依据"))
        .child(
            el("p")
                .child(el("q").child(clause.words))
                .child(el("cite").child(format!(
                    "（{}，{}）",
                    expect_context::<App>().programme.read_untracked().number,
                    clause.id
                ))),
        )
        .view()
}
