//! The way back after a removal.

use crate::state::OpenBooks;
use leptos::prelude::*;

/// Says what was removed and offers to put it back.
#[component]
pub(in crate::ui) fn UndoBar() -> AnyView {
    let books = expect_context::<OpenBooks>();
    let undo = books.undo_signal();
    let shown = undo.clone();
    let bar = move || {
        let undo = undo.clone();
        shown.read().as_ref().map(|(words, _)| {
            let words = words.clone();
            let forget = undo.clone();
            let put_back = move |_| {
                if let Some((_, edit)) = undo.try_update(Option::take).flatten() {
                    let _ = books.dispatch(edit);
                }
            };
            view! {
                <p>
                    {words}
                    <button type="button" on:click=put_back>"撤销"</button>
                    <button type="button" class="quiet" on:click=move |_| forget.set(None)>"知道了"</button>
                </p>
            }
        })
    };
    view! { <div class="undo" role="status">{bar}</div> }.into_any()
}
