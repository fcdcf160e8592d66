//! Preferences of this computer. Nothing that anyone typed is ever kept here: `localStorage` loses its last writes
//! when a browser is killed.

use super::catalogue::Desk;
use crate::domain::Choose as _;
use gloo_storage::{LocalStorage, Storage as _};

const LAST_WORKSPACE: &str = "jinwei.last_workspace";
/// Read by the page's first script, which chooses the program by it.
const LAST_DESK: &str = "jinwei.desk";

/// Whether the browser keeps preferences: asking for the storage itself throws where that is forbidden.
fn may_keep() -> bool {
    js_sys::Reflect::get(&js_sys::global(), &"localStorage".into()).is_ok_and(|storage| storage.is_object())
}

/// The workspace that was open last on this computer.
pub fn last_workspace() -> Option<String> {
    if !may_keep() {
        return None;
    }
    LocalStorage::raw().get_item(LAST_WORKSPACE).ok().flatten()
}

/// Remembers which workspace is open and at which desk. `false` where that cannot be kept: it costs one click at the
/// next start.
pub fn set_last_workspace(id: &str, desk: Desk) -> bool {
    may_keep()
        && [(LAST_WORKSPACE, id), (LAST_DESK, desk.code())]
            .iter()
            .all(|(key, value)| LocalStorage::raw().set_item(key, value).is_ok())
}

/// Forgets which workspace was open.
pub fn forget_last_workspace() {
    if may_keep() {
        LocalStorage::delete(LAST_WORKSPACE);
        LocalStorage::delete(LAST_DESK);
    }
}
