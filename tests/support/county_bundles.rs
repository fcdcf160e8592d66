//! The files in which an invented county hands its books in: what `sample::county` gives, written as the page writes it.

use jinwei::bundle::{BundleKind, CreatedBy, Desk, Outgoing, Written, write};
use jinwei::domain::{Book, Books, Id};
use jinwei::notice::Programme;
use jinwei::rules;
use jinwei::sample::COUNTY_DAY;

/// The name and the text of a unit's file.
pub(crate) fn submission(at: usize, mut books: Books) -> (String, Written) {
    let programme = Programme::default();
    // What was sent has names for its state, and for the one that it grew from.
    let version = |number: usize| number_id(0x7e, at * 8 + number);
    for (number, head) in heads(&mut books).enumerate() {
        head.version_id = Some(version(number));
        head.parent_version_id = Some(version(number + 4));
    }
    let findings = rules::asked(&books, &programme, COUNTY_DAY);
    let (unit, unit_id) = match &books.unit {
        Some(unit) => (unit.profile.name.clone(), Some(unit.id().clone())),
        None => (String::new(), None),
    };
    let created_by = CreatedBy {
        desk: Desk::Unit,
        unit,
        unit_id,
    };
    let name = format!("{:04}_{}_第2版.json", at + 1, created_by.unit);
    let documents = books.unit.into_iter().map(Book::Unit);
    let documents: Vec<Book> = documents
        .chain(books.branches.into_iter().map(Book::Branch))
        .collect();
    let written = write(&Outgoing {
        kind: BundleKind::Submission,
        bundle_id: number_id(0xb0, at),
        supersedes: Some(number_id(0xa0, at)),
        programme: &programme.id,
        created_at: &format!("{COUNTY_DAY}T{:02}:{:02}:00+08:00", 8 + at % 9, at * 7 % 60),
        created_by,
        // The plan of July was the first.
        revision: 2,
        books: &documents,
        findings: &findings,
        attachments: &[],
    });
    (name, written)
}

fn heads(books: &mut Books) -> impl Iterator<Item = &mut jinwei::domain::DocumentHead> {
    let unit = books.unit.iter_mut().map(|unit| &mut unit.head);
    unit.chain(books.branches.iter_mut().map(|branch| &mut branch.head))
}

/// An id with a number in it.
fn number_id(kind: u8, number: usize) -> Id {
    let mut bytes = [kind; 16];
    bytes[8..].copy_from_slice(&(number as u64).to_be_bytes());
    Id::from_random(bytes)
}
