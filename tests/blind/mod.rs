//! Commands that are chosen blindly, for tests of any sequence of them.

use jinwei::domain::{Books, Cardinality, Collection, Document, Id, Kind, RecordList, Value};
use jinwei::state::Edit;
use proptest::prelude::*;
use proptest::sample::Index;

fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

/// One command, chosen blindly and fitted to the books when its turn comes.
#[derive(Debug, Clone)]
pub(crate) struct Blind {
    kind: usize,
    book: Index,
    collection: Index,
    record: Index,
    field: Index,
    number: u32,
}

pub(crate) fn blind() -> impl Strategy<Value = Blind> {
    let indices = (any::<Index>(), any::<Index>(), any::<Index>(), any::<Index>());
    (0..15_usize, indices, any::<u32>()).prop_map(|(kind, (book, collection, record, field), number)| Blind {
        kind,
        book,
        collection,
        record,
        field,
        number,
    })
}

impl Blind {
    pub(crate) fn fitted(&self, books: &Books) -> Edit {
        let documents: Vec<_> = books.documents().collect();
        let book = documents[self.book.index(documents.len())];
        let document = book.id().clone();
        let collections = book.collections();
        let Collection {
            name,
            record,
            cardinality,
        } = &collections[self.collection.index(collections.len())];
        let list = book.list(name).expect("the collection");
        // Sometimes a record that is gone, or of the wrong kind.
        let chosen = list
            .at(self.record.index(list.len() + 1))
            .map_or_else(|| id("gone"), |found| found.id().clone());
        // Sometimes a name that is taken.
        let fresh = id(&format!("new-{}", self.number % 400));
        let field = &record.fields[self.field.index(record.fields.len())];
        match self.kind {
            0 | 1 => Edit::Set {
                document,
                record: chosen,
                field: field.name,
                value: value(field.kind, self.number),
            },
            2 => Edit::Add {
                document,
                collection: name,
                after: (*cardinality == Cardinality::Many).then_some(chosen),
                id: fresh,
                preset: vec![(field.name, value(field.kind, self.number))],
            },
            3 => Edit::Duplicate {
                document,
                record: chosen,
                spare: (0..self.number % 5)
                    .map(|at| id(&format!("{fresh}-{at}")))
                    .collect(),
                id: fresh,
            },
            4 => Edit::Remove {
                document,
                record: chosen,
            },
            5 => Edit::Move {
                document,
                record: chosen,
                by: i32::from_ne_bytes(self.number.to_ne_bytes()) % 5,
            },
            6 => Edit::Explain {
                document,
                rule: "handler-not-a-person",
                record: chosen.to_string(),
                field: "handler",
                reason: ["", "情况属实"][self.number as usize % 2].into(),
                id: fresh,
            },
            7 => Edit::AddBranch {
                parts: std::array::from_fn(|at| id(&format!("{fresh}-part-{at}"))),
                id: fresh,
            },
            8 => Edit::RemoveBook { id: document },
            _ => self.at_work(book, fresh),
        }
    }

    /// A command of the ledger at work, for some item or close-out of the book.
    fn at_work(&self, book: &dyn Document, fresh: Id) -> Edit {
        let document = book.id().clone();
        let some = |collection: &str| {
            let list = book.list(collection);
            let len = list.map_or(0, RecordList::len);
            let record = list.and_then(|list| list.at(self.record.index(len + 1)));
            record.map_or_else(|| id("gone"), |record| record.id().clone())
        };
        let (item, close_out) = (some("items"), some("close_outs"));
        let on = chrono::NaiveDate::from_yo_opt(2012, self.number % 366 + 1).expect("a day of a leap year");
        match self.kind {
            9 => Edit::Extend {
                document,
                item,
                id: fresh,
                asked_on: on,
            },
            10 => Edit::BeginCloseOut {
                document,
                item,
                id: fresh,
                completed_on: on,
            },
            11 => Edit::ApplyCloseOut {
                document,
                close_out,
                on,
            },
            12 => Edit::WithdrawCloseOut { document, close_out },
            13 => Edit::ConfirmCloseOut {
                document,
                close_out,
                on,
            },
            _ => Edit::ReopenItem {
                document,
                close_out,
                on,
                reason: ["", "又出现了"][self.number as usize % 2].into(),
            },
        }
    }
}

/// Content that fits a field, or (one time in four) does not.
fn value(kind: Kind, number: u32) -> Value {
    if number.is_multiple_of(4) {
        return Value::Several(vec!["no such answer"]);
    }
    let day = chrono::NaiveDate::from_yo_opt(2012, number % 366 + 1);
    match kind {
        Kind::Text => Value::Text(format!("第{number}稿")),
        Kind::Date => Value::Date(day),
        Kind::Count => Value::Count(Some(number)),
        Kind::One(list) => Value::One(Some(list[number as usize % list.len()].code)),
        Kind::Several(list) => Value::Several(vec![list[number as usize % list.len()].code]),
        Kind::Ref => Value::Ref(Some(id("somewhere"))),
        Kind::Refs => Value::Refs(vec![id("somewhere")]),
    }
}
