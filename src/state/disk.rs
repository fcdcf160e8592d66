//! What befalls the disk while a workspace is open, and rows of earlier versions that were raised when it was opened.

use super::app::{App, OpenWorkspace, Phase};
use super::export::backup_text;
use super::open_books::new_id;
use super::reactive::run;
use crate::bundle::{Attachment, DATA_VERSION};
use crate::domain::{Books, Id};
use crate::platform;
use crate::storage::{Cut, Kept, KeptFile, StorageError, Workspace};
use std::rc::Rc;

impl App {
    /// Sees to what befalls the connection of a workspace. Returns whether it is going to be closed here.
    pub(super) fn cut(self, db: &Rc<Workspace>, cut: Cut) -> bool {
        let open = match self.phase.get_untracked() {
            Phase::Open(open) if Rc::ptr_eq(&open.db(), db) => open,
            // It was left before; nothing of it waits for the disk.
            _ => return false,
        };
        if cut == Cut::Closed {
            open.books.cut();
            return true;
        }
        let db = Rc::clone(db);
        run(async move {
            // What was typed goes to the disk before it changes hands.
            let all_written = open.books.settle().await;
            db.close();
            match cut {
                // Read anew, it is a newer page's, to be looked at; or still what it was, if that page gave up.
                Cut::Newer if all_written => self.open_anew(&open, None).await,
                Cut::Newer => open.books.give_up(StorageError::Newer),
                _ => open.books.cut(),
            }
        });
        true
    }
}

impl OpenWorkspace {
    /// Gives what is in memory here as what a disk that has lost it should hold. `false` where there is nothing.
    pub(super) fn hands_over(&self, kept: &mut Kept) -> bool {
        kept.books = self.books.with(Books::all);
        kept.sent = self.sent.get_untracked();
        kept.received = self.received.get_untracked();
        kept.restore_points = self.restore_points.get_untracked();
        kept.unread = self.unread("");
        let known = self
            .books
            .with_log(|log, _| (log.steps().cloned().collect(), log.turn()));
        (kept.steps, kept.turn) = known.unwrap_or_default();
        !(kept.books.is_empty() && kept.unread.is_empty())
    }

    /// A person deleted this workspace in another tab: what is on the screen stays there, and is not written any more.
    pub(super) async fn was_removed(&self) {
        self.books.removed().await;
        if self.follows {
            self.problems
                .update(|all| all.push(StorageError::Removed.words()));
        }
    }

    /// Has written what the disk should hold and does not: the rows that were raised on the way in; all, where it was lost.
    pub(super) fn mend(&self) {
        let (raised, is_lost) = self.take_mending();
        self.keep_raised(raised);
        if is_lost {
            self.books.owe_all();
        }
    }

    /// Has books that were raised to today's version of the data written, in one transaction with a restore point that holds
    /// them as they were: as books, to go back to, and row by row, verbatim.
    fn keep_raised(&self, mut rows: Vec<Attachment>) {
        if rows.is_empty() {
            return;
        }
        let at = platform::now_rfc3339();
        for row in &mut rows {
            at.clone_into(&mut row.at);
        }
        let point = KeptFile {
            id: new_id().to_string(),
            name: format!("数据格式升级到第{DATA_VERSION}版之前"),
            text: backup_text(self, &at, &rows).text,
            at,
        };
        self.restore_points.update(|all| all.push(point.clone()));
        let books: Vec<Id> = rows.iter().filter_map(|row| Id::parse(&row.id).ok()).collect();
        self.books.save_with(&books, point);
    }
}
