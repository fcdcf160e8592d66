//! The browser, as the page uses it: clock, randomness, address, files in and out, timers, focus, cryptography.
//!
//! **Invariant:** nothing here knows the rest of the crate; everything else in the crate that needs the window
//! or the clock comes here.

// The one place that may read the clock and touch the window (see clippy.toml).
#![allow(clippy::disallowed_methods)]

mod address;
mod ask;
mod clock;
mod crypto;
mod files;
mod folder;
mod page;
mod random;
mod space;
mod tabs;
mod unpack;
mod version;

pub use address::{hash, load_anew, on_hash_change, query, set_hash};
pub use ask::Refusal;
pub use clock::{milliseconds, now, now_rfc3339, time_of_day, today};
pub use crypto::{
    bytes_of, can_encrypt, make_key, public_of, seal, secret_of, sign, take_key, unseal, verify,
};
pub use files::{FileError, backup_without_opening, begin_reading, download, read_file, size_of};
pub use folder::{Folder, can_choose_folder, choose_folder};
pub use page::{
    after, ask_before_going, focus, focus_soon, focus_top, keep_focus, on_leaving, on_next_frame,
    on_step_keys, pause, print, remove_boot_screen, rest, set_title_from_heading,
};
pub use random::random_bytes;
pub use space::{ask_to_persist, is_persisted, space};
pub use tabs::{Ask, Asked, Channel, Lock, ask_for_lock};
pub use unpack::{can_inflate, dropped_files, from_gbk, inflate};
pub use version::{is_file, on_newer_version, take_newer_version};

/// The window. The page runs in one by definition; there is nothing sensible to do without it.
fn window() -> web_sys::Window {
    use wasm_bindgen::{JsCast, UnwrapThrowExt};
    js_sys::global().dyn_into().expect_throw("no window")
}
