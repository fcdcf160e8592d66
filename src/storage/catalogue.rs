//! Which workspaces there are on this computer.

use super::connection::{Connection, Requests};
use super::error::StorageError;
use crate::domain::{Choose as _, Id};
use chrono::NaiveDate;
use rexie::{Rexie, TransactionMode};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

pub use crate::bundle::Desk;

/// What is known of a workspace without opening it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceMeta {
    /// Its name in the storage.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// At which desk it is used.
    pub desk: Desk,
    /// When it was made, RFC 3339.
    pub created_at: String,
    /// Whether it holds the sample and not anyone's work.
    pub sample: bool,
    /// The day that counts as today (基准日); `None` for the clock's.
    pub fixed_today: Option<NaiveDate>,
}

/// A workspace's entry as it is stored.
#[derive(Serialize, Deserialize)]
struct Row {
    id: String,
    name: String,
    desk: String,
    created_at: String,
    #[serde(default)]
    sample: bool,
    #[serde(default)]
    fixed_today: Option<String>,
}

impl From<&WorkspaceMeta> for Row {
    fn from(meta: &WorkspaceMeta) -> Self {
        Self {
            id: meta.id.clone(),
            name: meta.name.clone(),
            desk: meta.desk.code().into(),
            created_at: meta.created_at.clone(),
            sample: meta.sample,
            fixed_today: meta.fixed_today.map(|day| day.to_string()),
        }
    }
}

impl Row {
    /// The entry, unless its desk is none that is known here.
    fn into_meta(self) -> Option<WorkspaceMeta> {
        Some(WorkspaceMeta {
            desk: Desk::from_code(&self.desk)?,
            id: self.id,
            name: self.name,
            created_at: self.created_at,
            sample: self.sample,
            fixed_today: self.fixed_today.and_then(|day| day.parse().ok()),
        })
    }
}

/// The catalogue of workspaces.
pub struct Catalogue {
    db: Connection,
}

const STORE: &str = "workspaces";

impl Catalogue {
    /// Opens the catalogue, making it if it is not there.
    pub async fn open() -> Result<Self, StorageError> {
        Ok(Self { db: Connection::open("jinwei-catalogue", &[STORE]).await? })
    }

    /// Every workspace, the oldest first.
    pub async fn all(&self) -> Result<Vec<WorkspaceMeta>, StorageError> {
        let tx = self.db.transaction(&[STORE], TransactionMode::ReadOnly)?;
        let rows = tx.store(STORE)?.get_all(None, None).await?;
        let texts = rows.iter().filter_map(JsValue::as_string);
        let rows = texts.filter_map(|text| serde_json::from_str::<Row>(&text).ok());
        let mut all: Vec<WorkspaceMeta> = rows.filter_map(Row::into_meta).collect();
        all.sort_by(|a, b| a.created_at.cmp(&b.created_at));
        Ok(all)
    }

    /// Writes down a workspace, new or changed.
    pub async fn put(&self, meta: &WorkspaceMeta) -> Result<(), StorageError> {
        let text = serde_json::to_string(&Row::from(meta)).map_err(|e| StorageError::Unreadable(e.to_string()))?;
        let tx = self.db.transaction(&[STORE], TransactionMode::ReadWrite)?;
        let store = tx.store(STORE)?;
        let mut requests = Requests::new();
        requests.put(&store, &meta.id, &text)?;
        requests.commit(tx).await
    }

    /// Deletes a workspace and everything in it.
    pub async fn delete(&self, id: &str) -> Result<(), StorageError> {
        let tx = self.db.transaction(&[STORE], TransactionMode::ReadWrite)?;
        let store = tx.store(STORE)?;
        let mut requests = Requests::new();
        requests.delete(&store, id)?;
        requests.commit(tx).await?;
        Rexie::delete(&super::workspace::database_name(id)).await?;
        Ok(())
    }
}

impl WorkspaceMeta {
    /// A new workspace's entry.
    pub fn new(id: &Id, name: String, desk: Desk, created_at: String) -> Self {
        Self { id: id.to_string(), name, desk, created_at, sample: false, fixed_today: None }
    }
}
