//! One workspace's database.
//!
//! A document is one row, as the text that would stand in a file: writing it is one `put`, and what is stored is
//! read by the same code that reads files. Files that were sent or received are kept verbatim beside them.

use super::connection::{Connection, Cut, Listener, Requests, Store, TransactionMode, keys_from};
use super::error::StorageError;
use crate::bundle::{Attachment, DATA_VERSION};
use crate::bundle::{NotRead, decode_stored, decode_texts, encode_stored, encode_texts, stamped, version_of};
use crate::domain::{Book, Id, sort_by_text};
use crate::history::{HELD, Step, Turn, decode_step, encode_step};
use js_sys::Uint8Array;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast as _, JsValue};

const DOCUMENTS: &str = "documents";
const SENT: &str = "sent";
const RECEIVED: &str = "received";
const RESTORE_POINTS: &str = "restore_points";
const STORES: [&str; 4] = [DOCUMENTS, SENT, RECEIVED, RESTORE_POINTS];

/// Submissions that an office received: thousands, so what is known of each stands apart from its file, and only the
/// former is read when the workspace is opened.
const SUMMARIES: &str = "summaries";
const FILES: &str = "files";

/// The numbers of transactions: whoever writes adds the next, which fails where another tab was first, and everything
/// that belongs to it with it. The entry says which tab wrote, and whether more than books.
const TURNS: &str = "turns";

/// The history, a row a step.
const STEPS: &str = "steps";

const ALL_STORES: [&str; 8] = [
    DOCUMENTS,
    SENT,
    RECEIVED,
    RESTORE_POINTS,
    SUMMARIES,
    FILES,
    TURNS,
    STEPS,
];

/// The database's version: 2 since summaries and files have stores of their own, 3 since there is a history, 4 since rows
/// say which version their data have ([`DATA_VERSION`]), which earlier pages cannot read.
const VERSION: u32 = 4;

/// How many numbers of transactions are kept. A tab that has slept through more looks at the disk before it writes.
const TURNS_KEPT: u64 = 5_000;

/// After how many transactions older numbers are cleared away.
const TURNS_ROUND: u64 = 500;

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
    fn to_row(&self) -> String {
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
}

/// What one command changes, written in one transaction.
#[derive(Default)]
pub struct Write {
    /// What it is, by the name that the history has for it.
    pub what: &'static str,
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
    /// Rows that another program could not read, as it carried them away ([`Attachment::row_of`]).
    pub unread: Vec<Attachment>,
    /// Restore points that are gone.
    pub restore_points_removed: Vec<String>,
    /// Its number and its part of the history, and the tab that writes. Only what can be derived anew from what is there
    /// (a summary) is written without.
    pub turn: Option<(Turn, String)>,
    /// Steps of the history that are in others now.
    pub steps_removed: Vec<u64>,
}

impl Write {
    /// Whether it holds more than books and their history.
    fn is_more_than_books(&self) -> bool {
        let files = self.sent.len() + self.received.len() + self.received_removed.len();
        files
            + self.restore_points.len()
            + self.unread.len()
            + self.restore_points_removed.len()
            + self.submissions.len()
            + self.submissions_removed.len()
            > 0
    }
}

/// The key of a number: digits, so that they stand in their order.
fn numbered(number: u64) -> String {
    format!("{number:012}")
}

/// An open workspace database. Where its connection is cut, it can be [opened again](Self::reopen).
pub struct Workspace {
    name: String,
    db: RefCell<Rc<Connection>>,
    /// Whether something in it is a newer page's.
    is_newer: Cell<bool>,
    hears: Hears,
}

/// Who wants to hear of what befalls the connection.
type Hears = Rc<RefCell<Option<Listener>>>;

pub(super) fn database_name(id: &str) -> String {
    format!("jinwei-workspace-{id}")
}

async fn connect(
    name: &str,
    hears: &Hears,
    blocked: Option<Box<dyn FnMut()>>,
) -> Result<Rc<Connection>, StorageError> {
    let hears = Rc::clone(hears);
    let listener: Listener = Rc::new(move |cut| {
        let tell = hears.borrow().clone();
        tell.is_some_and(|tell| tell(cut))
    });
    let db = Connection::open(name, VERSION, &ALL_STORES, Some(listener), blocked).await?;
    Ok(Rc::new(db))
}

impl Workspace {
    /// Opens a workspace's database, making it if it is not there.
    pub async fn open(id: &str) -> Result<Self, StorageError> {
        Self::open_waiting(id, || {}).await
    }

    /// The same; `blocked` is called when a page of an earlier version has it open in another tab, and is waited for.
    pub async fn open_waiting(id: &str, blocked: impl FnMut() + 'static) -> Result<Self, StorageError> {
        let (name, hears) = (database_name(id), Hears::default());
        let db = connect(&name, &hears, Some(Box::new(blocked))).await?;
        Ok(Self {
            name,
            db: RefCell::new(db),
            is_newer: Cell::new(false),
            hears,
        })
    }

    /// Has `hear` told what befalls the connection from now on; it returns whether it is going to [close](Self::close) it.
    pub fn on_cut(&self, hear: impl Fn(Cut) -> bool + 'static) {
        self.hears.replace(Some(Rc::new(hear)));
    }

    /// Closes the connection, once what was handed to it is done.
    pub fn close(&self) {
        self.connection().close();
    }

    /// Whether nothing can be read or written until it is opened again.
    pub fn is_cut(&self) -> bool {
        self.connection().has_ended()
    }

    /// Opens the database again where the connection is cut. It may not be what it was: emptied, or written by others.
    pub async fn reopen(&self) -> Result<(), StorageError> {
        if !self.is_cut() {
            return Ok(());
        }
        let db = connect(&self.name, &self.hears, None).await?;
        self.db.replace(db);
        Ok(())
    }

    /// Whether it is a newer page's, or holds something of one: nothing is written to it.
    pub fn is_newer(&self) -> bool {
        self.is_newer.get() || self.connection().is_newer()
    }

    fn connection(&self) -> Rc<Connection> {
        Rc::clone(&self.db.borrow())
    }

    /// Reads everything.
    pub async fn load(&self) -> Result<Kept, StorageError> {
        let mut kept = Kept::default();
        // Before the books: they are never older than the number says, and what another tab writes in between is noticed
        // when this one writes.
        self.read_history(&mut kept, None).await?;
        let db = self.connection();
        for (store, rows) in STORES.into_iter().zip(db.read(&STORES).await?) {
            kept.take_rows(store, rows);
        }
        for files in [&mut kept.sent, &mut kept.received, &mut kept.restore_points] {
            sort_by_text(files, |file| &file.at);
        }
        if db.is_newer() {
            kept.is_newer = true;
            self.read_unknown(&mut kept).await?;
        }
        self.is_newer.set(kept.is_newer);
        Ok(kept)
    }

    /// Reads the rows of stores that only a newer page knows, to be carried away.
    async fn read_unknown(&self, kept: &mut Kept) -> Result<(), StorageError> {
        let db = self.connection();
        for store in db.store_names() {
            if ALL_STORES.contains(&&*store) {
                continue;
            }
            for rows in db.read(&[&store]).await? {
                for (key, row) in rows {
                    kept.unread
                        .push(Attachment::of_row(&store, &key, "", &verbatim(&row)));
                }
            }
        }
        Ok(())
    }

    /// Reads the books and the last of the history: what another tab wrote after the transaction with this number.
    pub async fn look(&self, after: u64) -> Result<Kept, StorageError> {
        let mut kept = Kept::default();
        self.read_history(&mut kept, Some(after)).await?;
        for rows in self.connection().read(&[DOCUMENTS]).await? {
            kept.take_rows(DOCUMENTS, rows);
        }
        kept.is_newer |= self.connection().is_newer();
        Ok(kept)
    }

    async fn read_history(&self, kept: &mut Kept, after: Option<u64>) -> Result<(), StorageError> {
        let tx = self
            .connection()
            .transaction(&[TURNS, STEPS], TransactionMode::ReadOnly)?;
        let (turns, steps) = (tx.store(TURNS)?, tx.store(STEPS)?);
        let last = turns.last_key().await?;
        kept.turn = last.and_then(|key| key.parse().ok()).unwrap_or_default();
        kept.books_only = true;
        if let Some(after) = after {
            let later = keys_from(&numbered(after).into(), false);
            let entries = turns.get_all(later.as_ref()).await?;
            let is_more = |entry: &JsValue| entry.as_string().is_some_and(|entry| entry.starts_with('+'));
            kept.books_only = !entries.iter().any(is_more);
        }
        let keys = steps.get_all_keys(None).await?;
        if let Some(first) = keys.get(keys.len().saturating_sub(HELD)) {
            let from = keys_from(first, true);
            for row in steps.get_all(from.as_ref()).await? {
                kept.steps
                    .extend(row.as_string().and_then(|text| decode_step(&text)));
            }
        }
        Ok(())
    }

    /// The whole history, the oldest step first. What a newer program wrote in it is left where it is.
    pub async fn history(&self) -> Result<Vec<Step>, StorageError> {
        let rows = self.connection().read(&[STEPS]).await?.into_iter().flatten();
        let texts = rows.filter_map(|(_, row)| row.as_string());
        Ok(texts.filter_map(|text| decode_step(&text)).collect())
    }

    /// What is known of every submission, under the bundles' ids.
    pub async fn summaries(&self) -> Result<Vec<(String, String)>, StorageError> {
        let rows = self.connection().read(&[SUMMARIES]).await?.into_iter().flatten();
        Ok(rows
            .map(|(key, row)| (key, row.as_string().unwrap_or_default()))
            .collect())
    }

    /// A submission's file, byte for byte.
    pub async fn submission(&self, id: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let bytes = self.connection().get(FILES, id).await?;
        Ok(bytes.and_then(|bytes| Some(bytes.dyn_into::<Uint8Array>().ok()?.to_vec())))
    }

    /// Writes what one command changed, all or nothing. Everything is handed to the browser before this first waits,
    /// so that it is written even when the page is gone by then.
    pub async fn write(&self, write: Write) -> Result<(), StorageError> {
        if self.is_newer() {
            return Err(StorageError::Newer);
        }
        let tx = self
            .connection()
            .transaction(&ALL_STORES, TransactionMode::ReadWrite)?;
        let [
            documents,
            sent,
            received,
            restore_points,
            summaries,
            files,
            turns,
            steps,
        ] = ALL_STORES.map(|name| tx.store(name));
        let (documents, sent, received, restore_points) = (documents?, sent?, received?, restore_points?);
        let (summaries, files, turns, steps) = (summaries?, files?, turns?, steps?);
        let mut requests = Requests::new();
        if let Some((turn, tab)) = &write.turn {
            let more = if write.is_more_than_books() { "+" } else { "" };
            requests.claim(&turns, &numbered(turn.number), &format!("{more}{tab}"));
            for step in &turn.steps {
                requests.put(&steps, &numbered(step.number), &encode_step(step));
            }
            if turn.number > TURNS_KEPT && turn.number.is_multiple_of(TURNS_ROUND) {
                let oldest = numbered(turn.number - TURNS_KEPT);
                requests.delete_up_to(&turns, &oldest);
            }
        }
        for number in &write.steps_removed {
            requests.delete(&steps, &numbered(*number));
        }
        let kept: [(&str, &Store); 4] = [
            (DOCUMENTS, &documents),
            (SENT, &sent),
            (RECEIVED, &received),
            (RESTORE_POINTS, &restore_points),
        ];
        // First, so that what could be read has the last word under its key.
        for row in &write.unread {
            if let Some((_, store)) = kept.iter().find(|(name, _)| row.row_of() == Some(name)) {
                requests.put(store, &row.id, &row.text);
            }
        }
        for book in &write.books {
            requests.put(&documents, book.as_document().id().as_str(), &encode_stored(book));
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
                requests.put(store, &file.id, &file.to_row());
            }
        }
        for id in &write.received_removed {
            requests.delete(&received, id);
        }
        for id in &write.restore_points_removed {
            requests.delete(&restore_points, id);
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

/// A row as text, whatever it is.
fn verbatim(row: &JsValue) -> String {
    let json = || js_sys::JSON::stringify(row).ok()?.as_string();
    row.as_string().or_else(json).unwrap_or_default()
}

impl Kept {
    /// Takes rows of a store in; those that cannot be read are told of.
    fn take_rows(&mut self, store: &str, rows: Vec<(String, JsValue)>) {
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
