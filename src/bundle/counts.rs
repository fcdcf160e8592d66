//! How much stands in books: for previews, and for the confirmation after an export.

use crate::domain::{Book, Cardinality, Document, Id, Value};

/// What stands in one book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookCounts {
    /// The book's id.
    pub id: Id,
    /// The kind's name in files.
    pub kind: &'static str,
    /// The unit's or branch's name, as its profile has it.
    pub name: String,
    /// Ledger items.
    pub items: usize,
    /// Records in all collections: those of many, and those held once that are not blank.
    pub records: usize,
    /// Records that could not be read.
    pub set_aside: usize,
}

/// What stands in several books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// Unit books.
    pub units: usize,
    /// Branch books.
    pub branches: usize,
    /// Ledger items in all.
    pub items: usize,
    /// Records in all.
    pub records: usize,
    /// Records that could not be read, in all.
    pub set_aside: usize,
    /// Book by book, in their order.
    pub books: Vec<BookCounts>,
}

impl Counts {
    /// Counts books.
    pub fn of(books: &[Book]) -> Self {
        let (mut units, mut branches) = (0, 0);
        for book in books {
            match book {
                Book::Unit(_) => units += 1,
                Book::Branch(_) => branches += 1,
                Book::Office(_) | Book::Register(_) | Book::Review(_) | Book::Keys(_) => {}
            }
        }
        let counts: Vec<BookCounts> = books.iter().map(|book| of_document(book.as_document())).collect();
        Self {
            units,
            branches,
            items: counts.iter().map(|book| book.items).sum(),
            records: counts.iter().map(|book| book.records).sum(),
            set_aside: counts.iter().map(|book| book.set_aside).sum(),
            books: counts,
        }
    }
}

fn of_document(document: &dyn Document) -> BookCounts {
    let profile = document.list("profile").and_then(|list| list.at(0));
    let name = match profile.and_then(|profile| profile.get("name")) {
        Some(Value::Text(name)) => name,
        _ => String::new(),
    };
    let records = document.collections().iter().map(|collection| {
        let Some(list) = document.list(collection.name) else {
            return 0;
        };
        match collection.cardinality {
            Cardinality::One => list.iter().filter(|record| !record.is_blank()).count(),
            Cardinality::Many => list.len(),
        }
    });
    BookCounts {
        id: document.id().clone(),
        kind: document.kind(),
        name,
        items: document.list("items").map_or(0, crate::domain::RecordList::len),
        records: records.sum(),
        set_aside: document.head().set_aside.len(),
    }
}
