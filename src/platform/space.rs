//! How safe and how large the browser's storage is.

use super::ask::{ask, member};
use super::window;
use wasm_bindgen::JsValue;

/// The browser's manager of storage; undefined in old browsers, and at addresses without `https`.
fn manager() -> JsValue {
    member(&window().navigator(), "storage")
}

/// Asks the browser never to clear the page's data by itself. Its answer; `None` where it cannot be asked.
pub async fn ask_to_persist() -> Option<bool> {
    ask(&manager(), "persist", &[]).await.ok()?.as_bool()
}

/// Whether the browser has promised so. `None` where it cannot be asked.
pub async fn is_persisted() -> Option<bool> {
    ask(&manager(), "persisted", &[]).await.ok()?.as_bool()
}

/// How many bytes the page's data take on the disk, and how many they may, as the browser reckons.
pub async fn space() -> Option<(f64, f64)> {
    let told = ask(&manager(), "estimate", &[]).await.ok()?;
    Some((member(&told, "usage").as_f64()?, member(&told, "quota").as_f64()?))
}
