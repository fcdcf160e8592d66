//! What stands in the rows, and reading it: each row by itself, so that one that cannot be read keeps none of the others out.

use super::{DOCUMENTS, RECEIVED, RESTORE_POINTS, SENT};
use crate::bundle::{
    Attachment, DATA_VERSION, NotRead, decode_stored, decode_texts, encode_texts, stamped, version_of,
};
use crate::domain::Book;
use crate::history::Step;
use crate::storage::error::StorageError;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

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
    pub(super) fn to_row(&self) -> String {
        stamped(&encode_texts(&[
            ("id", &self.id),
            ("at", &self.at),
            ("name", &self.name),
            ("text", &self.text),
        ]))
    }

    /// Reads a row. Files are kept word for word, and what stands around them has been the same in every version.
    fn from_row(row: &str) -> Result<Self, NotRead> {
        let (version, json) = version_of(row);
        if !(1..=DATA_VERSION).contains(&version) {
            return Err(NotRead::Newer(version));
        }
        let read = || {
            let [id, at, name, text] = decode_texts(json, ["id", "at", "name", "text"])?;
            Some(Self {
                id: id?,
                at: at?,
                name: name?,
                text: text?,
            })
        };
        read().ok_or_else(|| NotRead::Damaged("内容已损坏".into()))
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
    /// The last steps of the history, the oldest first.
    pub steps: Vec<Step>,
    /// The number of the last step on the disk, which may be one that only a newer page reads.
    pub last_step: u64,
    /// The number of the last transaction.
    pub turn: u64,
    /// Whether the transactions that this was read after wrote books and their history alone.
    pub books_only: bool,
    /// Rows that could not be read; they stay where they are.
    pub problems: Vec<StorageError>,
    /// The same rows verbatim, and those of stores that this page does not know, to go with a backup.
    pub unread: Vec<Attachment>,
    /// The books' rows of an earlier version that were raised to today's on the way in, verbatim. On the disk they are still
    /// what they were.
    pub raised: Vec<Attachment>,
    /// Whether a newer page wrote here: what can be read is shown, and nothing is written.
    pub is_newer: bool,
}

impl Kept {
    /// Whether nothing was ever written here, or all of it is gone.
    pub fn is_empty(&self) -> bool {
        let files = self.sent.len() + self.received.len() + self.restore_points.len();
        self.turn == 0 && self.books.is_empty() && files + self.problems.len() == 0
    }

    /// Takes rows of a store in; those that cannot be read are told of.
    pub(super) fn take_rows(&mut self, store: &str, rows: Vec<(String, JsValue)>) {
        for (key, row) in rows {
            let text = row.as_string().unwrap_or_default();
            let why = match self.take(store, &text) {
                // What stands around a file is the same in every version; the row need not be written anew.
                Ok(version) => {
                    if store == DOCUMENTS && version < DATA_VERSION {
                        self.raised.push(Attachment::of_row(store, &key, "", &text));
                    }
                    continue;
                }
                Err(NotRead::Newer(version)) => {
                    self.is_newer = true;
                    format!("新版本（数据第{version}版）写的")
                }
                Err(NotRead::Damaged(why)) => why,
            };
            let words = format!("{}，编号 {key}：{why}", title(store));
            self.problems.push(StorageError::Unreadable(words));
            self.unread
                .push(Attachment::of_row(store, &key, "", &verbatim(&row)));
        }
    }

    /// Takes a row in and gives the version of its data, or says why it cannot be read.
    fn take(&mut self, store: &str, text: &str) -> Result<u32, NotRead> {
        let files = match store {
            SENT => &mut self.sent,
            RECEIVED => &mut self.received,
            RESTORE_POINTS => &mut self.restore_points,
            _ => {
                let (book, version) = decode_stored(text)?;
                self.books.push(book);
                return Ok(version);
            }
        };
        files.push(KeptFile::from_row(text)?);
        Ok(version_of(text).0)
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

/// A row as text, whatever it is.
pub(super) fn verbatim(row: &JsValue) -> String {
    let json = || js_sys::JSON::stringify(row).ok()?.as_string();
    row.as_string().or_else(json).unwrap_or_default()
}
