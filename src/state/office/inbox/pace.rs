//! Working on many files without stopping the page.

use super::{Inbox, Progress};
use crate::platform;

/// How long the page works on files before it lets the browser have its turn, in milliseconds: well below the hundred at
/// which people feel it.
const TURN: f64 = 40.0;

/// How often the table is told of what came, in milliseconds.
const TOLD: f64 = 120.0;

/// Keeps the page awake: tells how far it is, and lets the browser have its turn.
pub(super) struct Pace {
    inbox: Inbox,
    progress: Progress,
    rested: f64,
    told: f64,
}

impl Pace {
    pub(super) fn new(inbox: Inbox, taking: bool, total: usize) -> Self {
        let progress = Progress {
            busy: true,
            taking,
            done: 0,
            total,
        };
        inbox.progress.set(progress);
        let now = platform::milliseconds();
        Self {
            inbox,
            progress,
            rested: now,
            told: now,
        }
    }

    /// There are more than was thought: an archive was opened.
    pub(super) fn more(&mut self, files: usize) {
        self.progress.total += files;
    }

    pub(super) async fn step(&mut self) {
        self.progress.done += 1;
        let now = platform::milliseconds();
        if now - self.told > TOLD {
            self.told = now;
            self.inbox.progress.set(self.progress);
            self.inbox.tell();
        }
        if now - self.rested > TURN {
            platform::rest().await;
            self.rested = platform::milliseconds();
        }
    }

    pub(super) fn end(mut self) {
        self.progress.busy = false;
        self.inbox.progress.set(self.progress);
        self.inbox.tell();
    }
}
