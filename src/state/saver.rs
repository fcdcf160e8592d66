//! Writing to disk behind the typing, and telling the truth about it.

use super::open_books::OpenBooks;
use super::reactive::{Changing, run};
use super::tab::Tab;
use crate::domain::Id;
use crate::platform;
use crate::storage::{StorageError, Workspace, Write};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How long typed text may wait for the disk, milliseconds. Counted from the first key that is not yet written,
/// not from the last one: somebody who types without a pause is as safe as somebody who thinks.
const WAIT: i32 = 200;

/// How long until a failed write is tried again, milliseconds.
pub(super) const RETRY: i32 = 3_000;

/// How long until it is asked again whether a write is done, milliseconds.
const LOOK: i32 = 20;

/// How often two tabs may run into each other before this one tells of it and waits.
const TRIES: u32 = 20;

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
    tab: Rc<Tab>,
    state: Changing<SaveState>,
    dirty: RefCell<Vec<Id>>,
    removed: RefCell<Vec<Id>>,
    timer: Cell<bool>,
    /// How many transactions are under way: more than one when the page was about to go while one was.
    busy: Cell<u32>,
    /// Whether something else than what is typed is being written.
    held: Cell<bool>,
    /// Whether what is typed is to be written as soon as nothing is under way any more.
    hurry: Cell<bool>,
}

/// The right to write something else than what is typed: while it is there, what is typed waits.
pub(super) struct Hold(Rc<Saver>, OpenBooks);

impl Drop for Hold {
    fn drop(&mut self) {
        let Self(saver, books) = self;
        saver.held.set(false);
        saver.done(*books);
    }
}

impl Saver {
    pub(super) fn new(workspace: Rc<Workspace>, tab: Rc<Tab>) -> Self {
        Self {
            workspace,
            tab,
            state: Changing::new(SaveState::Saved),
            dirty: RefCell::default(),
            removed: RefCell::default(),
            timer: Cell::new(false),
            busy: Cell::new(0),
            held: Cell::new(false),
            hurry: Cell::new(false),
        }
    }

    pub(super) fn state(&self) -> Changing<SaveState> {
        self.state
    }

    /// Notes that books changed or went; they are written soon.
    pub(super) fn note(self: &Rc<Self>, changed: &[Id], removed: &[Id], books: OpenBooks) {
        add(&mut self.dirty.borrow_mut(), changed);
        add(&mut self.removed.borrow_mut(), removed);
        self.dirty.borrow_mut().retain(|id| !removed.contains(id));
        self.removed.borrow_mut().retain(|id| !changed.contains(id));
        self.tell(SaveState::Saving);
        self.soon(WAIT, books);
    }

    fn soon(self: &Rc<Self>, wait: i32, books: OpenBooks) {
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

    /// Waits until all that was typed is written, as far as the disk takes it, and keeps it so until what it returns is
    /// dropped. What is written then goes to the disk behind what was done before it, as it does in the history.
    pub(super) async fn hold(self: &Rc<Self>, books: OpenBooks) -> Hold {
        self.settle(books).await;
        self.busy.set(1);
        self.held.set(true);
        Hold(Rc::clone(self), books)
    }

    /// Writes all that was typed, and waits for it. `false` where the disk would not take it.
    pub(super) async fn settle(self: &Rc<Self>, books: OpenBooks) -> bool {
        loop {
            if self.busy.get() == 0 {
                if self.is_clean() {
                    return true;
                }
                if matches!(self.state.get_untracked(), SaveState::Failed(_)) {
                    return false;
                }
                self.flush(books);
            }
            platform::pause(LOOK).await;
        }
    }

    /// Writes what is not written yet, now, also beside a write that is under way: the browser commits them in the
    /// order in which they began. But where that write may fail because another tab was first, or makes other books of
    /// those that are here, this one would take the place of what it has not seen: there it waits for its turn.
    pub(super) fn flush(self: &Rc<Self>, books: OpenBooks) {
        if self.is_clean() {
            return;
        }
        if self.busy.get() > 0 && (self.held.get() || !self.tab.writes_alone()) {
            self.hurry.set(true);
            return;
        }
        self.busy.set(self.busy.get() + 1);
        let saver = Rc::clone(self);
        run(async move {
            saver.write_all(books).await;
            saver.done(books);
        });
    }

    fn done(self: &Rc<Self>, books: OpenBooks) {
        self.busy.set(self.busy.get().saturating_sub(1));
        let failed = matches!(self.state.get_untracked(), SaveState::Failed(_));
        let hurry = self.hurry.take() && self.busy.get() == 0;
        if !self.is_clean() {
            // What failed, or was typed meanwhile.
            if hurry && !failed {
                self.flush(books);
            } else {
                self.soon(if failed { RETRY } else { WAIT }, books);
            }
        } else if self.busy.get() == 0 {
            self.tell(SaveState::Saved);
        }
    }

    async fn write_all(self: &Rc<Self>, books: OpenBooks) {
        let mut tries = 0;
        while !self.is_clean() {
            let dirty = self.dirty.take();
            let removed = self.removed.take();
            let Some((changed, turn)) = books.take_turn(&dirty) else {
                return;
            };
            let number = turn.number;
            let write = Write {
                books: changed,
                removed: removed.clone(),
                turn: Some((turn, self.tab.id().to_owned())),
                ..Write::default()
            };
            let written = self.workspace.write(write).await;
            books.turn_ended(number, written.is_ok());
            let Err(error) = written else {
                self.tab.tell_of(number);
                continue;
            };
            add(&mut self.dirty.borrow_mut(), &dirty);
            add(&mut self.removed.borrow_mut(), &removed);
            tries += 1;
            let error = match error {
                StorageError::Overtaken if tries < TRIES => match self.follow(books).await {
                    Ok(()) => continue,
                    Err(error) => error,
                },
                error => error,
            };
            let words = format!("{}本页会自动重试。", error.words());
            self.tell(SaveState::Failed(words));
            return;
        }
    }

    /// Takes in what another tab wrote; what is not written here yet stays, and is to be written.
    pub(super) async fn follow(&self, books: OpenBooks) -> Result<(), StorageError> {
        let kept = self.workspace.look(books.turn()).await?;
        let waiting = books.follow(kept);
        // What was to go is either gone there or was changed there since, and then stays.
        self.removed
            .borrow_mut()
            .retain(|id| books.with(|books| books.document(id).is_none()));
        self.dirty.replace(waiting);
        Ok(())
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
