//! The office's half of what is done with files: taking submissions in, and reading what was received.
//!
//! Only the office's program carries it, through [`WORK`]; the rest of the crate asks
//! [`OfficeWork`](super::app::OfficeWork).

mod desk;
mod inbox;
mod kept;
mod reading;

pub use desk::{Office, office};
pub use inbox::{Fate, Inbox, Letter, Outcome, Progress, Source, Submission};
pub use reading::{Reading, read_received};

use super::app::OfficeWork;

/// What the office's program adds to the commands.
pub const WORK: OfficeWork = OfficeWork {
    complete: kept::complete,
    open: desk::open,
    received: kept::received,
};
