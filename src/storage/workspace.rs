//! One workspace's database.
//!
//! A document is one row, as the text that would stand in a file: writing it is one `put`, and what is stored is
//! read by the same code that reads files. Files that were sent or received are kept verbatim beside them.

use super::connection::{Connection, Requests};
use super::error::StorageError;
use crate::bundle::{decode_book, decode_texts, encode_book, encode_texts};
use crate::domain::{Book, Id, sort_by_text};
use rexie::TransactionMode;

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
    db: Connection,
}

pub(super) fn database_name(id: &str) -> String {
    format!("jinwei-workspace-{id}")
}

impl Workspace {
    /// Opens a workspace's database, making it if it is not there.
    pub async fn open(id: &str) -> Result<Self, StorageError> {
        Ok(Self {
            db: Connection::open(&database_name(id), &STORES).await?,
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

    /// Writes what one command changed, all or nothing. Everything is handed to the browser before this first waits,
    /// so that it is written even when the page is gone by then.
    pub async fn write(&self, write: Write) -> Result<(), StorageError> {
        let tx = self.db.transaction(&STORES, TransactionMode::ReadWrite)?;
        let [documents, sent, received, restore_points] = STORES.map(|name| tx.store(name));
        let (documents, sent, received, restore_points) = (documents?, sent?, received?, restore_points?);
        let mut requests = Requests::new();
        for book in &write.books {
            requests.put(&documents, book.as_document().id().as_str(), &encode_book(book));
        }
        for id in &write.removed {
            requests.delete(&documents, id.as_str());
        }
        for (store, files) in [
            (&sent, &write.sent),
            (&received, &write.received),
            (&restore_points, &write.restore_points),
        ] {
            for file in files {
                requests.put(store, &file.id, &file.to_json());
            }
        }
        for id in &write.received_removed {
            requests.delete(&received, id);
        }
        requests.commit(tx).await
    }
}
