//! What becomes of books that come in files: how each stands to the one that is here, and what it is merged into.
//!
//! What is shown before an import and what is written by it are made by the same function, so that they cannot differ.

use super::adopt::adopt;
use super::trust::is_of_one;
use crate::bundle::{BundleKind, Desk, Envelope};
use crate::domain::{Book, Books, BranchBook, Document, Id, ReviewSheet, UnitBook};
use crate::merge::{
    Conflict, Decision, Party, Place, RecordChange, Relation, Take, compare, head_after, record_decision,
    relation, three_way,
};
use chrono::NaiveDate;

/// How a book that came stands to the one that is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinship {
    /// There is none here.
    New,
    /// It holds the same.
    Same,
    /// It grew from what is here, which nobody has changed since.
    Newer,
    /// What is here grew from it.
    Older,
    /// Both went on from a common version.
    Forked,
    /// No common version is known.
    Unrelated,
    /// Another kind of book has its name.
    Other,
}

/// A book that came, and what becomes of it.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The book's id.
    pub document: Id,
    /// What a clerk calls it.
    pub name: String,
    /// How it stands to the one that is here.
    pub kinship: Kinship,
    /// What changes here, record by record.
    pub changes: Vec<RecordChange>,
    /// What a person has still to decide.
    pub questions: Vec<Question>,
    /// What was decided, with the content that was not taken.
    pub decided: Vec<(Conflict, Take)>,
    /// The book as it will stand here; none where nothing is to be done.
    pub result: Option<Book>,
    /// Another branch here that has the same name: it may be meant to be the same.
    pub namesake: bool,
}

/// A place that both sides changed, in words.
#[derive(Debug, Clone)]
pub struct Question {
    /// The place.
    pub place: Place,
    /// What a clerk calls it.
    pub what: String,
    /// What both started from.
    pub base: String,
    /// What stands here.
    pub mine: String,
    /// What came.
    pub theirs: String,
}

/// What a person decided about a book that came: in which book, and what.
pub type Decided = (Id, Decision);

/// The books of a file that are meant for this desk, or in words why none is. What a review says is the office's to write;
/// from anybody else it brings answers alone.
pub fn meant_for(desk: Desk, books: &Books, envelope: &Envelope, file: &[Book]) -> Result<Vec<Book>, String> {
    is_of_one(envelope, file)?;
    let sent_by = envelope.created_by.unit_id.as_ref();
    let own_unit = books.unit.as_ref().map(UnitBook::id);
    let mut meant = Vec::new();
    match (desk, envelope.created_by.desk, envelope.kind) {
        (Desk::Unit, Desk::Branch, BundleKind::Submission) => {
            for book in file {
                match book {
                    Book::Branch(_) => meant.push(book.clone()),
                    Book::Review(review) => meant.extend(answers(books, review)),
                    _ => {}
                }
            }
        }
        // The same unit's, from another of its computers.
        (Desk::Unit, Desk::Unit, BundleKind::Submission) => {
            if own_unit.is_none() || sent_by != own_unit {
                return Err(
                    "这是另一个单位报给局党委办公室的文件，要在办公室的工作区导入。想恢复自己的账本，请用备份文件。".into(),
                );
            }
            for book in file {
                match book {
                    // No other is in it.
                    Book::Unit(_) | Book::Branch(_) => meant.push(book.clone()),
                    Book::Review(review) => meant.extend(answers(books, review)),
                    Book::Office(_) | Book::Register(_) | Book::Keys(_) => {}
                }
            }
        }
        (Desk::Unit, Desk::Office, BundleKind::Review) => {
            for book in file {
                if let Book::Review(review) = book
                    && own_unit.is_some()
                    && review.verdict.unit.as_ref() == own_unit
                {
                    meant.push(book.clone());
                }
            }
            if meant.is_empty() {
                return Err("这份审阅文件里没有本单位的，请核对是否发错了。".into());
            }
        }
        (Desk::Unit, _, BundleKind::Review) => {
            return Err(
                "审阅文件只收局党委办公室发来的，这一份是单位或支部导出的，没有导入。单位交回支部的文件，请在支部的工作区里导入。".into(),
            );
        }
        // No branch writes a review: one with several branches' books would be held against the first one's key.
        (Desk::Branch, from, BundleKind::Submission | BundleKind::Review)
            if (from, envelope.kind) != (Desk::Branch, BundleKind::Review) =>
        {
            let Some(own) = books.branches.first() else {
                return Err("这个工作区里没有支部账本。".into());
            };
            let of = own.profile.unit.as_ref();
            if from == Desk::Office && of.is_none() {
                return Err("这是办公室发给单位的审阅文件，请由单位导入，再把账本交回支部。".into());
            }
            let mut found = false;
            for book in file {
                match (from, book) {
                    (Desk::Unit | Desk::Branch, Book::Branch(branch)) if branch.id() == own.id() => {
                        found = true;
                        meant.push(book.clone());
                    }
                    // The unit hands on what the office said to it; the office's file may hold everybody's.
                    (Desk::Unit, Book::Review(review))
                        if sent_by.is_some() && review.verdict.unit.as_ref() == sent_by =>
                    {
                        meant.push(book.clone());
                    }
                    (Desk::Office, Book::Review(review))
                        if envelope.kind == BundleKind::Review && review.verdict.unit.as_ref() == of =>
                    {
                        found = true;
                        meant.push(book.clone());
                    }
                    (Desk::Branch, Book::Review(review)) => meant.extend(answers(books, review)),
                    _ => {}
                }
            }
            if !found {
                return Err(
                    "这份文件里没有本支部的账本。请核对是否选错了文件；换了电脑的，请用备份文件恢复。".into(),
                );
            }
        }
        (Desk::Office, Desk::Office, BundleKind::Review) => {
            for book in file {
                if let Book::Review(_) = book {
                    meant.push(book.clone());
                }
            }
        }
        (Desk::Office, _, BundleKind::Register) => {
            for book in file {
                if let Book::Register(register) = book {
                    let known = books.register.as_ref();
                    if known.is_some_and(|known| known.id() != register.id()) {
                        return Err("这里已经有另一本花名册，没有导入。全县只用一本：请核对以哪一本为准，再在“花名册”里补上。".into());
                    }
                    meant.push(book.clone());
                }
            }
        }
        _ => return Err("这个工作区不收这种文件。".into()),
    }
    if meant.is_empty() {
        return Err("这份文件里没有这个工作区要收的内容，什么也没有改动。请核对是否选错了文件。".into());
    }
    Ok(meant)
}

/// A review that is here, with what is answered in a copy of it.
pub(super) fn answered(known: &ReviewSheet, sent: &ReviewSheet) -> ReviewSheet {
    let mut sheet = known.clone();
    sheet.head.clone_from(&sent.head);
    for comment in &mut sheet.comments {
        if let Some(answered) = sent.comments.iter().find(|sent| sent.id == comment.id) {
            comment.answer.clone_from(&answered.answer);
            comment.answered_on = answered.answered_on;
        }
    }
    sheet
}

/// What a review in a file of the unit's or a branch's brings: what it answers, where the review is here. It may have grown
/// from words of the office that have not come here, so it brings no version that it is not known to hold: else those
/// words would be taken for old when they come.
fn answers(books: &Books, sent: &ReviewSheet) -> Option<Book> {
    let known = books.review(sent.id())?;
    let mut sheet = answered(known, sent);
    for (comment, known) in sheet.comments.iter_mut().zip(&known.comments) {
        // Where nothing is answered nothing is said.
        if !comment.is_answered() {
            comment.clone_from(known);
        }
    }
    sheet.head = known.head.clone();
    let is_same = |sheet: &dyn Document, other: &ReviewSheet| sheet.same_content(other);
    if is_same(&sheet, known) {
        return None;
    }
    let mut versions = Vec::new();
    if is_same(&sheet, sent) {
        versions.extend(sent.head.version_id.clone());
    }
    for version in sent.head.known() {
        if known.head.is_known(&version) && !versions.contains(&version) {
            versions.push(version);
        }
    }
    let mut versions = versions.into_iter();
    sheet.head.version_id = versions.next();
    sheet.head.parent_version_id = None;
    sheet.head.ancestors = versions.collect();
    Some(Book::Review(sheet))
}

/// What becomes of each of these books here. `base` gives a book as it stood at a version, from the files that were sent
/// and received.
pub fn arrivals(
    books: &Books,
    incoming: Vec<Book>,
    base: &dyn Fn(&Id) -> Option<Book>,
    decided: &[Decided],
) -> Vec<Arrival> {
    let mut all = Vec::new();
    // Those that are new here stand one behind the other.
    let mut last = 0;
    for branch in &books.branches {
        last = last.max(branch.profile.position.unwrap_or(0));
    }
    // What is done to a book when it comes here is done to what it grew from: else it would be taken for a change.
    let bases = |version: &Id| Some(adopt(books, base(version)?, &mut 0));
    for book in incoming {
        let book = adopt(books, book, &mut last);
        all.push(arrival(books, &book, &bases, decided));
    }
    all
}

fn arrival(books: &Books, book: &Book, bases: &dyn Fn(&Id) -> Option<Book>, decided: &[Decided]) -> Arrival {
    let theirs = book.as_document();
    let mine = books.document(theirs.id());
    let found = relation(mine, theirs, bases);
    let (mut questions, mut settled) = (Vec::new(), Vec::new());
    let mut result = None;
    let kinship = match &found {
        Relation::New => {
            result = Some(book.clone());
            Kinship::New
        }
        Relation::Same => {
            // The content is known, its version is not: from now on it is.
            let known = |mine: &dyn Document| {
                let version = &theirs.head().version_id;
                version
                    .as_ref()
                    .is_none_or(|version| mine.head().is_known(version))
            };
            if !mine.is_none_or(known) {
                let mut same = book.clone();
                *same.as_document_mut().head_mut() = head_after(mine, theirs, &found);
                result = Some(same);
            }
            Kinship::Same
        }
        Relation::Newer => {
            let mut newer = book.clone();
            *newer.as_document_mut().head_mut() = head_after(mine, theirs, &found);
            result = Some(newer);
            Kinship::Newer
        }
        Relation::Older => Kinship::Older,
        Relation::Other => Kinship::Other,
        Relation::Forked { .. } | Relation::Unrelated => {
            let (base, kinship) = match &found {
                Relation::Forked { base } => (Some(base.as_document()), Kinship::Forked),
                _ => (None, Kinship::Unrelated),
            };
            let mut decisions = Vec::new();
            for (document, decision) in decided {
                if document == theirs.id() {
                    decisions.push(decision.clone());
                }
            }
            let merged = mine.and_then(|mine| Some((mine, three_way(base, mine, theirs, &decisions)?)));
            if let Some((mine, merged)) = merged {
                for conflict in merged.conflicts {
                    let [base, ours, other] = conflict.held_words(mine, theirs);
                    questions.push(Question {
                        what: conflict.words(mine, theirs),
                        place: conflict.place,
                        base,
                        mine: ours,
                        theirs: other,
                    });
                }
                settled = merged.decided;
                result = Some(merged.book);
            }
            kinship
        }
    };
    let changes = result
        .as_ref()
        .map_or_else(Vec::new, |result| compare(mine, result.as_document()));
    Arrival {
        document: theirs.id().clone(),
        name: name_of(book),
        namesake: kinship == Kinship::New && has_namesake(books, book),
        kinship,
        changes,
        questions,
        decided: settled,
        result,
    }
}

/// What a clerk calls a book.
pub(super) fn name_of(book: &Book) -> String {
    match book {
        Book::Unit(unit) => format!("{}（单位）", unit.profile.name),
        Book::Branch(branch) => branch.profile.name.clone(),
        Book::Review(review) => format!("{}的审阅意见", review.verdict.unit_name),
        Book::Register(_) => "花名册".into(),
        Book::Office(_) => "办公室账本".into(),
        Book::Keys(_) => "认得的签名".into(),
    }
}

fn has_namesake(books: &Books, book: &Book) -> bool {
    let Book::Branch(branch) = book else { return false };
    let name = branch.profile.name.trim();
    let is_namesake = |known: &BranchBook| known.id() != branch.id() && known.profile.name.trim() == name;
    books.branches.iter().any(is_namesake)
}

/// Gives a book that is about to be sent a new version, unless it is what it was at its last. `sent` is what that held.
pub fn stamp(book: &mut Book, sent: Option<&Book>, version: Id) {
    let document = book.as_document_mut();
    if !sent.is_some_and(|sent| document.same_content(sent.as_document())) {
        document.head_mut().sent_as(version);
    }
}

/// How many places of these books a person has still to decide.
pub fn undecided(arrivals: &[Arrival]) -> usize {
    arrivals.iter().map(|arrival| arrival.questions.len()).sum()
}

/// Whether anything is to be written.
pub fn changes_something(arrivals: &[Arrival]) -> bool {
    arrivals.iter().any(|arrival| arrival.result.is_some())
}

/// The books as they will be written, with a record of every decision. `new_id` names the records; the names say who sits
/// here and who sent the file.
pub fn settled_books(
    books: &Books,
    arrivals: Vec<Arrival>,
    incoming: &[Book],
    [here, from]: [&str; 2],
    on: NaiveDate,
    new_id: &mut dyn FnMut() -> Id,
) -> Vec<Book> {
    let mut settled = Vec::new();
    for arrival in arrivals {
        let Some(mut result) = arrival.result else {
            continue;
        };
        let mine = books.document(&arrival.document);
        let is_it = |book: &&Book| *book.as_document().id() == arrival.document;
        let theirs = incoming.iter().find(is_it).map(Book::as_document);
        if let (Some(mine), Some(theirs)) = (mine, theirs) {
            for (conflict, take) in &arrival.decided {
                let sides = [(here, mine), (from, theirs)].map(|(name, book)| Party { name, book });
                let [mine, theirs] = sides;
                let content = record_decision(conflict, *take, mine, theirs, on);
                let list = result.as_document_mut().list_mut("merge_decisions");
                if let Some(record) = list.and_then(|list| list.insert(usize::MAX, new_id())) {
                    for (field, value) in content {
                        // Made for these very fields.
                        let _ = record.set(field, value);
                    }
                }
            }
        }
        settled.push(result);
    }
    settled
}
