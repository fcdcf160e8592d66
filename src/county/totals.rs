//! 前-1: the branches, entered and handed in, held against what the notice counts: 45 = 13 + 26 + 5 + 1.

use super::{BranchFilter, BranchRow, County, Pick, UnitLine};
use crate::domain::{Choose as _, Grade, Id, SortedMap};
use crate::notice::Programme;
use crate::rules::bare;

/// The branches of one grade, or all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradeLine {
    /// The grade; `Blank` where none was given, `Any` for all.
    pub grade: Pick<Grade>,
    /// How many the register enters.
    pub entered: usize,
    /// How many came, by the grade that their own books give them.
    pub received: usize,
    /// How many the notice counts.
    pub expected: usize,
}

impl GradeLine {
    /// The words a clerk sees.
    pub fn label(&self) -> &'static str {
        match self.grade {
            Pick::Blank => "没有填等次",
            grade => grade.label(),
        }
    }

    /// Words for what is missing or too many; empty where a number is the notice's.
    pub fn words(found: usize, expected: usize) -> String {
        match (expected.saturating_sub(found), found.saturating_sub(expected)) {
            (0, 0) => String::new(),
            (0, surplus) => format!("多{surplus}个"),
            (missing, _) => format!("少{missing}个"),
        }
    }
}

/// Something that came or is entered twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twice {
    /// What, and where, in words.
    pub words: String,
    /// The lines that it concerns, by key.
    pub lines: Vec<String>,
}

/// The branches held against the notice.
#[derive(Debug, Clone, PartialEq)]
pub struct Totals<'a> {
    /// Grade by grade, the best first; then those without one, if there are any.
    pub grades: Vec<GradeLine>,
    /// All of them.
    pub total: GradeLine,
    /// Branches that are entered and did not come.
    pub missing: Vec<BranchRow<'a>>,
    /// Branches that came and are not entered under their unit; empty without a register.
    pub surplus: Vec<BranchRow<'a>>,
    /// Branches that the register grades otherwise than their own books do.
    pub differing: Vec<BranchRow<'a>>,
    /// What is there twice.
    pub twice: Vec<Twice>,
}

impl Totals<'_> {
    /// Whether what came is what the notice counts.
    pub fn agrees(&self) -> bool {
        let agrees = |line: &GradeLine| line.received == line.expected;
        self.twice.is_empty() && self.surplus.is_empty() && self.grades.iter().all(agrees)
    }
}

/// How many branches of a grade the notice counts.
pub(super) fn expected(programme: &Programme, grade: Pick<Grade>) -> usize {
    let branches = programme.branches.value;
    match grade {
        Pick::Any => branches.total() as usize,
        Pick::Blank => 0,
        Pick::Is(grade) => branches.of(grade) as usize,
    }
}

impl County {
    /// The branches held against the notice.
    pub fn totals(&self) -> Totals<'_> {
        let line = |grade: Pick<Grade>| {
            let mut line = GradeLine {
                grade,
                entered: 0,
                received: 0,
                expected: expected(&self.ground.programme, grade),
            };
            for cell in self.lines.iter().flat_map(|line| &line.branches) {
                line.received += usize::from(BranchFilter::OwnInitial(grade).takes(cell));
                line.entered += usize::from(cell.entry.is_some() && grade.takes(cell.initial));
            }
            line
        };
        let mut grades = Vec::new();
        for grade in Grade::VALUES.iter().rev() {
            grades.push(line(Pick::Is(*grade)));
        }
        let blank = line(Pick::Blank);
        if blank.entered + blank.received > 0 {
            grades.push(blank);
        }
        let surplus = if self.has_register() {
            self.branches(BranchFilter::Surplus)
        } else {
            Vec::new()
        };
        Totals {
            grades,
            total: line(Pick::Any),
            missing: self.branches(BranchFilter::Missing),
            surplus,
            differing: self.branches(BranchFilter::Differs),
            twice: self.twice(),
        }
    }

    /// What is there twice: units of one name, a branch's book in two files, two books that claim one entry.
    fn twice(&self) -> Vec<Twice> {
        let mut twice = Vec::new();
        let mut names: SortedMap<String, &UnitLine> = SortedMap::new();
        let mut books: SortedMap<&Id, BranchRow<'_>> = SortedMap::new();
        let mut filled: SortedMap<&Id, BranchRow<'_>> = SortedMap::new();
        for line in &self.lines {
            for cell in &line.branches {
                if let (Some(entry), true) = (&cell.entry, cell.is_received()) {
                    filled.insert(entry, BranchRow { line, cell });
                }
            }
        }
        for line in &self.lines {
            if let Some(other) = names.insert(bare(&line.name), line) {
                twice.push(Twice {
                    words: format!("有两个单位都叫“{}”", line.name),
                    lines: vec![other.key.clone(), line.key.clone()],
                });
            }
            for version in line.doubtful() {
                let (name, file) = (&line.name, &version.summary.file);
                twice.push(Twice {
                    words: format!(
                        "“{name}”另有一份第{}版（{}导出）：{}",
                        file.revision.unwrap_or_default(),
                        file.created_at.get(..10).unwrap_or_default(),
                        version.relation.label()
                    ),
                    lines: vec![line.key.clone()],
                });
            }
            let mut own_names: SortedMap<String, ()> = SortedMap::new();
            for cell in &line.branches {
                let row = BranchRow { line, cell };
                let lines = |other: &BranchRow<'_>| vec![other.line.key.clone(), line.key.clone()];
                if own_names.insert(bare(&cell.name), ()).is_some() {
                    twice.push(Twice {
                        words: format!("“{}”有两个支部都叫“{}”", line.name, cell.name),
                        lines: vec![line.key.clone()],
                    });
                }
                let known = cell.book.as_ref().and_then(|book| books.insert(book, row));
                if let Some(other) = known {
                    twice.push(Twice {
                        words: format!(
                            "“{}”这个支部在“{}”和“{}”的文件里都有",
                            cell.name, other.line.name, line.name
                        ),
                        lines: lines(&other),
                    });
                }
                let claimed = cell.claims.as_ref().and_then(|entry| filled.get(&entry));
                if let Some(other) = claimed {
                    twice.push(Twice {
                        words: format!(
                            "花名册里的“{}”有两个支部对应：“{}”的“{}”和“{}”的“{}”",
                            other.cell.name,
                            other.line.name,
                            other.sent().map_or("", |sent| sent.name.as_str()),
                            line.name,
                            row.sent().map_or("", |sent| sent.name.as_str()),
                        ),
                        lines: lines(other),
                    });
                }
            }
        }
        twice
    }
}
