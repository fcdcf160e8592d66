//! The keys with which the workspaces of this computer sign. They lie in a database of their own and go with no backup of
//! books: a key says at which computer a file was made.

use super::error::StorageError;
use super::shelf::Shelf;
use wasm_bindgen::JsValue;

const STORE: &str = "keys";

async fn open() -> Result<Shelf, StorageError> {
    Shelf::open("jinwei-keys", 1, &[STORE]).await
}

/// The key of a workspace, if it has one: what only the browser makes and reads.
pub async fn signing_key(workspace: &str) -> Result<Option<JsValue>, StorageError> {
    let row = open().await?.get(STORE, workspace).await?;
    Ok(row.filter(JsValue::is_object))
}

/// Keeps the key of a workspace, in place of the one that it had.
pub async fn put_signing_key(workspace: &str, key: &JsValue) -> Result<(), StorageError> {
    open().await?.put(STORE, workspace, key).await
}

/// Forgets the key of a workspace that is gone.
pub async fn forget_signing_key(workspace: &str) -> Result<(), StorageError> {
    open().await?.remove(STORE, workspace).await
}
