//! The open books as the page sees them: what is shown follows exactly what changed.
//!
//! A field listens to its record, a list to its collection, the findings to everything. So one key press touches
//! the cells of one record and one pass of the rules, however long the ledger is.

use super::app::App;
use super::comments::Comments;
use super::edit::{Change, Edit, EditError, apply};
use super::reactive::{Changing, Derived, derived};
use super::report::{RecordFindings, Report};
use super::saver::{RETRY, SaveState, Saver};
use super::steps::change_between;
use super::typed::with_typed;
use crate::domain::{Book, Books, Id, Record, SortedMap};
use crate::history::{Act, Difference, Log, Step, Turn};
use crate::platform;
use crate::storage::{Kept, KeptFile};
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// How long somebody who wants to leave is kept waiting for the disk, milliseconds.
const PATIENCE: f64 = 15_000.0;

/// What a part of the page listens to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Topic {
    Record(Id, Id),
    List(Id, &'static str),
    Shelf,
    Comments,
    /// What could be taken back: it changes when what was done becomes a step, too.
    Steps,
    Anything,
}

struct Inner {
    books: Books,
    triggers: SortedMap<Topic, ArcTrigger>,
    saver: Option<Rc<Saver>>,
    /// What was done; `None` where nothing ever is.
    log: Option<Log>,
    undo: Changing<Option<(String, Edit)>>,
    clashes: Changing<Vec<Difference>>,
}

/// A handle to the open books; cheap to copy, to be had from context.
#[derive(Clone, Copy)]
pub struct OpenBooks {
    inner: StoredValue<Inner, LocalStorage>,
    report: Derived<Arc<Report>>,
    comments: Derived<Comments>,
    read_only: bool,
    /// Whether what stands here is settled: shown, and not offered for typing.
    settled: bool,
}

impl OpenBooks {
    /// Opens books for work; what changes is written by the saver.
    pub(super) fn for_work(books: Books, log: Log, saver: Rc<Saver>, app: App) -> Self {
        Self::open(books, Some(log), Some(saver), app)
    }

    /// Opens books that another tab works on; what it writes is shown here.
    pub(super) fn to_follow(books: Books, log: Log, app: App) -> Self {
        Self::open(books, Some(log), None, app)
    }

    /// Opens books to be read only.
    pub fn to_read(books: Books, app: App) -> Self {
        Self::open(books, None, None, app)
    }

    fn open(books: Books, log: Option<Log>, saver: Option<Rc<Saver>>, app: App) -> Self {
        let read_only = saver.is_none();
        let inner = Inner {
            books,
            triggers: SortedMap::new(),
            saver,
            log,
            undo: Changing::new(None),
            clashes: Changing::new(Vec::new()),
        };
        let inner = StoredValue::new_local(inner);
        let report = derived(move || {
            track(inner, Topic::Anything);
            let (programme, today) = (app.programme.get(), app.today.get());
            inner.with_value(|inner| Arc::new(Report::new(&inner.books, &programme, today)))
        });
        let comments = derived(move || {
            track(inner, Topic::Comments);
            inner.with_value(|inner| Comments::of(&inner.books))
        });
        Self {
            inner,
            report,
            comments,
            read_only,
            settled: false,
        }
    }

    /// The same books for a part of the page that shows what is settled: no controls, though warnings still take
    /// their reasons.
    #[must_use]
    pub fn settled(self) -> Self {
        Self {
            settled: true,
            ..self
        }
    }

    /// Whether nothing here is to be typed.
    pub fn is_read_only(self) -> bool {
        self.read_only || self.settled
    }

    /// Whether warnings here take reasons.
    pub fn takes_reasons(self) -> bool {
        !self.read_only
    }

    /// Whether remarks of the office are shown at their places here, to be answered: at a school's desk. What the office
    /// reads and what it keeps of its own has another place for them.
    pub fn takes_answers(self) -> bool {
        !self.read_only && self.with(|books| books.office.is_none() && !books.reviews.is_empty())
    }

    /// Where the office's remarks stand.
    pub fn comments(self) -> Derived<Comments> {
        self.comments
    }

    /// Whether the office has sent a review, listening to the shelf.
    pub fn has_review(self) -> bool {
        track(self.inner, Topic::Shelf);
        self.takes_answers()
    }

    /// Looks at the books without listening to them.
    pub fn with<T>(self, look: impl FnOnce(&Books) -> T) -> T {
        self.inner.with_value(|inner| look(&inner.books))
    }

    /// Looks at a record, listening to it. `None` when it is gone.
    pub fn with_record<T>(
        self,
        document: &Id,
        record: &Id,
        look: impl FnOnce(&dyn Record) -> T,
    ) -> Option<T> {
        track(self.inner, Topic::Record(document.clone(), record.clone()));
        self.with(|books| {
            books
                .document(document)?
                .record(record)
                .map(|(_, record)| look(record))
        })
    }

    /// The ids of a collection's records in order, listening to the collection.
    pub fn ids(self, document: &Id, collection: &'static str) -> Vec<Id> {
        track(self.inner, Topic::List(document.clone(), collection));
        self.with(|books| {
            let list = books.document(document).and_then(|book| book.list(collection));
            list.map(|list| list.iter().map(|record| record.id().clone()).collect())
                .unwrap_or_default()
        })
    }

    /// Listens to a collection.
    pub fn track_list(self, document: &Id, collection: &'static str) {
        track(self.inner, Topic::List(document.clone(), collection));
    }

    /// Listens to a record.
    pub fn track_record(self, document: &Id, record: &Id) {
        track(self.inner, Topic::Record(document.clone(), record.clone()));
    }

    /// The ids of the branch books, listening to the shelf.
    pub fn branch_ids(self) -> Vec<Id> {
        track(self.inner, Topic::Shelf);
        self.with(|books| books.branches.iter().map(|branch| branch.id().clone()).collect())
    }

    /// Listens to every change.
    pub fn track_all(self) {
        track(self.inner, Topic::Anything);
    }

    /// The rules' report, listening to it.
    pub fn report(self) -> Arc<Report> {
        self.report.get()
    }

    /// The findings at one record: changes only when they do.
    pub fn record_findings(self, document: Id, record: Id) -> Derived<RecordFindings> {
        let report = self.report;
        derived(move || report.read().at_record(&document, &record))
    }

    /// Carries a command out, shows it and has it written.
    pub fn dispatch(self, edit: Edit) -> Result<Change, EditError> {
        let change = self.carry_out(edit)?;
        self.save(&change);
        self.show(&change);
        Ok(change)
    }

    /// Carries a command out and has it written, but does not show it yet: for text that is still being typed where
    /// showing it would take the field away from under the typing.
    pub fn write_down(self, edit: Edit) {
        if let Ok(change) = self.carry_out(edit) {
            self.save(&change);
        }
    }

    fn carry_out(self, edit: Edit) -> Result<Change, EditError> {
        if self.read_only {
            return Err(EditError::NotThere);
        }
        let mut change = Err(EditError::NotThere);
        self.inner.update_value(|inner| {
            let (act, place) = (Act::Command(edit.name()), edit.place());
            if let Some(log) = &mut inner.log {
                let (at, clock) = (platform::now_rfc3339(), platform::milliseconds());
                log.begin(&inner.books, act, place, &at, clock);
            }
            change = apply(&mut inner.books, edit);
            if let (Some(log), Ok(change)) = (&mut inner.log, &change) {
                log.did(&change.documents);
                log.did(&change.removed);
            }
        });
        change
    }

    /// The step that would be taken back next, and the one that would be done again; listening to every change.
    pub fn next_steps(self) -> (Option<Step>, Option<Step>) {
        track(self.inner, Topic::Anything);
        track(self.inner, Topic::Steps);
        self.inner.with_value(|inner| {
            let log = inner.log.as_ref();
            let next = log.map(|log| log.next(&inner.books)).unwrap_or_default();
            (next.0.cloned(), next.1.cloned())
        })
    }

    /// Whether something was done that is not a step yet: it would be taken back first.
    pub fn is_doing(self) -> bool {
        self.inner
            .with_value(|inner| inner.log.as_ref().is_some_and(Log::is_doing))
    }

    /// Takes the last step back, or (`again`) does the step again that was taken back last. Returns the step that could
    /// not be, because its place was changed otherwise since.
    pub fn step_back(self, again: bool) -> Option<Step> {
        if self.read_only {
            return None;
        }
        let mut outcome = None;
        let mut change = Change::default();
        self.inner.update_value(|inner| {
            let (books, Some(log)) = (&mut inner.books, &mut inner.log) else {
                return;
            };
            let before = books.clone();
            let at = platform::now_rfc3339();
            outcome = if again {
                log.redo(books, &at)
            } else {
                log.undo(books, &at)
            };
            change = change_between(&before, books);
        });
        self.undo_signal().set(None);
        match outcome? {
            Ok(()) => {
                self.save(&change);
                self.show(&change);
                None
            }
            Err(refused) => {
                self.show(&Change::default());
                Some(refused.step)
            }
        }
    }

    /// What is to be written of these books, and of the history with it.
    pub(super) fn take_turn(self, dirty: &[Id]) -> Option<(Vec<Book>, Turn)> {
        let mut taken = None;
        self.inner.try_update_value(|inner| {
            let log = inner.log.as_mut()?;
            let books = &inner.books;
            let changed = dirty.iter().filter_map(|id| books.book(id)).collect();
            taken = Some((changed, log.take_turn(books)));
            Some(())
        });
        taken
    }

    /// What was taken is on the disk, or is not.
    pub(super) fn turn_ended(self, turn: u64, written: bool) {
        self.with_log(|log, _| {
            if written {
                log.written(turn);
            } else {
                log.failed(turn);
            }
        });
        self.notify(&|topic| *topic == Topic::Steps);
    }

    /// The number of the last transaction that is known here.
    pub(super) fn turn(self) -> u64 {
        self.with_log(|log, _| log.turn()).unwrap_or_default()
    }

    /// Does something with the log, and the books as they are.
    pub(super) fn with_log<T>(self, act: impl FnOnce(&mut Log, &Books) -> T) -> Option<T> {
        let mut done = None;
        self.inner.try_update_value(|inner| {
            if let Some(log) = &mut inner.log {
                done = Some(act(log, &inner.books));
            }
        });
        done
    }

    /// Shows what another tab wrote. What is not written here yet is carried over to it. Returns the books that are to be
    /// written then.
    pub(super) fn follow(self, kept: Kept) -> Vec<Id> {
        let mut disk = Books::default();
        for book in kept.books {
            disk.put(book);
        }
        disk.sort_branches();
        let (mut change, mut waiting, mut clashed) = (Change::default(), Vec::new(), Vec::new());
        self.inner.update_value(|inner| {
            let (books, Some(log)) = (&mut inner.books, &mut inner.log) else {
                return;
            };
            let before = books.clone();
            let (last, turn) = (kept.last_step, kept.turn);
            clashed = log.follow(books, disk, kept.steps, last, turn, &platform::now_rfc3339());
            change = change_between(&before, books);
            // What clashed as well: the write of its book takes it to the history.
            waiting = log.waiting();
        });
        self.show(&change);
        if !clashed.is_empty() {
            self.clashes().update(|all| all.extend(clashed));
        }
        waiting
    }

    /// What was typed here at places that another tab changed at the same time, and is not in the books.
    pub fn clashes(self) -> Changing<Vec<Difference>> {
        self.inner.with_value(|inner| inner.clashes)
    }

    /// Carries a removal out and keeps the way back, under these words.
    pub fn remove(self, edit: Edit, words: String) {
        if let Ok(change) = self.dispatch(edit) {
            let undo = self.undo_signal();
            undo.set(change.undo.map(|edit| (words, edit)));
        }
    }

    /// The last removal's words and its undoing.
    pub fn undo_signal(self) -> Changing<Option<(String, Edit)>> {
        self.inner.with_value(|inner| inner.undo)
    }

    /// Shows what is already on the disk: books that came and books that went.
    /// What was typed since they were made of `before` stays, and wins where both changed one place; it is written
    /// with them, as are all that may have been overtaken by a write that was `unsaved` then.
    pub(super) fn show_written(self, before: &[Book], books: Vec<Book>, removed: Vec<Id>, unsaved: bool) {
        let (books, typed) = self.with(|now| with_typed(now, before, books));
        let again = if unsaved {
            books.iter().map(|book| book.as_document().id().clone()).collect()
        } else {
            typed
        };
        let removals = removed.into_iter().map(|id| Edit::RemoveBook { id });
        for edit in removals.chain((!books.is_empty()).then_some(Edit::PutBooks { books })) {
            let mut change = None;
            self.inner
                .update_value(|inner| change = apply(&mut inner.books, edit).ok());
            if let Some(change) = change {
                self.show(&change);
            }
        }
        if !again.is_empty() {
            self.with_log(|log, books| {
                let (at, clock) = (platform::now_rfc3339(), platform::milliseconds());
                log.begin(books, Act::Command("set"), None, &at, clock);
                log.did(&again);
            });
            self.save(&Change {
                documents: again,
                ..Change::default()
            });
        }
    }

    /// Waits until nothing is being written and keeps it so; `None` where nothing is ever written.
    pub(super) async fn hold(self) -> Option<super::saver::Hold> {
        let saver = self.saver()?;
        Some(saver.hold(self).await)
    }

    /// The connection to the disk is cut.
    pub(super) fn cut(self) {
        if let Some(saver) = self.saver() {
            saver.cut(self);
        }
    }

    /// Has nothing written any more, for this reason.
    pub(super) fn give_up(self, why: crate::storage::StorageError) {
        if let Some(saver) = self.saver() {
            saver.give_up(why);
        }
    }

    /// The workspace was deleted in another tab.
    pub(super) async fn removed(self) {
        if let Some(saver) = self.saver() {
            saver.removed(self).await;
        }
    }

    /// Has these books written, with a state before that is to be kept.
    pub(super) fn save_with(self, books: &[Id], before: KeptFile) {
        if let Some(saver) = self.saver() {
            saver.note_with(books, before, self);
        }
    }

    /// The disk has lost what was there: all of it is written once more.
    pub(super) fn owe_all(self) {
        if let Some(saver) = self.saver() {
            saver.owe_all(self);
            saver.note(&[], &[], self);
        }
    }

    /// Whether the disk lost what was there and has not got it back.
    pub(super) fn owes_all(self) -> bool {
        self.saver().is_some_and(|saver| saver.owes_all())
    }

    /// Takes in what another tab wrote.
    pub(super) async fn catch_up(self) -> Result<(), crate::storage::StorageError> {
        match self.saver() {
            Some(saver) => saver.follow(self).await,
            None => Ok(()),
        }
    }

    /// Writes all that was typed, and waits for it. `false` where the disk would not take it.
    pub(super) async fn settle(self) -> bool {
        match self.saver() {
            Some(saver) => saver.settle(self).await,
            None => true,
        }
    }

    /// Writes all that was typed, and waits for it as long as a person would. `false` where it is not on the disk then.
    pub(super) async fn settle_soon(self) -> bool {
        match self.saver() {
            Some(saver) => saver.settle_within(PATIENCE, self).await,
            None => true,
        }
    }

    /// Writes all that was typed, and waits for it, however often the disk does not take it. `false` where nothing is
    /// written any more.
    pub(super) async fn settle_in_the_end(self) -> bool {
        while !self.settle().await {
            if self.saver().is_none_or(|saver| saver.has_given_up()) {
                return false;
            }
            platform::pause(RETRY).await;
        }
        true
    }

    fn saver(self) -> Option<Rc<Saver>> {
        self.inner.try_with_value(|inner| inner.saver.clone()).flatten()
    }

    /// Whether something is typed and not on the disk, or on its way there.
    pub(super) fn is_unsaved(self) -> bool {
        self.inner
            .with_value(|inner| inner.saver.as_ref().is_some_and(|saver| saver.is_unsaved()))
    }

    /// Whether something would be lost with the page.
    pub(super) fn would_be_lost(self) -> bool {
        self.saver().is_some_and(|saver| saver.would_be_lost())
    }

    /// Whether nothing is written here any more.
    pub(super) fn has_given_up(self) -> bool {
        self.saver().is_some_and(|saver| saver.has_given_up())
    }

    /// Whether what is on the screen is on the disk; `None` where nothing is ever written.
    pub fn save_state(self) -> Option<Changing<SaveState>> {
        self.inner
            .with_value(|inner| inner.saver.as_ref().map(|saver| saver.state()))
    }

    /// Writes what is not written yet, now.
    pub fn flush(self) {
        if let Some(saver) = self.saver() {
            saver.flush(self);
        }
    }

    fn save(self, change: &Change) {
        if let Some(saver) = self.saver() {
            saver.note(&change.documents, &change.removed, self);
        }
    }

    fn show(self, change: &Change) {
        let in_review = self.with(|books| change.documents.iter().any(|id| books.review(id).is_some()));
        let concerned = |topic: &Topic| match topic {
            Topic::Record(document, record) => {
                change.records.contains(&(document.clone(), record.clone()))
                    || (change.shelf && change.documents.contains(document))
            }
            Topic::List(document, collection) => {
                change.lists.contains(&(document.clone(), *collection))
                    || (change.shelf && change.documents.contains(document))
            }
            Topic::Shelf => change.shelf,
            // Records that come and go take the places of remarks with them.
            Topic::Comments => change.shelf || in_review || !change.lists.is_empty(),
            Topic::Steps => false,
            Topic::Anything => true,
        };
        self.notify(&concerned);
    }

    fn notify(self, concerned: &dyn Fn(&Topic) -> bool) {
        // The page may have been left while the disk was asked.
        let triggers = self.inner.try_with_value(|inner| {
            let hit = inner.triggers.iter().filter(|(topic, _)| concerned(topic));
            hit.map(|(_, trigger)| trigger.clone()).collect::<Vec<_>>()
        });
        for trigger in triggers.unwrap_or_default() {
            trigger.notify();
        }
    }
}

fn track(inner: StoredValue<Inner, LocalStorage>, topic: Topic) {
    let mut trigger = None;
    inner.update_value(|inner| {
        trigger = Some(inner.triggers.get_or_insert_with(topic, ArcTrigger::new).clone());
    });
    if let Some(trigger) = trigger {
        trigger.track();
    }
}

/// A new id.
pub fn new_id() -> Id {
    Id::from_random(platform::random_bytes())
}
