//! How a copy that came stands to the one that is here.

use super::three_way::three_way;
use crate::domain::{Book, Document, DocumentHead, Id, sort_by_text};
use std::cell::Cell;

/// How a copy that came stands to the one that is here.
#[derive(Debug, Clone, PartialEq)]
pub enum Relation {
    /// The book is not here yet.
    New,
    /// It holds what is here; nothing is to be done, but the ancestry may be adopted ([`head_after`]).
    Same,
    /// It grew from what is here, and nothing was changed here since: it takes the place of what is here.
    Newer,
    /// What is here grew from it; nothing of it is to be applied.
    Older,
    /// Both went on from this base: to be merged.
    Forked {
        /// What the newest common version held.
        base: Box<Book>,
    },
    /// Both have nothing in common, or what they had in common is not at hand: to be merged without a base, every
    /// difference shown.
    Unrelated,
    /// It is another book, or of another kind under the same name; neither is merged into the other.
    Other,
}

/// How `theirs`, which came as a file, stands to `mine`, which is here and may have been edited since its version.
///
/// `bases` gives the book as it stood at a version, with the head it had then, from the files that were sent and
/// received. Whatever is done to a book when it comes here (a unit puts its own name into its branches' books)
/// must have been done to `theirs` and to the bases, or it is taken for somebody's change.
pub fn relation(
    mine: Option<&dyn Document>,
    theirs: &dyn Document,
    bases: &dyn Fn(&Id) -> Option<Book>,
) -> Relation {
    let Some(mine) = mine else { return Relation::New };
    if mine.kind() != theirs.kind() || mine.id() != theirs.id() {
        return Relation::Other;
    }
    if mine.same_content(theirs) {
        return Relation::Same;
    }
    let (my, their) = (mine.head(), theirs.head());
    let is_base = |book: &Book, side: &dyn Document| book.as_document().same_content(side);
    if let Some(version) = their.version_id.as_ref().filter(|version| my.is_known(version)) {
        // A file is sent at its version. One that is known to hold something else was edited afterwards.
        if bases(version).is_none_or(|sent| is_base(&sent, theirs)) {
            return Relation::Older;
        }
    }
    let mut common = my.known();
    common.retain(|version| their.is_known(version));
    let bases = |version: &Id| {
        let is_of_it = |book: &Book| {
            let book = book.as_document();
            book.kind() == mine.kind() && book.id() == mine.id()
        };
        bases(version).filter(is_of_it)
    };
    match newest(&common, &bases, &Cell::new(MOST_MERGES)) {
        None => Relation::Unrelated,
        Some(base) if is_base(&base, mine) => Relation::Newer,
        Some(base) if is_base(&base, theirs) => Relation::Older,
        Some(base) => Relation::Forked { base: Box::new(base) },
    }
}

/// How many merges may go into one base. Schools' copies need one or two; only histories that were made up, in which
/// every version grew from several that grew from several, need more, and would need more than there is time for.
const MOST_MERGES: u32 = 64;

/// What the newest of these versions held; what they make together if several are the newest. None where that takes more
/// than is `left` to be merged.
fn newest(common: &[Id], bases: &dyn Fn(&Id) -> Option<Book>, left: &Cell<u32>) -> Option<Book> {
    let mut found: Vec<(&Id, Book)> = Vec::new();
    let mut missing = Vec::new();
    for version in common {
        match bases(version) {
            Some(book) => found.push((version, book)),
            None => missing.push(version),
        }
    }
    let is_older = |version: &Id| {
        let knows =
            |(other, book): &(&Id, Book)| *other != version && book.as_document().head().is_known(version);
        found.iter().any(knows)
    };
    if missing.into_iter().any(|version| !is_older(version)) {
        return None;
    }
    let mut tops = Vec::new();
    for (version, book) in &found {
        if !is_older(version) {
            tops.push((*version, book));
        }
    }
    // The same whichever side looks.
    sort_by_text(&mut tops, |(version, _)| version.as_str());
    let mut tops = tops.into_iter();
    let mut all = tops.next()?.1.clone();
    for (_, next) in tops {
        left.set(left.get().checked_sub(1)?);
        let next = next.as_document();
        let made = all.as_document();
        let mut shared = common.to_vec();
        // Neither of the newest is among what they share: it gets shorter, and comes to an end.
        shared.retain(|version| made.head().is_known(version) && next.head().is_known(version));
        let base = if shared.is_empty() {
            None
        } else {
            Some(newest(&shared, bases, left)?)
        };
        all = three_way(base.as_ref().map(Book::as_document), made, next, &[])?.book;
    }
    Some(all)
}

/// The head of the book that stands here once a copy was taken as its relation says: as it is, or merged.
///
/// A copy that held the same is not applied, and one that is older neither; yet what they grew from is from then on among
/// the ancestors of what is here.
pub fn head_after(mine: Option<&dyn Document>, theirs: &dyn Document, relation: &Relation) -> DocumentHead {
    let their = theirs.head();
    let Some(my) = mine.map(Document::head) else {
        return their.clone();
    };
    let is_known = |version: &Option<Id>| version.as_ref().is_none_or(|version| my.is_known(version));
    let mut head = match relation {
        Relation::Other => return my.clone(),
        Relation::New | Relation::Newer => their.clone(),
        Relation::Same if !is_known(&their.version_id) => their.clone(),
        Relation::Same | Relation::Older => my.clone(),
        Relation::Forked { .. } | Relation::Unrelated => DocumentHead {
            version_id: None,
            parent_version_id: None,
            ancestors: my.known(),
            ..my.clone()
        },
    };
    head.join(my);
    head.join(their);
    head
}
