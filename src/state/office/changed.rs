//! What changed between two versions of a unit's plan, record by record and field by field.

use super::places::{document_name, list, record_name, value_words};
use super::remarks::Spot;
use crate::county::{Relation, UnitLine};
use crate::domain::{Book, Books, Comment, Document, Field, Id, Kind, RecordDef, ReviewSheet};
use crate::merge::{RecordChange, What, compare};

/// What happened to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Fields of it changed.
    Changed,
}

impl Happened {
    /// The words a clerk sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::Added => "新增",
            Self::Removed => "删去",
            Self::Changed => "改动",
        }
    }
}

/// One field, before and now.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldDiff {
    /// The field.
    pub field: &'static Field,
    /// What it held; empty where it held nothing.
    pub old: String,
    /// What it holds.
    pub new: String,
}

/// One record that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordDiff {
    /// Its collection.
    pub collection: &'static str,
    /// The record.
    pub record: Id,
    /// What a clerk calls it.
    pub name: String,
    /// What happened to it.
    pub happened: Happened,
    /// Its fields that differ; of one that is new or gone, those that are filled.
    pub fields: Vec<FieldDiff>,
}

/// One book that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct BookDiff {
    /// The book.
    pub document: Id,
    /// What a clerk calls it.
    pub name: String,
    /// Whether it is there as a whole in one version alone.
    pub happened: Happened,
    /// Its records that differ.
    pub records: Vec<RecordDiff>,
}

/// What differs between two versions, in the order of the new one's books; those that are gone stand last.
pub fn between(old: &Books, new: &Books) -> Vec<BookDiff> {
    let mut all = Vec::new();
    for document in new.documents() {
        if is_answer(new, document.id()) {
            continue;
        }
        let before = old
            .document(document.id())
            .filter(|old| old.kind() == document.kind());
        let happened = if before.is_some() {
            Happened::Changed
        } else {
            Happened::Added
        };
        put(
            &mut all,
            new,
            document.id(),
            happened,
            records((old, before), (new, document)),
        );
    }
    for document in old.documents() {
        if is_answer(old, document.id()) || new.document(document.id()).is_some() {
            continue;
        }
        put(&mut all, old, document.id(), Happened::Removed, Vec::new());
    }
    all
}

/// A review comes back with the plan, and is no part of it.
fn is_answer(books: &Books, document: &Id) -> bool {
    matches!(books.book(document), Some(Book::Review(_)))
}

fn put(all: &mut Vec<BookDiff>, books: &Books, document: &Id, happened: Happened, records: Vec<RecordDiff>) {
    if happened == Happened::Changed && records.is_empty() {
        return;
    }
    all.push(BookDiff {
        document: document.clone(),
        name: document_name(books, document),
        happened,
        records,
    });
}

fn records(
    (old_books, old): (&Books, Option<&dyn Document>),
    (new_books, new): (&Books, &dyn Document),
) -> Vec<RecordDiff> {
    let mut all = Vec::new();
    for RecordChange {
        collection,
        def,
        id,
        what,
    } in compare(old, new)
    {
        let (happened, fields): (_, Vec<&'static Field>) = match what {
            What::Added => (Happened::Added, told(def)),
            What::Removed => (Happened::Removed, told(def)),
            What::Changed(fields) => (
                Happened::Changed,
                fields.into_iter().filter(|field| is_told(field)).collect(),
            ),
        };
        let held = |books: &Books, document: Option<&dyn Document>, field: &Field| {
            let list = document.and_then(|document| list(books, document.id(), collection));
            let value = list.and_then(|list| list.find(&id)?.get(field.name));
            value.map_or_else(String::new, |value| value_words(books, field, &value))
        };
        let mut differing = Vec::new();
        for field in fields {
            let (before, now) = (held(old_books, old, field), held(new_books, Some(new), field));
            if before != now {
                differing.push(FieldDiff {
                    field,
                    old: before,
                    new: now,
                });
            }
        }
        if happened == Happened::Changed && differing.is_empty() {
            continue;
        }
        let document = match (happened, old) {
            (Happened::Removed, Some(old)) => old,
            _ => new,
        };
        all.push(RecordDiff {
            collection,
            name: record_name(document, &id),
            record: id,
            happened,
            fields: differing,
        });
    }
    all
}

fn told(def: &'static RecordDef) -> Vec<&'static Field> {
    def.fields.iter().filter(|field| is_told(field)).collect()
}

/// Whether people care: ids and places that the program fills are none of their words.
fn is_told(field: &Field) -> bool {
    let named_elsewhere =
        matches!(field.kind, Kind::Ref | Kind::Refs) || field.name == "position" || field.name == "unit_name";
    !(field.derived && named_elsewhere)
}

/// How many places differ.
pub fn places(books: &[BookDiff]) -> usize {
    let mut count = 0;
    for book in books {
        for record in &book.records {
            count += record.fields.len().max(1);
        }
        count += usize::from(book.records.is_empty());
    }
    count
}

/// Whether what a remark is about changed between two versions: its field, or anything in its record, or in its book.
fn touched(books: &[BookDiff], comment: &Comment) -> bool {
    books.iter().any(|book| {
        if comment.document.as_ref() != Some(&book.document) {
            return false;
        }
        let Some(record) = &comment.record else {
            return true;
        };
        let mut records = book.records.iter();
        records.any(|diff| {
            let same_field = |diff: &FieldDiff| diff.field.name == comment.field;
            diff.record == *record
                && (comment.field.is_empty()
                    || diff.happened != Happened::Changed
                    || diff.fields.iter().any(same_field))
        })
    })
}

/// Remarks that are open and whose places are what they were.
pub fn untouched<'a>(books: &[BookDiff], sheet: &'a ReviewSheet) -> Vec<&'a Comment> {
    sheet
        .open_comments()
        .filter(|comment| !touched(books, comment))
        .collect()
}

/// Whether a place that a remark is about is there in these books.
pub fn spot_of(books: &Books, comment: &Comment) -> Option<Spot> {
    let document = books.document(comment.document.as_ref()?)?;
    let Some(record) = &comment.record else {
        return Some(Spot::book(document.id()));
    };
    let (_, found) = document.record(record)?;
    Some(match found.def().field(&comment.field) {
        Some(field) => Spot::field(document.id(), record, field),
        None => Spot::record(document.id(), record),
    })
}

/// Which version a version is held against: the one that was sent back, or else the one before it.
pub fn version_before(line: &UnitLine, sheet: Option<&ReviewSheet>, bundle: &Id) -> Option<Id> {
    let others = || {
        line.versions
            .iter()
            .filter(|version| version.summary.head.id != *bundle)
    };
    let returned = sheet
        .filter(|sheet| sheet.is_returned())
        .and_then(|sheet| sheet.verdict.bundle.as_ref());
    if let Some(returned) = returned
        && others().any(|version| version.summary.head.id == *returned)
    {
        return Some(returned.clone());
    }
    let key = |version: &crate::county::Version| {
        let file = &version.summary.file;
        (file.revision, file.created_at.clone())
    };
    let own = line
        .versions
        .iter()
        .find(|version| version.summary.head.id == *bundle)?;
    let mut before: Option<&crate::county::Version> = None;
    for version in others() {
        let is_before = key(version) < key(own) && version.relation != Relation::OtherBook;
        if is_before && before.is_none_or(|known| key(known) < key(version)) {
            before = Some(version);
        }
    }
    before.map(|version| version.summary.head.id.clone())
}
