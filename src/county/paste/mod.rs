//! The register from a spreadsheet, and back.
//!
//! **Invariant:** nothing of a paste is lost in silence: a row or cell that is not read has a problem with its line.

mod cells;
mod columns;
mod merge;
mod sheet;
mod words;

pub use merge::{RegisterDraft, to_register};
pub use sheet::register_sheet;

use crate::domain::{Grade, UnitKind};
use crate::rules::bare;
use cells::Cells;
use columns::Column;

/// One row: a branch and its unit, or a unit alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PastedRow {
    /// The line of the text, from 1.
    pub line: usize,
    /// The unit's name, also where it stands in a row above.
    pub unit: String,
    /// What kind of Party organisation it has.
    pub kind: Option<UnitKind>,
    /// Its secretary.
    pub unit_secretary: String,
    /// The branch; empty where the row speaks of the unit alone.
    pub branch: String,
    /// Its secretary.
    pub branch_secretary: String,
    /// Its grade at the start.
    pub grade: Option<Grade>,
}

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It is said so that one knows.
    Note,
    /// It is read, but a person should look.
    Doubt,
    /// It was not read.
    Error,
}

impl Weight {
    /// The words a clerk sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::Note => "说明",
            Self::Doubt => "请核对",
            Self::Error => "没有读入",
        }
    }
}

/// Something that a person should know of a paste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasteProblem {
    /// The line of the text, from 1.
    pub line: usize,
    /// How much it matters.
    pub weight: Weight,
    /// What it is and what became of it.
    pub words: String,
}

impl PasteProblem {
    pub(super) fn note(line: usize, words: String) -> Self {
        Self {
            line,
            weight: Weight::Note,
            words,
        }
    }

    pub(super) fn doubt(line: usize, words: String) -> Self {
        Self {
            line,
            weight: Weight::Doubt,
            words,
        }
    }

    pub(super) fn error(line: usize, words: String) -> Self {
        Self {
            line,
            weight: Weight::Error,
            words,
        }
    }
}

/// What was pasted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// The rows, in their order.
    pub rows: Vec<PastedRow>,
    /// What a person should know.
    pub problems: Vec<PasteProblem>,
}

/// Reads what was copied from a spreadsheet, or typed with commas or semicolons: a row a branch.
///
/// Headings are known in any order. A unit that is not named is that of the row above, as merged cells come. Blank rows
/// are left out, wherever they stand; what follows them is read.
pub fn paste(text: &str) -> Pasted {
    let rows = cells::rows(text);
    let mut pasted = Pasted::default();
    let (columns, first) = columns::columns(&rows, &mut pasted.problems);
    let mut above = PastedRow::default();
    for row in &rows[first..] {
        if is_sum(row) {
            let words = format!("“{}”这一行不是支部，没有读入", first_words(row));
            pasted.problems.push(PasteProblem::note(row.line, words));
            continue;
        }
        let mut read = read_row(row, &columns, &mut pasted.problems);
        if read.unit.is_empty() && read.branch.is_empty() {
            let words = format!("“{}”这一行没有单位，也没有支部，没有读入", first_words(row));
            pasted.problems.push(PasteProblem::error(row.line, words));
            continue;
        }
        if read.unit.is_empty() {
            if above.unit.is_empty() {
                let words = format!("“{}”前面没有单位，没有读入", read.branch);
                pasted.problems.push(PasteProblem::error(row.line, words));
                continue;
            }
            read.unit.clone_from(&above.unit);
        }
        if bare(&read.unit) == bare(&above.unit) {
            read.kind = read.kind.or(above.kind);
            if read.unit_secretary.is_empty() {
                read.unit_secretary.clone_from(&above.unit_secretary);
            }
        }
        if read.branch.is_empty() && read.kind == Some(UnitKind::Branch) {
            let words = format!("“{}”本身就是一个支部，支部名称按单位名称读入", read.unit);
            pasted.problems.push(PasteProblem::note(row.line, words));
            read.branch.clone_from(&read.unit);
            if read.branch_secretary.is_empty() {
                read.branch_secretary.clone_from(&read.unit_secretary);
            }
        }
        above.clone_from(&read);
        pasted.rows.push(read);
    }
    if pasted.rows.is_empty() && pasted.problems.is_empty() {
        let words = "没有内容。请从表格里选中单位、支部、等次等列，复制后粘贴到这里";
        pasted.problems.push(PasteProblem::error(1, words.into()));
    }
    pasted
}

fn read_row(row: &Cells, columns: &[Column], problems: &mut Vec<PasteProblem>) -> PastedRow {
    let mut read = PastedRow {
        line: row.line,
        ..PastedRow::default()
    };
    for (at, column) in columns.iter().enumerate() {
        let cell = row.at(at);
        match column {
            Column::Unit => cell.clone_into(&mut read.unit),
            Column::UnitSecretary => cell.clone_into(&mut read.unit_secretary),
            Column::Branch => cell.clone_into(&mut read.branch),
            Column::BranchSecretary => cell.clone_into(&mut read.branch_secretary),
            Column::Kind => {
                read.kind = words::kind(cell).unwrap_or_else(|()| {
                    let words = format!("“{cell}”不是党组织类别（党委、党总支、党支部），类别空着");
                    problems.push(PasteProblem::doubt(row.line, words));
                    None
                });
            }
            Column::Grade => {
                read.grade = words::grade(cell).unwrap_or_else(|()| {
                    let words = format!("“{cell}”不是等次（好、较好、一般、较差），等次空着");
                    problems.push(PasteProblem::doubt(row.line, words));
                    None
                });
            }
            Column::Nothing => {}
        }
    }
    for (at, cell) in row.cells.iter().enumerate().skip(columns.len()) {
        if !cell.is_empty() {
            let words = format!("第{}列“{cell}”没有表头，没有读入", at + 1);
            problems.push(PasteProblem::error(row.line, words));
        }
    }
    read
}

/// Whether a row adds up or explains, as tables end.
fn is_sum(row: &Cells) -> bool {
    let first = bare(first_words(row));
    [
        "合计",
        "总计",
        "小计",
        "填表人",
        "制表人",
        "填表日期",
        "填报人",
        "说明",
        "备注",
        "注",
    ]
    .iter()
    .any(|word| first == *word)
        || ["合计", "总计", "填表人", "制表人"]
            .iter()
            .any(|word| first.starts_with(word))
}

fn first_words(row: &Cells) -> &str {
    row.cells
        .iter()
        .find(|cell| !cell.is_empty())
        .map_or("", String::as_str)
}

/// Whether a spreadsheet takes a cell for something to calculate.
pub(super) fn calculates(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}
