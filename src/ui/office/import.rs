//! 导入 at the office: the post, any number of files at once.

use super::virtual_list::virtual_list;
use crate::county::Relation;
use crate::state::office::{Fate, Inbox, Letter, Outcome, Source, Submission, office};
use crate::state::{App, Changing, Derived, OpenWorkspace, Preview, dropped_files};
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::view::{
    all, button, derived, event, h1, link, live, live_if, maybe, nothing, p, press, run, section, tag, text,
    ticked, typed, words as words_of,
};
use crate::ui::widgets::{
    Deciding, arriving, asked_for, change_words, incoming_card, source_line, trust_tag,
};
use crate::ui::words::moment;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys;
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
    Effect::new(move |_| {
        known.read();
        inbox.weigh();
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
                    maybe(selected.get(), |at| {
                        let letter = inbox.letters().get(at).cloned();
                        maybe(letter, |letter| details(app, kept.get_value(), inbox, letter))
                    })
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
        let taken = inbox.letters().iter().filter(|l| l.fate() == Fate::Taken).count();
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
        (Outcome::Submission(submission), _) if !submission.is_here() && letter.asks() => "asks",
        (Outcome::Submission(submission), _) if !submission.is_here() => "waiting",
        (Outcome::Other(incoming), _) if incoming.outcome.is_err() => "trouble",
        (Outcome::Other(_), _) => "waiting",
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

/// The cells of a file's row.
fn cells(open: OpenWorkspace, inbox: Inbox, at: usize, selected: Changing<Option<usize>>) -> Vec<AnyView> {
    let Some(letter) = inbox.letters().get(at).cloned() else {
        return Vec::new();
    };
    let letter = StoredValue::new_local(letter);
    let name = letter.with_value(|letter| letter.name.clone());
    let tick = live(move || {
        inbox.letters();
        let (waits, chosen, label) = letter.with_value(|letter| {
            let label = format!("接收 {}", letter.name);
            (letter.waits(), letter.chosen.get(), label)
        });
        if !waits {
            return nothing();
        }
        let tick = ticked(move |on| {
            letter.with_value(|letter| letter.chosen.set(on));
            inbox.tell();
        });
        el("input")
            .attr("type", "checkbox")
            .attr("aria-label", label)
            .prop("checked", derived(move || chosen))
            .on("change", tick)
            .view()
    });
    let [what, kin, checked] = letter.with_value(|letter| match &letter.outcome {
        Outcome::Unreadable(..) => [tag("errors", "✕ 不能导入"), nothing(), nothing()],
        Outcome::Skipped => ["没有查看（已停下）".part(), nothing(), nothing()],
        Outcome::Sealed(..) => ["加了口令".part(), nothing(), nothing()],
        Outcome::Other(incoming) => {
            let kind = match &incoming.outcome {
                Ok(Preview { bundle, .. }) => crate::domain::Choose::label(bundle.envelope.kind),
                Err(_) => "不能导入",
            };
            [kind.part(), nothing(), nothing()]
        }
        Outcome::Submission(submission) => [
            content(submission),
            kinship(submission).part(),
            report(submission),
        ],
    });
    let source = live(move || {
        inbox.letters();
        letter.with_value(|letter| match &letter.outcome {
            Outcome::Submission(_) => trust_tag(letter.trust.get()),
            Outcome::Other(incoming) => maybe(incoming.outcome.as_ref().ok(), |preview| {
                trust_tag(open.trust(&preview.source))
            }),
            _ => nothing(),
        })
    });
    let fate = live(move || {
        inbox.letters();
        letter.with_value(|letter| match (letter.fate(), &letter.outcome) {
            (Fate::Taken, _) => tag("done", "✓ 已接收"),
            (Fate::Stays(words), _) => parts(vec![part(tag("done", "✓ 已接收")), part(words)]),
            (Fate::Taking, _) => "正在接收".part(),
            (Fate::Failed(words), _) => parts(vec![part(tag("errors", "✕ 没有收成")), part(words)]),
            (_, Outcome::Unreadable(_, words)) => words.clone().part(),
            (_, Outcome::Submission(submission)) if submission.is_here() => "不用接收".part(),
            (_, Outcome::Submission(_)) if letter.asks() => "点开，先确认来源".part(),
            (_, Outcome::Submission(_)) => "等待接收".part(),
            (_, Outcome::Sealed(.., words)) => (*words).part(),
            (_, Outcome::Other(_)) => "点开处理".part(),
            _ => nothing(),
        })
    });
    let name = button("link", name, move || {
        selected.set(Some(at));
        crate::state::focus_soon("letter".into());
    });
    vec![tick, name, what, kin, source, checked, fate]
}

fn content(submission: &Submission) -> AnyView {
    let summary = &submission.summary;
    let file = &summary.file;
    let words = format!(
        "{} 第{}版，{} 个支部 {} 项，{}导出",
        summary.unit.name,
        file.revision.unwrap_or(1),
        summary.branches.len(),
        summary.items.len(),
        moment(&file.created_at)
    );
    words.part()
}

/// How a submission stands to what is here of the same unit.
fn kinship(submission: &Submission) -> String {
    let held = submission.held.as_ref();
    let revision = held.and_then(|held| held.file.revision).unwrap_or(1);
    if submission.is_here() {
        return "已经收过，内容相同".into();
    }
    match submission.relation {
        None => "新收到的单位".into(),
        Some(Relation::Counts) => format!("比已收的第{revision}版新，接收后以它为准"),
        Some(Relation::Superseded | Relation::Earlier) => {
            format!("比已收的第{revision}版旧，接收后只留底，不采用")
        }
        Some(Relation::Copy) => format!("与已收的第{revision}版内容相同"),
        Some(Relation::Fork) => format!("与已收的第{revision}版各改各的，接收后要由人确定采用哪一份"),
        Some(Relation::OtherBook | Relation::NotChosen) => "同一单位的另一本账，接收后要由人核对".into(),
    }
}

/// What its sender's check found, beside our own.
fn report(submission: &Submission) -> AnyView {
    let file = &submission.summary.file;
    let count = |count: Option<u32>| count.unwrap_or(0);
    let sent = (count(file.sent_errors), count(file.sent_warnings));
    let ours = (count(file.errors), count(file.warnings));
    let words = format!(
        "对方：错误 {}、提醒 {}；本页：错误 {}、提醒 {}",
        sent.0, sent.1, ours.0, ours.1
    );
    let differs = if sent == ours {
        nothing()
    } else {
        tag("warnings", "！不一致")
    };
    parts(vec![part(words), part(differs)])
}

/// One file in full: what it is, what it would change, and what a person has to decide.
fn details(app: App, open: OpenWorkspace, inbox: Inbox, letter: Rc<Letter>) -> AnyView {
    let body = match &letter.outcome {
        Outcome::Skipped => p("", "没有查看，因为中途停下了。请重新选择这个文件。"),
        Outcome::Sealed(.., words) => p("", *words),
        Outcome::Unreadable(code, words) => el("p")
            .attr("data-import-error", *code)
            .child(el("strong").child("✕ 不能导入。"))
            .child(words.clone())
            .view(),
        Outcome::Other(incoming) => incoming_card(app, (**incoming).clone(), Some(open)),
        Outcome::Submission(submission) => {
            let compared = compared(inbox, &letter);
            parts(vec![
                part(el("p").child(content(submission))),
                part(p("", kinship(submission))),
                part(el("p").child(report(submission))),
                part(differing(submission)),
                part(from_whom(app, open, inbox, &letter, submission)),
                part(
                    el("p")
                        .class("digest")
                        .child("校验码 ")
                        .child(submission.summary.file.digest.clone())
                        .child(" ✓ 相符"),
                ),
                part(compared),
                part(answers(inbox, &letter)),
            ])
        }
    };
    el("section")
        .class("panel")
        .attr("id", "letter")
        .attr("tabindex", "-1")
        .child(el("h2").child(letter.name.clone()))
        .child(body)
        .view()
}

/// From whom it is, and the ways to decide where that is in doubt.
fn from_whom(
    app: App,
    open: OpenWorkspace,
    inbox: Inbox,
    letter: &Rc<Letter>,
    submission: &Submission,
) -> AnyView {
    let letter = StoredValue::new_local(Rc::clone(letter));
    let allowed = move || {
        inbox.letters();
        letter.with_value(|letter| letter.allowed.get())
    };
    let then = move |allows: bool| {
        letter.with_value(|letter| letter.allowed.set(letter.allowed.get() || allows));
        inbox.weigh();
    };
    source_line(app, Some(open), &submission.source, allowed, then)
}

/// Why two checks may differ.
fn differing(submission: &Submission) -> AnyView {
    let file = &submission.summary.file;
    if (file.sent_errors, file.sent_warnings) == (file.errors, file.warnings) {
        return nothing();
    }
    p(
        "hint",
        "对方导出时的检查与本页现在的检查不一致：多半是日期过了期限，或者双方网页的版本不同。以本页的检查为准。",
    )
}

/// What changes against the version that is here.
fn compared(inbox: Inbox, letter: &Rc<Letter>) -> AnyView {
    let found = Changing::new(None::<Result<Vec<(String, Vec<String>)>, String>>);
    {
        let letter = Rc::clone(letter);
        run(async move {
            let changes = inbox.compare(&letter).await.map(|books| {
                let in_words = books
                    .into_iter()
                    .map(|(name, changes)| (name, changes.iter().map(change_words).collect::<Vec<_>>()));
                in_words.collect::<Vec<_>>()
            });
            found.try_set(Some(changes));
        });
    }
    live(move || match found.get() {
        None => p("hint", "正在与已收的版本比较……"),
        Some(Err(words)) => p("refused", words),
        Some(Ok(books)) => all(books.into_iter().map(|(name, changes)| {
            let count = changes.len();
            let lines = all(changes.into_iter().map(|words| el("li").child(words).view()));
            el("details")
                .child(el("summary").child(format!("“{name}”有 {count} 处变动")))
                .child(el("ul").child(lines))
                .view()
        })),
    })
}

/// The review that came back with it: what the unit answered, and what both sides changed.
fn answers(inbox: Inbox, letter: &Rc<Letter>) -> AnyView {
    let found = RwSignal::new_local(None);
    let looked = Rc::clone(letter);
    run(async move {
        let arrivals = inbox.answers(&looked).await;
        let _ = found.try_set(Some(arrivals));
    });
    let letter = StoredValue::new_local(Rc::clone(letter));
    live(move || {
        maybe(found.get(), |arrivals| {
            if arrivals.is_empty() {
                return nothing();
            }
            let deciding: Deciding = Rc::new(move |document, place, take| {
                letter.with_value(|letter| letter.decide(document, place, take));
            });
            let unit = letter.with_value(|letter| match &letter.outcome {
                Outcome::Submission(submission) => submission.summary.unit.name.clone(),
                _ => String::new(),
            });
            let all_of_them = all(arrivals
                .iter()
                .map(|arrival| arriving(&deciding, arrival, &format!("{unit}的"))));
            section("", "带回的审阅意见", all_of_them)
        })
    })
}
