//! The office's desk: what has been received, the office's own book, and what stands at the books that are read there.
//!
//! Handed to the page by the office's program alone, see [`OfficeDesk`]; nothing else in the crate may name this.

mod accept;
mod acceptance;
mod changes;
mod county;
mod duties;
mod figure;
mod home;
mod import;
mod issue;
mod key;
mod map;
mod matches;
mod page;
mod problems;
mod received;
mod register;
mod register_entries;
mod remark;
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
    pages: &[
        ("county", "全县情况"),
        ("register", "花名册"),
        ("matches", "对应"),
        ("issue", "下发"),
        ("accept", "集中验收"),
    ],
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
    record_note: remark::record_note,
    field_note: remark::field_note,
};
