//! Which column holds what: by a row of headings, or else by their order.

use super::PasteProblem;
use super::cells::Cells;
use super::words::{grade, kind};
use crate::rules::bare;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Unit,
    Kind,
    UnitSecretary,
    Branch,
    BranchSecretary,
    Grade,
    /// A number or a remark: nothing that the register keeps.
    Nothing,
}

const HEADINGS: &[(Column, &[&str])] = &[
    (
        Column::Unit,
        &[
            "单位",
            "单位名称",
            "学校",
            "学校名称",
            "所属单位",
            "单位党组织",
            "单位党组织名称",
            "党组织名称",
            "党组织",
            "党总支",
            "党总支名称",
            "所属党组织",
            "所属党总支",
            "上级党组织",
        ],
    ),
    (
        Column::Kind,
        &[
            "类别",
            "党组织类别",
            "单位类别",
            "组织类别",
            "党组织类型",
            "单位类型",
            "组织类型",
            "类型",
            "党组织种类",
        ],
    ),
    (
        Column::UnitSecretary,
        &[
            "书记",
            "书记姓名",
            "党组织书记",
            "单位书记",
            "总支书记",
            "党总支书记",
            "党委书记",
            "单位党组织书记",
        ],
    ),
    (
        Column::Branch,
        &[
            "支部",
            "支部名称",
            "党支部",
            "党支部名称",
            "所辖支部",
            "所属支部",
            "所辖党支部",
        ],
    ),
    (
        Column::BranchSecretary,
        &["支部书记", "党支部书记", "支部书记姓名", "党支部书记姓名"],
    ),
    (
        Column::Grade,
        &[
            "等次",
            "原定等次",
            "定级",
            "定级等次",
            "定级结果",
            "定级情况",
            "等级",
            "原等次",
            "支部等次",
            "党支部等次",
        ],
    ),
    (Column::Nothing, &["序号", "编号", "备注", "说明"]),
];

/// How many rows may stand above the headings: a title, a date.
const TITLE_ROWS: usize = 8;

/// What the columns hold, and with which row the content begins.
pub(super) fn columns(rows: &[Cells], problems: &mut Vec<PasteProblem>) -> (Vec<Column>, usize) {
    for (at, row) in rows.iter().enumerate().take(TITLE_ROWS) {
        let known: Vec<Option<Column>> = row.cells.iter().map(|cell| heading(cell)).collect();
        let said = known
            .iter()
            .flatten()
            .filter(|column| **column != Column::Nothing);
        if said.count() >= 2 {
            for title in &rows[..at] {
                problems.push(PasteProblem::note(
                    title.line,
                    "这一行在表头上面，当作标题，没有读入".into(),
                ));
            }
            return (by_headings(row, &known, problems), at + 1);
        }
    }
    (by_order(rows, problems), 0)
}

fn heading(cell: &str) -> Option<Column> {
    // What stands in brackets explains: 等次（好、较好、一般、较差）.
    let cell = cell.split(['（', '(']).next().unwrap_or(cell);
    let cell = bare(cell);
    let found = HEADINGS.iter().find(|(_, words)| words.contains(&cell.as_str()));
    found.map(|(column, _)| *column)
}

fn by_headings(row: &Cells, known: &[Option<Column>], problems: &mut Vec<PasteProblem>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let said_branch = known.contains(&Some(Column::BranchSecretary));
    for (at, column) in known.iter().enumerate() {
        let column = match column {
            // 书记 behind the branch is the branch's, where no other column is.
            Some(Column::UnitSecretary) if is_behind_branch(&columns) && !said_branch => {
                if !known[..at].contains(&Some(Column::UnitSecretary)) {
                    let words = format!("“{}”在支部后面，按支部书记读入", row.at(at));
                    problems.push(PasteProblem::doubt(row.line, words));
                }
                Column::BranchSecretary
            }
            Some(column) if *column != Column::Nothing && columns.contains(column) => {
                let words = format!("有两列都叫“{}”，只读前一列", row.at(at));
                problems.push(PasteProblem::doubt(row.line, words));
                Column::Nothing
            }
            Some(column) => *column,
            None => {
                if !row.at(at).is_empty() {
                    let words = format!("第{}列“{}”花名册里不记，没有读入", at + 1, row.at(at));
                    problems.push(PasteProblem::note(row.line, words));
                }
                Column::Nothing
            }
        };
        columns.push(column);
    }
    if !columns.contains(&Column::Unit) {
        problems.push(PasteProblem::error(row.line, "表头里没有“单位名称”这一列".into()));
    }
    columns
}

/// Whether the last column that names somebody names the branch.
fn is_behind_branch(columns: &[Column]) -> bool {
    let names = |column: &&Column| matches!(column, Column::Unit | Column::Branch);
    columns.iter().rfind(names) == Some(&Column::Branch)
}

/// Without headings: a first column of numbers is left out; grades and kinds are known by their words; of the others the
/// first is the unit, the last but one or last the branch, see the words of the problem.
fn by_order(rows: &[Cells], problems: &mut Vec<PasteProblem>) -> Vec<Column> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let mostly = |at: usize, is_so: &dyn Fn(&str) -> bool| {
        let filled: Vec<&str> = rows
            .iter()
            .map(|row| row.at(at))
            .filter(|cell| !cell.is_empty())
            .collect();
        !filled.is_empty() && filled.iter().filter(|cell| is_so(cell)).count() * 2 > filled.len()
    };
    let mut columns = vec![Column::Nothing; width];
    let mut texts = Vec::new();
    for (at, column) in columns.iter_mut().enumerate() {
        if mostly(at, &|cell| matches!(grade(cell), Ok(Some(_)))) {
            *column = Column::Grade;
        } else if mostly(at, &|cell| cell.chars().count() <= 12 && is_kind_alone(cell)) {
            *column = Column::Kind;
        } else if !mostly(at, &|cell| cell.chars().all(|c| c.is_ascii_digit())) && mostly(at, &|_| true) {
            texts.push(at);
        }
    }
    let order: &[Column] = match texts.len() {
        0 | 1 => &[Column::Unit],
        2 => &[Column::Unit, Column::Branch],
        3 => &[Column::Unit, Column::UnitSecretary, Column::Branch],
        _ => &[
            Column::Unit,
            Column::UnitSecretary,
            Column::Branch,
            Column::BranchSecretary,
        ],
    };
    for (at, column) in texts.iter().zip(order) {
        columns[*at] = *column;
    }
    if let Some(first) = rows.first() {
        let mut order = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            if *column != Column::Nothing {
                order.push(format!("第{}列{}", at + 1, column.label()));
            }
        }
        let words = format!("没有表头，按次序理解为：{}。请核对", order.join("、"));
        problems.push(PasteProblem::doubt(first.line, words));
    }
    columns
}

/// Whether a cell says a kind and nothing more: “党总支”, not the name of one.
fn is_kind_alone(cell: &str) -> bool {
    let words = bare(cell);
    matches!(kind(cell), Ok(Some(_)))
        && [
            "党总支",
            "总支",
            "党总支部",
            "总支部",
            "党委",
            "党支部",
            "支部",
            "直属支部",
            "直属党支部",
            "党支部直属局党委",
        ]
        .contains(&words.as_str())
}

impl Column {
    fn label(self) -> &'static str {
        match self {
            Self::Unit => "单位名称",
            Self::Kind => "党组织类别",
            Self::UnitSecretary => "书记",
            Self::Branch => "党支部名称",
            Self::BranchSecretary => "支部书记",
            Self::Grade => "原定等次",
            Self::Nothing => "",
        }
    }
}
