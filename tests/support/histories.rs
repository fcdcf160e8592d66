//! Random work on books, by several parties, for the tests of merging.

use chrono::NaiveDate;
use jinwei::domain::{Book, Books, Cardinality, Collection, Id, Kind, Record, RecordList, SetAside, Value};
use jinwei::sample;
use jinwei::state::{Edit, apply};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

pub(crate) const BRANCH: &str = "sample-branch-1";
pub(crate) const UNIT: &str = "sample-unit";

pub(crate) fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

/// A branch's book or a unit's after two months of work.
pub(crate) fn base(unit: bool) -> Book {
    let books = sample::lived(NaiveDate::from_ymd_opt(2012, 8, 31).expect("a day"));
    books
        .book(&id(if unit { UNIT } else { BRANCH }))
        .expect("the book")
}

/// What somebody does to a book.
#[derive(Debug, Clone)]
pub(crate) struct Work {
    pub(crate) kind: usize,
    collection: Index,
    record: Index,
    field: Index,
    number: u32,
}

/// Any work; of the first `kinds` kinds: filling, adding, copying, newer fields; clearing; then also
/// deleting and moving.
pub(crate) fn work(kinds: usize, most: usize) -> impl Strategy<Value = Vec<Work>> {
    let indices = (any::<Index>(), any::<Index>(), any::<Index>());
    let one =
        (0..kinds, indices, any::<u32>()).prop_map(|(kind, (collection, record, field), number)| Work {
            kind,
            collection,
            record,
            field,
            number,
        });
    vec(one, 0..=most)
}

/// Filling, adding and copying alone: nothing is deleted or moved.
pub(crate) const GROWING: usize = 9;
/// Everything.
pub(crate) const ANYTHING: usize = 12;

/// Collections that two parties are likely to meet in.
const BUSY: [&str; 5] = [
    "items",
    "milestones",
    "promotion_goal",
    "public_notices",
    "pledges",
];

/// A book after somebody's work. Ids that they give begin with their name; `turn` keeps those of one day from the next.
pub(crate) fn worked(book: &Book, who: &str, turn: usize, work: &[Work]) -> Book {
    let mut books = Books::default();
    books.put(book.clone());
    let document = book.as_document().id().clone();
    for (at, one) in work.iter().enumerate() {
        // The number decides whose new id is the smaller.
        let fresh = id(&format!("{}-{who}-{turn}-{at}", one.number % 9));
        one.carry_out(&mut books, &document, fresh);
    }
    books.book(&document).expect("the book")
}

impl Work {
    fn carry_out(&self, books: &mut Books, document: &Id, fresh: Id) {
        let book = books.document(document).expect("the book");
        let collections = book.collections();
        let busy: Vec<_> = collections
            .iter()
            .filter(|known| BUSY.contains(&known.name))
            .collect();
        let collection: &Collection = if !self.number.is_multiple_of(4) && !busy.is_empty() {
            busy[self.collection.index(busy.len())]
        } else {
            &collections[self.collection.index(collections.len())]
        };
        let list = book.list(collection.name).expect("the collection");
        // Mostly the same few places, so that two parties meet.
        let among = |all: usize, few: usize| {
            if self.number.is_multiple_of(5) {
                all
            } else {
                all.min(few)
            }
        };
        let fields = collection.record.fields;
        let field = &fields[self.field.index(among(fields.len(), 2))];
        let chosen = (!list.is_empty()).then(|| {
            let at = self.record.index(among(list.len(), 2));
            list.at(at).expect("one").id().clone()
        });
        let is_many = collection.cardinality == Cardinality::Many;
        let edit = match (self.kind, chosen) {
            (0..=3, Some(record)) => Edit::Set {
                document: document.clone(),
                record,
                field: field.name,
                value: value(field.kind, self.number),
            },
            (4, Some(record)) => Edit::Set {
                document: document.clone(),
                record,
                field: field.name,
                value: field.kind.empty(),
            },
            (5 | 6, chosen) if is_many => {
                let mut preset = vec![(field.name, value(field.kind, self.number))];
                // A step, a close-out, … of some item.
                let items = book.list("items");
                if collection.record.field("item").is_some()
                    && let Some(items) = items.filter(|items| !items.is_empty())
                {
                    let item = items.at(self.field.index(items.len())).expect("one");
                    preset.push(("item", Value::Ref(Some(item.id().clone()))));
                }
                Edit::Add {
                    document: document.clone(),
                    collection: collection.name,
                    after: chosen,
                    id: fresh,
                    preset,
                }
            }
            (7, Some(record)) => Edit::Duplicate {
                document: document.clone(),
                record,
                spare: (0..9).map(|at| id(&format!("{fresh}-{at}"))).collect(),
                id: fresh,
            },
            (9 | 10, Some(record)) => Edit::Remove {
                document: document.clone(),
                record,
            },
            (11, Some(record)) => Edit::Move {
                document: document.clone(),
                record,
                by: i32::from_ne_bytes(self.number.to_ne_bytes()) % 4,
            },
            (_, chosen) => {
                let at = chosen.and_then(|chosen| list.position(&chosen));
                return self.of_a_newer_program(books, document, collection.name, at);
            }
        };
        // What cannot be done (a record held once is not copied) is left.
        let _ = apply(books, edit);
    }

    /// A newer program writes fields that this one does not know, and an older one set a record aside.
    fn of_a_newer_program(&self, books: &mut Books, document: &Id, collection: &str, record: Option<usize>) {
        let book = books.document_mut(document).expect("the book");
        let (key, json) = (
            format!("newer_{}", self.number % 2),
            (self.number % 3).to_string(),
        );
        match (self.number % 4, record) {
            (0, _) => drop(book.head_mut().extra.insert(key, json)),
            (1, _) => {
                let aside = SetAside {
                    collection: collection.into(),
                    reason: "编号缺失".into(),
                    json,
                };
                let all = &mut book.head_mut().set_aside;
                match all.iter().position(|known| *known == aside) {
                    Some(at) => drop(all.remove(at)),
                    None => all.push(aside),
                }
            }
            (_, Some(at)) => {
                let list = book.list_mut(collection).expect("the collection");
                let record = list.at_mut(at).expect("the record");
                drop(record.extra_mut().insert(key, json));
            }
            (_, None) => {}
        }
    }
}

/// One of a few contents that fit a field, so that two parties sometimes mean the same.
fn value(kind: Kind, number: u32) -> Value {
    let number = number / 9 % 4;
    let some =
        |at: u32| id(["sample-item-1-1", "sample-item-1-2", "sample-item-1-3", "other"][at as usize % 4]);
    match kind {
        Kind::Text => Value::Text(format!("第{number}稿")),
        Kind::Date => Value::Date(NaiveDate::from_yo_opt(2012, number + 200)),
        Kind::Count => Value::Count(Some(number)),
        Kind::One(list) => Value::One(Some(list[number as usize % list.len()].code)),
        Kind::Several(list) => {
            let from = number as usize % list.len();
            Value::Several(
                list[from..]
                    .iter()
                    .rev()
                    .map(|choice| choice.code)
                    .take(2)
                    .collect(),
            )
        }
        Kind::Ref => Value::Ref(Some(some(number))),
        Kind::Refs => Value::Refs((number..number + 3).map(some).collect()),
    }
}

/// Every record of a book, with its collection.
pub(crate) fn records(book: &Book) -> Vec<(&'static str, &dyn Record)> {
    let book = book.as_document();
    let mut all = Vec::new();
    for collection in book.collections() {
        let list = book.list(collection.name).expect("the collection");
        all.extend(list.iter().map(|record| (collection.name, record)));
    }
    all
}

/// A book's records in the order of their ids: the same where nothing but their order differs.
pub(crate) fn unordered(book: &Book) -> Book {
    let mut sorted = book.clone();
    let document = sorted.as_document_mut();
    for at in 0..document.collections().len() {
        let list: &mut dyn RecordList = document.list_at_mut(at).expect("the collection");
        for end in (1..list.len()).rev() {
            for at in 0..end {
                let id_at = |at: usize| list.at(at).expect("a record").id();
                if id_at(at) > id_at(at + 1) {
                    list.swap_next(at);
                }
            }
        }
    }
    sorted
}
