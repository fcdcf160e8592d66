//! Other tabs of this page: what they say, and which of them has the pen.

use super::window;
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Words from tab to tab, of one name.
pub struct Channel {
    inner: Option<web_sys::BroadcastChannel>,
    // Kept while the browser may call it.
    _listener: Option<Closure<dyn Fn(web_sys::MessageEvent)>>,
}

impl Channel {
    /// Listens to what other tabs say under this name. A browser without such channels has tabs that hear nothing.
    pub fn open(name: &str, heard: impl Fn(String) + 'static) -> Self {
        let known = Reflect::has(&window(), &"BroadcastChannel".into()).unwrap_or_default();
        let inner = known.then(|| web_sys::BroadcastChannel::new(name).ok()).flatten();
        let listener = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
            if let Some(words) = event.data().as_string() {
                heard(words);
            }
        });
        if let Some(inner) = &inner {
            inner.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        }
        Self {
            inner,
            _listener: Some(listener),
        }
    }

    /// Says something to the other tabs.
    pub fn say(&self, words: &str) {
        if let Some(inner) = &self.inner {
            let _ = inner.post_message(&words.into());
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        if let Some(inner) = &self.inner {
            inner.set_onmessage(None);
            inner.close();
        }
    }
}

/// What comes of asking for a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It is held from now on.
    Held,
    /// Another tab holds it.
    Taken,
    /// The browser has no locks here: an old one, or a page from an insecure address.
    NoLocks,
}

/// A lock that is held, or waited for; let go when it is dropped, or with the tab.
#[derive(Clone, Default)]
pub struct Lock(Rc<RefCell<Option<Function>>>);

impl Lock {
    /// Lets it go.
    pub fn release(&self) {
        if let Some(release) = self.0.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// How a lock is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Only if it is free.
    IfFree,
    /// When its turn comes.
    Wait,
    /// At once: whoever holds it loses it, and is told so.
    Steal,
}

/// Asks for a lock of this name; `told` hears what came of it, and `lost` when it was taken away.
pub fn ask_for_lock(
    name: &str,
    ask: Ask,
    told: impl FnOnce(Asked, Lock) + 'static,
    lost: impl FnOnce() + 'static,
) {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).unwrap_or_default();
    let request = Reflect::get(&locks, &"request".into());
    let Some(request) = request
        .ok()
        .and_then(|request| request.dyn_into::<Function>().ok())
    else {
        told(Asked::NoLocks, Lock::default());
        return;
    };
    let options = Object::new();
    match ask {
        Ask::IfFree => drop(Reflect::set(&options, &"ifAvailable".into(), &true.into())),
        Ask::Steal => drop(Reflect::set(&options, &"steal".into(), &true.into())),
        Ask::Wait => {}
    }
    let lock = Lock::default();
    let held = lock.clone();
    let told = Rc::new(RefCell::new(Some(told)));
    let tell = Rc::clone(&told);
    // The browser holds the lock until the promise is kept.
    let granted = Closure::once_into_js(move |given: JsValue| -> JsValue {
        let asked = if given.is_null() {
            Asked::Taken
        } else {
            Asked::Held
        };
        let promise = (asked == Asked::Held).then(|| {
            Promise::new(&mut |release, _| {
                held.0.replace(Some(release));
            })
        });
        if let Some(tell) = tell.take() {
            tell(asked, held);
        }
        promise.map_or(JsValue::UNDEFINED, Into::into)
    });
    let outcome = request.call3(&locks, &name.into(), &options, &granted);
    let Some(outcome) = outcome
        .ok()
        .and_then(|outcome| outcome.dyn_into::<Promise>().ok())
    else {
        if let Some(tell) = told.take() {
            tell(Asked::NoLocks, Lock::default());
        }
        return;
    };
    wasm_bindgen_futures::spawn_local(async move {
        // It fails where the lock was stolen; or where locks are there and do not work (a page without an origin).
        if wasm_bindgen_futures::JsFuture::from(outcome).await.is_err() {
            match told.take() {
                Some(tell) => tell(Asked::NoLocks, Lock::default()),
                None => lost(),
            }
        }
    });
}
