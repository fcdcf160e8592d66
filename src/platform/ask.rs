//! Calling what not every browser has, by its name.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Why the browser did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The error's name, `NotFoundError` say; empty where there is no such means.
    pub name: String,
}

impl Refusal {
    /// There is no such means in this browser, or not at this address.
    pub(super) fn absent() -> Self {
        Self { name: String::new() }
    }

    fn of(thrown: &JsValue) -> Self {
        let name = member(thrown, "name").as_string();
        Self {
            name: name.filter(|name| !name.is_empty()).unwrap_or("Error".into()),
        }
    }
}

/// What stands under a name; undefined where nothing does.
pub(super) fn member(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

/// Calls a method and waits for what it promises.
pub(super) async fn ask(of: &JsValue, method: &str, given: &[JsValue]) -> Result<JsValue, Refusal> {
    let asked = begin(of, method, given)?;
    JsFuture::from(asked).await.map_err(|thrown| Refusal::of(&thrown))
}

/// Calls a method at once: some may only be called while the browser still sees a person's click.
fn begin(of: &JsValue, method: &str, given: &[JsValue]) -> Result<Promise, Refusal> {
    let method: Function = member(of, method).dyn_into().map_err(|_| Refusal::absent())?;
    let given: Array = given.iter().collect();
    let answer = method.apply(of, &given).map_err(|thrown| Refusal::of(&thrown))?;
    Ok(Promise::resolve(&answer))
}
