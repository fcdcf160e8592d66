//! Where the office's remarks stand in the open books.

use crate::domain::{Books, Id, Value};

/// The place of one remark, and how far it is. Its words are read where they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The review sheet.
    pub sheet: Id,
    /// The remark there.
    pub comment: Id,
    /// The book that it is about.
    pub document: Id,
    /// The collection there; empty for the book as a whole.
    pub collection: String,
    /// The record there; none for the collection or the book as a whole.
    pub record: Option<Id>,
    /// The field there; empty for the record as a whole.
    pub field: String,
    /// The item of the ledger in whose row it stands.
    pub item: Option<Id>,
    /// Whether the place is still there.
    pub stands: bool,
    /// Whether it was answered.
    pub answered: bool,
    /// Whether the office holds it to be settled.
    pub resolved: bool,
}

impl Placed {
    /// Whether it stands at this record.
    pub fn is_at(&self, document: &Id, record: &Id) -> bool {
        self.record.as_ref() == Some(record) && self.document == *document
    }

    /// Whether somebody still has to answer.
    pub fn waits(&self) -> bool {
        !self.answered && !self.resolved
    }
}

/// Every remark in the open books, those that are not settled first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comments(pub Vec<Placed>);

impl Comments {
    /// Finds the place of every remark. One that says nothing is none.
    pub fn of(books: &Books) -> Self {
        let (mut open, mut settled) = (Vec::new(), Vec::new());
        for review in &books.reviews {
            for comment in &review.comments {
                let Some(document) = comment.document.clone() else {
                    continue;
                };
                if comment.text.trim().is_empty() {
                    continue;
                }
                let book = books.document(&document);
                let found = comment.record.as_ref().map(|record| book?.record(record));
                let collection = match found {
                    Some(Some((collection, _))) => collection.to_owned(),
                    _ => comment.collection.clone(),
                };
                let item = match found.flatten() {
                    Some(("items", record)) => Some(record.id().clone()),
                    Some((_, record)) => match record.get("item") {
                        Some(Value::Ref(item)) => item,
                        _ => None,
                    },
                    None => None,
                };
                let resolved = comment.resolved_on.is_some();
                let placed = Placed {
                    sheet: review.id().clone(),
                    comment: comment.id.clone(),
                    stands: book.is_some() && found.is_none_or(|found| found.is_some()),
                    document,
                    collection,
                    record: comment.record.clone(),
                    field: comment.field.clone(),
                    item,
                    answered: comment.is_answered(),
                    resolved,
                };
                if resolved { &mut settled } else { &mut open }.push(placed);
            }
        }
        open.append(&mut settled);
        Self(open)
    }
}
