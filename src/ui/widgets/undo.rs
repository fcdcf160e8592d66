//! The way back after a removal.

use crate::state::OpenBooks;
use crate::ui::element::el;
use crate::ui::view::{button, live, maybe};
use leptos::prelude::*;

/// Says what was removed and offers to put it back.
pub(in crate::ui) fn undo_bar() -> AnyView {
    let books = expect_context::<OpenBooks>();
    let undo = books.undo_signal();
    let bar = live(move || {
        let words = undo.read().as_ref().map(|(words, _)| words.clone());
        maybe(words, |words| {
            let put_back = button("", "撤销", move || {
                let taken = undo.get_untracked();
                undo.set(None);
                if let Some((_, edit)) = taken {
                    let _ = books.dispatch(edit);
                }
            });
            let forget = button("quiet", "知道了", move || undo.set(None));
            el("p").child(words).child(put_back).child(forget).view()
        })
    });
    el("div").class("undo").attr("role", "status").child(bar).view()
}
