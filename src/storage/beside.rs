//! What is kept beside the workspaces, in a database of its own: the folder that is kept up to date, and which workspaces
//! a person deleted for good.

use super::connection::{Connection, Requests};
use super::error::StorageError;
use rexie::TransactionMode;
use wasm_bindgen::JsValue;

/// The browser's handle on the folder, under [`FOLDER_KEY`].
const FOLDER: &str = "folder";

const FOLDER_KEY: &str = "folder";

/// The ids of workspaces that were deleted for good: what else tells of them may have outlived them by a moment.
const GONE: &str = "gone";

/// The database beside the workspaces.
pub struct Beside {
    db: Connection,
}

impl Beside {
    /// Opens it, making it if it is not there.
    pub async fn open() -> Result<Self, StorageError> {
        Ok(Self {
            db: Connection::open("jinwei-keeping", 1, &[FOLDER, GONE]).await?,
        })
    }

    /// The handle on the folder, if one was chosen.
    pub async fn folder(&self) -> Result<Option<JsValue>, StorageError> {
        let handle = self.db.get(FOLDER, FOLDER_KEY).await?;
        Ok(handle.filter(JsValue::is_object))
    }

    /// Remembers the folder, or that there is none any more.
    pub async fn set_folder(&self, handle: Option<&JsValue>) -> Result<(), StorageError> {
        let tx = self.db.transaction(&[FOLDER], TransactionMode::ReadWrite)?;
        let store = tx.store(FOLDER)?;
        let mut requests = Requests::new();
        match handle {
            Some(handle) => requests.put_value(&store, FOLDER_KEY, handle.clone()),
            None => requests.delete(&store, FOLDER_KEY),
        }
        requests.commit(tx).await
    }

    /// Notes that a person deleted a workspace for good.
    pub async fn note_gone(&self, id: &str) -> Result<(), StorageError> {
        let tx = self.db.transaction(&[GONE], TransactionMode::ReadWrite)?;
        let store = tx.store(GONE)?;
        let mut requests = Requests::new();
        requests.put(&store, id, "");
        requests.commit(tx).await
    }

    /// The workspaces that a person deleted for good.
    pub async fn gone(&self) -> Result<Vec<String>, StorageError> {
        let rows = self.db.read(&[GONE]).await?.into_iter().flatten();
        Ok(rows.map(|(id, _)| id).collect())
    }
}
