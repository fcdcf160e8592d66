//! What is written down about a decision.

use chrono::NaiveDate;

use super::conflict::{Conflict, Held, HeldRecord, Take};
use crate::domain::{Document, Field, FieldType as _, Id, Kind, Refers, Value};

/// The longest text that a decision keeps, in characters. A field of a file holds no more; whole records can be longer,
/// and the file that they came with is kept word for word.
pub const MAX_DECISION_CHARS: usize = 20_000;

/// How long the name of a record may be, in characters.
const NAME_CHARS: usize = 30;

/// How a text ends that is longer than a field.
const REST: &str = "……（其余见当时的文件）";

/// One of the two sides: who it is, and its copy of the book.
#[derive(Clone, Copy)]
pub struct Party<'a> {
    /// Its name, as a person knows it.
    pub name: &'a str,
    /// Its copy.
    pub book: &'a dyn Document,
}

/// The content of a new [`MergeDecision`](crate::domain::MergeDecision), for the book that was merged. Its id comes from
/// whoever adds it.
pub fn record_decision(
    conflict: &Conflict,
    take: Take,
    mine: Party<'_>,
    theirs: Party<'_>,
    on: NaiveDate,
) -> Vec<(&'static str, Value)> {
    let books = [mine.book, theirs.book];
    let my = (words(&conflict.mine, conflict.field, books), mine.name);
    let their = (words(&conflict.theirs, conflict.field, books), theirs.name);
    let ((kept, kept_from), (dropped, dropped_from)) = match take {
        Take::Mine => (my, their),
        Take::Theirs => (their, my),
    };
    let field = conflict.place.field.clone().unwrap_or_default();
    vec![
        ("record", conflict.place.record.to_string().get()),
        ("what", what(conflict, books).get()),
        ("field", field.get()),
        ("kept", bounded(kept, MAX_DECISION_CHARS, REST).get()),
        ("kept_from", kept_from.to_owned().get()),
        ("dropped", bounded(dropped, MAX_DECISION_CHARS, REST).get()),
        ("dropped_from", dropped_from.to_owned().get()),
        ("decided_on", Some(on).get()),
    ]
}

impl Conflict {
    /// The place, in words.
    pub fn words(&self, mine: &dyn Document, theirs: &dyn Document) -> String {
        what(self, [mine, theirs])
    }

    /// What both started from, what is ours and what is the other side's, in words.
    pub fn held_words(&self, mine: &dyn Document, theirs: &dyn Document) -> [String; 3] {
        [&self.base, &self.mine, &self.theirs].map(|held| words(held, self.field, [mine, theirs]))
    }
}

/// The place, in words.
fn what(conflict: &Conflict, books: [&dyn Document; 2]) -> String {
    let id = &conflict.place.record;
    let mut words = conflict.def.title.to_owned();
    // A record that is held once is named after its collection, and needs no name of its own.
    if id.as_str() != conflict.place.collection
        && let Some(name) = name(id, books)
    {
        words = format!("{words}“{name}”");
    }
    match (conflict.field, &conflict.place.field) {
        (Some(field), _) => format!("{words}：{}", field.label),
        (None, Some(unknown)) => format!("{words}：{unknown}"),
        (None, None) => words,
    }
}

fn words(held: &Held, field: Option<&'static Field>, books: [&dyn Document; 2]) -> String {
    match (held, field) {
        (Held::Deleted, _) => "（删除）".into(),
        (Held::Value(value), Some(field)) => value_words(field, value, books),
        (Held::Value(value), None) => value.to_input(),
        (Held::Unknown(text), _) => text.clone(),
        (Held::Records(records), _) => {
            let mut lines = String::new();
            for HeldRecord {
                def, values, extra, ..
            } in records
            {
                if !lines.is_empty() {
                    lines.push('\n');
                }
                lines.push_str(def.title);
                for (field, value) in values {
                    lines = format!("{lines}；{}：{}", field.label, value_words(field, value, books));
                }
                for (key, text) in extra.iter() {
                    lines = format!("{lines}；{key}：{text}");
                }
            }
            lines
        }
    }
}

fn value_words(field: &Field, value: &Value, books: [&dyn Document; 2]) -> String {
    if value.is_empty() {
        return "（空）".into();
    }
    let label = |code: &str| match field.kind {
        Kind::One(list) | Kind::Several(list) => {
            let mut list = list.iter();
            list.find(|choice| choice.code == code).map(|choice| choice.label)
        }
        _ => None,
    };
    let mut all = Vec::new();
    match value {
        Value::One(code) => all.extend(code.and_then(label)),
        Value::Several(codes) => codes.iter().for_each(|code| all.extend(label(code))),
        Value::Ref(Some(id)) if field.refers != Refers::Nothing => return name_or_id(id, books),
        Value::Refs(ids) if field.refers != Refers::Nothing => {
            let mut names = Vec::new();
            for id in ids {
                names.push(name_or_id(id, books));
            }
            return names.join("、");
        }
        _ => return value.to_input(),
    }
    all.join("、")
}

fn name_or_id(id: &Id, books: [&dyn Document; 2]) -> String {
    name(id, books).unwrap_or_else(|| id.to_string())
}

/// What a record is called: the first text in it.
fn name(id: &Id, books: [&dyn Document; 2]) -> Option<String> {
    for book in books {
        let Some((_, record)) = book.record(id) else {
            continue;
        };
        for field in record.def().fields {
            match record.get(field.name) {
                Some(Value::Text(text)) if !text.trim().is_empty() => {
                    return Some(bounded(text, NAME_CHARS, "…"));
                }
                _ => {}
            }
        }
    }
    None
}

/// Text of no more than so many characters; what is longer ends with these words instead.
fn bounded(text: String, most: usize, end: &str) -> String {
    if text.chars().nth(most).is_none() {
        return text;
    }
    let kept = text.chars().take(most - end.chars().count());
    kept.chain(end.chars()).collect()
}
