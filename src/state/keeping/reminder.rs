//! Work that is in no backup, and when it is spoken of.

use super::Keeping;
use super::lost;
use crate::domain::on_the_wall;
use crate::keeping::{Waiting, is_due};
use crate::platform;
use crate::state::app::{App, OpenWorkspace};
use crate::state::reactive::run;
use crate::storage::{StorageError, WorkspaceMeta};

/// What a clerk is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// When the last backup was made, RFC 3339; empty if there was none.
    pub last: String,
    /// How many days ago that was.
    pub days: i64,
    /// How many steps are in none.
    pub steps: u64,
}

impl OpenWorkspace {
    /// The work that is in no backup. Listens to every change.
    pub fn waiting(&self) -> Option<Waiting> {
        self.books.track_all();
        let meta = self.meta.read();
        let (first, held_all, last) = self.books.with_log(|log, _| {
            let later = log.steps().filter(|step| step.number > meta.backup_step);
            let (mut first, mut last) = (None, 0);
            for step in later {
                first.get_or_insert_with(|| (step.number, step.at.clone()));
                last = step.number;
            }
            // Older ones may not be held any more.
            let held_all = first
                .as_ref()
                .is_some_and(|(number, _)| *number == meta.backup_step + 1);
            (first, held_all, last)
        })?;
        let (_, at) = first?;
        let before = if meta.backup_at.is_empty() {
            &meta.created_at
        } else {
            &meta.backup_at
        };
        let (since, _) = on_the_wall(if held_all { &at } else { before })?;
        Some(Waiting {
            since,
            steps: last - meta.backup_step,
        })
    }
}

impl Keeping {
    /// What is to be said now of work that is in no backup; `None` while nothing is. Listens to every change.
    pub fn reminder(self, open: &OpenWorkspace) -> Option<Reminder> {
        let today = self.day.get();
        let waiting = open.waiting()?;
        let meta = open.meta.read();
        if meta.sample || !is_due(&waiting, self.put_off.get(), today) {
            return None;
        }
        let (since, _) = on_the_wall(&meta.backup_at).unwrap_or((waiting.since, 0));
        Some(Reminder {
            last: meta.backup_at.clone(),
            // A clock may have been set back.
            days: (today - since).num_days().max(0),
            steps: waiting.steps,
        })
    }

    /// Says nothing more of it until tomorrow.
    pub fn put_off(self, open: &OpenWorkspace) {
        let today = platform::today();
        let id = open.meta.with_untracked(|meta| meta.id.clone());
        lost::change(&id, |known| known.put_off = today.to_string());
        self.put_off.set(Some(today));
    }
}

impl App {
    /// A backup may have left with steps that then never reached the disk: it does not count for those that get their numbers.
    pub(super) fn claim_no_more(self, open: OpenWorkspace) {
        let last = open
            .books
            .with_log(|log, _| log.steps().last().map_or(0, |step| step.number));
        let Some(last) = last else { return };
        if open.meta.with_untracked(|meta| meta.backup_step <= last) {
            return;
        }
        open.meta.update(|meta| meta.backup_step = last);
        run(async move {
            let claim = move |meta: &mut WorkspaceMeta| meta.backup_step = meta.backup_step.min(last);
            // Where it cannot be written, the next start tries again.
            drop(self.change_meta_of(&open, claim).await);
        });
    }

    /// Notes that a backup left the browser with every step up to this one; see [`Self::claim_no_more`].
    pub(in crate::state) async fn backed_up(
        self,
        open: &OpenWorkspace,
        step: u64,
    ) -> Result<(), StorageError> {
        let at = platform::now_rfc3339();
        self.change_meta_of(open, |meta| {
            meta.backup_at = at;
            meta.backup_step = step;
        })
        .await
    }
}
