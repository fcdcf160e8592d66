//! Files out of folders and archives.

use super::files::{FileError, failed};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type DecompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;

    #[wasm_bindgen(extends = js_sys::Object)]
    type Stream;

    #[wasm_bindgen(method, js_name = pipeThrough, catch)]
    fn pipe_through(this: &Stream, through: &DecompressionStream) -> Result<Stream, JsValue>;

    #[wasm_bindgen(method, js_name = getReader)]
    fn reader(this: &Stream) -> Reader;

    type Reader;

    #[wasm_bindgen(method)]
    fn read(this: &Reader) -> js_sys::Promise;

    #[wasm_bindgen(method)]
    fn cancel(this: &Reader) -> js_sys::Promise;

    type Chunk;

    #[wasm_bindgen(method, getter)]
    fn value(this: &Chunk) -> Option<js_sys::Uint8Array>;
}

/// Whether this browser unpacks at all: Chromium runs the page from 97 on, and does so from 103 on.
pub fn can_inflate() -> bool {
    DecompressionStream::new("deflate-raw").is_ok()
}

/// Unpacks what was packed by deflate (RFC 1951), up to a limit; `None` beyond it, whatever an archive says of its
/// sizes.
pub async fn inflate(packed: &[u8], limit: usize) -> Result<Option<Vec<u8>>, FileError> {
    let bytes = js_sys::Uint8Array::from(packed);
    let blob =
        web_sys::Blob::new_with_u8_array_sequence(&js_sys::Array::of1(&bytes.into())).map_err(failed)?;
    let unpacking = DecompressionStream::new("deflate-raw").map_err(failed)?;
    let stream: Stream = blob.stream().unchecked_into();
    let reader = stream.pipe_through(&unpacking).map_err(failed)?.reader();
    let mut unpacked = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await.map_err(failed)?;
        let Some(value) = chunk.unchecked_into::<Chunk>().value() else {
            return Ok(Some(unpacked));
        };
        if unpacked.len() + value.length() as usize > limit {
            // Nobody waits for what is thrown away.
            let _ = reader.cancel();
            return Ok(None);
        }
        unpacked.extend(value.to_vec());
    }
}

/// A name in an archive that was made by a Chinese Windows.
pub fn from_gbk(name: &[u8]) -> Option<String> {
    let decoder = web_sys::TextDecoder::new_with_label("gbk").ok()?;
    decoder.decode_with_u8_array(name).ok()
}

/// Every file that was dropped, also those in dropped folders.
pub async fn dropped_files(transfer: web_sys::DataTransfer) -> Vec<web_sys::File> {
    let items = transfer.items();
    // All entries are asked for before anything is waited for: the browser empties the list then.
    let mut waiting = Vec::new();
    for at in 0..items.length() {
        if let Some(entry) = items
            .get(at)
            .and_then(|item| item.webkit_get_as_entry().ok().flatten())
        {
            waiting.push(entry);
        }
    }
    let mut files = Vec::new();
    if waiting.is_empty() {
        let list = transfer.files();
        for at in 0..list.as_ref().map_or(0, web_sys::FileList::length) {
            files.extend(list.as_ref().and_then(|list| list.get(at)));
        }
    }
    // The first is taken first, so that files stand in the order of their folders.
    waiting.reverse();
    while let Some(entry) = waiting.pop() {
        if entry.is_file() {
            let entry: web_sys::FileSystemFileEntry = entry.unchecked_into();
            let file = js_sys::Promise::new(&mut |taken, refused| {
                entry.file_with_callback_and_callback(&taken, &refused);
            });
            if let Ok(file) = JsFuture::from(file).await {
                files.push(file.unchecked_into());
            }
            continue;
        }
        let folder: web_sys::FileSystemDirectoryEntry = entry.unchecked_into();
        let reader = folder.create_reader();
        let mut inside = Vec::new();
        // A folder is handed over in pieces; an empty one is the last.
        loop {
            let piece = js_sys::Promise::new(&mut |read, refused| {
                // A refusal of the call itself leaves the promise waiting: it is refused by hand.
                if let Err(error) = reader.read_entries_with_callback_and_callback(&read, &refused) {
                    let _ = refused.call1(&JsValue::NULL, &error);
                }
            });
            let Ok(piece) = JsFuture::from(piece).await else {
                break;
            };
            let piece: js_sys::Array = piece.unchecked_into();
            if piece.length() == 0 {
                break;
            }
            inside.extend(
                piece
                    .iter()
                    .map(JsCast::unchecked_into::<web_sys::FileSystemEntry>),
            );
        }
        inside.reverse();
        waiting.extend(inside);
    }
    files
}
