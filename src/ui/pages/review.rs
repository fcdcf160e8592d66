//! 审阅意见与回执: what the office said of what was handed in, and what it received. 审阅 is reading and commenting, not
//! approval (通-3), and nothing here says otherwise.

use super::submit::receipt;
use super::topic::no_page;
use crate::domain::{Books, Document, Id, Kind, Record, Refers, ReviewSheet};
use crate::state::OpenWorkspace;
use crate::ui::element::{el, part, parts};
use crate::ui::route::Links;
use crate::ui::view::{h1, link, live, nothing, p, section};
use crate::ui::widgets::{Shown, comments};
use crate::ui::words;
use leptos::prelude::*;

/// What the office sent back, above everything else on the first page; only that it was read, once nothing is left to
/// do.
pub(super) fn returned(open: &OpenWorkspace) -> AnyView {
    let (books, sent) = (open.books, open.sent);
    live(move || {
        if !books.has_review() {
            return nothing();
        }
        let (mut open, mut waiting) = (0, 0);
        for placed in &books.comments().read().0 {
            open += usize::from(!placed.resolved);
            waiting += usize::from(placed.waits());
        }
        let (mut told, mut back, mut read) = (Vec::new(), false, None);
        books.with(|books| {
            for review in &books.reviews {
                told.push(facts(books, &*review.verdict));
                back |= review.is_returned();
                read = review.verdict.revision;
            }
        });
        let sent = sent.read().len();
        let again = if back && read.is_some_and(|read| sent > read as usize) {
            p("accepted", format!("✓ 已重新报送第{sent}版，等办公室审阅。"))
        } else {
            link("button primary", "#/submit", "改好以后重新报送")
        };
        let more = link("", "#/review", "审阅意见与回执");
        if open == 0 && !back {
            told.push(more);
            return section("panel", "审阅", parts(told));
        }
        if open > 0 {
            let answered = open - waiting;
            told.push(p(
                "",
                format!("没有解决的意见 {open} 条：已答复 {answered} 条，待答复 {waiting} 条。点一条就到那一栏，改好，再写答复。"),
            ));
            told.push(comments(Shown::Line, |placed| !placed.resolved));
        }
        told.push(part(el("p").class("following").child(again).child(more)));
        section("panel returned", "退回给我的", parts(told))
    })
}

/// The page of everything that the office sent.
pub(in crate::ui) fn review(open: &OpenWorkspace) -> AnyView {
    let open = *open;
    live(move || {
        if !open.books.has_review() {
            return no_page(&expect_context::<Links>());
        }
        let mut shown = vec![h1("审阅意见与回执")];
        for review in open.books.with(|books| books.reviews.clone()) {
            for collection in ReviewSheet::COLLECTIONS {
                shown.push(block(&open, &review, collection.name));
            }
        }
        parts(shown)
    })
}

/// One collection of a review.
fn block(open: &OpenWorkspace, review: &ReviewSheet, collection: &'static str) -> AnyView {
    let Some(list) = <dyn Document>::list(review, collection).filter(|list| !list.is_empty()) else {
        return nothing();
    };
    let mut cards = Vec::new();
    if collection == "comments" {
        let id = review.id().clone();
        cards.push(comments(Shown::Whole, move |placed| placed.sheet == id));
    } else {
        for (at, record) in list.iter().enumerate() {
            let told = open.books.with(|books| facts(books, record));
            let mut card = el("div").class("panel").child(told);
            if let Some(received) = review.receipts.get(at).filter(|_| collection == "receipts") {
                let sent = open.sent.read();
                let mut sent = sent.iter();
                let file =
                    sent.find(|file| received.bundle.as_ref().is_some_and(|id| id.as_str() == file.id));
                card = card.child(match file {
                    Some(file) => receipt(&open.receipt_of(file)),
                    None => p("hint", "这台电脑上没有这一份的原文，不能对照。"),
                });
            }
            cards.push(card.view());
        }
    }
    section("", list.def().title, parts(cards))
}

/// What a record holds, in words.
pub(super) fn facts(books: &Books, record: &dyn Record) -> AnyView {
    let nowhere = Id::default();
    let mut told = Vec::new();
    for field in record.def().fields {
        let is_number = matches!(field.kind, Kind::Ref) && field.refers == Refers::Nothing;
        let value = record
            .get(field.name)
            .filter(|value| !is_number && !value.is_empty());
        if let Some(value) = value {
            told.push(part(el("dt").child(field.label)));
            told.push(part(
                el("dd")
                    .class("said")
                    .child(words::shown(books, &nowhere, field, &value)),
            ));
        }
    }
    el("dl").child(told).view()
}
