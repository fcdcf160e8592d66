//! Pasted rows put into a register.

use super::{PasteProblem, Pasted, PastedRow};
use crate::domain::{Choose as _, Id, Register, RegisterBranch, RegisterUnit, SortedMap};
use crate::rules::bare;

/// What a register becomes with what was pasted. Nothing is changed before a person has seen it.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisterDraft {
    /// The register as it would be.
    pub register: Register,
    /// Units that were not there, by name.
    pub new_units: Vec<String>,
    /// Branches that were not there, by name.
    pub new_branches: Vec<String>,
    /// What changes of entries that were there, in words.
    pub changes: Vec<String>,
    /// Units and branches that are there and were not pasted; they stay. By name.
    pub not_pasted: Vec<String>,
    /// What a person should know: those of the paste, then rows that were refused.
    pub problems: Vec<PasteProblem>,
}

impl RegisterDraft {
    /// Whether the register would stay as it is.
    pub fn is_unchanged(&self) -> bool {
        self.new_units.is_empty() && self.new_branches.is_empty() && self.changes.is_empty()
    }
}

/// Puts pasted rows into a register, or into a new one. Entries of the same name keep their ids, and take from the paste
/// what is filled in there; each such change is named. A branch that stands twice in the paste is entered once, and the
/// second row is refused, by name and line. `new_id` names what is new.
pub fn to_register(
    pasted: &Pasted,
    existing: Option<&Register>,
    new_id: &mut dyn FnMut() -> Id,
) -> RegisterDraft {
    let register = match existing {
        Some(register) => register.clone(),
        None => Register::new(new_id()),
    };
    let mut draft = RegisterDraft {
        register,
        new_units: Vec::new(),
        new_branches: Vec::new(),
        changes: Vec::new(),
        not_pasted: Vec::new(),
        problems: pasted.problems.clone(),
    };
    // Where each entry stands, and the line that spoke of it.
    let mut units: SortedMap<String, (usize, usize)> = SortedMap::new();
    for (place, unit) in draft.register.units.iter().enumerate() {
        units.get_or_insert_with(bare(&unit.name), || (place, 0));
    }
    let mut branches: SortedMap<(Id, String), (usize, usize)> = SortedMap::new();
    for (place, branch) in draft.register.branches.iter().enumerate() {
        if let Some(unit) = &branch.unit {
            branches.get_or_insert_with((unit.clone(), bare(&branch.name)), || (place, 0));
        }
    }
    for row in &pasted.rows {
        let key = bare(&row.unit);
        if key.is_empty() {
            let words = format!("“{}”不像单位名称，没有读入", row.unit);
            draft.problems.push(PasteProblem::error(row.line, words));
            continue;
        }
        let next = draft.register.units.len();
        let place = units.get_or_insert_with(key, || (next, 0));
        let at = place.0;
        let said = std::mem::replace(&mut place.1, row.line);
        if at == next {
            draft.register.units.push(RegisterUnit {
                id: new_id(),
                name: row.unit.clone(),
                kind: row.kind,
                secretary: row.unit_secretary.clone(),
                ..RegisterUnit::default()
            });
            draft.new_units.push(row.unit.clone());
        } else {
            update_unit(&mut draft, at, row, said);
        }
        let Some(unit) = draft.register.units.get(at).map(|unit| unit.id.clone()) else {
            continue;
        };
        if row.branch.is_empty() {
            if said > 0 {
                let words = format!("“{}”第{said}行已经有了，这一行没有支部，没有读入", row.unit);
                draft.problems.push(PasteProblem::error(row.line, words));
            }
            continue;
        }
        put_branch(&mut draft, &mut branches, unit, row, new_id);
    }
    for (_, (place, line)) in units.iter() {
        if *line == 0 {
            draft.not_pasted.push(draft.register.units[*place].name.clone());
        }
    }
    for (_, (place, line)) in branches.iter() {
        if *line == 0 {
            draft
                .not_pasted
                .push(draft.register.branches[*place].name.clone());
        }
    }
    draft
}

fn put_branch(
    draft: &mut RegisterDraft,
    branches: &mut SortedMap<(Id, String), (usize, usize)>,
    unit: Id,
    row: &PastedRow,
    new_id: &mut dyn FnMut() -> Id,
) {
    let name = bare(&row.branch);
    if name.is_empty() {
        let words = format!("“{}”不像支部名称，没有读入", row.branch);
        draft.problems.push(PasteProblem::error(row.line, words));
        return;
    }
    let next = draft.register.branches.len();
    let place = branches.get_or_insert_with((unit.clone(), name), || (next, 0));
    let at = place.0;
    if place.1 > 0 {
        let words = format!(
            "“{}”的“{}”与第{}行重复，没有读入；确实是两个支部的，请用不同的名称",
            row.unit, row.branch, place.1
        );
        draft.problems.push(PasteProblem::error(row.line, words));
        return;
    }
    place.1 = row.line;
    if at < next {
        update_branch(draft, at, row);
        return;
    }
    draft.register.branches.push(RegisterBranch {
        id: new_id(),
        unit: Some(unit),
        name: row.branch.clone(),
        secretary: row.branch_secretary.clone(),
        initial_grade: row.grade,
        ..RegisterBranch::default()
    });
    draft.new_branches.push(row.branch.clone());
}

/// Takes over what a row says of a unit. `said` is the line that spoke of it before, 0 for none: two rows of one paste
/// that say different things are for a person to settle.
fn update_unit(draft: &mut RegisterDraft, at: usize, row: &PastedRow, said: usize) {
    let Some(unit) = draft.register.units.get_mut(at) else {
        return;
    };
    if let Some(kind) = row.kind.filter(|kind| unit.kind != Some(*kind)) {
        let before = unit.kind.map_or("（空）", |kind| kind.label());
        if said > 0 && unit.kind.is_some() {
            let words = format!("“{}”的类别与第{said}行不同，以前面的“{before}”为准", unit.name);
            draft.problems.push(PasteProblem::doubt(row.line, words));
        } else {
            if !draft.new_units.contains(&unit.name) {
                let words = format!("“{}”的类别：{before}→{}", unit.name, kind.label());
                draft.changes.push(words);
            }
            unit.kind = Some(kind);
        }
    }
    if !row.unit_secretary.is_empty() && row.unit_secretary != unit.secretary {
        let before = unit.secretary.as_str();
        if said > 0 && !before.is_empty() {
            let words = format!("“{}”的书记与第{said}行不同，以前面的“{before}”为准", unit.name);
            draft.problems.push(PasteProblem::doubt(row.line, words));
        } else {
            if !draft.new_units.contains(&unit.name) {
                let before = if before.is_empty() { "（空）" } else { before };
                let words = format!("“{}”的书记：{before}→{}", unit.name, row.unit_secretary);
                draft.changes.push(words);
            }
            unit.secretary.clone_from(&row.unit_secretary);
        }
    }
}

fn update_branch(draft: &mut RegisterDraft, at: usize, row: &PastedRow) {
    let Some(branch) = draft.register.branches.get_mut(at) else {
        return;
    };
    if let Some(grade) = row.grade.filter(|grade| branch.initial_grade != Some(*grade)) {
        let before = branch.initial_grade.map_or("（空）", |grade| grade.label());
        let words = format!("“{}”的原定等次：{before}→{}", branch.name, grade.label());
        draft.changes.push(words);
        branch.initial_grade = Some(grade);
    }
    if !row.branch_secretary.is_empty() && row.branch_secretary != branch.secretary {
        let before = branch.secretary.as_str();
        let before = if before.is_empty() { "（空）" } else { before };
        let words = format!("“{}”的书记：{before}→{}", branch.name, row.branch_secretary);
        draft.changes.push(words);
        branch.secretary.clone_from(&row.branch_secretary);
    }
}
