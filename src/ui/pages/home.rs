//! The task list: everything the plan needs, how far each is, and what to do now.

use crate::domain::{Books, Choose, Document, Id, RecordList};
use crate::notice::Programme;
use crate::rules::{Finding, Gate, Severity};
use crate::state::{App, Edit, OpenBooks, Report, has_general_branch, new_id};
use crate::ui::element::{el, part, parts};
use crate::ui::route::Links;
use crate::ui::topics::{self, BookKind, Page, Topic};
use crate::ui::view::{
    button, h1, link, live, live_if, maybe, nothing, p, rows, tag, text, words as words_of,
};
use crate::ui::widgets::due;
use crate::ui::words;
use leptos::prelude::*;

/// How far a topic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TopicState {
    NotBegun,
    Errors(usize),
    Warnings(usize),
    Done,
}

impl TopicState {
    /// What the rules and the content say of one topic of one book.
    fn of(report: &Report, books: &Books, document: &Id, topic: &Topic) -> Self {
        let here = || {
            report.findings.iter().filter(|finding| {
                finding.address.document == *document && topic.blocks.contains(&finding.address.collection)
            })
        };
        let errors = here()
            .filter(|finding| finding.rule.severity == Severity::Error)
            .count();
        let open = |f: &&Finding| f.rule.severity == Severity::Warning && f.reason.is_none();
        let warnings = here().filter(open).count();
        // Who gave the reason for an empty topic has dealt with it.
        let explained = here().any(|finding| finding.reason.is_some());
        match (errors, warnings) {
            _ if !explained && is_blank(books, document, topic) => Self::NotBegun,
            (1.., _) => Self::Errors(errors),
            (_, 1..) => Self::Warnings(warnings),
            _ => Self::Done,
        }
    }

    fn tag(self) -> AnyView {
        match self {
            Self::NotBegun => tag("not-begun", "未开始"),
            Self::Errors(count) => tag("errors", format!("还缺 {count} 处")),
            Self::Warnings(count) => tag("warnings", format!("{count} 处要说明")),
            Self::Done => tag("done", "已完成"),
        }
    }
}

fn is_blank(books: &Books, document: &Id, topic: &Topic) -> bool {
    let Some(document) = books.document(document) else {
        return true;
    };
    let lists = topic
        .blocks
        .iter()
        .filter_map(|name| Document::list(document, name));
    // The names that were typed when the workspace was made do not count as begun work.
    lists.flat_map(<dyn RecordList>::iter).all(|record| {
        record.def().fields.iter().all(|field| {
            field.derived
                || matches!(field.name, "name" | "kind" | "unit_name")
                || record.get(field.name).is_none_or(|value| value.is_empty())
        })
    })
}

/// The first page of the unit's and the branch's desk; the sample's says what is wrong with it on purpose.
pub(in crate::ui) fn home(is_sample: bool) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let unit = books.with(|books| books.unit.as_ref().map(|unit| unit.id().clone()));
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
    let branches = rows(
        move || books.branch_ids().iter().map(ToString::to_string).collect(),
        move |id| Id::parse(&id).map_or_else(|_| nothing(), |id| tasks(&id, true, may_change)),
    );
    parts(vec![
        part(h1(if books.is_read_only() {
            "方案内容"
        } else {
            "任务清单"
        })),
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
        part(now()),
        part(live_if(both, || {
            p(
                "hint",
                "本单位就是一个支部，单位、支部两部分都由您填写：先填支部，再填单位。",
            )
        })),
        part(maybe(unit, |id| tasks(&id, false, false))),
        part(branches),
        part(live_if(may_add, add)),
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
fn now() -> AnyView {
    let app = expect_context::<App>();
    let books = expect_context::<OpenBooks>();
    let links = expect_context::<Links>();
    let plan_due = Programme::default().plan_due.value;
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
        if books.is_read_only() {
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
    let told = words_of(move || {
        let (done, all, _) = counted();
        format!("{all} 项任务，已完成 {done} 项。")
    });
    el("section")
        .class("panel now")
        .attr("aria-label", "进度")
        .child(sent)
        .child(
            el("p").child(told).child(
                el("progress")
                    .attr("aria-label", "完成进度")
                    .attr("max", text(move || counted().1.to_string()))
                    .attr("value", text(move || counted().0.to_string())),
            ),
        )
        .child(next)
        .view()
}

/// The topics of one book, each with its state.
fn tasks(document: &Id, branch: bool, may_change: bool) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let links = expect_context::<Links>();
    let id = StoredValue::new(document.clone());
    let owed = move || {
        books.track_all();
        books.with(|books| {
            topics::owed(books, &id.read_value())
                .map(|topic| topic.slug.to_owned())
                .collect::<Vec<_>>()
        })
    };
    let heading = words_of(move || {
        books.track_all();
        let id = id.get_value();
        books.with(|books| match (books.branch(&id), &books.unit) {
            (Some(branch), _) => {
                let grade = branch.profile.initial_grade.map(|g| format!("（{}）", g.label()));
                format!("{}{}", words::branch_name(books, &id), grade.unwrap_or_default())
            }
            (None, Some(unit)) => format!("{}（单位）", unit.profile.name),
            (None, None) => String::new(),
        })
    });
    let kind = if branch { BookKind::Branch } else { BookKind::Unit };
    let row = move |slug: String| {
        let Some(topic) = topics::find(kind, &slug) else {
            return nothing();
        };
        let state = live(move || {
            let report = books.report();
            books
                .with(|books| TopicState::of(&report, books, &id.read_value(), topic))
                .tag()
        });
        let href = if branch {
            links.branch(&id.get_value(), &slug)
        } else {
            links.unit(&slug)
        };
        el("li")
            .class("task")
            .child(el("a").attr("href", href).child(topic.title))
            .child(state)
            .child(el("span").class("purpose").child(topic.purpose))
            .view()
    };
    let removable = move || {
        books.track_all();
        may_change && books.with(has_general_branch)
    };
    let remove = move || {
        button("quiet danger", "移除这个支部", move || {
            let name = books.with(|books| words::branch_name(books, &id.read_value()));
            books.remove(
                Edit::RemoveBranch { id: id.get_value() },
                format!("已移除“{name}”的账本。"),
            );
        })
    };
    el("section")
        .class("tasks")
        .child(el("h2").child(heading))
        .child(el("ul").class("task-list").child(rows(owed, row)))
        .child(live_if(removable, remove))
        .view()
}
