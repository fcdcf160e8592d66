//! One workspace's database.
//!
//! A document is one row, as the text that would stand in a file: writing it is one `put`, and what is stored is
//! read by the same code that reads files. Files that were sent or received are kept verbatim beside them.

mod rows;
mod write;

pub use rows::{Kept, KeptFile, KeptSubmission};
pub use write::Write;

use super::connection::{Connection, Cut, Listener, TransactionMode, keys_from};
use super::error::StorageError;
use crate::bundle::Attachment;
use crate::domain::sort_by_text;
use crate::history::{HELD, Step, decode_step};
use js_sys::Uint8Array;
use rows::verbatim;
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

/// How long a tab may neither write nor look before it counts as asleep, milliseconds: far less than it takes to write as
/// many transactions as there are numbers kept of.
const SLEEP: f64 = 10.0 * 60_000.0;

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
    /// When it was last known what the last transaction is, milliseconds by the clock.
    awake: Cell<f64>,
    hears: Hears,
}

/// Who wants to hear of what befalls the connection.
type Hears = Rc<RefCell<Option<Listener>>>;

pub(in crate::storage) fn database_name(id: &str) -> String {
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
            awake: Cell::new(0.0),
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

    /// Whether other tabs may have written more since this one wrote or looked than there are numbers kept of. Where they may
    /// write at all, it is to [look](Self::look) before it writes.
    pub fn has_slept(&self) -> bool {
        // Also where the clock was put back.
        !(0.0..SLEEP).contains(&(js_sys::Date::now() - self.awake.get()))
    }

    fn is_awake(&self) {
        self.awake.set(js_sys::Date::now());
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
        // What a newer page wrote since is told when it is first seen; from then on nothing is written.
        if kept.is_newer {
            self.is_newer.set(true);
        }
        Ok(kept)
    }

    async fn read_history(&self, kept: &mut Kept, after: Option<u64>) -> Result<(), StorageError> {
        let tx = self
            .connection()
            .transaction(&[TURNS, STEPS], TransactionMode::ReadOnly)?;
        let (turns, steps) = (tx.store(TURNS)?, tx.store(STEPS)?);
        let last = turns.last_key().await?;
        self.is_awake();
        kept.turn = last.and_then(|key| key.parse().ok()).unwrap_or_default();
        kept.books_only = true;
        if let Some(after) = after {
            let later = keys_from(&numbered(after).into(), false);
            let entries = turns.get_all(later.as_ref()).await?;
            let is_more = |entry: &JsValue| entry.as_string().is_some_and(|entry| entry.starts_with('+'));
            kept.books_only = !entries.iter().any(is_more);
        }
        let keys = steps.get_all_keys(None).await?;
        let last = keys.last().and_then(JsValue::as_string);
        kept.last_step = last.and_then(|key| key.parse().ok()).unwrap_or_default();
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

    /// The ids of all submissions.
    pub async fn submission_ids(&self) -> Result<Vec<String>, StorageError> {
        let tx = self
            .connection()
            .transaction(&[SUMMARIES], TransactionMode::ReadOnly)?;
        let keys = tx.store(SUMMARIES)?.get_all_keys(None).await?;
        Ok(keys.iter().filter_map(JsValue::as_string).collect())
    }

    /// A submission's file, byte for byte.
    pub async fn submission(&self, id: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let bytes = self.connection().get(FILES, id).await?;
        Ok(bytes.and_then(|bytes| Some(bytes.dyn_into::<Uint8Array>().ok()?.to_vec())))
    }
}
