//! Timers, focus, title, and the moment before the page goes away.

use super::window;
use wasm_bindgen::prelude::*;

/// One shape for all that is called back once, so that its glue is compiled once.
#[inline(never)]
fn once(callback: Box<dyn FnOnce()>) -> JsValue {
    Closure::once_into_js(callback)
}

/// Calls back once after some milliseconds.
pub fn after(milliseconds: i32, callback: impl FnOnce() + 'static) {
    let closure = once(Box::new(callback));
    let _ =
        window().set_timeout_with_callback_and_timeout_and_arguments_0(closure.unchecked_ref(), milliseconds);
}

/// Lets the browser do what waits: input, painting, its own callbacks.
pub async fn rest() {
    pause(0).await;
}

/// Waits for some milliseconds.
pub async fn pause(milliseconds: i32) {
    let turn = js_sys::Promise::new(&mut |go_on, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&go_on, milliseconds);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(turn).await;
}

/// Calls back once when what was just changed is in the document.
pub fn on_next_frame(callback: impl FnOnce() + 'static) {
    let closure = once(Box::new(callback));
    let _ = window().request_animation_frame(closure.unchecked_ref());
}

/// Calls back whenever the page may be about to go: hidden, left, frozen.
pub fn on_leaving(callback: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(callback);
    let listener = closure.as_ref().unchecked_ref();
    let _ = window().add_event_listener_with_callback("pagehide", listener);
    if let Some(document) = window().document() {
        let _ = document.add_event_listener_with_callback("visibilitychange", listener);
    }
    closure.forget();
}

/// Has the browser ask once more before the page is closed or loaded anew, while `would_lose` says that it would lose
/// something.
pub fn ask_before_going(would_lose: impl Fn() -> bool + 'static) {
    let closure = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        if would_lose() {
            event.prevent_default();
            // Chromium before 119 asks only where this is set.
            let _ = js_sys::Reflect::set(&event, &"returnValue".into(), &"unsaved".into());
        }
    });
    let _ = window().add_event_listener_with_callback("beforeunload", closure.as_ref().unchecked_ref());
    closure.forget();
}

thread_local! {
    /// What the keys for steps back and forth do now; there is one listener for the life of the page.
    static STEP_KEYS: std::cell::RefCell<Option<StepKeys>> = const { std::cell::RefCell::new(None) };
}

type StepKeys = std::rc::Rc<dyn Fn(bool)>;

/// Calls back at the keys for going back one step (Ctrl+Z) and doing it again (`true`; Ctrl+Y, Ctrl+Shift+Z), in place of
/// what they did before. In a control that takes text they stay the browser's own.
pub fn on_step_keys(callback: impl Fn(bool) + 'static) {
    let is_first = STEP_KEYS.with(|keys| keys.replace(Some(std::rc::Rc::new(callback))).is_none());
    if !is_first {
        return;
    }
    let closure = Closure::<dyn Fn(web_sys::KeyboardEvent)>::new(move |event: web_sys::KeyboardEvent| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let takes_text = target.is_some_and(|element| {
            let text = "textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=file])";
            element.matches(text).unwrap_or_default()
        });
        if takes_text || event.alt_key() || !(event.ctrl_key() || event.meta_key()) {
            return;
        }
        let again = match (event.key().as_str(), event.shift_key()) {
            ("z" | "Z", again) => again,
            ("y" | "Y", false) => true,
            _ => return,
        };
        event.prevent_default();
        if let Some(act) = STEP_KEYS.with(|keys| keys.borrow().clone()) {
            act(again);
        }
    });
    let _ = window().add_event_listener_with_callback("keydown", closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Moves the focus to the element with this id and scrolls it into sight. Returns whether it is there.
pub fn focus(element_id: &str) -> bool {
    let element = window().document().and_then(|d| d.get_element_by_id(element_id));
    let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return false;
    };
    // A field may lie in a folded part of the page.
    let mut folded = element.closest("details:not([open])").ok().flatten();
    while let Some(details) = folded {
        let _ = details.set_attribute("open", "");
        folded = element.closest("details:not([open])").ok().flatten();
    }
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    element.focus().is_ok()
}

/// Moves the focus to the element with this id when what was just changed is in the document.
pub fn focus_soon(element_id: String) {
    on_next_frame(move || {
        focus(&element_id);
    });
}

/// Gives the focus back to the element that has it now, should what happens next take it away: a row that is moved
/// loses it.
pub fn keep_focus() {
    let element = window().document().and_then(|d| d.active_element());
    if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let soon = element.clone();
        // Once what follows is in the document, and before the next key can come; once more when it is on the screen.
        wasm_bindgen_futures::spawn_local(async move {
            for _ in 0..2 {
                let turn = js_sys::Promise::resolve(&JsValue::UNDEFINED);
                let _ = wasm_bindgen_futures::JsFuture::from(turn).await;
            }
            let _ = soon.focus();
        });
        on_next_frame(move || drop(element.focus()));
    }
}

/// Names the page in the browser's tab.
fn set_title(title: &str) {
    if let Some(document) = window().document() {
        document.set_title(title);
    }
}

/// Takes the words away that stand on the page until the program runs.
pub fn remove_boot_screen() {
    if let Some(boot) = window().document().and_then(|d| d.get_element_by_id("boot")) {
        boot.remove();
    }
}

/// Opens the browser's own dialogue for printing.
pub fn print() {
    let _ = window().print();
}

/// Names the page after its heading.
pub fn set_title_from_heading(product: &str) {
    let heading = window()
        .document()
        .and_then(|d| d.query_selector("main h1").ok().flatten());
    match heading.and_then(|heading| heading.text_content()) {
        Some(words) if words.trim() != product => set_title(&format!("{} - {product}", words.trim())),
        _ => set_title(product),
    }
}

/// Brings the top of a newly shown page into sight and the focus to its main part.
pub fn focus_top() {
    let main = window().document().and_then(|d| d.get_element_by_id("main"));
    if let Some(main) = main.and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = main.focus();
    }
    // After the focus, which brings the main part to the window's edge, under what sticks there.
    window().scroll_to_with_x_and_y(0.0, 0.0);
}
