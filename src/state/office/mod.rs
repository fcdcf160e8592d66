//! The office's half of what is done with files: taking submissions in, and reading what was received.
//!
//! Only the office's program carries it, through [`WORK`]; the rest of the crate asks [`OfficeWork`].

mod receive;
mod received;

pub use received::{ReceivedPlans, ReceivedUnit, received_plans, received_units};

use super::app::OfficeWork;

/// What the office's program adds to the commands.
pub const WORK: OfficeWork = OfficeWork {
    receive: receive::receive,
    complete: receive::complete,
};
