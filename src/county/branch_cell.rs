//! One cell a branch: its grades now and aimed at (the map of 45).

use super::ground::Ground;
use super::likeness::within;
use super::{ItemCounts, Matched, SentBranch, Summary};
use crate::domain::{Grade, Id};
use crate::rules::blank;

/// A branch at the office: an entry of the register, or one that came and is none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchCell {
    /// Its entry in the register; none for a branch that is not entered under this unit.
    pub entry: Option<Id>,
    /// Who says that the book is this entry.
    pub matched: Option<Matched>,
    /// Its place among the branches that came; none where it did not come.
    pub place: Option<u32>,
    /// Its book.
    pub book: Option<Id>,
    /// Its name: the register's, or else its own.
    pub name: String,
    /// Its secretary.
    pub secretary: String,
    /// The grade it was given at the start: the register's, or else its own.
    pub initial: Option<Grade>,
    /// What it says itself that it was given.
    pub own_initial: Option<Grade>,
    /// The grade it aims at.
    pub target: Option<Grade>,
    /// The grade it holds to be its own at the year's end.
    pub own_final: Option<Grade>,
    /// The grade by acceptance.
    pub accepted: Option<Grade>,
    /// Whether it says what became better.
    pub is_improved: bool,
    /// The entry that it is, where that is entered under another unit or another book stands for it already.
    pub claims: Option<Id>,
    /// Its items.
    pub items: ItemCounts,
}

impl BranchCell {
    /// The grade now: by acceptance, or by its own word, or that of the start.
    pub fn now(&self) -> Option<Grade> {
        self.accepted.or(self.own_final).or(self.initial)
    }

    /// Its name without its unit's in front.
    pub fn short_name(&self, unit: &str) -> &str {
        let short = within(&self.name, unit).trim();
        short
            .strip_suffix("党支部")
            .filter(|short| !short.is_empty())
            .unwrap_or(short)
    }

    /// Whether it came.
    pub fn is_received(&self) -> bool {
        self.place.is_some()
    }

    /// Whether it is one of the key branches (一.2-a).
    pub fn is_key(&self) -> bool {
        self.initial.is_some_and(Grade::is_key_rectification)
    }

    /// Whether it could rise: all but 好 (note A).
    pub fn can_rise(&self) -> bool {
        self.initial.is_some_and(|grade| grade < Grade::Good)
    }

    /// Whether it stands higher than at the start.
    pub fn is_promoted(&self) -> bool {
        self.initial.is_some() && self.accepted.or(self.own_final) > self.initial
    }

    /// Whether its own book and the register give it different grades at the start.
    pub fn differs(&self) -> bool {
        self.own_initial.is_some() && self.own_initial != self.initial
    }

    /// Whether it came and is no entry of the register under this unit.
    pub fn is_surplus(&self) -> bool {
        self.entry.is_none()
    }

    fn fill(&mut self, ground: &Ground, place: u32, sent: &SentBranch) {
        self.place = Some(place);
        self.book.clone_from(&sent.book);
        if self.name.is_empty() {
            self.name.clone_from(&sent.name);
        }
        if self.secretary.is_empty() {
            self.secretary.clone_from(&sent.secretary);
        }
        self.own_initial = sent.initial;
        self.initial = self.initial.or(sent.initial);
        self.target = sent.target;
        self.own_final = sent.own_final;
        self.is_improved = !blank(&sent.improvements);
        self.accepted = ground.accepted(sent.book.as_ref(), self.entry.as_ref());
    }
}

/// The cells of a unit: its entries in the register's order, each with the book that came for it, then the books that
/// are none of them.
pub(super) fn cells(ground: &Ground, unit: Option<usize>, sent: Option<&Summary>) -> Vec<BranchCell> {
    let entries = unit.and_then(|unit| ground.branches_of.get(unit));
    let entries = entries.map_or(&[][..], Vec::as_slice);
    let mut cells = Vec::new();
    for place in entries {
        let entered = ground
            .register
            .as_ref()
            .and_then(|register| register.branches.get(*place));
        let Some(entered) = entered else { continue };
        let mut cell = blank_cell();
        cell.entry = Some(entered.id.clone());
        entered.name.trim().clone_into(&mut cell.name);
        entered.secretary.trim().clone_into(&mut cell.secretary);
        cell.initial = entered.initial_grade;
        cell.accepted = ground.accepted(None, Some(&entered.id));
        cells.push(cell);
    }
    let Some(summary) = sent else { return cells };
    for (place, branch) in (0..).zip(&summary.branches) {
        let entry = ground.branch_entry(branch.book.as_ref(), branch.register_branch.as_ref());
        let at = entry.and_then(|(entry, _)| entries.iter().position(|known| *known == entry));
        match (at, entry) {
            (Some(at), Some((_, matched))) if cells[at].place.is_none() => {
                cells[at].fill(ground, place, branch);
                cells[at].matched = Some(matched);
            }
            _ => {
                let mut cell = blank_cell();
                cell.claims = entry.and_then(|(entry, _)| {
                    let register = ground.register.as_ref()?;
                    Some(register.branches.get(entry)?.id.clone())
                });
                cell.fill(ground, place, branch);
                cells.push(cell);
            }
        }
    }
    let mut items = vec![ItemCounts::default(); summary.branches.len()];
    for item in &summary.items {
        if let Some(counts) = item.branch.and_then(|place| items.get_mut(place as usize)) {
            counts.count(item.state(ground.today));
        }
    }
    for cell in &mut cells {
        if let Some(counts) = cell.place.and_then(|place| items.get(place as usize)) {
            cell.items = *counts;
        }
    }
    cells
}

fn blank_cell() -> BranchCell {
    BranchCell {
        entry: None,
        matched: None,
        place: None,
        book: None,
        name: String::new(),
        secretary: String::new(),
        initial: None,
        own_initial: None,
        target: None,
        own_final: None,
        accepted: None,
        is_improved: false,
        claims: None,
        items: ItemCounts::default(),
    }
}
