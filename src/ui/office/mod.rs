//! The office's desk: what has been received, the office's own book, and what stands at the books that are read there.
//!
//! Handed to the page by the office's program alone, see [`OfficeDesk`]; nothing else in the crate may name this.

mod acceptance;
mod county;
mod duties;
mod figure;
mod home;
mod import;
mod key;
mod map;
mod page;
mod problems;
mod received;
mod review;
mod rows;
mod search;
mod topic;
mod units;
mod virtual_list;

use super::desk::OfficeDesk;
use super::view::nothing;
use crate::papers::Paper;
use crate::state::office::WORK;

/// The office's part of the page.
pub const DESK: OfficeDesk = OfficeDesk {
    work: &WORK,
    pages: &[("county", "全县情况")],
    import: import::import,
    home: home::home,
    page: page::page,
    received: received::received,
    block: |document, collection| {
        (collection == acceptance::COLLECTION).then(|| acceptance::acceptances(document))
    },
    above_paper: |paper, own, branch, name| match paper {
        Paper::Form => acceptance::acceptance(own, branch.clone(), name.to_owned()),
        _ => nothing(),
    },
    record_note: |_, _| nothing(),
    field_note: |_, _, _| nothing(),
};
