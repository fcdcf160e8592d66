//! Following what another tab wrote.

use super::{Log, Way};
use crate::domain::Books;
use crate::history::carry::carry;
use crate::history::difference::{Difference, between};
use crate::history::step::{Act, Step};

impl Log {
    /// Follows what another tab wrote: `disk` are the books as they are there now, with the last steps, the number of the
    /// last step, which may be one that cannot be read here, and the number of the last transaction. What is not written
    /// here yet is carried over to them, and `books` are then both. Returns what does not fit, because the other tab changed
    /// the same place: the other's stands, and what was typed here is kept in a step of its own.
    pub fn follow(
        &mut self,
        books: &mut Books,
        disk: Books,
        steps: Vec<Step>,
        last_step: u64,
        turn: u64,
        at: &str,
    ) -> Vec<Difference> {
        self.close(books);
        let mine = std::mem::take(&mut self.steps);
        *books = disk;
        self.number = steps.last().map_or(0, |step| step.number).max(last_step);
        self.steps = steps.into_iter().map(|step| (step, Way::Written)).collect();
        self.stuck.clear();
        self.turn = turn;
        self.landed = turn;
        let mut clashed = Vec::new();
        // The numbers that this tab gave its steps may be others' by now.
        let mut numbers: Vec<(u64, u64)> = Vec::new();
        let renamed = |numbers: &[(u64, u64)], old: u64| {
            let mut known = numbers.iter();
            known.find(|(from, _)| *from == old).map(|(_, to)| *to)
        };
        for piece in std::mem::take(&mut self.pieces) {
            let Some((step, _)) = mine.iter().find(|(step, _)| step.number == piece.step) else {
                continue;
            };
            let before = books.clone();
            clashed.extend(carry(books, &piece.differences));
            let mut ids = Vec::new();
            for difference in &piece.differences {
                if !ids.contains(&difference.document) {
                    ids.push(difference.document.clone());
                }
            }
            let fitted = between(&before, books, &ids);
            let act = match step.act {
                Act::Undo(of) => Act::Undo(renamed(&numbers, of).unwrap_or(of)),
                Act::Redo(of) => Act::Redo(renamed(&numbers, of).unwrap_or(of)),
                act => act,
            };
            if !fitted.is_empty() {
                let goes_on = renamed(&numbers, piece.step);
                let number = self.add(goes_on, act, &step.at, fitted);
                numbers.push((piece.step, number));
            }
        }
        self.seen.clone_from(books);
        // What clashed before and is not on the disk yet: it is no change of the books, and so no piece.
        let told = mine
            .into_iter()
            .filter(|(step, way)| step.act == Act::Clash && *way != Way::Written);
        let told: Vec<_> = told.map(|(step, _)| (step.at, step.differences)).collect();
        let now = (!clashed.is_empty()).then(|| (at.to_owned(), clashed.clone()));
        for (at, differences) in told.into_iter().chain(now) {
            self.number += 1;
            let step = Step {
                number: self.number,
                at,
                desk: self.desk,
                act: Act::Clash,
                differences,
            };
            self.hold(step, Way::Waits);
        }
        clashed
    }
}
