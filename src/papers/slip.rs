//! 销号单: one close-out on one sheet, to be signed and kept (clause 一.3-e).

use super::words::{date, date_of, problem_type, unit_name};
use super::{Blank, Cell, Entry, Row};
use crate::domain::{Books, Id};

/// The slip of one close-out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Its title.
    pub title: &'static str,
    /// Its rows, in order.
    pub rows: Vec<Row>,
}

/// The slip of a branch's close-out; `None` when one of them is not there.
pub fn slip(books: &Books, branch: &Id, close_out: &Id) -> Option<Slip> {
    let branch = books.branch(branch)?;
    let close = branch.close_outs.iter().find(|close| close.id == *close_out)?;
    let (item, number) = branch
        .items
        .iter()
        .zip(1..)
        .find(|(item, _)| Some(&item.id) == close.item.as_ref())?;
    let text = |label, words: &str| Cell::inferred(label, Entry::text(words.trim()));
    let day = |label, day| Cell::inferred(label, Entry::text(date_of(day)));
    let signature = |label| Cell::inferred(label, Entry::Blank(Blank::Signature));
    let mut rows = vec![
        vec![
            text("单位", &unit_name(books, branch)),
            text("党支部", &branch.profile.name),
        ],
        vec![
            text("台账序号", &format!("第{number}项")),
            text("问题类型", &problem_type(item)),
        ],
        vec![text("具体项目", &item.project)],
        vec![text("原因", &item.root_cause)],
        vec![text("主要措施", &item.measures)],
        vec![
            day("完成时限", branch.due_of(item)),
            text("承办责任人", &item.handler),
        ],
        vec![
            day("完成日期", close.completed_on),
            text("核验人", &close.verified_by),
        ],
        vec![text("整改结果", &close.result)],
        vec![text("佐证材料", &close.evidence)],
        vec![
            day("申请日期", close.applied_on),
            day("销号日期", close.closed_on),
        ],
    ];
    if let Some(day) = close.reopened_on {
        let words = format!("{}重新整改。{}", date(day), close.reopen_reason.trim());
        rows.push(vec![text("重新整改", &words)]);
    }
    rows.push(vec![signature("申请人签名"), signature("核验人签名")]);
    rows.push(vec![
        Cell::inferred("单位党组织确认", Entry::Blank(Blank::Lines)),
        Cell::inferred("签名", Entry::Blank(Blank::Signature)).foot(),
        Cell::inferred("日期", Entry::Blank(Blank::Date)).foot(),
    ]);
    let rows = rows.into_iter().zip(1..);
    Some(Slip {
        title: "整改问题销号单",
        rows: rows.map(|(cells, number)| Row::side(number, "", cells)).collect(),
    })
}
