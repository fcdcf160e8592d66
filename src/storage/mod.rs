//! Keeping: one `IndexedDB` database a workspace, a catalogue of them, and preferences.
//!
//! **Invariant:** one call that writes is one transaction; it returns `Ok` only when the browser has said that the
//! transaction is committed.

mod catalogue;
mod connection;
mod error;
mod keys;
mod preferences;
mod workspace;

pub use catalogue::{Catalogue, Desk, WorkspaceMeta};
pub use error::StorageError;
pub use keys::{SigningKey, forget_signing_key, put_signing_key, signing_key};
pub use preferences::{forget_last_workspace, last_workspace, set_last_workspace};
pub use workspace::{Kept, KeptFile, KeptSubmission, Workspace, Write};
