//! The browser's cryptography: signing, and encrypting with a passphrase. Pages of `http://` addresses have none, but for
//! the computer's own, and some browsers' `file://` pages neither.
//!
//! `SubtleCrypto` is called by the names of its methods: bindings for each would weigh more than all that is done here.

use super::files::{FileError, failed};
use super::window;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A key that is on the browser's side, and whose bytes cannot be had.
pub type Key = JsValue;

/// Whether there is any.
pub fn can_encrypt() -> bool {
    subtle().is_some()
}

fn subtle() -> Option<JsValue> {
    let crypto = window().crypto().ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok()?;
    subtle.is_object().then_some(subtle)
}

/// Calls a method and waits for what comes of it.
#[inline(never)]
async fn ask(method: &str, given: Vec<JsValue>) -> Result<JsValue, FileError> {
    let subtle = subtle().ok_or_else(|| FileError("crypto.subtle".into()))?;
    let method: Function = Reflect::get(&subtle, &method.into())
        .map_err(failed)?
        .unchecked_into();
    let given: Array = given.into_iter().collect();
    let promise: Promise = method.apply(&subtle, &given).map_err(failed)?.unchecked_into();
    JsFuture::from(promise).await.map_err(failed)
}

/// The same, where bytes come of it.
async fn ask_bytes(method: &str, given: Vec<JsValue>) -> Result<Vec<u8>, FileError> {
    Ok(Uint8Array::new(&ask(method, given).await?).to_vec())
}

#[inline(never)]
fn object(entries: Vec<(&str, JsValue)>) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in entries {
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object.into()
}

fn names(all: &[&str]) -> JsValue {
    all.iter()
        .map(|name| JsValue::from_str(name))
        .collect::<Array>()
        .into()
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// ECDSA on P-256 with SHA-256: each method takes of it what it needs.
fn ecdsa() -> JsValue {
    object(vec![
        ("name", "ECDSA".into()),
        ("namedCurve", "P-256".into()),
        ("hash", "SHA-256".into()),
    ])
}

fn aes(iv: &[u8]) -> JsValue {
    object(vec![
        ("name", "AES-GCM".into()),
        ("length", 256.into()),
        ("iv", bytes(iv)),
    ])
}

/// Makes a pair of keys for signing: the private one (PKCS #8), and the public one (65 bytes).
pub async fn make_signing_keys() -> Result<[Vec<u8>; 2], FileError> {
    let made = vec![ecdsa(), true.into(), names(&["sign", "verify"])];
    let pair = ask("generateKey", made).await?;
    let half = |name: &str| Reflect::get(&pair, &name.into()).map_err(failed);
    let private = ask_bytes("exportKey", vec!["pkcs8".into(), half("privateKey")?]).await?;
    let public = ask_bytes("exportKey", vec!["raw".into(), half("publicKey")?]).await?;
    Ok([private, public])
}

/// A private key for use, which cannot be had out again.
pub async fn signing_key(private: &[u8]) -> Result<Key, FileError> {
    let given = vec![
        "pkcs8".into(),
        bytes(private),
        ecdsa(),
        false.into(),
        names(&["sign"]),
    ];
    ask("importKey", given).await
}

/// Signs a message: 64 bytes.
pub async fn sign(key: &Key, message: &[u8]) -> Result<Vec<u8>, FileError> {
    ask_bytes("sign", vec![ecdsa(), key.clone(), bytes(message)]).await
}

/// Whether the owner of a public key signed this message. A key that is none signed nothing.
pub async fn verify(public: &[u8], signature: &[u8], message: &[u8]) -> bool {
    let given = vec![
        "raw".into(),
        bytes(public),
        ecdsa(),
        true.into(),
        names(&["verify"]),
    ];
    let Ok(key) = ask("importKey", given).await else {
        return false;
    };
    let given = vec![ecdsa(), key, bytes(signature), bytes(message)];
    ask("verify", given).await.is_ok_and(|said| said.is_truthy())
}

/// A new key for encryption that never leaves the browser.
pub async fn make_encryption_key() -> Result<Key, FileError> {
    let given = vec![aes(&[]), false.into(), names(&["encrypt", "decrypt"])];
    ask("generateKey", given).await
}

/// What comes of a passphrase: a key for encryption, and 16 bytes by which the passphrase is known, each derived for what
/// its name says.
pub async fn key_of_passphrase(
    passphrase: &str,
    salt: &[u8],
    iterations: u32,
    [encryption, check]: [&str; 2],
) -> Result<(Key, Vec<u8>), FileError> {
    // The same letters, however they were typed: input methods offer some of them in several widths.
    let typed = js_sys::JsString::from(passphrase).normalize("NFKC");
    let import = |form: &'static str, raw: &[u8]| {
        let uses = names(&["deriveBits", "deriveKey"]);
        vec!["raw".into(), bytes(raw), form.into(), false.into(), uses]
    };
    let typed = String::from(typed);
    let from = ask("importKey", import("PBKDF2", typed.as_bytes())).await?;
    let slow = object(vec![
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", bytes(salt)),
        ("iterations", iterations.into()),
    ]);
    let secret = ask_bytes("deriveBits", vec![slow, from, 256.into()]).await?;
    let from = ask("importKey", import("HKDF", &secret)).await?;
    let derived_for = |info: &str| {
        object(vec![
            ("name", "HKDF".into()),
            ("hash", "SHA-256".into()),
            ("salt", bytes(&[])),
            ("info", bytes(info.as_bytes())),
        ])
    };
    let given = vec![derived_for(check), from.clone(), 128.into()];
    let known_by = ask_bytes("deriveBits", given).await?;
    let given = vec![
        derived_for(encryption),
        from,
        aes(&[]),
        false.into(),
        names(&["encrypt", "decrypt"]),
    ];
    Ok((ask("deriveKey", given).await?, known_by))
}

/// Encrypts by AES-GCM. No two contents may have the same IV under one key.
pub async fn encrypt(key: &Key, iv: &[u8], content: &[u8]) -> Result<Vec<u8>, FileError> {
    ask_bytes("encrypt", vec![aes(iv), key.clone(), bytes(content)]).await
}

/// Decrypts; an error where anything of it was altered.
pub async fn decrypt(key: &Key, iv: &[u8], content: &[u8]) -> Result<Vec<u8>, FileError> {
    ask_bytes("decrypt", vec![aes(iv), key.clone(), bytes(content)]).await
}
