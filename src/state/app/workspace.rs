//! An open workspace.

use super::App;
use crate::bundle::Attachment;
use crate::domain::{Book, Books, Id};
use crate::history::Log;
use crate::platform;
use crate::state::open_books::OpenBooks;
use crate::state::reactive::Changing;
use crate::state::saver::{Memory, Saver};
use crate::state::tab::Tab;
use crate::state::typed::with_typed;
use crate::storage::{Kept, KeptFile, StorageError, Workspace, WorkspaceMeta, Write};
use leptos::prelude::*;
use std::any::Any;
use std::rc::Rc;

/// An open workspace: a handle, cheap to copy.
#[derive(Clone, Copy)]
pub struct OpenWorkspace {
    /// Its entry in the catalogue.
    pub meta: Changing<WorkspaceMeta>,
    /// Its books.
    pub books: OpenBooks,
    /// Files that were sent, the oldest first.
    pub sent: Changing<Vec<KeptFile>>,
    /// Files that were received, the oldest first.
    pub received: Changing<Vec<KeptFile>>,
    /// States before imports, the oldest first.
    pub restore_points: Changing<Vec<KeptFile>>,
    /// Rows on the disk that could not be read, in words.
    pub problems: Changing<Vec<String>>,
    /// Whether another tab has the pen: what it writes is shown here, and nothing is written.
    pub follows: bool,
    /// Whether a newer page wrote here: it is shown and carried away, and nothing is written.
    pub is_newer: bool,
    /// Rows that could not be read, verbatim, to go with a backup.
    unread: StoredValue<Vec<Attachment>>,
    /// Books' rows of an earlier version, and whether the disk has lost everything: both are mended when it is shown.
    to_mend: StoredValue<(Vec<Attachment>, bool)>,
    /// Whether a file for others is being written.
    issuing: StoredValue<bool>,
    db: StoredValue<Rc<Workspace>, LocalStorage>,
    tab: StoredValue<Rc<Tab>, LocalStorage>,
    /// What the office's program holds beside the books; `state::office` knows what it is.
    office: StoredValue<Option<Rc<dyn Any>>, LocalStorage>,
}

/// While it is there, a file for others is being written.
pub(in crate::state) struct Issuing(StoredValue<bool>);

impl Drop for Issuing {
    fn drop(&mut self) {
        self.0.try_set_value(false);
    }
}

impl OpenWorkspace {
    /// Opens what was read from the disk.
    pub(super) fn new(
        app: App,
        meta: WorkspaceMeta,
        db: Rc<Workspace>,
        kept: Kept,
        tab: Rc<Tab>,
        writes: bool,
        is_lost: bool,
    ) -> Self {
        let mut books = Books::default();
        for book in kept.books {
            books.put(book);
        }
        books.sort_branches();
        let log = Log::open(meta.desk, &books, kept.steps, kept.last_step, kept.turn);
        let memory = Memory {
            meta: Changing::new(meta),
            sent: Changing::new(kept.sent),
            received: Changing::new(kept.received),
            restore_points: Changing::new(kept.restore_points),
            problems: Changing::new(kept.problems.iter().map(ToString::to_string).collect()),
            unread: StoredValue::new(kept.unread),
        };
        db.on_cut({
            let held = Rc::downgrade(&db);
            move |cut| held.upgrade().is_some_and(|db| app.cut(&db, cut))
        });
        let books = if writes {
            let saver = Saver::new(app, Rc::clone(&db), Rc::clone(&tab), memory);
            OpenBooks::for_work(books, log, Rc::new(saver), app)
        } else {
            OpenBooks::to_follow(books, log, app)
        };
        Self {
            meta: memory.meta,
            books,
            follows: !writes,
            is_newer: kept.is_newer,
            sent: memory.sent,
            received: memory.received,
            restore_points: memory.restore_points,
            problems: memory.problems,
            unread: memory.unread,
            to_mend: StoredValue::new((kept.raised, is_lost)),
            issuing: StoredValue::new(false),
            db: StoredValue::new_local(db),
            tab: StoredValue::new_local(tab),
            office: StoredValue::new_local(None),
        }
    }

    /// The database.
    pub(in crate::state) fn db(&self) -> Rc<Workspace> {
        self.db.get_value()
    }

    /// This tab, with this workspace.
    pub(in crate::state) fn tab(&self) -> Rc<Tab> {
        self.tab.get_value()
    }

    /// The rows that could not be read, as they go with a backup that is made at this moment (RFC 3339).
    pub(in crate::state) fn unread(&self, at: &str) -> Vec<Attachment> {
        let mut rows = self.unread.get_value();
        for row in &mut rows {
            at.clone_into(&mut row.at);
        }
        rows
    }

    /// What is to be mended on the disk, told once.
    pub(in crate::state) fn take_mending(&self) -> (Vec<Attachment>, bool) {
        let mut taken = Default::default();
        self.to_mend
            .update_value(|to_mend| taken = std::mem::take(to_mend));
        taken
    }

    /// What the office's program holds beside the books.
    pub(in crate::state) fn office(&self) -> Option<Rc<dyn Any>> {
        self.office.get_value()
    }

    pub(super) fn hold_office(&self, beside: Rc<dyn Any>) {
        self.office.set_value(Some(beside));
    }

    /// Begins to write a file for others; `None` while another is being written: two at once would have the same number.
    pub(in crate::state) fn begin_issue(&self) -> Option<Issuing> {
        if self.issuing.get_value() {
            return None;
        }
        self.issuing.set_value(true);
        Some(Issuing(self.issuing))
    }

    /// Writes a command that is more than typing, and shows it when it is on the disk.
    pub(in crate::state) async fn write(&self, write: Write) -> Result<(), StorageError> {
        let before = self.books.with(|now| {
            let known = write.books.iter();
            known
                .filter_map(|book| now.book(book.as_document().id()))
                .collect()
        });
        self.write_from(before, write).await
    }

    /// The same for books that were made some time ago from what was there `before`. What was typed since is merged in:
    /// neither takes the other's place.
    pub(in crate::state) async fn write_from(
        &self,
        before: Vec<Book>,
        mut write: Write,
    ) -> Result<(), StorageError> {
        if self.is_newer {
            return Err(StorageError::Newer);
        }
        // What is being typed is written before or after, never beside it: every transaction has its number.
        let Some(_hold) = self.books.hold().await else {
            return Err(StorageError::Following);
        };
        // A disk that has lost everything gets all of it back first, so that it never holds a part.
        if self.books.owes_all() {
            return Err(StorageError::Cut);
        }
        if !self.tab().writes_alone() && self.db.get_value().has_slept() {
            let turn = self.books.turn();
            self.books.catch_up().await?;
            if self.books.turn() != turn {
                return Err(StorageError::Overtaken);
            }
        }
        // It was opened anew meanwhile: whoever has it now knows nothing of what is about to be written here.
        if self.tab().is_replaced() {
            return Err(StorageError::Overtaken);
        }
        // What was typed since goes to the disk with it: at no moment does the disk hold less than the screen did.
        let books = std::mem::take(&mut write.books);
        let ids: Vec<Id> = books.iter().map(|book| book.as_document().id().clone()).collect();
        (write.books, _) = self.books.with(|now| with_typed(now, &before, books));
        let before: Vec<Book> = self
            .books
            .with(|now| ids.iter().filter_map(|id| now.book(id)).collect());
        let unsaved = self.books.is_unsaved();
        let (books, removed) = (write.books.clone(), write.removed.clone());
        let what = if write.what.is_empty() {
            "other"
        } else {
            write.what
        };
        let turn = self.books.with_log(|log, now| {
            log.close(now);
            log.pass(what, &books, &removed, &platform::now_rfc3339())
        });
        let Some(turn) = turn else {
            return Err(StorageError::Following);
        };
        write.turn = Some((turn.clone(), self.tab().id().to_owned()));
        let (sent, received, points) = (
            write.sent.clone(),
            write.received.clone(),
            write.restore_points.clone(),
        );
        let gone = write.received_removed.clone();
        let db = self.db.get_value();
        if let Err(error) = db.write(write).await {
            self.books.with_log(|log, _| log.refused(&turn));
            if error == StorageError::Cut {
                self.books.cut();
            }
            if error == StorageError::Overtaken {
                // What was made was made of books that are not those on the disk: whoever asked for it looks again.
                self.books.catch_up().await?;
            }
            return Err(error);
        }
        self.tab().tell_of(turn.number);
        self.books.with_log(|log, _| log.passed(turn, &books, &removed));
        self.books.show_written(&before, books, removed, unsaved);
        let add = |signal: Changing<Vec<KeptFile>>, files: Vec<KeptFile>| {
            if !files.is_empty() {
                signal.update(|all| {
                    all.retain(|old| files.iter().all(|new| new.id != old.id));
                    all.extend(files);
                });
            }
        };
        add(self.sent, sent);
        add(self.received, received);
        add(self.restore_points, points);
        if !gone.is_empty() {
            self.received
                .update(|all| all.retain(|file| !gone.contains(&file.id)));
        }
        Ok(())
    }
}
