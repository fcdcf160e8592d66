//! What the office knows apart from what is handed in: the register, its own decisions, and the day.

use chrono::NaiveDate;

use super::version::Choices;
use super::{Matched, Review};
use crate::domain::{Grade, Id, OfficeBook, Register, ReviewSheet, SortedMap};
use crate::notice::{Programme, Span};

/// What the office knows apart from what is handed in.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The register, if there is one.
    pub register: Option<&'a Register>,
    /// The office's own book: who is who, acceptance, cases.
    pub office: Option<&'a OfficeBook>,
    /// Its reviews.
    pub reviews: &'a [ReviewSheet],
    /// The notice's figures.
    pub programme: &'a Programme,
    /// The day.
    pub today: NaiveDate,
}

/// The same, put in order for looking things up.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ground {
    pub(super) register: Option<Register>,
    pub(super) programme: Programme,
    pub(super) today: NaiveDate,
    pub(super) weeks: Vec<Span>,
    pub(super) months: Vec<Span>,
    /// Entries of units, by id, with their places.
    pub(super) units: SortedMap<Id, usize>,
    /// Entries of branches, by id, with their places.
    pub(super) branches: SortedMap<Id, usize>,
    /// Entries of branches, by their unit's place.
    pub(super) branches_of: Vec<Vec<usize>>,
    /// Which entry a book is, as the office decided.
    decided: SortedMap<Id, Id>,
    /// Grades by acceptance, by branch.
    accepted: SortedMap<Id, Grade>,
    /// Reviews, by unit.
    reviews: SortedMap<Id, Review>,
    /// Items of which a case was made.
    cased: SortedMap<Id, ()>,
    /// Which versions count, where the office decided.
    pub(super) choices: Choices,
}

impl Ground {
    pub(super) fn of(known: &Known<'_>) -> Self {
        let mut ground = Self {
            register: known.register.cloned(),
            programme: known.programme.clone(),
            today: known.today,
            weeks: known.programme.weeks().collect(),
            months: known.programme.months().collect(),
            units: SortedMap::new(),
            branches: SortedMap::new(),
            branches_of: Vec::new(),
            decided: SortedMap::new(),
            accepted: SortedMap::new(),
            reviews: SortedMap::new(),
            cased: SortedMap::new(),
            choices: known.office.map(Choices::of).unwrap_or_default(),
        };
        if let Some(register) = known.register {
            for (place, unit) in register.units.iter().enumerate() {
                ground.units.insert(unit.id.clone(), place);
                ground.branches_of.push(Vec::new());
            }
            for (place, branch) in register.branches.iter().enumerate() {
                ground.branches.insert(branch.id.clone(), place);
                let unit = branch.unit.as_ref().and_then(|unit| ground.units.get(unit));
                if let Some(unit) = unit.copied() {
                    ground.branches_of[unit].push(place);
                }
            }
        }
        if let Some(office) = known.office {
            for decided in &office.register_matches {
                if let (Some(book), Some(entry)) = (&decided.book, &decided.entry) {
                    ground.decided.insert(book.clone(), entry.clone());
                }
            }
            for acceptance in &office.acceptances {
                if let (Some(branch), Some(grade)) = (&acceptance.branch, acceptance.final_grade)
                    && ground.accepted.get(branch).is_none()
                {
                    ground.accepted.insert(branch.clone(), grade);
                }
            }
            for case in &office.typical_cases {
                if let Some(item) = &case.source_item {
                    ground.cased.insert(item.clone(), ());
                }
            }
        }
        for sheet in known.reviews {
            ground.put_review(sheet);
        }
        ground
    }

    /// Puts a review in place of the one that its unit had.
    pub(super) fn put_review(&mut self, sheet: &ReviewSheet) {
        if let Some(unit) = &sheet.verdict.unit {
            self.reviews.insert(unit.clone(), Review::of(sheet));
        }
    }

    /// The place of the entry that a unit's book is, and who says so.
    pub(super) fn unit_entry(&self, book: Option<&Id>, by_school: Option<&Id>) -> Option<(usize, Matched)> {
        self.entry(&self.units, book, by_school)
    }

    /// The place of the entry that a branch's book is, and who says so.
    pub(super) fn branch_entry(&self, book: Option<&Id>, by_school: Option<&Id>) -> Option<(usize, Matched)> {
        self.entry(&self.branches, book, by_school)
    }

    // What was decided here comes first: the office sees all schools, a school sees itself.
    fn entry(
        &self,
        entries: &SortedMap<Id, usize>,
        book: Option<&Id>,
        by_school: Option<&Id>,
    ) -> Option<(usize, Matched)> {
        let decided = book.and_then(|book| self.decided.get(book));
        for (id, matched) in [
            (decided, Matched::ByOffice),
            (by_school, Matched::BySchool),
            (book, Matched::ById),
        ] {
            if let Some(place) = id.and_then(|id| entries.get(id)) {
                return Some((*place, matched));
            }
        }
        None
    }

    /// The grade by acceptance of a branch, named by its book or by its entry.
    pub(super) fn accepted(&self, book: Option<&Id>, entry: Option<&Id>) -> Option<Grade> {
        let by = |id: Option<&Id>| id.and_then(|id| self.accepted.get(id)).copied();
        by(book).or_else(|| by(entry))
    }

    /// The review of a unit, named by its book or by its entry.
    pub(super) fn review(&self, book: Option<&Id>, entry: Option<&Id>) -> Option<&Review> {
        let by = |id: Option<&Id>| id.and_then(|id| self.reviews.get(id));
        by(book).or_else(|| by(entry))
    }

    /// Whether a case was made of an item.
    pub(super) fn is_cased(&self, item: Option<&Id>) -> bool {
        item.is_some_and(|item| self.cased.get(item).is_some())
    }
}
