//! What was done to the books, step by step: told exactly enough to be taken back, done again, and carried over to
//! books that somebody else has changed meanwhile.
//!
//! A [`Difference`] is one place before and after. [`between`] finds all of them between two states of the books;
//! [`carry`] carries them over to other books, place by place, and gives back those that do not fit there: somebody
//! changed the same place in another way. Taking back is carrying over what was [`turned`] round, and so is following
//! another tab with what is not written yet.
//!
//! [`Log`] holds the steps of an open workspace and what of them is on its way to the disk; [`thin`] says which old steps
//! are put together.

mod carry;
mod difference;
mod log;
mod step;
mod thin;
mod wire;

pub use carry::carry;
pub use difference::{Difference, FieldDifference, Place, Standing, between, turned};
pub use log::{HELD, Log, Refused, Turn};
pub use step::{Act, Step};
pub use thin::{KEPT_WHOLE, Thinned, thin};
pub use wire::{decode_step, encode_step};
