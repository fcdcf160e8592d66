//! The page's address: the route lives behind the `#`.

use super::window;
use wasm_bindgen::prelude::*;

/// What stands behind the `#`, without it, percent-decoded by nobody (routes are ASCII).
pub fn hash() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').map(str::to_owned).unwrap_or_default()
}

/// Goes to another route; the browser's back button comes back.
pub fn set_hash(route: &str) {
    let _ = window().location().set_hash(route);
}

/// Calls back whenever the route changes, for as long as the page lives.
pub fn on_hash_change(callback: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(callback);
    let _ = window().add_event_listener_with_callback("hashchange", closure.as_ref().unchecked_ref());
    closure.forget();
}

/// The value of a parameter of the address' query, if it stands there.
pub fn query(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    let pairs = search.strip_prefix('?')?.split('&');
    pairs
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, v)| v.to_owned())
}

/// Loads the page anew, at the same place, once everything that is being done is done. What is given stands in the
/// address' query then, in place of what had the same name.
pub fn load_anew(given: &[(&str, &str)]) {
    let location = window().location();
    if given.is_empty() {
        super::after(0, move || drop(location.reload()));
        return;
    }
    let search = location.search().unwrap_or_default();
    let mut all = String::new();
    let kept = search.trim_start_matches('?').split('&').filter(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && given.iter().all(|(given, _)| *given != name)
    });
    for pair in kept {
        all += pair;
        all.push('&');
    }
    for (name, value) in given {
        all += name;
        all.push('=');
        all += value;
        all.push('&');
    }
    all.pop();
    super::after(0, move || drop(location.set_search(&all)));
}
