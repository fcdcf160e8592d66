//! The open books and what is done to them.
//!
//! The way of a keystroke: a field dispatches an [`Edit`]; [`apply`], a pure function, changes the books in
//! memory; the same change is written in one transaction; findings are derived. What is on the screen is in memory
//! before it is on the disk, so that a failing disk can still be answered with a backup file; `SaveState` says which
//! of the two it is.

mod adopt;
mod agenda;
mod arrival;
mod comments;
mod countdown;
mod edit;
pub mod from_register;
pub mod office;
mod receipts;
mod relevance;
mod standing;
#[cfg(target_arch = "wasm32")]
mod steps;
mod suggest;
pub mod topics;
mod trust;
mod typed;

pub use adopt::adopt;
pub use agenda::agenda;
pub use arrival::{
    Arrival, Decided, Kinship, Question, arrivals, changes_something, meant_for, settled_books, stamp,
    undecided,
};
pub use comments::{Comments, Placed};
pub use countdown::{Countdown, Light, countdown};
pub use edit::{Change, Edit, EditError, Match, Removed, apply, new_branch, new_unit};
pub use receipts::{Receipted, receipted};
pub use relevance::{has_general_branch, is_registered, is_relevant, needs_plan, owes_turnaround};
pub use standing::{Stage, Standing};
pub use suggest::suggestion;
pub use trust::{
    Party, Proof, Source, Trust, is_of_one, may_take, noted, party, spoken_for, trust_of, trust_together,
};
pub use typed::with_typed;

pub use crate::history::{Act, Difference, Place as StepPlace, Step};
pub use crate::merge::{Decision, Place, RecordChange, Take, What};

#[cfg(target_arch = "wasm32")]
mod browser {
    pub use super::app::{App, OfficeWork, OpenWorkspace, Phase};
    pub use super::export::{
        ExportError, Exported, export_backup, export_backup_sealed, export_submission, export_to_branch,
        hand_over_again, is_submission,
    };
    pub use super::import::{
        Effect, Incoming, Preview, WayBack, accept, inspect, opened, take_back, undo_import,
    };
    pub use super::keeping::{
        Binned, FolderStands, FolderState, Found, Keeping, Missing, Promised, Reminder, space_words,
    };
    pub use super::open_books::{OpenBooks, new_id};
    pub use super::reactive::{Changing, Derived, derived, run};
    pub use super::report::{RecordFindings, Report};
    pub use super::saver::SaveState;
    pub use super::signing::{
        NotOpened, decide, export_key, know, own_public_key, passphrase_of, take_key, unseal_by,
    };
    pub use crate::bundle::{Counts, Desk, Holds, Sealed, fingerprint};
    pub use crate::keeping::{BIN_DAYS, COPIES_AT_MOST, COPIES_TODAY, Known, POINTS_ALWAYS, POINTS_AT_MOST};
    pub use crate::platform::{
        can_encrypt, dropped_files, focus, focus_soon, focus_top, hash, is_file, keep_focus, on_hash_change,
        on_newer_version, on_next_frame, on_step_keys, print, remove_boot_screen, set_hash,
        set_title_from_heading,
    };
    pub use crate::storage::{KeptFile, StorageError, WorkspaceMeta};
}
#[cfg(target_arch = "wasm32")]
pub use browser::*;

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod disk;
#[cfg(target_arch = "wasm32")]
mod export;
#[cfg(target_arch = "wasm32")]
mod import;
#[cfg(target_arch = "wasm32")]
mod keeping;
#[cfg(target_arch = "wasm32")]
mod open_books;
#[cfg(target_arch = "wasm32")]
mod reactive;
#[cfg(target_arch = "wasm32")]
mod report;
#[cfg(target_arch = "wasm32")]
mod saver;
#[cfg(target_arch = "wasm32")]
mod signing;
#[cfg(target_arch = "wasm32")]
mod tab;
