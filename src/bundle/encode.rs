//! From a book to JSON, by its declarations.

use std::borrow::Cow;

use crate::domain::{Book, Cardinality, Document, Extra, Id, Record, SetAside, Value};

use super::json::{Fields, Json};
use super::json_read::parse;
use super::json_write::line;

/// One book as JSON text on one line, for the page's own store. [`decode_book`](super::decode_book) reads it.
pub fn encode_book(book: &Book) -> String {
    line(&document(book.as_document()))
}

/// Any declared document as JSON text on one line, also one that is no book and never stands in a file.
/// [`decode_into`](super::decode_into) reads it.
pub fn encode_document(any: &dyn Document) -> String {
    line(&document(any))
}

/// A document object: head, collections as declared, what was set aside, what a newer program wrote.
pub(super) fn document(document: &dyn Document) -> Json<'_> {
    let head = document.head();
    let mut fields = Fields::default();
    fields.put_text("kind", document.kind());
    fields.put_text("id", head.id.as_str());
    fields.put_some("version_id", head.version_id.as_ref().map(Id::as_str));
    fields.put_some(
        "parent_version_id",
        head.parent_version_id.as_ref().map(Id::as_str),
    );
    if !head.ancestors.is_empty() {
        let ancestors = head.ancestors.iter().map(|version| Json::text(version.as_str()));
        fields.put("ancestors", Json::List(ancestors.collect()));
    }
    for collection in document.collections() {
        let Some(list) = document.list(collection.name) else {
            continue;
        };
        match collection.cardinality {
            Cardinality::One => {
                let only = list.at(0).map(|only| record(only, false));
                if let Some(only) = only.filter(|only| !only.0.is_empty()) {
                    fields.put(collection.name, Json::Object(only));
                }
            }
            Cardinality::Many if list.is_empty() => {}
            Cardinality::Many => {
                let records = list.iter().map(|one| Json::Object(record(one, true)));
                fields.put(collection.name, Json::List(records.collect()));
            }
        }
    }
    if !head.set_aside.is_empty() {
        let aside = head.set_aside.iter().map(set_aside);
        fields.put("set_aside", Json::List(aside.collect()));
    }
    put_extra(&mut fields, &head.extra);
    Json::Object(fields)
}

/// A record object: its id where it is one of many, the fields that hold something, and the unknown ones.
fn record(record: &dyn Record, with_id: bool) -> Fields<'_> {
    let mut fields = Fields::default();
    if with_id {
        fields.put_text("id", record.id().as_str());
    }
    for (place, field) in record.def().fields.iter().enumerate() {
        if let Some(json) = record.slot(place).and_then(|slot| encode_value(slot.value())) {
            fields.put(field.name, json);
        }
    }
    put_extra(&mut fields, record.extra());
    fields
}

/// What a field holds; `None` when it holds nothing. Text of blanks is something: it was typed.
pub(crate) fn encode_value(value: Value) -> Option<Json<'static>> {
    let texts = |texts: Vec<Cow<'static, str>>| Json::List(texts.into_iter().map(Json::Text).collect());
    match value {
        Value::Text(text) => (!text.is_empty()).then(|| Json::Text(text.into())),
        Value::Date(day) => day.map(|day| Json::Text(day.to_string().into())),
        Value::Count(count) => count.map(Json::count),
        Value::One(code) => code.map(Json::text),
        Value::Several(codes) => {
            (!codes.is_empty()).then(|| texts(codes.into_iter().map(Cow::Borrowed).collect()))
        }
        Value::Ref(id) => id.map(|id| Json::Text(id.to_string().into())),
        Value::Refs(ids) => {
            (!ids.is_empty()).then(|| texts(ids.iter().map(|id| id.to_string().into()).collect()))
        }
    }
}

fn set_aside(aside: &SetAside) -> Json<'_> {
    let mut fields = Fields::default();
    fields.put_text("collection", &aside.collection);
    fields.put_text("reason", &aside.reason);
    fields.put_text("json", &aside.json);
    Json::Object(fields)
}

/// Adds what a newer program wrote, as it was. A known field is never written twice.
fn put_extra<'a>(fields: &mut Fields<'a>, extra: &'a Extra) {
    let known = fields.0.len();
    for (key, text) in extra.iter() {
        // Their own keys differ: each is held against the known ones alone.
        if fields.0[..known].iter().all(|(name, _)| name != key) {
            let json = parse(text).unwrap_or_else(|_| Json::text(text));
            fields.put(key, json);
        }
    }
}
