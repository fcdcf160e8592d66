//! What is kept beside the workspaces, in a database of its own: the folder that is kept up to date, and which workspaces
//! a person deleted for good.

use super::error::StorageError;
use super::shelf::Shelf;
use wasm_bindgen::JsValue;

/// The browser's handle on the folder, under [`FOLDER_KEY`].
const FOLDER: &str = "folder";

const FOLDER_KEY: &str = "folder";

/// The ids of workspaces that were deleted for good: what else tells of them may have outlived them by a moment.
const GONE: &str = "gone";

/// The database beside the workspaces.
pub struct Beside {
    db: Shelf,
}

impl Beside {
    /// Opens it, making it if it is not there.
    pub async fn open() -> Result<Self, StorageError> {
        Ok(Self {
            db: Shelf::open("jinwei-keeping", 1, &[FOLDER, GONE]).await?,
        })
    }

    /// The handle on the folder, if one was chosen.
    pub async fn folder(&self) -> Result<Option<JsValue>, StorageError> {
        let handle = self.db.get(FOLDER, FOLDER_KEY).await?;
        Ok(handle.filter(JsValue::is_object))
    }

    /// Remembers the folder, or that there is none any more.
    pub async fn set_folder(&self, handle: Option<&JsValue>) -> Result<(), StorageError> {
        match handle {
            Some(handle) => self.db.put(FOLDER, FOLDER_KEY, handle).await,
            None => self.db.remove(FOLDER, FOLDER_KEY).await,
        }
    }

    /// Notes that a person deleted a workspace for good.
    pub async fn note_gone(&self, id: &str) -> Result<(), StorageError> {
        self.db.put(GONE, id, &JsValue::from_str("")).await
    }

    /// The workspaces that a person deleted for good.
    pub async fn gone(&self) -> Result<Vec<String>, StorageError> {
        self.db.keys(GONE).await
    }
}
