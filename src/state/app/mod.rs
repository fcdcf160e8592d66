//! The page as a whole: which workspaces there are and which one is open.

mod making;
mod opening;
mod workspace;

pub use workspace::OpenWorkspace;

use super::keeping::Keeping;
use super::reactive::{Changing, Derived, derived, run};
use crate::bundle::Attachment;
use crate::domain::parse_date;
use crate::notice::Programme;
use crate::platform;
use crate::storage::{Catalogue, Kept, KeptFile, KeptSubmission, StorageError, Workspace, WorkspaceMeta};
use chrono::NaiveDate;
use leptos::prelude::*;
use std::any::Any;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

/// How far the page has come.
#[derive(Clone)]
pub enum Phase {
    /// Reading the disk.
    Opening,
    /// Another tab has the database open in an earlier version, and is waited for; the words say what to do.
    Waiting(String),
    /// No workspace is open: choose or make one.
    Start,
    /// A workspace is open.
    Open(OpenWorkspace),
    /// The browser does not let the page keep anything; the words say what to do.
    Failed(String),
}

/// What only the office's program does with files and books; `state::office` has it.
pub struct OfficeWork {
    /// Reads what an office keeps beside its books, and adds what this workspace does not have yet.
    pub(in crate::state) complete:
        for<'a> fn(App, &'a WorkspaceMeta, &'a Workspace, &'a mut Kept) -> Completing<'a>,
    /// Makes of it what the desk holds while it is open.
    pub(in crate::state) open: Opening,
    /// What was received from a moment on (RFC 3339; all of it from the empty one on), to go with a backup.
    pub(in crate::state) received: for<'a> fn(&'a OpenWorkspace, &'a str) -> Receiving<'a>,
    /// The submissions among a backup's files that are not here.
    pub(in crate::state) missing: fn(App, &OpenWorkspace, &[Attachment]) -> Vec<KeptSubmission>,
    /// Takes in what went from the disk and what came back to it.
    pub(in crate::state) settle: fn(&OpenWorkspace, &[String], &[KeptSubmission]),
}

/// Makes of what was read what the desk holds.
type Opening = fn(App, &OpenWorkspace, Box<dyn Any>) -> Rc<dyn Any>;

/// Reading what an office keeps.
pub(in crate::state) type Completing<'a> =
    Pin<Box<dyn Future<Output = Result<Box<dyn Any>, StorageError>> + 'a>>;

/// Reading what an office received.
pub(in crate::state) type Receiving<'a> =
    Pin<Box<dyn Future<Output = Result<Vec<KeptFile>, StorageError>> + 'a>>;

/// The page's one piece of global state.
#[derive(Clone, Copy)]
pub struct App {
    /// How far the page has come.
    pub phase: Changing<Phase>,
    /// Why a workspace was not opened or made, for the first page. It outlives the page that asked for it.
    pub not_opened: Changing<Option<String>>,
    /// Every workspace on this computer.
    pub workspaces: Changing<Vec<WorkspaceMeta>>,
    /// The day that counts as today.
    pub today: Derived<NaiveDate>,
    /// Whether that day is fixed, and not the clock's.
    pub today_is_fixed: Derived<bool>,
    /// The programme's figures, with what this place sets itself.
    pub programme: Derived<Arc<Programme>>,
    /// What sees to it that work outlives this browser.
    keeping: StoredValue<Keeping>,
    /// What the office's program adds; the school's has none of it.
    pub(in crate::state) office: Option<&'static OfficeWork>,
    owner: StoredValue<Owner>,
}

impl App {
    /// Starts the page: reads the catalogue and opens the workspace that was open last.
    pub fn start(office: Option<&'static OfficeWork>) -> Self {
        let phase = Changing::new(Phase::Opening);
        let keeping = Keeping::new();
        let clock = keeping.day;
        let asked = platform::query("today").and_then(|day| parse_date(&day));
        let fixed = Signal::derive_local(move || {
            asked.or_else(|| match &*phase.read() {
                Phase::Open(open) => open.meta.read().fixed_today,
                _ => None,
            })
        });
        let app = Self {
            phase,
            not_opened: Changing::new(None),
            workspaces: Changing::new(Vec::new()),
            today: derived(move || fixed.get().unwrap_or_else(|| clock.get())),
            today_is_fixed: derived(move || fixed.get().is_some()),
            programme: derived(move || {
                let mut programme = Programme::default();
                if let Phase::Open(open) = &*phase.read() {
                    let meta = open.meta.read();
                    programme.pass_mark.value = meta.pass_mark;
                    programme.office_contact.value.clone_from(&meta.office_contact);
                }
                Arc::new(programme)
            }),
            keeping: StoredValue::new(keeping),
            office,
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        app.keeping().start(app);
        platform::on_leaving(move || {
            if let Phase::Open(open) = phase.get_untracked() {
                open.books.flush();
            }
        });
        platform::ask_before_going(move || match phase.get_untracked() {
            Phase::Open(open) => open.books.would_be_lost(),
            _ => false,
        });
        run(async move {
            if let Err(error) = app.open_last().await {
                phase.set(Phase::Failed(error.words()));
            }
        });
        app
    }

    /// What sees to it that work outlives this browser.
    pub fn keeping(self) -> Keeping {
        self.keeping.get_value()
    }

    /// Has all that was typed on the disk before the page goes or shows another workspace, or says that it is not.
    pub async fn write_everything(self) -> Result<(), StorageError> {
        if let Phase::Open(open) = self.phase.get_untracked()
            && !open.books.settle_soon().await
        {
            return Err(StorageError::Unsaved(open.books.has_given_up()));
        }
        Ok(())
    }

    /// Loads the page anew in the newer build that the browser keeps, once all that was typed is on the disk.
    pub async fn take_newer_version(self) -> Result<(), StorageError> {
        self.write_everything().await?;
        platform::take_newer_version();
        Ok(())
    }

    /// Closes the open workspace, so that another can be chosen. What is not on the disk is let go of: see
    /// [`write_everything`](Self::write_everything).
    pub fn leave(self) {
        if let Phase::Open(open) = self.phase.get_untracked() {
            open.books.flush();
            // Whoever takes the pen reads after what is being written now.
            open.tab().close();
        }
        self.go_to_start();
    }

    /// Shows the first page; where it is shown already, it stays as it is.
    pub(super) fn go_to_start(self) {
        if !matches!(self.phase.get_untracked(), Phase::Start) {
            self.phase.set(Phase::Start);
        }
    }

    /// Changes the entry of the open workspace: its name, its fixed day.
    pub async fn change_meta(self, change: impl FnOnce(&mut WorkspaceMeta)) -> Result<(), StorageError> {
        let Phase::Open(open) = self.phase.get_untracked() else {
            return Ok(());
        };
        self.change_meta_of(&open, change).await
    }

    /// Changes the entry of a workspace that was opened.
    pub(in crate::state) async fn change_meta_of(
        self,
        open: &OpenWorkspace,
        change: impl FnOnce(&mut WorkspaceMeta),
    ) -> Result<(), StorageError> {
        let id = open.meta.with_untracked(|meta| meta.id.clone());
        let changed = Catalogue::open().await?.change(&id, Box::new(change)).await?;
        let Some(meta) = changed else { return Ok(()) };
        self.workspaces.update(|all| {
            for known in all.iter_mut().filter(|known| known.id == meta.id) {
                known.clone_from(&meta);
            }
        });
        open.meta.set(meta);
        Ok(())
    }
}
