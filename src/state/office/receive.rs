//! A submission that comes in at the office.

use super::received::sender_key;
use crate::bundle::{self, Bundle};
use crate::domain::{Book, Id, OfficeBook};
use crate::state::import::Effect;
use crate::state::{OpenWorkspace, new_id};
use crate::storage::{Desk, Kept, WorkspaceMeta};

/// What taking the file in would do.
pub(super) fn receive(open: &OpenWorkspace, bundle: &Bundle) -> Effect {
    if bundle.envelope.created_by.desk != Desk::Unit {
        return Effect::Nothing(
            "这是支部交给单位的文件，不是单位的报送文件。请单位先收进去，再由单位报送。".into(),
        );
    }
    let mut replaces = None;
    for file in open.received.read_untracked().iter() {
        if file.id == bundle.envelope.bundle_id.as_str() {
            return Effect::Nothing("这份文件已经收过了，内容相同，不用再收。".into());
        }
        let Ok(known) = bundle::read(file.text.as_bytes()) else {
            continue;
        };
        if sender_key(&known) == sender_key(bundle) {
            replaces = replaces.max(Some(known.envelope.revision));
        }
    }
    Effect::Receive { replaces }
}

/// Gives a workspace from before the office kept a book its book. It is named after its workspace, so that two pages
/// that open it at once make the same book, and is written with its first record. Where a row could not be read, that
/// may be the book: none is made in its place.
pub(super) fn complete(meta: &WorkspaceMeta, kept: &mut Kept) {
    let has_book = kept.books.iter().any(|book| matches!(book, Book::Office(_)));
    if !has_book && kept.problems.is_empty() {
        let id = Id::parse(&meta.id).unwrap_or_else(|_| new_id());
        kept.books.push(Book::Office(OfficeBook::new(id)));
    }
}
