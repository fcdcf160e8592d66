//! 导入 at the office: the post, any number of files at once.

mod letter;
mod row;

use super::virtual_list::virtual_list;
use crate::state::office::{Fate, Inbox, Letter, Outcome, Source, office};
use crate::state::{App, Changing, Derived, OpenWorkspace, dropped_files};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{
    all, button, derived, event, h1, link, live, live_if, maybe, nothing, press, run, text, typed,
    words as words_of,
};
use crate::ui::widgets::asked_for;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys;
use letter::details;
use row::cells;
use std::rc::Rc;

/// What is shown of the post.
const FILTERS: [(&str, &str); 6] = [
    ("all", "全部"),
    ("waiting", "可以接收"),
    ("asks", "要先确认、要口令"),
    ("taken", "已接收"),
    ("trouble", "读不出、没有收成"),
    ("rest", "不用接收"),
];

/// At the end of a row's key: the file waits for its passphrase.
const SEALED: &str = "*";

/// The place of a row's file among the letters.
fn place(key: &str) -> Option<usize> {
    key.trim_end_matches(SEALED).parse().ok()
}

/// The page for files that come in.
pub(super) fn import(open: OpenWorkspace) -> AnyView {
    let app = expect_context::<App>();
    let inbox = office(&open).inbox();
    let filter = Changing::new("all".to_owned());
    let sought = Changing::new(String::new());
    let selected = Changing::new(None::<usize>);
    let kept = StoredValue::new_local(open);
    let keys = derived(move || {
        let (filter, sought) = (filter.get(), sought.get());
        let mut keys = Vec::new();
        for (at, letter) in inbox.letters().iter().enumerate() {
            if belongs(letter, &filter) && (sought.is_empty() || names(letter).contains(&sought)) {
                // What waits for its passphrase is another row once it is open.
                let mark = if matches!(letter.outcome, Outcome::Sealed(..)) {
                    SEALED
                } else {
                    ""
                };
                keys.push(format!("{at}{mark}"));
            }
        }
        keys
    });
    // Somebody may decide about a sender elsewhere, or take that back, while files wait here.
    let known = derived(move || {
        open.books.track_all();
        open.books.with(|books| books.keys.clone())
    });
    // Every file that is taken in may bring a key; whoever takes it in looks when all are in.
    let idle = derived(move || !inbox.progress().busy);
    Effect::new(move |_| {
        known.read();
        if idle.get() {
            inbox.weigh();
        }
    });
    // A file in full is built once: what was typed, decided and told in it stays, whatever else happens to the post.
    let shown = derived(move || {
        let letters = inbox.letters();
        let at = selected.get()?;
        letters.get(at).map(|letter| (at, Rc::as_ptr(letter).addr()))
    });
    let heads = ["收", "文件", "内容", "与已收的", "来源", "检查", "结果"];
    let table = live_if(
        move || !inbox.letters().is_empty(),
        move || {
            let table = virtual_list("ticks post", "收到的文件", &heads, keys, move |key| {
                let at = place(key).unwrap_or(0);
                cells(open, inbox, at, selected)
            });
            parts(vec![
                part(tools(inbox, filter, sought, keys, selected)),
                part(table),
                part(live(move || {
                    let letter = shown.get().and_then(|(at, _)| inbox.letter(at));
                    maybe(letter, |letter| details(app, kept.get_value(), inbox, letter))
                })),
            ])
        },
    );
    parts(vec![
        part(h1("导入")),
        part(way_in(inbox)),
        part(progress(inbox)),
        part(sealed(inbox)),
        part(table),
    ])
}

/// Choosing and dropping: files, folders, archives.
fn way_in(inbox: Inbox) -> AnyView {
    let dragging = Changing::new("drop".to_owned());
    let chosen = move || {
        event(move |event| {
            let input = event_target::<web_sys::HtmlInputElement>(&event);
            let files = input.files();
            let mut sources = Vec::new();
            if let Some(list) = &files {
                sources.extend((0..list.length()).filter_map(|at| list.get(at)).map(Source::File));
            }
            inbox.look(sources);
            // The same file may be chosen again after it was mended.
            input.set_value("");
        })
    };
    let dropped = event(move |event| {
        event.prevent_default();
        dragging.set("drop".into());
        let transfer = event.unchecked_into::<web_sys::DragEvent>().data_transfer();
        run(async move {
            if let Some(transfer) = transfer {
                let files = dropped_files(transfer).await;
                inbox.look(files.into_iter().map(Source::File).collect());
            }
        });
    });
    let over = event(move |event| {
        event.prevent_default();
        dragging.set("drop dragging".into());
    });
    el("div")
        .class(dragging)
        .on("dragover", over)
        .on("dragleave", press(move || dragging.set("drop".into())))
        .on("drop", dropped)
        .child(
            el("label")
                .attr("for", "import-files")
                .child("选择文件（可一次选几百个，也可以选 .zip 压缩包），或把文件、文件夹拖到这里"),
        )
        .child(
            el("input")
                .attr("type", "file")
                .attr("id", "import-files")
                .attr("multiple", "")
                .attr("accept", ".json,.zip,application/json,application/zip")
                .on("change", chosen()),
        )
        .child(el("label").attr("for", "import-folder").child("或选择整个文件夹"))
        .child(
            el("input")
                .attr("type", "file")
                .attr("id", "import-folder")
                .attr("webkitdirectory", "")
                .on("change", chosen()),
        )
        .child(
            el("p")
                .class("hint")
                .child("先看清每个文件是什么、会改动什么，再决定收不收。点“接收”之前什么都不会改动。"),
        )
        .view()
}

/// How far the work has come, and the way to stop it.
fn progress(inbox: Inbox) -> AnyView {
    let bar = live_if(
        move || inbox.progress().busy,
        move || {
            let done = text(move || inbox.progress().done.to_string());
            let total = text(move || inbox.progress().total.to_string());
            let words = words_of(move || {
                let progress = inbox.progress();
                let doing = if progress.taking {
                    "正在接收"
                } else {
                    "正在查看"
                };
                format!("{doing}：{} / {}", progress.done, progress.total)
            });
            el("p")
                .class("progress")
                .attr("data-import-progress", "")
                .attr("data-done", done)
                .attr("data-total", total)
                .child(words)
                .child(
                    el("progress")
                        .attr("aria-label", "进度")
                        .attr("max", total)
                        .attr("value", done),
                )
                .child(button("quiet", "停下", move || inbox.stop()))
                .view()
        },
    );
    let told = words_of(move || {
        let letters = inbox.letters();
        let count = |code: &str| letters.iter().filter(|letter| belongs(letter, code)).count();
        match letters.len() {
            0 => String::new(),
            all => format!(
                "共 {all} 个文件：可以接收 {}，{}已接收 {}，读不出或没有收成 {}，不用接收 {}。",
                count("waiting"),
                match count("asks") {
                    0 => String::new(),
                    asks => format!("要先确认来源或要口令 {asks}，"),
                },
                count("taken"),
                count("trouble"),
                count("rest")
            ),
        }
    });
    let count = text(move || inbox.letters().len().to_string());
    let state = text(move || {
        let state = match inbox.progress() {
            progress if progress.busy => "busy",
            progress if progress.total == 0 => "empty",
            progress if progress.taking => "done",
            _ => "looked",
        };
        state.to_owned()
    });
    parts(vec![
        part(bar),
        part(
            el("p")
                .attr("role", "status")
                .attr("data-import-state", state)
                .attr("data-import-count", count)
                .child(told),
        ),
    ])
}

/// Asks for the passphrase of files that wait for one: one passphrase for all of them, and again for those that have
/// another.
fn sealed(inbox: Inbox) -> AnyView {
    live(move || {
        let waiting = inbox.sealed();
        if waiting == 0 || inbox.progress().busy {
            return nothing();
        }
        let letters = inbox.letters();
        let refused = letters.iter().any(|letter| letter.was_refused());
        let words = if refused {
            format!("有 {waiting} 个文件这个口令打不开。请核对大小写和中英文输入法，或输入另一个口令。")
        } else {
            format!("有 {waiting} 个文件加了口令。口令相同的，输入一次就一起打开。")
        };
        el("section")
            .class("panel")
            .attr("data-import-sealed", waiting.to_string())
            .child(asked_for(words, refused, move |passphrase| {
                inbox.unlock(passphrase);
            }))
            .view()
    })
}

/// Filter, search, and what is done with all of them.
fn tools(
    inbox: Inbox,
    filter: Changing<String>,
    sought: Changing<String>,
    keys: Derived<Vec<String>>,
    selected: Changing<Option<usize>>,
) -> AnyView {
    let options = all(FILTERS
        .iter()
        .map(|(code, words)| el("option").attr("value", *code).child(*words).view()));
    let idle = move || !inbox.progress().busy;
    let take = live(move || {
        let waiting = inbox
            .letters()
            .iter()
            .filter(|l| l.waits() && l.chosen.get())
            .count();
        if !idle() || waiting == 0 {
            return nothing();
        }
        button(
            "primary",
            format!("全部接收（{waiting} 个文件）"),
            move || inbox.take(),
        )
    });
    let undo = live(move || {
        let taken = inbox.letters().iter().filter(|l| l.is_taken()).count();
        if !idle() || taken == 0 {
            return nothing();
        }
        let words = format!("撤回本次接收（{taken} 个文件）");
        parts(vec![
            part(button("quiet", words, move || inbox.take_back())),
            part(link("button", "#/", "看收到的方案")),
        ])
    });
    let choose = move |chosen: bool| {
        move || {
            let letters = inbox.letters();
            for key in keys.read_untracked().iter() {
                if let Some(letter) = place(key).and_then(|at| letters.get(at)) {
                    letter.chosen.set(chosen);
                }
            }
            inbox.tell();
        }
    };
    el("div")
        .class("tools")
        .child(
            el("label").child("显示").child(
                el("select")
                    .prop("value", filter)
                    .on("change", typed(move |code| filter.set(code)))
                    .child(options),
            ),
        )
        .child(
            el("label").child("查找").child(
                el("input")
                    .attr("type", "search")
                    .prop("value", sought)
                    .on("input", typed(move |words| sought.set(words.trim().to_owned()))),
            ),
        )
        .child(button("quiet", "全选", choose(true)))
        .child(button("quiet", "全不选", choose(false)))
        .child(live_if(idle, move || {
            button("quiet", "清空列表", move || {
                selected.set(None);
                inbox.clear();
            })
        }))
        .child(take)
        .child(undo)
        .view()
}

/// Whether a file belongs to what is shown.
fn belongs(letter: &Letter, filter: &str) -> bool {
    let of = match (&letter.outcome, letter.fate()) {
        (_, Fate::Taken | Fate::Stays(_)) => "taken",
        (_, Fate::Failed(_)) | (Outcome::Unreadable(..), _) => "trouble",
        (Outcome::Sealed(..), _) => "asks",
        (Outcome::Submission(_), _) if letter.is_here() => "rest",
        (Outcome::Submission(_), _) if letter.asks() => "asks",
        (Outcome::Other(incoming), _) if incoming.outcome.is_err() => "trouble",
        (Outcome::Submission(_) | Outcome::Other(_), _) => "waiting",
        _ => "rest",
    };
    filter == "all" || filter == of
}

/// What a file is found by.
fn names(letter: &Letter) -> String {
    match &letter.outcome {
        Outcome::Submission(submission) => format!("{} {}", letter.name, submission.summary.unit.name),
        _ => letter.name.clone(),
    }
}
