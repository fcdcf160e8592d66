//! One workspace's database.
//!
//! A document is one row, as the text that would stand in a file: writing it is one `put`, and what is stored is
//! read by the same code that reads files. Files that were sent or received are kept verbatim beside them.

use super::error::StorageError;
use crate::bundle::{decode_book, decode_texts, encode_book, encode_texts};
use crate::domain::{Book, Id, sort_by_text};
use rexie::{ObjectStore, Rexie, Transaction, TransactionMode};
use wasm_bindgen::JsValue;

const DOCUMENTS: &str = "documents";
const SENT: &str = "sent";
const RECEIVED: &str = "received";
const RESTORE_POINTS: &str = "restore_points";
const STORES: [&str; 4] = [DOCUMENTS, SENT, RECEIVED, RESTORE_POINTS];

/// A file that was sent or received (verbatim), or the state before an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// Its key: the bundle's id.
    pub id: String,
    /// When it was sent, received or kept, RFC 3339.
    pub at: String,
    /// The file's name, or what the restore point was made for.
    pub name: String,
    /// The file, word for word.
    pub text: String,
}

impl KeptFile {
    fn to_json(&self) -> String {
        encode_texts(&[
            ("id", &self.id),
            ("at", &self.at),
            ("name", &self.name),
            ("text", &self.text),
        ])
    }

    fn from_json(json: &str) -> Option<Self> {
        let [id, at, name, text] = decode_texts(json, ["id", "at", "name", "text"])?;
        Some(Self {
            id: id?,
            at: at?,
            name: name?,
            text: text?,
        })
    }
}

/// Everything that stands in a workspace's database.
#[derive(Default)]
pub struct Kept {
    /// The books.
    pub books: Vec<Book>,
    /// Files that were sent, the oldest first.
    pub sent: Vec<KeptFile>,
    /// Files that were received, the oldest first.
    pub received: Vec<KeptFile>,
    /// States before imports, the oldest first.
    pub restore_points: Vec<KeptFile>,
    /// Rows that could not be read; they stay where they are.
    pub problems: Vec<StorageError>,
}

/// What one command changes, written in one transaction.
#[derive(Default)]
pub struct Write {
    /// Books, new or changed.
    pub books: Vec<Book>,
    /// Books that are gone.
    pub removed: Vec<Id>,
    /// Files sent with this command.
    pub sent: Vec<KeptFile>,
    /// Files received with this command.
    pub received: Vec<KeptFile>,
    /// Received files that are gone.
    pub received_removed: Vec<String>,
    /// The state before, when the command is one that a person may want to take back later.
    pub restore_points: Vec<KeptFile>,
}

/// An open workspace database.
pub struct Workspace {
    db: Rexie,
}

pub(super) fn database_name(id: &str) -> String {
    format!("jinwei-workspace-{id}")
}

/// Opens a database with these stores. Version 1; a later version must declare every store of the earlier ones,
/// as rexie deletes those that it is not told of.
pub(super) async fn open(name: &str, stores: &[&str]) -> Result<Rexie, StorageError> {
    let builder = Rexie::builder(name).version(1);
    let builder = stores
        .iter()
        .fold(builder, |b, store| b.add_object_store(ObjectStore::new(store)));
    builder
        .build()
        .await
        .map_err(|e| StorageError::Unavailable(format!("{e:?}")))
}

/// Waits until the browser says that the transaction is on its disk. `done` is `Ok` for an aborted one too.
pub(super) async fn commit(tx: Transaction) -> Result<(), StorageError> {
    let result = tx.done().await?;
    if result.is_committed() {
        Ok(())
    } else {
        Err(StorageError::NotCommitted(
            "磁盘可能已满，浏览器撤回了写入".into(),
        ))
    }
}

impl Workspace {
    /// Opens a workspace's database, making it if it is not there.
    pub async fn open(id: &str) -> Result<Self, StorageError> {
        Ok(Self {
            db: open(&database_name(id), &STORES).await?,
        })
    }

    /// Reads everything.
    pub async fn load(&self) -> Result<Kept, StorageError> {
        let tx = self.db.transaction(&STORES, TransactionMode::ReadOnly)?;
        let mut kept = Kept::default();
        for row in tx.store(DOCUMENTS)?.get_all(None, None).await? {
            match decode_book(&row.as_string().unwrap_or_default()) {
                Ok(book) => kept.books.push(book),
                Err(e) => kept.problems.push(StorageError::Unreadable(e.words().clone())),
            }
        }
        for (store, files) in [
            (SENT, &mut kept.sent),
            (RECEIVED, &mut kept.received),
            (RESTORE_POINTS, &mut kept.restore_points),
        ] {
            for row in tx.store(store)?.get_all(None, None).await? {
                match KeptFile::from_json(&row.as_string().unwrap_or_default()) {
                    Some(file) => files.push(file),
                    None => kept.problems.push(StorageError::Unreadable("收发记录".into())),
                }
            }
            sort_by_text(files, |file| &file.at);
        }
        Ok(kept)
    }

    /// Writes what one command changed, all or nothing.
    pub async fn write(&self, write: Write) -> Result<(), StorageError> {
        let tx = self.db.transaction(&STORES, TransactionMode::ReadWrite)?;
        let documents = tx.store(DOCUMENTS)?;
        for book in &write.books {
            let key = JsValue::from_str(book.as_document().id().as_str());
            documents.put(&encode_book(book).into(), Some(&key)).await?;
        }
        for id in &write.removed {
            documents.delete(id.as_str().into()).await?;
        }
        for (store, files) in [
            (SENT, &write.sent),
            (RECEIVED, &write.received),
            (RESTORE_POINTS, &write.restore_points),
        ] {
            let store = tx.store(store)?;
            for file in files {
                store
                    .put(&file.to_json().into(), Some(&file.id.as_str().into()))
                    .await?;
            }
        }
        for id in &write.received_removed {
            tx.store(RECEIVED)?.delete(id.as_str().into()).await?;
        }
        commit(tx).await
    }
}
