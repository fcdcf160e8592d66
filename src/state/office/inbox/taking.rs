//! Taking files in, whole or not at all.

use super::Inbox;
use super::answers::answers;
use super::lanes::Lanes;
use super::letter::{Fate, ID_TAKEN, Letter, Outcome, Submission};
use super::pace::Pace;
use crate::bundle::{MAX_RECORDS, fits_a_file};
use crate::county::Summary;
use crate::domain::{Book, Id, KeyBook, KeyState, Receipt, SortedMap, Timeliness};
use crate::platform;
use crate::state::app::OpenWorkspace;
use crate::state::arrival::{settled_books, undecided};
use crate::state::export::sender;
use crate::state::import::restore_point;
use crate::state::office::{new_sheet, office};
use crate::state::trust::{note, trust_of, trust_together};
use crate::state::{new_id, run};
use crate::storage::{KeptSubmission, StorageError, Write};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

/// How many files go to the disk in one transaction, at most.
const GROUP: usize = 8;

/// From how many files on the county is counted once, when all are in, and not after each.
const MANY: usize = 20;

/// A file that is ready to go to the disk, and what is written of it.
struct Going {
    letter: Rc<Letter>,
    submission: Rc<Submission>,
    /// What it says, with the moment at which it was taken.
    summary: Arc<Summary>,
    write: Write,
}

/// What files that are taken in at once have in common.
struct Batch {
    lanes: Lanes,
    /// Whether the county is counted once, when all are in, and not after each.
    many: bool,
    /// The id of the book of known keys, where there is none yet.
    keys: Id,
    /// Files that wait for those before them to be on the disk.
    queue: RefCell<VecDeque<Vec<Going>>>,
    /// Whether somebody takes them from there.
    writes: Cell<bool>,
}

impl Inbox {
    /// Takes in every chosen file that can be.
    pub fn take(self) {
        let waiting: Vec<_> = self.letters.with_value(|letters| {
            let chosen = |letter: &&Rc<Letter>| letter.waits() && letter.chosen.get();
            letters.iter().filter(chosen).cloned().collect()
        });
        if self.progress.get_untracked().busy || waiting.is_empty() {
            return;
        }
        self.stop.set_value(false);
        run(async move { self.take_all(waiting).await });
    }

    /// Leaves out what has to be asked about: files of one sender may have come together, some with a key that is new, and
    /// files that would take the place of one that came with them.
    fn leave_out_asked(self, letters: &mut Vec<Rc<Letter>>) {
        let mut came = Vec::new();
        for letter in letters.iter() {
            let line = self.placed(letter);
            if let Some(submission) = letter.submission() {
                came.push((submission.source(), line));
            }
        }
        let open = self.open.get_value();
        let judged = open
            .books
            .with(|books| trust_together(books.keys.as_ref(), &came));
        for (letter, (source, trust)) in letters.iter().zip(judged) {
            letter.note_instead_of(source.instead_of);
            letter.trust.set(trust);
        }
        letters.retain(|letter| !letter.asks());
    }

    /// Leaves the first of the files that came under one id. The same file once more waits, and is here when the first is;
    /// another one would take the first one's place.
    fn one_of_each(letters: &mut Vec<Rc<Letter>>) {
        let mut first = SortedMap::<Id, Rc<Submission>>::new();
        letters.retain(|letter| {
            let Outcome::Submission(submission) = &letter.outcome else {
                return false;
            };
            let id = &submission.summary.head.id;
            match first.get(id) {
                None => {
                    first.insert(id.clone(), Rc::clone(submission));
                    return true;
                }
                Some(known) if submission.is_same(&known.summary) => {}
                Some(_) => {
                    letter.fate.replace(Fate::Failed(ID_TAKEN.into()));
                }
            }
            false
        });
    }

    /// Looks which of the files are here by now, or no longer: another copy may have been taken in, and a state gone back
    /// to in which it was not there.
    pub(super) fn look_for_copies(self) {
        let office = self.open.with_value(office);
        for letter in self.letters.get_value() {
            let Outcome::Submission(submission) = &letter.outcome else {
                continue;
            };
            let known = office.summary(submission.summary.head.id.as_str());
            let here = known.is_some_and(|known| submission.is_same(&known));
            if letter.is_taken() && !here {
                letter.fate.replace(Fate::Waiting);
            }
            letter.here.set(here);
        }
    }

    async fn take_all(self, mut letters: Vec<Rc<Letter>>) {
        // Whose source is in doubt keeps nobody out by an id that anybody can write.
        self.leave_out_asked(&mut letters);
        Self::one_of_each(&mut letters);
        let mut pace = Pace::new(self, true, letters.len());
        let open = self.open.get_value();
        let batch = Rc::new(Batch {
            lanes: Lanes::default(),
            many: letters.len() > MANY,
            keys: new_id(),
            queue: RefCell::default(),
            writes: Cell::new(false),
        });
        let mut group = Vec::new();
        // Going back to it takes along what is received from here on: these very files.
        let point = restore_point(&open, &format!("导入 {} 个文件之前", letters.len()), Vec::new());
        let point = Write {
            what: "import",
            restore_points: vec![point],
            ..Write::default()
        };
        if let Err(error) = open.write(point).await {
            for letter in &letters {
                letter.fate.replace(Fate::Failed(error.words()));
            }
            pace.end();
            return;
        }
        for letter in letters {
            if self.stop.get_value() {
                break;
            }
            let Some(submission) = letter.submission().cloned() else {
                continue;
            };
            // Two files of one unit write on one review: one after the other.
            let unit = submission.summary.sender();
            if batch.lanes.holds(&unit) {
                self.send(&mut group, &batch);
            }
            batch.lanes.enter(unit).await;
            letter.fate.replace(Fate::Taking);
            match self.prepared(&letter, &submission).await {
                Ok((summary, write)) => group.push(Going {
                    letter,
                    submission,
                    summary,
                    write,
                }),
                Err(fate) => {
                    letter.fate.replace(fate);
                    batch.lanes.leave(&submission.summary.sender());
                }
            }
            if group.len() >= GROUP {
                self.send(&mut group, &batch);
            }
            pace.step().await;
        }
        self.send(&mut group, &batch);
        batch.lanes.clear().await;
        self.open.with_value(office).tell();
        self.weigh();
        pace.end();
    }

    /// Sends files to the disk, behind those that were sent before: the known keys grow with each.
    fn send(self, group: &mut Vec<Going>, batch: &Rc<Batch>) {
        if group.is_empty() {
            return;
        }
        batch.queue.borrow_mut().push_back(std::mem::take(group));
        if batch.writes.replace(true) {
            return;
        }
        let batch = Rc::clone(batch);
        run(async move {
            loop {
                let next = batch.queue.borrow_mut().pop_front();
                let Some(group) = next else { break };
                self.put(group, &batch).await;
            }
            batch.writes.set(false);
        });
    }

    /// Puts files on the disk: a few in one transaction, so that none is there in part. Should it fail, each is tried by
    /// itself, so that one does not keep the others out.
    async fn put(self, group: Vec<Going>, batch: &Batch) {
        let open = self.open.get_value();
        let together = self.put_together(&group, batch).await.is_ok();
        for file in group {
            let written = if together {
                Ok(())
            } else {
                self.put_together(std::slice::from_ref(&file), batch).await
            };
            let fate = match written {
                Ok(()) => {
                    self.taken.update_value(|taken| *taken += 1);
                    file.letter.order.set(self.taken.get_value());
                    office(&open).received(Arc::clone(&file.summary), batch.many);
                    Fate::Taken
                }
                Err(error) => Fate::Failed(error.words()),
            };
            file.letter.fate.replace(fate);
            batch.lanes.leave(&file.summary.sender());
        }
    }

    /// Writes files in one transaction, with the keys that come with them for the first time.
    async fn put_together(self, files: &[Going], batch: &Batch) -> Result<(), StorageError> {
        let open = self.open.get_value();
        let mut all = Write {
            what: "import",
            ..Write::default()
        };
        let mut before = Vec::new();
        for file in files {
            before.extend(file.letter.before.borrow().iter().cloned());
            all.books.extend(file.write.books.iter().cloned());
            all.submissions.extend(file.write.submissions.iter().cloned());
        }
        let known = open.books.with(|books| books.keys.clone());
        let mut keys = known.clone().unwrap_or_else(|| KeyBook::new(batch.keys.clone()));
        let today = self.app.today.get_untracked();
        let mut is_more = false;
        // Two of them may be of one sender.
        for file in files {
            let source = file.submission.source();
            if trust_of(Some(&keys), &source).is_noted() {
                is_more |= note(&mut keys, &source, KeyState::Known, today, &mut new_id);
            }
        }
        if is_more {
            before.extend(known.map(Book::Keys));
            all.books.push(Book::Keys(keys));
        }
        open.write_from(before, all).await
    }

    /// What taking a file in writes, and what is known of it from then on.
    async fn prepared(self, letter: &Letter, submission: &Submission) -> Result<(Arc<Summary>, Write), Fate> {
        let open = self.open.get_value();
        let summary = &submission.summary;
        // It may have come since it was looked at.
        if let Some(known) = office(&open).summary(summary.head.id.as_str()) {
            if submission.is_same(&known) {
                return Err(Fate::Waiting);
            }
            return Err(Fate::Failed(ID_TAKEN.into()));
        }
        let arrived = self.merged(letter, submission).await.map_err(Fate::Failed)?;
        let asked = undecided(&arrived);
        if asked > 0 {
            return Err(Fate::Failed(format!(
                "审阅意见有 {asked} 处两边都改过，请点开这一行，先决定以哪边为准。"
            )));
        }
        let today = self.app.today.get_untracked();
        let mut books = open.books.with(|books| {
            let here = sender(&open, books).unit;
            let names = [here.as_str(), summary.unit.name.as_str()];
            settled_books(
                books,
                arrived,
                &answers(books, submission),
                names,
                today,
                &mut new_id,
            )
        });
        self.put_receipt(&open, summary, &mut books);
        if !fits_a_file(&books) {
            return Err(Fate::Failed(
                "接收以后，这个单位的审阅单会大得一个文件装不下，以后不能备份。请让对方删去用不着的记录，重新导出。"
                    .into(),
            ));
        }
        let before = open.books.with(|now| {
            let known = books.iter().filter_map(|book| now.book(book.as_document().id()));
            known.collect::<Vec<_>>()
        });
        // Received is when it was taken, not when it was looked at: states before are told from those after by it.
        let mut summary = Summary::clone(summary);
        summary.file.received_at = platform::now_rfc3339();
        let kept = KeptSubmission {
            id: summary.head.id.to_string(),
            summary: summary.to_text(),
            bytes: Some(submission.bytes.clone()),
        };
        letter.before.replace(before);
        letter.after.replace(books.clone());
        let write = Write {
            books,
            submissions: vec![kept],
            ..Write::default()
        };
        Ok((Arc::new(summary), write))
    }

    /// Adds the receipt to the unit's review, which begins with it.
    fn put_receipt(self, open: &OpenWorkspace, summary: &Summary, books: &mut Vec<Book>) {
        let Some(unit) = &summary.unit.book else { return };
        let is_its = |book: &Book| match book {
            Book::Review(sheet) => sheet.verdict.unit.as_ref() == Some(unit),
            _ => false,
        };
        let at = books.iter().position(is_its).unwrap_or_else(|| {
            let known = open.books.with(|books| books.review_of(unit).cloned());
            books.push(Book::Review(
                known.unwrap_or_else(|| new_sheet(unit, &summary.unit.name)),
            ));
            books.len() - 1
        });
        let Some(Book::Review(sheet)) = books.get_mut(at) else {
            return;
        };
        if sheet.receipt_of(&summary.head.id).is_some() {
            return;
        }
        // Beyond what a file may hold, the review would be in no backup any more.
        while sheet.receipts.len() >= MAX_RECORDS {
            sheet.receipts.remove(0);
        }
        let due = self.app.programme.get_untracked().plan_due.value;
        let late = summary.sent_on().is_some_and(|day| day > due);
        let count = |count: usize| u32::try_from(count).ok();
        sheet.receipts.push(Receipt {
            id: new_id(),
            bundle: Some(summary.head.id.clone()),
            digest: summary.file.digest.clone(),
            revision: summary.file.revision,
            branches: count(summary.branches.len()),
            items: count(summary.items.len()),
            set_aside: summary.file.set_aside,
            received_on: Some(self.app.today.get_untracked()),
            timeliness: Some(if late {
                Timeliness::Late
            } else {
                Timeliness::OnTime
            }),
            ..Receipt::default()
        });
    }
}
