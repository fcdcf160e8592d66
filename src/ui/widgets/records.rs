//! Records as forms: one of a kind, or a list that grows.

use super::finding::{finding_list, found, sift};
use super::{basis, field_row};
use crate::domain::{Field, Id, Kind, Period, Record, RecordDef, Refers, Value};
use crate::rules::Severity;
use crate::state::{self, Changing, Derived, Edit, OpenBooks, RecordFindings, new_id};
use crate::ui::element::{el, part, parts};
use crate::ui::route::{At, block_id, field_id, record_id};
use crate::ui::topics::BookKind;
use crate::ui::view::{
    all, button, derived, live, live_if, maybe, nothing, p, press, rows, tag, text, truth, words,
};
use crate::ui::words;
use chrono::NaiveDate;
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
        part(finding_list(whole, String::new())),
        part(el("div").class("fields").child(fields)),
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

/// Collections that grow all year: each record is a line until it is opened, the newest first.
const FOLDED: &[&str] = &[
    "weekly_summaries",
    "public_notices",
    "dispatch_meetings",
    "bulletins",
    "guidance_visits",
    "on_site_sessions",
    "inspections",
    "supports",
    "typical_cases",
    "acceptances",
];

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

/// The day that places a record among its like: that of its period, or its own. Those without one are the newest.
fn day_of(record: &dyn Record) -> Option<NaiveDate> {
    let mut days = record
        .def()
        .fields
        .iter()
        .filter(|field| field.kind == Kind::Date)
        .filter_map(|field| match record.get(field.name) {
            Some(Value::Date(day)) => day,
            _ => None,
        });
    days.next()
}

fn newest_first(ids: &mut [Id], day: impl Fn(&Id) -> Option<NaiveDate>) {
    let key = |id: &Id| day(id).unwrap_or(NaiveDate::MAX);
    for at in 1..ids.len() {
        let to = ids[..at].partition_point(|before| key(before) >= key(&ids[at]));
        ids[to..=at].rotate_right(1);
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

/// A record of many: a line, and its form once it is opened.
fn folded(list: &ListOf, record: &Id, ids: Derived<Vec<Id>>, opened: Changing<Option<Id>>) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let (list, record) = (list.clone(), record.clone());
    let is_open = {
        let record = record.clone();
        truth(move || opened.read().as_ref() == Some(&record))
    };
    let line = {
        let (document, record) = (list.document.clone(), record.clone());
        words(move || {
            let values = books
                .with_record(&document, &record, told_fields)
                .unwrap_or_default();
            let told = books.with(|books| {
                let told = values
                    .iter()
                    .map(|(field, value)| words::shown(books, &document, field, value));
                told.map(|words| excerpt(&words)).collect::<Vec<_>>()
            });
            if told.is_empty() {
                "（未填写）".to_owned()
            } else {
                told.join("　")
            }
        })
    };
    let marks = marks(books.record_findings(list.document.clone(), record.clone()));
    let toggle = {
        let record = record.clone();
        press(move || {
            let open = (!is_open.get_untracked()).then(|| record.clone());
            opened.set(open);
        })
    };
    let expanded = text(move || is_open.get().to_string());
    // The name that the address leads to goes over to the open form.
    let id = {
        let record = record.clone();
        text(move || {
            if is_open.get() {
                format!("l-{record}")
            } else {
                record_id(&record)
            }
        })
    };
    let form = live_if(move || is_open.get(), move || record_card(&list, &record, ids));
    el("div")
        .class("fold")
        .child(
            el("button")
                .attr("type", "button")
                .class("fold-line")
                .attr("id", id)
                .attr("aria-expanded", expanded)
                .on("click", toggle)
                .child(el("span").child(line))
                .child(marks),
        )
        .child(form)
        .view()
}

/// How many findings stand at a record, in words.
fn marks(findings: Derived<RecordFindings>) -> AnyView {
    live(move || {
        let (mut errors, mut warnings) = (0, 0);
        for finding in findings.read().iter().filter(|finding| finding.is_open()) {
            match finding.rule.severity {
                Severity::Error => errors += 1,
                _ => warnings += 1,
            }
        }
        match (errors, warnings) {
            (0, 0) => nothing(),
            (0, n) => tag("warnings", format!("！{n} 处要说明")),
            (n, _) => tag("errors", format!("✕ {n} 处要改正")),
        }
    })
}

/// The first fields of a record that hold something: what its line tells.
fn told_fields(record: &dyn Record) -> Vec<(&'static Field, Value)> {
    let fields = record.def().fields.iter().filter_map(|field| {
        let value = record.get(field.name)?;
        (!value.is_empty() && (!field.derived || field.period != Period::Day)).then_some((field, value))
    });
    fields.take(3).collect()
}

fn excerpt(words: &str) -> String {
    let line = words.trim().lines().next().unwrap_or_default();
    let short: String = line.chars().take(20).collect();
    if short.len() < words.trim().len() {
        format!("{short}…")
    } else {
        short
    }
}

fn record_card(list: &ListOf, record: &Id, ids: Derived<Vec<Id>>) -> AnyView {
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
