//! What a book from elsewhere becomes on this shelf.

use crate::domain::{Book, Books};

/// A book from a file as it will stand among these: a unit's branches are told which unit they have come to, and stand
/// in the place that they have there already or else behind the `last` one.
pub fn adopt(books: &Books, mut book: Book, last: &mut u32) -> Book {
    if let (Some(unit), Book::Branch(branch)) = (&books.unit, &mut book) {
        branch.profile.unit = Some(unit.id().clone());
        branch.profile.unit_name.clone_from(&unit.profile.name);
        if let Some(known) = books.branch(branch.id()) {
            branch.profile.position = known.profile.position;
        } else {
            *last += 1;
            branch.profile.position = Some(*last);
        }
    }
    book
}
