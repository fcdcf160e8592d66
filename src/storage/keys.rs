//! The keys with which the workspaces of this computer sign. They lie in a database of their own and go with no backup of
//! books: a key says at which computer a file was made.

use super::error::StorageError;
use super::shelf::Shelf;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};

const STORE: &str = "keys";

/// A workspace's key for signing.
pub struct SigningKey {
    /// The key in use: the browser signs with it and hands it to nobody.
    pub private: JsValue,
    /// The public key, as it stands in files.
    pub public: String,
    /// What the kept copy of the private key is encrypted with: a key of the browser's that cannot be had out either.
    pub wrapping: JsValue,
    /// The IV of the kept copy.
    pub iv: Vec<u8>,
    /// The kept copy, of which a person makes a file.
    pub wrapped: Vec<u8>,
}

async fn open() -> Result<Shelf, StorageError> {
    Shelf::open("jinwei-keys", 1, &[STORE]).await
}

/// The key of a workspace, if it has one.
pub async fn signing_key(workspace: &str) -> Result<Option<SigningKey>, StorageError> {
    let row = open().await?.get(STORE, workspace).await?;
    let row = row.and_then(|row| row.dyn_into::<Array>().ok());
    Ok(row.and_then(|row| {
        let bytes = |at| Some(row.get(at).dyn_into::<Uint8Array>().ok()?.to_vec());
        Some(SigningKey {
            private: row.get(0),
            public: row.get(1).as_string()?,
            wrapping: row.get(2),
            iv: bytes(3)?,
            wrapped: bytes(4)?,
        })
    }))
}

/// Keeps the key of a workspace, in place of the one that it had.
pub async fn put_signing_key(workspace: &str, key: &SigningKey) -> Result<(), StorageError> {
    let bytes = |bytes: &[u8]| JsValue::from(Uint8Array::from(bytes));
    let row: Array = [
        key.private.clone(),
        JsValue::from_str(&key.public),
        key.wrapping.clone(),
        bytes(&key.iv),
        bytes(&key.wrapped),
    ]
    .into_iter()
    .collect();
    open().await?.put(STORE, workspace, &row).await
}

/// Forgets the key of a workspace that is gone.
pub async fn forget_signing_key(workspace: &str) -> Result<(), StorageError> {
    open().await?.remove(STORE, workspace).await
}
