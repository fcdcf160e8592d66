//! The history of an open workspace, and what of it is on its way to the disk.
//!
//! **Invariant:** what the log tells and what the books hold agree: [`Log::close`] compares the books with what they were
//! when it last looked, whatever changed them.

mod back;
mod follow;

pub use back::Refused;

use super::difference::{Difference, between};
use super::step::{Act, Step};
use crate::bundle::Desk;
use crate::domain::{Book, Books, Id};

/// How many of the last steps are held, to be taken back.
pub const HELD: usize = 200;

/// How long typing at one place may pause and still be the same step, in milliseconds.
const PAUSE: f64 = 10_000.0;

/// Where a step is on its way to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// To be written, or written anew.
    Waits,
    /// In the transaction with this number.
    Sent(u64),
    /// There.
    Written,
}

/// What is being done, while it may go on.
struct Doing {
    act: Act,
    at: String,
    /// The place where it is done; what goes on there is the same step.
    place: Option<(Id, Id, &'static str)>,
    /// When it went on last, in milliseconds of some clock.
    last: f64,
    /// Books that it may have changed since the log looked last.
    documents: Vec<Id>,
    /// The step that it goes on with, if one has been made of it already.
    number: Option<u64>,
}

/// What was done in one go, and is not known to be on the disk.
struct Piece {
    differences: Vec<Difference>,
    /// The step that it is of.
    step: u64,
    way: Way,
}

/// What one transaction writes of the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Its number. No two transactions of a workspace have the same: it is how two tabs that write at once are told apart.
    pub number: u64,
    /// New steps, and those that went on.
    pub steps: Vec<Step>,
}

/// The history of an open workspace: its last steps.
pub struct Log {
    desk: Desk,
    /// The books as they were when the log looked last.
    seen: Books,
    steps: Vec<(Step, Way)>,
    /// What was done since the last transaction that is known to be on the disk, piece by piece.
    pieces: Vec<Piece>,
    doing: Option<Doing>,
    /// Steps that were to be taken back and cannot be.
    stuck: Vec<u64>,
    /// The number that the last transaction took.
    turn: u64,
    /// The number of the last transaction that is known to be on the disk.
    landed: u64,
    /// The numbers of those under way.
    under_way: Vec<u64>,
    /// The number of the last step, also of one that cannot be read here: the next never takes its place.
    number: u64,
}

impl Log {
    /// The log of a workspace that was just opened: its books, its last steps, the number of the last step on the disk
    /// (a newer program's may not be among those), and the number of its last transaction.
    pub fn open(desk: Desk, books: &Books, steps: Vec<Step>, last_step: u64, turn: u64) -> Self {
        let number = steps.last().map_or(0, |step| step.number).max(last_step);
        Self {
            desk,
            seen: books.clone(),
            steps: steps.into_iter().map(|step| (step, Way::Written)).collect(),
            pieces: Vec::new(),
            doing: None,
            stuck: Vec::new(),
            turn,
            landed: turn,
            under_way: Vec::new(),
            number,
        }
    }

    /// The number of the last transaction that is known here, be it on its way.
    pub fn turn(&self) -> u64 {
        self.turn
    }

    /// The last steps, the oldest first.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().map(|(step, _)| step)
    }

    /// To be said before something is done: what it is, at which place (typing goes on there), and what time it is. What was
    /// done before becomes a step of its own, unless this goes on with it.
    pub fn begin(
        &mut self,
        books: &Books,
        act: Act,
        place: Option<(Id, Id, &'static str)>,
        at: &str,
        clock: f64,
    ) {
        if let Some(doing) = &mut self.doing
            && place.is_some()
            && doing.act == act
            && doing.place == place
            && clock - doing.last < PAUSE
        {
            doing.last = clock;
            return;
        }
        self.close(books);
        self.doing = Some(Doing {
            act,
            at: at.to_owned(),
            place,
            last: clock,
            documents: Vec::new(),
            number: None,
        });
    }

    /// To be said after it was done: which books it may have changed.
    pub fn did(&mut self, documents: &[Id]) {
        if let Some(doing) = &mut self.doing {
            for id in documents {
                if !doing.documents.contains(id) {
                    doing.documents.push(id.clone());
                }
            }
        }
    }

    /// Makes a step of what was done so far, or adds it to the step that it goes on with. Later commands begin a new one.
    pub fn close(&mut self, books: &Books) {
        self.look(books);
        self.doing = None;
    }

    /// Makes a step of what was done so far; what is being done may go on.
    fn look(&mut self, books: &Books) {
        let Some(doing) = &mut self.doing else { return };
        let documents = std::mem::take(&mut doing.documents);
        let differences = between(&self.seen, books, &documents);
        if differences.is_empty() {
            return;
        }
        for id in &documents {
            match books.book(id) {
                Some(book) => self.seen.put(book),
                None => drop(self.seen.take(id)),
            }
        }
        self.seen.sort_branches();
        let (number, act, at) = (doing.number, doing.act, doing.at.clone());
        let number = self.add(number, act, &at, differences);
        if let Some(doing) = &mut self.doing {
            doing.number = Some(number);
        }
    }

    /// Adds to the step with this number what was done next, where that is the same step going on; else makes a step of it.
    /// Returns the step's number.
    fn add(&mut self, goes_on: Option<u64>, act: Act, at: &str, differences: Vec<Difference>) -> u64 {
        let step = goes_on.and_then(|number| self.steps.iter_mut().find(|(step, _)| step.number == number));
        let continued = step.and_then(|(step, way)| {
            let goes_on = step.continue_with(&differences);
            if goes_on {
                *way = Way::Waits;
            }
            goes_on.then_some(step.number)
        });
        let number = continued.unwrap_or_else(|| {
            self.number += 1;
            let step = Step {
                number: self.number,
                at: at.to_owned(),
                desk: self.desk,
                act,
                differences: differences.clone(),
            };
            self.hold(step, Way::Waits);
            self.number
        });
        self.pieces.push(Piece {
            differences,
            step: number,
            way: Way::Waits,
        });
        number
    }

    fn hold(&mut self, step: Step, way: Way) {
        self.steps.push((step, way));
        // What is not on the disk yet is never let go.
        while self.steps.len() > HELD && self.steps[0].1 == Way::Written {
            self.steps.remove(0);
        }
    }

    /// Takes what is to be written in the next transaction.
    pub fn take_turn(&mut self, books: &Books) -> Turn {
        self.look(books);
        let sent = Way::Sent(self.take_number());
        let mut steps = Vec::new();
        for (step, way) in &mut self.steps {
            if *way == Way::Waits {
                *way = sent;
                steps.push(step.clone());
            }
        }
        for piece in &mut self.pieces {
            if piece.way == Way::Waits {
                piece.way = sent;
            }
        }
        Turn {
            number: self.turn,
            steps,
        }
    }

    /// What a transaction writes of something that was made beside the books on the screen, under this name: these books
    /// take the places of those that are here, and those are removed. Nothing is changed here before it is on the disk,
    /// see [`passed`](Self::passed).
    pub fn pass(&mut self, name: &'static str, put: &[Book], removed: &[Id], at: &str) -> Turn {
        self.take_number();
        let mut changed = self.seen.clone();
        let ids = replace(&mut changed, put, removed);
        let differences = between(&self.seen, &changed, &ids);
        self.number += 1;
        let step = Step {
            number: self.number,
            at: at.to_owned(),
            desk: self.desk,
            act: Act::Passing(name),
            differences,
        };
        Turn {
            number: self.turn,
            steps: vec![step],
        }
    }

    /// What a transaction writes of old steps that were put together: the books stay as they are.
    pub fn tidy(&mut self, joined: Vec<Step>) -> Turn {
        Turn {
            number: self.take_number(),
            steps: joined,
        }
    }

    /// What [`pass`](Self::pass) gave is on the disk, and these books are going to be on the screen.
    pub fn passed(&mut self, turn: Turn, put: &[Book], removed: &[Id]) {
        self.land(turn.number);
        replace(&mut self.seen, put, removed);
        for step in turn.steps {
            self.hold(step, Way::Written);
        }
        // Its place may be as it was again.
        self.stuck.clear();
    }

    /// What [`pass`](Self::pass) gave is not on the disk and never will be: its step's number is free again, unless what was
    /// done meanwhile has the next one.
    pub fn refused(&mut self, turn: &Turn) {
        if turn.steps.iter().any(|step| step.number == self.number) {
            self.number -= 1;
        }
        self.failed(turn.number);
    }

    /// The transaction is on the disk.
    pub fn written(&mut self, turn: u64) {
        self.land(turn);
        self.pieces.retain(|piece| piece.way != Way::Sent(turn));
        self.set_way(turn, Way::Written);
    }

    /// The transaction failed: what it held is to be written by the next one.
    pub fn failed(&mut self, turn: u64) {
        self.set_way(turn, Way::Waits);
        // Its number is free again, unless another is on its way behind it; where that fails as well, both are.
        self.under_way.retain(|number| *number != turn);
        let last = self.under_way.iter().copied().max().unwrap_or_default();
        self.turn = last.max(self.landed);
    }

    fn take_number(&mut self) -> u64 {
        self.turn += 1;
        self.under_way.push(self.turn);
        self.turn
    }

    fn land(&mut self, turn: u64) {
        self.under_way.retain(|number| *number != turn);
        self.landed = self.landed.max(turn);
    }

    /// What is known of the history is to be written once more: the disk has lost it.
    pub fn all_again(&mut self) {
        for (_, way) in &mut self.steps {
            *way = Way::Waits;
        }
    }

    fn set_way(&mut self, turn: u64, to: Way) {
        let steps = self.steps.iter_mut().map(|(_, way)| way);
        for way in steps.chain(self.pieces.iter_mut().map(|piece| &mut piece.way)) {
            if *way == Way::Sent(turn) {
                *way = to;
            }
        }
    }

    /// The books of what waits to be written: those that were changed, and those in which something clashed.
    pub fn waiting(&self) -> Vec<Id> {
        let mut ids: Vec<Id> = Vec::new();
        let pieces = self.pieces.iter().filter(|piece| piece.way == Way::Waits);
        let steps = self.steps.iter().filter(|(_, way)| *way == Way::Waits);
        let differences = pieces.flat_map(|piece| &piece.differences);
        for difference in differences.chain(steps.flat_map(|(step, _)| &step.differences)) {
            if !ids.contains(&difference.document) {
                ids.push(difference.document.clone());
            }
        }
        ids
    }

    /// Whether something was done that is not a step yet.
    pub fn is_doing(&self) -> bool {
        self.doing
            .as_ref()
            .is_some_and(|doing| !doing.documents.is_empty())
    }

    /// Whether something waits to be written, or is on its way.
    pub fn is_behind(&self) -> bool {
        self.steps.iter().any(|(_, way)| *way != Way::Written)
    }
}

/// Puts books into the places of those with the same ids, and takes others away. Returns the ids of all.
fn replace(books: &mut Books, put: &[Book], removed: &[Id]) -> Vec<Id> {
    let mut ids = removed.to_vec();
    for id in removed {
        books.take(id);
    }
    for book in put {
        ids.push(book.as_document().id().clone());
        books.put(book.clone());
    }
    books.sort_branches();
    ids
}
