//! Files in and out.

use super::ask::Refusal;
use super::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The browser would not hand over or take a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileError(pub String);

/// What the browser says of something that it threw: its name and its words.
pub(super) fn failed(thrown: JsValue) -> FileError {
    FileError(js_sys::Object::from(thrown).to_string().into())
}

/// Hands a text to the person as a file in the browser's download folder.
pub fn download(name: &str, text: &str) -> Result<(), FileError> {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("application/json");
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options).map_err(failed)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob).map_err(failed)?;
    let document = window()
        .document()
        .ok_or_else(|| FileError("no document".into()))?;
    let link: web_sys::HtmlAnchorElement = document
        .create_element("a")
        .map_err(failed)?
        .dyn_into()
        .map_err(|_| FileError("no link".into()))?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser reads the blob after this turn; give it time before letting go.
    super::after(60_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    });
    Ok(())
}

/// How many bytes a file has, without reading it.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn size_of(file: &web_sys::File) -> usize {
    file.size() as usize
}

/// Reads a file that a person chose or dropped.
pub async fn read_file(file: &web_sys::File) -> Result<Vec<u8>, FileError> {
    Ok(begin_reading(file).await?.to_vec())
}

/// Has the browser read a file at once; what comes of it is there when it is waited for. The bytes stay on the browser's
/// side, so that they can be handed on without a copy.
pub fn begin_reading(
    file: &web_sys::File,
) -> impl Future<Output = Result<js_sys::Uint8Array, FileError>> + use<> {
    let buffer = JsFuture::from(file.array_buffer());
    async move { Ok(js_sys::Uint8Array::new(&buffer.await.map_err(failed)?)) }
}

/// The text of a backup of a workspace that is not open, made without the program (`src/rescue.js`).
pub async fn backup_without_opening(id: &str, name: &str, desk: &str) -> Result<String, Refusal> {
    let asked = js_sys::Object::new();
    for (key, value) in [("id", id), ("name", name), ("desk", desk)] {
        let _ = js_sys::Reflect::set(&asked, &key.into(), &value.into());
    }
    let text = super::ask::ask(&window(), "backupWithoutOpening", &[asked.into()]).await?;
    text.as_string().ok_or_else(Refusal::absent)
}
