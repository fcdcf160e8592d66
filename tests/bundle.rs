//! The file format on the sample books: written, read back, stored and fetched.

use jinwei::bundle::{
    BundleKind, CreatedBy, Desk, Outgoing, Unreadable, decode_book, encode_book, reread, write,
};
use jinwei::domain::{Book, Books, Id};
use jinwei::sample;

fn books_of(books: Books) -> Vec<Book> {
    let unit = books.unit.into_iter().map(Book::Unit);
    unit.chain(books.branches.into_iter().map(Book::Branch)).collect()
}

fn outgoing(books: &[Book]) -> Outgoing<'_> {
    Outgoing {
        kind: BundleKind::Submission,
        bundle_id: Id::from_random([7; 16]),
        supersedes: None,
        programme: "huajiaofa-2012-12",
        created_at: "2012-07-05T15:30:00+08:00",
        created_by: CreatedBy {
            desk: Desk::Unit,
            unit: "示例中学党总支".into(),
            unit_id: None,
        },
        revision: 1,
        books,
        findings: &[],
    }
}

#[test]
fn what_is_written_reads_back() {
    let books = books_of(sample::unit_of_three());
    let written = write(&outgoing(&books));
    let bundle = reread(&written.text, &books).expect("readable");
    assert_eq!(bundle.books, books);
    assert_eq!(bundle.envelope.digest, written.digest);
    assert_eq!(bundle.set_aside_count(), 0);
    assert_eq!((written.counts.units, written.counts.branches), (1, 3));
}

#[test]
fn a_file_that_is_not_the_books_is_noticed() {
    let books = books_of(sample::unit_of_three());
    let written = write(&outgoing(&books[..3]));
    let error = reread(&written.text, &books).expect_err("a book is missing");
    assert_eq!(error.code(), "not_as_written");
}

#[test]
fn stored_books_come_back() {
    for book in books_of(sample::unit_of_three()) {
        assert_eq!(decode_book(&encode_book(&book)), Ok(book));
    }
    assert_eq!(decode_book("{"), Err(Unreadable::Truncated));
}
