//! Papers: what is derived from the books, on a sheet that can be printed.
//!
//! Printing is never blocked. While something stands in the way of a paper's gate, the paper is headed 草稿, on the
//! screen and in print.

mod cells;
mod form;
mod ledger;
mod poster;
mod slip;

use super::topic::no_page;
use crate::domain::{Books, Id};
use crate::papers::{self, Paper, date, month};
use crate::state::{self, App, OpenBooks};
use crate::ui::desk;
use crate::ui::element::{El, el, part, parts};
use crate::ui::route::Links;
use crate::ui::topics::BookKind;
use crate::ui::view::{all, button, link, live, live_if, nothing, p, words as words_of};
use crate::ui::widgets::{blocking, finding_pages, found};
use crate::ui::words;
use leptos::prelude::*;

/// What a paper is called, what it is, and the topic from which one comes to it.
fn about(paper: &Paper) -> (&'static str, &'static str, &'static str) {
    match paper {
        Paper::Form => (
            "党支部整改提高晋位升级情况表",
            "内容都从账本里取，要改就改账本。空白的地方打印以后手写、盖章。",
            "year-end",
        ),
        Paper::Ledger => ("打印台账", "台账的全部栏目，A4 纸横向打印。", "ledger"),
        Paper::Poster(_) => (
            "打印公示",
            "贴上墙的公示，不出现承办责任人、核验人、反馈人和电话。",
            "notices",
        ),
        Paper::Slip(_) => ("打印销号单", "一个问题一张，打印以后签名存档。", "ledger"),
    }
}

/// The page of a branch's paper. `office` is the office's own book where a received plan is read there.
pub(in crate::ui) fn paper(branch: Id, paper: Paper, office: Option<OpenBooks>) -> AnyView {
    let app = expect_context::<App>();
    let books = expect_context::<OpenBooks>();
    let links = expect_context::<Links>();
    let is_there = books.with(|books| match &paper {
        Paper::Slip(close) => papers::slip(books, &branch, close).is_some(),
        _ => books.branch(&branch).is_some(),
    });
    if !is_there {
        return no_page(&links);
    }
    let (title, what, topic) = about(&paper);
    let name = books.with(|books| words::branch_name(books, &branch));
    let in_the_way = {
        let (branch, paper) = (branch.clone(), paper.clone());
        match paper.gate() {
            Some(gate) => blocking(books, gate, move |finding| {
                books.with(|books| paper.concerns(books, &branch, finding))
            }),
            None => found(books, |_| false),
        }
    };
    let blocked = live_if(
        move || !in_the_way.read().is_empty(),
        move || {
            let heading =
                words_of(move || format!("还有 {} 处没有办好，现在打印的是草稿", in_the_way.read().len()));
            el("section")
                .class("panel failed")
                .child(el("h2").child(heading))
                .child(finding_pages(in_the_way))
                .view()
        },
    );
    let class = match &paper {
        Paper::Form => "paper form",
        Paper::Ledger => "paper wide",
        Paper::Poster(_) => "paper poster",
        Paper::Slip(_) => "paper slip",
    };
    let above = match (desk::office_desk(), office) {
        (Some(desk), Some(own)) => (desk.above_paper)(&paper, own, &branch, &name),
        _ => nothing(),
    };
    let more = if paper == Paper::Ledger {
        slips(books, &branch, &links)
    } else {
        nothing()
    };
    let hint = if paper == Paper::Form {
        form::hint()
    } else {
        nothing()
    };
    let back = links.topic(BookKind::Branch, &branch, topic);
    let sheet = live(move || {
        books.track_all();
        let draft = !in_the_way.read().is_empty();
        let today = app.today.get();
        let shown = match (&paper, office) {
            (Paper::Form, Some(office)) => {
                office.track_all();
                books
                    .with(|books| {
                        office.with(|own| {
                            papers::form(books, own.office.as_ref(), &branch, &app.programme.read(), today)
                        })
                    })
                    .map(|form| form::sheet(&form, draft))
            }
            (Paper::Form, None) => books
                .with(|books| papers::form(books, None, &branch, &app.programme.read(), today))
                .map(|form| form::sheet(&form, draft)),
            (Paper::Ledger, _) => books
                .with(|books| papers::ledger(books, &branch, today))
                .map(|ledger| ledger::sheet(&ledger)),
            (Paper::Poster(month), _) => books
                .with(|books| papers::poster(books, &branch, *month))
                .map(|poster| poster::sheet(poster, draft)),
            (Paper::Slip(close), _) => books
                .with(|books| papers::slip(books, &branch, close))
                .map(|slip| slip::sheet(&slip, draft)),
        };
        shown.unwrap_or_else(nothing)
    });
    parts(vec![
        part(
            el("nav")
                .class("crumbs")
                .attr("aria-label", "位置")
                .child(link("", back, "← 返回")),
        ),
        part(
            el("div")
                .class("screen")
                .child(
                    el("h1")
                        .child(el("span").class("caption").child(name))
                        .child(title),
                )
                .child(p("lead", what))
                .child(blocked)
                .child(el("p").child(button("primary", "打印", state::print)))
                .child(hint)
                .child(above)
                .child(more),
        ),
        // Wider than a narrow screen; it moves within its own frame, by keyboard too.
        part(
            el("div")
                .class(class)
                .attr("role", "region")
                .attr("aria-label", title)
                .attr("tabindex", "0")
                .child(sheet),
        ),
    ])
}

/// A paper's heading; 草稿 before it while it is one.
fn headed(tag: &'static str, title: &'static str, draft: bool) -> El {
    let mark = if draft {
        el("strong").class("draft").child("草稿").view()
    } else {
        nothing()
    };
    el(tag)
        .child(mark)
        .child(el("strong").class("title").child(title))
}

/// The slips of every close-out, by the item's number.
fn slips(books: OpenBooks, branch: &Id, links: &Links) -> AnyView {
    let all_slips = books.with(|books| {
        let book = books.branch(branch);
        let closes = book.into_iter().flat_map(|book| {
            let number = |id: &Id| book.items.iter().position(|item| item.id == *id);
            let closes = book.close_outs.iter();
            closes.filter_map(move |close| {
                let number = number(close.item.as_ref()?)? + 1;
                let day = close.closed_on.map(date).unwrap_or_default();
                Some((format!("第{number}项 {day}"), close.id.clone()))
            })
        });
        closes.collect::<Vec<_>>()
    });
    line(
        "销号单：",
        all_slips
            .into_iter()
            .map(|(words, id)| link("", links.paper(branch, &Paper::Slip(id)), words)),
    )
}

/// Ways to papers after a word; nothing where there are none.
fn line(word: &'static str, links: impl Iterator<Item = AnyView>) -> AnyView {
    let links: Vec<_> = links.collect();
    if links.is_empty() {
        return nothing();
    }
    el("p")
        .class("papers")
        .child(word)
        .child(all(links.into_iter()))
        .view()
}

/// The ways from a topic of a branch's book to what is printed of it.
pub(in crate::ui) fn papers_of(books: OpenBooks, branch: &Id, slug: &str) -> AnyView {
    let links = expect_context::<Links>();
    let branch = branch.clone();
    match slug {
        "year-end" => {
            let href = links.paper(&branch, &Paper::Form);
            line("打印：", std::iter::once(link("", href, "情况表")))
        }
        "ledger" => {
            let href = links.paper(&branch, &Paper::Ledger);
            line("打印：", std::iter::once(link("", href, "台账、销号单")))
        }
        "notices" => live(move || {
            books.track_all();
            let months = books.with(|books| months(books, &branch));
            let links = months.into_iter().map(|first| {
                let href = links.paper(&branch, &Paper::Poster(first));
                link("", href, format!("{}公示", month(first)))
            });
            line("打印：", links)
        }),
        _ => nothing(),
    }
}

/// The months for which a branch has a public notice.
fn months(books: &Books, branch: &Id) -> Vec<chrono::NaiveDate> {
    let notices = books
        .branch(branch)
        .into_iter()
        .flat_map(|book| &book.public_notices);
    notices.filter_map(|notice| notice.month).collect()
}

/// The ways to the form of every branch of these books.
pub(in crate::ui) fn forms(books: OpenBooks, links: &Links) -> AnyView {
    let branches = books.with(|books| {
        let branches = books.branches.iter();
        branches
            .map(|branch| (branch.id().clone(), words::branch_name(books, branch.id())))
            .collect::<Vec<_>>()
    });
    line(
        "情况表：",
        branches
            .into_iter()
            .map(|(id, name)| link("", links.paper(&id, &Paper::Form), name)),
    )
}
