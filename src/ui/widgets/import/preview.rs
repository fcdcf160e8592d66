//! A file that could be read: what it is, from whom, what it would change, and what was set aside of it.

use super::super::exported::counts;
use super::super::register_pick;
use super::super::trust::source_line;
use super::arriving::{Deciding, arriving};
use super::looked::Looked;
use crate::domain::Choose as _;
use crate::state::{App, Effect, Preview};
use crate::ui::element::el;
use crate::ui::topics::{self, BookKind};
use crate::ui::view::{alarm_of, all, button, link, live, live_if, maybe, nothing, p, run};
use crate::ui::words::moment;
use leptos::prelude::*;
use std::rc::Rc;

/// The card of a file that could be read.
pub(super) fn readable(app: App, looked: &Looked, file_name: &str, preview: &Preview) -> AnyView {
    let envelope = &preview.bundle.envelope;
    let facts = format!(
        "{}，{}第{}版，{}导出",
        envelope.kind.label(),
        envelope.created_by.unit,
        envelope.revision,
        moment(&envelope.created_at)
    );
    let actionable = !matches!(preview.effect, Effect::Nothing(_) | Effect::PickRegister(_));
    let act = {
        let looked = looked.clone();
        move |class: &'static str, words: &str, back: bool| {
            let looked = looked.clone();
            button(class, words, move || {
                let looked = looked.clone();
                run(async move { looked.act(app, back).await });
            })
        }
    };
    let asked = looked.clone();
    let decision = live(move || {
        let fate = asked.fate.read();
        let open = asked.open_questions();
        if fate.accepted {
            return el("p")
                .class("accepted")
                .child(el("strong").child("✓ 已接收"))
                .child("，已写入存储。")
                .child(link("", "#/", "看首页"))
                .child(" ")
                .child(maybe(fate.way_back.as_ref(), |_| {
                    act("quiet", "撤回这次接收", true)
                }))
                .view();
        }
        match (actionable, open) {
            _ if asked.asks() => nothing(),
            (true, 0) => act("primary", "接收", false),
            (true, open) => p("hint", format!("还有 {open} 处要先决定以哪边为准，才能接收。")),
            (false, _) => nothing(),
        }
    });
    let fate = looked.fate;
    // Nobody says who sends a backup: it is one's own.
    let source = if matches!(preview.effect, Effect::NewWorkspace { .. }) {
        nothing()
    } else {
        let (allowed, allow) = (
            move || fate.read().allowed,
            // What is decided about the key ends the exception.
            move |allows| fate.update(|fate| fate.allowed = allows),
        );
        source_line(app, looked.open, &preview.source, allowed, allow)
    };
    el("section")
        .class("panel")
        .attr("data-import-state", "readable")
        .child(el("h3").child(file_name.to_owned()))
        .child(el("p").child(facts))
        .child(el("p").child(counts(&preview.counts)))
        .child(
            el("p")
                .class("digest")
                .child("校验码 ")
                .child(envelope.digest.clone())
                .child(" ✓ 相符"),
        )
        .child(source)
        .child(maybe(preview.report, checked))
        .child(set_aside(preview))
        .child(described(looked, preview))
        .child(alarm_of(move || fate.read().failed.clone()))
        .child(decision)
        .view()
}

/// What its sender's check found in a submission, beside our own.
fn checked([sent, ours]: [(usize, usize); 2]) -> AnyView {
    let words = format!(
        "对方检查：错误 {}、提醒 {}；本机检查：错误 {}、提醒 {}。",
        sent.0, sent.1, ours.0, ours.1
    );
    let differs = if sent == ours {
        ""
    } else {
        "！两边不一致：多半是日期过了期限，或者双方网页的版本不同，以本机的检查为准。"
    };
    p("", format!("{words}{differs}"))
}

/// How many records that could not be read are listed, and how many characters of each: a file may hold thousands.
const LISTED: usize = 30;
const EXCERPT: usize = 1_000;

fn set_aside(preview: &Preview) -> AnyView {
    let in_books = preview
        .bundle
        .books
        .iter()
        .flat_map(|book| &book.as_document().head().set_aside);
    let records: Vec<_> = preview.bundle.set_aside.iter().chain(in_books).collect();
    if records.is_empty() {
        return nothing();
    }
    let summary = format!("{} 条记录读不出来，已原样放在一边，其余照收", records.len());
    let more = records.len().saturating_sub(LISTED);
    let lines = records.into_iter().take(LISTED).map(|record| {
        let known = [
            BookKind::Branch,
            BookKind::Unit,
            BookKind::Office,
            BookKind::Register,
            BookKind::Review,
        ]
        .into_iter()
        .find_map(|kind| topics::record_def(kind, &record.collection));
        let title = known.map_or(&*record.collection, |(def, _)| def.title);
        let words = format!("{title}：{}", record.reason);
        el("li")
            .child(words)
            .child(el("pre").attr("tabindex", "0").child(beginning(&record.json)))
            .view()
    });
    let lines = all(lines);
    el("details")
        .attr("open", "")
        .child(el("summary").child(summary))
        .child(el("ul").child(lines))
        .child(maybe((more > 0).then_some(more), |more| {
            p("", format!("另有 {more} 条同样放在一边，没有一一列出。"))
        }))
        .view()
}

/// As much of a long text as can be looked at.
fn beginning(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}……", &text[..end]),
        None => text.to_owned(),
    }
}

fn described(looked: &Looked, preview: &Preview) -> AnyView {
    match &preview.effect {
        Effect::Nothing(words) => {
            let words = words.clone();
            el("p")
                .child(el("strong").child("不用接收。"))
                .child(words)
                .view()
        }
        Effect::NewWorkspace { desk } => p(
            "",
            format!(
                "接收后：新建一个“{}”工作区放入全部内容。现有的工作区不变。",
                desk.label()
            ),
        ),
        Effect::PickRegister(register) => {
            let (register, source) = ((**register).clone(), preview.source.clone());
            let (asked, open) = (looked.clone(), looked.open);
            live_if(
                move || !asked.asks(),
                move || register_pick(register.clone(), source.clone(), open),
            )
        }
        Effect::Merge(arrivals) => {
            let envelope = &preview.bundle.envelope;
            let theirs = format!(
                "{}的（{}导出）",
                envelope.created_by.unit,
                moment(&envelope.created_at)
            );
            let looked = looked.clone();
            let deciding: Deciding =
                Rc::new(move |document, place, take| looked.decide(document, place, take));
            all(arrivals
                .iter()
                .map(|arrival| arriving(&deciding, arrival, &theirs)))
        }
    }
}
