//! Preferences of this computer. Nothing that anyone typed is ever kept here: `localStorage` loses its last writes
//! when a browser is killed.

use super::catalogue::Desk;
use crate::domain::Choose as _;
use crate::keeping::{Known, read_known, write_known};
use gloo_storage::{LocalStorage, Storage as _};

const LAST_WORKSPACE: &str = "jinwei.last_workspace";
/// Read by the page's first script, which chooses the program by it.
const LAST_DESK: &str = "jinwei.desk";
/// Which workspaces there are: outlives a database that was emptied.
const KNOWN: &str = "jinwei.known";
/// Whether the browser was asked by itself to keep the books for good.
const ASKED_TO_PERSIST: &str = "jinwei.asked_to_persist";

/// Whether the browser keeps preferences: asking for the storage itself throws where that is forbidden.
fn may_keep() -> bool {
    js_sys::Reflect::get(&js_sys::global(), &"localStorage".into()).is_ok_and(|storage| storage.is_object())
}

/// The workspace that was open last on this computer.
pub fn last_workspace() -> Option<String> {
    kept(LAST_WORKSPACE)
}

fn kept(key: &str) -> Option<String> {
    if !may_keep() {
        return None;
    }
    LocalStorage::raw().get_item(key).ok().flatten()
}

fn keep(key: &str, text: &str) -> bool {
    may_keep() && LocalStorage::raw().set_item(key, text).is_ok()
}

/// What is known of the workspaces that were on this computer.
pub fn known() -> Vec<Known> {
    read_known(&kept(KNOWN).unwrap_or_default())
}

/// Remembers them. Where that cannot be kept, an emptied database is not noticed.
pub fn set_known(all: &[Known]) {
    keep(KNOWN, &write_known(all));
}

/// Whether the browser was asked by itself to keep the books for good.
pub fn asked_to_persist() -> bool {
    kept(ASKED_TO_PERSIST).is_some()
}

/// Remembers that it was, so that nobody is asked twice.
pub fn set_asked_to_persist() {
    keep(ASKED_TO_PERSIST, "yes");
}

/// Remembers which workspace is open and at which desk. `false` where that cannot be kept: it costs one click at the
/// next start.
pub fn set_last_workspace(id: &str, desk: Desk) -> bool {
    keep(LAST_WORKSPACE, id) && keep(LAST_DESK, desk.code())
}

/// Forgets which workspace was open.
pub fn forget_last_workspace() {
    if may_keep() {
        LocalStorage::delete(LAST_WORKSPACE);
        LocalStorage::delete(LAST_DESK);
    }
}
