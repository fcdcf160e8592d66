//! Records as forms: one of a kind, or a list that grows.

use super::{Basis, FieldRow, FindingList};
use crate::domain::{Id, RecordDef, Value};
use crate::state::{self, Edit, OpenBooks, RecordFindings, new_id};
use crate::ui::route::{block_id, field_id, record_id};
use leptos::prelude::*;

/// The fields of one record that are worth asking now.
#[component]
pub(in crate::ui) fn RecordForm(
    /// The book.
    document: Id,
    /// The record.
    record: Id,
    /// The record's declaration.
    def: &'static RecordDef,
    /// Only these fields; all when empty.
    #[prop(optional)]
    only: &'static [&'static str],
) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let findings = books.record_findings(document.clone(), record.clone());
    let fields = def.fields.iter().filter(|f| !f.derived && (only.is_empty() || only.contains(&f.name)));
    let rows = fields.map(|field| {
        let (document, record) = (document.clone(), record.clone());
        let asked = {
            let (document, record) = (document.clone(), record.clone());
            Memo::new(move |_| {
                let relevant = |r: &dyn crate::domain::Record| state::is_relevant(r, field.name);
                books.with_record(&document, &record, relevant).unwrap_or(false)
            })
        };
        move || {
            let (document, record) = (document.clone(), record.clone());
            asked.get().then(|| view! { <FieldRow document record field findings/> })
        }
    });
    let whole = Signal::derive(move || {
        let all = findings.read();
        all.iter().filter(|finding| finding.address.field.is_none()).cloned().collect::<RecordFindings>()
    });
    view! {
        <FindingList findings=whole/>
        <div class="fields">{rows.collect_view()}</div>
    }
    .into_any()
}

/// A list of records, each a form with its own actions.
#[component]
pub(in crate::ui) fn RecordList(
    /// The book.
    document: Id,
    /// The collection's name.
    collection: &'static str,
    /// The records' declaration.
    def: &'static RecordDef,
    /// Only records with this content in this field, and new ones get it.
    #[prop(optional)]
    belonging: Option<(&'static str, Id)>,
    /// Whether their number is fixed.
    #[prop(optional)]
    fixed: bool,
) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let ids = {
        let (document, belonging) = (document.clone(), belonging.clone());
        Memo::new(move |_| {
            let mut ids = books.ids(&document, collection);
            if let Some((field, owner)) = &belonging {
                let belongs = Some(Value::Ref(Some(owner.clone())));
                books.with(|books| {
                    let list = books.document(&document).and_then(|book| book.list(collection));
                    ids.retain(|id| {
                        list.and_then(|list| list.find(id)).is_some_and(|r| r.get(field) == belongs)
                    });
                });
            }
            ids
        })
    };
    let clause = def.fields.iter().map(|field| field.clause).find(|clause| !clause.is_empty()).unwrap_or("");
    // What is missing altogether has no record to stand at.
    let missing = {
        let document = document.clone();
        Memo::new(move |_| {
            let report = books.report();
            let here = report.findings.iter().filter(|finding| {
                finding.address.document == document
                    && finding.address.collection == collection
                    && finding.address.record.is_none()
            });
            here.cloned().collect::<RecordFindings>()
        })
    };
    let add = {
        let document = document.clone();
        move |_| {
            let id = new_id();
            let preset = belonging.iter().map(|(field, owner)| (*field, Value::Ref(Some(owner.clone())))).collect();
            let first = def.fields.iter().find(|field| !field.derived).map_or("", |field| field.name);
            let target = field_id(&id, first);
            let added = books.dispatch(Edit::Add { document: document.clone(), collection, after: None, id, preset });
            if added.is_ok() {
                state::focus_soon(target);
            }
        }
    };
    let row_document = document.clone();
    let may_add = !fixed && !books.is_read_only();
    let none = move || {
        ids.read().is_empty().then(|| view! { <p class="none">{format!("还没有{}。", def.title)}</p> })
    };
    view! {
        <div class="records" id=block_id(collection) tabindex="-1">
            {belongs_to_page(clause, missing)}
            {none}
            <For each=move || ids.get() key=Clone::clone let(id)>
                <RecordCard document=row_document.clone() record=id collection def ids fixed/>
            </For>
            {may_add.then(|| view! {
                <button type="button" class="add" on:click=add>{format!("＋ 添加{}", def.title)}</button>
            })}
        </div>
    }
    .into_any()
}

fn belongs_to_page(clause: &'static str, missing: Memo<RecordFindings>) -> AnyView {
    view! {
        <FindingList findings=missing/>
        {move || (!missing.read().is_empty()).then(|| view! { <Basis clause/> })}
    }
    .into_any()
}

#[component]
fn RecordCard(
    document: Id,
    record: Id,
    collection: &'static str,
    def: &'static RecordDef,
    ids: Memo<Vec<Id>>,
    fixed: bool,
) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let number = {
        let record = record.clone();
        Memo::new(move |_| ids.read().iter().position(|id| *id == record).map_or(0, |at| at + 1))
    };
    let title = move || format!("{} {}", def.title, number.get());
    let moved = {
        let (document, record) = (document.clone(), record.clone());
        move |by: i32| {
            let _ = books.dispatch(Edit::Move { document: document.clone(), record: record.clone(), by });
        }
    };
    let duplicate = {
        let (document, record) = (document.clone(), record.clone());
        move |_| {
            let (document, record) = (document.clone(), record.clone());
            let _ = books.dispatch(Edit::Duplicate { document, record, id: new_id(), spare: Vec::new() });
        }
    };
    let remove = {
        let (document, record) = (document.clone(), record.clone());
        move |_| {
            let words = format!("已删除“{} {}”。", def.title, number.get_untracked());
            books.remove(Edit::Remove { document: document.clone(), record: record.clone() }, words);
            state::focus(&block_id(collection));
        }
    };
    let (up, down) = (moved.clone(), moved);
    let actions = (!fixed && !books.is_read_only()).then(|| view! {
        <div class="actions">
            <button type="button" class="quiet" on:click=move |_| up(-1)>"上移"</button>
            <button type="button" class="quiet" on:click=move |_| down(1)>"下移"</button>
            <button type="button" class="quiet" on:click=duplicate>"复制"</button>
            <button type="button" class="quiet danger" on:click=remove>"删除"</button>
        </div>
    });
    let element_id = record_id(&record);
    view! {
        <fieldset class="record" id=element_id tabindex="-1">
            <legend>{title}</legend>
            {actions}
            <RecordForm document record def/>
        </fieldset>
    }
    .into_any()
}
