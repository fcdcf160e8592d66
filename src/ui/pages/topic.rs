//! One topic of one book: what it asks for, form by form.

use super::ledger::Ledger;
use crate::domain::{BranchBook, Choose, Id, LinkPost, ProblemType, Value};
use crate::state::{Edit, OpenBooks, has_general_branch, new_id};
use crate::ui::route::{Links, block_id};
use crate::ui::topics::{self, Topic};
use crate::ui::widgets::{RecordForm, RecordList};
use crate::ui::words;
use leptos::prelude::*;

/// The page of a topic.
#[component]
pub(in crate::ui) fn TopicPage(
    /// The branch whose book it is; the unit's when absent.
    branch: Option<Id>,
    /// The topic's name in the address.
    slug: String,
) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let of_unit = branch.is_none();
    let document = match &branch {
        Some(id) => books.with(|books| books.branch(id).map(|b| b.id().clone())),
        None => books.with(|books| books.unit.as_ref().map(|unit| unit.id().clone())),
    };
    let (Some(document), Some(topic)) = (document, topics::find(of_unit, &slug)) else {
        return view! {
            <h1>"没有这一页"</h1>
            <p>"这本账或这一页不在这里了。" <a href="#/">"回到任务清单"</a></p>
        }
        .into_any();
    };
    let owner = {
        let document = document.clone();
        move || {
            books.track_all();
            books.with(|books| match &books.unit {
                Some(unit) if *unit.id() == document => unit.profile.name.clone(),
                _ => words::branch_name(books, &document),
            })
        }
    };
    let blocks = topic.blocks.iter().map(|collection| block(&document, of_unit, collection));
    let body = if topic.slug == "ledger" {
        view! { <Ledger document=document.clone()/> }.into_any()
    } else {
        blocks.collect_view().into_any()
    };
    let links = expect_context::<Links>();
    view! {
        <nav class="crumbs" aria-label="位置"><a href=links.home()>"← 任务清单"</a></nav>
        <h1><span class="caption">{owner}</span> {topic.title}</h1>
        <p class="lead">{topic.purpose}</p>
        {body}
        {following(&document, of_unit, topic, &links)}
    }
    .into_any()
}

/// The way on to the next topic.
fn following(document: &Id, of_unit: bool, topic: &Topic, links: &Links) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let list: Vec<&'static Topic> = if of_unit {
        topics::UNIT.iter().collect()
    } else {
        books.with(|books| topics::of_branch(books, document).collect())
    };
    let at = list.iter().position(|known| known.slug == topic.slug);
    let next = at.and_then(|at| list.get(at + 1)).map(|next| {
        let href = if of_unit { links.unit(next.slug) } else { links.branch(document, next.slug) };
        view! { <a class="button" href=href>{format!("下一项：{}", next.title)}</a> }
    });
    view! { <p class="following">{next} " " <a href=links.home()>"回到任务清单"</a></p> }.into_any()
}

fn block(document: &Id, of_unit: bool, collection: &'static str) -> AnyView {
    let Some((def, many)) = topics::record_def(of_unit, collection) else { return ().into_any() };
    let document = document.clone();
    if many {
        let fixed = collection == "five_in_one";
        let missing = view! { <AddMissing document=document.clone() collection/> };
        view! {
            <section>
                <h2>{def.title}</h2>
                {missing}
                <RecordList document collection def fixed/>
            </section>
        }
        .into_any()
    } else {
        let Ok(record) = Id::parse(collection) else { return ().into_any() };
        view! {
            <section class="panel" id=block_id(collection) tabindex="-1">
                <h2>{def.title}</h2>
                <RecordForm document record def/>
            </section>
        }
        .into_any()
    }
}

/// One click for every record that the books themselves say is missing: an entry for each branch, a link for each
/// weak branch, a solution for each type of problem in use.
#[component]
fn AddMissing(document: Id, collection: &'static str) -> AnyView {
    let books = expect_context::<OpenBooks>();
    if books.is_read_only() {
        return ().into_any();
    }
    let missing = Memo::new(move |_| {
        books.track_all();
        books.with(|books| missing_records(books, collection))
    });
    let add = move |_| {
        for preset in missing.get_untracked() {
            let (document, id) = (document.clone(), new_id());
            let _ = books.dispatch(Edit::Add { document, collection, after: None, id, preset });
        }
    };
    let what = match collection {
        "type_solutions" => "个类型",
        _ => "个支部",
    };
    view! {
        {move || {
            let count = missing.read().len();
            (count > 0).then(|| view! {
                <button type="button" class="add" on:click=add.clone()>
                    {format!("＋ 为还没有的 {count} {what}各加一条")}
                </button>
            })
        }}
    }
    .into_any()
}

type Preset = Vec<(&'static str, Value)>;

fn missing_records(books: &crate::domain::Books, collection: &str) -> Vec<Preset> {
    let Some(unit) = &books.unit else { return Vec::new() };
    let branch = |b: &BranchBook| ("branch", Value::Ref(Some(b.id().clone())));
    match collection {
        "branch_discussions" => {
            let discussed = |b: &&BranchBook| !unit.branch_discussions.iter().any(|d| d.branch.as_ref() == Some(b.id()));
            books.branches.iter().filter(discussed).map(|b| vec![branch(b)]).collect()
        }
        "secretary_links" => {
            let open = |b: &&BranchBook| {
                b.is_key_rectification() && !unit.secretary_links.iter().any(|l| l.branch.as_ref() == Some(b.id()))
            };
            let secretary = has_general_branch(books);
            let preset = |b: &BranchBook| {
                let mut preset = vec![branch(b)];
                if secretary {
                    preset.push(("leader", Value::Text(unit.profile.secretary.clone())));
                    preset.push(("post", Value::One(Some(LinkPost::UnitSecretary.code()))));
                }
                preset
            };
            books.branches.iter().filter(open).map(preset).collect()
        }
        "type_solutions" => {
            let mut used: Vec<(ProblemType, String)> = Vec::new();
            for item in books.branches.iter().flat_map(|b| &b.items) {
                let Some(kind) = item.problem_type else { continue };
                let label = if kind == ProblemType::Other { item.type_label.trim() } else { "" };
                let key = (kind, label.to_owned());
                let solved = |s: &crate::domain::TypeSolution| {
                    s.problem_type == Some(kind) && (kind != ProblemType::Other || s.type_label.trim() == label)
                };
                if !used.contains(&key) && !unit.type_solutions.iter().any(solved) {
                    used.push(key);
                }
            }
            let preset = |(kind, label): (ProblemType, String)| {
                vec![("problem_type", Value::One(Some(kind.code()))), ("type_label", Value::Text(label))]
            };
            used.into_iter().map(preset).collect()
        }
        _ => Vec::new(),
    }
}
