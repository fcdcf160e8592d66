//! One topic of one book: what it asks for, form by form.

use super::ledger::ledger;
use super::print::papers_of;
use super::review::facts;
use crate::domain::{Books, BranchBook, Choose, Id, LinkPost, ProblemType, TypeSolution, Value};
use crate::state::{App, Edit, OpenBooks, has_general_branch, new_id};
use crate::ui::desk::office_desk;
use crate::ui::element::{el, part, parts};
use crate::ui::route::{Links, block_id};
use crate::ui::topics::{self, BookKind, Page, Stage, Topic};
use crate::ui::view::{all, button, h1, link, live, maybe, nothing, p, section, words as words_of};
use crate::ui::widgets::{ListOf, Shown, comments, duty_panel, record_form, record_list};
use crate::ui::words;
use leptos::prelude::*;

/// The page of a topic of a book, a branch's or the only one of its kind, with something `above` what it asks.
pub(in crate::ui) fn topic(kind: BookKind, branch: Option<Id>, slug: &str, above: AnyView) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let links = expect_context::<Links>();
    let document = books.with(|books| match kind {
        BookKind::Branch => branch.and_then(|id| books.branch(&id).map(|branch| branch.id().clone())),
        BookKind::Unit => books.unit.as_ref().map(|unit| unit.id().clone()),
        BookKind::Office => books.office.as_ref().map(|office| office.id().clone()),
        // They have pages of their own.
        BookKind::Register | BookKind::Review => None,
    });
    let (Some(document), Some(topic)) = (document, topics::find(kind, slug)) else {
        return no_page(&links);
    };
    let owner = {
        let document = document.clone();
        words_of(move || {
            books.track_all();
            books.with(|books| match (kind, &books.unit) {
                (BookKind::Unit, Some(unit)) => unit.profile.name.clone(),
                (BookKind::Office, _) => String::new(),
                _ => words::branch_name(books, &document),
            })
        })
    };
    let body = match topic.slug {
        "ledger" => ledger(&document),
        _ => all(topic
            .blocks
            .iter()
            .map(|collection| block(&document, kind, collection))),
    };
    let papers = match kind {
        BookKind::Branch => papers_of(books, &document, topic.slug),
        _ => nothing(),
    };
    let whole = {
        let document = document.clone();
        comments(Shown::Answer, move |placed| {
            let asked = placed.collection.is_empty() || topic.blocks.contains(&&*placed.collection);
            placed.record.is_none() && placed.document == document && asked
        })
    };
    let accepted = match topic.slug {
        "year-end" => accepted(books, &document),
        _ => nothing(),
    };
    parts(vec![
        part(el("nav").class("crumbs").attr("aria-label", "位置").child(link(
            "",
            links.home(),
            match kind {
                BookKind::Office => "← 收到的方案",
                _ if Links::are_received() => "← 方案内容",
                _ => "← 任务清单",
            },
        ))),
        part(
            el("h1")
                .child(el("span").class("caption").child(owner))
                .child(topic.title),
        ),
        part(p("lead", topic.purpose)),
        part(papers),
        part(whole),
        part(accepted),
        part(above),
        part(if topic.slug == "evaluation" {
            vote(books, document.clone())
        } else {
            nothing()
        }),
        part(body),
        part(following(books, &document, topic, &links)),
    ])
}

/// Says that an address leads nowhere.
pub(in crate::ui) fn no_page(links: &Links) -> AnyView {
    let home = link("", links.home(), "回到首页");
    parts(vec![
        part(h1("没有这一页")),
        part(el("p").child("这本账或这一页不在这里了。").child(home)),
    ])
}

/// What the bureau's acceptance says of a branch, once it has come with a review.
fn accepted(books: OpenBooks, branch: &Id) -> AnyView {
    let told = books.with(|books| {
        books
            .acceptance_of(branch)
            .map(|acceptance| facts(books, acceptance))
    });
    maybe(told, |told| section("panel", "考核验收", told))
}

/// What the last vote comes to (满意率); nothing while the ballots are not all filled in.
fn vote(books: OpenBooks, document: Id) -> AnyView {
    live(move || {
        books.track_all();
        let rate = books.with(|books| books.branch(&document)?.evaluation()?.satisfaction_rate());
        maybe(rate, |rate| {
            let words = format!(
                "满意率 {}.{}%（满意和基本满意，占全部有效票）",
                rate / 10,
                rate % 10
            );
            p("big", words)
        })
    })
}

/// The way on to the next page of the work.
fn following(books: OpenBooks, document: &Id, topic: &Topic, links: &Links) -> AnyView {
    let next = books.with(|books| {
        let work = topics::work(books);
        let is_here = |page: &Page| page.document == *document && page.topic.slug == topic.slug;
        let next = work.get(work.iter().position(is_here)? + 1)?;
        let title = if next.document == *document {
            next.topic.title.to_owned()
        } else {
            next.title(books)
        };
        let words = format!("下一项：{title}");
        Some(link("button", next.href(links), words))
    });
    let at_office = books.with(|books| books.office.is_some());
    el("p")
        .class("following")
        .child(match next {
            Some(next) => next,
            None if Links::are_received() || at_office => nothing(),
            None if topic.stage != Stage::Plan => link("button", "#/calendar", "看日程"),
            None => link("button", "#/submit", "下一步：核对并报送"),
        })
        .child(link(
            "",
            links.home(),
            if Links::are_received() {
                "回到方案内容"
            } else if at_office {
                "回到收到的方案"
            } else {
                "回到任务清单"
            },
        ))
        .view()
}

fn block(document: &Id, kind: BookKind, collection: &'static str) -> AnyView {
    let Some((def, many)) = topics::record_def(kind, collection) else {
        return nothing();
    };
    if let Some(own) = office_desk().and_then(|office| (office.block)(document, collection)) {
        return own;
    }
    if many {
        let books = expect_context::<OpenBooks>();
        let five = usize::try_from(
            expect_context::<App>()
                .programme
                .read_untracked()
                .five_in_one_parts
                .value,
        )
        .unwrap_or_default();
        let all_five = books.with(|b| b.branch(document).is_some_and(|b| b.five_in_one.len() >= five));
        let list = ListOf {
            document: document.clone(),
            collection,
            def,
            belonging: None,
            fixed: collection == "five_in_one" && all_five,
        };
        let missing = parts(vec![
            part(add_missing(document, collection)),
            part(duty_panel(document, collection)),
        ]);
        return section("", def.title, parts(vec![part(missing), part(record_list(list))]));
    }
    let Ok(record) = Id::parse(collection) else {
        return nothing();
    };
    el("section")
        .class("panel")
        .attr("id", block_id(collection))
        .attr("tabindex", "-1")
        .child(el("h2").child(def.title))
        .child(record_form(document, &record, def, &[]))
        .view()
}

/// One click for every record that the books themselves say is missing, by name: an entry for each branch, a link
/// for each weak branch, a solution for each type of problem in use.
fn add_missing(document: &Id, collection: &'static str) -> AnyView {
    let books = expect_context::<OpenBooks>();
    if books.is_read_only() {
        return nothing();
    }
    let document = document.clone();
    live(move || {
        books.track_all();
        let missing = books.with(|books| missing_records(books, collection));
        if missing.is_empty() {
            return nothing();
        }
        let names: Vec<String> = missing.into_iter().map(|(name, _)| name).collect();
        let document = document.clone();
        let add = button(
            "primary",
            format!("＋ 一次加上这 {} 条", names.len()),
            move || {
                for (_, preset) in books.with(|books| missing_records(books, collection)) {
                    let (document, id) = (document.clone(), new_id());
                    let _ = books.dispatch(Edit::Add {
                        document,
                        collection,
                        after: None,
                        id,
                        preset,
                    });
                }
            },
        );
        el("div")
            .class("panel")
            .child(el("p").child(format!("还没有写的：{}。", names.join("、"))))
            .child(add)
            .view()
    })
}

/// What a record begins with, under the name of what it is about.
type Preset = (String, Vec<(&'static str, Value)>);

fn missing_records(books: &Books, collection: &str) -> Vec<Preset> {
    let Some(unit) = &books.unit else {
        return Vec::new();
    };
    let named = |b: &BranchBook| {
        let preset = vec![("branch", Value::Ref(Some(b.id().clone())))];
        (words::branch_name(books, b.id()), preset)
    };
    match collection {
        "branch_discussions" => {
            let discussed = |b: &&BranchBook| {
                !unit
                    .branch_discussions
                    .iter()
                    .any(|d| d.branch.as_ref() == Some(b.id()))
            };
            books.branches.iter().filter(discussed).map(named).collect()
        }
        "secretary_links" => {
            let open = |b: &&BranchBook| {
                b.is_key_rectification()
                    && !unit
                        .secretary_links
                        .iter()
                        .any(|l| l.branch.as_ref() == Some(b.id()))
            };
            let secretary = has_general_branch(books);
            let preset = |b: &BranchBook| {
                let (name, mut preset) = named(b);
                if secretary {
                    preset.push(("leader", Value::Text(unit.profile.secretary.clone())));
                    preset.push(("post", Value::One(Some(LinkPost::UnitSecretary.code()))));
                }
                (name, preset)
            };
            books.branches.iter().filter(open).map(preset).collect()
        }
        "type_solutions" => {
            let mut used: Vec<(ProblemType, String)> = Vec::new();
            for item in books.branches.iter().flat_map(|b| &b.items) {
                let Some(kind) = item.problem_type else { continue };
                let label = if kind == ProblemType::Other {
                    item.type_label.trim()
                } else {
                    ""
                };
                let key = (kind, label.to_owned());
                let solved = |s: &TypeSolution| {
                    s.problem_type == Some(kind)
                        && (kind != ProblemType::Other || s.type_label.trim() == label)
                };
                if !used.contains(&key) && !unit.type_solutions.iter().any(solved) {
                    used.push(key);
                }
            }
            let preset = |(kind, label): (ProblemType, String)| {
                let name = if label.is_empty() { kind.label() } else { &label };
                let name = format!("“{name}”");
                let preset = vec![
                    ("problem_type", Value::One(Some(kind.code()))),
                    ("type_label", Value::Text(label)),
                ];
                (name, preset)
            };
            used.into_iter().map(preset).collect()
        }
        _ => Vec::new(),
    }
}
