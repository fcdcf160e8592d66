//! Records as forms: one of a kind, or a list that grows.

use super::comments::comments_at_record;
use super::finding::{finding_list, found, sift};
use super::folded::{FOLDED, day_of, folded, newest_first};
use super::{basis, field_row};
use crate::domain::{Id, Record, RecordDef, Refers, Value};
use crate::state::{self, Changing, Derived, Edit, OpenBooks, RecordFindings, new_id};
use crate::ui::desk::record_note;
use crate::ui::element::{el, part, parts};
use crate::ui::route::{At, block_id, field_id, record_id};
use crate::ui::topics::BookKind;
use crate::ui::view::{all, button, derived, link, live_if, maybe, nothing, p, rows, words};
use leptos::prelude::*;

/// The fields of one record that are worth asking now: these, or all when none are named.
pub(in crate::ui) fn record_form(
    document: &Id,
    record: &Id,
    def: &'static RecordDef,
    only: &'static [&'static str],
) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let findings = books.record_findings(document.clone(), record.clone());
    // The office keeps no branches' books to point at.
    let no_branches = books.with(|books| BookKind::of(books, document) == BookKind::Office);
    let fields = def
        .fields
        .iter()
        .filter(|f| !(no_branches && f.refers == Refers::Branches))
        .filter(|f| !f.derived && (only.is_empty() || only.contains(&f.name)));
    let fields = fields.map(|field| {
        let (document, record) = (document.clone(), record.clone());
        let asked = {
            let (document, record) = (document.clone(), record.clone());
            let look = move |record: &dyn Record| state::is_relevant(record, field.name);
            move || books.with_record(&document, &record, look).unwrap_or(false)
        };
        live_if(asked, move || {
            field_row(&document, &record, field, findings, false)
        })
    });
    let fields = all(fields);
    let whole = sift(findings, |finding| finding.address.field.is_none());
    parts(vec![
        part(comments_at_record(document, record, def, only)),
        part(finding_list(whole, String::new())),
        part(el("div").class("fields").child(fields)),
        part(record_note(document, record)),
    ])
}

/// Which records a list shows.
#[derive(Clone)]
pub(in crate::ui) struct ListOf {
    /// The book.
    pub(in crate::ui) document: Id,
    /// The collection's name.
    pub(in crate::ui) collection: &'static str,
    /// The records' declaration.
    pub(in crate::ui) def: &'static RecordDef,
    /// Only records with this id in this field; new ones get it.
    pub(in crate::ui) belonging: Option<(&'static str, Id)>,
    /// Whether their number is fixed.
    pub(in crate::ui) fixed: bool,
}

impl ListOf {
    /// The records' ids in order, listening to the collection.
    fn ids(&self, books: OpenBooks) -> Vec<Id> {
        let mut ids = books.ids(&self.document, self.collection);
        if let Some((field, owner)) = &self.belonging {
            let belongs = Some(Value::Ref(Some(owner.clone())));
            books.with(|books| {
                let list = books
                    .document(&self.document)
                    .and_then(|book| book.list(self.collection));
                ids.retain(|id| {
                    list.and_then(|list| list.find(id))
                        .is_some_and(|r| r.get(field) == belongs)
                });
            });
        }
        if self.is_folded() {
            books.with(|books| {
                let list = books
                    .document(&self.document)
                    .and_then(|book| book.list(self.collection));
                let day = |id: &Id| list.and_then(|list| list.find(id)).and_then(day_of);
                // As it is when the list changes: a row does not run away while its day is typed.
                newest_first(&mut ids, day);
            });
        }
        ids
    }

    fn is_folded(&self) -> bool {
        FOLDED.contains(&self.collection)
    }

    /// Adds a record and leads to its first field.
    fn add(&self, books: OpenBooks, opened: Changing<Option<Id>>) {
        let id = new_id();
        opened.set(Some(id.clone()));
        let belonging = self.belonging.iter();
        let preset = belonging
            .map(|(field, owner)| (*field, Value::Ref(Some(owner.clone()))))
            .collect();
        let first = self
            .def
            .fields
            .iter()
            .find(|field| !field.derived)
            .map_or("", |field| field.name);
        let target = field_id(&id, first);
        let (document, collection) = (self.document.clone(), self.collection);
        if books
            .dispatch(Edit::Add {
                document,
                collection,
                after: None,
                id,
                preset,
            })
            .is_ok()
        {
            state::focus_soon(target);
        }
    }
}

/// A list of records, each a form with its own actions.
pub(in crate::ui) fn record_list(list: ListOf) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let def = list.def;
    let opened = Changing::new(None::<Id>);
    let ids = {
        let list = list.clone();
        derived(move || list.ids(books))
    };
    let clause = def
        .fields
        .iter()
        .map(|field| field.clause)
        .find(|clause| !clause.is_empty())
        .unwrap_or("");
    let missing = missing_findings(books, list.document.clone(), list.collection);
    let none = live_if(
        move || ids.read().is_empty(),
        move || p("none", format!("还没有{}。", def.title)),
    );
    let why = live_if(move || !missing.read().is_empty(), move || basis(clause));
    let add = (!list.fixed && !books.is_read_only()).then(|| list.clone());
    let add = maybe(add, |list| {
        button("add", format!("＋ 添加{}", def.title), move || {
            list.add(books, opened);
        })
    });
    let collection = list.collection;
    if let Some(At(at)) = use_context::<At>() {
        Effect::new(move |_| {
            // An empty list would not ask, and so not hear where its first record is led to.
            at.read();
            let led = ids.with_untracked(|ids| ids.iter().find(|id| At(at).is_in(id)).cloned());
            if led.is_some() {
                opened.set(led);
            }
        });
    }
    let cards = rows(
        move || ids.read().iter().map(ToString::to_string).collect(),
        move |id| {
            let Ok(id) = Id::parse(&id) else { return nothing() };
            if list.is_folded() {
                folded(&list, &id, ids, opened)
            } else {
                record_card(&list, &id, ids)
            }
        },
    );
    el("div")
        .class("records")
        .attr("id", block_id(collection))
        .attr("tabindex", "-1")
        .child(finding_list(missing, String::new()))
        .child(why)
        .child(none)
        .child(cards)
        .child(add)
        .view()
}

/// What is missing altogether: it has no record to stand at.
pub(in crate::ui) fn missing_findings(
    books: OpenBooks,
    document: Id,
    collection: &'static str,
) -> Derived<RecordFindings> {
    found(books, move |finding| {
        let address = &finding.address;
        address.document == document && address.collection == collection && address.record.is_none()
    })
}

/// One record as a form with what can be done with it.
pub(super) fn record_card(list: &ListOf, record: &Id, ids: Derived<Vec<Id>>) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let (document, collection, def) = (list.document.clone(), list.collection, list.def);
    let number = {
        let record = record.clone();
        move || {
            ids.read()
                .iter()
                .position(|id| *id == record)
                .map_or(0, |at| at + 1)
        }
    };
    let title = {
        let number = number.clone();
        words(move || format!("{} {}", def.title, number()))
    };
    let form = record_form(&document, record, def, &[]);
    let actions = (!list.fixed && !books.is_read_only()).then_some((document, record.clone()));
    let actions = maybe(actions, |(document, record)| {
        let moved = |by: i32| {
            let (document, record) = (document.clone(), record.clone());
            move || {
                let (document, record) = (document.clone(), record.clone());
                state::keep_focus();
                let _ = books.dispatch(Edit::Move { document, record, by });
            }
        };
        let duplicate = {
            let (document, record) = (document.clone(), record.clone());
            move || {
                let (document, record) = (document.clone(), record.clone());
                let _ = books.dispatch(Edit::Duplicate {
                    document,
                    record,
                    id: new_id(),
                    spare: Vec::new(),
                });
            }
        };
        let (up, down) = (moved(-1), moved(1));
        let past = link("", format!("#/history/{record}"), "历史");
        let remove = move || {
            let words = format!("已删除“{} {}”。", def.title, untrack(&number));
            books.remove(
                Edit::Remove {
                    document: document.clone(),
                    record: record.clone(),
                },
                words,
            );
            state::focus(&block_id(collection));
        };
        el("div")
            .class("actions")
            .child(button("quiet", "上移", up))
            .child(button("quiet", "下移", down))
            .child(button("quiet", "复制", duplicate))
            .child(button("quiet danger", "删除", remove))
            .child(past)
            .view()
    });
    el("fieldset")
        .class("record")
        .attr("id", record_id(record))
        .attr("tabindex", "-1")
        .child(el("legend").child(title))
        .child(actions)
        .child(form)
        .view()
}
