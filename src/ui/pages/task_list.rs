//! The topics of one book, stage by stage, each with how far it is.

use crate::domain::{Books, Choose, Document, Id, RecordList};
use crate::rules::{Finding, Severity};
use crate::state::{Derived, Edit, OpenBooks, Report, has_general_branch};
use crate::ui::element::el;
use crate::ui::route::Links;
use crate::ui::topics::{self, BookKind, Stage, Topic};
use crate::ui::view::{all, button, live, live_if, nothing, optional, rows, tag, words as words_of};
use crate::ui::words;
use leptos::prelude::*;
use std::sync::Arc;

/// How far a topic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TopicState {
    Nothing,
    NotBegun,
    Errors(usize),
    Warnings(usize),
    Done,
}

impl TopicState {
    /// What the rules and the content say of one topic of one book.
    pub(super) fn of(report: &Report, books: &Books, document: &Id, topic: &Topic) -> Self {
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
            // Whether a branch lags is for the unit to say; where none does, nothing is left to do.
            (0, 0)
                if topic.slug == "on-site" && here().next().is_none() && is_blank(books, document, topic) =>
            {
                Self::Nothing
            }
            _ if !explained && is_blank(books, document, topic) => Self::NotBegun,
            (1.., _) => Self::Errors(errors),
            (_, 1..) => Self::Warnings(warnings),
            _ => Self::Done,
        }
    }

    fn tag(self) -> AnyView {
        match self {
            Self::Nothing => tag("done", "暂无"),
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
        .filter_map(|name| <dyn Document>::list(document, name));
    // The names that were typed when the workspace was made do not count as begun work.
    lists.flat_map(<dyn RecordList>::iter).all(|record| {
        record.def().fields.iter().all(|field| {
            field.derived
                || matches!(field.name, "name" | "kind" | "unit_name")
                || record.get(field.name).is_none_or(|value| value.is_empty())
        })
    })
}

/// The topics of one book, each with its state.
pub(super) fn tasks(document: &Id, branch: bool, may_change: bool, planning: Derived<bool>) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let links = expect_context::<Links>();
    let id = StoredValue::new(document.clone());
    let owed = move |stage: Stage| {
        books.track_all();
        let sent = !planning.get();
        books.with(|books| {
            topics::owed(books, &id.read_value())
                // The ledger goes along into the daily work.
                .filter(|topic| {
                    stage
                        == if sent && topic.slug == "ledger" {
                            Stage::Work
                        } else {
                            topic.stage
                        }
                })
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
    // What is worked on now lies open, the rest is folded away under its name.
    let stage = {
        let row = Arc::new(row);
        move |stage: Stage| {
            let row = Arc::clone(&row);
            let list = el("ul")
                .class("task-list")
                .child(rows(move || owed(stage), move |slug| row(slug)));
            let open = optional(move || ((stage == Stage::Plan) == planning.get()).then_some(""));
            el("details")
                .class("stage")
                .attr("open", open)
                .child(el("summary").child(stage.label()))
                .child(list)
                .view()
        }
    };
    let stages = all([Stage::Plan, Stage::Work, Stage::YearEnd].into_iter().map(stage));
    let removable = move || {
        books.track_all();
        may_change && books.with(has_general_branch)
    };
    let remove = move || {
        button("quiet danger", "移除这个支部", move || {
            let name = books.with(|books| words::branch_name(books, &id.read_value()));
            books.remove(
                Edit::RemoveBook { id: id.get_value() },
                format!("已移除“{name}”的账本。"),
            );
        })
    };
    el("section")
        .class("tasks")
        .child(el("h2").child(heading))
        .child(stages)
        .child(live_if(removable, remove))
        .view()
}
