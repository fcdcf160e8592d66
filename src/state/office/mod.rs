//! The office's half of what is done with files and books: taking submissions in, reading what was received, saying what
//! there is to say to it, and handing down what was said.
//!
//! What is decided is decided by pure functions, tested natively; the rest carries it out. Only the office's program
//! carries it, through `WORK`; the rest of the crate asks `OfficeWork`.

mod places;

mod changed;
mod entries;
mod issuing;
mod pairing;
mod remarks;
mod sitting;

pub use changed::{
    BookDiff, FieldDiff, Happened, RecordDiff, between, places as changed_places, spot_of, untouched,
    version_before,
};
pub use entries::{
    add_branch, add_unit, draft_words, has_branch, has_unit, register_if_missing, remove_all, undo_draft,
    with_branches,
};
pub use issuing::{
    Addressee, Last, News, Sent, addressees, last_sent, outgoing, register_to_issue, shared_cases, whom,
};
pub use pairing::{Unmatched, choose, decide, rivals, unmatched_branches, unmatched_units};
pub use places::{document_name, place_words, record_name, value_words};
pub use remarks::{
    Judged, Remarks, Spot, begin, fill, judge, new_sheet, sheet_id, sheet_if_missing, unjudge, went_out,
};
pub use sitting::{Candidate, Seat, Shown, Sitting, candidates, undo, write};

#[cfg(target_arch = "wasm32")]
mod browser {
    pub use super::desk::{Office, office};
    pub use super::inbox::{Fate, Inbox, Letter, Outcome, Progress, Source, Submission};
    pub use super::issue::{issue_register, issue_reviews};
    pub use super::reading::{Reading, read_plan, read_received};
    use crate::state::app::OfficeWork;

    /// What the office's program adds to the commands.
    pub const WORK: OfficeWork = OfficeWork {
        complete: super::kept::complete,
        open: super::desk::open,
        received: super::kept::received,
        missing: super::kept::missing,
        settle: super::kept::settle,
    };
}
#[cfg(target_arch = "wasm32")]
pub use browser::*;

#[cfg(target_arch = "wasm32")]
mod desk;
#[cfg(target_arch = "wasm32")]
mod inbox;
#[cfg(target_arch = "wasm32")]
mod issue;
#[cfg(target_arch = "wasm32")]
mod kept;
#[cfg(target_arch = "wasm32")]
mod reading;
