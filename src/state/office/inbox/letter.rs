//! One file of the post, from its coming to its end.

use crate::bundle::Sealed;
use crate::county::{Relation, Summary};
use crate::domain::{Book, Id};
use crate::state::arrival::Decided;
use crate::state::import::Incoming;
use crate::state::trust::{Party, Source, Trust};
use crate::state::{Decision, Place, Take};
use js_sys::Uint8Array;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// What is said of a file whose id belongs to another one.
pub(super) const ID_TAKEN: &str =
    "这个文件的编号与已收的另一个文件相同、内容不同，没有导入。请让对方重新导出。";

/// What a file is.
#[derive(Clone)]
pub enum Outcome {
    /// It cannot be read: the error's code, and words.
    Unreadable(&'static str, String),
    /// It waits for its passphrase: whether one was tried, and words.
    Sealed(Rc<Sealed>, bool, &'static str),
    /// A unit's submission.
    Submission(Rc<Submission>),
    /// Something else that can be read, looked at by itself.
    Other(Rc<Incoming>),
    /// It was not looked at, because somebody stopped it.
    Skipped,
}

/// A submission that was looked at.
pub struct Submission {
    /// What it says, in short.
    pub summary: Arc<Summary>,
    /// From whom it is; whose place it would take, other files of the post may change.
    pub(super) source: RefCell<Source>,
    /// How it stands to what is here of the same unit; none where nothing is.
    pub relation: Option<Relation>,
    /// The version that is here, if one is.
    pub held: Option<Arc<Summary>>,
    /// Reviews that came back with it, with the unit's answers.
    pub sheets: Vec<Book>,
    pub(super) bytes: Uint8Array,
}

impl Submission {
    /// From whom it is.
    pub fn source(&self) -> Source {
        self.source.borrow().clone()
    }

    /// Whether the very file was here already when it was looked at.
    fn was_here(&self) -> bool {
        let mut held = self.held.iter();
        held.any(|held| held.head.id == self.summary.head.id)
    }

    /// Whether another is the same file: the same content of the same sender.
    pub(super) fn is_same(&self, other: &Summary) -> bool {
        self.summary.file.digest == other.file.digest && self.summary.sender() == other.sender()
    }
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Nobody has decided.
    Waiting,
    /// It is being taken in.
    Taking,
    /// It is on the disk.
    Taken,
    /// It is on the disk, and was not taken back; the words say why.
    Stays(String),
    /// It was not taken in; the words say why.
    Failed(String),
}

/// One file, from its coming to its end.
pub struct Letter {
    /// Its name, with the folder or archive that it lay in.
    pub name: String,
    /// What it is.
    pub outcome: Outcome,
    /// Whether it is to be taken in with the others.
    pub chosen: Cell<bool>,
    /// How it stands to what is known of its sender.
    pub trust: Cell<Trust>,
    /// Whether a person takes it although its source is in doubt.
    pub allowed: Cell<bool>,
    /// Whether the very file is here, taken in by itself or as another copy.
    pub(super) here: Cell<bool>,
    pub(super) fate: RefCell<Fate>,
    /// As which of all it was taken in.
    pub(super) order: Cell<u32>,
    /// What a person decided about places of its review that both sides changed.
    pub(super) decided: RefCell<Vec<Decided>>,
    /// The reviews that it touched, as they were and as it left them.
    pub(super) before: RefCell<Vec<Book>>,
    pub(super) after: RefCell<Vec<Book>>,
}

impl Letter {
    /// A file that was just looked at.
    pub(super) fn new(name: String, outcome: Outcome) -> Self {
        let here = matches!(&outcome, Outcome::Submission(submission) if submission.was_here());
        Self {
            name,
            here: Cell::new(here),
            outcome,
            chosen: Cell::new(true),
            trust: Cell::new(Trust::Unsigned),
            allowed: Cell::new(false),
            fate: RefCell::new(Fate::Waiting),
            order: Cell::new(0),
            decided: RefCell::default(),
            before: RefCell::default(),
            after: RefCell::default(),
        }
    }

    /// What became of it.
    pub fn fate(&self) -> Fate {
        self.fate.borrow().clone()
    }

    /// What it is, where it is a submission.
    pub(super) fn submission(&self) -> Option<&Rc<Submission>> {
        match &self.outcome {
            Outcome::Submission(submission) => Some(submission),
            _ => None,
        }
    }

    /// Whether the very file is here already, and need not be taken in.
    pub fn is_here(&self) -> bool {
        self.here.get() && *self.fate.borrow() == Fate::Waiting
    }

    /// Whether a person has to say something of its source first.
    pub fn asks(&self) -> bool {
        self.trust.get().asks() && !self.allowed.get()
    }

    /// Notes whose place it would take. What was allowed before was about others.
    pub(super) fn note_instead_of(&self, others: Vec<Party>) {
        if let Some(submission) = self.submission()
            && submission.source.borrow().instead_of != others
        {
            submission.source.borrow_mut().instead_of = others;
            self.allowed.set(false);
        }
    }

    /// Whether it waits for another passphrase than one that was tried.
    pub fn was_refused(&self) -> bool {
        matches!(self.outcome, Outcome::Sealed(_, true, _))
    }

    /// Whether it is a submission that was taken in at this sitting.
    pub fn is_taken(&self) -> bool {
        self.submission().is_some() && matches!(*self.fate.borrow(), Fate::Taken | Fate::Stays(_))
    }

    /// Notes that a file which is looked at by itself was taken in, or taken back.
    pub fn note_taken(&self, taken: bool) {
        self.fate.replace(if taken { Fate::Taken } else { Fate::Waiting });
    }

    /// Whether it can be taken in, and was not yet.
    pub fn waits(&self) -> bool {
        match &self.outcome {
            Outcome::Submission(_) => {
                !self.is_here()
                    && !self.asks()
                    && !matches!(*self.fate.borrow(), Fate::Taken | Fate::Taking | Fate::Stays(_))
            }
            _ => false,
        }
    }

    /// Decides a place, for the first time or anew.
    pub fn decide(&self, document: &Id, place: &Place, take: Take) {
        let mut decided = self.decided.borrow_mut();
        decided.retain(|(id, decision)| id != document || decision.place != *place);
        let place = place.clone();
        decided.push((document.clone(), Decision { place, take }));
    }
}
