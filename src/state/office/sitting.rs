//! 集中验收: the acceptance of many branches, written in one sitting.

use crate::county::{BranchCell, UnitLine};
use crate::domain::{Choose as _, Grade, Id, OfficeBook, Record, Value};
use crate::state::Edit;
use chrono::NaiveDate;

/// What is written for every branch of the sitting. What is left empty leaves what was written before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sitting {
    /// When they were examined.
    pub date: Option<NaiveDate>,
    /// Who examined them.
    pub team: String,
    /// 验收结论.
    pub conclusion: String,
    /// 验收人.
    pub acceptor: String,
    /// 局党委意见.
    pub bureau_opinion: String,
    /// Its day.
    pub opinion_date: Option<NaiveDate>,
}

impl Sitting {
    fn values(&self) -> Vec<(&'static str, Value)> {
        let text = |text: &str| Value::Text(text.trim().to_owned());
        let mut values = vec![
            ("date", Value::Date(self.date)),
            ("team", text(&self.team)),
            ("conclusion", text(&self.conclusion)),
            ("acceptor", text(&self.acceptor)),
            ("bureau_opinion", text(&self.bureau_opinion)),
            ("opinion_date", Value::Date(self.opinion_date)),
        ];
        values.retain(|(_, value)| !value.is_empty());
        values
    }

    /// What the office wrote at its last acceptance, its opinion aside: the team sits again.
    pub fn like_the_last(office: &OfficeBook) -> Option<Self> {
        let last = office.acceptances.last()?;
        Some(Self {
            date: last.date,
            team: last.team.clone(),
            conclusion: last.conclusion.clone(),
            acceptor: last.acceptor.clone(),
            bureau_opinion: last.bureau_opinion.clone(),
            opinion_date: last.opinion_date,
        })
    }
}

/// A branch of the sitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Its book, or its entry in the register where no book came.
    pub branch: Id,
    /// The same branch by its other name, where it has two.
    pub alias: Option<Id>,
    /// Its name.
    pub name: String,
    /// Its grade from now on; none leaves what was written before.
    pub grade: Option<Grade>,
}

/// A branch that can be accepted: in the register, or received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// It, with no grade.
    pub seat: Seat,
    /// Its unit.
    pub unit: String,
    /// The grade it was given at the start.
    pub initial: Option<Grade>,
    /// The grade it holds to be its own.
    pub own_final: Option<Grade>,
    /// Whether its book came.
    pub is_received: bool,
    /// What was written of it: the grade and the day.
    pub accepted: Option<(Option<Grade>, Option<NaiveDate>)>,
}

/// Every branch that can be accepted, unit by unit.
pub fn candidates(office: &OfficeBook, lines: &[UnitLine]) -> Vec<Candidate> {
    let mut all = Vec::new();
    for line in lines {
        for cell in &line.branches {
            if let Some(seat) = seat(cell) {
                let accepted = acceptance(office, &seat);
                let accepted = accepted.map(|known| (known.final_grade, known.date));
                all.push(Candidate {
                    seat,
                    unit: line.name.clone(),
                    initial: cell.initial,
                    own_final: cell.own_final,
                    is_received: cell.is_received(),
                    accepted,
                });
            }
        }
    }
    all
}

fn seat(cell: &BranchCell) -> Option<Seat> {
    let branch = cell.book.clone().or_else(|| cell.entry.clone())?;
    Some(Seat {
        alias: cell.entry.clone().filter(|entry| *entry != branch),
        branch,
        name: cell.name.clone(),
        grade: None,
    })
}

fn acceptance<'a>(office: &'a OfficeBook, seat: &Seat) -> Option<&'a crate::domain::Acceptance> {
    let alias = || office.acceptance_of(seat.alias.as_ref()?);
    office.acceptance_of(&seat.branch).or_else(alias)
}

/// Whose acceptance is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shown<'a> {
    /// Words that the names of unit or branch hold.
    pub words: &'a str,
    /// The grade at the start, by its code; empty for all.
    pub grade: &'a str,
    /// Whether only those that are not accepted yet.
    pub open_only: bool,
}

impl Shown<'_> {
    /// Whether it takes a branch.
    pub fn takes(self, candidate: &Candidate) -> bool {
        let mut words = self.words.split_whitespace();
        let named = words.all(|word| candidate.unit.contains(word) || candidate.seat.name.contains(word));
        let graded =
            self.grade.is_empty() || candidate.initial.is_some_and(|grade| grade.code() == self.grade);
        named && graded && !(self.open_only && candidate.accepted.is_some())
    }
}

/// The commands that write a sitting, or in words why it cannot be written.
pub fn write(
    office: &OfficeBook,
    sitting: &Sitting,
    seats: &[Seat],
    today: NaiveDate,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Vec<Edit>, &'static str> {
    let common = sitting.values();
    if seats.is_empty() {
        return Err("没有写入：还没有选支部。");
    }
    if common.is_empty() && seats.iter().all(|seat| seat.grade.is_none()) {
        return Err("没有写入：验收内容和现等次都还空着。");
    }
    if sitting.date.is_some_and(|date| date > today) {
        return Err("没有写入：验收日期晚于今天，请核对。");
    }
    if sitting.opinion_date.is_some_and(|date| date > today) {
        return Err("没有写入：局党委意见日期晚于今天，请核对。");
    }
    let mut edits = Vec::new();
    for seat in seats {
        let mut values = common.clone();
        if let Some(grade) = seat.grade {
            values.push(("final_grade", Value::One(Some(grade.code()))));
        }
        if let Some(known) = acceptance(office, seat) {
            let record: &dyn Record = known;
            values.retain(|(field, value)| record.get(field).as_ref() != Some(value));
            edits.extend(super::remarks::fill(office.id(), &known.id, values));
            continue;
        }
        let mut preset = vec![
            ("branch", Value::Ref(Some(seat.branch.clone()))),
            ("branch_name", Value::Text(seat.name.clone())),
        ];
        preset.extend(values);
        edits.push(Edit::Add {
            document: office.id().clone(),
            collection: "acceptances",
            after: None,
            id: new_id(),
            preset,
        });
    }
    Ok(edits)
}

/// What takes written commands back, field by field: what was typed elsewhere since stays. `before` is the book as it was,
/// `now` as it is.
pub fn undo(before: &OfficeBook, now: &OfficeBook, written: &[Edit]) -> Vec<Edit> {
    let mut back = Vec::new();
    for edit in written {
        match edit {
            Edit::Add {
                document, id, preset, ..
            } => {
                let Some(known) = now.acceptances.iter().find(|known| known.id == *id) else {
                    continue;
                };
                let record: &dyn Record = known;
                let is_as_written = |field: &crate::domain::Field| {
                    let mut written = preset.iter().filter(|(name, _)| *name == field.name);
                    let held = record.get(field.name);
                    match written.next() {
                        Some((_, value)) => held.as_ref() == Some(value),
                        None => held.is_none_or(|held| held.is_empty()),
                    }
                };
                if record.def().fields.iter().all(is_as_written) {
                    back.push(Edit::Remove {
                        document: document.clone(),
                        record: id.clone(),
                    });
                }
            }
            Edit::Set {
                document,
                record,
                field,
                value,
            } => {
                let held = |book: &OfficeBook| {
                    let known = book.acceptances.iter().find(|known| known.id == *record)?;
                    let known: &dyn Record = known;
                    known.get(field)
                };
                if let (Some(old), Some(held)) = (held(before), held(now))
                    && held == *value
                {
                    back.push(Edit::Set {
                        document: document.clone(),
                        record: record.clone(),
                        field,
                        value: old,
                    });
                }
            }
            _ => {}
        }
    }
    back.reverse();
    back
}
