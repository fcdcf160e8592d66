//! Which workspaces there are on this computer.

use super::connection::{Connection, Requests, TransactionMode, delete_database};
use super::error::StorageError;
use crate::bundle::{decode_texts, encode_texts};
use crate::domain::{Choose as _, Id, parse_date, sort_by_text};
use chrono::NaiveDate;

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
    /// The least satisfaction at which no word is said, in per cent, if the place sets one.
    pub pass_mark: Option<u32>,
    /// Whom to ask at the office, as the place wrote it down.
    pub office_contact: String,
    /// When it was put into the bin, RFC 3339; empty while it is in use.
    pub deleted_at: String,
    /// When a backup of it last left this browser, RFC 3339; empty if none ever did.
    pub backup_at: String,
    /// The last step of the history that this backup holds; 0 for none.
    pub backup_step: u64,
}

impl WorkspaceMeta {
    /// The entry as it is stored.
    fn to_json(&self) -> String {
        let day = self.fixed_today.map(|day| day.to_string()).unwrap_or_default();
        let mark = self.pass_mark.map(|mark| mark.to_string()).unwrap_or_default();
        encode_texts(&[
            ("id", &self.id),
            ("name", &self.name),
            ("desk", self.desk.code()),
            ("created_at", &self.created_at),
            ("sample", if self.sample { "yes" } else { "" }),
            ("fixed_today", &day),
            ("pass_mark", &mark),
            ("office_contact", &self.office_contact),
            ("deleted_at", &self.deleted_at),
            ("backup_at", &self.backup_at),
            ("backup_step", &self.backup_step.to_string()),
        ])
    }

    /// Reads an entry; `None` when it is none, or its desk is none that is known here.
    fn from_json(json: &str) -> Option<Self> {
        let names = [
            "id",
            "name",
            "desk",
            "created_at",
            "sample",
            "fixed_today",
            "pass_mark",
            "office_contact",
            "deleted_at",
            "backup_at",
            "backup_step",
        ];
        let [
            id,
            name,
            desk,
            created_at,
            sample,
            day,
            mark,
            contact,
            deleted,
            backup,
            step,
        ] = decode_texts(json, names)?;
        Some(Self {
            id: id?,
            name: name?,
            desk: Desk::from_code(&desk?)?,
            created_at: created_at?,
            sample: sample.is_some_and(|yes| !yes.is_empty()),
            fixed_today: day.and_then(|day| parse_date(&day)),
            pass_mark: mark.and_then(|mark| mark.parse().ok()),
            office_contact: contact.unwrap_or_default(),
            deleted_at: deleted.unwrap_or_default(),
            backup_at: backup.unwrap_or_default(),
            backup_step: step.and_then(|step| step.parse().ok()).unwrap_or_default(),
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
        Ok(Self {
            db: Connection::open("jinwei-catalogue", 1, &[STORE], None, None).await?,
        })
    }

    /// Whether anything may be written here: a newer page's catalogue is looked at only.
    pub fn may_write(&self) -> Result<(), StorageError> {
        if self.db.is_newer() {
            return Err(StorageError::Newer);
        }
        Ok(())
    }

    /// Every workspace, the oldest first. An entry that this version cannot read is left where it is.
    pub async fn all(&self) -> Result<Vec<WorkspaceMeta>, StorageError> {
        let rows = self.db.read(&[STORE]).await?.into_iter().flatten();
        let texts = rows.filter_map(|(_, row)| row.as_string());
        let mut all: Vec<WorkspaceMeta> = texts.filter_map(|text| WorkspaceMeta::from_json(&text)).collect();
        sort_by_text(&mut all, |meta| &meta.created_at);
        Ok(all)
    }

    /// The ids of all entries, also of those that this version cannot read.
    pub async fn ids(&self) -> Result<Vec<String>, StorageError> {
        let rows = self.db.read(&[STORE]).await?.into_iter().flatten();
        Ok(rows.map(|(id, _)| id).collect())
    }

    /// Writes down a workspace, new or changed.
    pub async fn put(&self, meta: &WorkspaceMeta) -> Result<(), StorageError> {
        let tx = self.db.transaction(&[STORE], TransactionMode::ReadWrite)?;
        let store = tx.store(STORE)?;
        let mut requests = Requests::new();
        requests.put(&store, &meta.id, &meta.to_json());
        requests.commit(tx).await
    }

    /// Changes an entry as it stands on the disk, whatever another tab has written into it, and returns it; `None` where it
    /// is gone.
    pub async fn change(
        &self,
        id: &str,
        change: Box<dyn FnOnce(&mut WorkspaceMeta) + '_>,
    ) -> Result<Option<WorkspaceMeta>, StorageError> {
        let tx = self.db.transaction(&[STORE], TransactionMode::ReadWrite)?;
        let store = tx.store(STORE)?;
        let mut meta = match store.get(id).await?.and_then(|row| row.as_string()) {
            // One that this page cannot read is a newer page's, and stays as it is.
            Some(text) => Some(WorkspaceMeta::from_json(&text).ok_or(StorageError::Newer)?),
            None => None,
        };
        let mut requests = Requests::new();
        if let Some(meta) = &mut meta {
            change(meta);
            requests.put(&store, id, &meta.to_json());
        }
        requests.commit(tx).await?;
        Ok(meta)
    }

    /// Deletes a workspace and everything in it. A tab that has it open is cut off from it.
    pub async fn delete(&self, id: &str) -> Result<(), StorageError> {
        self.forget(id).await?;
        delete_database(&super::workspace::database_name(id)).await
    }

    /// Takes a workspace's entry out, and leaves its database where it is.
    pub async fn forget(&self, id: &str) -> Result<(), StorageError> {
        let tx = self.db.transaction(&[STORE], TransactionMode::ReadWrite)?;
        let store = tx.store(STORE)?;
        let mut requests = Requests::new();
        requests.delete(&store, id);
        requests.commit(tx).await
    }
}

impl WorkspaceMeta {
    /// A new workspace's entry.
    pub fn new(id: &Id, name: String, desk: Desk, created_at: String) -> Self {
        Self {
            id: id.to_string(),
            name,
            desk,
            created_at,
            sample: false,
            fixed_today: None,
            pass_mark: None,
            office_contact: String::new(),
            deleted_at: String::new(),
            backup_at: String::new(),
            backup_step: 0,
        }
    }
}
