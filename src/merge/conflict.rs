//! What a person has to decide, and what was decided.

use crate::domain::{Extra, Field, Id, RecordDef, Value};

/// One place of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The collection's name; empty for what a newer program wrote about the book itself.
    pub collection: &'static str,
    /// The record's id; the book's where there is no collection.
    pub record: Id,
    /// The field's name, as it stands in files; `None` for the record as a whole.
    pub field: Option<String>,
}

/// Which side's content is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// Ours.
    Mine,
    /// The other side's.
    Theirs,
}

/// What a person decided about one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The place; that of a conflict.
    pub place: Place,
    /// Whose content is taken.
    pub take: Take,
}

/// What one side holds at a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Held {
    /// Nothing; the record is not there, or the unknown field.
    Deleted,
    /// The content of a field; it may be empty.
    Value(Value),
    /// A whole record, followed by those that belong to it.
    Records(Vec<HeldRecord>),
    /// JSON that a newer program wrote.
    Unknown(String),
}

/// What a record holds.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldRecord {
    /// Its declaration.
    pub def: &'static RecordDef,
    /// Its id.
    pub id: Id,
    /// Its filled fields.
    pub values: Vec<(&'static Field, Value)>,
    /// What a newer program wrote in it.
    pub extra: Extra,
}

/// A place that both sides changed, and not alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Where.
    pub place: Place,
    /// The declaration of the record.
    pub def: &'static RecordDef,
    /// The declaration of the field; `None` for the record as a whole, and for a field that only a newer program knows.
    pub field: Option<&'static Field>,
    /// What both started from; it stays until a person decides.
    pub base: Held,
    /// What is ours.
    pub mine: Held,
    /// What is the other side's.
    pub theirs: Held,
}
