//! Places of books and what they hold, in a clerk's words.

use crate::domain::{Books, Document, Field, Id, Kind, Record, RecordList, Value};
use crate::papers::date;

/// How much of a record's first text names it, in characters.
const NAME_CHARS: usize = 24;

/// What a clerk calls a book.
pub fn document_name(books: &Books, document: &Id) -> String {
    if let Some(unit) = books.unit.as_ref().filter(|unit| unit.id() == document) {
        return named(&unit.profile.name, "（未命名的单位）");
    }
    let branch = books.branch(document);
    branch.map_or_else(String::new, |branch| {
        named(&branch.profile.name, "（未命名的支部）")
    })
}

fn named(name: &str, else_words: &str) -> String {
    let name = name.trim();
    if name.is_empty() { else_words } else { name }.to_owned()
}

/// What a clerk calls a record: what it is and, where there are several, its number and the beginning of its words.
pub fn record_name(document: &dyn Document, record: &Id) -> String {
    let Some((collection, found)) = document.record(record) else {
        return String::new();
    };
    let title = found.def().title;
    // What a book holds once is named after its collection.
    if record.as_str() == collection {
        return title.to_owned();
    }
    let number = document
        .list(collection)
        .and_then(|list| list.position(record))
        .map_or(0, |at| at + 1);
    let (what, count) = match collection {
        "items" => ("", "项"),
        _ => (title, "条"),
    };
    let words = first_text(found);
    let space = if words.is_empty() { "" } else { " " };
    format!("{what}第{number}{count}{space}{words}")
}

/// The beginning of the first text in a record.
fn first_text(record: &dyn Record) -> String {
    for field in record.def().fields {
        if let Some(Value::Text(text)) = record.get(field.name)
            && !field.derived
            && !text.trim().is_empty()
        {
            return cut(text.trim(), NAME_CHARS);
        }
    }
    String::new()
}

/// The beginning of a text, and a mark where something is left out.
pub(super) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A place in words: whose book, which record, which field.
pub fn place_words(books: &Books, document: &Id, record: Option<&Id>, field: Option<&Field>) -> String {
    let mut words = document_name(books, document);
    let book = books.document(document);
    if let (Some(book), Some(record)) = (book, record) {
        words = format!("{words}·{}", record_name(book, record));
    }
    if let Some(field) = field {
        words = format!("{words}·{}", field.label);
    }
    words
}

/// What a field holds, in words; empty where it holds nothing.
pub fn value_words(books: &Books, field: &Field, value: &Value) -> String {
    let label = |code: &str| match field.kind {
        Kind::One(list) | Kind::Several(list) => {
            let mut list = list.iter();
            list.find(|choice| choice.code == code).map(|choice| choice.label)
        }
        _ => None,
    };
    let mut all: Vec<String> = Vec::new();
    match value {
        Value::Text(text) => return text.clone(),
        Value::Date(day) => return day.map(date).unwrap_or_default(),
        Value::Count(count) => return count.map(|count| count.to_string()).unwrap_or_default(),
        Value::One(code) => all.extend(code.and_then(label).map(str::to_owned)),
        Value::Several(codes) => {
            for code in codes {
                all.extend(label(code).map(str::to_owned));
            }
        }
        Value::Ref(id) => all.extend(id.as_ref().map(|id| referred(books, id))),
        Value::Refs(ids) => {
            for id in ids {
                all.push(referred(books, id));
            }
        }
    }
    all.join("、")
}

/// What an id stands for: a book's name, or the name of a record in any of them.
fn referred(books: &Books, id: &Id) -> String {
    let name = document_name(books, id);
    if !name.is_empty() {
        return name;
    }
    for document in books.documents() {
        if document.record(id).is_some() {
            return record_name(document, id);
        }
    }
    "（已删除）".into()
}

/// The list of a collection, by the book and the collection's name.
pub(super) fn list<'a>(books: &'a Books, document: &Id, collection: &str) -> Option<&'a dyn RecordList> {
    books.document(document)?.list(collection)
}
