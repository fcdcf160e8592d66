//! Single rows beside the workspaces that only the browser can make: a key that it keeps to itself, the handle on a folder.

use super::connection::{Connection, Requests, TransactionMode};
use super::error::StorageError;
use wasm_bindgen::JsValue;

/// An open database of such rows, closed when it is dropped.
pub(super) struct Shelf(Connection);

impl Shelf {
    /// Opens a database with these stores, making what is not there. A store that is added later needs a greater version.
    pub(super) async fn open(name: &str, version: u32, stores: &[&str]) -> Result<Self, StorageError> {
        Connection::open(name, version, stores, None, None).await.map(Self)
    }

    /// What stands under a key.
    pub(super) async fn get(&self, store: &str, key: &str) -> Result<Option<JsValue>, StorageError> {
        self.0.get(store, key).await
    }

    /// All keys, in their order.
    pub(super) async fn keys(&self, store: &str) -> Result<Vec<String>, StorageError> {
        let rows = self.0.read(&[store]).await?.into_iter().flatten();
        Ok(rows.map(|(key, _)| key).collect())
    }

    /// Puts a row under a key, in place of what stood there, and waits until it is committed.
    pub(super) async fn put(&self, store: &str, key: &str, row: &JsValue) -> Result<(), StorageError> {
        self.write(store, key, Some(row)).await
    }

    /// Takes a row away, and waits until that is committed.
    pub(super) async fn remove(&self, store: &str, key: &str) -> Result<(), StorageError> {
        self.write(store, key, None).await
    }

    async fn write(&self, store: &str, key: &str, row: Option<&JsValue>) -> Result<(), StorageError> {
        let tx = self.0.transaction(&[store], TransactionMode::ReadWrite)?;
        let store = tx.store(store)?;
        let mut requests = Requests::new();
        match row {
            Some(row) => requests.put_value(&store, key, row.clone()),
            None => requests.delete(&store, key),
        }
        requests.commit(tx).await
    }
}
