//! The page's own build: whether there is a newer one, and where the page came from. The page's first script,
//! `src/boot.js`, talks with what keeps the builds in the browser, `src/worker.js`; here only events are heard and sent.

use super::window;
use wasm_bindgen::prelude::*;

/// Calls back when the browser keeps another build of the page, ready to be used.
pub fn on_newer_version(callback: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(callback);
    let _ = window().add_event_listener_with_callback("jinwei-newer", closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Loads the page anew, at the same place, in the newer build.
pub fn take_newer_version() {
    if let Ok(event) = web_sys::Event::new("jinwei-take-newer") {
        let _ = window().dispatch_event(&event);
    }
}

/// Whether the page is a file of this computer, opened without a host.
pub fn is_file() -> bool {
    window().location().protocol().is_ok_and(|name| name == "file:")
}
