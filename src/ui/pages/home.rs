//! The task list: everything the plan needs, how far each is, and what to do now.

use super::review::returned;
use super::task_list::{TopicState, tasks};
use super::this_week::{countdowns, this_week};
use crate::domain::{Books, Id};
use crate::rules::Gate;
use crate::state::{App, Derived, Edit, OpenBooks, OpenWorkspace, Report, has_general_branch, new_id};
use crate::ui::element::{el, part, parts};
use crate::ui::route::Links;
use crate::ui::topics::{self, Page};
use crate::ui::view::{
    button, h1, link, live, live_if, maybe, nothing, p, rows, text, truth, words as words_of,
};
use crate::ui::widgets::due;
use crate::ui::words;
use leptos::prelude::*;

/// The first page of the unit's and the branch's desk, in its open workspace or without one where a plan is read; the
/// sample's says what is wrong with it on purpose.
pub(in crate::ui) fn home(open: Option<&OpenWorkspace>) -> AnyView {
    let is_sample = open.is_some_and(|open| open.meta.with_untracked(|meta| meta.sample));
    let books = expect_context::<OpenBooks>();
    let unit = books.with(|books| books.unit.as_ref().map(|unit| unit.id().clone()));
    let received = Links::are_received();
    let may_change = unit.is_some() && !books.is_read_only();
    let several = move || {
        books.track_all();
        may_change && books.with(has_general_branch)
    };
    let add = move || {
        let add = move || {
            let (id, parts) = (new_id(), std::array::from_fn(|_| new_id()));
            let _ = books.dispatch(Edit::AddBranch { id, parts });
        };
        button("add", "＋ 添加支部", add)
    };
    let both = move || {
        books.track_all();
        may_change && books.with(Books::unit_is_branch)
    };
    let may_add = move || several() || (may_change && books.branch_ids().is_empty());
    let app = expect_context::<App>();
    // The plan comes first until it is sent; at the branch's own desk, until it was due.
    let planning = truth(move || {
        if received {
            return true;
        }
        books.track_all();
        books.with(|books| match &books.unit {
            Some(unit) => unit.responsibility.submitted_on.is_none(),
            None => app.today.get() <= app.programme.read().plan_due.value,
        })
    });
    let branches = rows(
        move || books.branch_ids().iter().map(ToString::to_string).collect(),
        move |id| Id::parse(&id).map_or_else(|_| nothing(), |id| tasks(&id, true, may_change, planning)),
    );
    parts(vec![
        part(h1(if received { "方案内容" } else { "任务清单" })),
        part(live_if(
            move || is_sample && books.report().findings.iter().any(|f| f.blocks(Gate::Plan)),
            || {
                el("p")
                    .class("panel")
                    .child("示例里故意留了两处没填好的地方：")
                    .child(link("", "#/check", "看看检查怎么提醒"))
                    .child("，再照着改好、报送。")
                    .view()
            },
        )),
        part(maybe(open, returned)),
        part(now(planning)),
        part(if received { nothing() } else { this_week() }),
        part(live_if(both, || {
            p(
                "hint",
                "本单位就是一个支部，单位、支部两部分都由您填写：先填支部，再填单位。",
            )
        })),
        part(maybe(unit, |id| tasks(&id, false, false, planning))),
        part(branches),
        part(live_if(may_add, add)),
        part(countdowns()),
    ])
}

/// How many pages are done, how many there are, and the first that is not, with its state.
fn progress(books: &Books, report: &Report) -> (usize, usize, Option<(Page, TopicState)>) {
    let all = topics::work(books);
    let (mut done, mut first) = (0, None);
    for page in &all {
        match TopicState::of(report, books, &page.document, page.topic) {
            TopicState::Done => done += 1,
            state => {
                first.get_or_insert_with(|| (page.clone(), state));
            }
        }
    }
    (done, all.len(), first)
}

/// The countdown to the plan, how far it is, and the next thing to do.
fn now(planning: Derived<bool>) -> AnyView {
    let app = expect_context::<App>();
    let books = expect_context::<OpenBooks>();
    let links = expect_context::<Links>();
    let plan_due = app.programme.read_untracked().plan_due.value;
    let sent = live(move || {
        books.track_all();
        let day = books.with(|books| {
            books
                .unit
                .as_ref()
                .and_then(|unit| unit.responsibility.submitted_on)
        });
        match day {
            Some(day) => p("big", format!("已于 {} 报送", words::date(day))),
            None => el("p")
                .class("big")
                .child(format!("{}前报送方案：", words::date(plan_due)))
                .child(due(Signal::stored(Some(plan_due)), app.today))
                .view(),
        }
    });
    let counted = move || {
        let report = books.report();
        books.with(|books| progress(books, &report))
    };
    let next = live(move || {
        if books.is_read_only() || !planning.get() {
            return nothing();
        }
        let Some((page, state)) = counted().2 else {
            let button = link("button primary", "#/submit", "核对并报送");
            return el("p")
                .class("next")
                .child("各项都已填好。现在做：")
                .child(button)
                .view();
        };
        // Without a branch nothing else of the unit's can be done.
        if state != TopicState::NotBegun && books.with(|books| books.branches.is_empty()) {
            return p(
                "next",
                "现在做：在本页下面添加支部，或者在“导入”里接收支部交来的文件。",
            );
        }
        let title = books.with(|books| page.title(books));
        let button = link("button primary", page.href(&links), title);
        el("p").class("next").child("现在做：").child(button).view()
    });
    let told = move || {
        let (done, all, _) = counted();
        format!("方案 {all} 项任务，已完成 {done} 项。")
    };
    el("section")
        .class("panel now")
        .attr("aria-label", "进度")
        .child(sent)
        .child(live_if(
            move || planning.get() || counted().0 < counted().1,
            move || {
                el("p")
                    .child(words_of(told))
                    .child(
                        el("progress")
                            .attr("aria-label", "完成进度")
                            .attr("max", text(move || counted().1.to_string()))
                            .attr("value", text(move || counted().0.to_string())),
                    )
                    .view()
            },
        ))
        .child(next)
        .view()
}
