//! Streams that are never opened.
//!
//! Leptos brings its server functions along, and they stream bodies through `wasm-streams`. The real crate exports
//! classes to JavaScript, which no linker may drop: 7 KB (brotli) that this page, which has no server, never runs.
//! Here are the names that `server_fn` 0.8 compiles against, and nothing behind them.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use js_sys::wasm_bindgen::JsValue;

/// A stream of the browser.
pub struct ReadableStream(web_sys::ReadableStream);

/// What such a stream would yield; there is no value of this type.
pub struct Never(Infallible);

impl Stream for Never {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.0 {}
    }
}

impl ReadableStream {
    /// Takes the browser's stream.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Gives the browser's stream back.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Would read it.
    pub fn into_stream(self) -> Never {
        unreachable!("the page has no server to stream from")
    }

    /// Would write it.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        unreachable!("the page has no server to stream to")
    }
}
