//! The task list: everything the plan needs, how far each is, and what to do now.

use crate::domain::{Books, Document, Id};
use crate::notice::Programme;
use crate::rules::Severity;
use crate::state::{App, Edit, OpenBooks, Report, has_general_branch, new_id};
use crate::ui::route::Links;
use crate::ui::topics::{self, Topic};
use crate::ui::widgets::Due;
use crate::ui::words;
use leptos::prelude::*;

/// How far a topic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TopicState {
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
        let errors = here().filter(|finding| finding.rule.severity == Severity::Error).count();
        let open = |f: &&crate::rules::Finding| f.rule.severity == Severity::Warning && f.reason.is_none();
        let warnings = here().filter(open).count();
        match (errors, warnings) {
            (1.., _) if blank(books, document, topic) => Self::NotBegun,
            (1.., _) => Self::Errors(errors),
            (_, 1..) => Self::Warnings(warnings),
            _ if blank(books, document, topic) => Self::NotBegun,
            _ => Self::Done,
        }
    }

    fn words(self) -> String {
        match self {
            Self::NotBegun => "未开始".into(),
            Self::Errors(count) => format!("还缺 {count} 处"),
            Self::Warnings(count) => format!("{count} 处要说明"),
            Self::Done => "已完成".into(),
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::NotBegun => "not-begun",
            Self::Errors(_) => "errors",
            Self::Warnings(_) => "warnings",
            Self::Done => "done",
        }
    }
}

fn blank(books: &Books, document: &Id, topic: &Topic) -> bool {
    let Some(document) = books.document(document) else { return true };
    let lists = topic.blocks.iter().filter_map(|name| Document::list(document, name));
    // The names that were typed when the workspace was made do not count as begun work.
    lists.flat_map(|list| list.iter()).all(|record| {
        record.def().fields.iter().all(|field| {
            field.derived
                || matches!(field.name, "name" | "kind")
                || record.get(field.name).is_none_or(|value| value.is_empty())
        })
    })
}

/// The first page of the unit's and the branch's desk.
#[component]
pub(in crate::ui) fn Home() -> AnyView {
    let books = expect_context::<OpenBooks>();
    let has_unit = books.with(|books| books.unit.is_some());
    let branches = Memo::new(move |_| books.branch_ids());
    let add = move |_| {
        let (id, parts) = (new_id(), std::array::from_fn(|_| new_id()));
        let _ = books.dispatch(Edit::AddBranch { id, parts });
    };
    let unit_id = books.with(|books| books.unit.as_ref().map(|unit| unit.id().clone()));
    let may_add = move || {
        books.track_all();
        has_unit && !books.is_read_only() && books.with(|b| has_general_branch(b) || b.branches.is_empty())
    };
    let may_remove = move || {
        books.track_all();
        has_unit && !books.is_read_only() && books.with(has_general_branch)
    };
    let title = if books.is_read_only() { "方案内容" } else { "任务清单" };
    view! {
        <h1>{title}</h1>
        <Now/>
        {unit_id.map(|id| view! { <Tasks document=id branch=false removable=Signal::stored(false)/> })}
        <For each=move || branches.get() key=Clone::clone let(id)>
            <Tasks document=id branch=true removable=Signal::derive(may_remove)/>
        </For>
        {move || may_add().then(|| view! {
            <button type="button" class="add" on:click=add>"＋ 添加支部"</button>
        })}
    }
    .into_any()
}

/// The countdown to the plan, how far it is, and the next thing to do.
#[component]
fn Now() -> AnyView {
    let app = expect_context::<App>();
    let books = expect_context::<OpenBooks>();
    let links = StoredValue::new(expect_context::<Links>());
    let due = Programme::default().plan_due.value;
    let counted = Memo::new(move |_| {
        let report = books.report();
        books.with(|books| {
            let all = all_topics(books);
            let states: Vec<_> = all
                .iter()
                .map(|(document, topic)| TopicState::of(&report, books, document, topic))
                .collect();
            let open = states.iter().position(|state| *state != TopicState::Done);
            let next = open.map(|at| {
                let (document, topic) = &all[at];
                let of_unit = books.branch(document).is_none();
                let owner = if of_unit { "单位".into() } else { words::branch_name(books, document) };
                (of_unit, document.clone(), topic.slug, format!("{owner}：{}", topic.title))
            });
            let done = states.iter().filter(|state| **state == TopicState::Done).count();
            (done, states.len(), next)
        })
    });
    let submitted = Memo::new(move |_| {
        books.track_all();
        books.with(|books| books.unit.as_ref().and_then(|unit| unit.responsibility.submitted_on))
    });
    let read_only = books.is_read_only();
    let next = move || {
        let (_, _, next) = counted.get();
        let links = links.get_value();
        match next {
            _ if read_only => ().into_any(),
            Some((of_unit, document, slug, words)) => {
                let href = if of_unit { links.unit(slug) } else { links.branch(&document, slug) };
                view! { <p class="next">"现在做：" <a class="button primary" href=href>{words}</a></p> }.into_any()
            }
            None => view! {
                <p class="next">"各项都已填好。现在做：" <a class="button primary" href="#/submit">"核对并报送"</a></p>
            }
            .into_any(),
        }
    };
    view! {
        <section class="panel now" aria-label="进度">
            <p class="big">
                {move || match submitted.get() {
                    Some(day) => view! { <span>{format!("已于 {} 报送", words::date(day))}</span> }.into_any(),
                    None => view! {
                        <span>{format!("{}前报送方案：", words::date(due))}</span>
                        <Due due=Signal::stored(Some(due)) today=app.today/>
                    }
                    .into_any(),
                }}
            </p>
            <p>
                {move || { let (done, all, _) = counted.get(); format!("{all} 项任务，已完成 {done} 项。") }}
                <progress aria-label="完成进度"
                    max=move || counted.get().1.to_string() value=move || counted.get().0.to_string()></progress>
            </p>
            {next}
        </section>
    }
    .into_any()
}

fn all_topics(books: &Books) -> Vec<(Id, &'static Topic)> {
    let unit = books.unit.iter().flat_map(|unit| {
        topics::UNIT.iter().filter(|topic| unit_owes(books, topic)).map(|topic| (unit.id().clone(), topic))
    });
    let branches = books.branches.iter().flat_map(|branch| {
        topics::of_branch(books, branch.id()).map(|topic| (branch.id().clone(), topic))
    });
    unit.chain(branches).collect()
}

/// Links to weak branches are owed only where there is a weak branch.
fn unit_owes(books: &Books, topic: &Topic) -> bool {
    topic.slug != "links"
        || books.branches.iter().any(crate::domain::BranchBook::is_key_rectification)
        || books.unit.as_ref().is_some_and(|unit| !unit.secretary_links.is_empty())
}

/// The topics of one book, each with its state.
#[component]
fn Tasks(document: Id, branch: bool, #[prop(into)] removable: Signal<bool>) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let links = StoredValue::new(expect_context::<Links>());
    let id = StoredValue::new(document.clone());
    let owed = Memo::new(move |_| {
        books.track_all();
        books.with(|books| -> Vec<&'static str> {
            if branch {
                topics::of_branch(books, &id.read_value()).map(|topic| topic.slug).collect()
            } else {
                topics::UNIT.iter().filter(|t| unit_owes(books, t)).map(|topic| topic.slug).collect()
            }
        })
    });
    let heading = move || {
        books.track_all();
        books.with(|books| {
            if branch {
                let grade = books.branch(&id.read_value()).and_then(|b| b.profile.initial_grade);
                let grade = grade.map(|g| format!("（{}）", crate::domain::Choose::label(g))).unwrap_or_default();
                format!("{}{grade}", words::branch_name(books, &id.read_value()))
            } else {
                let name = books.unit.as_ref().map(|unit| unit.profile.name.clone()).unwrap_or_default();
                format!("{name}（单位）")
            }
        })
    };
    let row = move |slug: &'static str| {
        let topic = topics::find(!branch, slug)?;
        let state = Memo::new(move |_| {
            let report = books.report();
            books.with(|books| TopicState::of(&report, books, &id.read_value(), topic))
        });
        let links = links.get_value();
        let href = if branch { links.branch(&id.get_value(), slug) } else { links.unit(slug) };
        Some(view! {
            <li class="task">
                <a href=href>{topic.title}</a>
                <span class="tag" data-topic-state=move || state.get().code()>{move || state.get().words()}</span>
                <span class="purpose">{topic.purpose}</span>
            </li>
        })
    };
    let remove = move |_| {
        let name = books.with(|books| words::branch_name(books, &id.read_value()));
        books.remove(Edit::RemoveBranch { id: id.get_value() }, format!("已移除“{name}”的账本。"));
    };
    view! {
        <section class="tasks">
            <h2>{heading}</h2>
            <ul class="task-list">
                <For each=move || owed.get() key=|slug| *slug let(slug)>{row(slug)}</For>
            </ul>
            {move || removable.get().then(|| view! {
                <button type="button" class="quiet danger" on:click=remove>"移除这个支部"</button>
            })}
        </section>
    }
    .into_any()
}
