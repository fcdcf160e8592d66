//! The browser's cryptography: signing, and sealing with a passphrase. `src/crypto.js` does it; pages of `http://` addresses
//! have none, but for the computer's own.

use super::files::{FileError, failed};
use js_sys::{Array, Promise, Reflect, Uint8Array};
use std::pin::Pin;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = jinweiCrypto, catch)]
    fn call(what: &str, given: &Array) -> Result<Promise, JsValue>;
}

/// What comes of it.
type Answer = Pin<Box<dyn Future<Output = Result<JsValue, FileError>>>>;

/// Whether there is any.
pub fn can_encrypt() -> bool {
    let there = Reflect::get(&js_sys::global(), &"jinweiCrypto".into());
    there.is_ok_and(|there| there.is_function())
}

/// One shape for all that is asked, compiled once.
#[inline(never)]
fn ask(what: &'static str, given: Vec<JsValue>) -> Answer {
    Box::pin(async move {
        let given: Array = given.into_iter().collect();
        let answer = call(what, &given).map_err(failed)?;
        JsFuture::from(answer).await.map_err(failed)
    })
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// The bytes of an answer; none where it holds other things.
pub fn bytes_of(answer: &JsValue) -> Vec<u8> {
    match answer.dyn_ref::<Uint8Array>() {
        Some(bytes) => bytes.to_vec(),
        None => Vec::new(),
    }
}

/// Makes a key for signing, as it is kept.
pub fn make_key() -> Answer {
    ask("make", Vec::new())
}

/// A key for signing as it is kept, of its private half (PKCS #8) and its public half (65 bytes). An error where they are not
/// of one pair.
pub fn take_key(private: &[u8], public: &[u8]) -> Answer {
    ask("take", vec![bytes(private), bytes(public)])
}

/// The private half of a kept key.
pub fn secret_of(key: &JsValue) -> Answer {
    ask("secret", vec![key.clone()])
}

/// The public half of a kept key.
pub fn public_of(key: &JsValue) -> Vec<u8> {
    bytes_of(&key.unchecked_ref::<Array>().get(1))
}

/// Signs a message with a kept key: 64 bytes.
pub fn sign(key: &JsValue, message: &str) -> Answer {
    ask("sign", vec![key.clone(), message.into()])
}

/// Whether the owner of a public key signed this message: true or false, or an error where the key is none.
pub fn verify(public: &[u8], signature: &[u8], message: &str) -> Answer {
    ask("verify", vec![bytes(public), bytes(signature), message.into()])
}

fn names(all: [&str; 2]) -> JsValue {
    let all: Array = all.iter().map(|name| JsValue::from_str(name)).collect();
    all.into()
}

/// Encrypts a text by AES-GCM with a key of a passphrase: salt, IV, check value and ciphertext, each as bytes.
pub fn seal(text: &str, passphrase: &str, iterations: u32, purposes: [&str; 2]) -> Answer {
    let given = vec![text.into(), passphrase.into(), iterations.into(), names(purposes)];
    ask("seal", given)
}

/// What was sealed, as bytes. Nothing for another passphrase, and false where it was altered.
pub fn unseal(
    passphrase: &str,
    salt: &[u8],
    iterations: u32,
    purposes: [&str; 2],
    [iv, check, content]: [&[u8]; 3],
) -> Answer {
    let given = vec![
        passphrase.into(),
        bytes(salt),
        iterations.into(),
        names(purposes),
        bytes(iv),
        bytes(check),
        bytes(content),
    ];
    ask("unseal", given)
}
