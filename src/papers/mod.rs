//! What is derived from the books for people to read: papers to print, and drafts of what is due.
//!
//! Nothing here is typed or kept. A form, a poster and a summary's first words follow from the books, so that nobody
//! writes the same thing twice.
//!
//! **Invariant:** nothing here changes a book, knows a browser or reads a clock.
//!
//! **Invariant:** what a hand writes or seals is a [`Blank`] and never an empty text.

mod entry;
mod paper;
mod words;

mod form;
mod ledger;
mod poster;
mod slip;

mod changes;
mod draft;

pub use draft::{Preset, draft};
pub use entry::{Blank, Cell, Entry, Layout, Row, Source};
pub use form::{Form, form};
pub use ledger::{LEDGER_COLUMNS, Ledger, LedgerRow, ledger};
pub use paper::Paper;
pub use poster::{Poster, Solved, Unsolved, poster};
pub use slip::{Slip, slip};
pub use words::{date, month};
