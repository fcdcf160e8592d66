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
pub struct Beside(Shelf);

impl Beside {
    /// Opens it, making it if it is not there.
    pub async fn open() -> Result<Self, StorageError> {
        Ok(Self(Shelf::open("jinwei-keeping", 1, &[FOLDER, GONE]).await?))
    }

    /// The handle on the folder, if one was chosen.
    pub async fn folder(&self) -> Result<Option<JsValue>, StorageError> {
        let handle = self.0.get(FOLDER, FOLDER_KEY).await?;
        Ok(handle.filter(JsValue::is_object))
    }

    /// Remembers the folder, or that there is none any more.
    pub async fn set_folder(&self, handle: Option<&JsValue>) -> Result<(), StorageError> {
        match handle {
            Some(handle) => self.0.put(FOLDER, FOLDER_KEY, handle).await,
            None => self.0.remove(FOLDER, FOLDER_KEY).await,
        }
    }

    /// Notes that a person deleted a workspace for good.
    pub async fn note_gone(&self, id: &str) -> Result<(), StorageError> {
        self.0.put(GONE, id, &JsValue::TRUE).await
    }

    /// Whether a person deleted a workspace for good.
    pub async fn is_gone(&self, id: &str) -> Result<bool, StorageError> {
        let noted = self.0.get(GONE, id).await?;
        Ok(noted.is_some_and(|noted| noted.is_truthy()))
    }
}
