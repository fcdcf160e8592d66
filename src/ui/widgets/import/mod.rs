//! Files in: choose or drop, look, then accept.

mod arriving;
mod looked;
mod preview;

pub(in crate::ui) use arriving::{Deciding, arriving, change_words};

use super::passphrase::asked_for;
use crate::state::{App, Changing, Incoming, OpenWorkspace, inspect};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{button, event, live, maybe, nothing, press, rows, run};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys;
use looked::Looked;
use preview::readable;

/// The way in for files, with a preview of what each would change. Without an open workspace only backups have
/// somewhere to go.
pub(in crate::ui) fn import_panel(open: Option<OpenWorkspace>) -> AnyView {
    let app = expect_context::<App>();
    let incoming = Changing::new(Vec::<Looked>::new());
    let dragging = Changing::new("drop".to_owned());
    // Passphrases that opened a file: the next may have the same.
    let known = Changing::new(Vec::<String>::new());
    // What is kept of a file lives as long as this panel.
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let look = move |files: Option<web_sys::FileList>| {
        let mut chosen = Vec::new();
        if let Some(list) = &files {
            chosen.extend((0..list.length()).filter_map(|at| list.get(at)));
        }
        run(async move {
            for file in chosen {
                let looked = inspect(app, open.as_ref(), file, &known.get_untracked()).await;
                let looked =
                    owner.try_with_value(|owner| owner.with(|| Looked::new(looked, open, known, incoming)));
                if let Some(looked) = looked {
                    incoming.update(|all| all.push(looked));
                }
            }
        });
    };
    let chosen = event(move |event| {
        let input = event_target::<web_sys::HtmlInputElement>(&event);
        look(input.files());
        // The same file may be chosen again after it was mended.
        input.set_value("");
    });
    let dropped = event(move |event| {
        event.prevent_default();
        dragging.set("drop".into());
        look(
            event
                .unchecked_into::<web_sys::DragEvent>()
                .data_transfer()
                .and_then(|transfer| transfer.files()),
        );
    });
    let files = rows(
        move || {
            let looked = 0..incoming.read().len();
            looked.rev().map(|at| at.to_string()).collect()
        },
        move |at| {
            let looked = at
                .parse()
                .ok()
                .and_then(|at: usize| incoming.read_untracked().get(at).cloned());
            maybe(looked, |looked| incoming_file(app, looked))
        },
    );
    let take_all = live(move || {
        let mut waiting = incoming.get();
        waiting.retain(Looked::waits);
        if waiting.len() < 2 {
            return nothing();
        }
        let words = format!("全部接收（{} 个文件）", waiting.len());
        button("primary", words, move || {
            let all = waiting.clone();
            run(async move {
                for looked in &all {
                    looked.act(app, false).await;
                }
            });
        })
    });
    parts(vec![
        part(
            el("div")
                .class(dragging)
                .on(
                    "dragover",
                    event(move |event| {
                        event.prevent_default();
                        dragging.set("drop dragging".into());
                    }),
                )
                .on("dragleave", press(move || dragging.set("drop".into())))
                .on("drop", dropped)
                .child(
                    el("label")
                        .attr("for", "import-files")
                        .child("选择文件（可一次选多个），或把文件拖到这里"),
                )
                .child(
                    el("input")
                        .attr("type", "file")
                        .attr("id", "import-files")
                        .attr("multiple", "")
                        .attr("accept", ".json,application/json")
                        .on("change", chosen),
                )
                .child(
                    el("p").class("hint").child(
                        "先看清每个文件是什么、会改动什么，再决定收不收。点“接收”之前什么都不会改动。",
                    ),
                ),
        ),
        part(take_all),
        part(el("div").class("incoming").attr("role", "status").child(files)),
    ])
}

/// A file that was looked at by itself. `told` hears when it is accepted, and when that is taken back.
pub(in crate::ui) fn incoming_card(
    app: App,
    incoming: Incoming,
    open: OpenWorkspace,
    told: impl Fn(bool) + 'static,
) -> AnyView {
    let (known, all) = (Changing::new(Vec::new()), Changing::new(Vec::new()));
    let looked = Looked::new(incoming, Some(open), known, all);
    let fate = looked.fate;
    Effect::new(move |before: Option<bool>| {
        let accepted = fate.read().accepted;
        if before.is_some_and(|before| before != accepted) {
            told(accepted);
        }
        accepted
    });
    incoming_file(app, looked)
}

fn incoming_file(app: App, looked: Looked) -> AnyView {
    live(move || {
        let incoming = looked.incoming.get();
        looked_at(app, &looked, &incoming)
    })
}

fn looked_at(app: App, looked: &Looked, incoming: &Incoming) -> AnyView {
    match &incoming.outcome {
        Err((code, words)) if incoming.sealed.is_some() => {
            let looked = looked.clone();
            let unlock = move |passphrase| run(looked.clone().unlock(app, passphrase));
            el("section")
                .class("panel")
                .attr("data-import-state", "sealed")
                .attr("data-import-error", *code)
                .child(el("h3").child(incoming.file_name.clone()))
                .child(asked_for(words.clone(), *code != "sealed", unlock))
                .view()
        }
        Err((code, words)) => el("section")
            .class("panel failed")
            .attr("data-import-state", "unreadable")
            .attr("data-import-error", *code)
            .child(el("h3").child(incoming.file_name.clone()))
            .child(
                el("p")
                    .child(el("strong").child("✕ 不能导入。"))
                    .child(words.clone()),
            )
            .view(),
        Ok(preview) => readable(app, looked, &incoming.file_name, preview),
    }
}
