//! The post that comes in at the office: any number of files at once, also out of folders and archives. Each is looked at,
//! told what it would change, and taken in whole or not at all.
//!
//! Reading, checking and summarising a file takes a few milliseconds; between files the browser has its turn, so that a
//! thousand of them do not stop the page.

mod lanes;
mod letter;
mod pace;
mod source;

pub use letter::{Fate, Letter, Outcome, Submission};
pub use source::Source;

use super::{new_sheet, office};
use crate::bundle::{self, Bundle, BundleKind, Holds, Sealed, Unreadable, is_zip};
use crate::county::{Summary, stands_to};
use crate::domain::{Book, Books, Id, KeyState, Receipt, Timeliness};
use crate::merge::{RecordChange, compare};
use crate::platform;
use crate::state::app::{App, OpenWorkspace};
use crate::state::arrival::{Arrival, arrivals, name_of, settled_books, undecided};
use crate::state::export::sender;
use crate::state::import::{book_at, look_at, restore_point, text_of};
use crate::state::signing::{NotOpened, source_of, unseal_by};
use crate::state::trust::{Trust, noted, trust_of};
use crate::state::{Changing, new_id, run};
use crate::storage::{Desk, KeptSubmission, Write};
use js_sys::Uint8Array;
use lanes::Lanes;
use leptos::prelude::*;
use pace::Pace;
use source::{begin, unpacked};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

/// How many files the browser reads ahead of the one that is looked at.
const AHEAD: usize = 4;

/// How many files go to the disk in one transaction, at most.
const GROUP: usize = 8;

/// From how many files on the county is counted once, when all are in, and not after each.
const MANY: usize = 20;

/// How far the work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Whether anything is under way.
    pub busy: bool,
    /// Whether files are being taken in, and not only looked at.
    pub taking: bool,
    /// How many are done.
    pub done: usize,
    /// How many there are.
    pub total: usize,
}

/// The post of one sitting.
#[derive(Clone, Copy)]
pub struct Inbox {
    letters: StoredValue<Vec<Rc<Letter>>, LocalStorage>,
    /// Counts what happened, so that the table looks again.
    turn: Changing<u32>,
    progress: Changing<Progress>,
    stop: StoredValue<bool>,
    /// Passphrases that opened files.
    passphrases: StoredValue<Vec<String>>,
    app: App,
    open: StoredValue<OpenWorkspace, LocalStorage>,
}

impl Inbox {
    /// An empty one.
    pub fn new(app: App, open: OpenWorkspace) -> Self {
        Self {
            letters: StoredValue::new_local(Vec::new()),
            turn: Changing::new(0),
            progress: Changing::new(Progress::default()),
            stop: StoredValue::new(false),
            passphrases: StoredValue::new(Vec::new()),
            app,
            open: StoredValue::new_local(open),
        }
    }

    /// Every file, in the order in which they came, listening to what happens.
    pub fn letters(self) -> Vec<Rc<Letter>> {
        self.turn.read();
        self.letters.get_value()
    }

    /// How far the work has come, listening to it.
    pub fn progress(self) -> Progress {
        self.progress.get()
    }

    /// Lets the table look again.
    pub fn tell(self) {
        self.turn.update(|turn| *turn += 1);
    }

    /// Stops after the file that is being worked on.
    pub fn stop(self) {
        self.stop.set_value(true);
    }

    /// Forgets the files of this sitting; what was taken in stays.
    pub fn clear(self) {
        if !self.progress.get_untracked().busy {
            self.letters.set_value(Vec::new());
            self.tell();
        }
    }

    /// Looks at files. Nothing is changed.
    pub fn look(self, sources: Vec<Source>) {
        let begun = self.progress.get_untracked();
        if begun.busy || sources.is_empty() {
            return;
        }
        self.stop.set_value(false);
        run(async move { self.look_at_all(sources).await });
    }

    async fn look_at_all(self, sources: Vec<Source>) {
        let mut pace = Pace::new(self, false, sources.len());
        let mut waiting = VecDeque::from(sources);
        let mut begun = VecDeque::new();
        loop {
            // While one is looked at, the browser reads the next.
            while begun.len() < AHEAD
                && let Some(source) = waiting.pop_front()
            {
                begun.push_back(begin(source));
            }
            let Some((name, packed, reading)) = begun.pop_front() else {
                break;
            };
            if self.stop.get_value() {
                self.push(name, Outcome::Skipped);
                pace.step().await;
                continue;
            }
            match reading.await {
                Err(words) => self.push(name, Outcome::Unreadable("not_readable", words)),
                Ok(file) => {
                    let bytes = file.to_vec();
                    // An archive in an archive is not opened: it could go on for ever.
                    if is_zip(&bytes) && !packed {
                        match unpacked(&name, bytes) {
                            Err(words) => self.push(name, Outcome::Unreadable("not_an_archive", words)),
                            Ok(inside) => {
                                pace.more(inside.len());
                                for source in inside.into_iter().rev() {
                                    waiting.push_front(source);
                                }
                            }
                        }
                    } else {
                        let outcome = self.opened(&name, &bytes, file).await;
                        self.push(name, outcome);
                    }
                }
            }
            pace.step().await;
        }
        pace.end();
    }

    fn push(self, name: String, outcome: Outcome) {
        let letter = self.weighed(Letter::new(name, outcome));
        self.letters.update_value(|letters| letters.push(letter));
    }

    fn weighed(self, letter: Letter) -> Rc<Letter> {
        if let Outcome::Submission(submission) = &letter.outcome {
            let trust = self.open.with_value(|open| open.trust(&submission.source));
            letter.trust.set(trust);
        }
        Rc::new(letter)
    }

    /// Holds every file against the known keys anew: somebody decided about one.
    pub fn weigh(self) {
        for letter in self.letters.get_value() {
            if let Outcome::Submission(submission) = &letter.outcome {
                let trust = self.open.with_value(|open| open.trust(&submission.source));
                letter.trust.set(trust);
            }
        }
        self.tell();
    }

    /// What a file is; a sealed one is opened by what opened others, or waits.
    async fn opened(self, name: &str, bytes: &[u8], file: Uint8Array) -> Outcome {
        match bundle::read(bytes) {
            Err(Unreadable::Sealed) => {}
            read => return self.looked(name, bytes, read, file).await,
        }
        match Sealed::read(bytes) {
            Ok(sealed) => {
                self.unsealed(name, Rc::new(sealed), &self.passphrases.get_value())
                    .await
            }
            Err(damaged) => Outcome::Unreadable(damaged.code(), damaged.words()),
        }
    }

    async fn unsealed(self, name: &str, sealed: Rc<Sealed>, passphrases: &[String]) -> Outcome {
        if sealed.holds == Holds::SigningKey {
            let words =
                "这是签名密钥的文件，里面没有账本。请在“工作区与设置”的“签名”里取回它。什么也没有改动。";
            return Outcome::Unreadable("signing_key", words.into());
        }
        if !platform::can_encrypt() {
            let why = NotOpened::Unable;
            return Outcome::Unreadable(why.code(), why.words().into());
        }
        if passphrases.is_empty() {
            return Outcome::Sealed(sealed, false, "加了口令，请在表格上面输入口令。");
        }
        match unseal_by(&sealed, passphrases).await {
            Ok(bytes) => {
                let inside = Uint8Array::from(&bytes[..]);
                self.looked(name, &bytes, bundle::read(&bytes), inside).await
            }
            Err(NotOpened::Altered) => {
                let why = NotOpened::Altered;
                Outcome::Unreadable(why.code(), why.words().into())
            }
            Err(why) => Outcome::Sealed(sealed, true, why.words()),
        }
    }

    /// How many files wait for a passphrase.
    pub fn sealed(self) -> usize {
        let letters = self.letters();
        let waits = |letter: &&Rc<Letter>| matches!(letter.outcome, Outcome::Sealed(..));
        letters.iter().filter(waits).count()
    }

    /// Opens with a passphrase whatever waits for it; the files that come later, too.
    pub fn unlock(self, passphrase: String) {
        let sealed = self.sealed();
        if self.progress.get_untracked().busy || sealed == 0 {
            return;
        }
        self.stop.set_value(false);
        run(async move {
            let mut pace = Pace::new(self, false, sealed);
            let passphrases = [passphrase];
            let mut fits = false;
            for (at, letter) in self.letters.get_value().into_iter().enumerate() {
                let Outcome::Sealed(sealed, ..) = &letter.outcome else {
                    continue;
                };
                if self.stop.get_value() {
                    break;
                }
                let outcome = self.unsealed(&letter.name, Rc::clone(sealed), &passphrases).await;
                fits |= !matches!(outcome, Outcome::Sealed(..));
                let letter = self.weighed(Letter::new(letter.name.clone(), outcome));
                self.letters.update_value(|letters| letters[at] = letter);
                pace.step().await;
            }
            if fits {
                let [passphrase] = passphrases;
                self.passphrases.update_value(|known| known.push(passphrase));
            }
            pace.end();
        });
    }

    /// What a file is, by its content, which was `read`.
    async fn looked(
        self,
        name: &str,
        bytes: &[u8],
        read: Result<Bundle, Unreadable>,
        file: Uint8Array,
    ) -> Outcome {
        let open = self.open.get_value();
        let mut bundle = match read {
            Ok(bundle) => bundle,
            Err(unreadable) => return Outcome::Unreadable(unreadable.code(), unreadable.words()),
        };
        if bundle.envelope.kind != BundleKind::Submission {
            let incoming = look_at(self.app, Some(&open), name.to_owned(), bytes, Ok(bundle)).await;
            return Outcome::Other(Rc::new(incoming));
        }
        if bundle.envelope.created_by.desk == Desk::Branch {
            let words =
                "这是支部交给单位的文件，不是单位的报送文件。什么也没有改动，请单位先收进去，再由单位报送。";
            return Outcome::Unreadable("wrong_desk", words.into());
        }
        let text = if bundle.envelope.signature.is_some() {
            text_of(bytes)
        } else {
            String::new()
        };
        let source = source_of(Some(&open), &bundle, &text).await;
        let programme = self.app.programme.get_untracked();
        let today = self.app.today.get_untracked();
        let summary = Arc::new(Summary::taking(
            &mut bundle,
            &platform::now_rfc3339(),
            &programme,
            today,
        ));
        let office = office(&open);
        let same_name = office.summary(summary.head.id.as_str());
        if same_name.is_some_and(|known| {
            known.file.digest != summary.file.digest || known.sender() != summary.sender()
        }) {
            let words = "这个文件的编号与已收的另一个文件相同、内容不同，没有导入。请让对方重新导出。";
            return Outcome::Unreadable("id_taken", words.into());
        }
        let held = office.county_untracked(|county| {
            let line = county.line_of_sender(&summary)?;
            let versions = line.versions.iter().map(|version| &version.summary);
            let mut same = versions.filter(|known| known.head.id == summary.head.id);
            same.next().or_else(|| line.summary()).cloned()
        });
        let relation = held.as_ref().map(|held| stands_to(&summary, held));
        let is_sheet = |book: &Book| matches!(book, Book::Review(_));
        Outcome::Submission(Rc::new(Submission {
            summary,
            source,
            relation,
            held,
            sheets: bundle.books.into_iter().filter(is_sheet).collect(),
            bytes: file,
        }))
    }

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

    /// Leaves out what has to be asked about: two files of one sender may have come together, each the first of its key.
    /// Returns the known keys with those that are new.
    fn known_from(self, letters: &mut Vec<Rc<Letter>>) -> Option<Book> {
        let open = self.open.get_value();
        let today = self.app.today.get_untracked();
        let mut keys = open.books.with(|books| books.keys.clone());
        let mut is_new = false;
        letters.retain(|letter| {
            let Outcome::Submission(submission) = &letter.outcome else {
                return true;
            };
            let trust = trust_of(keys.as_ref(), &submission.source);
            letter.trust.set(trust);
            if trust == Trust::First {
                let source = &submission.source;
                if let Some(more) = noted(keys.as_ref(), source, KeyState::Known, today, &mut new_id) {
                    keys = Some(more);
                    is_new = true;
                }
            }
            !letter.asks()
        });
        keys.filter(|_| is_new).map(Book::Keys)
    }

    async fn take_all(self, mut letters: Vec<Rc<Letter>>) {
        let keys = self.known_from(&mut letters);
        let mut pace = Pace::new(self, true, letters.len());
        let lanes = Rc::new(Lanes::default());
        let many = letters.len() > MANY;
        let mut group = Vec::new();
        let open = self.open.get_value();
        let mut point = restore_point(&open, &format!("导入 {} 个文件之前", letters.len()), Vec::new());
        // Going back to it takes along what was received from here on: these very files.
        for letter in &letters {
            if let Outcome::Submission(submission) = &letter.outcome
                && submission.summary.file.received_at < point.at
            {
                point.at.clone_from(&submission.summary.file.received_at);
            }
        }
        let point = Write {
            what: "import",
            books: keys.into_iter().collect(),
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
            let Outcome::Submission(submission) = &letter.outcome else {
                continue;
            };
            let submission = Rc::clone(submission);
            // Two files of one unit write on one review: one after the other.
            let unit = submission.summary.sender();
            if lanes.holds(&unit) {
                self.send(&mut group, &lanes, many);
            }
            lanes.enter(unit).await;
            letter.fate.replace(Fate::Taking);
            match self.prepared(&letter, &submission).await {
                Ok(write) => group.push(Going {
                    letter,
                    submission,
                    write,
                }),
                Err(words) => {
                    letter.fate.replace(Fate::Failed(words));
                    lanes.leave(&submission.summary.sender());
                }
            }
            if group.len() >= GROUP {
                self.send(&mut group, &lanes, many);
            }
            pace.step().await;
        }
        self.send(&mut group, &lanes, many);
        lanes.clear().await;
        self.open.with_value(office).tell();
        self.weigh();
        pace.end();
    }

    /// Sends files to the disk: a few in one transaction, so that none is there in part. Should it fail, each is tried by
    /// itself, so that one does not keep the others out.
    fn send(self, group: &mut Vec<Going>, lanes: &Rc<Lanes>, many: bool) {
        let going = std::mem::take(group);
        let lanes = Rc::clone(lanes);
        run(async move {
            let open = self.open.get_value();
            let mut all = Write {
                what: "import",
                ..Write::default()
            };
            let mut before = Vec::new();
            for file in &going {
                before.extend(file.letter.before.borrow().iter().cloned());
                all.books.extend(file.write.books.iter().cloned());
                all.submissions.extend(file.write.submissions.iter().cloned());
            }
            let together = open.write_from(before, all).await.is_ok();
            for file in going {
                let summary = &file.submission.summary;
                let written = if together {
                    Ok(())
                } else {
                    let before = file.letter.before.borrow().clone();
                    open.write_from(before, file.write).await
                };
                let fate = match written {
                    Ok(()) => {
                        office(&open).received(Arc::clone(summary), many);
                        Fate::Taken
                    }
                    Err(error) => Fate::Failed(error.words()),
                };
                file.letter.fate.replace(fate);
                lanes.leave(&summary.sender());
            }
        });
    }

    /// What becomes of the reviews that came with a submission.
    pub async fn answers(self, letter: &Letter) -> Vec<Arrival> {
        match &letter.outcome {
            Outcome::Submission(submission) => self.merged(letter, submission).await.unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// What changes against the version that is here, book by book.
    pub async fn compare(self, letter: &Letter) -> Result<Vec<(String, Vec<RecordChange>)>, String> {
        let Outcome::Submission(submission) = &letter.outcome else {
            return Ok(Vec::new());
        };
        let Some(held) = &submission.held else {
            return Ok(Vec::new());
        };
        let db = self.open.with_value(OpenWorkspace::db);
        let text = db.submission(held.head.id.as_str()).await;
        let text = text.map_err(|error| error.words())?.unwrap_or_default();
        let old = bundle::read(&text).map_err(|error| error.words())?;
        let new = bundle::read(&submission.bytes.to_vec()).map_err(|error| error.words())?;
        let mut all = Vec::new();
        for book in &new.books {
            let document = book.as_document();
            let is_it = |old: &&Book| old.as_document().id() == document.id();
            let before = old.books.iter().find(is_it).map(Book::as_document);
            let changes = compare(before, document);
            if !changes.is_empty() {
                all.push((name_of(book), changes));
            }
        }
        Ok(all)
    }

    async fn merged(self, letter: &Letter, submission: &Submission) -> Result<Vec<Arrival>, String> {
        let open = self.open.get_value();
        let sheets = open.books.with(|books| answers(books, submission));
        if sheets.is_empty() {
            return Ok(Vec::new());
        }
        // Versions that came up with earlier files of the unit are in those files.
        let mut texts = Vec::new();
        let office = office(&open);
        for summary in office.summaries() {
            if summary.sender() == submission.summary.sender() {
                let text = open.db().submission(summary.head.id.as_str()).await;
                let text = text.map_err(|error| error.words())?;
                texts.extend(text.map(|bytes| text_of(&bytes)));
            }
        }
        let base = |version: &Id| {
            open.base(version)
                .or_else(|| texts.iter().find_map(|text| book_at(text, version)))
        };
        let decided = letter.decided.borrow().clone();
        Ok(open.books.with(|books| arrivals(books, sheets, &base, &decided)))
    }

    /// What taking a file in writes.
    async fn prepared(self, letter: &Letter, submission: &Submission) -> Result<Write, String> {
        let open = self.open.get_value();
        let summary = &submission.summary;
        let arrived = self.merged(letter, submission).await?;
        let asked = undecided(&arrived);
        if asked > 0 {
            return Err(format!(
                "审阅意见有 {asked} 处两边都改过，请点开这一行，先决定以哪边为准。"
            ));
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
        let before = open.books.with(|now| {
            let known = books.iter().filter_map(|book| now.book(book.as_document().id()));
            known.collect::<Vec<_>>()
        });
        let kept = KeptSubmission {
            id: summary.head.id.to_string(),
            summary: summary.to_text(),
            bytes: Some(submission.bytes.clone()),
        };
        letter.before.replace(before);
        letter.after.replace(books.clone());
        Ok(Write {
            books,
            submissions: vec![kept],
            ..Write::default()
        })
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

    /// Takes back what was taken in at this sitting, file by file, the last first. A review that was written on since is
    /// left, and its file with it.
    pub fn take_back(self) {
        let taken: Vec<_> = self.letters.with_value(|letters| {
            let taken = letters.iter().filter(|letter| letter.fate() == Fate::Taken);
            taken.rev().cloned().collect()
        });
        if self.progress.get_untracked().busy || taken.is_empty() {
            return;
        }
        self.stop.set_value(false);
        run(async move {
            let mut pace = Pace::new(self, true, taken.len());
            for letter in taken {
                if self.stop.get_value() {
                    break;
                }
                let fate = match self.take_one_back(&letter).await {
                    Ok(()) => Fate::Waiting,
                    Err(words) => Fate::Stays(words),
                };
                letter.fate.replace(fate);
                pace.step().await;
            }
            pace.end();
        });
    }

    async fn take_one_back(self, letter: &Letter) -> Result<(), String> {
        let Outcome::Submission(submission) = &letter.outcome else {
            return Ok(());
        };
        let open = self.open.get_value();
        let bundle = &submission.summary.head.id;
        let (before, after) = (letter.before.borrow().clone(), letter.after.borrow().clone());
        let is_as_it_was_left = |books: &Books| {
            let mut after = after.iter().map(Book::as_document);
            after.all(|after| {
                let now = books.document(after.id());
                now.is_some_and(|now| now.is_same(after))
            })
        };
        if !open.books.with(is_as_it_was_left) {
            return Err("接收以后这个单位的审阅单又改过，没有撤回。".into());
        }
        let mut write = Write {
            what: "take_back",
            submissions_removed: vec![bundle.to_string()],
            ..Write::default()
        };
        for book in &after {
            let id = book.as_document().id();
            if !before.iter().any(|before| before.as_document().id() == id) {
                write.removed.push(id.clone());
            }
        }
        write.books = before;
        open.write(write).await.map_err(|error| error.words())?;
        office(&open).forgotten(&[bundle.to_string()]);
        Ok(())
    }
}

/// The reviews that came with a submission, as far as they are the unit's to write: the office's own copy of the unit's
/// review, with the answers.
fn answers(books: &Books, submission: &Submission) -> Vec<Book> {
    let mut found = Vec::new();
    for book in &submission.sheets {
        let Book::Review(sent) = book else { continue };
        let Some(known) = books.review(sent.id()) else {
            continue;
        };
        if known.verdict.unit != submission.summary.unit.book {
            continue;
        }
        let mut sheet = known.clone();
        sheet.head.clone_from(&sent.head);
        for comment in &mut sheet.comments {
            if let Some(answered) = sent.comments.iter().find(|sent| sent.id == comment.id) {
                comment.answer.clone_from(&answered.answer);
                comment.answered_on = answered.answered_on;
            }
        }
        found.push(Book::Review(sheet));
    }
    found
}

/// A file that is ready to go to the disk, and what is written of it.
struct Going {
    letter: Rc<Letter>,
    submission: Rc<Submission>,
    write: Write,
}
