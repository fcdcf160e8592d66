//! One place of the books, before and after.

use crate::domain::{Book, Books, Document, Extra, Field, Id, Record, RecordList, Value};

/// One place that differs between two states of the books.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The book.
    pub document: Id,
    /// Its kind's name in files.
    pub kind: &'static str,
    /// The place in it, before and after.
    pub place: Place,
}

/// A place, before and after.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// A whole book that came or went.
    Book {
        /// As it was; `None` when it came.
        before: Option<Box<Book>>,
        /// As it is; `None` when it went.
        after: Option<Box<Book>>,
    },
    /// Versions, what was set aside, what a newer program wrote: the book without its records.
    Head {
        /// As it was.
        before: Box<Book>,
        /// As it is.
        after: Box<Book>,
    },
    /// A record that came or went.
    Record {
        /// Its collection.
        collection: &'static str,
        /// Its id.
        id: Id,
        /// Where it stood and what it held; `None` when it came.
        before: Option<Standing>,
        /// Where it stands and what it holds; `None` when it went.
        after: Option<Standing>,
    },
    /// What a record holds.
    Fields {
        /// Its collection.
        collection: &'static str,
        /// Its id.
        id: Id,
        /// The fields that differ.
        fields: Vec<FieldDifference>,
        /// What a newer program wrote, before and after, if that differs.
        extra: Option<(Extra, Extra)>,
    },
    /// The order of the records that stand in both states.
    Order {
        /// The collection.
        collection: &'static str,
        /// As they stood.
        before: Vec<Id>,
        /// As they stand.
        after: Vec<Id>,
    },
}

/// One field, before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldDifference {
    /// Its declaration.
    pub field: &'static Field,
    /// What it held.
    pub before: Value,
    /// What it holds.
    pub after: Value,
}

/// Where a record stands, and what it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Its position in its collection.
    pub index: usize,
    /// The fields that hold something.
    pub values: Vec<(&'static Field, Value)>,
    /// What a newer program wrote.
    pub extra: Extra,
}

/// What has to happen to `before`, so that these documents are as they are in `after`.
pub fn between(before: &Books, after: &Books, documents: &[Id]) -> Vec<Difference> {
    let mut all = Vec::new();
    for id in documents {
        let (Some(any), was, is) = (
            after.document(id).or_else(|| before.document(id)),
            before.document(id),
            after.document(id),
        ) else {
            continue;
        };
        let mut note = |place| {
            all.push(Difference {
                document: id.clone(),
                kind: any.kind(),
                place,
            });
        };
        match (was, is) {
            (Some(was), Some(is)) if was.kind() == is.kind() => document(was, is, &mut note),
            _ => note(Place::Book {
                before: before.book(id).map(Box::new),
                after: after.book(id).map(Box::new),
            }),
        }
    }
    all
}

fn document(was: &dyn Document, is: &dyn Document, note: &mut dyn FnMut(Place)) {
    if was.head() != is.head()
        && let (Some(before), Some(after)) = (head_of(was), head_of(is))
    {
        note(Place::Head { before, after });
    }
    for at in 0..is.collections().len() {
        let collection = is.collections()[at].name;
        if let (Some(was), Some(is)) = (was.list_at(at), is.list_at(at)) {
            list(collection, was, is, note);
        }
    }
}

/// The book without its records.
pub(super) fn head_of(document: &dyn Document) -> Option<Box<Book>> {
    let mut head = Book::blank(document.kind(), document.id().clone())?;
    head.as_document_mut().head_mut().clone_from(document.head());
    Some(Box::new(head))
}

fn list(collection: &'static str, was: &dyn RecordList, is: &dyn RecordList, note: &mut dyn FnMut(Place)) {
    let in_both = |list: &dyn RecordList, other: &dyn RecordList| {
        let both = list.iter().filter(|record| other.find(record.id()).is_some());
        both.map(|record| record.id().clone()).collect::<Vec<_>>()
    };
    // Both what went and what came stand in the order of their positions, so that each is right when it is used.
    for (index, record) in was.iter().enumerate() {
        if is.find(record.id()).is_none() {
            note(Place::Record {
                collection,
                id: record.id().clone(),
                before: Some(Standing::of(index, record)),
                after: None,
            });
        }
    }
    let (before, after) = (in_both(was, is), in_both(is, was));
    if before != after {
        note(Place::Order {
            collection,
            before,
            after,
        });
    }
    for (index, record) in is.iter().enumerate() {
        match was.find(record.id()) {
            None => note(Place::Record {
                collection,
                id: record.id().clone(),
                before: None,
                after: Some(Standing::of(index, record)),
            }),
            Some(old) => fields(collection, old, record, note),
        }
    }
}

fn fields(collection: &'static str, was: &dyn Record, is: &dyn Record, note: &mut dyn FnMut(Place)) {
    let mut differing = Vec::new();
    for (at, field) in is.def().fields.iter().enumerate() {
        if let (Some(was), Some(is)) = (was.slot(at), is.slot(at)) {
            let (before, after) = (was.value(), is.value());
            if before != after {
                differing.push(FieldDifference { field, before, after });
            }
        }
    }
    let extra = (was.extra() != is.extra()).then(|| (was.extra().clone(), is.extra().clone()));
    if !differing.is_empty() || extra.is_some() {
        note(Place::Fields {
            collection,
            id: is.id().clone(),
            fields: differing,
            extra,
        });
    }
}

impl Standing {
    fn of(index: usize, record: &dyn Record) -> Self {
        let mut values = Vec::new();
        for (at, field) in record.def().fields.iter().enumerate() {
            if let Some(slot) = record.slot(at) {
                let value = slot.value();
                if value != field.kind.empty() {
                    values.push((field, value));
                }
            }
        }
        Self {
            index,
            values,
            extra: record.extra().clone(),
        }
    }

    /// Whether a record holds exactly this, wherever it stands.
    pub(super) fn is_held_by(&self, record: &dyn Record) -> bool {
        let holds = |field: &Field| {
            let given = self.values.iter().find(|(known, _)| known.name == field.name);
            let given = given.map_or_else(|| field.kind.empty(), |(_, value)| value.clone());
            record.get(field.name) == Some(given)
        };
        self.extra == *record.extra() && record.def().fields.iter().all(holds)
    }
}

/// The differences that lead back.
pub fn turned(differences: &[Difference]) -> Vec<Difference> {
    let mut back = Vec::new();
    for difference in differences {
        let mut difference = difference.clone();
        match &mut difference.place {
            Place::Book { before, after } => std::mem::swap(before, after),
            Place::Head { before, after } => std::mem::swap(before, after),
            Place::Record { before, after, .. } => std::mem::swap(before, after),
            Place::Order { before, after, .. } => std::mem::swap(before, after),
            Place::Fields { fields, extra, .. } => {
                for field in fields {
                    std::mem::swap(&mut field.before, &mut field.after);
                }
                if let Some((before, after)) = extra {
                    std::mem::swap(before, after);
                }
            }
        }
        back.push(difference);
    }
    back
}
