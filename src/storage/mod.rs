//! Keeping: one `IndexedDB` database a workspace, a catalogue of them, and preferences.
//!
//! **Invariant:** one call that writes is one transaction; it returns `Ok` only when the browser has said that the
//! transaction is committed.

mod beside;
mod catalogue;
mod connection;
mod error;
mod keys;
mod preferences;
mod shelf;
mod workspace;

pub use beside::Beside;
pub use catalogue::{Catalogue, Desk, WorkspaceMeta};
pub use connection::Cut;
pub use error::StorageError;
pub use keys::{forget_signing_key, put_signing_key, signing_key};
pub use preferences::{
    asked_to_persist, forget_last_workspace, known, last_workspace, set_asked_to_persist, set_known,
    set_last_workspace,
};
pub use workspace::{Kept, KeptFile, KeptSubmission, Workspace, Write};
