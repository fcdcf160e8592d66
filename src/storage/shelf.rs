//! Single rows beside the workspaces that only the browser can make: a key that it keeps to itself, the handle on a folder.
//!
//! Through rexie. The workspaces' own connection (`connection.rs`) asks for more than it has: durability, the reason of a
//! failed transaction, and to be told when a connection is cut.

use super::error::StorageError;
use rexie::{ObjectStore, Rexie, Store, Transaction, TransactionMode};
use wasm_bindgen::JsValue;

/// An open database of such rows, closed when it is dropped.
pub(super) struct Shelf(Option<Rexie>);

impl Drop for Shelf {
    fn drop(&mut self) {
        if let Some(db) = self.0.take() {
            db.close();
        }
    }
}

fn unavailable(error: rexie::Error) -> StorageError {
    StorageError::Unavailable(error.to_string())
}

fn not_committed(error: rexie::Error) -> StorageError {
    StorageError::NotCommitted(error.to_string())
}

impl Shelf {
    /// Opens a database with these stores, making what is not there. A store that is added later needs a greater version;
    /// rexie deletes those that it is not told of.
    pub(super) async fn open(name: &str, version: u32, stores: &[&str]) -> Result<Self, StorageError> {
        let mut builder = Rexie::builder(name).version(version);
        for store in stores {
            builder = builder.add_object_store(ObjectStore::new(store));
        }
        Ok(Self(Some(builder.build().await.map_err(unavailable)?)))
    }

    fn begin(&self, store: &str, mode: TransactionMode) -> Result<(Transaction, Store), StorageError> {
        let Some(db) = &self.0 else {
            return Err(StorageError::Cut);
        };
        let transaction = db.transaction(&[store], mode).map_err(unavailable)?;
        let store = transaction.store(store).map_err(unavailable)?;
        Ok((transaction, store))
    }

    /// What stands under a key.
    pub(super) async fn get(&self, store: &str, key: &str) -> Result<Option<JsValue>, StorageError> {
        let (_, store) = self.begin(store, TransactionMode::ReadOnly)?;
        store.get(key.into()).await.map_err(unavailable)
    }

    /// All keys, in their order.
    pub(super) async fn keys(&self, store: &str) -> Result<Vec<String>, StorageError> {
        let (_, store) = self.begin(store, TransactionMode::ReadOnly)?;
        let keys = store.get_all_keys(None, None).await.map_err(unavailable)?;
        Ok(keys.iter().filter_map(JsValue::as_string).collect())
    }

    /// Puts a row under a key, in place of what stood there, and waits until it is committed.
    pub(super) async fn put(&self, store: &str, key: &str, row: &JsValue) -> Result<(), StorageError> {
        let (transaction, store) = self.begin(store, TransactionMode::ReadWrite)?;
        let put = store.put(row, Some(&key.into())).await;
        put.map_err(not_committed)?;
        transaction.commit().await.map_err(not_committed)
    }

    /// Takes a row away, and waits until that is committed.
    pub(super) async fn remove(&self, store: &str, key: &str) -> Result<(), StorageError> {
        let (transaction, store) = self.begin(store, TransactionMode::ReadWrite)?;
        store.delete(key.into()).await.map_err(not_committed)?;
        transaction.commit().await.map_err(not_committed)
    }
}
