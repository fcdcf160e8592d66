//! One workspace's database.
//!
//! A document is one row, as the text that would stand in a file: writing it is one `put`, and what is stored is
//! read by the same code that reads files. Files that were sent or received are kept verbatim beside them.

use super::connection::{Connection, Requests};
use super::error::StorageError;
use crate::bundle::{Unreadable, decode_book, decode_texts, encode_book, encode_texts};
use crate::domain::{Book, Id, sort_by_text};
use js_sys::Uint8Array;
use rexie::TransactionMode;
use wasm_bindgen::JsCast as _;

const DOCUMENTS: &str = "documents";
const SENT: &str = "sent";
const RECEIVED: &str = "received";
const RESTORE_POINTS: &str = "restore_points";
const STORES: [&str; 4] = [DOCUMENTS, SENT, RECEIVED, RESTORE_POINTS];

/// Submissions that an office received: thousands, so what is known of each stands apart from its file, and only the
/// former is read when the workspace is opened.
const SUMMARIES: &str = "summaries";
const FILES: &str = "files";
const ALL_STORES: [&str; 6] = [DOCUMENTS, SENT, RECEIVED, RESTORE_POINTS, SUMMARIES, FILES];

/// The database's version: 2 since summaries and files have stores of their own.
const VERSION: u32 = 2;

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

/// A submission at the office: the file, word for word, and what is known of it without opening it.
#[derive(Debug, Clone)]
pub struct KeptSubmission {
    /// Its key: the bundle's id.
    pub id: String,
    /// What is known of it, as text.
    pub summary: String,
    /// The file, byte for byte; `None` where it is there already and only the summary is written.
    pub bytes: Option<Uint8Array>,
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
    /// Submissions received, or summarised anew.
    pub submissions: Vec<KeptSubmission>,
    /// Submissions that are gone, with their files.
    pub submissions_removed: Vec<String>,
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
            db: Connection::open(&database_name(id), VERSION, &ALL_STORES).await?,
        })
    }

    /// Reads everything.
    pub async fn load(&self) -> Result<Kept, StorageError> {
        let mut kept = Kept::default();
        for (store, rows) in STORES.into_iter().zip(self.db.read(&STORES).await?) {
            for (key, row) in rows {
                if let Err(why) = kept.take(store, &row.as_string().unwrap_or_default()) {
                    let words = format!("{}，编号 {key}：{why}", title(store));
                    kept.problems.push(StorageError::Unreadable(words));
                }
            }
        }
        for files in [&mut kept.sent, &mut kept.received, &mut kept.restore_points] {
            sort_by_text(files, |file| &file.at);
        }
        Ok(kept)
    }

    /// What is known of every submission, under the bundles' ids.
    pub async fn summaries(&self) -> Result<Vec<(String, String)>, StorageError> {
        let rows = self.db.read(&[SUMMARIES]).await?.into_iter().flatten();
        Ok(rows
            .map(|(key, row)| (key, row.as_string().unwrap_or_default()))
            .collect())
    }

    /// A submission's file, byte for byte.
    pub async fn submission(&self, id: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let bytes = self.db.get(FILES, id).await?;
        Ok(bytes.and_then(|bytes| Some(bytes.dyn_into::<Uint8Array>().ok()?.to_vec())))
    }

    /// Writes what one command changed, all or nothing. Everything is handed to the browser before this first waits,
    /// so that it is written even when the page is gone by then.
    pub async fn write(&self, write: Write) -> Result<(), StorageError> {
        let tx = self.db.transaction(&ALL_STORES, TransactionMode::ReadWrite)?;
        let [documents, sent, received, restore_points, summaries, files] =
            ALL_STORES.map(|name| tx.store(name));
        let (documents, sent, received, restore_points) = (documents?, sent?, received?, restore_points?);
        let (summaries, files) = (summaries?, files?);
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
        for submission in &write.submissions {
            requests.put(&summaries, &submission.id, &submission.summary);
            if let Some(bytes) = &submission.bytes {
                requests.put_value(&files, &submission.id, bytes.into());
            }
        }
        for id in &write.submissions_removed {
            requests.delete(&summaries, id);
            requests.delete(&files, id);
        }
        requests.commit(tx).await
    }
}

/// What a clerk calls a row of a store.
fn title(store: &str) -> &'static str {
    match store {
        SENT => "报送过的文件",
        RECEIVED => "收到的文件",
        RESTORE_POINTS => "导入之前的状态",
        _ => "台账",
    }
}

impl Kept {
    /// Takes a row in, or says why it cannot be read.
    fn take(&mut self, store: &str, text: &str) -> Result<(), String> {
        let files = match store {
            SENT => &mut self.sent,
            RECEIVED => &mut self.received,
            RESTORE_POINTS => &mut self.restore_points,
            _ => {
                self.books.push(decode_book(text).map_err(|e| match e {
                    Unreadable::BadDocument { reason } => reason,
                    // Its words are about files that come in.
                    other => format!("内容已损坏，{}", other.code()),
                })?);
                return Ok(());
            }
        };
        files.push(KeptFile::from_json(text).ok_or("内容已损坏")?);
        Ok(())
    }
}
