//! The page as a whole: which workspaces there are and which one is open.

use super::edit::{new_branch, new_unit};
use super::from_register::{self, Picked};
use super::keeping::Keeping;
use super::open_books::{OpenBooks, new_id};
use super::reactive::{Changing, Derived, derived, run};
use super::saver::{Memory, Saver};
use super::tab::Tab;
use super::trust::{Source, noted};
use crate::bundle::Attachment;
use crate::domain::{Book, Books, Choose as _, Id, KeyState, OfficeBook, Register, UnitKind, parse_date};
use crate::history::Log;
use crate::notice::Programme;
use crate::platform;
use crate::sample;
use crate::storage::{
    self, Catalogue, Desk, Kept, KeptFile, KeptSubmission, StorageError, Workspace, WorkspaceMeta, Write,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use std::any::Any;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

/// In the address, the workspace to open where the browser remembers nothing.
const WORKSPACE: &str = "workspace";

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

/// An open workspace: a handle, cheap to copy.
#[derive(Clone, Copy)]
pub struct OpenWorkspace {
    /// Its entry in the catalogue.
    pub meta: Changing<WorkspaceMeta>,
    /// Its books.
    pub books: OpenBooks,
    /// Files that were sent, the oldest first.
    pub sent: Changing<Vec<KeptFile>>,
    /// Files that were received, the oldest first.
    pub received: Changing<Vec<KeptFile>>,
    /// States before imports, the oldest first.
    pub restore_points: Changing<Vec<KeptFile>>,
    /// Rows on the disk that could not be read, in words.
    pub problems: Changing<Vec<String>>,
    /// Whether another tab has the pen: what it writes is shown here, and nothing is written.
    pub follows: bool,
    /// Whether a newer page wrote here: it is shown and carried away, and nothing is written.
    pub is_newer: bool,
    /// Rows that could not be read, verbatim, to go with a backup.
    unread: StoredValue<Vec<Attachment>>,
    /// Books' rows of an earlier version, and whether the disk has lost everything: both are mended when it is shown.
    to_mend: StoredValue<(Vec<Attachment>, bool)>,
    db: StoredValue<Rc<Workspace>, LocalStorage>,
    tab: StoredValue<Rc<Tab>, LocalStorage>,
    /// What the office's program holds beside the books; `state::office` knows what it is.
    office: StoredValue<Option<Rc<dyn Any>>, LocalStorage>,
}

impl OpenWorkspace {
    /// The database.
    pub(super) fn db(&self) -> Rc<Workspace> {
        self.db.get_value()
    }

    /// This tab, with this workspace.
    pub(super) fn tab(&self) -> Rc<Tab> {
        self.tab.get_value()
    }

    /// The rows that could not be read, as they go with a backup that is made at this moment (RFC 3339).
    pub(super) fn unread(&self, at: &str) -> Vec<Attachment> {
        let mut rows = self.unread.get_value();
        for row in &mut rows {
            at.clone_into(&mut row.at);
        }
        rows
    }

    /// What is to be mended on the disk, told once.
    pub(super) fn take_mending(&self) -> (Vec<Attachment>, bool) {
        let mut taken = Default::default();
        self.to_mend
            .update_value(|to_mend| taken = std::mem::take(to_mend));
        taken
    }

    /// What the office's program holds beside the books.
    pub(super) fn office(&self) -> Option<Rc<dyn Any>> {
        self.office.get_value()
    }

    /// Whether nothing at all stands in its database: it was emptied, as every workspace begins with a book.
    fn is_emptied(&self) -> bool {
        let files = [self.sent, self.received, self.restore_points];
        self.books.turn() == 0
            && self.books.with(|books| books.documents().next().is_none())
            && self.problems.with_untracked(Vec::is_empty)
            && files.iter().all(|files| files.with_untracked(Vec::is_empty))
    }

    /// Writes a command that is more than typing, and shows it when it is on the disk.
    pub(super) async fn write(&self, write: Write) -> Result<(), StorageError> {
        let before = self.books.with(|now| {
            let known = write.books.iter();
            known
                .filter_map(|book| now.book(book.as_document().id()))
                .collect()
        });
        self.write_from(before, write).await
    }

    /// The same for books that were made some time ago from what was there `before`. What was typed since is merged in,
    /// and written once more: neither takes the other's place.
    pub(super) async fn write_from(&self, before: Vec<Book>, mut write: Write) -> Result<(), StorageError> {
        if self.is_newer {
            return Err(StorageError::Newer);
        }
        // What is being typed is written before or after, never beside it: every transaction has its number.
        let Some(_hold) = self.books.hold().await else {
            return Err(StorageError::Following);
        };
        // A disk that has lost everything gets all of it back first, so that it never holds a part.
        if self.books.owes_all() {
            return Err(StorageError::Cut);
        }
        let unsaved = self.books.is_unsaved();
        let (books, removed) = (write.books.clone(), write.removed.clone());
        let what = if write.what.is_empty() {
            "other"
        } else {
            write.what
        };
        let turn = self.books.with_log(|log, now| {
            log.close(now);
            log.pass(what, &books, &removed, &platform::now_rfc3339())
        });
        let Some(turn) = turn else {
            return Err(StorageError::Following);
        };
        write.turn = Some((turn.clone(), self.tab().id().to_owned()));
        let (sent, received, points) = (
            write.sent.clone(),
            write.received.clone(),
            write.restore_points.clone(),
        );
        let gone = write.received_removed.clone();
        let db = self.db.get_value();
        if let Err(error) = db.write(write).await {
            self.books.turn_ended(turn.number, false);
            if error == StorageError::Cut {
                self.books.cut();
            }
            if error == StorageError::Overtaken {
                // What was made was made of books that are not those on the disk: whoever asked for it looks again.
                self.books.catch_up().await?;
            }
            return Err(error);
        }
        self.tab().tell_of(turn.number);
        self.books.with_log(|log, _| log.passed(turn, &books, &removed));
        self.books.show_written(&before, books, removed, unsaved);
        let add = |signal: Changing<Vec<KeptFile>>, files: Vec<KeptFile>| {
            if !files.is_empty() {
                signal.update(|all| {
                    all.retain(|old| files.iter().all(|new| new.id != old.id));
                    all.extend(files);
                });
            }
        };
        add(self.sent, sent);
        add(self.received, received);
        add(self.restore_points, points);
        if !gone.is_empty() {
            self.received
                .update(|all| all.retain(|file| !gone.contains(&file.id)));
        }
        Ok(())
    }
}

/// What only the office's program does with files and books; `state::office` has it.
pub struct OfficeWork {
    /// Reads what an office keeps beside its books, and adds what this workspace does not have yet.
    pub(super) complete: for<'a> fn(App, &'a WorkspaceMeta, &'a Workspace, &'a mut Kept) -> Completing<'a>,
    /// Makes of it what the desk holds while it is open.
    pub(super) open: Opening,
    /// What was received from a moment on (RFC 3339; all of it from the empty one on), to go with a backup.
    pub(super) received: for<'a> fn(&'a OpenWorkspace, &'a str) -> Receiving<'a>,
    /// The submissions among a backup's files that are not here.
    pub(super) missing: fn(App, &OpenWorkspace, &[Attachment]) -> Vec<KeptSubmission>,
    /// Takes in what went from the disk and what came back to it.
    pub(super) settle: fn(&OpenWorkspace, &[String], &[KeptSubmission]),
}

/// Makes of what was read what the desk holds.
type Opening = fn(App, &OpenWorkspace, Box<dyn Any>) -> Rc<dyn Any>;

/// Reading what an office keeps.
pub(super) type Completing<'a> = Pin<Box<dyn Future<Output = Result<Box<dyn Any>, StorageError>> + 'a>>;

/// Reading what an office received.
pub(super) type Receiving<'a> = Pin<Box<dyn Future<Output = Result<Vec<KeptFile>, StorageError>> + 'a>>;

/// The page's one piece of global state.
#[derive(Clone, Copy)]
pub struct App {
    /// How far the page has come.
    pub phase: Changing<Phase>,
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
    pub(super) office: Option<&'static OfficeWork>,
    owner: StoredValue<Owner>,
}

impl App {
    /// Starts the page: reads the catalogue and opens the workspace that was open last.
    pub fn start(office: Option<&'static OfficeWork>) -> Self {
        let phase = Changing::new(Phase::Opening);
        let clock = Changing::new(platform::today());
        // A page that stays open over midnight, or is looked at again next morning.
        platform::on_leaving(move || clock.set(platform::today()));
        let asked = platform::query("today").and_then(|day| parse_date(&day));
        let fixed = Signal::derive_local(move || {
            asked.or_else(|| match &*phase.read() {
                Phase::Open(open) => open.meta.read().fixed_today,
                _ => None,
            })
        });
        let app = Self {
            phase,
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
            keeping: StoredValue::new(Keeping::new()),
            office,
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        app.keeping().start(app);
        platform::on_leaving(move || {
            if let Phase::Open(open) = phase.get_untracked() {
                open.books.flush();
            }
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

    async fn open_last(self) -> Result<(), StorageError> {
        let all = Catalogue::open().await?.all().await?;
        let all = self.keeping().look_through(self, all).await?;
        // Where nothing is remembered, the address says what was chosen before the page was loaded anew.
        let last = storage::last_workspace().or_else(|| platform::query(WORKSPACE));
        let known = all
            .iter()
            .find(|meta| Some(&meta.id) == last.as_ref())
            .or(match all.as_slice() {
                // The preference may be lost; a single workspace needs no choice.
                [only] => Some(only),
                _ => None,
            });
        let known = known.cloned();
        self.workspaces.set(all);
        let all_are_here = self.keeping().lost.with_untracked(Vec::is_empty);
        if let Some(meta) = known.filter(|_| all_are_here) {
            return self.open(meta).await;
        }
        self.phase.set(Phase::Start);
        Ok(())
    }

    /// Opens a workspace.
    pub async fn open(self, meta: WorkspaceMeta) -> Result<(), StorageError> {
        let chosen = !matches!(self.phase.get_untracked(), Phase::Opening);
        if meta.desk == Desk::Office && self.office.is_none() {
            return self.open_at_office(&meta).await;
        }
        self.leave();
        let tab = Tab::new(&meta.id);
        let writes = tab.take_pen(self).await;
        let open = self.read_in(meta, tab, writes, None).await?;
        if open.is_emptied() {
            open.tab().close();
            let meta = open.meta.get_untracked();
            return self.keeping().miss(self, &meta).await;
        }
        self.show(open);
        if chosen {
            platform::on_next_frame(platform::focus_top);
        }
        Ok(())
    }

    /// Opens the workspace that is open once more, from the disk: this tab got the pen, with `tab`, or lost it.
    pub(super) async fn open_anew(self, tab: Option<Rc<Tab>>) {
        let Phase::Open(open) = self.phase.get_untracked() else {
            return;
        };
        let meta = open.meta.get_untracked();
        let old = open.tab();
        let (tab, writes) = if let Some(tab) = tab {
            (tab, true)
        } else {
            old.close();
            let tab = Tab::new(&meta.id);
            let writes = tab.take_pen(self).await;
            (tab, writes)
        };
        loop {
            match self
                .read_in(meta.clone(), Rc::clone(&tab), writes, Some(&open))
                .await
            {
                // What was typed while it was read goes to the disk, and is read with it.
                Ok(_) if open.books.is_unsaved() => {
                    if !open.books.settle_in_the_end().await {
                        // It stays on the screen, with the reason.
                        return;
                    }
                    tab.tell_of(open.books.turn());
                }
                Ok(anew) => {
                    anew.books.clashes().set(open.books.clashes().get_untracked());
                    return self.show(anew);
                }
                Err(error) => return self.phase.set(Phase::Failed(error.words())),
            }
        }
    }

    /// Shows a workspace that was read in.
    fn show(self, open: OpenWorkspace) {
        self.phase.set(Phase::Open(open));
        self.owner
            .with_value(|owner| owner.with(|| self.keeping().opened(self, open)));
        if !open.follows {
            open.mend();
            run(async move {
                open.thin_history().await;
                open.thin_points().await;
            });
        } else if open.tab().has_pen() {
            // It came while the workspace was read in to follow: a browser that has just started is slow with locks.
            run(self.open_anew(Some(open.tab())));
        }
    }

    /// Shows what another tab wrote.
    pub(super) async fn follow(self, open: &OpenWorkspace) {
        let db = open.db();
        if open.follows && db.reopen().await.is_err() {
            return;
        }
        let Ok(kept) = db.look(open.books.turn()).await else {
            return;
        };
        if !kept.books_only {
            // Files came or went: all is read anew, once what is typed here is on the disk.
            if open.books.settle().await {
                self.open_anew(None).await;
            }
        } else if open.follows {
            open.books.follow(kept);
        } else if let Some(_hold) = open.books.hold().await {
            let _ = open.books.catch_up().await;
        }
    }

    /// Reads a workspace from the disk. Where the disk has lost what is `shown`, that is what it holds.
    async fn read_in(
        self,
        meta: WorkspaceMeta,
        tab: Rc<Tab>,
        writes: bool,
        shown: Option<&OpenWorkspace>,
    ) -> Result<OpenWorkspace, StorageError> {
        let words = format!(
            "“{}”还在另一个标签页（窗口）里打开着，那里是旧版本的页面，正占着存储。请关闭那个标签页，这里就会接着打开；内容都还在。",
            meta.name
        );
        let blocked = move || self.phase.set(Phase::Waiting(words.clone()));
        let db = Rc::new(Workspace::open_waiting(&meta.id, blocked).await?);
        let mut kept = db.load().await?;
        if kept.is_newer {
            // It is not written here: whoever can may have the pen.
            tab.close();
        }
        let writes = writes && !kept.is_newer;
        let is_lost = kept.is_empty() && shown.is_some_and(|shown| shown.hands_over(&mut kept));
        let mut beside = None;
        if let (Desk::Office, Some(office)) = (meta.desk, self.office) {
            beside = Some((office, (office.complete)(self, &meta, &db, &mut kept).await?));
        }
        storage::set_last_workspace(&meta.id, meta.desk);
        if !kept.is_newer {
            tab.listen(self, &meta.id);
        }
        // What the workspace's signals live in must outlive the page that asked for it.
        Ok(self.owner.with_value(|owner| {
            owner.with(|| {
                let open = self.opened(meta, db, kept, tab, writes, is_lost);
                if let Some((office, beside)) = beside {
                    open.office.set_value(Some((office.open)(self, &open, beside)));
                }
                open
            })
        }))
    }

    /// Loads the page anew with the office's program, which opens the workspace. Only when all that was typed is on
    /// the disk: this page is gone then.
    async fn open_at_office(self, meta: &WorkspaceMeta) -> Result<(), StorageError> {
        self.write_everything().await?;
        self.phase.set(Phase::Opening);
        if storage::set_last_workspace(&meta.id, meta.desk) {
            platform::load_anew(&[]);
        } else {
            platform::load_anew(&[("program", meta.desk.code()), (WORKSPACE, &meta.id)]);
        }
        Ok(())
    }

    /// Has all that was typed on the disk before the page goes, or says that it is not.
    async fn write_everything(self) -> Result<(), StorageError> {
        if let Phase::Open(open) = self.phase.get_untracked()
            && !open.books.settle().await
        {
            let words = "现在打开的工作区还有内容没有存上";
            return Err(StorageError::NotCommitted(words.into()));
        }
        Ok(())
    }

    /// Loads the page anew in the newer build that the browser keeps, once all that was typed is on the disk.
    pub async fn take_newer_version(self) -> Result<(), StorageError> {
        self.write_everything().await?;
        platform::take_newer_version();
        Ok(())
    }

    fn opened(
        self,
        meta: WorkspaceMeta,
        db: Rc<Workspace>,
        kept: Kept,
        tab: Rc<Tab>,
        writes: bool,
        is_lost: bool,
    ) -> OpenWorkspace {
        let mut books = Books::default();
        for book in kept.books {
            books.put(book);
        }
        books.sort_branches();
        let log = Log::open(meta.desk, &books, kept.steps, kept.turn);
        let memory = Memory {
            meta: Changing::new(meta),
            sent: Changing::new(kept.sent),
            received: Changing::new(kept.received),
            restore_points: Changing::new(kept.restore_points),
            problems: Changing::new(kept.problems.iter().map(ToString::to_string).collect()),
        };
        db.on_cut({
            let held = Rc::downgrade(&db);
            move |cut| held.upgrade().is_some_and(|db| self.cut(&db, cut))
        });
        let books = if writes {
            let saver = Saver::new(Rc::clone(&db), Rc::clone(&tab), memory);
            OpenBooks::for_work(books, log, Rc::new(saver), self)
        } else {
            OpenBooks::to_follow(books, log, self)
        };
        OpenWorkspace {
            meta: memory.meta,
            books,
            follows: !writes,
            is_newer: kept.is_newer,
            sent: memory.sent,
            received: memory.received,
            restore_points: memory.restore_points,
            problems: memory.problems,
            unread: StoredValue::new(kept.unread),
            to_mend: StoredValue::new((kept.raised, is_lost)),
            db: StoredValue::new_local(db),
            tab: StoredValue::new_local(tab),
            office: StoredValue::new_local(None),
        }
    }

    /// Closes the open workspace, so that another can be chosen.
    pub fn leave(self) {
        if let Phase::Open(open) = self.phase.get_untracked() {
            open.books.flush();
            // Whoever takes the pen reads after what is being written now.
            open.tab().close();
        }
        self.phase.set(Phase::Start);
    }

    /// Makes an empty workspace for a desk and opens it.
    pub async fn create(self, desk: Desk, name: String, kind: Option<UnitKind>) -> Result<(), StorageError> {
        let books = match desk {
            Desk::Office => vec![Book::Office(OfficeBook::new(new_id()))],
            Desk::Branch => {
                let mut branch = new_branch(new_id(), five_ids());
                branch.profile.name.clone_from(&name);
                vec![Book::Branch(branch)]
            }
            Desk::Unit => {
                let mut unit = new_unit(new_id());
                unit.profile.name.clone_from(&name);
                unit.profile.kind = kind;
                let mut books = vec![];
                // Note D: a branch directly under the bureau keeps both books from the start.
                if kind == Some(UnitKind::Branch) {
                    let mut branch = new_branch(new_id(), five_ids());
                    branch.profile.unit = Some(unit.id().clone());
                    branch.profile.unit_name.clone_from(&name);
                    branch.profile.name = format!("{name}党支部");
                    books.push(Book::Branch(branch));
                }
                books.push(Book::Unit(unit));
                books
            }
        };
        let meta = WorkspaceMeta::new(&new_id(), name, desk, platform::now_rfc3339());
        self.make(
            meta,
            Write {
                books,
                ..Write::default()
            },
        )
        .await
    }

    /// Makes a workspace that begins with the bureau's register, and opens it; says so where it `failed`. Whoever signed
    /// the register is known there.
    pub fn create_from_register(
        self,
        register: &Register,
        source: &Source,
        desk: Desk,
        picked: &Picked,
        failed: Changing<Option<String>>,
    ) {
        // It was picked from this very register.
        let Some(started) = from_register::start(register, picked, five_ids) else {
            return;
        };
        let mut meta = WorkspaceMeta::new(&new_id(), started.name, desk, platform::now_rfc3339());
        meta.pass_mark = started.pass_mark;
        meta.office_contact = started.office_contact;
        let mut books = started.books;
        let keys = noted(
            None,
            source,
            KeyState::Known,
            self.today.get_untracked(),
            &mut new_id,
        );
        books.extend(keys.map(Book::Keys));
        let content = Write {
            books,
            ..Write::default()
        };
        run(async move {
            failed.try_set(self.make(meta, content).await.err().map(|error| error.words()));
        });
    }

    /// Makes the workspace that shows the sample unit, as of 3 July 2012 and with two mistakes, and opens it.
    pub async fn create_sample(self) -> Result<(), StorageError> {
        let mut books = sample::unit_of_three();
        books.number_branches();
        // The sample ships without the five rows: they are empty, and their names are each place's own.
        for branch in books
            .branches
            .iter_mut()
            .filter(|branch| branch.five_in_one.is_empty())
        {
            branch.five_in_one = new_branch(new_id(), five_ids()).five_in_one;
        }
        // A newcomer is to see what the check does: one item lacks its cause, another its measures.
        let mut items = books
            .branches
            .iter_mut()
            .filter_map(|branch| branch.items.get_mut(1));
        if let Some(item) = items.next() {
            item.root_cause.clear();
        }
        if let Some(item) = items.next() {
            item.measures.clear();
        }
        let all = books
            .documents()
            .filter_map(|document| books.book(document.id()))
            .collect();
        let mut meta = WorkspaceMeta::new(&new_id(), "示例单位".into(), Desk::Unit, platform::now_rfc3339());
        meta.sample = true;
        meta.fixed_today = NaiveDate::from_ymd_opt(2012, 7, 3);
        self.make(
            meta,
            Write {
                books: all,
                ..Write::default()
            },
        )
        .await
    }

    /// Makes a workspace with this content and opens it.
    pub(super) async fn make(self, meta: WorkspaceMeta, content: Write) -> Result<(), StorageError> {
        let catalogue = Catalogue::open().await?;
        catalogue.may_write()?;
        // Content first: a workspace in the catalogue is one that is whole.
        Workspace::open(&meta.id).await?.write(content).await?;
        catalogue.put(&meta).await?;
        Self::note_made(&meta);
        self.workspaces.update(|all| all.push(meta.clone()));
        self.open(meta).await
    }

    /// Changes the entry of the open workspace: its name, its fixed day.
    pub async fn change_meta(self, change: impl FnOnce(&mut WorkspaceMeta)) -> Result<(), StorageError> {
        let Phase::Open(open) = self.phase.get_untracked() else {
            return Ok(());
        };
        self.change_meta_of(&open, change).await
    }

    /// Changes the entry of a workspace that was opened.
    pub(super) async fn change_meta_of(
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

/// Ids for the five rows of “五位一体”.
pub(super) fn five_ids() -> [Id; 5] {
    std::array::from_fn(|_| new_id())
}
