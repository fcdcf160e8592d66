//! What is typed while something else is being written: it must not go with what takes the book's place.

use crate::domain::{Book, Books, Id};
use crate::merge::{Conflict, Decision, Take, three_way};

/// Books that were made of `before`, with what was typed since, and without those that went since; and the ids of those in
/// which something was typed.
pub fn with_typed(now: &Books, before: &[Book], books: Vec<Book>) -> (Vec<Book>, Vec<Id>) {
    let (mut merged, mut typed) = (Vec::new(), Vec::new());
    for book in books {
        let id = book.as_document().id().clone();
        let was = before.iter().find(|was| *was.as_document().id() == id);
        let was = was.map(Book::as_document);
        let Some(now) = now.document(&id) else {
            if was.is_none() {
                merged.push(book);
            }
            continue;
        };
        if was.is_some_and(|was| now.same_content(was)) {
            merged.push(book);
            continue;
        }
        let both = |decided: &[Decision]| three_way(was, now, book.as_document(), decided);
        let mine = |conflict: Conflict| Decision {
            place: conflict.place,
            take: Take::Mine,
        };
        let asked = both(&[]).map(|first| first.conflicts.into_iter().map(mine).collect::<Vec<_>>());
        let mut result = asked.and_then(|decided| both(&decided)).map(|merged| merged.book);
        if let Some(result) = &mut result {
            // What is on the disk has this head, and what was typed comes after it.
            result
                .as_document_mut()
                .head_mut()
                .clone_from(book.as_document().head());
        }
        typed.push(id);
        merged.push(result.unwrap_or(book));
    }
    (merged, typed)
}
