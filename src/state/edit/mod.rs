//! Commands and what they do to the books: pure, so that the same function serves the page and the stories.

mod answer;
mod apply;
mod at_work;

pub use apply::apply;

use crate::domain::{Book, BranchBook, Document, Extra, Grade, Id, UnitBook, Value, ValueError};
use chrono::NaiveDate;

/// One thing that a person does to the books.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Fills a field.
    Set {
        /// The book.
        document: Id,
        /// The record.
        record: Id,
        /// The field's name.
        field: &'static str,
        /// Its new content.
        value: Value,
    },
    /// Adds a record to a collection.
    Add {
        /// The book.
        document: Id,
        /// The collection's name.
        collection: &'static str,
        /// After which record; `None` for the end.
        after: Option<Id>,
        /// The new record's id.
        id: Id,
        /// Fields that are filled from the start.
        preset: Vec<(&'static str, Value)>,
    },
    /// Adds a copy of a record below it, with copies of the records that belong to it.
    Duplicate {
        /// The book.
        document: Id,
        /// The record.
        record: Id,
        /// The copy's id.
        id: Id,
        /// Ids for the copies of what belongs to it; as many as are needed are taken, and too few are refused.
        spare: Vec<Id>,
    },
    /// Takes a record out, with the records that belong to it.
    Remove {
        /// The book.
        document: Id,
        /// The record.
        record: Id,
    },
    /// Puts removed records back where they were.
    PutBack {
        /// The book.
        document: Id,
        /// What was removed.
        removed: Vec<Removed>,
    },
    /// Moves a record within its collection; a step of a plan among the steps of its item.
    Move {
        /// The book.
        document: Id,
        /// The record.
        record: Id,
        /// By how many places; negative is up.
        by: i32,
    },
    /// Writes down, changes or (when empty) takes back the reason for passing a warning.
    Explain {
        /// The book that the warning is about.
        document: Id,
        /// The rule that warns.
        rule: &'static str,
        /// The record; empty for the document.
        record: String,
        /// The field; empty for the record.
        field: &'static str,
        /// The reason.
        reason: String,
        /// The reason's id, if it is new.
        id: Id,
    },
    /// Begins a new due date of an item (延期), from the day in force now; the new day and the reason are typed then.
    Extend {
        /// The branch's book.
        document: Id,
        /// The item; one with a due date, and not crossed off.
        item: Id,
        /// The extension's id.
        id: Id,
        /// The day on which it is asked for.
        asked_on: NaiveDate,
    },
    /// Begins the close-out (销号) of one item.
    BeginCloseOut {
        /// The branch's book.
        document: Id,
        /// The item; not crossed off, and without a close-out under way.
        item: Id,
        /// The close-out's id.
        id: Id,
        /// The day on which the problem was solved.
        completed_on: NaiveDate,
    },
    /// The branch asks the unit for the close-out.
    ApplyCloseOut {
        /// The branch's book.
        document: Id,
        /// The close-out.
        close_out: Id,
        /// The day.
        on: NaiveDate,
    },
    /// The branch takes its application back, while it is not confirmed.
    WithdrawCloseOut {
        /// The branch's book.
        document: Id,
        /// The close-out.
        close_out: Id,
    },
    /// Crosses the item off: the unit confirms, or whoever is unit and branch at once does both.
    ConfirmCloseOut {
        /// The branch's book.
        document: Id,
        /// The close-out.
        close_out: Id,
        /// The day.
        on: NaiveDate,
    },
    /// Takes an item up again that was crossed off, or whose application does not hold; the close-out stays, with the
    /// reason.
    ReopenItem {
        /// The branch's book.
        document: Id,
        /// The close-out that crossed the item off, or asks for it.
        close_out: Id,
        /// The day.
        on: NaiveDate,
        /// Why; never blank.
        reason: String,
    },
    /// Answers a remark of the office (审阅意见); an answer of nothing takes the answer back.
    Answer {
        /// The review sheet.
        document: Id,
        /// The remark; one that the office does not hold to be settled.
        comment: Id,
        /// The answer.
        text: String,
        /// The day.
        on: NaiveDate,
    },
    /// Says which entries of the bureau's register the books are, as a person decided.
    MatchRegister {
        /// The books, each with its entry.
        matches: Vec<Match>,
    },
    /// Opens a new branch book at the unit's desk. `parts` are ids for its five rows of “五位一体”.
    AddBranch {
        /// The branch's id.
        id: Id,
        /// Ids of the five rows.
        parts: [Id; 5],
    },
    /// Takes a branch's book away, the register, or a review.
    RemoveBook {
        /// The book's id.
        id: Id,
    },
    /// Puts whole books in, in place of those with the same ids.
    PutBooks {
        /// The books.
        books: Vec<Book>,
    },
}

impl Edit {
    /// The command's name, as the history writes it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Set { .. } => "set",
            Self::Add { .. } => "add",
            Self::Duplicate { .. } => "duplicate",
            Self::Remove { .. } => "remove",
            Self::PutBack { .. } => "put_back",
            Self::Move { .. } => "move",
            Self::Explain { .. } => "explain",
            Self::Extend { .. } => "extend",
            Self::BeginCloseOut { .. } => "begin_close_out",
            Self::ApplyCloseOut { .. } => "apply_close_out",
            Self::WithdrawCloseOut { .. } => "withdraw_close_out",
            Self::ConfirmCloseOut { .. } => "confirm_close_out",
            Self::ReopenItem { .. } => "reopen_item",
            Self::Answer { .. } => "answer",
            Self::MatchRegister { .. } => "match_register",
            Self::AddBranch { .. } => "add_branch",
            Self::RemoveBook { .. } => "remove_book",
            Self::PutBooks { .. } => "put_books",
        }
    }

    /// The place at which it types, where it is typing: what goes on there is one step of the history.
    pub fn place(&self) -> Option<(Id, Id, &'static str)> {
        match self {
            Self::Set {
                document,
                record,
                field,
                ..
            } => Some((document.clone(), record.clone(), field)),
            Self::Explain {
                document,
                rule,
                record,
                ..
            } => Some((document.clone(), Id::parse(record).unwrap_or_default(), rule)),
            Self::Answer {
                document, comment, ..
            } => Some((document.clone(), comment.clone(), "answer")),
            _ => None,
        }
    }
}

/// Which entry of the register a book is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The unit's book, or a branch's.
    pub document: Id,
    /// The entry; `None` for none.
    pub entry: Option<Id>,
    /// The grade that a branch has from then on.
    pub grade: Option<Grade>,
}

/// A record that was taken out, to be put back.
#[derive(Debug, Clone, PartialEq)]
pub struct Removed {
    collection: &'static str,
    index: usize,
    id: Id,
    values: Vec<(&'static str, Value)>,
    extra: Extra,
}

/// What a command changed: what must be shown and written anew, and how to take it back.
#[derive(Debug, Default, PartialEq)]
pub struct Change {
    /// Books whose content changed.
    pub documents: Vec<Id>,
    /// Books that are gone.
    pub removed: Vec<Id>,
    /// Records whose fields changed, as (book, record).
    pub records: Vec<(Id, Id)>,
    /// Collections that gained, lost or moved records, as (book, collection).
    pub lists: Vec<(Id, &'static str)>,
    /// Whether books came or went.
    pub shelf: bool,
    /// The command that undoes a removal.
    pub undo: Option<Edit>,
}

/// Why a command could not be carried out. The books are then as they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditError {
    /// The book, collection or record is not there (any more), or is one that is always there and only filled.
    NotThere,
    /// A book or record with this id is there already.
    Taken,
    /// A copy needs more ids than were given.
    TooFewIds,
    /// The item or its close-out is not at the point where this can be done.
    NotInTurn,
    /// The item has no due date that could be put off.
    NoDue,
    /// What is done needs a reason, and none was given.
    NoReason,
    /// The content does not fit the field.
    Value(ValueError),
}

impl From<ValueError> for EditError {
    fn from(error: ValueError) -> Self {
        Self::Value(error)
    }
}

/// A new branch book with its five empty rows of “五位一体”.
pub fn new_branch(id: Id, parts: [Id; 5]) -> BranchBook {
    let mut branch = BranchBook::new(id);
    for part in parts {
        <dyn Document>::list_mut(&mut branch, "five_in_one").and_then(|list| list.insert(usize::MAX, part));
    }
    branch
}

/// A new unit book.
pub fn new_unit(id: Id) -> UnitBook {
    UnitBook::new(id)
}

impl Change {
    fn touched(&mut self, document: Id) {
        if !self.documents.contains(&document) {
            self.documents.push(document);
        }
    }

    fn recorded(&mut self, document: &Id, record: &Id) {
        self.touched(document.clone());
        self.records.push((document.clone(), record.clone()));
    }

    fn listed(&mut self, document: &Id, collection: &'static str) {
        self.touched(document.clone());
        self.lists.push((document.clone(), collection));
    }
}
