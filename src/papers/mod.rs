//! What is derived from the books for people to read: papers to print, and drafts of what is due.
//!
//! Nothing here is typed or kept. A form, a poster and a summary's first words follow from the books, so that nobody
//! writes the same thing twice.
//!
//! **Invariant:** nothing here changes a book, knows a browser or reads a clock.
mod draft;

pub use draft::{Preset, draft};
