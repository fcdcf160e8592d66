//! Preferences of this computer. Nothing that anyone typed is ever kept here: `localStorage` loses its last writes
//! when a browser is killed.

use gloo_storage::{LocalStorage, Storage as _};

const LAST_WORKSPACE: &str = "jinwei.last_workspace";

/// The workspace that was open last on this computer.
pub fn last_workspace() -> Option<String> {
    LocalStorage::raw().get_item(LAST_WORKSPACE).ok().flatten()
}

/// Remembers which workspace is open; `None` forgets it.
pub fn set_last_workspace(id: Option<&str>) {
    match id {
        // A preference that cannot be kept costs one click at the next start.
        Some(id) => drop(LocalStorage::raw().set_item(LAST_WORKSPACE, id)),
        None => LocalStorage::delete(LAST_WORKSPACE),
    }
}
