//! What the office's program adds to the page.
//!
//! The page is two programs made from one library. A school's carries nothing that only the office needs, so nothing
//! outside `ui/office` and `state/office` names what is in there: it asks here, and what is not handed in by the
//! program is not linked into it.

use crate::domain::{Field, Id};
use crate::papers::Paper;
use crate::state::{OfficeWork, OpenBooks, OpenWorkspace};
use crate::ui::route::{Links, Place};
use crate::ui::view::nothing;
use leptos::prelude::*;

/// The office's part of the page, as functions that the rest of the page calls where it is there.
pub struct OfficeDesk {
    /// What it does with files and books.
    pub(super) work: &'static OfficeWork,
    /// Its pages in the main navigation, by the end of their address (`#/office/<slug>`) and name.
    pub(super) pages: &'static [(&'static str, &'static str)],
    /// The page for files that come in.
    pub(super) import: fn(OpenWorkspace) -> AnyView,
    /// Its first page.
    pub(super) home: fn(OpenWorkspace) -> AnyView,
    /// The page at `#/office/<slug>`.
    pub(super) page: fn(&OpenWorkspace, &str) -> AnyView,
    /// A place in a received plan, by the file's id.
    pub(super) received: fn(&OpenWorkspace, String, Place) -> AnyView,
    /// A collection of the office's book on its topic's page, where it is not shown like any other.
    pub(super) block: fn(&Id, &str) -> Option<AnyView>,
    /// What stands above a paper of a branch that was received, by the office's own books, branch and its name.
    pub(super) above_paper: fn(&Paper, OpenBooks, &Id, &str) -> AnyView,
    /// What stands at a record of a received book: document, record.
    pub(super) record_note: fn(&Id, &Id) -> AnyView,
    /// What stands at a field of a received book: document, record, field.
    pub(super) field_note: fn(&Id, &Id, &'static Field) -> AnyView,
}

/// The office's part, where this program has it.
pub(super) fn office_desk() -> Option<&'static OfficeDesk> {
    use_context()
}

/// The same, in a book that was received.
fn at_received() -> Option<&'static OfficeDesk> {
    let Links(received) = use_context()?;
    received?;
    office_desk()
}

/// What the office has to say at a record of a received book; nothing anywhere else.
pub(super) fn record_note(document: &Id, record: &Id) -> AnyView {
    at_received().map_or_else(nothing, |desk| (desk.record_note)(document, record))
}

/// What the office has to say at a field of a received book; nothing anywhere else.
pub(super) fn field_note(document: &Id, record: &Id, field: &'static Field) -> AnyView {
    at_received().map_or_else(nothing, |desk| (desk.field_note)(document, record, field))
}
