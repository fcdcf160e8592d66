//! What sees to it that work outlives this browser: the promise not to clear it, the folder that is kept up to date, the
//! reminder of backups, the bin, and the word that a database came up empty.

mod bin;
mod copying;
mod lost;
mod points;
mod promise;
mod reminder;

pub use bin::Binned;
pub use copying::{FolderStands, FolderState};
pub use lost::{Found, Missing};
pub use promise::{Promised, space_words};
pub use reminder::Reminder;

use super::app::{App, OpenWorkspace};
use super::reactive::{Changing, run};
use crate::platform;
use crate::storage::{self, WorkspaceMeta};
use chrono::NaiveDate;
use copying::Copying;
use leptos::prelude::*;

/// How often it is noted outside the database that something was written, milliseconds.
const NOTE_EVERY: f64 = 60_000.0;

/// A handle to it; cheap to copy.
#[derive(Clone, Copy)]
pub struct Keeping {
    /// The folder that is kept up to date.
    pub folder: Changing<FolderState>,
    /// Workspaces that were on this computer and are not found any more.
    pub lost: Changing<Vec<Missing>>,
    /// Workspaces in the bin.
    pub bin: Changing<Vec<WorkspaceMeta>>,
    /// What came of the promise, once it was asked for or looked at.
    pub promised: Changing<Option<Promised>>,
    /// On which day the reminder was put off in the open workspace.
    put_off: Changing<Option<NaiveDate>>,
    /// The day by the computer's clock: a page may stay open over midnight, or be looked at again next morning.
    pub(super) day: Changing<NaiveDate>,
    copying: StoredValue<Copying, LocalStorage>,
    /// When it was last noted that something was written, by [`platform::milliseconds`].
    noted: StoredValue<Option<f64>>,
    /// The workspace in which something was written since.
    unnoted: StoredValue<Option<OpenWorkspace>, LocalStorage>,
}

impl Keeping {
    pub(super) fn new() -> Self {
        Self {
            folder: Changing::new(FolderState::default()),
            lost: Changing::new(Vec::new()),
            bin: Changing::new(Vec::new()),
            promised: Changing::new(None),
            put_off: Changing::new(None),
            day: Changing::new(platform::today()),
            copying: StoredValue::new_local(Copying::default()),
            noted: StoredValue::new(None),
            unnoted: StoredValue::new_local(None),
        }
    }

    /// Looks after the page from now on.
    pub(super) fn start(self, app: App) {
        platform::on_leaving(move || {
            self.look_at_clock();
            self.note_rest();
            run(async move { self.copy(app).await });
        });
        run(async move { self.find_folder().await });
    }

    fn look_at_clock(self) {
        let today = platform::today();
        if self.day.get_untracked() != today {
            self.day.set(today);
        }
    }

    /// A workspace was opened: what changes in it is noted from now on.
    pub(super) fn opened(self, app: App, open: OpenWorkspace) {
        let (id, sample) = open.meta.with_untracked(|meta| (meta.id.clone(), meta.sample));
        let known = storage::known().into_iter().find(|known| known.id == id);
        let put_off = known.and_then(|known| known.put_off.parse().ok());
        self.put_off.set(put_off);
        // Of the one that was left.
        self.note_rest();
        if sample {
            return;
        }
        run(async move { self.look_into_folder(app, &open).await });
        if open.follows {
            return;
        }
        app.claim_no_more(open);
        Effect::new(move |first: Option<()>| {
            open.books.track_all();
            if first.is_some() {
                self.touched(app, open);
            }
        });
        if open.waiting().is_some() {
            // The page was closed before it went into the folder.
            self.note_change(app, open);
        }
    }

    /// Something was entered.
    fn touched(self, app: App, open: OpenWorkspace) {
        self.look_at_clock();
        self.ask_once();
        self.note_change(app, open);
        self.unnoted.set_value(Some(open));
        let now = platform::milliseconds();
        if self
            .noted
            .get_value()
            .is_none_or(|noted| now - noted > NOTE_EVERY)
        {
            self.noted.set_value(Some(now));
            self.note_rest();
        }
    }

    /// Notes outside the database that something was written, if anything was since that was noted.
    pub(super) fn note_rest(self) {
        let mut unnoted = None;
        self.unnoted.update_value(|of| unnoted = of.take());
        if let Some(open) = unnoted {
            lost::note(&open.meta.get_untracked(), &platform::now_rfc3339());
        }
    }
}
