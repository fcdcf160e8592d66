//! The register by itself held against the notice, before anything is handed in (前-1).

use super::Pick;
use super::likeness::full_name;
use super::totals::expected;
use crate::domain::{Choose as _, Grade, Id, Register, RegisterBranch, RegisterUnit, SortedMap};
use crate::notice::Programme;
use crate::rules::bare;

/// How many branches of a grade the register enters and the notice counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeCheck {
    /// The grade; `Blank` where none is given, `Any` for all.
    pub grade: Pick<Grade>,
    /// How many are entered.
    pub entered: usize,
    /// How many the notice counts.
    pub expected: usize,
    /// The branches entered, by unit and name, so that one can see which are too many.
    pub names: Vec<String>,
}

/// What is to be seen to in a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterReport {
    /// Grade by grade, the best first, then those without one where there are any.
    pub grades: Vec<GradeCheck>,
    /// Branches entered, and those that the notice counts.
    pub total: (usize, usize),
    /// Units entered.
    pub units: usize,
    /// Units entered twice under one name.
    pub duplicate_units: Vec<String>,
    /// Branches entered twice under one name in one unit.
    pub duplicate_branches: Vec<String>,
    /// Branches of one name in several units: perhaps one branch, perhaps several 第一支部.
    pub same_names: Vec<String>,
    /// Units without a branch.
    pub without_branch: Vec<String>,
    /// Units of which it is not said what kind they are.
    pub without_kind: Vec<String>,
    /// Branches without a grade.
    pub without_grade: Vec<String>,
    /// Branches whose unit is not entered.
    pub without_unit: Vec<String>,
    /// Entries without a name: units, then branches.
    pub nameless: (usize, usize),
}

impl RegisterReport {
    /// Whether it is what the notice counts, and every branch is told from every other.
    pub fn agrees(&self) -> bool {
        let grades = self.grades.iter().all(|line| line.entered == line.expected);
        grades && self.may_go_out()
    }

    /// Whether it may be handed down. A number that is not the notice's may have its reasons; what is there twice would
    /// be there twice in every school.
    pub fn may_go_out(&self) -> bool {
        self.units > 0
            && self.duplicate_units.is_empty()
            && self.duplicate_branches.is_empty()
            && self.without_unit.is_empty()
            && self.nameless == (0, 0)
    }

    /// What is missing, too many or twice, a line each.
    pub fn words(&self) -> Vec<String> {
        let mut all = Vec::new();
        for line in &self.grades {
            let differs = super::GradeLine::words(line.entered, line.expected);
            if line.grade != Pick::Blank && !differs.is_empty() {
                all.push(format!(
                    "“{}”等次的支部登记了{}个，通知是{}个，{differs}",
                    line.grade.label(),
                    line.entered,
                    line.expected
                ));
            }
        }
        for (names, what) in [
            (&self.duplicate_units, "单位重复"),
            (&self.duplicate_branches, "支部重复"),
            (&self.same_names, "几个单位有同名的支部，请核对是不是同一个"),
            (&self.without_unit, "支部没有所属单位"),
            (&self.without_branch, "单位没有支部"),
            (&self.without_kind, "单位没有党组织类别"),
            (&self.without_grade, "支部没有原定等次"),
        ] {
            if !names.is_empty() {
                all.push(format!("{what}：{}", names.join("、")));
            }
        }
        if self.nameless != (0, 0) {
            all.push(format!(
                "{}个单位、{}个支部没有名称",
                self.nameless.0, self.nameless.1
            ));
        }
        all
    }
}

/// Holds a register against the notice.
pub fn register_check(register: &Register, programme: &Programme) -> RegisterReport {
    let mut report = RegisterReport {
        grades: Vec::new(),
        total: (register.branches.len(), expected(programme, Pick::Any)),
        units: register.units.len(),
        duplicate_units: Vec::new(),
        duplicate_branches: Vec::new(),
        same_names: Vec::new(),
        without_branch: Vec::new(),
        without_kind: Vec::new(),
        without_grade: Vec::new(),
        without_unit: Vec::new(),
        nameless: (0, 0),
    };
    // By id: the page asks after every key, and a province has thousands.
    let mut by_id: SortedMap<&Id, (&RegisterUnit, usize)> = SortedMap::new();
    for unit in &register.units {
        by_id.get_or_insert_with(&unit.id, || (unit, 0));
    }
    for branch in &register.branches {
        if let Some(unit) = branch.unit.as_ref()
            && let Some((known, count)) = by_id.get(&unit).copied()
        {
            by_id.insert(unit, (known, count + 1));
        }
    }
    let unit_of = |branch: &RegisterBranch| {
        let unit = branch.unit.as_ref()?;
        by_id.get(&unit).map(|(unit, _)| *unit)
    };
    let full_name = |branch: &RegisterBranch| {
        let unit = unit_of(branch).map_or("", |unit| unit.name.as_str());
        full_name(unit, &branch.name)
    };
    for grade in Grade::VALUES
        .iter()
        .rev()
        .copied()
        .map(Pick::Is)
        .chain([Pick::Blank])
    {
        let of_grade = register
            .branches
            .iter()
            .filter(|branch| grade.takes(branch.initial_grade));
        let names: Vec<String> = of_grade.map(full_name).collect();
        if grade == Pick::Blank {
            report.without_grade.clone_from(&names);
        }
        if grade != Pick::Blank || !names.is_empty() {
            report.grades.push(GradeCheck {
                grade,
                entered: names.len(),
                expected: expected(programme, grade),
                names,
            });
        }
    }
    let mut names: SortedMap<String, ()> = SortedMap::new();
    for unit in &register.units {
        let name = bare(&unit.name);
        if name.is_empty() {
            report.nameless.0 += 1;
        } else if names.insert(name, ()).is_some() {
            report.duplicate_units.push(unit.name.clone());
        }
        if by_id.get(&&unit.id).is_none_or(|(_, count)| *count == 0) {
            report.without_branch.push(unit.name.clone());
        }
        if unit.kind.is_none() {
            report.without_kind.push(unit.name.clone());
        }
    }
    let mut in_unit: SortedMap<(String, String), ()> = SortedMap::new();
    let mut anywhere: SortedMap<String, String> = SortedMap::new();
    for branch in &register.branches {
        let name = bare(&branch.name);
        if name.is_empty() {
            report.nameless.1 += 1;
            continue;
        }
        let Some(unit) = unit_of(branch) else {
            report.without_unit.push(branch.name.clone());
            continue;
        };
        // By the unit's name: a unit that is entered twice brings its branches twice.
        if in_unit.insert((bare(&unit.name), name.clone()), ()).is_some() {
            report.duplicate_branches.push(full_name(branch));
        } else if let Some(other) = anywhere.insert(name, unit.name.clone()) {
            report
                .same_names
                .push(format!("{}（{other}、{}）", branch.name, unit.name));
        }
    }
    report
}
