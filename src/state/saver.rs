//! Writing to disk behind the typing, and telling the truth about it.

use super::app::App;
use super::open_books::OpenBooks;
use super::reactive::{Changing, run};
use super::tab::Tab;
use crate::bundle::Attachment;
use crate::domain::Id;
use crate::platform;
use crate::storage::{self, Catalogue, Desk, Kept, KeptFile, StorageError, Workspace, WorkspaceMeta, Write};
use leptos::prelude::{GetValue as _, StoredValue};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How long typed text may wait for the disk, milliseconds. Counted from the first key that is not yet written,
/// not from the last one: somebody who types without a pause is as safe as somebody who thinks.
const WAIT: i32 = 200;

/// How long until a failed write is tried again, milliseconds.
pub(super) const RETRY: i32 = 3_000;

/// How long until it is asked again whether a write is done, milliseconds.
const LOOK: i32 = 20;

/// A write that begins so much later than it was planned, milliseconds, begins in a tab that slept: less than it takes until
/// the pen is taken from one that does not answer.
const LATE: f64 = 1_000.0;

/// How often two tabs may run into each other before this one tells of it and waits.
const TRIES: u32 = 20;

/// Where something waits that can never be written over what a newer page wrote: to load the page anew would lose it.
const NEWER_AND_UNSAVED: &str = "存储里的内容是新版本的晋位台账写的，这个页面是旧版本，不能再存盘。屏幕上还有没存上的内容：先导出备份文件，再刷新本页换用新版本，没存上的从备份恢复。";

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

/// What a workspace holds in memory beside its books: should the disk lose it, it is written there once more.
#[derive(Clone, Copy)]
pub(super) struct Memory {
    pub(super) meta: Changing<WorkspaceMeta>,
    pub(super) sent: Changing<Vec<KeptFile>>,
    pub(super) received: Changing<Vec<KeptFile>>,
    pub(super) restore_points: Changing<Vec<KeptFile>>,
    pub(super) problems: Changing<Vec<String>>,
    /// Rows that could not be read, verbatim.
    pub(super) unread: StoredValue<Vec<Attachment>>,
}

/// Files, and rows that could not be read, that are to be written with the next transaction.
#[derive(Default)]
struct Beside {
    sent: Vec<KeptFile>,
    received: Vec<KeptFile>,
    restore_points: Vec<KeptFile>,
    unread: Vec<Attachment>,
}

impl Beside {
    fn is_empty(&self) -> bool {
        let files = self.sent.len() + self.received.len() + self.restore_points.len();
        files + self.unread.len() == 0
    }

    /// Takes back what was not written. What came meanwhile, or from another write that failed, stays.
    fn take_back(&mut self, other: Self) {
        for (files, more) in [
            (&mut self.sent, other.sent),
            (&mut self.received, other.received),
            (&mut self.restore_points, other.restore_points),
        ] {
            for file in more {
                if files.iter().all(|known| known.id != file.id) {
                    files.push(file);
                }
            }
        }
        for row in other.unread {
            if !self.unread.contains(&row) {
                self.unread.push(row);
            }
        }
    }
}

/// Writes the books of one workspace.
pub(super) struct Saver {
    app: App,
    workspace: Rc<Workspace>,
    tab: Rc<Tab>,
    memory: Memory,
    state: Changing<SaveState>,
    dirty: RefCell<Vec<Id>>,
    removed: RefCell<Vec<Id>>,
    beside: RefCell<Beside>,
    /// When the next write begins, by `platform::milliseconds`; infinite while none is planned.
    due: Cell<f64>,
    /// How many transactions are under way: more than one when the page was about to go while one was.
    busy: Cell<u32>,
    /// Whether something else than what is typed is being written.
    held: Cell<bool>,
    /// Whether what is typed is to be written as soon as nothing is under way any more.
    hurry: Cell<bool>,
    connecting: Cell<bool>,
    /// Whether the workspace was deleted: what waits may still go to its database while that is there, but a new one is not
    /// made for it.
    is_removed: Cell<bool>,
    /// Whether the disk has lost what was there, and not got all of it back yet.
    owes_all: Cell<bool>,
    /// Whether another tab wrote more than the books that were taken in: files, which are only read as a whole.
    lacks_files: Cell<bool>,
    /// Why nothing is written any more.
    given_up: RefCell<Option<StorageError>>,
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
    pub(super) fn new(app: App, workspace: Rc<Workspace>, tab: Rc<Tab>, memory: Memory) -> Self {
        Self {
            app,
            workspace,
            tab,
            memory,
            state: Changing::new(SaveState::Saved),
            dirty: RefCell::default(),
            removed: RefCell::default(),
            beside: RefCell::default(),
            due: Cell::new(f64::INFINITY),
            busy: Cell::new(0),
            held: Cell::new(false),
            hurry: Cell::new(false),
            connecting: Cell::new(false),
            is_removed: Cell::new(false),
            owes_all: Cell::new(false),
            lacks_files: Cell::new(false),
            given_up: RefCell::default(),
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
        if self.is_clean() {
            return;
        }
        if let Some(why) = self.given_up.borrow().clone() {
            // What to do is another matter once something waits.
            return self.fail(&why);
        }
        // What failed is said until it is mended; it is tried again with every change.
        if !self.has_failed() {
            self.tell(SaveState::Saving);
        }
        self.soon(WAIT, books);
    }

    /// Has these books written with a state before that is to be kept.
    pub(super) fn note_with(self: &Rc<Self>, changed: &[Id], point: KeptFile, books: OpenBooks) {
        self.beside.borrow_mut().restore_points.push(point);
        self.note(changed, &[], books);
    }

    fn soon(self: &Rc<Self>, wait: i32, books: OpenBooks) {
        let at = platform::milliseconds() + f64::from(wait);
        if self.due.get() <= at {
            return;
        }
        self.due.set(at);
        let saver = Rc::clone(self);
        platform::after(wait, move || {
            // Another was planned for earlier.
            if saver.due.get().total_cmp(&at).is_ne() {
                return;
            }
            saver.look_at_clock();
            saver.due.set(f64::INFINITY);
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
        self.settle_within(f64::INFINITY, books).await
    }

    /// The same; `false` as well where it is not done within so many milliseconds.
    pub(super) async fn settle_within(self: &Rc<Self>, patience: f64, books: OpenBooks) -> bool {
        let end = platform::milliseconds() + patience;
        let mut tried = false;
        while platform::milliseconds() < end {
            if self.busy.get() == 0 {
                if self.is_clean() {
                    return true;
                }
                if self.has_failed() && (tried || self.has_given_up()) {
                    return false;
                }
                tried = true;
                self.flush(books);
            }
            platform::pause(LOOK).await;
        }
        false
    }

    /// Writes what is not written yet, now, also beside a write that is under way: the browser commits them in the
    /// order in which they began. But where that write may fail because another tab was first, or makes other books of
    /// those that are here, this one would take the place of what it has not seen: there it waits for its turn. So it does
    /// where that write gives a disk that has lost it everything back: what is written beside it is only a part.
    pub(super) fn flush(self: &Rc<Self>, books: OpenBooks) {
        if self.is_clean() || self.has_given_up() {
            return;
        }
        self.look_at_clock();
        if self.must_wait() {
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

    /// The connection to the disk is cut: says so, and tries to have it again.
    pub(super) fn cut(self: &Rc<Self>, books: OpenBooks) {
        if !self.has_given_up() {
            self.fail(&StorageError::Cut);
            self.soon(RETRY, books);
        }
    }

    /// Writes nothing any more, for this reason. What is typed stays on the screen.
    pub(super) fn give_up(&self, why: StorageError) {
        self.fail(&why);
        self.given_up.replace(Some(why));
    }

    /// The workspace was deleted in another tab. What was typed last goes along into the bin, from which it may come back;
    /// from then on nothing is written.
    pub(super) async fn removed(self: &Rc<Self>, books: OpenBooks) {
        self.is_removed.set(true);
        self.settle(books).await;
        self.give_up(StorageError::Removed);
    }

    fn done(self: &Rc<Self>, books: OpenBooks) {
        self.busy.set(self.busy.get().saturating_sub(1));
        let hurry = self.hurry.take() && self.busy.get() == 0;
        if self.has_given_up() {
            return;
        }
        if !self.is_clean() {
            // What failed, or was typed meanwhile.
            if hurry && !self.has_failed() {
                self.flush(books);
            } else {
                self.soon(if self.has_failed() { RETRY } else { WAIT }, books);
            }
        } else if self.busy.get() == 0 {
            self.tell(SaveState::Saved);
            if self.lacks_files.take()
                && let Some(open) = self.app.shown_with(&self.tab)
            {
                let app = self.app;
                run(async move { app.open_anew(&open, None).await });
            }
        }
    }

    /// Notes where this tab has slept: what was planned is long overdue.
    fn look_at_clock(&self) {
        if platform::milliseconds() > self.due.get() + LATE {
            self.tab.woke();
        }
    }

    /// Whether what is typed cannot be written beside what is being written, see [`flush`](Self::flush).
    fn must_wait(&self) -> bool {
        self.busy.get() > 0 && (self.held.get() || self.owes_all.get() || !self.tab.writes_alone())
    }

    async fn write_all(self: &Rc<Self>, books: OpenBooks) {
        let mut tries = 0;
        while !self.is_clean() {
            if self.workspace.is_cut() {
                if self.is_removed.get() {
                    return self.give_up(StorageError::Removed);
                }
                match self.reconnect(books).await {
                    Ok(()) => continue,
                    Err(error) => return self.stop(error),
                }
            }
            // Where other tabs write as well, and the number that would be taken may have been taken and cleared away.
            // A disk that has lost everything has nothing to tell.
            if !self.owes_all.get() && !self.tab.writes_alone() && self.workspace.has_slept() {
                match self.follow(books).await {
                    Ok(()) => continue,
                    Err(error) => return self.stop(error),
                }
            }
            let dirty = self.dirty.take();
            let removed = self.removed.take();
            let beside = self.beside.take();
            let Some((changed, turn)) = books.take_turn(&dirty) else {
                return;
            };
            let number = turn.number;
            let write = Write {
                books: changed,
                removed: removed.clone(),
                sent: beside.sent.clone(),
                received: beside.received.clone(),
                restore_points: beside.restore_points.clone(),
                unread: beside.unread.clone(),
                turn: Some((turn, self.tab.id().to_owned())),
                ..Write::default()
            };
            let written = self.workspace.write(write).await;
            books.turn_ended(number, written.is_ok());
            let Err(error) = written else {
                self.tab.tell_of(number);
                if self.owes_all.get()
                    && let Err(error) = self.enlist().await
                {
                    return self.fail(&error);
                }
                continue;
            };
            add(&mut self.dirty.borrow_mut(), &dirty);
            add(&mut self.removed.borrow_mut(), &removed);
            self.beside.borrow_mut().take_back(beside);
            tries += 1;
            let error = match error {
                StorageError::Overtaken if tries < TRIES => match self.follow(books).await {
                    Ok(()) => continue,
                    Err(error) => error,
                },
                // It is opened again at once; where it cannot be, that says why.
                StorageError::Cut if tries < TRIES => continue,
                error => error,
            };
            return self.stop(error);
        }
    }

    /// Says what went wrong, and writes no more where it is a newer page's by now.
    fn stop(&self, why: StorageError) {
        if why == StorageError::Newer {
            self.give_up(why);
        } else {
            self.fail(&why);
        }
    }

    /// Opens the database again, and looks what it is now: what it was, written by another tab meanwhile, or without what
    /// was there. In the last case all that is in memory is to be written, as a whole.
    async fn reconnect(&self, books: OpenBooks) -> Result<(), StorageError> {
        // What another began may still be told to have failed; its number counts until then.
        if self.busy.get() > 1 || self.connecting.replace(true) {
            return Err(StorageError::Cut);
        }
        let found = async {
            let opened = self.workspace.reopen().await;
            // The words for a page that never could are no help here: to load it anew would lose what is on the screen.
            opened.map_err(|error| match error {
                StorageError::Unavailable(_) => StorageError::Cut,
                error => error,
            })?;
            self.workspace.look(books.turn()).await
        };
        let found = found.await;
        self.connecting.set(false);
        let found = found?;
        if found.is_newer {
            return Err(StorageError::Newer);
        }
        let ours = books.turn();
        if found.turn > ours {
            self.take_in(books, found);
        } else if found.turn < ours || (found.is_empty() && !books.with(|books| books.all().is_empty())) {
            self.owe_all(books);
        }
        Ok(())
    }

    /// Has all that is in memory written, in one transaction: the disk has lost it.
    pub(super) fn owe_all(&self, books: OpenBooks) {
        let all = books.with_log(|log, books| {
            log.all_again();
            books.documents().map(|book| book.id().clone()).collect()
        });
        self.dirty.replace(all.unwrap_or_default());
        let memory = self.memory;
        self.beside.replace(Beside {
            sent: memory.sent.get_untracked(),
            received: memory.received.get_untracked(),
            restore_points: memory.restore_points.get_untracked(),
            unread: memory.unread.get_value(),
        });
        self.owes_all.set(true);
    }

    /// All that is in memory is on the disk once more: the workspace takes its place in the catalogue, and it is said.
    async fn enlist(&self) -> Result<(), StorageError> {
        let meta = self.memory.meta.get_untracked();
        let catalogue = Catalogue::open().await?;
        let listed = catalogue.change(&meta.id, Box::new(|_| {})).await?;
        if listed.is_none() {
            catalogue.put(&meta).await?;
        }
        let listed = listed.unwrap_or(meta);
        storage::set_last_workspace(&listed.id, listed.desk);
        self.owes_all.set(false);
        self.memory.problems.update(|all| {
            all.push("本页打开期间，浏览器里的存储被清空或倒退过；屏幕上的全部内容已经重新存上。请现在导出一份备份文件。".into());
            if listed.desk == Desk::Office {
                // Nor are they to be taken for received.
                self.lacks_files.set(true);
                all.push("各单位报来的文件不在内存里，没有能够重新存上：请再导入一次，或者从备份恢复。".into());
            }
        });
        Ok(())
    }

    /// Takes in what another tab wrote; what is not written here yet stays, and is to be written. What a newer page wrote
    /// cannot all be read here, and is not taken in.
    pub(super) async fn follow(&self, books: OpenBooks) -> Result<(), StorageError> {
        let kept = self.workspace.look(books.turn()).await?;
        if kept.is_newer {
            return Err(StorageError::Newer);
        }
        self.take_in(books, kept);
        Ok(())
    }

    fn take_in(&self, books: OpenBooks, kept: Kept) {
        if !kept.books_only {
            self.lacks_files.set(true);
        }
        let waiting = books.follow(kept);
        // What was to go is either gone there or was changed there since, and then stays.
        self.removed
            .borrow_mut()
            .retain(|id| books.with(|books| books.document(id).is_none()));
        self.dirty.replace(waiting);
    }

    /// Whether something waits to be written, or is being written.
    pub(super) fn is_unsaved(&self) -> bool {
        self.has_waiting() || self.busy.get() > 0
    }

    /// Whether something would be lost with the page: the disk did not take it, or it waits behind a write that is under way,
    /// and the page will be gone when that is done.
    pub(super) fn would_be_lost(&self) -> bool {
        self.is_unsaved() && (self.has_failed() || (self.has_waiting() && self.must_wait()))
    }

    /// Whether the disk is not known to hold all that it should beside what was typed last: nothing else is to be written
    /// before it does.
    pub(super) fn owes_all(&self) -> bool {
        self.owes_all.get()
    }

    fn has_waiting(&self) -> bool {
        !self.dirty.borrow().is_empty()
            || !self.removed.borrow().is_empty()
            || !self.beside.borrow().is_empty()
            || self.owes_all.get()
    }

    /// Whether all is on the disk, as far as it can be known.
    fn is_clean(&self) -> bool {
        !self.has_waiting() && !self.workspace.is_cut()
    }

    pub(super) fn has_failed(&self) -> bool {
        matches!(self.state.get_untracked(), SaveState::Failed(_))
    }

    pub(super) fn has_given_up(&self) -> bool {
        self.given_up.borrow().is_some()
    }

    /// Says what went wrong, and whether it is tried again.
    fn fail(&self, why: &StorageError) {
        let mut words = match why {
            StorageError::Newer if self.has_waiting() => NEWER_AND_UNSAVED.into(),
            why => why.words(),
        };
        if !matches!(why, StorageError::Newer | StorageError::Removed) {
            words.push_str("本页会自动重试，存上以后这里变成“✓ 已保存”。");
        }
        self.tell(SaveState::Failed(words));
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
