//! What sees to it that nothing is lost with a browser: which copies in a folder are kept, when a backup is asked for, how
//! long something that was deleted can be had back, which restore points go, and what is known of the workspaces outside
//! the browser's database.
//!
//! **Invariant:** nothing here deletes. It says what may go, and never that of which there is no other copy.

mod bin;
mod known;
mod points;
mod reminder;
mod rotation;

pub use bin::{BIN_DAYS, can_be, days_left, may_go};
pub use known::{Known, read_known, write_known};
pub use points::{POINTS_ALWAYS, POINTS_AT_MOST, RestorePoint, held_by, hold_more, points_to_let_go};
pub use reminder::{MANY_STEPS, Waiting, is_due};
pub use rotation::{COPIES_AT_MOST, COPIES_TODAY, FolderCopy, copy_name, surplus};
