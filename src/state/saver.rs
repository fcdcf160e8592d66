//! Writing to disk behind the typing, and telling the truth about it.

use super::reactive::Changing;
use crate::domain::{Books, Id};
use crate::platform;
use crate::storage::{Workspace, Write};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How long typed text may wait for the disk, milliseconds. Counted from the first key that is not yet written,
/// not from the last one: somebody who types without a pause is as safe as somebody who thinks.
const WAIT: i32 = 200;

/// How long until a failed write is tried again, milliseconds.
const RETRY: i32 = 3_000;

/// Whether what is on the screen is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// All of it, committed.
    Saved,
    /// Not yet all.
    Saving,
    /// The last write failed; the words say what was kept and what to do.
    Failed(String),
}

impl SaveState {
    /// The name in `data-save-state`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Saving => "saving",
            Self::Failed(_) => "failed",
        }
    }
}

/// Writes the books of one workspace.
pub(super) struct Saver {
    workspace: Rc<Workspace>,
    state: Changing<SaveState>,
    dirty: RefCell<Vec<Id>>,
    removed: RefCell<Vec<Id>>,
    timer: Cell<bool>,
    /// How many transactions are under way: more than one when the page was about to go while one was.
    busy: Cell<u32>,
}

impl Saver {
    pub(super) fn new(workspace: Rc<Workspace>) -> Self {
        Self {
            workspace,
            state: Changing::new(SaveState::Saved),
            dirty: RefCell::default(),
            removed: RefCell::default(),
            timer: Cell::new(false),
            busy: Cell::new(0),
        }
    }

    pub(super) fn state(&self) -> Changing<SaveState> {
        self.state
    }

    /// Notes that books changed or went; they are written soon.
    pub(super) fn note(self: &Rc<Self>, changed: &[Id], removed: &[Id], books: ReadBooks) {
        add(&mut self.dirty.borrow_mut(), changed);
        add(&mut self.removed.borrow_mut(), removed);
        self.dirty.borrow_mut().retain(|id| !removed.contains(id));
        self.removed.borrow_mut().retain(|id| !changed.contains(id));
        self.tell(SaveState::Saving);
        self.soon(WAIT, books);
    }

    fn soon(self: &Rc<Self>, wait: i32, books: ReadBooks) {
        if self.timer.replace(true) {
            return;
        }
        let saver = Rc::clone(self);
        platform::after(wait, move || {
            saver.timer.set(false);
            // Whoever is writing looks again when it is done.
            if saver.busy.get() == 0 {
                saver.flush(books);
            }
        });
    }

    /// Writes what is not written yet, now, also beside a write that is under way: the browser commits them in the
    /// order in which they began.
    pub(super) fn flush(self: &Rc<Self>, books: ReadBooks) {
        if self.is_clean() {
            return;
        }
        self.busy.set(self.busy.get() + 1);
        let saver = Rc::clone(self);
        super::reactive::run(async move {
            saver.write_all(&books).await;
            saver.busy.set(saver.busy.get() - 1);
            if saver.is_clean() && saver.busy.get() == 0 {
                saver.tell(SaveState::Saved);
            }
            // What failed, or was typed between the last look and here.
            if !saver.is_clean() {
                let failed = matches!(saver.state.get_untracked(), SaveState::Failed(_));
                saver.soon(if failed { RETRY } else { WAIT }, books);
            }
        });
    }

    async fn write_all(&self, books: &ReadBooks) {
        while !self.is_clean() {
            let dirty = self.dirty.take();
            let removed = self.removed.take();
            let write = Write {
                books: books(&|books: &Books| dirty.iter().filter_map(|id| books.book(id)).collect()),
                removed: removed.clone(),
                ..Write::default()
            };
            if let Err(error) = self.workspace.write(write).await {
                add(&mut self.dirty.borrow_mut(), &dirty);
                add(&mut self.removed.borrow_mut(), &removed);
                let words = format!("{}本页会自动重试。", error.words());
                self.tell(SaveState::Failed(words));
                return;
            }
        }
    }

    /// Whether something waits to be written, or is being written.
    pub(super) fn is_unsaved(&self) -> bool {
        !self.is_clean() || self.busy.get() > 0
    }

    fn is_clean(&self) -> bool {
        self.dirty.borrow().is_empty() && self.removed.borrow().is_empty()
    }

    fn tell(&self, state: SaveState) {
        if self.state.get_untracked() != state {
            self.state.set(state);
        }
    }
}

/// Adds ids that are not in yet.
fn add(ids: &mut Vec<Id>, more: &[Id]) {
    for id in more {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
}

/// Lends the open books to a function.
pub(super) type ReadBooks =
    Rc<dyn Fn(&dyn Fn(&Books) -> Vec<crate::domain::Book>) -> Vec<crate::domain::Book>>;
