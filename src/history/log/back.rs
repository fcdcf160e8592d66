//! Steps back, and again.

use super::Log;
use crate::domain::Books;
use crate::history::carry::{carry, is_carried};
use crate::history::difference::{Difference, Place, turned};
use crate::history::step::{Act, Step};

/// A step that cannot be taken back or done again: its place has been changed otherwise since.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// The step.
    pub step: Step,
    /// What of it does not fit any more.
    pub differences: Vec<Difference>,
}

/// A step that can be taken back or done again, and what leads there.
struct Lead<'a> {
    step: &'a Step,
    differences: Vec<Difference>,
}

impl Log {
    /// The step that would be taken back next, and the one that would be done again.
    ///
    /// A step back always changes something. What came to nothing, as a word typed and erased again, is passed over, and so
    /// is what a state that was restored has led back already.
    pub fn next(&self, books: &Books) -> (Option<&Step>, Option<&Step>) {
        let (back, again) = self.leads(books);
        (back.map(|lead| lead.step), again.map(|lead| lead.step))
    }

    fn leads<'a>(&'a self, books: &Books) -> (Option<Lead<'a>>, Option<Lead<'a>>) {
        let mut undo: Vec<&Step> = Vec::new();
        // What was taken back, each with the step that did so: that one knows what there was to change.
        let mut redo: Vec<(&Step, &Step)> = Vec::new();
        for step in self.steps() {
            match step.act {
                Act::Command(_) if step.differences.iter().all(came_to_nothing) => {}
                Act::Command(_) => {
                    undo.push(step);
                    redo.clear();
                }
                Act::Undo(of) => {
                    let at = undo.iter().position(|step| step.number == of);
                    redo.extend(at.map(|at| (undo.remove(at), step)));
                }
                Act::Redo(of) => {
                    let at = redo.iter().position(|(step, _)| step.number == of);
                    undo.extend(at.map(|at| redo.remove(at).0));
                }
                Act::Passing(_) | Act::Clash => {}
            }
        }
        let lead = |step: &'a Step, done: &Step| {
            let differences = turned(&done.differences);
            let leads = !self.stuck.contains(&step.number) && !is_carried(books, &differences);
            leads.then_some(Lead { step, differences })
        };
        let back = undo.into_iter().rev().find_map(|step| lead(step, step));
        let again = redo.into_iter().rev().find_map(|(step, done)| lead(step, done));
        (back, again)
    }

    /// Takes the last step back, in these books: all of it or nothing. `None` where there is no step left to take back.
    pub fn undo(&mut self, books: &mut Books, at: &str) -> Option<Result<(), Refused>> {
        self.close(books);
        let Lead { step, differences } = self.leads(books).0?;
        let step = step.clone();
        Some(self.carry_out(books, step, &differences, at, Act::Undo))
    }

    /// Does the step again that was taken back last.
    pub fn redo(&mut self, books: &mut Books, at: &str) -> Option<Result<(), Refused>> {
        self.close(books);
        let Lead { step, differences } = self.leads(books).1?;
        let step = step.clone();
        Some(self.carry_out(books, step, &differences, at, Act::Redo))
    }

    fn carry_out(
        &mut self,
        books: &mut Books,
        step: Step,
        differences: &[Difference],
        at: &str,
        act: fn(u64) -> Act,
    ) -> Result<(), Refused> {
        let mut changed = books.clone();
        let refused = carry(&mut changed, differences);
        if !refused.is_empty() {
            self.stuck.push(step.number);
            return Err(Refused {
                step,
                differences: refused,
            });
        }
        *books = changed;
        self.begin(books, act(step.number), None, at, 0.0);
        let documents: Vec<_> = differences.iter().map(|one| one.document.clone()).collect();
        self.did(&documents);
        self.close(books);
        Ok(())
    }
}

/// Whether a place is as it was: typing went on until it was.
fn came_to_nothing(difference: &Difference) -> bool {
    match &difference.place {
        Place::Fields { fields, extra, .. } => {
            extra.as_ref().is_none_or(|(before, after)| before == after)
                && fields.iter().all(|one| one.before == one.after)
        }
        _ => false,
    }
}
