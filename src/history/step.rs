//! One step of the history.

use super::difference::{Difference, Place};
use crate::bundle::Desk;

/// What a step was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// A command that a person gave, by its name. It can be taken back.
    Command(&'static str),
    /// Taking back the step with this number.
    Undo(u64),
    /// Doing again the step with this number, which was taken back.
    Redo(u64),
    /// Something that has its own way back, or none, by its name: a file taken in, a file sent, a state restored.
    Passing(&'static str),
    /// Nothing: what this tab had typed at places that another tab changed at the same time. The other's stands in the
    /// books; this is kept here.
    Clash,
}

/// One thing that was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its place in the history, counted from 1.
    pub number: u64,
    /// When it was begun, RFC 3339.
    pub at: String,
    /// At which desk.
    pub desk: Desk,
    /// What it was.
    pub act: Act,
    /// What it changed.
    pub differences: Vec<Difference>,
}

/// Names of commands, as they are written.
const COMMANDS: [&str; 18] = [
    "set",
    "add",
    "duplicate",
    "remove",
    "put_back",
    "move",
    "explain",
    "extend",
    "begin_close_out",
    "apply_close_out",
    "withdraw_close_out",
    "confirm_close_out",
    "reopen_item",
    "answer",
    "match_register",
    "add_branch",
    "remove_book",
    "put_books",
];

/// Names of what passes by. What this program has no name for is the last.
const PASSING: [&str; 6] = ["import", "send", "restore", "take_back", "trust", "other"];

impl Act {
    /// Its name as it is written, and the step that it is about.
    pub(super) fn written(self) -> (&'static str, Option<u64>) {
        match self {
            Self::Command(name) | Self::Passing(name) => (name, None),
            Self::Undo(step) => ("undo", Some(step)),
            Self::Redo(step) => ("redo", Some(step)),
            Self::Clash => ("clash", None),
        }
    }

    /// Reads what [`written`](Self::written) gave.
    pub(super) fn read(name: &str, of: Option<u64>) -> Self {
        let known = |list: &[&'static str]| list.iter().find(|known| **known == name).copied();
        match (name, of) {
            ("undo", Some(step)) => Self::Undo(step),
            ("redo", Some(step)) => Self::Redo(step),
            ("clash", _) => Self::Clash,
            _ => match known(&COMMANDS) {
                Some(command) => Self::Command(command),
                None => Self::Passing(known(&PASSING).unwrap_or("other")),
            },
        }
    }
}

impl Step {
    /// Takes in what was done next at the same place, as part of this step: typing goes on. `false`, and nothing is
    /// taken in, where it is something else.
    pub(super) fn continue_with(&mut self, next: &[Difference]) -> bool {
        if !next.iter().all(|one| self.has_place_for(one)) {
            return false;
        }
        for one in next {
            let Place::Fields { id, fields, .. } = &one.place else {
                continue;
            };
            for mine in self
                .differences
                .iter_mut()
                .filter(|mine| mine.document == one.document)
            {
                match &mut mine.place {
                    Place::Fields {
                        id: here,
                        fields: all,
                        ..
                    } if here == id => {
                        for field in fields {
                            match all.iter_mut().find(|known| known.field.name == field.field.name) {
                                Some(known) => known.after.clone_from(&field.after),
                                None => all.push(field.clone()),
                            }
                        }
                    }
                    Place::Record {
                        id: here,
                        after: Some(standing),
                        ..
                    } if here == id => {
                        for field in fields {
                            standing
                                .values
                                .retain(|(known, _)| known.name != field.field.name);
                            standing.values.push((field.field, field.after.clone()));
                        }
                    }
                    _ => {}
                }
            }
        }
        true
    }

    fn has_place_for(&self, one: &Difference) -> bool {
        let Place::Fields { id, extra: None, .. } = &one.place else {
            return false;
        };
        self.differences.iter().any(|mine| {
            mine.document == one.document
                && match &mine.place {
                    Place::Fields { id: here, .. }
                    | Place::Record {
                        id: here,
                        after: Some(_),
                        ..
                    } => here == id,
                    _ => false,
                }
        })
    }
}
