//! The post that comes in at the office: any number of files at once, also out of folders and archives. Each is looked at,
//! told what it would change, and taken in whole or not at all.
//!
//! Reading, checking and summarising a file takes a few milliseconds; between files the browser has its turn, so that a
//! thousand of them do not stop the page.

mod answers;
mod back;
mod lanes;
mod letter;
mod looking;
mod pace;
mod sealed;
mod source;
mod taking;

pub use letter::{Fate, Letter, Outcome, Submission};
pub use source::Source;

use crate::state::Changing;
use crate::state::app::{App, OpenWorkspace};
use leptos::prelude::*;
use std::rc::Rc;

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
    /// How many files were taken in.
    taken: StoredValue<u32>,
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
            taken: StoredValue::new(0),
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

    /// The file at a place, without listening.
    pub fn letter(self, at: usize) -> Option<Rc<Letter>> {
        self.letters.with_value(|letters| letters.get(at).cloned())
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
}
