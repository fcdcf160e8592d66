//! 整改问题台账 on paper: every column of the ledger, and for items that take long what was said and the plan.

use chrono::NaiveDate;

use super::words::{
    bracketed, date, date_of, explanation, joined, plan, problem_type, takes_long, unit_name,
};
use crate::domain::{Books, BranchBook, Choose, CloseOut, Id, LedgerItem};

/// The ledger's columns, in order; `true` where the notice fixes them.
pub const LEDGER_COLUMNS: [(&str, bool); 17] = [
    ("序号", false),
    ("问题类型", false),
    ("具体项目", true),
    ("原因", false),
    ("主要措施", true),
    ("难易", false),
    ("长/中/短期", false),
    ("完成时限", true),
    ("倒计时", false),
    ("承办责任人", true),
    ("责任领导", false),
    ("进展", false),
    ("完成日期", false),
    ("销号日期/核验人/佐证", false),
    ("公示日期", false),
    ("群众反馈", false),
    ("备注", false),
];

/// The ledger of one branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// The unit's name.
    pub unit: String,
    /// The branch's name.
    pub branch: String,
    /// Who answers for the whole.
    pub responsible: String,
    /// The day as of which it stands.
    pub as_of: String,
    /// An item each.
    pub rows: Vec<LedgerRow>,
}

/// An item of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// What stands under each of [`LEDGER_COLUMNS`].
    pub cells: [String; 17],
    /// What stands below, under its label: 说明情况 and 节点计划 of items that take long.
    pub below: Vec<(&'static str, String)>,
}

/// The ledger of a branch on this day; `None` when there is no such branch.
pub fn ledger(books: &Books, branch: &Id, today: NaiveDate) -> Option<Ledger> {
    let branch = books.branch(branch)?;
    let items = branch.items.iter().zip(1..);
    Some(Ledger {
        unit: unit_name(books, branch),
        branch: branch.profile.name.clone(),
        responsible: branch.responsibility.overall_responsible.clone(),
        as_of: date(today),
        rows: items
            .map(|(item, number)| row(branch, item, number, today))
            .collect(),
    })
}

fn row(branch: &BranchBook, item: &LedgerItem, number: usize, today: NaiveDate) -> LedgerRow {
    let closed = branch.closed(&item.id);
    let completed = closed.or(branch.open_close_out(&item.id));
    let label = |label: Option<&'static str>| label.unwrap_or_default().to_owned();
    let cells = [
        number.to_string(),
        problem_type(item),
        item.project.clone(),
        item.root_cause.clone(),
        item.measures.clone(),
        label(item.difficulty.map(Choose::label)),
        label(item.term.map(Choose::label)),
        due(branch, item),
        match (closed, branch.due_of(item)) {
            (None, Some(due)) => countdown(due, today),
            _ => String::new(),
        },
        item.handler.clone(),
        item.leader.clone(),
        progress(branch, item),
        date_of(completed.and_then(|close| close.completed_on)),
        closed.map(close_out).unwrap_or_default(),
        shown_on(branch, item),
        feedback(branch, item),
        remark(branch, item),
    ];
    let mut below = Vec::new();
    if takes_long(item) {
        below.push(("说明情况", explanation(item)));
        below.push(("节点计划", plan(branch, item)));
    }
    LedgerRow { cells, below }
}

/// The day that is due now; an extended one names the day that it was.
fn due(branch: &BranchBook, item: &LedgerItem) -> String {
    let now = branch.due_of(item);
    match item.due {
        Some(first) if now != item.due => format!("{}（原定{}）", date_of(now), date(first)),
        _ => date_of(now),
    }
}

/// How long until a day, which itself still counts (note C).
fn countdown(due: NaiveDate, today: NaiveDate) -> String {
    match (due - today).num_days() {
        0 => "今天到期".to_owned(),
        days @ ..0 => format!("逾期{}天", -days),
        days => format!("还有{days}天"),
    }
}

/// The last thing that was done.
fn progress(branch: &BranchBook, item: &LedgerItem) -> String {
    let mut last = None;
    for entry in &branch.progress {
        let is_of_item = entry.item.as_ref() == Some(&item.id);
        if is_of_item && last.is_none_or(|known: &crate::domain::ProgressEntry| entry.date >= known.date) {
            last = Some(entry);
        }
    }
    last.map(|entry| joined(&[&date_of(entry.date), &entry.content], "："))
        .unwrap_or_default()
}

fn close_out(close: &CloseOut) -> String {
    joined(
        &[&date_of(close.closed_on), &close.verified_by, &close.evidence],
        "；",
    )
}

/// The days on which notices that show the item began to hang.
fn shown_on(branch: &BranchBook, item: &LedgerItem) -> String {
    let notices = branch.public_notices.iter();
    let days = notices
        .filter(|notice| notice.items.contains(&item.id))
        .filter_map(|notice| notice.from.map(date));
    days.collect::<Vec<_>>().join("、")
}

fn feedback(branch: &BranchBook, item: &LedgerItem) -> String {
    let all = branch.feedbacks.iter();
    let said = all
        .filter(|feedback| feedback.item.as_ref() == Some(&item.id))
        .map(|feedback| {
            let reply = match feedback.reply.trim() {
                "" => String::new(),
                reply => format!("答复：{reply}"),
            };
            joined(&[&date_of(feedback.date), &feedback.content, &reply], "，")
        });
    said.collect::<Vec<_>>().join("；")
}

/// The remark, and what became of earlier dates and close-outs.
fn remark(branch: &BranchBook, item: &LedgerItem) -> String {
    let mut all = vec![item.remark.trim().to_owned()];
    for extension in branch.extensions_of(&item.id) {
        if let Some(day) = extension.new_due {
            all.push(format!("延期到{}{}", date(day), bracketed(&extension.reason)));
        }
    }
    for close in branch.close_outs_of(&item.id) {
        if let Some(day) = close.reopened_on {
            all.push(format!(
                "{}重新整改{}",
                date(day),
                bracketed(&close.reopen_reason)
            ));
        }
    }
    all.retain(|words| !words.is_empty());
    all.join("；")
}
