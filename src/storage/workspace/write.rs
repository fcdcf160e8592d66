//! Writing: what one command changes is one transaction.

use super::{
    ALL_STORES, DOCUMENTS, KeptFile, KeptSubmission, RECEIVED, RESTORE_POINTS, SENT, Workspace, numbered,
};
use crate::bundle::{Attachment, encode_stored};
use crate::domain::{Book, Id};
use crate::history::{Turn, encode_step};
use crate::storage::connection::{Requests, Store, TransactionMode};
use crate::storage::error::StorageError;

/// How many numbers of transactions are kept. A tab that may have slept through more looks at the disk before it writes,
/// see [`Workspace::has_slept`]: one that was cleared away could be claimed anew.
const TURNS_KEPT: u64 = 5_000;

/// After how many transactions older numbers are cleared away.
const TURNS_ROUND: u64 = 500;

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

impl Workspace {
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
        requests.commit(tx).await?;
        if write.turn.is_some() {
            self.is_awake();
        }
        Ok(())
    }
}
