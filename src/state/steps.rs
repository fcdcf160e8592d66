//! Steps of the history, for what is shown.

use super::app::OpenWorkspace;
use super::edit::Change;
use crate::domain::{Books, Id};
use crate::history::{Difference, KEPT_WHOLE, Log, Place, Step, between, thin};
use crate::storage::{StorageError, Write};

/// What is to be shown and written anew between two states of the books.
pub(super) fn change_between(before: &Books, after: &Books) -> Change {
    let mut ids: Vec<Id> = Vec::new();
    for document in before.documents().chain(after.documents()) {
        if !ids.contains(document.id()) {
            ids.push(document.id().clone());
        }
    }
    let mut change = Change::default();
    for Difference { document, place, .. } in between(before, after, &ids) {
        match place {
            Place::Book { after: None, .. } => {
                change.removed.push(document);
                change.shelf = true;
                continue;
            }
            Place::Book { .. } => change.shelf = true,
            Place::Head { .. } => {}
            Place::Order { collection, .. } => change.lists.push((document.clone(), collection)),
            Place::Record { collection, id, .. } => {
                change.lists.push((document.clone(), collection));
                change.records.push((document.clone(), id));
            }
            Place::Fields { id, .. } => change.records.push((document.clone(), id)),
        }
        if !change.documents.contains(&document) {
            change.documents.push(document);
        }
    }
    let order =
        |books: &Books| -> Vec<Id> { books.branches.iter().map(|branch| branch.id().clone()).collect() };
    change.shelf |= order(before) != order(after);
    change
}

impl OpenWorkspace {
    /// Puts old steps together, behind the page; see [`thin`].
    pub(super) async fn thin_history(&self) {
        let last = self
            .books
            .with_log(|log, _| log.steps().last().map(|step| step.number));
        if last.flatten().is_none_or(|last| last <= KEPT_WHOLE as u64) {
            return;
        }
        let Ok(all) = self.db().history().await else {
            return;
        };
        let thinned = thin(&all);
        if thinned.gone.is_empty() {
            return;
        }
        let Some(_hold) = self.books.hold().await else {
            return;
        };
        // A disk that has lost everything gets all of it back first.
        if self.books.owes_all() {
            return;
        }
        let Some(turn) = self.books.with_log(|log, _| log.tidy(thinned.joined)) else {
            return;
        };
        let number = turn.number;
        let write = Write {
            turn: Some((turn, self.tab().id().to_owned())),
            steps_removed: thinned.gone,
            ..Write::default()
        };
        // Where it fails, all is as it was, and the next start tries again.
        let written = self.db().write(write).await.is_ok();
        self.books.turn_ended(number, written);
    }

    /// Everything that was done here, the oldest step first.
    pub async fn history(&self) -> Result<Vec<Step>, StorageError> {
        // What is being done becomes a step, and goes to the disk.
        self.books.with_log(Log::close);
        self.books.settle().await;
        self.db().history().await
    }
}
