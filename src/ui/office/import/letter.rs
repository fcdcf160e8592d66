//! One file of the post in full.

use super::row::{content, kinship, report};
use crate::state::office::{Fate, Inbox, Letter, Outcome, Submission};
use crate::state::{App, Changing, OpenWorkspace};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{all, derived, live, maybe, nothing, p, run, section, words};
use crate::ui::widgets::{Deciding, arriving, change_words, incoming_card, source_line};
use leptos::prelude::*;
use std::rc::Rc;

/// One file in full: what it is, what it would change, and what a person has to decide.
pub(super) fn details(app: App, open: OpenWorkspace, inbox: Inbox, letter: Rc<Letter>) -> AnyView {
    let body = match &letter.outcome {
        Outcome::Skipped => p("", "没有查看，因为中途停下了。请重新选择这个文件。"),
        Outcome::Sealed(.., words) => p("", *words),
        Outcome::Unreadable(code, words) => el("p")
            .attr("data-import-error", *code)
            .child(el("strong").child("✕ 不能导入。"))
            .child(words.clone())
            .view(),
        // The way back is the card's that took it in.
        Outcome::Other(_) if letter.fate() == Fate::Taken => p(
            "accepted",
            "✓ 已接收。要撤回的，到“备份”里退回接收之前的状态；要再看、再收的，重新选择这个文件。",
        ),
        Outcome::Other(incoming) => {
            let letter = StoredValue::new_local(Rc::clone(&letter));
            incoming_card(app, (**incoming).clone(), open, move |taken| {
                letter.with_value(|letter| letter.note_taken(taken));
                inbox.tell();
            })
        }
        Outcome::Submission(submission) => {
            let compared = compared(inbox, &letter);
            parts(vec![
                part(el("p").child(content(submission))),
                part(el("p").child(stands(inbox, &letter))),
                part(el("p").child(report(submission))),
                part(differing(submission)),
                part(from_whom(app, open, inbox, &letter)),
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

/// How it stands to what is here, which other files of the post may change.
fn stands(inbox: Inbox, letter: &Rc<Letter>) -> AnyView {
    let letter = StoredValue::new_local(Rc::clone(letter));
    words(move || {
        inbox.letters();
        letter.with_value(|letter| kinship(letter))
    })
}

/// From whom it is, and the ways to decide where that is in doubt.
fn from_whom(app: App, open: OpenWorkspace, inbox: Inbox, letter: &Rc<Letter>) -> AnyView {
    let letter = StoredValue::new_local(Rc::clone(letter));
    // Whose place it would take changes with what is taken in; what is told here stays while that does not.
    let source = derived(move || {
        inbox.letters();
        letter.with_value(|letter| match &letter.outcome {
            Outcome::Submission(submission) => Some(submission.source()),
            _ => None,
        })
    });
    let allowed = move || {
        inbox.letters();
        letter.with_value(|letter| letter.allowed.get())
    };
    let then = move |allows: bool| {
        // What is decided about the key ends the exception.
        letter.with_value(|letter| letter.allowed.set(allows));
        inbox.weigh();
    };
    live(move || {
        maybe(source.get(), |source| {
            source_line(app, Some(open), &source, allowed, then)
        })
    })
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
    let letter = StoredValue::new_local(Rc::clone(letter));
    // Other files of the unit may have changed the review meanwhile.
    let busy = derived(move || inbox.progress().busy);
    Effect::new(move |_| {
        busy.get();
        let looked = letter.get_value();
        run(async move {
            let arrivals = inbox.answers(&looked).await;
            let _ = found.try_set(Some(arrivals));
        });
    });
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
